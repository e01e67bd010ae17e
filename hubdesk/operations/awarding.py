"""Awards: giving certificates to one or to many, printing them again, correcting, withdrawing.

The body keeps what was printed, word for word, so that a reprint is the original whatever
changed since: the look, the hub's name, the skills.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from hubdesk.errors.certificates import (
    AwardedAlready,
    AwardNotStanding,
    NobodyChosen,
    NothingCorrected,
    SkillsMissing,
    TooManySkills,
)
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.privacy import ReasonMissing
from hubdesk.ids import CodeKind
from hubdesk.models import (
    Award,
    AwardEvent,
    AwardEventKind,
    AwardSort,
    LearningSeries,
    LearningSession,
    Person,
)
from hubdesk.operations.codes import fresh_code
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.awards import AwardRow, Standing, award_row, award_rows, awards_for
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.hub import hub_facts
from hubdesk.typed import clean_line, clean_name

MOST_SKILLS: Final = 12  # more do not fit a sheet in a size that can be read
MOST_LETTERS: Final = 120  # of what it is for, and of each skill


@dataclass(frozen=True, slots=True)
class Given:
    """What is certified. For a course, `series_id`; for one session, `session_id`; or neither."""

    sort: str
    what: str
    awarded_on: date
    skills: tuple[str, ...] = ()
    tutor: str = ""
    level: str = ""
    session_id: str = ""
    series_id: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets it, with the name as they want it printed and what the register says of them."""

    person_id: str
    name: str
    came: int = 0
    held: int = 0
    minutes: int = 0
    first_on: date | None = None
    last_on: date | None = None


def award_certificates(
    db: Session,
    *,
    given: Given,
    recipients: Sequence[Recipient],
    now: datetime,
    is_printed: bool = False,
) -> list[Award]:
    """A certificate for each of them, all or none. `is_printed` says that they go to a printer.

    Refuses NobodyChosen, ChoiceUnknown, FieldMissing, NameMissing, TextTooLong, SkillsMissing,
    TooManySkills, HappenedInFuture, AwardedAlready, RecordRestricted and NotFound.
    """
    if not recipients:
        raise NobodyChosen
    given = _clean(db, given, now)
    look = current_look(db, given.sort)
    hub = hub_facts(db)
    awards = []
    for one in recipients:
        person = found(db, Person, one.person_id)
        check_usable(db, person)
        name = clean_name(one.name)
        _check_new(db, person, given)
        award = Award(
            person_id=person.id,
            template_id=look.id or None,
            session_id=given.session_id or None,
            series_id=given.series_id or None,
            sort=given.sort,
            name=name,
            what=given.what,
            awarded_on=given.awarded_on,
            awarded_at=now,
            code=fresh_code(db, CodeKind.CERTIFICATE).text,
            body=_json(_body(given, one, person, hub.name if hub else "", asdict(look.look))),
        )
        db.add(award)
        awards.append(award)
    db.flush()
    if is_printed:
        _note(db, awards, AwardEventKind.PRINTED, now)
    return awards


def correct_award(
    db: Session,
    *,
    award_id: str,
    name: str,
    what: str,
    awarded_on: date,
    now: datetime,
    is_printed: bool = False,
) -> Award:
    """A corrected certificate with a number of its own takes the place of one that holds.

    It looks as certificates look now. Refuses AwardNotStanding, NothingCorrected and what
    `award_certificates` refuses of these facts.
    """
    old, row = _standing(db, award_id)
    told = _clean(db, Given(old.sort, what, awarded_on, skills=("",)), now, is_correction=True)
    name = clean_name(name)
    if (name, told.what, told.awarded_on) == (old.name, old.what, old.awarded_on):
        raise NothingCorrected(row.printed)
    person = found(db, Person, old.person_id)
    _check_new(db, person, replace(told, session_id=row.session_id, series_id=row.series_id), row)
    look = current_look(db, old.sort)
    award = Award(
        person_id=old.person_id,
        template_id=look.id or None,
        replaces_id=old.id,
        session_id=old.session_id,
        series_id=old.series_id,
        sort=old.sort,
        name=name,
        what=told.what,
        awarded_on=told.awarded_on,
        awarded_at=now,
        code=fresh_code(db, CodeKind.CERTIFICATE).text,
        body=_json(
            {**json.loads(old.body), "look": asdict(look.look), "called": person.display_name}
        ),
    )
    db.add(award)
    db.flush()
    if is_printed:
        _note(db, [award], AwardEventKind.PRINTED, now)
    return award


