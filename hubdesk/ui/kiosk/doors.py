"""What the sign-in screen can do and see: nothing but this is handed to its window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hubdesk.errors import HubDeskError
from hubdesk.errors.learning import OnRegister
from hubdesk.errors.opportunities import SignedUpAlready
from hubdesk.errors.presence import HereAlready
from hubdesk.i18n import translate
from hubdesk.models import How, Purpose
from hubdesk.operations import presence
from hubdesk.operations.newsletter import sign_up
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.finding import Finding, find_code
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.kiosk import (
    AtDoor,
    Birthday,
    Label,
    OpenTo,
    at_door,
    birthdays,
    labels_called,
)
from hubdesk.ui.doors import Doors


def _t(text: str) -> str:
    return translate("Kiosk", text)


@dataclass
class KioskDoors:
    """The hub behind the screen, cut down to first names and what is on."""

    doors: Doors

    def hub_name(self) -> str:
        facts = self.doors.look(hub_facts)
        return facts.name if facts is not None else "HubDesk"

    def called(self, typed: str) -> tuple[Label, ...]:
        """Everybody of that first name."""
        return self.doors.look(lambda db: labels_called(db, typed))

    def birthdays(self, label: Label) -> tuple[Birthday, ...]:
        """Days to tell those of one label apart by; empty where they cannot be."""
        return self.doors.look(lambda db: birthdays(db, label.person_ids))

    def find(self, code: str) -> Finding:
        """What a scanned code is."""
        return self.doors.look(lambda db: find_code(db, code))

    def at_door(self, person_id: str) -> AtDoor | None:
        now = self.doors.now()
        return self.doors.look(lambda db: at_door(db, person_id, now))

    def sign_in(self, who: AtDoor, to: OpenTo | None) -> str:
        """Sign somebody in to a session, or to drop in. The id of what can be taken back.

        Whom somebody signed in a moment before is in: then there is nothing to take back.
        """
        session_id = to.session_id if to is not None else ""
        verb = "sign in" if to is not None else "come in"
        about = {"person_id": who.person_id, **({"what": to.title} if to is not None else {})}
        try:
            self.doors.do(
                verb,
                lambda db, now: presence.come_in(
                    db, person_id=who.person_id, session_id=session_id, now=now
                ),
                about=about,
                reason=_t("At the sign-in screen"),
            )
        except (HereAlready, OnRegister):
            return ""
        return self.doors.made()

    def leave(self, who: AtDoor) -> str:
        """They go. The id of what can be taken back."""
        self.doors.do(
            "leave",
            lambda db, now: presence.leave(
                db, person_id=who.person_id, session_id=who.session_in, now=now
            ),
            about={"person_id": who.person_id},
            reason=_t("At the sign-in screen"),
        )
        return self.doors.made()

    def asks_questions(self) -> bool:
        """Whether equality forms can be sealed here."""
        return self.doors.forms.is_asked()

    def give_form(self, said: Mapping[str, str]) -> None:
        """Seal what somebody answered. Who they are is not known here."""
        self.doors.forms.give(said)

    def newsletter_words(self) -> str:
        """What people are asked before the newsletter is sent to them."""
        asked = self.doors.look(current_wordings).get(Purpose.NEWSLETTER)
        return asked.text if asked else ""

    def sign_up(self, email: str) -> str:
        """They want it. The id of what can be taken back; "" where it was on the list before.

        Nobody may try out here who gets it, so whoever shows it tells both the same.
        """
        try:
            self.doors.do(
                "sign up", lambda db, now: sign_up(db, email=email, how=How.SCREEN, now=now)
            )
        except SignedUpAlready:
            return ""
        return self.doors.made()

    def take_back(self, txn_id: str) -> bool:
        """That was not them. False where it cannot be taken back any more.

        Where nothing was changed nothing is left to take back.
        """
        if not txn_id:
            return True
        try:
            self.doors.undo(txn_id)
        except HubDeskError:
            return False
        return True
