"""Who comes to a session, seen from the front desk: signing in, and what a meeting left to do."""

from __future__ import annotations

from hubdesk.i18n import translate
from hubdesk.operations.session_parts import tick_off_action
from hubdesk.operations.shifts import tick_off_handover
from hubdesk.queries.people import PersonCard
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, Tell
from hubdesk.ui.too_late import Go

OF_SESSIONS = frozenset(
    (
        *("learning_session", "attendance", "enrolment", "head_count", "meeting_action"),
        *("presence", "shift", "handover_note", "follow_up"),
    )
)


def _t(text: str) -> str:
    return translate("FrontDesk", text)


def sign_in(doors: Doors, card: PersonCard | None, tell: Tell, go: Go) -> None:
    """Whoever is at the desk comes to the session that is on; without one they dropped in."""
    if card is not None:
        from hubdesk.ui.register.signing_in import SigningIn  # not needed to open the desk

        SigningIn(doors, tell, go).begin(card.id, card.called)


def tick_off(gestures: Gestures, action_id: str, words: str) -> None:
    """What was promised at a meeting is done."""
    gestures.act(
        "tick off action",
        lambda db, now: tick_off_action(db, action_id=action_id, now=now),
        _t("Done: {what}.").format(what=words.rstrip(".")),
        about={"what": words},
    )


def tick_off_note(gestures: Gestures, note_id: str, who: str) -> None:
    """Somebody saw to what was handed over."""
    gestures.act(
        "tick off handover",
        lambda db, _now: tick_off_handover(db, note_id=note_id),
        _t("Ticked off: the note of {who}.").format(who=who),
        about={"what": who},
    )
