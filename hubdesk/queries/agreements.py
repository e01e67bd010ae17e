"""Agreements: the one that holds, those not signed yet, and each as the paper it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from hubdesk.ids import CodeKind, read_code
from hubdesk.models import (
    Agreement,
    CodeOf,
    CodeOrigin,
    Device,
    Gift,
    Loan,
    LoanState,
    Need,
    Person,
    SupportNeed,
)
from hubdesk.models.person import short_name
from hubdesk.queries.hub import choice
from hubdesk.queries.papers import AgreementLine, AgreementPaper, HubOnPaper

LOAN, GIFT = "loan", "gift"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement as a list shows it. `printed` is P-00042."""

    id: str
    person_id: str
    person: str
    code: str
    printed: str
    purpose: str
    made_at: datetime
    signed_on: date | None
    signed_how: str
    known_as: str = ""

    @property
    def who(self) -> str:
        """The person as a screen that faces the public may show them: Sam H."""
        return short_name(self.person, self.known_as)


def agreement_row(db: Session, agreement_id: str) -> AgreementRow | None:
    """One agreement, or None if it was taken back."""
    rows = _rows(db, Agreement.id == agreement_id)
    return rows[0] if rows else None


def agreement_rows(db: Session, ids: Iterable[str]) -> dict[str, AgreementRow]:
    """Those of some agreements that were not taken back, by their id."""
    return {row.id: row for row in _rows(db, Agreement.id.in_(list(ids)))}


def agreement_with_code(db: Session, code: str) -> AgreementRow | None:
    """The agreement whose paper has this code, or None."""
    ours = read_code(code)
    if ours is None or ours.kind is not CodeKind.PAPER:
        return None
    rows = _rows(db, Agreement.code == ours.text)
    return rows[0] if rows else None


def agreements_of(db: Session, person_id: str) -> list[AgreementRow]:
    """Every agreement of somebody, newest first."""
    return _rows(db, Agreement.person_id == person_id)[::-1]


def valid_agreement(
    db: Session, *, person_id: str, today: date, purpose: str = LOAN
) -> AgreementRow | None:
    """The newest signed agreement that still holds, by the hub's own months, or None."""
    since = signed_since(today, int(choice(db, "agreement.valid_months")))
    facts = {"person_id": person_id, "purpose": purpose, "since": since}
    return next(iter(_as_rows(db.execute(_HOLDING, facts))), None)


def unsigned_agreement(db: Session, person_id: str) -> AgreementRow | None:
    """The newest agreement of somebody that waits for a signature, or None."""
    return next(iter(_as_rows(db.execute(_WAITING, {"person_id": person_id}))), None)


def signed_since(today: date, months: int) -> date:
    """What was signed after this day holds. No months: nothing ever does."""
    if not months:
        return today
    month = today.year * 12 + today.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=today.day - 1), last)


def unsigned_count(db: Session) -> int:
    """How many agreements wait for a signature."""
    waiting = select(func.count(Agreement.id)).where(
        Agreement.signed_on.is_(None), Agreement.deleted == 0
    )
    return db.scalar(waiting) or 0


def unsigned_agreements(db: Session, *, limit: int = 200) -> list[AgreementRow]:
    """Agreements that wait for a signature, the newest first."""
    ids = (
        select(Agreement.id)
        .where(Agreement.signed_on.is_(None), Agreement.deleted == 0)
        .order_by(Agreement.id.desc())
        .limit(limit)
    )
    return _rows(db, Agreement.id.in_(list(db.scalars(ids))))[::-1]


