"""What is there at home: three taps, each may be left out, each can be changed later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Connection
from hubdesk.queries.person_details import HouseholdRow
from hubdesk.ui.people.section import Section, fact, named
from hubdesk.ui.people.words import CONNECTIONS, connection_words
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import Label

NOT_ASKED = -1
MOST_TAPPED = 4  # "4 or more"


def _t(text: str) -> str:
    return translate("People", text)


class HomeCard(Section):
    """`answered` carries which of the three was tapped, and the answer as text."""

    history_asked = Signal()
    answered = Signal(str, str)  # connection, working_devices or people_learning; the answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Home"), parent)
        self.change = Button("", "ghost")
        self.change.clicked.connect(lambda _on=False: self._toggle())
        self.head.row.addWidget(self.change)
        self._asking = False
        self._row: HouseholdRow | None = None
        self._asker = QWidget()
        self._build_asker()
        self.put_below(self._asker)
        self.history = Button(_t("What happened to it"), "ghost", "rotate-ccw-clock")
        self.history.set_words(_t("What happened to it"), _t("What happened to this home"))
        self.history.clicked.connect(lambda _on=False: self.history_asked.emit())
        self.put_below(self.history)

    def _build_asker(self) -> None:
        asker = column(self._asker, 0, 4)
        numbers = [(str(n), str(n)) for n in range(MOST_TAPPED)]
        numbers.append((str(MOST_TAPPED), _t("4+")))
        kinds = [(kind.value, _t(words)) for kind, words in CONNECTIONS.items()]
        self.choices = {
            "connection": Segments(kinds, "", _t("Internet at home")),
            "working_devices": Segments(numbers, "", _t("Working devices")),
            "people_learning": Segments(numbers, "", _t("People learning there")),
        }
        for name in ("working_devices", "people_learning"):
            heard = _t("{what}: 4 or more").format(what=self.choices[name].accessibleName())
            self.choices[name].button(str(MOST_TAPPED)).set_words(_t("4+"), heard)
        heard = _t("Internet at home: phone data only")
        self.choices["connection"].button(Connection.PHONE_DATA).set_words(_t("Phone"), heard)
        for name, choice in self.choices.items():
            asker.addWidget(Label(choice.accessibleName(), "small", "2"))
            asker.addWidget(choice)
            choice.chosen.connect(lambda value, n=name: self.answered.emit(n, value))

    def show_home(self, row: HouseholdRow | None, *, opened_new: bool = False) -> None:
        """Show what is known. Taps stay open while somebody taps."""
        self._row = row
        self._asking = self._asking and not opened_new
        self._draw()

    def _draw(self) -> None:
        self.clear()
        row = self._row
        known = row is not None and bool(_facts(row))
        self._asker.setVisible(self._asking)
        self.history.setVisible(row is not None)
        words = _t("Done") if self._asking else _t("Change") if known else _t("Ask")
        self.change.set_words(words, _t("{do} what is at home").format(do=words))
        named(self.change, "home")
        if self._asking:
            self._fill(row)
        elif row is not None and known:
            for label, said in _facts(row):
                self.put(fact(label, said))
        else:
            self.put_nothing(_t("Not asked yet. Three taps, each can be skipped."))

    def _fill(self, row: HouseholdRow | None) -> None:
        self.choices["connection"].choose(row.connection if row else "")
        for name in ("working_devices", "people_learning"):
            number = getattr(row, name) if row else NOT_ASKED
            shown = "" if number == NOT_ASKED else str(min(number, MOST_TAPPED))
            self.choices[name].choose(shown)

    def _toggle(self) -> None:
        self._asking = not self._asking
        self._draw()


def _facts(row: HouseholdRow) -> list[tuple[str, str]]:
    found = []
    if row.connection:
        found.append((_t("Internet"), connection_words(row.connection)))
    if row.working_devices != NOT_ASKED:
        words = i18n.count(row.working_devices, _t("working device"), _t("working devices"))
        found.append((_t("Devices at home"), words))
    if row.people_learning != NOT_ASKED:
        words = i18n.count(row.people_learning, _t("person"), _t("people"))
        found.append((_t("Learning there"), words))
    return found
