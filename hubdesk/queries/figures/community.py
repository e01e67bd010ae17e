"""What volunteers gave, what was asked at the desk, what people told, and who was consulted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import aliased

from hubdesk.models import (
    CAME,
    NOT_TOLD,
    AccountRole,
    Attendance,
    Consultation,
    Enquiry,
    LearningSession,
    SessionFund,
    SessionHelper,
    Shift,
    StaffRole,
    Story,
    TutorComment,
)
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Chosen, Source
from hubdesk.queries.figures.teaching import OF_SESSIONS, of_sessions, session_minutes

NOTHING = frozenset[str]()


def shifts(scope: Scope) -> Chosen:
    """The shifts of volunteers that began in the days, with the minutes they said at the end."""
    return select(
        Shift.id.label("id"),
        Shift.account_id.label("account_id"),
        Shift.began_at.label("at"),
        case((Shift.minutes != NOT_TOLD, Shift.minutes), else_=0).label("minutes"),
        literal(100).label("share"),
        _is_first(scope).label("is_new"),
    ).where(
        Shift.began_at >= scope.from_at,
        Shift.began_at < scope.to_at,
        Shift.deleted == 0,
        Shift.account_id.in_(_volunteers()),
    )


def volunteers_at_sessions(scope: Scope) -> Chosen:
    """Each volunteer at each session of the days: who helped, and who led it as a volunteer.

    One who teaches or manages as well may be paid for leading, so that is not told as volunteered.
    """
    paid = select(AccountRole.account_id).where(
        AccountRole.role.in_((StaffRole.TUTOR, StaffRole.MANAGER)), AccountRole.deleted == 0
    )
    led = select(LearningSession.id, LearningSession.tutor_id.label("account_id")).where(
        LearningSession.held_on.between(scope.first_on, scope.last_on),
        LearningSession.tutor_id.in_(_volunteers()),
        LearningSession.tutor_id.not_in(paid),
    )
    # who helped is found by the sessions of the days, not among all they ever helped at
    helped = (
        select(LearningSession.id, SessionHelper.account_id)
        .join(SessionHelper, SessionHelper.session_id == LearningSession.id)
        .where(
            LearningSession.held_on.between(scope.first_on, scope.last_on),
            func.coalesce(SessionHelper.account_id, "").in_(_volunteers()),
            SessionHelper.deleted == 0,
        )
    )
    pairs = led.union(helped).subquery("was_there")
    query = of_sessions(
        scope,
        (LearningSession.id + ":" + pairs.c.account_id).label("id"),
        pairs.c.account_id,
        LearningSession.id.label("session_id"),
        LearningSession.kind.label("kind"),
        LearningSession.held_on.label("on_day"),
        session_minutes().label("minutes"),
    )
    return query.join(pairs, pairs.c.id == LearningSession.id)


def enquiries(scope: Scope) -> Chosen:
    """Questions at the desk, of whom nobody asked a name."""
    return select(
        Enquiry.id.label("id"),
        Enquiry.about.label("about"),
        Enquiry.asked_on.label("on_day"),
    ).where(Enquiry.asked_on.between(scope.first_on, scope.last_on), Enquiry.deleted == 0)


def stories(scope: Scope) -> Chosen:
    """Stories of the days that those who told them let the hub tell on.

    Of a fund or a kind of session: of those who came to one of its sessions by then. Where
    somebody lives and how old they are is nothing that a story with their name may say of them.
    """
    query: Chosen = select(
        Story.id.label("id"), Story.person_id.label("person_id"), Story.told_on.label("on_day")
    ).where(
        Story.told_on.between(scope.first_on, scope.last_on),
        Story.agreed_on.is_not(None),
        Story.taken_back_on.is_(None),
        Story.text != "",
        Story.deleted == 0,
    )
    if scope.cut.by & OF_SESSIONS:
        came = select(Attendance.person_id).where(
            Attendance.session_id.in_(
                _of_sessions(scope).where(LearningSession.held_on <= scope.last_on)
            ),
            Attendance.mark.in_(CAME),
            Attendance.deleted == 0,
        )
        query = query.where(Story.person_id.in_(came))
    return query


def comments(scope: Scope) -> Chosen:
    """What tutors said of the days. Of a fund or a kind: of one of its sessions alone."""
    query: Chosen = select(
        TutorComment.id.label("id"),
        TutorComment.session_id.label("session_id"),
        TutorComment.about_on.label("on_day"),
    ).where(TutorComment.about_on.between(scope.first_on, scope.last_on), TutorComment.deleted == 0)
    if scope.cut.by & OF_SESSIONS:
        query = query.where(TutorComment.session_id.in_(_of_sessions(scope)))
    return query


def consultations(scope: Scope) -> Chosen:
    """Who was asked in the days about what the hub does."""
    return select(
        Consultation.id.label("id"),
        Consultation.who.label("consulted"),
        Consultation.how_many.label("how_many"),
        case((Consultation.changed != "", 1), else_=0).label("has_changed"),
        Consultation.held_on.label("on_day"),
    ).where(Consultation.held_on.between(scope.first_on, scope.last_on), Consultation.deleted == 0)


def _of_sessions(scope: Scope) -> Select[str]:
    """The sessions of any day that a fund paid for, or of some kinds."""
    query = select(LearningSession.id).where(
        LearningSession.is_cancelled == 0, LearningSession.deleted == 0
    )
    if scope.cut.kinds:
        query = query.where(LearningSession.kind.in_(scope.cut.kinds))
    if scope.cut.fund_id:
        query = query.join(SessionFund, SessionFund.session_id == LearningSession.id).where(
            SessionFund.fund_id == scope.cut.fund_id,
            SessionFund.share > 0,
            SessionFund.deleted == 0,
        )
    return query


def _volunteers() -> Select[str]:
    return select(AccountRole.account_id).where(
        AccountRole.role == StaffRole.VOLUNTEER, AccountRole.deleted == 0
    )


def _is_first(scope: Scope) -> ColumnElement[int]:
    """Whether they had no shift before the days."""
    earlier = aliased(Shift)
    before = exists(
        select(earlier.id).where(
            earlier.account_id == Shift.account_id,
            earlier.began_at < scope.from_at,
            earlier.deleted == 0,
        )
    )
    return case((before, 0), else_=1)


SOURCES = (
    Source("shifts", shifts, NOTHING),
    Source("volunteers at sessions", volunteers_at_sessions, OF_SESSIONS),
    Source("enquiries", enquiries, NOTHING),
    Source("stories", stories, OF_SESSIONS),
    Source("comments", comments, OF_SESSIONS),
    Source("consultations", consultations, NOTHING),
)
