"""Skills: lists of them in versions, what people can do by whose word, goals and what came of it.

A list, its areas, statements and scale are data with a version. A newer version stands beside
the older one, and what was judged under one version stays under it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import (
    STAYS,
    Base,
    Deletable,
    a_day,
    flag,
    moment,
    number,
    reference,
    where_told,
    words,
)


class Framework(Deletable, Base):
    """A list of skills in one version. The id is the pair of key and version.

    `missing` says what is not in it, in words; a list that lacks something shows no "x of 20".
    Neither does one whose words nobody compared with the source: `is_proof_read` is no then.
    Of the versions of one key the hub works with the one that `is_offered`.
    """

    __tablename__ = "framework"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    key: Mapped[str] = words()
    version: Mapped[str] = words()
    title: Mapped[str] = words()
    source: Mapped[str] = words()
    source_url: Mapped[str] = words()
    licence: Mapped[str] = words()
    retrieved_on: Mapped[date | None]
    missing: Mapped[str] = words()
    is_proof_read: Mapped[bool] = flag()
    is_own: Mapped[bool] = flag()  # the hub adds to it
    is_offered: Mapped[bool] = flag(1)
    place: Mapped[int] = number()


class SkillArea(Deletable, Base):
    """Skills of one list that belong together, and that one certificate can be about."""

    __tablename__ = "skill_area"
    __table_args__ = (
        Index("ix_skill_area_framework_id_place_id", "framework_id", "place", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    framework_id: Mapped[str] = reference("framework.id")
    code: Mapped[str] = words()
    title: Mapped[str] = words()
    place: Mapped[int] = number()
    is_whole: Mapped[bool] = flag(1)  # every statement of the source is in it


class ScaleStep(Deletable, Base):
    """One step of the scale of a list: not yet, with help, alone. `place` 0 is where all begin."""

    __tablename__ = "scale_step"
    __table_args__ = (
        Index("ix_scale_step_framework_id_place_id", "framework_id", "place", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    framework_id: Mapped[str] = reference("framework.id")
    place: Mapped[int] = number()
    title: Mapped[str] = words()
    said: Mapped[str] = words()  # as somebody says it of themselves: I need help with this
    with_help: Mapped[bool] = flag()
    is_achieved: Mapped[bool] = flag()


class Statement(Deletable, Base):
    """One thing somebody can do. `context` is life or work where the source tells them apart."""

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_area_id_place_id", "area_id", "place", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    area_id: Mapped[str] = reference("skill_area.id")
    code: Mapped[str] = words()
    text: Mapped[str] = words()
    context: Mapped[str] = words()
    place: Mapped[int] = number()
    is_put_away: Mapped[bool] = flag()


class SessionStatement(Deletable, Base):
    """A skill that a session covered. The id is the pair."""

    __tablename__ = "session_statement"
    __table_args__ = (
        Index("ix_session_statement_session_id_id", "session_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    session_id: Mapped[str] = reference("learning_session.id")
    statement_id: Mapped[str] = reference("statement.id")


class Seen(StrEnum):
    """How somebody came to know what a person can do."""

    OBSERVED = "seen"
    SELF = "said themselves"
    EVIDENCE = "shown in work"
    SESSION = "covered in a session"


# Whose word signs a skill off: of somebody else who saw it. It outranks what people say of
# themselves, and what follows from having been at a session.
SIGNS_OFF: Final = (Seen.OBSERVED, Seen.EVIDENCE)


class Judgement(Deletable, Base):
    """What somebody could do on one day, by whose word. Only ever added: of those that sign off
    the newest holds, else the newest of the others.

    `judged_on` is the day it was seen, `judged_at` when that was written down.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        Index("ix_judgement_person_id_judged_on_id", "person_id", "judged_on", "id"),
        Index("ix_judgement_statement_id_id", "statement_id", "id"),
        where_told("ix_judgement_session_id_id", "session_id", "id"),
        # Who was seen to be able to do what, in some days: counted out of this alone.
        Index(
            "ix_judgement_judged_on_deleted_method_step_id_statement_id",  # and of whom
            *("judged_on", "deleted", "method", "step_id", "statement_id", "person_id"),
        ),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    statement_id: Mapped[str] = reference("statement.id", info=STAYS)
    step_id: Mapped[str] = reference("scale_step.id", info=STAYS)
    judged_on: Mapped[date] = a_day(info=STAYS)
    judged_at: Mapped[datetime] = moment(info=STAYS)
    method: Mapped[str] = words(info=STAYS)  # a Seen
    with_help: Mapped[bool] = flag(info=STAYS)
    account_id: Mapped[str | None] = reference("account.id", nullable=True, info=STAYS)
    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True, info=STAYS)
    note: Mapped[str] = words()


