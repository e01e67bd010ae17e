"""The register of one session: who has a place or came, what helps them, how they are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    CAME,
    NOT_TOLD,
    Attendance,
    Consent,
    EmergencyContact,
    Enrolment,
    HeadCount,
    LearningSession,
    Loan,
    LoanState,
    Mark,
    Need,
    Person,
    Place,
    Purpose,
    SupportNeed,
)
from hubdesk.models.session_details import YEAR_GROUPS
from hubdesk.queries.restrictions import restricted_ids
from hubdesk.queries.sessions import NEVER_FINISHED, SessionRow, places_of, session_row


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person on a register. `photos` is None where nobody asked about them."""

    person_id: str
    name: str
    known_as: str
    mark: str = Mark.NONE
    minutes: int = NOT_TOLD
    late_minutes: int = 0
    why: str = ""
    note: str = ""
    came_at: datetime | None = None
    has_place: bool = True
    is_first: bool = False
    needs: tuple[str, ...] = ()
    language: str = ""  # of the interpreter they asked for
    overdue: int = 0
    photos: bool | None = None
    is_unused: bool = False  # the record is kept and not used

    @property
    def id(self) -> str:
        return self.person_id

    @property
    def came(self) -> bool:
        return self.mark in CAME


@dataclass(frozen=True, slots=True)
class Register:
    """A session with everybody on its register, and who waits for a place, in their order."""

    session: SessionRow
    rows: tuple[RegisterRow, ...]
    waiting: tuple[Waiting, ...]
    note: str = ""  # of the session as a whole
    with_needs: bool = True  # and with what is noted about each

    def count(self, *marks: str) -> int:
        """How many are marked so."""
        return sum(row.mark in marks for row in self.rows)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the waiting list."""

    enrolment_id: str
    person_id: str
    name: str


def register(
    db: Session, session_id: str, today: date, *, with_needs: bool = True
) -> Register | None:
    """The register, or None if the session is not here.

    Needs, notes and reasons are left out for whoever may not "see needs".
    Who has a place stands by name, who walked in below them in the order they came: a row never
    moves while one marks.
    """
    session = session_row(db, session_id)
    if session is None:
        return None
    with_place = {p for _, p, place in places_of(db, [session]) if place == Place.BOOKED}
    marks = _marks(db, session_id)
    ids = sorted({*with_place, *marks})
    people = db.execute(
        select(
            Person.id,
            Person.display_name,
            Person.known_as,
            Person.sort_name,
            Person.language,
            Person.wants_interpreter,
        ).where(Person.id.in_(ids))
    ).all()
    extra = _Extra(db, people, session, today)
    order = sorted(people, key=lambda p: _order(p, with_place, marks))
    rows = tuple(_row(person, with_place, marks.get(person.id), extra) for person in order)
    if not with_needs:
        rows = tuple(replace(row, needs=(), language="", **_UNSAID) for row in rows)
    note = db.scalar(select(LearningSession.note).where(LearningSession.id == session_id))
    return Register(session, rows, waiting_list(db, session_id), note or "", with_needs)


def marked_again(db: Session, before: Register) -> Register | None:
    """The same people with their marks as they are now; None where others are on it since.

    For a register that is marked key by key: neither the session, nor its places, nor what helps
    each of thirty people changes with a mark, and to read it again took most of the time of one.
    """
    if before.session.kind in NEVER_FINISHED:
        return None  # a drop-in: somebody comes more than once, and is counted otherwise
    marks = _marks(db, before.session.id)
    if not marks.keys() <= {row.person_id for row in before.rows}:
        return None
    if any(not row.has_place and row.person_id not in marks for row in before.rows):
        return None
    unsaid = {} if before.with_needs else _UNSAID
    rows = tuple(replace(row, **_said(marks.get(row.person_id)) | unsaid) for row in before.rows)
    session = replace(
        before.session,
        here=sum(row.came for row in rows),
        marked=sum(bool(row.mark) for row in rows),
        unmarked=sum(not row.mark for row in rows),
    )
    return replace(before, session=session, rows=rows)


def _marks(db: Session, session_id: str) -> dict[str, Attendance]:
    rows = db.scalars(
        select(Attendance).where(
            Attendance.session_id == session_id, Attendance.nth == 1, Attendance.deleted == 0
        )
    )
    return {row.person_id: row for row in rows}


_UNSAID: Final[dict[str, Any]] = {"note": "", "why": ""}


def _said(marked: Attendance | None) -> dict[str, Any]:
    """What a register says of somebody's coming."""
    return {
        "mark": marked.mark if marked else Mark.NONE,
        "minutes": marked.minutes if marked else NOT_TOLD,
        "late_minutes": marked.late_minutes if marked else 0,
        "why": marked.why if marked else "",
        "note": marked.note if marked else "",
        "came_at": marked.came_at if marked else None,
    }


def _order(person: Any, with_place: set[str], marks: dict[str, Attendance]) -> tuple[Any, ...]:
    if person.id in with_place:
        return (0, "", person.sort_name, person.id)
    came_at = marks[person.id].came_at
    return (1, came_at.isoformat() if came_at else "", person.sort_name, person.id)


