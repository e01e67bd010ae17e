"""What stands before the desk: opening closed records, hiding them, and letting go of their key.

Quiet: everything is hidden, the key stays in memory, and whoever works here comes back by PIN.
Closed: the records are closed and their key is forgotten; a passphrase opens them again, the
sheet, or a PIN where this computer holds a secret for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import NoSecretStore, WrongPassphrase, WrongPin, WrongRecoveryKey
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.paths import Paths
from hubdesk.store.tries import Tries
from hubdesk.ui.unlock.page import UnlockPage
from hubdesk.ui.unlock.way import Sort, Typed, Who

if TYPE_CHECKING:
    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.starting import Window
    from hubdesk.store.keys import KeySlots, Way
    from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage


def _t(text: str) -> str:
    return translate("Window", text)


@dataclass(frozen=True)
class _Found:
    """What opened: closed records, or only a quiet lock. `way` is None for a PIN at a quiet one.

    `is_sure` is False where two people have the PIN that opened.
    """

    opened: Any = None
    way: Way | None = None
    is_sure: bool = True


class Locking(QObject):
    """The lock of one window. `page` is there while something is asked, `renewing` while a new
    passphrase has to be chosen."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.page: UnlockPage | None = None
        self.renewing: NewPassphrasePage | None = None
        self._counted: tuple[Paths, Tries] | None = None
        self._open_by_pin: tuple[str, ...] = ()  # the accounts whose PIN opens closed records

    @property
    def tries(self) -> Tries:
        """Wrong tries on the hub of the window's folder."""
        paths = self._window.paths
        if self._counted is None or self._counted[0] != paths:
            self._counted = paths, Tries(paths.tries, lambda: datetime.now(UTC))
        return self._counted[1]

    def ask(self, slots: KeySlots, reason: str = "", people: Sequence[Who] = ()) -> UnlockPage:
        """Show the lock of the hub of these slots."""
        self._open_by_pin = tuple(slot.account for slot in slots.of("pin"))
        by_pin = not self._is_quiet and bool(self._open_by_pin) and self.tries.pin_is_allowed
        page = UnlockPage(slots.name, people, takes_pin=by_pin)
        page.given.connect(self._open)
        if reason:
            page.set_reason(reason)
        self.page = page
        self._window.show_page(page)
        page.way.first_focus().setFocus()
        page.wait(self.tries.left_to_wait())
        return page

    @property
    def _is_quiet(self) -> bool:
        """Whether the records are open behind the lock."""
        return self._window.desk is not None

    # Coming in

    def _open(self, typed: Typed) -> None:
        window = self._window
        account, kept = typed.account, ""
        if typed.sort is Sort.PIN and window.desk is not None:
            kept = window.desk.kept_pin(account)
        is_quiet, paths = self._is_quiet, window.paths

        def work() -> _Found:
            if kept:
                return _by_kept_pin(typed, kept)
            ways = _ways(paths, typed)
            if is_quiet:
                return _Found(way=ways[0])
            return _Found(_records(paths, ways[0]), ways[0], len(ways) == 1)

        window.worker.run(
            work,
            lambda found: self._opened(typed, found),
            lambda error: self._not_opened(typed, error),
        )

    def _opened(self, typed: Typed, found: _Found) -> None:
        window = self._window
        if found.opened is not None:
            window.build_desk(found.opened)
        desk = window.desk
        if desk is None:
            return  # closed while it was being checked: it is asked again
        if not found.is_sure:
            self._drop_page()
            self.quiet(_t("Two people have this PIN. Say who you are."))
            return
        way = found.way
        try:
            desk.came_in(typed.account, way)
        except HubDeskError as error:  # put away since, or not known here
            self._not_opened(typed, error)
            return
        self.tell_tries(desk, pin=typed.sort is Sort.PIN)
        if typed.sort is Sort.SHEET and way is not None:
            self._ask_new_passphrase(way.data_key)
        else:
            window.show_desk()
        self._drop_page()

    def tell_tries(self, desk: OpenDesk, *, pin: bool = False) -> None:
        """Somebody came in: what was tried before is written down, and they begin again."""
        desk.note_tries(self.tries.untold)
        self.tries.told()
        self.tries.succeeded(
            desk.name_in_slots(desk.records.at_desk.acting.id),
            pin=pin,
            gives_pins=desk.records.at_desk.may("set PIN"),
        )

    def _not_opened(self, typed: Typed, error: HubDeskError) -> None:
        if self.page is None:
            return
        group = error.group if isinstance(error, WrongRecoveryKey) else 0
        if not isinstance(error, WrongPassphrase | WrongPin | WrongRecoveryKey) or group:
            from hubdesk.app.rescue import offer

            self.page.say(explain(error).text, group)
            offer(self._window, error, typed)
            return
        by_pin = isinstance(error, WrongPin)
        meant = self._meant(typed) if by_pin else ()
        wait = self.tries.failed(meant, pin=by_pin)
        if by_pin:
            who = self.page.name_of(typed.account)
            error = WrongPin(who, 0 if wait else self.tries.left(meant))
            if wait and self._is_quiet:
                self.close(_t("Too many wrong PINs. The records are closed."))
                return
            if not self.tries.pin_is_allowed and not self._is_quiet:
                self.page.show_passphrase()
        self.page.say(explain(error).text)
        self.page.wait(wait)

    def _meant(self, typed: Typed) -> tuple[str, ...]:
        """Whose PIN was guessed, as slots name them: at a closed lock everybody's who has one."""
        desk = self._window.desk
        return self._open_by_pin if desk is None else (desk.name_in_slots(typed.account),)

    def _ask_new_passphrase(self, key: bytes) -> None:
        """The sheet opened the records, so the passphrase is forgotten: there has to be a new one.

        The desk stays behind this page. Whoever closes the window now is asked again next time.
        """
        from hubdesk.store.keys import read_slots
        from hubdesk.ui.unlock.new_passphrase import NewPassphrasePage

        window, desk = self._window, self._window.desk
        assert desk is not None
        desk.window.set_locked(True)
        page = self.renewing = NewPassphrasePage(read_slots(window.paths).name)

        def keep(passphrase: str) -> None:
            window.worker.run(
                lambda: desk.records.ways.set_passphrase(key, passphrase),
                lambda _: self._renewed(page),
                lambda error: page.say(explain(error).text),
            )

        page.chosen.connect(keep)
        window.show_page(page)
        page.edit.edit.setFocus()

    def _renewed(self, page: NewPassphrasePage) -> None:
        if self.renewing is not page or self._window.desk is None:
            return  # the window was locked while the lock was made; the new passphrase opens it
        self._window.show_desk()
        self._drop_renewing()
        from hubdesk.ui.widgets.strip import Result

        words = _t("The new passphrase opens the records from now on.")
        self._window.desk.window.shell.tell(Result("ok", words))

    # Locking

    def quiet(self, words: str = "") -> None:
        """Hide everything; the records stay open and half-finished work stays as it is."""
        desk = self._window.desk
        if desk is None or self.page is not None:
            return
        from hubdesk.store.keys import read_slots

        self._drop_renewing()
        desk.locked()
        self._window.hide_desk()
        slots = read_slots(self._window.paths)
        self.ask(slots, words or self._window.locked_words(), desk.people())

    def close(self, words: str = "") -> None:
        """Close the records and forget their key. `words` say why, in place of the usual."""
        desk = self._window.desk
        if desk is None:
            return
        from hubdesk.store.keys import read_slots

        words = words or self._window.locked_words()
        if self.page is None:
            desk.locked()
        self._drop_renewing()
        self._window.hide_desk()
        self._drop_page()
        desk.note_tries(self.tries.untold)
        self.tries.told()
        self._window.drop_desk()
        self.ask(read_slots(self._window.paths), words)

    def scanned(self, code: str) -> None:
        """A scan at the lock does nothing, but for the badge of somebody who works here."""
        desk = self._window.desk
        if self.page is None or desk is None:
            return
        account = desk.account_of_badge(code)
        if not account or not self.page.choose_account(account):
            self.page.say(_t("Unlock first, then scan again."))

    # What is shown

    def say(self, error: HubDeskError) -> bool:
        """Say a Trouble where somebody looks. False if nothing is asked now."""
        words = explain(error).text
        if self.renewing is not None:
            self.renewing.say(words)
        elif self.page is not None:
            self.page.say(words)
        else:
            return False
        return True

    def show_waiting(self, page: UnlockPage) -> None:
        """Nothing is asked now: `page` says what is being done."""
        self._drop_page()
        self.page = page
        self._window.show_page(page)

    def drop(self) -> None:
        """The desk was shown by another way."""
        self._drop_page()

    def _drop_page(self) -> None:
        self._let_go(self.page)
        self.page = None

    def _drop_renewing(self) -> None:
        self._let_go(self.renewing)
        self.renewing = None

    def _let_go(self, page: UnlockPage | NewPassphrasePage | None) -> None:
        if page is not None:
            self._window.stack.removeWidget(page)
            page.clear()
            page.deleteLater()


