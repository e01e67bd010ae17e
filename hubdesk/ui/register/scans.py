"""What a scan does while a register is open: a card marks its owner, a device comes back."""

from __future__ import annotations

from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import person_card
from hubdesk.queries.register import Register
from hubdesk.ui.doors import Doors
from hubdesk.ui.register.gestures import RegisterGestures


class RegisterScans:
    """The page stays where it is, whatever is scanned."""

    def __init__(self, doors: Doors, gestures: RegisterGestures) -> None:
        self._doors, self._gestures = doors, gestures

    def take(self, code: str, on: Register) -> str | None:
        """Whose card it was, "" for a device; None for what belongs to another page."""
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is Sort.PERSON:
            rows = {row.person_id: row.name for row in on.rows}
            name = rows.get(found.id) or self._name_of(found.id)
            self._gestures.sign_in(on.session, found.id, name)
            return found.id
        if found.sort is Sort.DEVICE:
            self._gestures.device_back(found)
            return ""
        return None

    def _name_of(self, person_id: str) -> str:
        card = self._doors.look(lambda db: person_card(db, person_id, self._doors.today()))
        return card.name if card else ""