class _Extra:
    """What helps each person and what is open about them: one question each for all of them."""

    def __init__(
        self, db: Session, people: Sequence[Any], session: SessionRow, today: date
    ) -> None:
        ids = [person.id for person in people]
        self.needs: dict[str, list[str]] = {}
        for person_id, need in db.execute(
            select(SupportNeed.person_id, SupportNeed.need)
            .where(SupportNeed.person_id.in_(ids), SupportNeed.deleted == 0)
            .order_by(SupportNeed.id)
        ):
            self.needs.setdefault(person_id, []).append(need)
        late = select(Loan.borrower_id, func.count(Loan.id)).where(
            Loan.borrower_id.in_(ids), Loan.state == LoanState.OUT, Loan.due_on < today
        )
        for person in people:
            there = self.needs.setdefault(person.id, [])
            if person.wants_interpreter and Need.INTERPRETER not in there:
                there.insert(0, Need.INTERPRETER)
        self.overdue: dict[str, int] = dict(db.execute(late.group_by(Loan.borrower_id)).all())
        self.photos: dict[str, bool] = {}
        said = select(Consent.person_id, Consent.is_given).where(
            Consent.person_id.in_(ids), Consent.purpose == Purpose.PHOTOS, Consent.deleted == 0
        )
        for person_id, is_given in db.execute(said.order_by(Consent.given_on, Consent.id)):
            self.photos[person_id] = bool(is_given)  # the newest stands
        self.unused = restricted_ids(db)
        self.seen = _seen_before(db, ids, session)


def _seen_before(db: Session, ids: Sequence[str], session: SessionRow) -> set[str]:
    """Those who came to a session before this one."""
    came = exists().where(
        Attendance.person_id == Person.id,
        Attendance.mark.in_(CAME),
        Attendance.deleted == 0,
        Attendance.session_id == LearningSession.id,
        LearningSession.starts_at < session.starts_at,
    )
    return set(db.scalars(select(Person.id).where(Person.id.in_(ids), came)))


def _row(
    person: Any, with_place: set[str], marked: Attendance | None, extra: _Extra
) -> RegisterRow:
    return RegisterRow(
        person_id=person.id,
        name=person.display_name,
        known_as=person.known_as,
        has_place=person.id in with_place,
        is_first=person.id not in extra.seen,
        needs=tuple(extra.needs[person.id]),
        language=person.language if Need.INTERPRETER in extra.needs[person.id] else "",
        overdue=extra.overdue.get(person.id, 0),
        photos=extra.photos.get(person.id),
        is_unused=person.id in extra.unused,
        **_said(marked),
    )


def waiting_list(db: Session, session_id: str) -> tuple[Waiting, ...]:
    """Who waits for a place at a session or in its series, the one who asked first on top."""
    series_id = db.scalar(select(LearningSession.series_id).where(LearningSession.id == session_id))
    mine = Enrolment.session_id == session_id
    if series_id:
        mine = mine | (Enrolment.series_id == series_id)
    rows = db.execute(
        select(Enrolment.id, Person.id, Person.display_name)
        .join(Person, Person.id == Enrolment.person_id)
        .where(mine, Enrolment.place == Place.WAITING, Enrolment.deleted == 0)
        .order_by(Enrolment.asked_at, Enrolment.id)
    )
    return tuple(Waiting(*row) for row in rows)


def place_held(db: Session, session: SessionRow, person_id: str) -> str:
    """The id of the place somebody has at a session or in its series; empty without one."""
    mine = Enrolment.session_id == session.id
    if session.series_id:
        mine = mine | (Enrolment.series_id == session.series_id)
    query = select(Enrolment.id).where(
        mine,
        Enrolment.person_id == person_id,
        Enrolment.place == Place.BOOKED,
        Enrolment.deleted == 0,
    )
    # one for this day alone goes before the one in the whole series
    return db.scalar(query.order_by(Enrolment.session_id.is_(None)).limit(1)) or ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Whom to ring about somebody."""

    name: str
    relation: str
    phone: str


def emergency_contacts(db: Session, person_id: str) -> tuple[ContactRow, ...]:
    """Whom to ring if something happens to somebody. A parent or carer counts as one."""
    own = own_contact(db, person_id)
    found = [own] if own else []
    carer = db.execute(
        select(Person.guardian_name, Person.guardian_phone).where(Person.id == person_id)
    ).one_or_none()
    if carer and (carer[0] or carer[1]):
        found.append(ContactRow(carer[0], "parent or carer", carer[1]))
    return tuple(found)


def own_contact(db: Session, person_id: str) -> ContactRow | None:
    """Whom somebody named to be rung."""
    row = db.execute(
        select(EmergencyContact.name, EmergencyContact.relation, EmergencyContact.phone)
        .where(EmergencyContact.person_id == person_id, EmergencyContact.deleted == 0)
        .order_by(EmergencyContact.id.desc())
        .limit(1)
    ).one_or_none()
    return ContactRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class HeadRow:
    """How many of one year group were planned and came; NOT_TOLD where nobody said."""

    year_group: str
    planned: int
    came: int
    girls: int = NOT_TOLD
    boys: int = NOT_TOLD
    pupil_premium: int = NOT_TOLD
    send: int = NOT_TOLD


def head_counts(db: Session, session_id: str) -> tuple[HeadRow, ...]:
    """The head-counts of a session, in the order of the year groups."""
    rows = db.execute(
        select(
            HeadCount.year_group,
            HeadCount.planned,
            HeadCount.came,
            HeadCount.girls,
            HeadCount.boys,
            HeadCount.pupil_premium,
            HeadCount.send,
        ).where(HeadCount.session_id == session_id, HeadCount.deleted == 0)
    )
    place = {group: at for at, group in enumerate(("", *YEAR_GROUPS))}
    found = [HeadRow(*row) for row in rows]
    return tuple(sorted(found, key=lambda row: place.get(row.year_group, len(place))))
