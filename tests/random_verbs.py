"""The verbs of random work: what each does, with whatever the dice find in the hub."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from hubdesk.models import (
    Agreement,
    Base,
    Benchmark,
    ClosedDay,
    CodeOf,
    CodeOrigin,
    Device,
    DeviceKind,
    Gift,
    LendingPolicy,
    Loan,
    LoanEvent,
    Person,
    PersonMerge,
    PersonNote,
)
from hubdesk.operations import consents as consent_work
from hubdesk.operations import hub as hub_work
from hubdesk.operations import kinds as kinds_work
from hubdesk.operations import people as people_work
from hubdesk.operations import practice, stock
from hubdesk.operations import returning as back
from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.beginnings import KINDS, kind_id
from hubdesk.operations.benchmarks import bring_in_benchmarks, put_away_benchmark
from hubdesk.operations.calls import say_call_result
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.merging import merge_people, say_two_people
from hubdesk.operations.taking_apart import take_apart
from hubdesk.queries.side_by_side import FACTS, Side
from tests.building_verbs import AT_RANDOM
from tests.leaving_verbs import LEAVING_AT_RANDOM
from tests.random_learning import OF_LEARNING
from tests.random_skills import OF_SKILLS
from tests.reporting_verbs import a_number
from tests.rights_verbs import RIGHTS_AT_RANDOM
from tests.week_verbs import WEEK_AT_RANDOM

Work = Callable[["Dice", Any, datetime], Any]
VERBS: dict[str, Work] = {
    **OF_LEARNING,
    **OF_SKILLS,
    **AT_RANDOM,
    **RIGHTS_AT_RANDOM,
    **LEAVING_AT_RANDOM,
    **WEEK_AT_RANDOM,
}


class NobodyThere(Exception):
    """Nothing in the hub fits the action the dice chose."""


@dataclass
class Dice:
    """Chances, and whoever or whatever they fall on."""

    dice: random.Random

    def one(self, db: Any, kind: type[Base], *conditions: Any) -> Any:
        """Any live row of a table that meets the conditions."""
        ids = list(db.scalars(select(kind.id).where(kind.deleted == 0, *conditions)))  # type: ignore[attr-defined]
        if not ids:
            raise NobodyThere
        return db.get_one(kind, self.dice.choice(ids))

    def words(self) -> str:
        """A few words nobody chose."""
        return " ".join(self.dice.choices(("red", "Ωmega", "łódź", "O'Neill", "ਸਿੰਘ", "42"), k=3))

    def some(self, choices: tuple[str, ...]) -> list[str]:
        """Any of the choices, or none."""
        return [choice for choice in choices if self.dice.random() < 0.5]


def verb(name: str) -> Callable[[Work], Work]:
    """Names a piece of work as the journal does."""

    def keep(work: Work) -> Work:
        VERBS[name] = work
        return work

    return keep


OUT = Loan.state.in_(("out", "lost"))
GIVEN = [kind.id for kind in KINDS if kind.is_given]


@verb("lend")
def _lend(w: Dice, db: Any, now: datetime) -> None:
    person = w.one(db, Person)
    # what is given for good makes no loan that could come back
    first = w.one(db, Device, Device.stage == "ready", Device.kind_id.not_in(GIVEN))
    items = [Item(first.id, condition=w.dice.choice(("good", "worn")))]
    if w.dice.random() < 0.3:
        second = w.one(db, Device, Device.stage == "ready", Device.id != first.id)
        items.append(Item(second.id))
    reason = "a manager said so" if w.dice.random() < 0.5 else None
    lend_basket(db, borrower_id=person.id, items=items, override_reason=reason, now=now)


@verb("give")
def _give(w: Dice, db: Any, now: datetime) -> None:
    device = w.one(db, Device, Device.stage == "ready", Device.kind_id.in_(GIVEN))
    reason = "a second one, agreed by phone"
    items = [Item(device.id)]
    borrower_id = w.one(db, Person).id
    lend_basket(db, borrower_id=borrower_id, items=items, override_reason=reason, now=now)


@verb("return")
def _return(w: Dice, db: Any, now: datetime) -> None:
    loan = w.one(db, Loan, OUT)
    missing = ["Charger"] if w.dice.random() < 0.3 else []
    back.return_device(db, device_id=loan.device_id, missing=missing, note=w.words(), now=now)


@verb("amend return")
def _amend(w: Dice, db: Any, now: datetime) -> None:
    loan = w.one(db, Loan, Loan.state == "returned")
    back.amend_return(
        db,
        loan_id=loan.id,
        missing=w.some(("Charger", "Bag")),
        condition="damaged",
        needs_wiping=w.dice.random() < 0.5,
        now=now,
    )


@verb("item back")
def _item_back(w: Dice, db: Any, now: datetime) -> None:
    loan = w.one(db, Loan, Loan.missing != "")
    back.item_back(db, loan_id=loan.id, name="Charger", now=now)


@verb("renew")
def _renew(w: Dice, db: Any, now: datetime) -> None:
    reason = "asked nicely" if w.dice.random() < 0.5 else ""
    back.renew_loan(db, loan_id=w.one(db, Loan, OUT).id, override_reason=reason, now=now)


@verb("renew instead")
def _renew_instead(w: Dice, db: Any, now: datetime) -> None:
    loan = w.one(db, Loan, Loan.state == "returned")
    back.renew_instead(db, loan_id=loan.id, now=now)


@verb("amend call")
def _amend_call(w: Dice, db: Any, now: datetime) -> None:
    called = select(LoanEvent.loan_id).where(LoanEvent.kind == "called", LoanEvent.deleted == 0)
    loan = w.one(db, Loan, Loan.id.in_(called))
    say_call_result(db, loan_id=loan.id, result=w.words(), now=now)


@verb("call")
def _call(w: Dice, db: Any, now: datetime) -> None:
    back.log_call(db, loan_id=w.one(db, Loan, OUT).id, result=w.words(), now=now)


@verb("lost")
def _lost(w: Dice, db: Any, now: datetime) -> None:
    device = w.one(db, Device, Device.stage.in_(("ready", "to wipe")))
    back.declare_lost(db, device_id=device.id, note=w.words(), now=now)


@verb("found")
def _found(w: Dice, db: Any, now: datetime) -> None:
    back.put_back_found(db, device_id=w.one(db, Device, Device.stage == "lost").id, now=now)


@verb("follow up")
def _follow_up(w: Dice, db: Any, now: datetime) -> None:
    back.follow_up_gift(db, gift_id=w.one(db, Gift, Gift.is_followed_up == 0).id)


@verb("make ready")
def _make_ready(w: Dice, db: Any, now: datetime) -> None:
    stock.make_ready(db, device_id=w.one(db, Device, Device.stage == "to wipe").id, now=now)


@verb("register person")
def _register(w: Dice, db: Any, now: datetime) -> None:
    people_work.register_person(
        db,
        display_name=w.words(),
        known_as=w.dice.choice(("", "Sam")),
        phone=f"07700 900{w.dice.randrange(1000):03d}",
        roles=w.some(("borrower", "learner", "volunteer")),
        privacy_given=True,
        now=now,
    )


@verb("edit person")
def _edit_person(w: Dice, db: Any, now: datetime) -> None:
    person = w.one(db, Person)
    people_work.edit_person(
        db,
        person_id=person.id,
        facts={"display_name": w.words(), "known_as": "Ann", "do_not_post": True},
        now=now,
    )


@verb("roles")
def _roles(w: Dice, db: Any, now: datetime) -> None:
    roles = w.some(("borrower", "learner", "volunteer"))
    people_work.set_roles(db, person_id=w.one(db, Person).id, roles=roles)


@verb("needs")
def _needs(w: Dice, db: Any, now: datetime) -> None:
    needs = w.some(("large print", "hearing loop", "interpreter"))
    people_work.set_needs(db, person_id=w.one(db, Person).id, needs=needs)


@verb("consent")
def _consent(w: Dice, db: Any, now: datetime) -> None:
    consent_work.record_consent(
        db,
        person_id=w.one(db, Person).id,
        purpose="photos",
        how="spoken",
        is_given=w.dice.random() < 0.5,
        now=now,
    )


@verb("change wording")
def _change_wording(w: Dice, db: Any, now: datetime) -> None:
    purpose = w.dice.choice(("photos", "privacy notice"))
    consent_work.change_wording(db, purpose=purpose, text=w.words(), now=now)


@verb("note")
def _note(w: Dice, db: Any, now: datetime) -> None:
    people_work.add_note(db, person_id=w.one(db, Person).id, text=w.words(), now=now)


@verb("tick off note")
def _tick_off(w: Dice, db: Any, now: datetime) -> None:
    people_work.tick_off_note(db, note_id=w.one(db, PersonNote).id)


@verb("household")
def _household(w: Dice, db: Any, now: datetime) -> None:
    person = w.one(db, Person)
    match w.dice.randrange(3):
        case 0:
            people_work.set_household(
                db, person_id=person.id, connection="none", people_learning=2, now=now
            )
        case 1:
            people_work.join_household(db, person_id=person.id, other_id=w.one(db, Person).id)
        case _:
            people_work.leave_household(db, person_id=person.id)


@verb("merge people")
def _merge(w: Dice, db: Any, now: datetime) -> None:
    kept = w.one(db, Person)
    merged = w.one(db, Person, Person.id != kept.id)
    choices = {name: w.dice.choice(list(Side)) for name in w.some(tuple(FACTS))}
    merge_people(db, from_id=merged.id, to_id=kept.id, choices=choices, now=now)


@verb("take apart")
def _take_apart(w: Dice, db: Any, now: datetime) -> None:
    take_apart(db, merge_id=w.one(db, PersonMerge).id)


@verb("two people")
def _two_people(w: Dice, db: Any, now: datetime) -> None:
    one, other = w.one(db, Person), w.one(db, Person)
    say_two_people(db, one_id=one.id, other_id=other.id, now=now)


@verb("assign card")
def _card(w: Dice, db: Any, now: datetime) -> None:
    people_work.assign_card(db, person_id=w.one(db, Person).id)


@verb("link code")
def _link(w: Dice, db: Any, now: datetime) -> None:
    text = f"OLD-{w.dice.randrange(10_000)}"
    match w.dice.randrange(3):
        case 0:
            people_work.link_card(db, person_id=w.one(db, Person).id, code=text)
        case 1:
            stock.link_code(db, device_id=w.one(db, Device).id, code=text)
        case _:
            further = CodeOf.device_id.is_not(None), CodeOf.origin == CodeOrigin.OLD
            stock.unlink_code(db, code_id=w.one(db, CodeOf, *further).id)


@verb("sign agreement")
def _sign(w: Dice, db: Any, now: datetime) -> None:
    unsigned = w.one(db, Agreement, Agreement.signed_on.is_(None))
    mark_signed(db, agreement_id=unsigned.id, now=now)


@verb("add device")
def _add_device(w: Dice, db: Any, now: datetime) -> None:
    stock.add_device(
        db,
        kind_id=kind_id(w.dice.choice(KINDS).word),
        make="Lenovo",
        model=w.words(),
        serial=f"SN{w.dice.randrange(10**9)}",
        now=now,
    )


@verb("edit device")
def _edit_device(w: Dice, db: Any, now: datetime) -> None:
    facts: Any = {"place": w.words(), "serial": f"SN{w.dice.randrange(10**9)}", "note": w.words()}
    stock.edit_device(db, device_id=w.one(db, Device).id, facts=facts)


@verb("change kit")
def _kit(w: Dice, db: Any, now: datetime) -> None:
    stock.change_kit(db, device_id=w.one(db, Device).id, names=w.some(("Charger", "Bag", "Mouse")))


@verb("repair")
def _repair(w: Dice, db: Any, now: datetime) -> None:
    stock.send_to_repair(db, device_id=w.one(db, Device).id, note=w.words(), now=now)


@verb("withdraw")
def _withdraw(w: Dice, db: Any, now: datetime) -> None:
    stock.withdraw_device(db, device_id=w.one(db, Device).id, note=w.words(), now=now)


@verb("put back")
def _put_back(w: Dice, db: Any, now: datetime) -> None:
    stock.put_back(db, device_id=w.one(db, Device, Device.stage != "ready").id, now=now)


@verb("seen")
def _seen(w: Dice, db: Any, now: datetime) -> None:
    stock.mark_seen(db, device_ids=[w.one(db, Device).id], now=now)


@verb("change hub")
def _change_hub(w: Dice, db: Any, now: datetime) -> None:
    hub_work.change_hub(db, facts={"address": w.words(), "nation": w.dice.choice(("ENG", "SCT"))})


@verb("change setting")
def _setting(w: Dice, db: Any, now: datetime) -> None:
    hub_work.change_setting(db, key="lending.days", value=w.dice.randint(1, 28))


@verb("add kind")
def _add_kind(w: Dice, db: Any, now: datetime) -> None:
    given = w.dice.random() < 0.5
    name = f"{w.words()} {w.dice.randint(0, 9999)}"[:60]
    kinds_work.add_kind(db, name=name, is_given=given, runs_days=30, usual_contents=["Bag"])


@verb("change kind")
def _change_kind(w: Dice, db: Any, now: datetime) -> None:
    kind = w.one(db, DeviceKind)
    kinds_work.change_kind(
        db, kind_id=kind.id, facts={"name": f"{kind.name[:40]} {w.words()}"[:60]}
    )


@verb("put away kind")
def _put_away_kind(w: Dice, db: Any, now: datetime) -> None:
    beginnings = [kind_id(first.word) for first in KINDS]
    unused = DeviceKind.id.not_in([*beginnings, *db.scalars(select(Device.kind_id))])
    kinds_work.put_away_kind(db, kind_id=w.one(db, DeviceKind, unused).id)


@verb("close days")
def _close(w: Dice, db: Any, now: datetime) -> None:
    first_on = (now + timedelta(days=w.dice.randint(1, 30))).date()
    hub_work.close_days(db, first_on=first_on, last_on=first_on, why=w.words())


@verb("reopen days")
def _reopen(w: Dice, db: Any, now: datetime) -> None:
    hub_work.reopen_days(db, closed_day_id=w.one(db, ClosedDay).id)


@verb("change policy")
def _policy(w: Dice, db: Any, now: datetime) -> None:
    if w.dice.random() < 0.3:
        hub_work.end_policy(db, policy_id=w.one(db, LendingPolicy).id)
    else:
        hub_work.add_policy(
            db,
            kind_id=w.dice.choice((None, kind_id("laptop"))),
            days=w.dice.randint(1, 28),
            renewals=1,
            renewal_days=7,
            most_at_once=w.dice.randint(2, 5),
        )


@verb("change template")
def _template(w: Dice, db: Any, now: datetime) -> None:
    hub_work.add_template(db, purpose="loan", title=w.words(), promises=[w.words()], now=now)


@verb("remove practice")
def _practice(w: Dice, db: Any, now: datetime) -> None:
    person = people_work.register_person(db, display_name=f"Ada {practice.MARK}", now=now)
    item = Item(w.one(db, Device, Device.stage == "ready").id)
    lend_basket(db, borrower_id=person.id, items=[item], override_reason="to practise", now=now)
    practice.remove_practice(db)


@verb("import benchmarks")
def _numbers(w: Dice, db: Any, now: datetime) -> None:
    year, amount = str(w.dice.randint(2020, 2027)), w.dice.choice((None, 0, 17, 221))
    number = a_number(year, amount, hidden="" if amount is not None else "suppressed")
    bring_in_benchmarks(db, [number], file_name=w.words(), now=now)


@verb("put away benchmark")
def _put_away(w: Dice, db: Any, now: datetime) -> None:
    put_away_benchmark(db, benchmark_id=w.one(db, Benchmark, Benchmark.deleted == 0).id)
