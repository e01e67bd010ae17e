"""Who may be the same person as the one whose details are being changed. Nothing is merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from hubdesk.errors import Refusal
from hubdesk.models import Birth
from hubdesk.queries.likeness import Likeness
from hubdesk.queries.people_list import TwinRow, likely_twins
from hubdesk.typed import read_phone
from hubdesk.ui.doors import Doors
from hubdesk.ui.people.edit_values import birth_of
from hubdesk.ui.people.twins_card import TwinsCard

Typed = Mapping[str, Any]


class EditTwins(TwinsCard):
    """As on the form for somebody new; about those of whom the record told before it is silent."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._id = ""
        self._settled: set[tuple[str, Likeness]] = set()

    def begin(self, person_id: str, before: Typed) -> None:
        """Somebody's form is shown, with their details as they are kept."""
        self._id = person_id
        self._settled = {(twin.id, twin.likeness) for twin in self._found(before)}
        self.show_twins([], self._doors.today())

    def look_at(self, typed: Typed, *, ask: bool) -> bool:
        """Show who may be the same by what is typed now. Whether somebody has to decide first."""
        found = [t for t in self._found(typed) if (t.id, t.likeness) not in self._settled]
        self.show_twins(found, self._doors.today(), ask=ask)
        return self.is_asking

    def settle(self, typed: Typed) -> None:
        """Those who are shown are somebody else."""
        self._settled |= {(twin.id, twin.likeness) for twin in self._found(typed)}
        self.show_twins([], self._doors.today())

    def _found(self, typed: Typed) -> list[TwinRow]:
        name = str(typed["display_name"])
        key, birth = _key(str(typed["phone"])), _birth(typed)
        return self._doors.look(
            lambda db: likely_twins(db, name=name, phone_key=key, birth=birth, but_id=self._id)
        )


def _key(phone: str) -> str:
    try:
        return read_phone(phone).key
    except Refusal:  # not a number yet; the form says so when it is saved
        return ""


def _birth(typed: Typed) -> Birth:
    try:
        return birth_of(typed)
    except Refusal:  # not a day yet, the same
        return Birth()
