"""What volunteers gave, what was asked at the desk, what people told, and who was consulted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, exists, literal, select
from sqlalchemy.orm import aliased

from hubdesk.models import (
    NOT_TOLD,
    AccountRole,
    Consultation,
    Enquiry,
    Shift,
    StaffRole,
    Story,
    TutorComment,
)
from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Chosen, Source

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
        exists(
            select(AccountRole.id).where(
                AccountRole.account_id == Shift.account_id,
                AccountRole.role == StaffRole.VOLUNTEER,
                AccountRole.deleted == 0,
            )
        ),
    )


def enquiries(scope: Scope) -> Chosen:
    """Questions at the desk, of whom nobody asked a name."""
    return select(
        Enquiry.id.label("id"),
        Enquiry.about.label("about"),
        Enquiry.asked_on.label("on_day"),
    ).where(Enquiry.asked_on.between(scope.first_on, scope.last_on), Enquiry.deleted == 0)


def stories(scope: Scope) -> Chosen:
    """Stories of the days that those who told them let the hub tell on."""
    return select(
        Story.id.label("id"), Story.person_id.label("person_id"), Story.told_on.label("on_day")
    ).where(
        Story.told_on.between(scope.first_on, scope.last_on),
        Story.agreed_on.is_not(None),
        Story.taken_back_on.is_(None),
        Story.text != "",
        Story.deleted == 0,
    )


def comments(scope: Scope) -> Chosen:
    """What tutors said of the days."""
    return select(
        TutorComment.id.label("id"),
        TutorComment.session_id.label("session_id"),
        TutorComment.about_on.label("on_day"),
    ).where(TutorComment.about_on.between(scope.first_on, scope.last_on), TutorComment.deleted == 0)


def consultations(scope: Scope) -> Chosen:
    """Who was asked in the days about what the hub does."""
    return select(
        Consultation.id.label("id"),
        Consultation.who.label("consulted"),
        Consultation.how_many.label("how_many"),
        case((Consultation.changed != "", 1), else_=0).label("has_changed"),
        Consultation.held_on.label("on_day"),
    ).where(Consultation.held_on.between(scope.first_on, scope.last_on), Consultation.deleted == 0)


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
    Source("enquiries", enquiries, NOTHING),
    Source("stories", stories, NOTHING),
    Source("comments", comments, NOTHING),
    Source("consultations", consultations, NOTHING),
)
