"""What the records alone cost: finding, lending, undoing and listing, without a window."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hubdesk.models import CodeOf, Device, Loan, Person
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.lending import Item
from hubdesk.operations.returning import return_device
from hubdesk.operations.undoing import undo
from hubdesk.paths import Paths
from hubdesk.queries.desk import desk_thing
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.loans import Shown, loan_count, loan_counts, loan_window
from hubdesk.queries.people import person_card
from hubdesk.queries.search import search
from hubdesk.store.connections import open_raw
from hubdesk.store.database import Database
from hubdesk.store.keys import open_with_passphrase, read_slots
from hubdesk.store.opening import open_hub
from tools.bench.big_hub import PASSPHRASE
from tools.bench.crowd import NOW, TODAY
from tools.bench.timing import took_ms

WINDOW = 200


def opened(paths: Paths) -> Database:
    """The hub, open on the day it was made for."""
    slots = read_slots(paths)
    key = open_with_passphrase(slots, PASSPHRASE)
    return open_hub(paths, slots, key, clock=lambda: NOW).database


def typed_texts(database: Database, dice: random.Random, many: int) -> list[str]:
    """What people type: the start of a name, two starts, a slip, a phone's end, a tag."""
    with database.reading() as db:
        names = list(db.scalars(select(Person.display_name).limit(20_000)))
        phones = list(db.scalars(select(Person.phone_key).limit(2_000)))
        tags = list(db.scalars(select(Device.tag).limit(2_000)))
    found = []
    for number in range(many):
        words = dice.choice(names).split()
        word = dice.choice(words)
        match number % 10:
            case 0 | 1 | 2 | 3 | 4:
                found.append(word[: dice.randint(1, len(word))])
            case 5 | 6:
                found.append(f"{words[0][:3]} {words[-1][: dice.randint(1, 4)]}")
            case 7:
                place = dice.randrange(len(word))
                found.append(word[:place] + dice.choice("aeiorst") + word[place + 1 :])
            case 8:
                found.append(dice.choice(phones)[-dice.randint(4, 6) :])
            case _:
                found.append(dice.choice(tags)[: dice.randint(3, 7)])
    return found


def search_times(database: Database, texts: list[str]) -> list[tuple[float, str]]:
    """How long each text takes to be looked for, and the text."""
    times = []
    for text in texts:
        with database.reading() as db:
            times.append((took_ms(search, db, text), text))
    return times


def scan_times(database: Database, dice: random.Random, many: int) -> list[float]:
    """From a code to everything the desk shows of a person or a device."""
    with database.reading() as db:
        codes = list(db.scalars(select(CodeOf.value).where(CodeOf.origin.in_(("card", "label")))))

    def one(code: str) -> None:
        with database.reading() as db:
            found = find_code(db, code)
            if found.sort is Sort.PERSON:
                person_card(db, found.id, TODAY)
            else:
                desk_thing(db, found.id)

    return [took_ms(one, dice.choice(codes)) for _ in range(many)]


def lend_times(database: Database, floor: Floor, many: int) -> tuple[list[float], list[float]]:
    """Lending one device, durable and journalled, and one bare row, in turns."""
    people, devices = _free(database, many)
    lends, bare = [], []
    for person_id, device_id in zip(people, devices, strict=True):
        bare.append(took_ms(floor.commit))
        lends.append(took_ms(_lend, database, person_id, device_id))
    for device_id in devices:
        _bring_back(database, device_id)
    return lends, bare


def undo_times(database: Database, many: int) -> list[float]:
    """Taking back a lend."""
    people, devices = _free(database, many)
    times = []
    for person_id, device_id in zip(people, devices, strict=True):
        txn_id = _lend(database, person_id, device_id)
        times.append(took_ms(_undo, database, txn_id))
    return times


def list_times(database: Database) -> dict[str, Callable[[], object]]:
    """What the list of all loans does, each as the page does it."""

    def shown(**how: Any) -> Callable[[], object]:
        def look() -> object:
            with database.reading() as db:
                return loan_window(db, shown=Shown.ALL, today=TODAY, limit=WINDOW, **how)

        return look

    def opened_list() -> object:
        with database.reading() as db:
            counts = loan_counts(db, TODAY)
            return loan_window(
                db, shown=Shown.ALL, today=TODAY, limit=WINDOW, count=counts[Shown.ALL]
            )

    with database.reading() as db:
        count = loan_count(db, shown=Shown.ALL, today=TODAY)
    return {
        "opened": opened_list,
        "sorted by due date": shown(sort="due_on", descending=True, count=count),
        "sorted by borrower's name": shown(sort="borrower", count=count),
        "scrolled to the end": shown(sort="borrower", offset=count - WINDOW, count=count),
        "scrolled to the middle": shown(sort="borrower", offset=count // 2, count=count),
    }


class Floor:
    """One row, committed durably to a file of its own with the same settings and encryption."""

    def __init__(self, folder: Path) -> None:
        self.raw = open_raw(folder / "floor.hubdesk", secrets.token_bytes(32))
        self.raw.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, words TEXT)")

    def commit(self) -> None:
        """BEGIN IMMEDIATE, one insert, COMMIT."""
        self.raw.execute("BEGIN IMMEDIATE")
        self.raw.execute("INSERT INTO row (words) VALUES ('one row of words')")
        self.raw.execute("COMMIT")

    def close(self) -> None:
        self.raw.close()


def _free(database: Database, many: int) -> tuple[list[str], list[str]]:
    """People with nothing out and devices on the shelf."""
    with database.reading() as db:
        busy_people = select(Loan.borrower_id).where(Loan.state == "out")
        busy = select(Loan.device_id).where(Loan.state == "out")
        people = select(Person.id).where(Person.id.not_in(busy_people)).limit(many)
        devices = select(Device.id).where(Device.id.not_in(busy), Device.stage == "ready")
        return list(db.scalars(people)), list(db.scalars(devices.limit(many)))


def _lend(database: Database, person_id: str, device_id: str) -> str:
    about = {"person_id": person_id, "device_ids": [device_id]}
    with database.changing("lend", about=about) as db:
        lend_basket(db, borrower_id=person_id, items=[Item(device_id)], now=NOW)
    return str(db.info["txn_id"])


def _bring_back(database: Database, device_id: str) -> None:
    with database.changing("return") as db:
        return_device(db, device_id=device_id, now=NOW)


def _undo(database: Database, txn_id: str) -> None:
    with database.changing("undo", undo_of=txn_id) as db:
        undo(db, txn_id=txn_id)
