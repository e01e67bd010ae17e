"""To print: the papers that wait, each with print, save, look at and take off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.printing.papers import KINDS, Waiting
from hubdesk.ui.printing.preview import Preview
from hubdesk.ui.printing.printing import Printing
from hubdesk.ui.space import column, emptied, line, scroller
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, Line
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.rows import Row


def _t(text: str) -> str:
    return translate("Printing", text)


class ToPrintPage(Page):
    """What waits for a printer, oldest first."""

    def __init__(self, doors: Doors, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.printing = printing
        self._frame = Frame.WIDE
        self._drawn: object = None
        self.rows: dict[str, Row] = {}
        self.all_button = Button(_t("Print all"), "primary", "printer", parent=self)
        self.all_button.clicked.connect(lambda _on=False: printing.print_all())
        self._build()
        self.preview.closed.connect(self.close_preview)
        self.preview.print_asked.connect(printing.print_again)
        self.preview.save_asked.connect(printing.save_as_pdf)
        printing.changed.connect(self._changed)
        self.draw()

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        both = line(gap=16)
        self.card = Card((20, 8, 16, 8), 0)
        inside = QWidget()
        self._list = column(inside, 0, 0)
        self._scroll = scroller(inside)
        self.empty = Empty(
            _t("Nothing waits to be printed."), "printer", _t("Go to the front desk")
        )
        self.empty.acted.connect(lambda _which: self.go.emit("desk", {}))
        self.card.body.addWidget(self._scroll, 1)
        self._nothing = scroller(self.empty)
        self.card.body.addWidget(self._nothing, 1)
        self.preview = Preview(self.printing)
        self.preview.hide()
        both.addWidget(self.card, 5)
        both.addWidget(self.preview, 4)
        self._whole.addLayout(both, 1)

    def meta(self) -> str:
        many = len(self.rows)
        return _t("{count} waiting").format(count=many) if many else ""

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def head_buttons(self) -> list[QWidget]:
        return [self.all_button]

    def primary(self) -> Button | None:
        return self.all_button if self.rows else None

    def first_focus(self) -> QWidget | None:
        return next(iter(self.rows.values()), self.empty.buttons[0])

    def arrive(self, **facts: object) -> None:
        self.draw()

    def step_back(self) -> bool:
        """Esc closes the preview first."""
        if self.preview.isHidden():
            return False
        self.close_preview()
        return True

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._share_room()

    def draw(self) -> None:
        """Show what waits now."""
        papers = self.printing.waiting()
        state = [
            (paper, self.printing.is_printing(paper.id), self.printing.problem(paper.id))
            for paper in papers
        ]
        if state == self._drawn:
            return
        self._drawn = state
        here = self._row_of_focus()
        emptied(self._list)
        self.rows = {}
        for paper in papers:
            if self.rows:
                self._list.addWidget(Line())
            self.rows[paper.id] = row = self._row(paper)
            self._list.addWidget(row)
        self._list.addStretch(1)
        self._scroll.setVisible(bool(papers))
        self._nothing.setVisible(not papers)
        self._name_all(papers)
        self._keep_place(here)
        self.retitled.emit()

    def open_preview(self, draft_id: str) -> None:
        """Look at a paper as it will be printed."""
        paper = next((paper for paper in self.printing.waiting() if paper.id == draft_id), None)
        if paper is None:
            return
        self.preview.show()
        self._share_room()
        self.preview.show_paper(paper)
        self.preview.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_preview(self) -> None:
        """Back to the list, to the row it was opened from."""
        paper = self.preview.paper
        self.preview.forget()
        self.preview.hide()
        self._share_room()
        row = self.rows.get(paper.id) if paper else None
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, paper: Waiting) -> Row:
        at = paper.asked_at.astimezone(self._doors.now().tzinfo)
        asked = _t("asked {day}, {time}").format(
            day=i18n.short_day(at.date(), self._doors.today()), time=i18n.clock(at)
        )
        problem = self.printing.problem(paper.id)
        parts = [problem] if problem else [paper.number, asked]
        detail = " · ".join(part for part in parts if part)
        row = Row(paper.title, detail, icon=KINDS[paper.kind].icon, size=40, opens=True)
        row.setToolTip(_t("Look at it as it will be printed"))
        row.clicked.connect(lambda _on=False: self.open_preview(paper.id))
        if problem:
            row.detail.set_ink("bad")
        if self.printing.is_printing(paper.id):
            row.tail.addWidget(Chip(_t("Printing…"), "info", "printer"))
            return row
        for icon, words, act in (
            ("eye", _t("Look at: {paper}"), self.open_preview),
            ("file-down", _t("Save as PDF: {paper}"), self.printing.save_as_pdf),
            ("x", _t("Take off the list: {paper}"), self.printing.remove),
        ):
            button = IconButton(icon, words.format(paper=paper.title))
            button.clicked.connect(lambda _on=False, a=act: a(paper.id))
            row.tail.addWidget(button)
        again = _t("Print again") if problem else _t("Print")
        name = _t("{verb}: {paper}").format(verb=again, paper=paper.title)
        print_button = Button(again, name=name)
        print_button.clicked.connect(lambda _on=False: self.printing.print_again(paper.id))
        row.tail.insertWidget(0, print_button)
        return row

    def _name_all(self, papers: list[Waiting]) -> None:
        self.all_button.setProperty("unneeded", not papers)  # as the frame minds it
        self.all_button.setVisible(bool(papers) and self.isVisible())
        many = i18n.count(len(papers), _t("paper"), _t("papers"))
        self.all_button.set_words(_t("Print {many}").format(many=many))

    def _row_of_focus(self) -> int:
        """Which row holds the focus, -1 for none."""
        focused = self.window().focusWidget()
        for at, row in enumerate(self.rows.values()):
            if focused is not None and (row is focused or row.isAncestorOf(focused)):
                return at
        return -1

    def _keep_place(self, here: int) -> None:
        """The focus stays at the same row of the list, and the preview with its paper."""
        if here >= 0:
            rows = list(self.rows.values())
            stop = rows[min(here, len(rows) - 1)] if rows else self.empty.buttons[0]
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        looked_at = self.preview.paper
        if looked_at is not None and looked_at.id not in self.rows:
            self.close_preview()

    def _share_room(self) -> None:
        """Beside the list where there is room for both, else in its place."""
        open_ = not self.preview.isHidden()
        self.card.setVisible(self._frame is Frame.WIDE or not open_)

    def _changed(self) -> None:
        if self.isVisible():
            self.draw()
