"""The strip says what happened until the next action, but only where people work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from hubdesk.ui.page import Page, PageSpec
from hubdesk.ui.shell import Shell
from hubdesk.ui.widgets.strip import Offer, Result


class Read(Page):
    """A page that is only read: an older result has no place there."""

    def repeats_result(self) -> bool:
        return False


def test_an_old_result_waits_while_a_page_is_open_that_is_only_read(
    show: Callable[..., QMainWindow],
) -> None:
    made = Shell(
        [
            PageSpec("desk", "Front desk", "scan-barcode", "desk", Page),
            PageSpec("people", "People", "users", "people", Page),
            PageSpec("help", "Help", "life-buoy", "help", Read, "bottom"),
        ]
    )
    show(made)
    made.go("desk")
    made.tell(Result("ok", "HD-0142 is back from Sam H.", (Offer("Undo", lambda: None),)))
    made.go("help")
    assert made.strip.isHidden()
    made.go("people")
    assert made.strip.isVisible(), "people work here: Undo is on screen until the next action"
    made.go("help")
    made.tell(Result("bad", "The printer did not answer."))
    assert made.strip.isVisible(), "what happens on the page itself is always said"
    made.go("help")
    assert made.strip.isVisible()
