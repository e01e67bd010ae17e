"""What the devices about to be scanned are: picked once, used for every scan after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.models import Ownership
from hubdesk.queries.hub import KindRow
from hubdesk.queries.stock_words import StockWords
from hubdesk.ui.devices.kind_tiles import KindTiles
from hubdesk.ui.devices.suggesting import SuggestEdit
from hubdesk.ui.devices.words import OWNERSHIPS
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import line, sized
from hubdesk.ui.widgets.buttons import Button, Pill
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit


def _t(text: str) -> str:
    return translate("Devices", text)


class _PartEdit(LineEdit):
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            if not event.isAutoRepeat():
                self.taken.emit()
        else:
            super().keyPressEvent(event)


class ModelCard(Card):
    """`kind_chosen` tells which kind was picked; the fields are read when a label is scanned."""

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 14, parent)
        self.body.addWidget(sized(SectionHead(_t("What they are")), least_height=38))
        self.kinds = KindTiles()
        self.kind_field = Field(_t("Kind"), self.kinds)
        self.kinds.chosen.connect(self._picked)
        self.make, self.model = SuggestEdit(), SuggestEdit()
        self.make_field = Field(_t("Make"), self.make)
        self.model_field = Field(_t("Model"), self.model)
        self.ownership = Combo([(o.value, _t(words)) for o, words in OWNERSHIPS.items()])
        self.place = SuggestEdit()
        self.fund = Combo([])
        self.fund_field = Field(_t("Paid by"), self.fund)
        self.body.addWidget(self.kind_field)
        self.body.addWidget(_side_by_side(self.make_field, self.model_field))
        self.body.addWidget(
            _side_by_side(
                Field(_t("Whose they are"), self.ownership), Field(_t("Place"), self.place)
            )
        )
        self.body.addWidget(self.fund_field)
        self._build_contents()
        self._kinds: Sequence[KindRow] = ()
        self._words = StockWords()
        self.make.textChanged.connect(self._offer_models)

    def _build_contents(self) -> None:
        box = QWidget()
        self._pills_flow = Flow(box, gap=8)
        self._pills: list[Pill] = []
        self.part = _PartEdit("", _t("Another part"), _t("Another part"))
        sized(self.part, width=150)
        self.add_part = Button(_t("Add part"), "ghost", "plus")
        self.part.taken.connect(self._add_part)
        self.add_part.clicked.connect(lambda _on=False: self._add_part())
        self._pills_flow.addWidget(self.part)
        self._pills_flow.addWidget(self.add_part)
        field = Field(_t("Comes with"), box)
        field.label.setBuddy(self.part)
        self.body.addWidget(field)
        self.body.addStretch(1)

    def offer(self, kinds: Sequence[KindRow], words: StockWords) -> None:
        """What can be chosen, and what was typed before."""
        self._kinds, self._words = kinds, words
        self.kinds.set_kinds(kinds)
        self.make.set_suggestions(words.makes)
        self.place.set_suggestions(words.places)
        self.fund.set_options([("", _t("Not told")), *words.funds], self.fund.value())
        self.fund_field.setVisible(bool(words.funds))
        self._offer_models(self.make.text())

    def choose_kind(self, kind_id: str) -> None:
        """Pick a kind as if somebody had."""
        self.kinds.choose(kind_id)
        self._picked(kind_id)

    def contents(self) -> tuple[str, ...]:
        """The parts each of them comes with."""
        return tuple(pill.text() for pill in self._pills if pill.isChecked())

    def kind(self) -> KindRow | None:
        """The kind that is chosen."""
        return next((kind for kind in self._kinds if kind.id == self.kinds.value()), None)

    def title(self) -> str:
        """What one of them is called: Lenovo ThinkPad L390, or Laptop."""
        kind = self.kind()
        said = f"{self.make.text().strip()} {self.model.text().strip()}".strip()
        return said or (kind.name if kind else "")

    def ask_for_kind(self, words: str) -> None:
        """Say that a kind is needed first, with the focus there; "" takes it away."""
        self.kind_field.show_problem(words)
        if words:
            self.kinds.setFocus()

    def _picked(self, kind_id: str) -> None:
        self.kind_field.show_problem("")
        kind = self.kind()
        if kind is not None:
            self._show_parts(kind.usual_contents)
            given = Ownership.TO_GIVE if kind.is_given else Ownership.OWNED
            if self.ownership.value() in (Ownership.TO_GIVE, Ownership.OWNED):
                self.ownership.choose(given.value)
        self.kind_chosen.emit(kind_id)

    def _show_parts(self, names: Sequence[str]) -> None:
        for pill in self._pills:
            self._pills_flow.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._pills = []
        for name in names:
            self._put_pill(name)

    def _put_pill(self, name: str) -> None:
        pill = Pill(name, name=_t("Comes with {part}").format(part=name))
        self._pills.append(pill)
        # the line to type another part stays last
        for widget in (self.part, self.add_part):
            self._pills_flow.removeWidget(widget)
        for widget in (pill, self.part, self.add_part):
            self._pills_flow.addWidget(widget)

    def _add_part(self) -> None:
        name = " ".join(self.part.text().split())
        if name:
            self._put_pill(name)
        self.part.clear()
        self.part.setFocus()

    def _offer_models(self, make: str) -> None:
        self.model.set_suggestions(self._words.models_of(make))


def _side_by_side(one: QWidget, other: QWidget) -> QWidget:
    box = QWidget()
    row = line(box, 0, 12)
    row.addWidget(one, 1)
    row.addWidget(other, 1)
    return box
