"""The lock in every look: it is the first thing anybody sees, on the smallest window too."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hubdesk.ui.unlock.page import UnlockPage
from tests.ui import walks

LOOKS = [
    ("light", 100, (1366, 697)),
    ("contrast", 150, (1366, 697)),
    ("dark", 100, (1024, 600)),
    ("light", 200, (1366, 697)),
    ("light", 200, (1024, 600)),
]


@pytest.mark.parametrize("state", ["begin", "wrong", "recovery", "recovery wrong"])
def test_every_state_is_legible_and_within_reach(show, look, state):
    page = UnlockPage("Riverside Community Hub and Learning Centre")
    window = show(page)
    if "recovery" in state:
        page.show_recovery()
    if "wrong" in state:
        page.say("That does not match. Check Caps Lock and try again, or use the recovery sheet.")
    for theme, scale, size in LOOKS:
        walks.put_on(QApplication.instance(), window, look, theme, scale, size)
        wrong = [
            *walks.clipped(window),
            *walks.small_targets(window),
            *walks.unnamed(window),
            *walks.low_contrast(window),
        ]
        wrong += [words for words in walks.unreachable(window) if "scrolls away" not in words]
        least = window.minimumSizeHint()
        if least.width() > size[0] or least.height() > size[1]:
            wrong.append(f"the window needs {least.toTuple()}")
        assert wrong == [], (theme, scale, size)


def test_the_field_and_the_button_are_seen_whole_on_the_smallest_window(show, look):
    page = UnlockPage("Riverside Hub")
    window = show(page)
    walks.put_on(QApplication.instance(), window, look, "light", 200, (1024, 600))
    QTest.qWait(20)
    for widget in (page.edit, page.way.button):
        assert widget.visibleRegion().boundingRect().height() == widget.height()
