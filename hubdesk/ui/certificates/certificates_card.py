"""Somebody's certificates on their page: each opens, and a new one is one key away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.awards import AwardRow
from hubdesk.ui.certificates.words import detail_words, standing_chip
from hubdesk.ui.people.section import Section, icon_button, named
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.rows import Row

FEW = 4


def _t(text: str) -> str:
    return translate("Certificates", text)


class CertificatesCard(Section):
    """`opened` and `printed` carry an award's id; `asked`: one is to be awarded."""

    opened = Signal(str)
    printed = Signal(str)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Certificates"), parent)
        self._all = False
        self._what: tuple[tuple[AwardRow, ...], date] | None = None
        self.award = Button(_t("Award"), "ghost", "award", tip="Alt+W", verb="award certificate")
        self.award.setAccessibleName(_t("Award a certificate"))
        self.award.clicked.connect(lambda _on=False: self.asked.emit())
        self.head.row.addWidget(self.award)

    def show_awards(self, awards: tuple[AwardRow, ...], today: date) -> None:
        """Show them, the newest first, those that hold before the others."""
        self._what = (awards, today)
        self.clear()
        if not awards:
            self.put_nothing(_t("None yet."))
            return
        rows = sorted(awards, key=lambda one: not one.holds)
        for award in rows if self._all else rows[:FEW]:
            self.put_line()
            self.put(self._row(award, today))
        if len(rows) > FEW:
            words = _t("Show fewer") if self._all else _t("Show all {many}")
            more = named(Button(words.format(many=len(rows)), "ghost"), "certificates")
            more.clicked.connect(lambda _on=False: self._toggle())
            self.put(more)

    def _row(self, award: AwardRow, today: date) -> Row:
        row = Row(award.what, detail_words(award, today), icon="award", size=40, opens=True)
        row.setObjectName(f"award:{award.id}")
        row.clicked.connect(lambda _on=False: self.opened.emit(award.id))
        if (chip := standing_chip(award)) is not None:
            row.tail.insertWidget(0, chip)
            return row
        words = _t("Print {number}").format(number=award.printed)
        again = icon_button("printer", words, f"print:{award.id}")
        again.needs("print certificate")
        again.clicked.connect(lambda _on=False: self.printed.emit(award.id))
        row.tail.insertWidget(0, again)
        return row

    def _toggle(self) -> None:
        self._all = not self._all
        if self._what is not None:
            self.show_awards(*self._what)
