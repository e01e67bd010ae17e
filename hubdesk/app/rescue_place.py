"""For whoever brings a copy back in the window: looking where copies were sent, and fetching one.

The password is kept in memory, until the page is left.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hubdesk.errors import HubDeskError
from hubdesk.errors.copies import FetchStopped
from hubdesk.i18n import translate
from hubdesk.ui.backups.state import CopyRow

if TYPE_CHECKING:
    from hubdesk.app.fetching import Place
    from hubdesk.app.starting import Window
    from hubdesk.store.copies import Copy
    from hubdesk.sync.copies_there import CopyThere, Fetched
    from hubdesk.sync.place_setup import Wanted
    from hubdesk.ui.backups.back_page import BringBackPage, Typed


def _t(text: str) -> str:
    return translate("Copies", text)


class RescuePlace(QObject):
    """What the page asks of a place. One thing at a time, beside the window."""

    _came = Signal(object)  # how far it is, from the other thread

    def __init__(self, window: Window, page: BringBackPage, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._page = window, page
        self._place: Place | None = None
        self._found: dict[Path, CopyThere] = {}  # the whole ones
        self._lying: dict[Path, CopyThere] = {}  # and of them those that have to be fetched
        self._stop = threading.Event()
        self._came.connect(self._tell)
        page.place_asked.connect(self._look)
        page.stopped.connect(lambda: self._stop.set())
        window.closing.connect(lambda: self._stop.set())

    def has(self, path: Path) -> bool:
        """Whether a copy has to be fetched before anything can be done with it."""
        return path in self._lying

    def begin(self) -> None:
        """Show that one is being fetched."""
        self._stop.clear()
        self._page.fetch(_t("Fetching the copy. Leave the computer on…"))

    def fetch(self, path: Path, typed: Typed) -> None:
        """Off the window's thread: the passphrase first, then the copy.

        Raises what opening a copy raises, and what `sync.copies_there.fetch` does.
        """
        from hubdesk.app.fetching import fetch_copy
        from hubdesk.store.copies import ENDING, Copy
        from hubdesk.store.restoring import check_ours, key_of_copy

        place, there, paths = self._place, self._lying[path], self._window.paths
        assert place is not None
        assert there.papers is not None
        copy = Copy(path.with_suffix(ENDING), there.papers)
        check_ours(paths, copy)
        with self.saying_whose(copy):
            key_of_copy(paths, copy, typed.passphrase, typed.groups)  # nobody waits for a slip
        fetch_copy(paths, place, there, self._stop, self._came.emit)

    def saying_whose(self, copy: Copy) -> AbstractContextManager[None]:
        """A wrong passphrase says of which hub the copy is, where the place has several."""
        from hubdesk.app.fetching import saying_whose

        return saying_whose(self._found.values(), copy)

    def newer(self, path: Path) -> str:
        """That later copies lie where this one comes from; "" for one from elsewhere."""
        from hubdesk.app.fetching import newer_words

        place, copy = self._place, self._found.get(path)
        return newer_words(place, copy) if place is not None and copy is not None else ""

    def forget(self) -> None:
        """Forget what was typed."""
        self._place = None
        self._lying.clear()
        self._found.clear()

    def _look(self, wanted: Wanted) -> None:
        from hubdesk.app.fetching import look_there

        self._stop.clear()
        paths, stop = self._window.paths, self._stop
        self._page.look_there(_t("Looking for copies at {place}…").format(place=wanted.name))
        self._window.worker.run(
            lambda: look_there(paths, wanted, stop), self._looked, self._not_looked
        )

    def _looked(self, place: Any) -> None:
        from hubdesk.app.fetching import hub_names, is_folder, not_whole_words, will_lie_at

        paths = self._window.paths
        self.forget()
        self._place = place
        names = hub_names(place.copies)
        shown: list[CopyRow | str] = []
        for copy in place.copies:
            hub = names.get(copy.hub, "")
            if not copy.is_whole:
                words = not_whole_words(copy)
                shown.append(_t("{hub}: {what}").format(hub=hub, what=words) if hub else words)
                continue
            papers, path = copy.papers, will_lie_at(paths, place, copy)
            holds, self._found[path] = papers.holds, copy
            if not is_folder(place):
                self._lying[path] = copy
            shown.append(
                CopyRow(
                    *(path, papers.made_at, holds.people, holds.devices, holds.loans_out),
                    *(papers.size, "there" if path in self._lying else "folder"),
                    hub,
                )
            )
        self._page.show_there(place.way.name, shown)

    def _not_looked(self, error: HubDeskError) -> None:
        self._page.say_at_place(None if isinstance(error, FetchStopped) else error)

    def _tell(self, come: Fetched) -> None:
        from hubdesk.app.fetching import how_far_words

        self._page.how_far(how_far_words(come), come.done, come.total)
