"""Sessions, who came to them by name, and who was only counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, cast, func, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.types import Integer, String

from hubdesk.models import (
    CAME,
    NOT_TOLD,
    Attendance,
    HeadCount,
    LearningSession,
    Organisation,
    Person,
    SessionFund,
    SessionKind,
    SessionOrganisation,
)
from hubdesk.queries.figures.scope import Scope, person_conditions
from hubdesk.queries.figures.sources import Chosen, LookedUp, Source

OF_SESSIONS = frozenset(("fund", "kind"))
OF_VISITS = frozenset(("fund", "kind", "area", "age"))


def sessions(scope: Scope) -> Chosen:
    """Sessions of the days that were not cancelled, with how long each was."""
    return of_sessions(
        scope,
        LearningSession.id.label("id"),
        LearningSession.kind.label("kind"),
        LearningSession.held_on.label("on_day"),
        LearningSession.is_finished.label("is_finished"),
        session_minutes().label("minutes"),
    )


def visits(scope: Scope) -> Chosen:
    """Everybody who came to a session or dropped in, each time they did."""
    query = of_sessions(
        scope,
        Attendance.id.label("id"),
        Attendance.person_id.label("person_id"),
        LearningSession.id.label("session_id"),
        LearningSession.kind.label("kind"),
        LearningSession.held_on.label("on_day"),
        Attendance.about.label("about"),
        _minutes_with_them().label("minutes"),
    )
    # who came lies in an index of its own: never read by the index of people, which took 20 s
    query = query.join(Attendance, Attendance.session_id == LearningSession.id).where(
        Attendance.mark.in_(CAME), Attendance.deleted == 0
    )
    if conditions := person_conditions(scope):
        query = query.join(Person, Person.id == Attendance.person_id).where(*conditions)
    return query


def drop_ins(scope: Scope) -> Chosen:
    """The visits to drop-ins alone, with what each was about."""
    return visits(scope).where(LearningSession.kind == SessionKind.DROP_IN)


def organisations(scope: Scope) -> Chosen:
    """Schools, partners and employers that took part in a session, each time they did."""
    query = of_sessions(
        scope,
        SessionOrganisation.id.label("id"),
        LearningSession.id.label("session_id"),
        LearningSession.kind.label("kind"),
        LearningSession.held_on.label("on_day"),
        Organisation.id.label("organisation_id"),
        Organisation.sort.label("sort"),
    )
    return (
        query.join(SessionOrganisation, SessionOrganisation.session_id == LearningSession.id)
        .join(Organisation, Organisation.id == SessionOrganisation.organisation_id)
        .where(SessionOrganisation.deleted == 0)
    )


def heads(scope: Scope) -> Chosen:
    """What was counted at sessions without a name, by year group."""
    query = of_sessions(
        scope,
        HeadCount.id.label("id"),
        LearningSession.id.label("session_id"),
        LearningSession.kind.label("kind"),
        LearningSession.held_on.label("on_day"),
        HeadCount.year_group.label("year_group"),
        HeadCount.came.label("heads"),
        _or_none(HeadCount.girls).label("girls"),
        _or_none(HeadCount.boys).label("boys"),
        _or_none(HeadCount.pupil_premium).label("pupil_premium"),
        _or_none(HeadCount.send).label("send"),
    )
    return query.join(HeadCount, HeadCount.session_id == LearningSession.id).where(
        HeadCount.came != NOT_TOLD, HeadCount.deleted == 0
    )


class _Weeks(Mapping[str, str]):
    """By day, the Monday of its week. Every day has one, so it is not written down."""

    def __getitem__(self, day: str) -> str:
        on = date.fromisoformat(day)
        return (on - timedelta(days=on.weekday())).isoformat()

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _weeks(_db: Session) -> Mapping[str, str]:
    return _Weeks()


def _of_a_register(scope: Scope) -> Sequence[Any]:
    """Who came to one session in one way, in the order of the index that has them."""
    register = LearningSession.id, Attendance.mark, Attendance.minutes
    return (*register, SessionFund.id) if scope.cut.fund_id else register


WEEK = {"week": LookedUp("on_day", _weeks)}

SOURCES = (
    Source("sessions", sessions, OF_SESSIONS),
    Source("visits", visits, OF_VISITS, WEEK, together=_of_a_register),
    Source("visits by day", visits, OF_VISITS, WEEK, counted_with="visits"),
    Source("drop-ins", drop_ins, OF_VISITS),
    Source("heads", heads, OF_SESSIONS),
    Source("organisations", organisations, OF_SESSIONS),
)


def session_minutes() -> ColumnElement[int]:
    """How long a session was, its break left out."""
    return (
        _minute_of_day(LearningSession.ends_at)
        - _minute_of_day(LearningSession.starts_at)
        # in UTC a session of summer evenings may end on the next day
        + case(
            (func.substr(_text(LearningSession.ends_at), 1, 10)
             > func.substr(_text(LearningSession.starts_at), 1, 10), 24 * 60),
            else_=0,
        )
        - LearningSession.break_minutes
    )  # fmt: skip


def _minutes_with_them() -> ColumnElement[int]:
    """What was written down; else the session's length, and at a drop-in nothing."""
    return case(
        (Attendance.minutes != NOT_TOLD, Attendance.minutes),
        (LearningSession.kind == SessionKind.DROP_IN, 0),
        else_=session_minutes(),
    )


def of_sessions(scope: Scope, *columns: ColumnElement[Any]) -> Chosen:
    """Sessions of the days, with the share of the fund that is asked for."""
    share: Any = SessionFund.share if scope.cut.fund_id else literal(100)
    query = (
        select(*columns, share.label("share"))
        .select_from(LearningSession)
        .where(
            LearningSession.held_on.between(scope.first_on, scope.last_on),
            LearningSession.is_cancelled == 0,
            LearningSession.deleted == 0,
        )
    )
    if scope.cut.kinds:
        query = query.where(LearningSession.kind.in_(scope.cut.kinds))
    if scope.cut.fund_id:
        query = query.join(SessionFund, SessionFund.session_id == LearningSession.id).where(
            SessionFund.fund_id == scope.cut.fund_id,
            SessionFund.deleted == 0,
            SessionFund.share > 0,
        )
    return query


def _text(moment: Any) -> ColumnElement[str]:
    return cast(moment, String)


def _minute_of_day(moment: Any) -> ColumnElement[int]:
    """Out of 2026-11-24T10:42:00.000Z: the same on every database, and never rounded."""
    text = _text(moment)
    hours = cast(func.substr(text, 12, 2), Integer)
    return hours * 60 + cast(func.substr(text, 15, 2), Integer)


def _or_none(number: Any) -> ColumnElement[int]:
    return case((number == NOT_TOLD, 0), else_=number)
