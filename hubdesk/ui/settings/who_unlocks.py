"""Who can unlock, and by what: PINs, badges and passphrases of everybody who works here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.store import WrongPin
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.pins import (
    check_pin,
    give_badge,
    set_pin,
    take_badge_away,
    take_pin_away,
)
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.lock import LockRow, lock_people
from hubdesk.ui.doors import Doors
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.lock_forms import BadgeForm, LockForm, PassphraseForm, PinForm
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class StaffLockCard(Card):
    """A row for everybody who works here; who is no manager sees their own."""

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self._doors: Doors = choosing.doors
        self._tell = choosing.tell
        self._account = ""
        self.form: LockForm | None = None
        self.body.addWidget(SectionHead(_t("Who can unlock")))
        words = _t(
            "A PIN brings somebody back after a quiet lock. A badge only says who they are. "
            "Closed records open by a passphrase."
        )
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self._rows = QWidget()
        self._list = column(self._rows, 0, 8)
        self.body.addWidget(self._rows)
        self.row_buttons: dict[tuple[str, str], Button] = {}
        self._doors.announcer.acting.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        """Everybody as they are now. A form that is being filled in stays."""
        if self.form is not None:
            return
        emptied(self._list)
        self._places: dict[str, QBoxLayout] = {}
        self.row_buttons = {}
        acting = self._doors.acting().id
        sees_all = not self._doors.barred("set PIN")
        for row in self._doors.look(lock_people):
            if sees_all or row.id == acting:
                self._list.addWidget(self._row(row, row.id == acting))

    def _row(self, row: LockRow, is_own: bool) -> QWidget:
        ways = self._doors.ways.ways_of(row.id)
        held = QWidget()
        body = column(held, 0, 4)
        shown = Row(row.name, _by_what(row, ways), person=True, size=36)
        body.addWidget(shown)
        under = line(gap=8)
        pin = self._button(row, "pin", _t("Change PIN") if row.has_pin else _t("Set a PIN"))
        pin.clicked.connect(lambda _on=False: self._begin_pin(row, is_own))
        badge = self._button(
            row, "badge", _t("Take badge away") if row.has_badge else _t("Give a badge"),
            self._doors.barred("give badge"),
        )  # fmt: skip
        badge.clicked.connect(lambda _on=False: self._badge(row))
        under.addWidget(pin)
        under.addWidget(badge)
        has_passphrase = "passphrase" in ways
        if not (is_own and has_passphrase):  # their own is changed on its own card
            under.addWidget(self._passphrase_button(row, has_passphrase))
        if not is_own:
            self._add_away(under, row, has_passphrase)
        under.addStretch(1)
        body.addLayout(under)
        self._places[row.id] = body
        return held

    def _passphrase_button(self, row: LockRow, has_one: bool) -> Button:
        words = _t("New passphrase") if has_one else _t("Give a passphrase")
        button = self._button(row, "passphrase", words, self._doors.barred("give passphrase"))
        button.clicked.connect(
            lambda _on=False: self._again("give passphrase", lambda: self._begin_passphrase(row))
        )
        return button

    def _add_away(self, under: QBoxLayout, row: LockRow, has_passphrase: bool) -> None:
        """What can be taken away from somebody else."""
        if row.has_pin:
            pin = self._button(row, "pin away", _t("Take PIN away"))
            pin.clicked.connect(lambda _on=False: self._take_pin(row))
            under.addWidget(pin)
        if has_passphrase:
            passphrase = self._button(row, "passphrase away", _t("Take passphrase away"))
            passphrase.clicked.connect(
                lambda _on=False: self._again("give passphrase", lambda: self._take_passphrase(row))
            )
            under.addWidget(passphrase)

    def _button(self, row: LockRow, key: str, words: str, barred: str = "") -> Button:
        button = Button(words, "", elides=True, name=f"{words}: {row.name}")
        button.set_reason(barred)
        self.row_buttons[row.id, key] = button
        return button

    # PIN

    def _begin_pin(self, row: LockRow, is_own: bool) -> None:
        verb = "set own PIN" if is_own else "set PIN"
        if is_own:
            self._open_pin(row, verb, asks_present=row.has_pin)
        else:
            self._again(verb, lambda: self._open_pin(row, verb, asks_present=False))

    def _open_pin(self, row: LockRow, verb: str, *, asks_present: bool) -> None:
        ways = self._doors.ways
        form = PinForm(
            row.name,
            asks_present=asks_present,
            can_open=ways.can_keep_secret(),
            opens="pin" in ways.ways_of(row.id),
        )
        self._open(row.id, form, lambda: self._save_pin(form, row, verb))

    def _save_pin(self, form: PinForm, row: LockRow, verb: str) -> None:
        if not form.is_right():
            return
        pin, opens = form.pin.text(), form.opens.isChecked() and not form.opens.isHidden()
        present = form.present.text() if form.present is not None else ""
        facts = self._doors.look(hub_facts)
        try:
            check_pin(pin, phone=facts.phone if facts else "")
        except HubDeskError as error:
            form.problems({"pin": explain(error).text})
            return
        ways = self._doors.ways

        def refused(error: HubDeskError) -> bool:
            if isinstance(error, WrongPin):
                form.problems({"present": _t("That is not the PIN you use now.")})
            return isinstance(error, WrongPin)

        self._later(
            form,
            lambda: ways.new_pin(row.id, pin, opens=opens, present=present),
            lambda kept: self._keep_pin(row, verb, kept),
            refused,
        )

    def _keep_pin(self, row: LockRow, verb: str, kept: str) -> None:
        words = _t("{name} can unlock with the new PIN.").format(name=row.name)
        self._do(verb, lambda db, _now: set_pin(db, account_id=row.id, pin_hash=kept), row, words)

    def _take_pin(self, row: LockRow) -> None:
        words = _t("The PIN of {name} opens nothing now.").format(name=row.name)
        verb = "take PIN away"
        self._do(verb, lambda db, _now: take_pin_away(db, account_id=row.id), row, words)

    # Badge

    def _badge(self, row: LockRow) -> None:
        if row.has_badge:
            words = _t("The badge of {name} opens nothing now.").format(name=row.name)
            verb = "take badge away"
            self._do(verb, lambda db, _now: take_badge_away(db, account_id=row.id), row, words)
            return
        form = BadgeForm(row.name)
        self._again(
            "give badge", lambda: self._open(row.id, form, lambda: self._save_badge(form, row))
        )

    def _save_badge(self, form: BadgeForm, row: LockRow) -> None:
        code = form.code.text().strip()
        if not code:
            form.problems({"code": _t("Scan the card.")})
            return
        words = _t("This badge says that {name} is here.").format(name=row.name)

        def refused(error: HubDeskError) -> None:
            form.problems({"code": explain(error).text})

        self._do(
            "give badge",
            lambda db, _now: give_badge(db, account_id=row.id, code=code),
            row,
            words,
            refused,
        )

    def scanned(self, code: str) -> bool:
        """Whether a scan is a badge that is being given."""
        if not isinstance(self.form, BadgeForm):
            return False
        self.form.code.setText(code)
        self.form.saved.emit()
        return True

    # Passphrase

    def _begin_passphrase(self, row: LockRow) -> None:
        facts = self._doors.look(hub_facts)
        form = PassphraseForm(facts.name if facts else "", row.name)
        self._open(row.id, form, lambda: self._save_passphrase(form, row))

    def _save_passphrase(self, form: PassphraseForm, row: LockRow) -> None:
        if not form.is_right():
            return
        new, ways = form.new.text(), self._doors.ways
        words = _t("{name} can open the records with this passphrase.").format(name=row.name)
        self._later(
            form,
            lambda: ways.give_passphrase(row.id, new),
            lambda _: self._done(Result("ok", words)),
        )

    def _take_passphrase(self, row: LockRow) -> None:
        try:
            self._doors.ways.take_passphrase_away(row.id)
        except HubDeskError as error:
            self._tell(Result("bad", explain(error).text))
            return
        words = _t("The passphrase of {name} opens nothing now.").format(name=row.name)
        self._done(Result("ok", words))

    # What all have in common

    def is_writing(self) -> bool:
        """Whether something is being typed."""
        return self.form is not None

    def save(self) -> None:
        if self.form is not None:
            self.form.saved.emit()

    @property
    def save_button(self) -> Button | None:
        return self.form.save_button if self.form is not None else None

    def leave(self) -> None:
        """Nothing is changed, and nothing typed is kept."""
        self.forget()

    def forget(self) -> None:
        """Another page is shown: no PIN stays behind in a field."""
        if self.form is None or self.form.is_busy:
            return
        self.form.hide()
        self.form.deleteLater()
        self.form = None
        self.show_now()

    def _again(self, verb: str, then: Callable[[], object]) -> None:
        self._doors.again(verb, then)

    def _open(self, account: str, form: LockForm, save: Callable[[], None]) -> None:
        self.forget()
        self._account, self.form = account, form
        form.saved.connect(save)
        form.left.connect(self.leave)
        self._places[account].addWidget(form)
        QTimer.singleShot(0, form, lambda: bring_into_view(form))
        first = next(iter(form.form.fields.values())).editor
        QTimer.singleShot(0, form, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))

    def _later(
        self,
        form: LockForm,
        work: Callable[[], Any],
        then: Callable[[Any], object],
        shown: Callable[[HubDeskError], bool] = lambda _: False,
    ) -> None:
        form.set_busy(_t("Making the lock…"))

        def done(found: Any) -> None:
            form.set_busy("")
            then(found)

        def refused(error: Exception) -> None:
            form.set_busy("")
            assert isinstance(error, HubDeskError)
            if not shown(error):
                self._tell(Result("bad", explain(error).text))

        self._doors.later(work, owner=form, then=done, refused=refused)

    def _do(
        self,
        verb: str,
        work: Callable[[Any, Any], object],
        row: LockRow,
        words: str,
        refused: Callable[[HubDeskError], object] | None = None,
    ) -> None:
        try:
            self._doors.do(verb, work, about={"what": row.name})
        except HubDeskError as error:
            say = refused or (lambda found: self._tell(Result("bad", explain(found).text)))
            say(error)
            return
        self._done(Result("ok", words))

    def _done(self, result: Result) -> None:
        self.forget()
        self.show_now()
        self._tell(result)


def _by_what(row: LockRow, ways: frozenset[str]) -> str:
    """PIN, badge, passphrase; or that nothing is there yet."""
    parts = [
        *([_t("PIN for closed records too") if "pin" in ways else _t("PIN")] * row.has_pin),
        *([_t("badge")] * row.has_badge),
        *([_t("passphrase")] * ("passphrase" in ways)),
    ]
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] if parts else _t("Nothing yet. Set a PIN first.")
