"""The rows of the large hub: people with cards, devices with labels, six years of loans."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table

from hubdesk.ids import CodeKind, folded_code, make_code, new_id, pair_id, tail_of
from hubdesk.models import Base, CodeOf, Device, KitItem, Loan, LoanEvent, Person, PersonRole
from hubdesk.operations.beginnings import kind_id
from hubdesk.operations.person_facts import sort_name
from tools.bench.names import names

Row = dict[str, Any]
Group = tuple[tuple[Table, list[Row]], ...]

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZONE)
TODAY = NOW.date()
YEARS = 6
LONG_YEARS = 10  # the first of the people has come for so long: `Crowd.learner_id`
A_DAY = timedelta(days=1)
A_YEAR = 365 * A_DAY
THEIRS = 60  # loans of the first of the people
KINDS = ("laptop", "laptop", "laptop", "tablet", "tablet", "mifi", "headset")
MODELS = (("Lenovo", "ThinkPad L390"), ("Dell", "Latitude 3420"), ("Apple", "iPad 9"))
CONTENTS = ("Charger", "Bag")
POLICY = json.dumps(
    {"days": 14, "most_at_once": 3, "renewal_days": 14, "renewals": 2, "version": 0}, sort_keys=True
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    people: int
    devices: int
    loans: int
    sessions: int
    attendances: int
    judgements: int


class Crowd:
    """Everybody and everything of a large hub, as rows. The same dice give the same hub."""

    def __init__(self, size: Size, dice: random.Random) -> None:
        self.size, self.dice = size, dice
        self.person_ids = [new_id() for _ in range(size.people)]
        self._devices = [new_id() for _ in range(size.devices)]
        self._kits = [[(new_id(), name) for name in CONTENTS] for _ in range(size.devices)]

    @property
    def learner_id(self) -> str:
        """Whoever has come for ten years, and has the smallest id of all."""
        return self.person_ids[0]

    def people(self) -> Iterator[Group]:
        """Each person with a role and a card."""
        drawn = names(self.dice).draw(self.dice, self.size.people)
        for number, (id, name) in enumerate(zip(self.person_ids, drawn, strict=True), 1):
            code = make_code(CodeKind.PERSON, 0, number)
            role_id = pair_id("person_role", id, "borrower")
            yield (
                (table_of(Person), [self._person(id, name, number)]),
                (table_of(PersonRole), [{"id": role_id, "person_id": id, "role": "borrower"}]),
                (table_of(CodeOf), [_code(code.text, code.printed(), "card", person_id=id)]),
            )

    def devices(self) -> Iterator[Group]:
        """Each device with its kit, its label and the maker's number."""
        for number, (id, kit) in enumerate(zip(self._devices, self._kits, strict=True), 1):
            code = make_code(CodeKind.DEVICE, 0, number)
            serial = f"SN{number:07d}X"
            yield (
                (table_of(Device), [self._device(id, number, serial)]),
                (table_of(KitItem), [{"id": i, "device_id": id, "name": name} for i, name in kit]),
                (
                    table_of(CodeOf),
                    [
                        _code(code.text, code.printed(), "label", device_id=id),
                        _code(serial, serial, "serial", device_id=id),
                    ],
                ),
            )

    def loans(self) -> Iterator[Group]:
        """Each device from hand to hand for six years; loans in the order they began."""
        loans: list[Row] = []
        each = self.size.loans // self.size.devices
        for place, device_id in enumerate(self._devices):
            for turn, (days_ago, kept) in enumerate(_turns(self.dice, each)):
                is_last = turn == each - 1
                loan = self._loan(device_id, place, days_ago, kept, is_last=is_last)
                if turn == 1 and place < THEIRS:
                    loan["borrower_id"] = self.learner_id
                loans.append(loan)
        loans.sort(key=lambda row: row["lent_at"])
        for loan in loans:
            loan["id"] = loan["handing_id"] = new_id()
            yield (table_of(Loan), [loan]), (table_of(LoanEvent), list(_events(loan)))

    def _person(self, id: str, name: str, number: int) -> Row:
        return {
            "id": id,
            "display_name": name,
            "sort_name": sort_name(name),
            # No country has the code 210, so these ring nowhere.
            "phone": f"+210 7700 {number:06d}",
            "phone_key": f"2107700{number:06d}",
            "language": "English",
            "joined_on": TODAY
            - (LONG_YEARS * A_YEAR if number == 1 else self.dice.randrange(YEARS * 365) * A_DAY),
        }

    def _device(self, id: str, number: int, serial: str) -> Row:
        make, model = self.dice.choice(MODELS)
        return {
            "id": id,
            "kind_id": kind_id(self.dice.choice(KINDS)),
            "tag": make_code(CodeKind.DEVICE, 0, number).printed(),
            "tag_key": f"00{number:06d}",
            "title": f"{make} {model}",
            "make": make,
            "model": model,
            "serial": serial,
            "stage": "ready",
            "condition": "good",
            "ownership": "owned",
            "place": f"Shelf {number % 90}",
            "added_on": TODAY - timedelta(days=YEARS * 365),
            "seen_on": TODAY - timedelta(days=self.dice.randrange(200)),
        }

    def _loan(self, device_id: str, place: int, days_ago: int, kept: int, *, is_last: bool) -> Row:
        lent_at = NOW - timedelta(days=days_ago, minutes=self.dice.randrange(60 * 8))
        is_out = is_last and self.dice.random() < 0.4
        renewals = int(self.dice.random() < 0.15)
        due_on = lent_at.date() + timedelta(days=14 * (1 + renewals))
        if is_out:  # most of what is out is not yet due
            due_on = TODAY + timedelta(days=self.dice.choice((-6, -1, 0, 1, 2, *range(3, 28))))
        return {
            "device_id": device_id,
            "borrower_id": self.dice.choice(self.person_ids),
            "lent_at": lent_at,
            "due_first_on": due_on - timedelta(days=14 * renewals),
            "contents": json.dumps(self._kits[place]),
            "condition_out": "good",
            "policy": POLICY,
            "state": "out" if is_out else "returned",
            "due_on": due_on,
            "returned_at": None if is_out else lent_at + timedelta(days=kept, hours=2),
            "renewals": renewals,
        }


