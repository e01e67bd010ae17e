"""The hub's own facts: name, phone, address, nation; and the sample people, while there are any."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.hub import HubChanges, change_hub
from hubdesk.operations.practice import is_practising, remove_practice
from hubdesk.queries.history import RecordKind
from hubdesk.queries.hub import hub_facts
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.nations import NATIONS
from hubdesk.ui.settings.notes import LeftNote
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Settings", text)


class HubCard(Card):
    """Each field is kept when it is left. What cannot be kept stays typed, with the reason."""

    verb = "change hub"
    go = Signal(str, dict)  # a page, and its facts

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 18), 14, parent)
        self._choosing = choosing
        head = SectionHead(_t("This hub"))
        words = _t("the hub's choices")
        head.row.addWidget(history_button(self.go.emit, RecordKind.CHOICES, "hub", words))
        self.body.addWidget(head)
        self.name = LineEdit()
        self.phone = LineEdit()
        self.address = LeftNote(4)
        self.nation = Combo([(code, _t(words)) for code, words in NATIONS])
        sized(self.name, most_width=460)
        sized(self.phone, most_width=240)
        sized(self.address, most_width=460)
        sized(self.nation, most_width=240)
        self.fields = {
            "name": Field(_t("Name"), self.name, _t("On labels, agreements and this window.")),
            "phone": Field(_t("Phone"), self.phone, _t("On labels: Found this? Call…")),
            "address": Field(_t("Address"), self.address, _t("On agreements and gift forms.")),
            "nation": Field(_t("Nation"), self.nation, _t("Nothing falls due on its holidays.")),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.name.editingFinished.connect(lambda: self._keep("name", self.name.text()))
        self.phone.editingFinished.connect(lambda: self._keep("phone", self.phone.text()))
        self.address.left.connect(lambda: self._keep("address", self.address.toPlainText()))
        self.nation.activated.connect(lambda _at: self._keep("nation", self.nation.value()))
        self.show_now()

    def show_now(self) -> None:
        """Show what stands; a field with something wrong in it is left alone."""
        facts = self._choosing.doors.look(hub_facts)
        if facts is None:
            return
        shown: dict[str, tuple[str, Callable[[str], object], str]] = {
            "name": (self.name.text(), self.name.setText, facts.name),
            "phone": (self.phone.text(), self.phone.setText, facts.phone),
            "address": (
                self.address.toPlainText(),
                self.address.setPlainText,
                facts.address,
            ),
            "nation": (self.nation.value(), self.nation.choose, facts.nation),
        }
        for key, (there, put, stands) in shown.items():
            if there != stands and not self.fields[key].words():
                put(stands)

    def settle(self) -> None:
        """Keep what was typed and not left yet."""
        self._keep("name", self.name.text())
        self._keep("phone", self.phone.text())
        self._keep("address", self.address.toPlainText())

    def _keep(self, key: str, text: str) -> None:
        facts = self._choosing.doors.look(hub_facts)
        field = self.fields[key]
        if facts is None or getattr(facts, key) == text.strip():
            field.show_problem("")
            return
        changes: HubChanges = {key: text}  # type: ignore[misc]
        label = field.label.text()
        gestures = self._choosing.gestures
        try:
            self._choosing.doors.do("change hub", lambda db, _now: change_hub(db, facts=changes))
        except HubDeskError as error:
            field.show_problem(explain(error).text)
            return
        field.show_problem("")
        gestures.told_done(_t("Saved: {what}.").format(what=label.lower()))
        self.show_now()


class ListsCard(Card):
    """Bringing lists of others in, and taking the sample people away."""

    verb = "import people"

    go = Signal(str, dict)

    def __init__(self, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 8, parent)
        self._choosing = choosing
        self.body.addWidget(SectionHead(_t("Lists you have")))
        self.body.addWidget(
            WrappedLabel(_t("Bring people or devices in from a spreadsheet."), "small", "2")
        )
        row = line(gap=8)
        for words, what in ((_t("Bring in people"), "people"), (_t("Bring in devices"), "devices")):
            button = Button(words, "", "file-spreadsheet")
            button.clicked.connect(lambda _on=False, w=what: self.go.emit("bring-in", {"what": w}))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addSpacing(12)
        self.body.addWidget(SectionHead(_t("Privacy")))
        words = _t("Whose time is over, what people asked for, and for how long things are kept.")
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.privacy_button = Button(_t("Open Privacy"), "", "shield-check")
        self.privacy_button.clicked.connect(lambda _on=False: self.go.emit("privacy", {}))
        self.privacy_button.set_reason(choosing.doors.barred("see privacy"))
        alone = line(gap=0)
        alone.addWidget(self.privacy_button)
        alone.addStretch(1)
        self.body.addLayout(alone)
        self.practice = QWidget()
        inside = column(self.practice, (0, 10, 0, 0), 6)
        inside.addWidget(
            WrappedLabel(_t("Sample people and devices are here to practise with."), "small", "2")
        )
        self.remove_button = Button(_t("Take the sample people away"), "", "trash")
        self.remove_button.clicked.connect(lambda _on=False: self._remove())
        held = line(gap=0)
        held.addWidget(self.remove_button)
        held.addStretch(1)
        inside.addLayout(held)
        self.body.addWidget(self.practice)
        self.show_now()

    def show_now(self) -> None:
        self.practice.setVisible(bool(self._choosing.doors.look(is_practising)))

    def _remove(self) -> None:
        self._choosing.gestures.act(
            "remove practice",
            lambda db, _now: remove_practice(db),
            lambda gone: _t("Taken away: {people} and {devices}.").format(
                people=i18n.count(gone.people, _t("sample person"), _t("sample people")),
                devices=i18n.count(gone.devices, _t("device"), _t("devices")),
            ),
        )
