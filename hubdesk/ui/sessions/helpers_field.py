"""Who helps at a session: the staff as pills, and people of the list, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.session_card import Helper
from hubdesk.queries.staff import AccountRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.find_person import FindPerson
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column
from hubdesk.ui.widgets.buttons import Pill

Named = tuple[str, str]  # an id and a name


def _t(text: str) -> str:
    return translate("Sessions", text)


class HelpersField(QWidget):
    """`edited` tells that somebody helps or helps no more."""

    edited = Signal()

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        body = column(self, 0, 8)
        self._box = QWidget()
        self._flow = Flow(self._box, gap=8)
        body.addWidget(self._box)
        self.finder = FindPerson(
            doors,
            _t("Somebody from the people list"),
            _t("A volunteer without an account helps by name. Press Enter to add them."),
        )
        body.addWidget(self.finder)
        self.staff: dict[str, Pill] = {}
        self.people: dict[str, Pill] = {}
        self._names: dict[str, str] = {}
        self.finder.chosen.connect(self._chosen)

    def offer(self, staff: Sequence[AccountRow]) -> None:
        """Who of the staff can help."""
        for one in staff:
            self._pill(self.staff, one.id, one.name)

    def staff_ids(self) -> tuple[str, ...]:
        """Who of the staff helps."""
        return tuple(id for id, pill in self.staff.items() if pill.isChecked())

    def person_ids(self) -> tuple[str, ...]:
        """Who of the people list helps."""
        return tuple(id for id, pill in self.people.items() if pill.isChecked())

    def typed(self) -> list[list[list[str]]]:
        """Who helps, for a draft: the staff, then the people, each an id and a name."""
        return [
            [[id, self._names[id]] for id in ids] for ids in (self.staff_ids(), self.person_ids())
        ]

    def put(self, staff: Iterable[Sequence[Any]], people: Iterable[Sequence[Any]]) -> None:
        """Let these help and no others; who is no pill yet becomes one."""
        for pills, wanted in ((self.staff, list(staff)), (self.people, list(people))):
            for id, name in wanted:
                self._pill(pills, str(id), str(name))
            ids = {str(id) for id, _ in wanted}
            for id, pill in pills.items():
                pill.setChecked(id in ids)
                pill.setVisible(pills is self.staff or id in ids)
        self.finder.clear()

    def put_helpers(self, helpers: Iterable[Helper]) -> None:
        """Who helps at a session that is there already."""
        helping = list(helpers)
        self.put(
            [(one.account_id, one.name) for one in helping if one.account_id],
            [(one.person_id, one.name) for one in helping if one.person_id],
        )

    def _chosen(self, person_id: str, name: str) -> None:
        pill = self._pill(self.people, person_id, name)
        pill.setChecked(True)
        pill.show()
        self.edited.emit()

    def _pill(self, pills: dict[str, Pill], id: str, name: str) -> Pill:
        self._names[id] = name
        if id not in pills:
            pills[id] = Pill(name, False)
            pills[id].clicked.connect(lambda _on=False: self.edited.emit())
            self._flow.addWidget(pills[id])
        return pills[id]
