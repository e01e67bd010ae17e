"""The first start: setting a hub up, or just looking around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubdesk.app.making import Made, make_throwaway
from hubdesk.store.opening import Opened

if TYPE_CHECKING:
    from hubdesk.app.starting import Window


def look_around(window: Window) -> None:
    """Open an invented hub in the window, without asking for a passphrase."""

    def show(made: Any) -> None:
        window.show_records(Opened(made.database, False, False, None))

    window.worker.run(lambda: make_throwaway(window.paths), show, window.say)


def show_made(window: Window, made: Made) -> None:
    """The new hub's desk."""
    window.show_records(Opened(made.database, False, False, None))
