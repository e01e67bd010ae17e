"""What is asked and done about whoever has the ring: whom to ring, a place given back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hubdesk.errors import HubDeskError
from hubdesk.queries.register import emergency_contacts, place_held
from hubdesk.queries.sessions import SessionRow
from hubdesk.ui.doors import Doors
from hubdesk.ui.register.person_part import PersonPart
from hubdesk.ui.sessions.gestures import SessionGestures


class AboutPerson(QObject):
    """Answers the buttons of the part. `session` is the one whose register is open."""

    def __init__(self, doors: Doors, part: PersonPart, gestures: SessionGestures) -> None:
        super().__init__(part)
        self._doors, self._part, self._gestures = doors, part, gestures
        self.session: SessionRow | None = None
        part.ring_asked.connect(self._show_contacts)
        part.given_back.connect(self._give_back)
        doors.announcer.acting.connect(part.hide_contacts)  # who comes may not read them

    def _show_contacts(self, person_id: str) -> None:
        right = "see emergency contacts"
        try:
            found = self._doors.look(lambda db: emergency_contacts(db, person_id), right=right)
        except HubDeskError as error:
            self._gestures.refuse(error)
            return
        self._part.show_contacts(found)

    def _give_back(self, person_id: str, name: str) -> None:
        session = self.session
        if session is None:
            return
        place = self._doors.look(lambda db: place_held(db, session, person_id))
        if place:
            self._gestures.give_back(place, person_id, name, session.title)