def withdraw_award(db: Session, *, award_id: str, why: str, now: datetime) -> AwardEvent:
    """The certificate holds no more. Refuses AwardNotStanding, ReasonMissing, TextTooLong."""
    award, _ = _standing(db, award_id)
    reason = clean_line(why, "Why", 200)
    if not reason:
        raise ReasonMissing("why it is withdrawn")
    return _note(db, [award], AwardEventKind.WITHDRAWN, now, reason)[0]


def note_printed(db: Session, *, award_ids: Sequence[str], now: datetime) -> bool:
    """They go to a printer. Answers whether this is a reprint: each was printed before.

    Refuses NobodyChosen, NotFound and AwardNotStanding: what holds no more is not printed.
    """
    if not award_ids:
        raise NobodyChosen
    awards, rows = [], {row.id: row for row in award_rows(db, award_ids)}
    for id in award_ids:
        awards.append(found(db, Award, id))
        _check_holds(rows[id])
    _note(db, awards, AwardEventKind.PRINTED, now)
    return all(rows[id].times_printed for id in award_ids)


def _clean(db: Session, given: Given, now: datetime, *, is_correction: bool = False) -> Given:
    """What is certified, made fit to keep."""
    sort = one_of(AwardSort, given.sort, "Certificate")
    what = clean_line(given.what, "What it is for", MOST_LETTERS)
    if not what:
        raise FieldMissing("What it is for")
    if given.awarded_on > now.date():
        raise HappenedInFuture(given.awarded_on)
    skills = tuple(filter(None, (clean_line(s, "Skill", MOST_LETTERS) for s in given.skills)))
    if sort == AwardSort.ACHIEVEMENT and not skills and not is_correction:
        raise SkillsMissing
    if len(skills) > MOST_SKILLS:
        raise TooManySkills(MOST_SKILLS)
    if given.session_id:
        found(db, LearningSession, given.session_id)
    if given.series_id:
        found(db, LearningSeries, given.series_id)
    tutor = clean_line(given.tutor, "Tutor", 80)
    level = clean_line(given.level, "Level", 60)
    return replace(given, sort=sort, what=what, skills=skills, tutor=tutor, level=level)


def _check_new(db: Session, person: Person, given: Given, old: AwardRow | None = None) -> None:
    """Nobody has two certificates that hold for one thing. `old` is the one it replaces."""
    for row in awards_for(
        db,
        person.id,
        sort=given.sort,
        what=given.what,
        session_id=given.session_id,
        series_id=given.series_id,
    ):
        if old is None or row.id != old.id:
            raise AwardedAlready(person.known_as or person.display_name, row.printed)


def _standing(db: Session, award_id: str) -> tuple[Award, AwardRow]:
    award = found(db, Award, award_id)
    row = award_row(db, award.id)
    assert row is not None  # it was just found
    _check_holds(row)
    return award, row


def _check_holds(row: AwardRow) -> None:
    if not row.holds:
        raise AwardNotStanding(row.printed, row.standing is Standing.WITHDRAWN)


def _note(
    db: Session, awards: Sequence[Award], kind: AwardEventKind, now: datetime, why: str = ""
) -> list[AwardEvent]:
    events = [
        AwardEvent(award_id=a.id, person_id=a.person_id, kind=kind, why=why, happened_at=now)
        for a in awards
    ]
    db.add_all(events)
    db.flush()
    return events


def _body(
    given: Given, one: Recipient, person: Person, hub: str, look: dict[str, Any]
) -> dict[str, Any]:
    return {
        "hub": hub,
        "called": person.display_name,  # while they are called so, the printed name is proposed
        "look": look,
        "skills": list(given.skills),
        "tutor": given.tutor,
        "level": given.level,
        "first_on": one.first_on.isoformat() if one.first_on else "",
        "last_on": one.last_on.isoformat() if one.last_on else "",
        "came": one.came,
        "held": one.held,
        "minutes": one.minutes,
    }


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
