"""Bringing a copy back in the window: from the lock when nothing opens, or from the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hubdesk.app.rescue_place import RescuePlace
from hubdesk.errors import HubDeskError
from hubdesk.errors.safety import CannotMend, RecordsOlder
from hubdesk.errors.staff import NotYetHere
from hubdesk.errors.store import (
    FileDamaged,
    FileNotOurs,
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileOfOther,
    RecordsMissing,
    TooManyTries,
)
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.ui.backups.back_page import BringBackPage, Typed
from hubdesk.ui.backups.state import CopyRow
from hubdesk.ui.unlock.way import Sort
from hubdesk.ui.unlock.way import Typed as Tried

if TYPE_CHECKING:
    from hubdesk.app.bringing_back import Back
    from hubdesk.app.mending import Saved
    from hubdesk.app.starting import Window
    from hubdesk.store.copies import Copy
    from hubdesk.store.keys import Slot, Way
    from hubdesk.store.opening import Opened

# What a copy puts right. A wrong passphrase, a full disk or a newer HubDesk it does not.
HELPS = (
    *(FileDamaged, FileNotOurs, RecordsMissing, RecordsOlder, CannotMend),
    *(KeyFileMissing, KeyFileDamaged, KeyFileOfOther),
)


# Records that are there, with our key, of which some pages cannot be read.
READABLE = (FileDamaged, CannotMend)


def _t(text: str) -> str:
    return translate("Copies", text)


class Rescue(QObject):
    """One going through the steps. `typed` is what opened the lock, where that is known."""

    def __init__(
        self,
        window: Window,
        why: str,
        *,
        typed: Typed | None = None,
        chosen: Path | None = None,
        can_salvage: bool = False,
        leave: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window, self._leave = window, leave
        self._looked: tuple[Copy, Any, bool] | None = None
        self._salvage_way: Way | None = None
        rows = _rows(window)
        self.page = BringBackPage(_hub(window), why, rows, typed, can_salvage=can_salvage)
        self.page.has_records = window.paths.database.exists()
        self.page.salvage_looked.connect(self._look_at_damaged)
        if chosen is not None:
            self.page.choose_file(str(chosen))
        self.page.looked.connect(self._look)
        self.page.asked.connect(self._bring_back)
        self.page.left.connect(self._left)
        self._place = RescuePlace(window, self.page, self)
        window.show_page(self.page)

    def _look(self, path: Path, typed: Typed) -> None:
        from hubdesk.app.bringing_back import erased_unknown
        from hubdesk.store.copies import copy_at
        from hubdesk.store.restoring import check_ours, key_of_copy, since_copy

        paths = self._window.paths

        def work() -> Any:
            if self._place.has(path):
                self._place.fetch(path, typed)
            copy = copy_at(path)
            check_ours(paths, copy)
            with self._place.saying_whose(copy):
                key = key_of_copy(paths, copy, typed.passphrase, typed.groups)
            since = since_copy(paths, copy, key.data_key)
            unknown = erased_unknown(paths, copy, key, since)
            return copy, key, since, (unknown, self._place.newer(path))

        if self._has_to_wait():
            return
        self.page.wait(_t("Looking into the copy…"))
        if self._place.has(path):
            self._place.begin()
        self._window.worker.run(work, self._found, self._refused)

    def _look_at_damaged(self, typed: Typed) -> None:
        from hubdesk.app.mending import look_into
        from hubdesk.store.keys import find_passphrase, find_recovery, read_slots

        paths = self._window.paths

        def work() -> Any:
            slots = read_slots(paths)
            if typed.groups:
                way = find_recovery(slots, typed.groups)
            else:
                way = find_passphrase(slots, typed.passphrase)
            return way, look_into(paths, way.data_key)

        if self._has_to_wait():
            return
        self.page.wait(_t("Reading the damaged records…"))
        self._window.worker.run(work, self._read, self._refused)

    def _read(self, found: Any) -> None:
        self._salvage_way, looked = found
        self.page.ask_salvage(looked.words)

    def _salvage(self) -> None:
        from hubdesk.app.mending import save_readable
        from hubdesk.store.keys import read_slots

        paths, way = self._window.paths, self._salvage_way
        assert way is not None
        self.page.wait(_t("Saving what can be read. Leave the computer on…"))
        self._window.worker.run(
            lambda: save_readable(paths, read_slots(paths), way), self._saved, self._refused
        )

    def _saved(self, saved: Saved) -> None:
        assert self._salvage_way is not None
        slot = self._salvage_way.slot
        self.page.clear()
        self.page.open_asked.connect(lambda: self._open(saved.opened, slot))
        lines = [line for line in saved.report.read_text("utf-8").splitlines() if line]
        self.page.report(lines, str(saved.report))

    def _found(self, found: Any) -> None:
        from hubdesk.messages.copies import holds_words, lost_words

        copy, key, since, unknown = found
        loses = since.changes is None or since.changes > 0
        self._looked = copy, key, bool(since.changes)
        holds = copy.manifest.holds
        self.page.ask(
            holds_words(holds.people, holds.devices, holds.loans_out),
            lost_words(since.changes, copy.manifest.made_at),
            loses=loses,
            unknown=[words for words in unknown if words],
        )

    def _bring_back(self) -> None:
        from hubdesk.app.bringing_back import bring_back

        if self.page.salvage.isChecked():
            self._salvage()
            return
        assert self._looked is not None
        copy, key, loses = self._looked
        window = self._window
        window.drop_desk()
        self.page.wait(_t("Bringing the copy back. Leave the computer on…"))
        window.worker.run(
            lambda: bring_back(window.paths, copy, key, accept_loss=loses),
            self._done,
            self._refused,
        )

    def _done(self, back: Back) -> None:
        from hubdesk.messages.copies import report_lines

        assert self._looked is not None
        slot = self._looked[1].slot
        self.page.clear()
        self._place.forget()
        self.page.open_asked.connect(lambda: self._open(back.opened, slot))
        self.page.report(report_lines(back.report), str(back.written))

    def _open(self, opened: Opened, slot: Slot) -> None:
        from hubdesk.app.first import HALF_TYPED
        from hubdesk.app.who_opened import check_opener
        from hubdesk.store.keys import Way, read_slots
        from hubdesk.store.opening import close_hub

        (self._window.paths.home / HALF_TYPED).unlink(missing_ok=True)  # of a hub nobody sets up
        window = self._window
        try:
            check_opener(opened.database, slot, read_slots(window.paths))
        except NotYetHere as error:  # the copy is back, and a manager of it opens it
            close_hub(window.paths, opened.database)
            window.begin_again()
            window.say(error)
            self._drop()
            return
        desk = window.show_records(opened)
        desk.came_in("", Way(opened.database.data_key, slot))
        window.locking.tell_tries(desk)
        self._drop()

    def _has_to_wait(self) -> bool:
        """The tries of the lock go on here: whoever guesses waits as long as before it."""
        from hubdesk.app.counted_tries import check_may_try

        try:
            check_may_try(self._window.locking.tries)
        except TooManyTries as wait:
            self.page.say(explain(wait).text)
            return True
        return False

    def _refused(self, error: HubDeskError) -> None:
        from hubdesk.app.counted_tries import is_a_guess

        if is_a_guess(error) and (wait := self._window.locking.tries.failed()):
            error = TooManyTries(wait)
        self.page.say(explain(error).text)

    def _left(self) -> None:
        self.page.clear()
        self._place.forget()
        self._leave()
        self._drop()

    def _drop(self) -> None:
        self._window.stack.removeWidget(self.page)
        self.page.deleteLater()
        self.deleteLater()


def offer(window: Window, error: HubDeskError, tried: Tried | None = None) -> None:
    """On the lock: where a copy would help, name the newest and lead to it."""
    page = window.locking.page
    if page is None or not isinstance(error, HELPS):
        return
    rows = _rows(window)
    words = (
        _t("Bring back the copy of {when}").format(when=rows[0].when)
        if rows
        else _t("See what can be done")
        if isinstance(error, READABLE)
        else _t("Bring back a copy from elsewhere")
    )

    def begin() -> None:
        window.locking.drop()
        Rescue(
            window,
            explain(error).what,
            typed=_typed(tried),
            can_salvage=isinstance(error, READABLE) and window.paths.database.exists(),
            leave=window.begin_again,
        )

    page.offer(words, begin)


def _typed(tried: Tried | None) -> Typed | None:
    """What opened the lock opens the copy, but for a PIN."""
    if tried is not None and tried.sort is Sort.PASSPHRASE:
        return Typed(tried.text)
    if tried is not None and tried.sort is Sort.SHEET:
        return Typed(groups=tried.groups)
    return None


def from_settings(window: Window, path: Path) -> None:
    """Over the open desk, which is closed only once the copy was looked into."""
    desk = window.desk
    if desk is not None:
        desk.locked()
        window.hide_desk()
        why = _t("Bring a copy back")
        Rescue(window, why, chosen=path, leave=window.show_desk)


def from_first_run(window: Window) -> None:
    """On a new computer: the copy comes from a stick, and brings its own ways in."""
    Rescue(window, _t("Bring back a copy of your hub"), leave=window.begin_again)


def _hub(window: Window) -> str:
    from hubdesk.store.restoring import slots_here

    here = slots_here(window.paths)
    return here.name if here is not None else ""


def _rows(window: Window) -> list[CopyRow]:
    """The copies here and in the second place, newest first, each once."""
    from hubdesk.store.copies import copies_in
    from hubdesk.store.copies_known import read_known
    from hubdesk.store.restoring import slots_here
    from hubdesk.store.second_place import folder_in

    paths = window.paths
    here = slots_here(paths)
    hub = here.hub if here is not None else ""
    found = {copy.name: (copy, "computer") for copy in copies_in(paths.copies, hub)}
    known = read_known(paths.copies_known)
    if known.place and hub:
        for copy in copies_in(folder_in(Path(known.place), hub), hub):
            found.setdefault(copy.name, (copy, "place"))
    rows = [_row(copy, where) for copy, where in found.values()]
    return sorted(rows, key=lambda row: row.made_at, reverse=True)


def _row(copy: Copy, where: str) -> CopyRow:
    holds, manifest = copy.manifest.holds, copy.manifest
    return CopyRow(
        *(copy.path, manifest.made_at, holds.people, holds.devices, holds.loans_out),
        *(manifest.size, where),
    )
