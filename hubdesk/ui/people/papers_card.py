"""The agreements somebody made: which are signed, which wait, and each to print again."""

from __future__ import annotations

from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.agreements import LOAN, AgreementRow
from hubdesk.ui.people.section import Section, icon_button, named
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row

FEW = 3


def _t(text: str) -> str:
    return translate("People", text)


class PapersCard(Section):
    """`signed` and `printed` carry the AgreementRow."""

    signed = Signal(object)
    printed = Signal(object)
    history_asked = Signal(str)  # the agreement's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Agreements"), parent)
        self._all = False
        self._what: tuple[tuple[AgreementRow, ...], date, tzinfo | None] | None = None

    def show_papers(
        self, papers: tuple[AgreementRow, ...], today: date, zone: tzinfo | None
    ) -> None:
        """Show them, the newest first; the card goes where there are none."""
        self._what = (papers, today, zone)
        self.setVisible(bool(papers))
        self.clear()
        waiting = [paper for paper in papers if paper.signed_on is None]
        rest = [paper for paper in papers if paper.signed_on is not None]
        for paper in [*waiting, *(rest if self._all else rest[:FEW])]:
            self.put_line()
            self.put(self._paper(paper, today, zone))
        if len(rest) > FEW:
            words = _t("Show fewer") if self._all else _t("Show all {many}")
            more = named(Button(words.format(many=len(papers)), "ghost"), "papers")
            more.clicked.connect(lambda _on=False: self._toggle())
            self.put(more)

    def _paper(self, paper: AgreementRow, today: date, zone: tzinfo | None) -> Row:
        made = i18n.short_day(paper.made_at.astimezone(zone).date(), today)
        detail = _t("{number} · made {day}").format(number=paper.printed, day=made)
        if paper.signed_on:
            signed = i18n.short_day(paper.signed_on, today)
            detail = _t("{number} · signed {day}").format(number=paper.printed, day=signed)
        title = _t("Borrowing agreement") if paper.purpose == LOAN else _t("Yours to keep")
        row = Row(title, detail, icon="file-check" if paper.signed_on else "file-text", size=40)
        if paper.signed_on:
            row.tail.addWidget(Chip(_t("Signed"), "ok", "circle-check"))
        else:
            mark = named(Button(_t("Mark signed")), f"sign:{paper.id}")
            mark.set_words(
                _t("Mark signed"), _t("Mark {number} signed").format(number=paper.printed)
            )
            mark.clicked.connect(lambda _on=False: self.signed.emit(paper))
            row.tail.addWidget(mark)
        words = _t("What happened to {number}")
        happened = icon_button("rotate-ccw-clock", words, f"history:{paper.id}")
        happened.clicked.connect(lambda _on=False: self.history_asked.emit(paper.id))
        row.tail.addWidget(happened)
        words = _t("Print {number} again").format(number=paper.printed)
        again = icon_button("printer", words, f"print:{paper.id}")
        again.clicked.connect(lambda _on=False: self.printed.emit(paper))
        row.tail.addWidget(again)
        return row

    def _toggle(self) -> None:
        self._all = not self._all
        if self._what is not None:
            self.show_papers(*self._what)
