"""Erasing a person: whether it may be, and writing down that it was. The store does the rest.

Whoever is in `db.info["erase"]` at the end of the transaction is erased from every place. There
is no undo. What is kept of it is a random id, the ground and the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from hubdesk.errors.privacy import (
    NameDiffers,
    OnHold,
    ReasonMissing,
    RecordRestricted,
    SeeTheLead,
    StillHas,
)
from hubdesk.ids import pair_id
from hubdesk.models import (
    Concern,
    Device,
    Enrolment,
    Erasure,
    Gift,
    LearningSession,
    Loan,
    LoanState,
    Person,
    Place,
    RegionLine,
)
from hubdesk.operations.booking import give_back
from hubdesk.operations.lending import found
from hubdesk.operations.people import close_empty
from hubdesk.operations.restricting import check_usable
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.retention import TAKEN_BACK, hold_of, whose_time_is_over
from hubdesk.typed import clean_line

GROUNDS = ("asked", "time is over", "made by mistake", TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of an erasure: the number on the receipt, and how many records it was."""

    id: str
    records: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """How a list that was proposed went.

    `for_lead` of those left out wait for the safeguarding lead: who may know of concerns is told.
    """

    done: tuple[Erased, ...]
    left_out: int = 0
    for_lead: int = 0


@dataclass(frozen=True, slots=True)
class WasErased:
    """An erasure as the list beside the records keeps it. `was` is a random id."""

    id: str
    was: str
    ground: str
    erased_at: datetime


def check_erasable(db: Session, *, person_id: str) -> Person:
    """Refuses StillHas, OnHold, RecordRestricted and SeeTheLead; NotFound for who is not here."""
    person = found(db, Person, person_id)
    ids = ids_of_person(db, person.id)
    out = select(Device.tag).join(Loan).where(
        Loan.borrower_id.in_(ids), Loan.state == LoanState.OUT, Loan.deleted == 0
    )  # fmt: skip
    if tags := db.scalars(out.order_by(Device.tag_key)).all():
        raise StillHas(person.known_as or person.display_name, tuple(tags))
    for id in ids:
        if (hold := hold_of(db, id)) is not None:
            raise OnHold(person.display_name, hold.why)
    check_usable(db, person)  # it is kept at their wish: lifted first, it can be erased
    open_concern = select(Concern.id).where(
        Concern.person_id.in_(ids), Concern.closed_on.is_(None), Concern.follows == ""
    )
    if db.scalars(open_concern.limit(1)).first():
        raise SeeTheLead(person.display_name)
    return person


def erase_person(
    db: Session, *, person_id: str, typed_name: str, ground: str, now: datetime
) -> Erased:
    """Erase somebody whose name was typed to confirm it.

    Refuses what `check_erasable` refuses, NameDiffers, and ReasonMissing without a ground.
    """
    person = check_erasable(db, person_id=person_id)
    if clean_line(typed_name, "Name").casefold() != person.display_name.strip().casefold():
        raise NameDiffers(person.display_name)
    return _erase(db, person, ground, now)


def erase_proposed(db: Session, *, person_ids: Iterable[str], now: datetime) -> Proposed:
    """Erase those whose time is over, as a manager approved the list.

    Whoever has to stay, or came back since the list was made, is left out and counted by the kind
    of reason; nobody else waits for them. Nobody's name is typed here, so the rules decide again.
    Refuses NotFound, with nobody erased, for whoever is not here any more.
    """
    people, left_out, asked = [], Counter[str](), list(person_ids)
    rows = whose_time_is_over(db, now.date(), limit=len(asked), among=asked)
    over = {row.person_id for row in rows}
    for id in asked:
        try:
            person = check_erasable(db, person_id=id)
            if person.id in over:
                people.append(person)
            else:
                left_out["kept"] += 1
        except (StillHas, OnHold, RecordRestricted, SeeTheLead) as why:
            left_out["lead" if isinstance(why, SeeTheLead) else "kept"] += 1
    done = [_erase(db, person, "time is over", now) for person in people]
    return Proposed(tuple(done), left_out.total(), left_out["lead"])


def erase_again(db: Session, were: Iterable[WasErased]) -> int:
    """Erase whoever an older copy of the records brought back. Answers with how many it had.

    Nobody is asked: it was decided before. The backup calls it before the window opens.
    """
    done = 0
    for one in were:
        if db.get(Erasure, one.id) is None:
            db.add(Erasure(id=one.id, was=one.was, ground=one.ground, erased_at=one.erased_at))
        if db.get(Person, one.was) is not None:
            if one.ground == TAKEN_BACK:  # their name may be somebody's who is here
                db.info["forgotten"].add(("person", one.was))
            else:
                db.info["erase"].add(one.was)
            done += 1
    db.flush()
    return done


def _give_places_back(db: Session, ids: Iterable[str], now: datetime) -> None:
    """Nobody would come on them, and whoever waits would never get one."""
    to_come = select(LearningSession.id).where(LearningSession.held_on >= now.date())
    places = select(Enrolment.id).where(
        Enrolment.person_id.in_(ids),
        Enrolment.place != Place.LEFT,
        Enrolment.deleted == 0,
        or_(Enrolment.series_id.is_not(None), Enrolment.session_id.in_(to_come)),
    )
    for place in db.scalars(places).all():
        give_back(db, enrolment_id=place, now=now)


def _erase(db: Session, person: Person, ground: str, now: datetime) -> Erased:
    if not clean_line(ground, "Ground"):
        raise ReasonMissing("why this is erased")
    ids = ids_of_person(db, person.id)
    # nobody is left to be told that a SIM of theirs ends
    db.execute(update(Gift).where(Gift.person_id.in_(ids)).values(is_followed_up=1))
    _give_places_back(db, ids, now)
    # their number stays until the next feed has taken it away at the region
    told = update(RegionLine).where(RegionLine.person_id.in_(ids))
    db.execute(told.values(body="", person_id=""))
    homes = set(db.scalars(select(Person.household_id).where(Person.id.in_(ids))))
    for id in ids:
        # the id is the person's, so that two desks that erase them write one row
        db.add(Erasure(id=pair_id("erasure", id, ""), was=id, ground=ground, erased_at=now))
        one = db.get_one(Person, id)
        one.household_id = None
        one.deleted = True
    db.flush()
    for household_id in homes:
        close_empty(db, household_id)
    db.info["erase"].update(ids)
    return Erased(pair_id("erasure", person.id, ""), len(ids))