class Goal(Deletable, Base):
    """What somebody wants to be able to do, in their own words."""

    __tablename__ = "goal"
    __table_args__ = (
        Index("ix_goal_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    text: Mapped[str] = words()
    set_on: Mapped[date] = a_day(info=STAYS)
    reached_on: Mapped[date | None] = mapped_column(info=STAYS)


class Outcome(StrEnum):
    """What somebody does after learning: the codes of the Individualised Learner Record."""

    PAID_16 = "EMP1"
    PAID_UNDER_16 = "EMP2"
    SELF_16 = "EMP4"
    SELF_UNDER_16 = "EMP5"
    LOOKING = "NPE1"
    NOT_LOOKING = "NPE2"
    APPRENTICE = "EDU2"
    INTERNSHIP = "EDU3"
    FULL_TIME = "EDU4"
    PART_TIME = "EDU5"
    HIGHER = "EDU6"
    VOLUNTARY = "VOL1"
    GAP_YEAR = "GAP1"
    OTHER = "OTH1"
    NOT_REACHED = "OTH3"
    NOT_KNOWN = "OTH4"


# These say where nobody was found, and begin on no day.
NO_START: Final = (Outcome.NOT_REACHED, Outcome.NOT_KNOWN)


class ToldHow(StrEnum):
    """How the hub learned of it."""

    IN_PERSON = "told us here"
    PHONE = "by phone"
    TEXT = "by text"
    EMPLOYER = "from an employer"
    JOB_CENTRE = "from the job centre"


class Destination(Deletable, Base):
    """What came of learning, as it was told on one day. A later one does not change it."""

    __tablename__ = "destination"
    __table_args__ = (
        Index("ix_destination_person_id_told_on_id", "person_id", "told_on", "id"),
        Index("ix_destination_told_on_id", "told_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    outcome: Mapped[str] = words(info=STAYS)  # an Outcome
    starts_on: Mapped[date | None] = mapped_column(info=STAYS)
    told_on: Mapped[date] = a_day(info=STAYS)
    how: Mapped[str] = words(info=STAYS)  # a ToldHow
    evidence: Mapped[str] = words()


FOLLOW_UP_MONTHS: Final = (0, 3, 6)


class FollowUp(Deletable, Base):
    """A day on which to ask somebody how they got on. The id is of person, course and months.

    It is asked once a destination answers it.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_person_id_due_on_id", "person_id", "due_on", "id"),
        Index("ix_follow_up_is_done_due_on_id", "is_done", "due_on", "id"),
        {"info": {"subject": "person_id"}},
    )

    person_id: Mapped[str] = reference("person.id")
    series_id: Mapped[str | None] = reference("learning_series.id", nullable=True, info=STAYS)
    session_id: Mapped[str | None] = reference("learning_session.id", nullable=True, info=STAYS)
    ended_on: Mapped[date] = a_day(info=STAYS)
    months: Mapped[int] = number(info=STAYS)
    due_on: Mapped[date] = a_day(info=STAYS)
    is_done: Mapped[bool] = flag(info=STAYS)
    destination_id: Mapped[str | None] = reference("destination.id", nullable=True, info=STAYS)
