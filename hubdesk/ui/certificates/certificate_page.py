"""One certificate: the sheet itself, whether it holds, and printing, correcting, withdrawing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.ids import CodeKind, make_code
from hubdesk.messages import explain
from hubdesk.queries.awards import AwardRow, Standing, award_row, certificate_papers
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.history import RecordKind
from hubdesk.ui.actions import bind
from hubdesk.ui.certificates import deeds
from hubdesk.ui.certificates.certificate_forms import CorrectCard, WithdrawCard
from hubdesk.ui.certificates.sheet_view import SheetView, sheet_of
from hubdesk.ui.certificates.words import sort_words
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.section import fact
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.leaf import Leaf

_TABLES: Final = frozenset(("award", "award_event", "person"))


def _t(text: str) -> str:
    return translate("Certificates", text)


class CertificatePage(Page):
    """The fact `id` of `arrive` is the award's."""

    def __init__(self, doors: Doors, to_print: ToPrint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._to_print = doors, to_print
        self.award: AwardRow | None = None
        self.gestures = Gestures(doors, self.told.emit)
        self.sheet = SheetView(doors)
        self.card = Card((20, 14, 20, 16), 10)
        self.note = Note("", "warn", "triangle-alert")
        self.print_button = Button(_t("Print"), "primary", "printer", verb="print certificate")
        self.correct_button = Button(_t("Correct"), "", "pencil", verb="correct certificate")
        self.withdraw_button = Button(_t("Withdraw"), "", "x", verb="withdraw certificate")
        self.person_button = Button(_t("Open their page"), "ghost", "users")
        self.history_button = Button(_t("What happened to it"), "ghost", "rotate-ccw-clock")
        self.correcting, self.withdrawing = CorrectCard(), WithdrawCard()
        self.gone = Empty(_t("That certificate is not here any more."), "award")
        self._build()
        self._connect()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        inside = Leaf()
        self._left = column(inside, (0, 0, 8, 8), 12)
        self._facts = column(gap=8)
        self.card.body.addWidget(self.note)
        self.card.body.addLayout(self._facts)
        for button in (
            *(self.print_button, self.correct_button),
            *(self.withdraw_button, self.person_button, self.history_button),
        ):
            self.card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.card, self.correcting, self.withdrawing):
            self._left.addWidget(card)
        self._left.addStretch(1)
        sized(self.card, least_width=260)
        self.beside = Card((16, 14, 16, 14), 8)
        self.beside.body.addWidget(self.sheet, 1)
        self._across = line(gap=16)
        self._area = scroller(inside)
        self._across.addWidget(self._area, 4)
        self._across.addWidget(self.beside, 7)
        self._whole.addLayout(self._across, 1)
        self._whole.addWidget(self.gone, 1)
        self._close()

    def _connect(self) -> None:
        self.print_button.clicked.connect(lambda _on=False: self.print_again())
        self.correct_button.clicked.connect(lambda _on=False: self.begin_correcting())
        self.withdraw_button.clicked.connect(lambda _on=False: self.begin_withdrawing())
        self.person_button.clicked.connect(lambda _on=False: self._open_person())
        self.history_button.clicked.connect(lambda _on=False: self._open_history())
        self.correcting.save_button.clicked.connect(lambda _on=False: self.correct())
        self.withdrawing.save_button.clicked.connect(lambda _on=False: self.withdraw())
        for card in (self.correcting, self.withdrawing):
            card.leave_button.clicked.connect(lambda _on=False: self._leave_form())
        self.correcting.form.edited.connect(lambda: self._draw_correction(soon=True))
        self.correcting.on.edited.connect(lambda: self._draw_correction(soon=True))
        self._doors.announcer.changed.connect(self._changed)
        bind(self, "save", self._save)

    # What the frame asks

    def meta(self) -> str:
        return self.award.printed if self.award else ""

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def primary(self) -> Button | None:
        if not self.correcting.isHidden():
            return self.correcting.save_button
        if not self.withdrawing.isHidden():
            return self.withdrawing.save_button
        return self.print_button if self.award and self.award.holds else None

    def first_focus(self) -> QWidget:
        holds = self.award is not None and self.award.holds
        return self.print_button if holds else self.person_button

    def set_frame(self, frame: Frame) -> None:
        """Where there is little room the sheet stands under what it is."""
        for place in (self._left, self._across):
            place.removeWidget(self.beside)
        if frame is Frame.NARROW:
            self._left.insertWidget(1, self.beside)
        else:
            self._across.addWidget(self.beside, 7)

    def arrive(self, **facts: object) -> None:
        id = str(facts.get("id", ""))
        if self.award is None or self.award.id != id:
            self._close()
        self._show(id)

    def step_back(self) -> bool:
        if self.correcting.isHidden() and self.withdrawing.isHidden():
            return False
        self._leave_form()
        return True

    def has_unsaved(self) -> bool:
        """Whether a reason or another name is being written."""
        if not self.withdrawing.isHidden():
            return bool(self.withdrawing.why.text().strip())
        return not self.correcting.isHidden() and self._differs()

    def save_unsaved(self) -> bool:
        self._save()
        return not self.has_unsaved()

    # Showing

    def _show(self, id: str) -> None:
        award = self._doors.look(lambda db: award_row(db, id)) if id else None
        self.award = award
        self._area.setVisible(award is not None)
        self.beside.setVisible(award is not None)
        self.gone.setVisible(award is None)
        self.retitled.emit()
        if award is None:
            self.sheet.show_sheet(None)
            return
        self._show_facts(award)
        self.sheet.show_sheet(lambda: self._doors.paper("certificate", award.id))

    def _show_facts(self, award: AwardRow) -> None:
        today = self._doors.today()
        emptied(self._facts)
        printed = i18n.count(award.times_printed, _t("time"), _t("times"))
        for label, words in (
            (_t("Name as printed"), award.name),
            (_t("What it is for"), award.what),
            (_t("Certificate of"), sort_words(award.sort).lower()),
            (_t("Awarded on"), i18n.day(award.awarded_on, today)),
            (_t("Number"), award.printed),
            (_t("Printed"), printed if award.times_printed else _t("not yet")),
        ):
            self._facts.addWidget(fact(label, words))
        self.note.set_words(_note(award))
        for button in (self.print_button, self.correct_button, self.withdraw_button):
            button.setVisible(award.holds)
        words = _t("Print again") if award.times_printed else _t("Print")
        self.print_button.set_words(words)
        called = award.known_as or award.person
        self.person_button.set_words(
            _t("Open their page"), _t("Open the page of {name}").format(name=called)
        )

    def _changed(self, tables: frozenset[str]) -> None:
        if self.award is not None and tables & _TABLES and self.isVisible():
            self._show(self.award.id)

    def _open_person(self) -> None:
        if self.award is not None:
            self.go.emit("person", {"id": self.award.person_id})

    def _open_history(self) -> None:
        if self.award is not None:
            self.go.emit("history", {"kind": RecordKind.CERTIFICATE, "id": self.award.id})

    # Doing

    def print_again(self) -> None:
        """A reprint, marked as one; the first print is the original."""
        if self.award is not None:
            deeds.print_award(self.gestures, self._to_print, self.award)

    def begin_correcting(self) -> None:
        """Open the form with what it says now."""
        if self.award is None:
            return
        self._close()
        self.correcting.name.setText(self.award.name)
        self.correcting.what.setText(self.award.what)
        self.correcting.on.set_day(self.award.awarded_on)
        self.correcting.form.show_problems({})
        self.card.hide()
        self.correcting.show()
        self._draw_correction()
        self.correcting.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_correction(self, *, soon: bool = False) -> None:
        """The sheet that would take its place, but for its number."""
        award, card = self.award, self.correcting
        if award is None:
            return
        try:
            on = card.on.read()
        except HubDeskError:
            return
        [old] = self._doors.look(lambda db: certificate_papers(db, [award.id]))
        code = make_code(CodeKind.CERTIFICATE, 0, 0)
        paper = replace(
            old,
            look=self._doors.look(lambda db: current_look(db, award.sort)).look,
            name=card.name.text(),
            what=card.what.text(),
            awarded_on=on if isinstance(on, date) else old.awarded_on,
            code=code.text,
            printed=code.printed(),
            replaces=award.printed,
        )
        self.sheet.show_sheet(sheet_of(self._doors, paper), soon=soon)

    def begin_withdrawing(self) -> None:
        """Ask why."""
        self._close()
        self.withdrawing.why.clear()
        self.withdrawing.form.show_problems({})
        self.card.hide()
        self.withdrawing.show()
        self.withdrawing.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def correct(self) -> None:
        """Put a corrected one in its place, or say by the field what is wrong."""
        card, award = self.correcting, self.award
        if award is None:
            return
        on, wrong = self._read()
        card.form.show_problems(wrong)
        if wrong:
            return
        made = deeds.correct(
            self.gestures,
            self._to_print,
            award,
            name=card.name.text(),
            what=card.what.text(),
            on=on,
        )
        if made:
            self._close()
            self._show(made)

    def _read(self) -> tuple[date, dict[str, str]]:
        """The day, and what is wrong by field: a name that no font draws among it."""
        card, wrong = self.correcting, {}
        on: Any = self._doors.today()
        name = card.name.text()
        if not name.strip():
            wrong["name"] = _t("Enter the name as it is to be printed.")
        else:
            from hubdesk.reports.certificate import names_refused

            for refusal in names_refused([name]).values():
                wrong["name"] = explain(refusal).text
        if not card.what.text().strip():
            wrong["what"] = _t("Enter what it is for.")
        try:
            on = card.on.read() or on
        except HubDeskError as error:
            wrong["on"] = explain(error).text
        return on, wrong

    def withdraw(self) -> None:
        """Withdraw it with the reason that was typed."""
        why = self.withdrawing.why.text()
        missing = {} if why.strip() else {"why": _t("Write down why it is withdrawn.")}
        self.withdrawing.form.show_problems(missing)
        if not missing and self.award and deeds.withdraw(self.gestures, self.award, why):
            self._close()

    def _differs(self) -> bool:
        award, card = self.award, self.correcting
        return award is not None and (card.name.text(), card.what.text()) != (
            award.name,
            award.what,
        )

    def _save(self) -> None:
        if not self.correcting.isHidden():
            self.correct()
        elif not self.withdrawing.isHidden():
            self.withdraw()

    def _close(self) -> None:
        self.correcting.hide()
        self.withdrawing.hide()
        self.card.show()

    def _leave_form(self) -> None:
        self._close()
        if self.award is not None:
            self._show(self.award.id)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)


def _note(award: AwardRow) -> str:
    """Why it holds no more; nothing where it does."""
    if award.standing is Standing.REPLACED:
        return _t("It holds no more: {number} took its place.").format(number=award.other)
    if award.standing is Standing.WITHDRAWN:
        return breakable(_t("It was withdrawn: {why}").format(why=award.why))
    return ""
