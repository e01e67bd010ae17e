"""Agreements: making one for what was handed over, and marking it signed.

The body keeps what was printed, word for word, so that a reprint is the original whatever
changed since: the name, the hub's phone, the promises.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from hubdesk.errors.lending import HappenedInFuture
from hubdesk.errors.people import AgreementEmpty, AgreementSigned, NotAnAgreement
from hubdesk.errors.records import CodeHalfRead, CodeOfOtherSort, NotFound
from hubdesk.ids import CodeKind, is_half_of_ours, read_code
from hubdesk.models import Agreement, How, Person
from hubdesk.operations.codes import fresh_code
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.agreements import (
    GIFT,
    LOAN,
    agreement_with_code,
    card_and_print,
    lines_of_handing,
)
from hubdesk.queries.hub import TemplateRow, current_template, hub_facts
from hubdesk.queries.papers import AgreementLine, HubOnPaper
from hubdesk.typed import clean_line


def make_agreement(
    db: Session,
    *,
    person_id: str,
    handing_id: str,
    now: datetime,
    lines: Sequence[AgreementLine] | None = None,
    large_print: bool | None = None,
    staff: str = "",
) -> Agreement:
    """An agreement for what was handed over together, with the promises that hold today.

    Without `lines` it lists what the handing holds; without `large_print` it asks the person's
    needs. It is a gift's where nothing listed has to come back. Refuses NotFound and
    AgreementEmpty.
    """
    person = found(db, Person, person_id)
    listed = tuple(lines_of_handing(db, handing_id) if lines is None else lines)
    if not listed:
        raise AgreementEmpty
    purpose = LOAN if any(line.due_on for line in listed) else GIFT
    template = current_template(db, purpose)
    facts = hub_facts(db)
    if template is None or facts is None:
        raise NotFound("agreement_template", purpose)
    card, needs_large = card_and_print(db, person.id)  # looked up first: one flush for both rows
    code = fresh_code(db, CodeKind.PAPER)
    agreement = Agreement(
        person_id=person.id,
        template_id=template.id,
        purpose=purpose,
        handing_id=handing_id,
        code=code.text,
        large_print=needs_large if large_print is None else large_print,
        made_at=now,
        body=_json(
            {
                "hub": asdict(HubOnPaper(facts.name, facts.phone, facts.address)),
                "lines": [_line(line) for line in listed],
                "staff": clean_line(staff, "Your name"),
                "made_on": now.date().isoformat(),
                **_of_template(template),
                "borrower": person.display_name,
                "known_as": person.known_as,
                "card": card,
            }
        ),
    )
    db.add(agreement)
    db.flush()
    return agreement


def mark_signed(
    db: Session,
    *,
    now: datetime,
    agreement_id: str = "",
    code: str = "",
    how: str = How.PAPER,
    signed_on: date | None = None,
    signature_path: str = "",
) -> Agreement:
    """The agreement is signed: on paper, drawn on the screen, or spoken before a witness.

    It is named by its id or by the code of its paper. Refuses CodeHalfRead, CodeOfOtherSort,
    NotAnAgreement, AgreementSigned, ChoiceUnknown, and HappenedInFuture.
    """
    agreement = found(db, Agreement, agreement_id or _id_of_paper(db, code))
    if agreement.signed_on:
        ours = read_code(agreement.code)
        raise AgreementSigned(ours.printed() if ours else agreement.code, agreement.signed_on)
    on = signed_on or now.date()
    if on > now.date():
        raise HappenedInFuture(on)
    agreement.signed_how = one_of(How, how, "How it was signed")
    agreement.signed_on = on
    agreement.signature_path = signature_path
    db.flush()
    return agreement


def _id_of_paper(db: Session, code: str) -> str:
    ours = read_code(code)
    if ours is None and is_half_of_ours(code):
        raise CodeHalfRead(code)
    if ours and ours.kind in (CodeKind.DEVICE, CodeKind.PERSON):
        is_a = "a device" if ours.kind is CodeKind.DEVICE else "a person's card"
        raise CodeOfOtherSort(code, is_a, "the code on an agreement")
    row = agreement_with_code(db, code)
    if row is None:
        raise NotAnAgreement(code.strip())
    return row.id


def _of_template(template: TemplateRow) -> dict[str, Any]:
    return {
        "title": template.title,
        "promises": list(template.promises),
        "version": template.version,
    }


def _line(line: AgreementLine) -> dict[str, Any]:
    facts = asdict(line)
    for day in ("due_on", "ends_on"):
        facts[day] = facts[day].isoformat() if facts[day] else ""
    return facts


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
