"""What a visit or meeting has beside its plan: speakers, the school's answer, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from hubdesk.errors.people import ChoiceUnknown
from hubdesk.ids import pair_id
from hubdesk.models import LearningSession, Part, Person, SessionHelper
from hubdesk.models.session_details import Meeting, SchoolVisit, details_text, read_details
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.speakers import SPEAKING
from hubdesk.typed import clean_line, clean_note

ANSWERS = ("", "yes", "no")


def add_speaker(db: Session, *, session_id: str, person_id: str, part: str) -> SessionHelper:
    """Somebody the hub knows speaks, or is a role model. Refuses NotFound and ChoiceUnknown."""
    session, person = found(db, LearningSession, session_id), found(db, Person, person_id)
    said = one_of(Part, part, "As")
    if said not in SPEAKING:
        raise ChoiceUnknown("As", part)
    id = pair_id("session_helper", session.id, person.id, said)
    row = db.get(SessionHelper, id)
    if row is None:
        row = SessionHelper(id=id, session_id=session.id, person_id=person.id, part=said)
        db.add(row)
    row.deleted = False
    db.flush()
    return row


def take_speaker_away(db: Session, *, helper_id: str) -> SessionHelper:
    """They do not take part after all. Refuses NotFound."""
    row = found(db, SessionHelper, helper_id)
    row.deleted = True
    db.flush()
    return row


def school_answer(
    db: Session,
    *,
    session_id: str,
    says: str,
    benchmarks: Sequence[str] | None = None,
    pupils_did: str | None = None,
) -> LearningSession:
    """Whether the school counts the visit for the benchmarks: its decision, and often later.

    So it may come after the register was finished, and so may what the school reads of what
    pupils did. Refuses NotFound, ChoiceUnknown and TextTooLong.
    """
    if says not in ANSWERS:
        raise ChoiceUnknown("The school says", says)
    session = found(db, LearningSession, session_id)
    details = read_details(session.kind, session.details)
    if not isinstance(details, SchoolVisit):
        raise ChoiceUnknown("Kind", session.kind)
    claimed = details.benchmarks if benchmarks is None else tuple(benchmarks)
    did = details.pupils_did if pupils_did is None else clean_note(pupils_did, "What pupils did")
    changed = replace(details, school_says=says, benchmarks=claimed, pupils_did=did)
    session.details = details_text(changed)
    db.flush()
    return session


def write_decisions(db: Session, *, session_id: str, decisions: Sequence[str]) -> LearningSession:
    """What a meeting decided, one line each; none takes them away.

    Refuses NotFound, ChoiceUnknown for what is no meeting, and TextTooLong.
    """
    session = found(db, LearningSession, session_id)
    if not isinstance(read_details(session.kind, session.details), Meeting):
        raise ChoiceUnknown("Kind", session.kind)
    lines = (clean_line(text, "Decision", 500) for text in decisions)
    session.details = details_text(Meeting(tuple(text for text in lines if text)))
    db.flush()
    return session