# Built once: a statement is made of many small objects, and a lend asks for most of them.
_LOANS = (
    select(
        literal(0).label("place"),
        Loan.id.label("id"),
        Device.title,
        Device.tag,
        Device.serial,
        Loan.contents,
        Loan.condition_out,
        Loan.due_on,
    )
    .join(Device, Device.id == Loan.device_id)
    .where(Loan.handing_id == bindparam("handing_id"), Loan.state != LoanState.TAKEN_BACK)
)
_GIFTS = (
    select(
        literal(1),
        Gift.id,
        Device.title,
        Device.tag,
        Device.serial,
        Gift.contents,
        Device.condition,
        Gift.ends_on,
    )
    .join(Device, Device.id == Gift.device_id)
    .where(Gift.handing_id == bindparam("handing_id"), Gift.deleted == 0)
)
_HANDED: CompoundSelect[*tuple[Any, ...]] = union_all(_LOANS, _GIFTS).order_by("place", "id")
_UNORDERED = (
    select(
        Agreement.id,
        Agreement.person_id,
        Person.display_name,
        Person.known_as,
        Agreement.code,
        Agreement.purpose,
        Agreement.made_at,
        Agreement.signed_on,
        Agreement.signed_how,
    )
    .join(Person, Person.id == Agreement.person_id)
    .where(Agreement.deleted == 0)
)
_ROWS = _UNORDERED.order_by(Agreement.id)
# The index of somebody's agreements by the day of signing gives the one that is asked for.
_OF_PERSON = _UNORDERED.where(Agreement.person_id == bindparam("person_id")).limit(1)
_HOLDING = _OF_PERSON.where(
    Agreement.signed_on > bindparam("since"), Agreement.purpose == bindparam("purpose")
).order_by(Agreement.signed_on.desc(), Agreement.id.desc())
_WAITING = _OF_PERSON.where(Agreement.signed_on.is_(None)).order_by(Agreement.id.desc())
_CARD = (
    select(CodeOf.shown)
    .where(
        CodeOf.person_id == bindparam("person_id"),
        CodeOf.origin == CodeOrigin.CARD,
        CodeOf.deleted == 0,
    )
    .order_by(CodeOf.id.desc())
    .limit(1)
)
_ON_PAPER = select(
    _CARD.scalar_subquery(),
    select(SupportNeed.id)
    .where(
        SupportNeed.person_id == bindparam("person_id"),
        SupportNeed.need == Need.LARGE_PRINT,
        SupportNeed.deleted == 0,
    )
    .exists(),
)


def lines_of_handing(db: Session, handing_id: str) -> tuple[AgreementLine, ...]:
    """What was handed over together, as an agreement lists it: loans first, then gifts."""
    rows = db.execute(_HANDED, {"handing_id": handing_id})
    return tuple(
        AgreementLine(
            row.title,
            row.tag,
            row.serial,
            _names(row.contents),
            row.condition_out,
            due_on=None if row.place else row.due_on,
            ends_on=row.due_on if row.place else None,
        )
        for row in rows
    )


def agreement_paper(
    db: Session, agreement_id: str, *, is_reprint: bool = False
) -> AgreementPaper | None:
    """The paper as it was made on the day, whatever changed since. None if it was taken back."""
    row = db.execute(
        select(
            Agreement.body, Agreement.code, Agreement.large_print, Agreement.signature_path
        ).where(Agreement.id == agreement_id, Agreement.deleted == 0)
    ).one_or_none()
    if row is None:
        return None
    body = json.loads(row.body)
    return AgreementPaper(
        hub=HubOnPaper(**body["hub"]),
        code=row.code,
        printed=_printed(row.code),
        title=body["title"],
        borrower=body["borrower"],
        known_as=body["known_as"],
        card=body["card"],
        lines=tuple(_line(line) for line in body["lines"]),
        promises=tuple(body["promises"]),
        version=body["version"],
        large_print=bool(row.large_print),
        staff=body["staff"],
        made_on=date.fromisoformat(body["made_on"]),
        signature_path=row.signature_path,
        reprint_of_on=date.fromisoformat(body["made_on"]) if is_reprint else None,
    )


def card_printed(db: Session, person_id: str) -> str:
    """The number on somebody's card, L-00318, or nothing."""
    return db.scalars(_CARD, {"person_id": person_id}).first() or ""


def card_and_print(db: Session, person_id: str) -> tuple[str, bool]:
    """What a paper for somebody asks: the number on the card, and whether they need large print."""
    card, large = db.execute(_ON_PAPER, {"person_id": person_id}).one()
    return card or "", bool(large)


def _line(line: dict[str, Any]) -> AgreementLine:
    days = {key: date.fromisoformat(line[key]) for key in ("due_on", "ends_on") if line[key]}
    return AgreementLine(
        what=line["what"],
        printed=line["printed"],
        serial=line["serial"],
        contents=tuple(line["contents"]),
        condition=line["condition"],
        due_on=days.get("due_on"),
        ends_on=days.get("ends_on"),
    )


def _names(contents: str) -> tuple[str, ...]:
    return tuple(name for _, name in json.loads(contents or "[]"))


def _rows(db: Session, *conditions: Any) -> list[AgreementRow]:
    return _as_rows(db.execute(_ROWS.where(*conditions)))


def _as_rows(rows: Iterable[Any]) -> list[AgreementRow]:
    return [
        AgreementRow(id, whom, person, code, _printed(code), purpose, made_at, on, how, known)
        for id, whom, person, known, code, purpose, made_at, on, how in rows
    ]


def _printed(code: str) -> str:
    ours = read_code(code)
    return ours.printed() if ours else code