def close_other_windows(window: QObject) -> None:
    """A dialog or a list that hangs open would show what the lock hides."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()


def _by_kept_pin(typed: Typed, kept: str) -> _Found:
    from hubdesk.store.pins import pin_matches

    if not pin_matches(typed.text, kept):
        raise WrongPin
    return _Found()


def _ways(paths: Paths, typed: Typed) -> tuple[Way, ...]:
    """The ways that what was typed opens, or what is wrong with it."""
    from hubdesk.store.device_secret import read_secret
    from hubdesk.store.keys import find_passphrase, find_pins, find_recovery, read_slots

    slots = read_slots(paths)
    if typed.sort is Sort.SHEET:
        return (find_recovery(slots, typed.groups),)
    if typed.sort is Sort.PASSPHRASE:
        return (find_passphrase(slots, typed.text),)
    secret = read_secret(slots.hub)
    if secret is None:
        raise NoSecretStore
    return find_pins(slots, typed.text, secret)


def _records(paths: Paths, way: Way) -> Any:
    """The records, open, and of somebody they know."""
    from hubdesk.app.who_opened import check_opener
    from hubdesk.store.keys import read_slots
    from hubdesk.store.opening import close_hub, open_or_mend

    opened = open_or_mend(paths, read_slots(paths), way.data_key, opened_by=way.slot.id)
    try:
        check_opener(opened.database, way.slot, read_slots(paths))
    except BaseException:
        close_hub(paths, opened.database)
        raise
    return opened
