"""The rows papers about sessions are made from: registers, a pack, an appointment, a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Enrolment, LearningSession, Person, Place
from hubdesk.models.session_details import Event, SchoolVisit
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.papers import DueRow, HubOnPaper
from hubdesk.queries.register import HeadRow, head_counts, register
from hubdesk.queries.session_card import session_card
from hubdesk.queries.speakers import SpeakerRow, speakers_of


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A register to tick with a pen. Times are in the hub's zone."""

    hub: HubOnPaper
    title: str
    on: date
    starts: datetime
    ends: datetime
    where: str = ""
    tutor: str = ""
    names: tuple[str, ...] = ()
    is_only_counted: bool = False
    is_also_counted: bool = False  # who gives no name is counted beside them


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A blank loan slip: what scans, and what people read."""

    code: str
    printed: str


@dataclass(frozen=True, slots=True)
class PackPaper:
    """All that a hub needs for a day without power."""

    hub: HubOnPaper
    on: date
    registers: tuple[RegisterPaper, ...] = ()
    due: tuple[DueRow, ...] = ()
    slips: tuple[SlipPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class AppointmentPaper:
    """What somebody takes home about their appointment."""

    hub: HubOnPaper
    who: str
    about: str
    helper: str
    on: date
    starts: datetime
    minutes: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """A visit as the school needs it: what it was, how many came, and the benchmarks claimed."""

    hub: HubOnPaper
    title: str
    on: date
    starts: datetime
    ends: datetime
    school: str
    urn: str
    contact: str
    teacher: str
    years: tuple[HeadRow, ...]
    speakers: tuple[SpeakerRow, ...]
    benchmarks: tuple[str, ...]
    school_says: str
    pupils_did: str


@dataclass(frozen=True, slots=True)
class ProgrammePaper:
    """The programme of an event."""

    hub: HubOnPaper
    title: str
    on: date
    starts: datetime
    ends: datetime
    where: str
    parts: tuple[tuple[str, str], ...]


def register_paper(db: Session, session_id: str) -> RegisterPaper | None:
    """A session as its register is printed, or None if it is not here."""
    zone = hub_zone(db)
    found = register(db, session_id, date.min)
    if found is None:
        return None
    row = found.session
    return RegisterPaper(
        hub=hub_on_paper(db),
        title=row.title,
        on=row.held_on,
        starts=row.starts_at.astimezone(zone),
        ends=row.ends_at.astimezone(zone),
        where=", ".join(part for part in (row.room, row.venue) if part),
        tutor=row.tutor,
        names=tuple(one.name for one in found.rows),
        is_only_counted=row.is_only_counted,
        is_also_counted=row.is_also_counted,
    )


def appointment_paper(db: Session, session_id: str) -> AppointmentPaper | None:
    """The slip of an appointment, or None if it is not here or nobody has it."""
    card = session_card(db, session_id)
    who = db.scalar(
        select(Person.display_name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.session_id == session_id,
            Enrolment.place == Place.BOOKED,
            Enrolment.deleted == 0,
        )
    )
    if card is None or who is None:
        return None
    row, zone = card.row, hub_zone(db)
    return AppointmentPaper(
        hub=hub_on_paper(db),
        who=who,
        about=row.title,
        helper=row.tutor,
        on=row.held_on,
        starts=row.starts_at.astimezone(zone),
        minutes=int((row.ends_at - row.starts_at).total_seconds()) // 60,
        where=", ".join(part for part in (row.room, row.venue) if part),
    )


def visit_paper(db: Session, session_id: str) -> VisitPaper | None:
    """The one page for the school, or None for what is no school visit."""
    card = session_card(db, session_id)
    if card is None or not isinstance(card.details, SchoolVisit):
        return None
    row, zone, details = card.row, hub_zone(db), card.details
    school = card.organisations[0] if card.organisations else None
    return VisitPaper(
        hub=hub_on_paper(db),
        title=row.title,
        on=row.held_on,
        starts=row.starts_at.astimezone(zone),
        ends=row.ends_at.astimezone(zone),
        school=school.name if school else "",
        urn=school.urn if school else "",
        contact=details.contact,
        teacher=details.teacher,
        years=head_counts(db, session_id),
        speakers=speakers_of(db, session_id),
        benchmarks=details.benchmarks,
        school_says=details.school_says,
        pupils_did=details.pupils_did,
    )


def programme_paper(db: Session, session_id: str) -> ProgrammePaper | None:
    """The programme of an event, or None for what is none."""
    card = session_card(db, session_id)
    if card is None or not isinstance(card.details, Event):
        return None
    row, zone = card.row, hub_zone(db)
    return ProgrammePaper(
        hub=hub_on_paper(db),
        title=row.title,
        on=row.held_on,
        starts=row.starts_at.astimezone(zone),
        ends=row.ends_at.astimezone(zone),
        where=", ".join(part for part in (row.room, row.venue) if part),
        parts=card.details.programme,
    )


def session_titles(db: Session, ids: list[str]) -> dict[str, str]:
    """The titles of sessions that are here, by id."""
    rows = db.execute(
        select(LearningSession.id, LearningSession.title).where(
            LearningSession.id.in_(ids), LearningSession.deleted == 0
        )
    )
    return dict(rows.all())
