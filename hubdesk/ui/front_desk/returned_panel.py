"""What just came back: did everything come, how does it look, a note; and the returns before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models.person import short_name
from hubdesk.ui.flow import Flow
from hubdesk.ui.focus import focus_again, focused_name
from hubdesk.ui.front_desk.state import Back
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import IconButton, Pill
from hubdesk.ui.widgets.cards import Card, Line, SectionHead
from hubdesk.ui.widgets.rows import Tile, person_row
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

WIPE = "wipe"
MOST_ROWS = 12


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class ReturnedPanel(QWidget):
    """The newest return in large, those before it below. Each answer is saved at once."""

    undo_asked = Signal(str)  # transaction id
    missing_changed = Signal(tuple)
    condition_chosen = Signal(str)  # good, worn, damaged or WIPE
    noted = Signal(object, str)  # the Back it is about, and the note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = column(self, 0, 12)
        self.top = Card((20, 18, 16, 16), 12)
        whole.addWidget(self.top)
        self._build_head()
        self._build_questions()
        self.list_card = Card((20, 14, 16, 12), 4)
        self.list_head = SectionHead(_t("Returned just now"), 0)
        self.list_card.body.addWidget(self.list_head)
        self._rows = column(gap=2)
        self.list_card.body.addLayout(self._rows, 1)
        hint = line(gap=8)
        hint.addWidget(IconLabel("info", "text3", 16))
        hint.addWidget(
            WrappedLabel(
                _t("Scan the next device. You do not need to press anything between returns."),
                "small",
                "2",
            ),
            1,
        )
        self.list_card.body.addLayout(hint)
        whole.addWidget(self.list_card, 1)
        self._back: Back | None = None

    def _build_head(self) -> None:
        row = line(gap=16)
        self._tile = Tile("circle-check", 54, "ok")
        self.title = Label(_t("Returned"), "h1")
        self.detail = WrappedLabel("", "body", "2")
        words = column(gap=2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row.addWidget(self._tile)
        row.addLayout(words, 1)
        self.top.body.addLayout(row)
        self.top.body.addWidget(Line())

    def _build_questions(self) -> None:
        self._asks_items = Label(_t("Did everything come back?"), "h3")
        self.top.body.addWidget(self._asks_items)
        self._items = QWidget()
        Flow(self._items, gap=8)
        self.top.body.addWidget(self._items)
        self.top.body.addWidget(Label(_t("How does it look?"), "h3"))
        options = [
            ("good", _t("Good")),
            ("worn", _t("Worn")),
            ("damaged", _t("Damaged")),
            (WIPE, _t("Needs wiping")),
        ]
        self.condition = Segments(options, "good", _t("How it looks"), alt_numbers=True)
        self.condition.chosen.connect(self.condition_chosen)
        self.top.body.addWidget(self.condition, 0, Qt.AlignmentFlag.AlignLeft)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_t("Add a note (optional)"))
        self.note.setAccessibleName(_t("Note about this return"))
        self.note.returnPressed.connect(self._keep_note)
        self.note.editingFinished.connect(self._keep_note)
        self.top.body.addWidget(self.note)

    def show_returns(self, returned: tuple[Back, ...], today: date) -> None:
        """Draw what came back this sitting, newest first."""
        if not returned:
            return
        back = returned[0]
        if self._back is None or back.txn_id != self._back.txn_id:
            if any(self._back is not None and b.txn_id == self._back.txn_id for b in returned):
                self._keep_note()  # half written when the next device was scanned
            self.note.setText(back.note)
        self._back = back
        self.detail.setText(_detail(back, today))
        self._draw_items(back)
        wiping = back.to_wipe and not back.thing.holds_data
        self.condition.choose(WIPE if wiping else back.condition)
        self.list_head.set_count(len(returned))
        self._draw_rows(returned)

    def _draw_items(self, back: Back) -> None:
        layout = self._items.layout()
        assert layout is not None
        focus = focused_name(self._items)
        emptied(layout)
        for name in back.contents:
            pill = Pill(name, name not in back.missing, _t("{name} came back").format(name=name))
            pill.setObjectName(name)
            pill.toggled.connect(lambda on, n=name: self._item_toggled(n, on))
            layout.addWidget(pill)
            pill.show()
        focus_again(self._items, focus)
        self._items.setVisible(bool(back.contents))
        self._asks_items.setVisible(bool(back.contents))

    def _draw_rows(self, returned: tuple[Back, ...]) -> None:
        emptied(self._rows)
        for at, back in enumerate(returned[:MOST_ROWS]):
            if at:
                self._rows.addWidget(Line())
            row = person_row(short_name(back.who), f"{back.thing.title} · {back.thing.tag}")
            row.tail.addWidget(Label(i18n.clock(back.at), "small", "2"))
            undo = IconButton("undo-2", _t("Undo the return of {tag}").format(tag=back.thing.tag))
            undo.clicked.connect(lambda _on=False, id=back.txn_id: self.undo_asked.emit(id))
            row.tail.addWidget(undo)
            self._rows.addWidget(row)
        self._rows.addStretch(1)

    def _item_toggled(self, name: str, here: bool) -> None:
        if self._back is not None:
            gone = [n for n in self._back.missing if n != name]
            self.missing_changed.emit(tuple(gone if here else [*gone, name]))

    def _keep_note(self) -> None:
        text = self.note.text().strip()
        if self._back is not None and text != self._back.note:
            about, self._back = self._back, replace(self._back, note=text)  # told once
            self.noted.emit(about, text)


def _detail(back: Back, today: date) -> str:
    late = (today - back.due_on).days
    if late > 0:
        when = _t("{days} late").format(days=i18n.count(late, _t("day"), _t("days")))
    else:
        when = _t("on time")
    words = _t("{title} · {tag} · from {who}, {when}").format(
        title=back.thing.title, tag=back.thing.tag, who=back.who, when=when
    )
    return words + (_t(" · to wipe") if back.to_wipe else "")
