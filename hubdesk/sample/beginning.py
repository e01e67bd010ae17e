"""The first days of the invented hub: set up, stock and people brought in, days it is closed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from hubdesk.ids import CodeKind, make_code
from hubdesk.models import CodeOrigin, How, Need, Person, Purpose
from hubdesk.models.staff import roles_in
from hubdesk.operations.beginnings import kind_id
from hubdesk.operations.consents import record_consent
from hubdesk.operations.hub import close_days, set_up_hub
from hubdesk.operations.opening_hours import set_week
from hubdesk.operations.people import register_person, set_household, set_needs
from hubdesk.operations.staff import add_staff
from hubdesk.operations.stock import add_device, link_code
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.opening_hours import DayHours, Week
from hubdesk.sample.invented_desk import InventedDesk
from hubdesk.sample.numbers import Numbers
from hubdesk.sample.people import Registration
from hubdesk.sample.words import SampleModel, SampleWords

SATURDAY, SUNDAY = 5, 6
ANSWERS = ("none", "phone data", "phone data", "broadband", "broadband")


def begin(desk: InventedDesk, words: SampleWords) -> None:
    """Set the hub up unless it is, and say when it will be closed."""
    with desk.database.reading() as db:
        there = hub_facts(db)
    if there is None:
        facts = words.hub
        desk.do(
            "set up hub",
            lambda db, now: set_up_hub(
                db,
                name=facts.name,
                manager=facts.manager,
                phone=facts.phone,
                address=facts.address,
                now=now,
            ),
        )


def take_on(desk: InventedDesk, words: SampleWords) -> None:
    """The others who work here."""
    for name, roles in words.staff:
        add = partial(add_staff, name=name, roles=roles_in(roles))
        desk.do("add staff", lambda db, _now, add=add: add(db), {"what": f"{name}, {roles}"})  # type: ignore[misc]


def close(desk: InventedDesk, first_on: date, last_on: date, why: str) -> None:
    """Days on which the hub is shut."""
    desk.do(
        "close days",
        lambda db, _now: close_days(db, first_on=first_on, last_on=last_on, why=why),
        {"what": why},
    )
    desk.later(2)


def say_when_open(desk: InventedDesk, today: date) -> None:
    """Six days a week. Never closed today: on a Sunday the hub is one that keeps Saturdays free."""
    quiet = SATURDAY if today.weekday() == SUNDAY else SUNDAY
    long, short = DayHours(True, time(9, 30), time(17)), DayHours(True, time(10), time(14))
    days = [*[long] * SATURDAY, short, short]
    days[quiet] = DayHours(is_open=False)
    desk.do(
        "change setting",
        lambda db, _now: set_week(db, week=Week(tuple(days))),
        {"what": "opening hours"},
    )


def bring_in_stock(
    desk: InventedDesk, models: Iterable[SampleModel], dice: random.Random, numbers: Numbers
) -> dict[int, str]:
    """The stock in one go, as from a spreadsheet. Answers with ids by the number on the label."""
    made: dict[int, str] = {}

    def work(db: Any, now: datetime) -> None:
        for model in models:
            for label in model.labels:
                made[label] = _add_one(db, now, model, label, dice, numbers)

    desk.do("import devices", work, lambda _: {"what": f"{len(made)} added"})
    return made


def _add_one(
    db: Any, now: datetime, model: SampleModel, label: int, dice: random.Random, numbers: Numbers
) -> str:
    serial = model.serial.format(label) if model.serial != "iccid" else numbers.iccid()
    device = add_device(
        db,
        kind_id=kind_id(model.kind),
        make=model.make,
        model=model.model,
        label=make_code(CodeKind.DEVICE, 0, label).text,
        serial=serial,
        imei=numbers.imei() if model.kind == "phone" else "",
        place=model.place,
        condition=dice.choices(("good", "worn"), (85, 15))[0],
        ownership=_whose(model.kind, dice),
        now=now,
    )
    if model.kind == "laptop" and label % 3 == 0:
        link_code(db, device_id=device.id, code=f"RVS-{label + 4000}", origin=CodeOrigin.TAG)
    return device.id


def _whose(kind: str, dice: random.Random) -> str:
    if kind in ("sim", "voucher", "laptop to keep"):
        return "donated for giving"
    return dice.choices(("owned", "on loan to us", "owned by a funder"), (75, 10, 15))[0]


def bring_in_people(
    desk: InventedDesk, forms: Iterable[Registration], cards: dict[str, int]
) -> dict[str, str]:
    """Many people in one go, as from a spreadsheet. Answers with ids by name."""
    made: dict[str, str] = {}

    def work(db: Any, now: datetime) -> None:
        for form in forms:
            made[form.who.name] = write_down(db, now, form, cards.get(form.who.name, 0)).id

    desk.do("import people", work, lambda _: {"what": f"{len(made)} added"})
    return made


def write_down(db: Any, now: datetime, form: Registration, card: int) -> Person:
    """One person as the form says, with consents and what helps them."""
    person = register_person(
        db,
        display_name=form.who.name,
        known_as=form.who.known_as,
        phone=form.phone,
        email=form.email,
        heard_from=form.heard_from,
        privacy_given=form.privacy_given,
        card=make_code(CodeKind.PERSON, 0, card).text if card else "",
        roles=form.roles,
        more=form.more,
        now=now,
    )
    needs = [need for need in form.who.needs if need in {n.value for n in Need}]
    if needs:
        set_needs(db, person_id=person.id, needs=needs)
    _agree(db, now, person.id, Purpose.SUPPORT_NEEDS, bool(needs))
    _agree(db, now, person.id, Purpose.CONTACT, bool(form.phone or form.email))
    return person


def _agree(db: Any, now: datetime, person_id: str, purpose: Purpose, was_asked: bool) -> None:
    if was_asked:
        record_consent(
            db,
            person_id=person_id,
            purpose=purpose,
            how=How.SPOKEN,
            now=now,
        )


def ask_at_home(db: Any, now: datetime, person_id: str, dice: random.Random) -> str:
    """The three taps at the first loan, some of them skipped. Answers with what was told."""
    connection = dice.choice(ANSWERS)
    set_household(
        db,
        person_id=person_id,
        connection=connection,
        working_devices=dice.choice((0, 0, 1, 2)) if dice.random() < 0.8 else None,
        people_learning=dice.choice((0, 1, 1, 2, 3)) if dice.random() < 0.7 else None,
        now=now,
    )
    return connection


def next_winter(today: date) -> tuple[date, date]:
    """The days after Christmas Eve that are next to come."""
    year = today.year if today <= date(today.year, 12, 24) else today.year + 1
    return date(year, 12, 24), date(year, 12, 24) + timedelta(days=9)
