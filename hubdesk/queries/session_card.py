"""One session with all that is said about it: helpers, funds, organisations, its series."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from hubdesk.models import (
    Account,
    Fund,
    LearningSession,
    Organisation,
    Part,
    Person,
    SessionFund,
    SessionHelper,
    SessionOrganisation,
)
from hubdesk.models.session_details import Details, read_details
from hubdesk.queries.class_grid import covered_skills
from hubdesk.queries.sessions import SessionRow, session_row


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: of the staff, or a person."""

    account_id: str
    person_id: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Share:
    """A fund and its share of a session, in per cent."""

    fund_id: str
    name: str
    share: int


@dataclass(frozen=True, slots=True)
class Taking:
    """An organisation that takes part."""

    id: str
    name: str
    urn: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session with all that is said about it."""

    row: SessionRow
    note: str
    break_minutes: int
    needs_check: bool
    helpers: tuple[Helper, ...]
    funds: tuple[Share, ...]
    organisations: tuple[Taking, ...]
    details: Details | None
    in_series: int  # how many sessions the series has, 0 for none
    place_in_series: int
    covered: tuple[str, ...] = ()  # the skills it was about, in words


def session_card(db: Session, session_id: str) -> SessionCard | None:
    """One session, or None if it is not here."""
    row = session_row(db, session_id)
    if row is None:
        return None
    said = db.get_one(LearningSession, session_id)
    many, at = _in_series(db, row)
    return SessionCard(
        row=row,
        note=said.note,
        break_minutes=said.break_minutes,
        needs_check=bool(said.needs_check),
        helpers=helpers_of(db, session_id),
        funds=tuple(
            Share(*one)
            for one in db.execute(
                select(Fund.id, Fund.name, SessionFund.share)
                .join(SessionFund, SessionFund.fund_id == Fund.id)
                .where(SessionFund.session_id == session_id, SessionFund.deleted == 0)
                .order_by(Fund.name, Fund.id)
            )
        ),
        organisations=tuple(
            Taking(*one)
            for one in db.execute(
                select(Organisation.id, Organisation.name, Organisation.urn)
                .join(SessionOrganisation, SessionOrganisation.organisation_id == Organisation.id)
                .where(
                    SessionOrganisation.session_id == session_id, SessionOrganisation.deleted == 0
                )
                .order_by(Organisation.name, Organisation.id)
            )
        ),
        details=read_details(row.kind, said.details),
        in_series=many,
        place_in_series=at,
        covered=tuple(words for _, words in covered_skills(db, session_id)),
    )


def helpers_of(db: Session, session_id: str) -> tuple[Helper, ...]:
    """Who helps at a session."""
    query = (
        select(
            SessionHelper.account_id,
            SessionHelper.person_id,
            Account.name,
            Person.display_name,
            SessionHelper.part,
        )
        .outerjoin(Account, Account.id == SessionHelper.account_id)
        .outerjoin(Person, Person.id == SessionHelper.person_id)
        .where(SessionHelper.session_id == session_id, SessionHelper.deleted == 0)
        .order_by(SessionHelper.id)
    )
    return tuple(
        Helper(account_id or "", person_id or "", staff or name or "", part or Part.HELPER)
        for account_id, person_id, staff, name, part in db.execute(query)
    )


def _in_series(db: Session, row: SessionRow) -> tuple[int, int]:
    if not row.series_id:
        return 0, 0
    held = and_(LearningSession.series_id == row.series_id, LearningSession.deleted == 0)
    held = and_(held, LearningSession.is_cancelled == 0)
    many = db.scalar(select(func.count(LearningSession.id)).where(held)) or 0
    upto = LearningSession.held_on <= row.held_on
    at = db.scalar(select(func.count(LearningSession.id)).where(held, upto)) or 0
    return many, at


def later_in_series(db: Session, session_id: str) -> list[str]:
    """The ids of a session and of those after it in its series that are neither held nor off."""
    session = db.get_one(LearningSession, session_id)
    if not session.series_id:
        return [session_id]
    query = select(LearningSession.id).where(
        LearningSession.series_id == session.series_id,
        LearningSession.held_on >= session.held_on,
        LearningSession.deleted == 0,
        LearningSession.is_cancelled == 0,
        LearningSession.is_finished == 0,
    )
    return list(db.scalars(query.order_by(LearningSession.held_on, LearningSession.id)))


def known_rooms(db: Session, *, limit: int = 12) -> list[str]:
    """The rooms sessions were in, the most used first: to choose from, not a list to keep."""
    rows = db.execute(
        select(LearningSession.room)
        .where(LearningSession.room != "", LearningSession.deleted == 0)
        .group_by(LearningSession.room)
        .order_by(func.count(LearningSession.id).desc(), LearningSession.room)
        .limit(limit)
    )
    return list(rows.scalars())
