"""What a device is: its facts, and the form that changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors.records import CodeInUse, ImeiNotRight, NumberMangled, TextTooLong
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.device_facts import DeviceFacts
from hubdesk.queries.device_page import DevicePage
from hubdesk.queries.hub import KindRow
from hubdesk.queries.stock_words import StockWords
from hubdesk.ui.devices.asks import boxed
from hubdesk.ui.devices.suggesting import SuggestEdit
from hubdesk.ui.devices.words import CONDITIONS, OWNERSHIPS, condition_words, ownership_words
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import Button, primary
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Form, LineEdit, NoteEdit
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Devices", text)


Offers = Callable[[str], tuple[Sequence[KindRow], StockWords]]


class DetailsCard(Card):
    """`saved` carries the facts that are to be kept; `editing` tells when the form opens.

    `offers` is asked what the form of a kind can choose from, when it is opened.
    """

    saved = Signal(dict)  # DeviceFacts
    editing = Signal(bool)

    def __init__(self, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 16), 8, parent)
        self._offers = offers
        head = SectionHead(_t("Details"))
        self.edit_button = Button(
            _t("Edit"), "ghost", "pencil", name=_t("Edit the details"), verb="edit device"
        )
        self.edit_button.clicked.connect(lambda _on=False: self.open_form())
        head.row.addWidget(self.edit_button)
        self.body.addWidget(head)
        self._facts = QWidget()
        self._lines = column(self._facts, 0, 8)
        self.form = DeviceForm()
        self.form.cancel_button.clicked.connect(lambda _on=False: self.close_form())
        self.form.save_button.clicked.connect(lambda _on=False: self.saved.emit(self.form.facts()))
        self.body.addWidget(self._facts)
        self.body.addWidget(self.form)
        self.form.hide()
        self._device: DevicePage | None = None
        self._before: DeviceFacts = {}

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return not self.form.isHidden()

    def typed(self) -> DeviceFacts | None:
        """What stands in the form and is not saved; None where nothing differs."""
        facts = self.form.facts()
        return facts if self.is_open and facts != self._before else None

    def show_device(self, device: DevicePage) -> None:
        """Show its facts; an open form keeps what was typed."""
        self._device = device
        emptied(self._facts)
        for name, value in _facts(device):
            pair = QWidget()
            lines = column(pair, 0, 1)
            lines.addWidget(Label(name, "small", "2"))
            lines.addWidget(WrappedLabel(value))
            self._lines.addWidget(pair)

    def open_form(self, typed: DeviceFacts | None = None) -> None:
        """Change the facts here, with the focus on the first; `typed` is what was begun before."""
        if self._device is None:
            return
        self.form.offer(*self._offers(self._device.kind_id))
        self.form.fill(self._device)
        self._before = self.form.facts()
        if typed is not None:
            self.form.put(typed)
        self._show_form(True)
        self.editing.emit(True)
        self.form.focus_field("kind_id")

    def close_form(self) -> None:
        """Back to the facts."""
        self.form.show_problems({})
        self._show_form(False)
        self.editing.emit(False)
        self.edit_button.setFocus()

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        self._facts.setVisible(not shown)
        self.edit_button.setVisible(not shown)


class DeviceForm(Form):
    """The facts of a device that can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Combo([], "", _t("Kind"))
        self.make = SuggestEdit()
        self.model = SuggestEdit()
        self.serial = LineEdit()
        self.imei = LineEdit()
        self.condition = Combo([(c.value, _t(words)) for c, words in CONDITIONS.items()])
        self.ownership = Combo([(o.value, _t(words)) for o, words in OWNERSHIPS.items()])
        self.fund = Combo([])
        self.place = SuggestEdit()
        self.note = NoteEdit()
        self.add("kind_id", _t("Kind"), self.kind)
        self.add("make", _t("Make"), self.make)
        self.add("model", _t("Model"), self.model)
        self.add("serial", _t("Serial number"), self.serial)
        self.add("imei", _t("IMEI"), self.imei, _t("15 digits. Dial *#06# on a phone to see it."))
        self.add("condition", _t("Condition"), self.condition)
        self.add("ownership", _t("Whose it is"), self.ownership)
        self.add(
            "fund_id", _t("Paid by"), self.fund, _t("What is lent of it is told to that fund.")
        )
        self.add("place", _t("Place"), self.place, _t("Where it stands when it is here."))
        self.add("note", _t("Note"), self.note)
        self.save_button = primary(_t("Save changes"))
        self.cancel_button = Button(_t("Leave as it was"), "ghost", key="Esc")
        self.body.addWidget(boxed(self.save_button, self.cancel_button))
        self._words = StockWords()
        self.make.textChanged.connect(self._offer_models)

    def offer(self, kinds: Sequence[KindRow], words: StockWords) -> None:
        """What can be chosen, and what was typed before."""
        self._words = words
        self.kind.set_options([(kind.id, kind.name) for kind in kinds], self.kind.value())
        self.make.set_suggestions(words.makes)
        self.place.set_suggestions(words.places)
        self._offer_funds()
        self._offer_models(self.make.text())

    def _offer_funds(self, *also: tuple[str, str]) -> None:
        """What can have paid for it; a hub without funds is not asked."""
        funds = dict((*self._words.funds, *also))
        self.fund.set_options([("", _t("Not told")), *funds.items()], self.fund.value())
        self.fields["fund_id"].setVisible(bool(funds))

    def fill(self, device: DevicePage) -> None:
        """What is known now."""
        if device.fund_id:  # a fund that was put away since stays what paid for it
            self._offer_funds((device.fund_id, device.fund))
        self.put(
            {
                "kind_id": device.kind_id,
                "fund_id": device.fund_id,
                "make": device.make,
                "model": device.model,
                "serial": device.serial,
                "imei": device.imei,
                "condition": device.condition,
                "ownership": device.ownership,
                "place": device.place,
                "note": device.note,
            }
        )

    def put(self, facts: DeviceFacts) -> None:
        """Let the fields say these facts, all of them."""
        self.kind.choose(facts["kind_id"])
        self.fund.choose(facts["fund_id"])
        self.condition.choose(facts["condition"])
        self.ownership.choose(facts["ownership"])
        self.make.setText(facts["make"])
        self.model.setText(facts["model"])
        self.serial.setText(facts["serial"])
        self.imei.setText(facts["imei"])
        self.place.setText(facts["place"])
        self.note.setPlainText(facts["note"])

    def facts(self) -> DeviceFacts:
        """What stands in the form."""
        return {
            "kind_id": self.kind.value(),
            "fund_id": self.fund.value(),
            "make": self.make.text(),
            "model": self.model.text(),
            "serial": self.serial.text(),
            "imei": self.imei.text(),
            "condition": self.condition.value(),
            "ownership": self.ownership.value(),
            "place": self.place.text(),
            "note": self.note.toPlainText(),
        }

    def refuse(self, error: HubDeskError) -> None:
        """Say by the field what is wrong with it."""
        self.show_problems({self._field_of(error): explain(error).text})

    def _field_of(self, error: HubDeskError) -> str:
        match error:
            case ImeiNotRight():
                return "imei"
            case CodeInUse(code=code):
                return "imei" if code == self.imei.text().replace(" ", "") else "serial"
            case NumberMangled(field=label) | TextTooLong(field=label):
                named = {field.label.text(): name for name, field in self.fields.items()}
                return named.get(label, "serial")
        return "make"

    def _offer_models(self, make: str) -> None:
        self.model.set_suggestions(self._words.models_of(make))


def _facts(device: DevicePage) -> list[tuple[str, str]]:
    facts = [
        (_t("Kind"), device.kind),
        (_t("Make"), device.make),
        (_t("Model"), device.model),
        (_t("Serial number"), device.serial),
        (_t("IMEI"), device.imei),
        (_t("Condition"), condition_words(device.condition)),
        (_t("Whose it is"), ownership_words(device.ownership)),
        (_t("Paid by"), device.fund),
        (_t("Place"), device.place),
        (_t("Note"), device.note),
        (_t("Added"), i18n.plain_day(device.added_on)),
        (_t("Seen"), i18n.plain_day(device.seen_on)),
    ]
    return [(name, value) for name, value in facts if value]
