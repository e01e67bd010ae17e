"""Filling the rows papers are made from: labels, cards and the call list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.ids import CodeKind, read_code
from hubdesk.models import CodeOf, CodeOrigin, Device, Loan, LoanState, Person
from hubdesk.models.person import short_name
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.one_person import people_now
from hubdesk.queries.papers import CardRow, DueRow, HubOnPaper, LabelRow

MOST_DUE = 2000  # a call list longer than forty pages helps nobody


def hub_on_paper(db: Session) -> HubOnPaper:
    """The hub as paper names it; nameless before it is set up."""
    facts = hub_facts(db)
    return HubOnPaper(facts.name, facts.phone, facts.address) if facts else HubOnPaper("")


def label_rows(db: Session, device_ids: Sequence[str]) -> list[LabelRow]:
    """The labels of these devices, in their order. What has no label of ours is left out."""
    found = labels_by_device(db, device_ids)
    return [found[id] for id in device_ids if id in found]


def labels_by_device(db: Session, device_ids: Iterable[str]) -> dict[str, LabelRow]:
    """The label of ours of each of these devices that has one."""
    rows = db.execute(
        select(CodeOf.device_id, CodeOf.value, CodeOf.shown, Device.title)
        .join(Device, Device.id == CodeOf.device_id)
        .where(
            CodeOf.device_id.in_(list(device_ids)),
            CodeOf.origin == CodeOrigin.LABEL,
            CodeOf.deleted == 0,
        )
        .order_by(CodeOf.id)
    )
    return {row[0] or "": LabelRow(row[1], row[2], row[3]) for row in rows}


def fresh_labels(codes: Sequence[str]) -> list[LabelRow]:
    """Labels that are no device yet. Text that is no code of a device is left out."""
    read = [read_code(code) for code in codes]
    return [
        LabelRow(code.text, code.printed())
        for code in read
        if code is not None and code.kind is CodeKind.DEVICE
    ]


def card_rows(db: Session, person_ids: Sequence[str]) -> list[CardRow]:
    """The cards of these people, in their order. Who has none is left out."""
    found = cards_by_person(db, person_ids)
    return list(dict.fromkeys(found[id] for id in person_ids if id in found))


def cards_by_person(db: Session, person_ids: Iterable[str]) -> dict[str, CardRow]:
    """The card of each of these people who has one. A merged record has that of who stays."""
    asked = list(dict.fromkeys(person_ids))
    now = dict(zip(asked, people_now(db, asked), strict=True))
    rows = db.execute(
        select(CodeOf.person_id, CodeOf.value, CodeOf.shown, Person.display_name, Person.known_as)
        .join(Person, Person.id == CodeOf.person_id)
        .where(
            CodeOf.person_id.in_(set(now.values())),
            CodeOf.origin == CodeOrigin.CARD,
            CodeOf.deleted == 0,
        )
        .order_by(CodeOf.id)
    )
    found = {row[0]: CardRow(row[1], row[2], short_name(row[3], row[4])) for row in rows}
    return {id: found[stays] for id, stays in now.items() if stays in found}


def short_names(db: Session, person_ids: Iterable[str]) -> dict[str, str]:
    """What these people are called in public, Sam H.; whoever is not here is left out."""
    asked = list(dict.fromkeys(person_ids))
    now = dict(zip(asked, people_now(db, asked), strict=True))
    rows = db.execute(
        select(Person.id, Person.display_name, Person.known_as).where(
            Person.id.in_(set(now.values())), Person.deleted == 0
        )
    )
    found = {id: short_name(name, known_as) for id, name, known_as in rows}
    return {id: found[stays] for id, stays in now.items() if stays in found}


def due_rows(db: Session, until: date) -> list[DueRow]:
    """What is late or due by a day, the latest first: the call list."""
    rows = db.execute(
        select(
            Person.display_name,
            Person.phone,
            Device.tag,
            Device.title,
            Loan.due_on,
            Person.safe_to_leave_message,
        )
        .join(Person, Person.id == Loan.borrower_id)
        .join(Device, Device.id == Loan.device_id)
        .where(Loan.state == LoanState.OUT, Loan.due_on <= until)
        .order_by(Loan.due_on, Loan.id)
        .limit(MOST_DUE)
    )
    return [DueRow(*row[:5], safe_to_leave_message=bool(row[5])) for row in rows]