def _turns(dice: random.Random, many: int) -> Iterator[tuple[int, int]]:
    """How many days ago each loan of a device began, and how long it lasted; oldest first."""
    step = YEARS * 365 // many
    for turn in range(many):
        latest = YEARS * 365 - turn * step
        kept = dice.randrange(3, max(4, min(25, step - 3)))
        yield max(latest - dice.randrange(max(1, step - kept - 1)), kept + 1), kept


def _events(loan: Row) -> Iterator[Row]:
    if loan["renewals"]:
        yield _event(loan, "renewed", loan["lent_at"] + timedelta(days=13))
    if loan["state"] == "returned":
        yield _event(loan, "returned", loan["returned_at"])


def _event(loan: Row, kind: str, at: datetime) -> Row:
    return {
        "id": new_id(),
        "loan_id": loan["id"],
        "borrower_id": loan["borrower_id"],
        "kind": kind,
        "happened_at": at,
        "due_on": loan["due_on"] if kind == "renewed" else None,
        "condition": "good",
        "heads": "[]",
    }


def _code(value: str, shown: str, origin: str, *, device_id: str = "", person_id: str = "") -> Row:
    return {
        "id": new_id(),
        "value": folded_code(value),
        "tail": tail_of(value),
        "shown": shown,
        "origin": origin,
        "device_id": device_id or None,
        "person_id": person_id or None,
    }


def table_of(kind: type[Base]) -> Table:
    """The table of a noun."""
    table = kind.__table__
    assert isinstance(table, Table)
    return table
