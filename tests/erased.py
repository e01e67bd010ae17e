"""A hub full of people with words that nobody else has, and a search for them in every byte of it.

Pages and log are decrypted one by one, freed ones among them, so that what SQLite only forgot is
found as well as what it still shows.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select

from hubdesk.models import DraftKind, Person
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import add_note, assign_card, edit_person, register_person
from hubdesk.operations.returning import return_device
from hubdesk.operations.stock import add_device, edit_device
from hubdesk.paths import Paths
from hubdesk.queries.hub import kind_called
from hubdesk.store.database import Database
from hubdesk.store.tail import Tail, scan_tail, tail_key

PAGE, RESERVED, SALT, WAL_HEAD, FRAME_HEAD = 4096, 80, 16, 32, 24
LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True)
class Canary:
    """Somebody, and every word that is theirs alone."""

    id: str
    name: str
    words: tuple[str, ...]


def a_word(dice: random.Random) -> str:
    """Nine letters that no other text holds."""
    return "".join(dice.choice(LETTERS) + dice.choice("aeiouy") for _ in range(4)) + "q"


def live(database: Database, dice: random.Random, now: datetime, many: int) -> list[Canary]:
    """So many people who come in, are written about, borrow, bring back, change and are merged."""
    with database.changing("add device") as db:
        kind = kind_called(db, "Headset")
        assert kind is not None
        devices = [
            add_device(db, kind_id=kind.id, make="Jabra", model="Evolve", now=now).id
            for _ in range(min(many, 10))
        ]
    return [_one(database, dice, now, devices[at % len(devices)]) for at in range(many)]


def _one(database: Database, dice: random.Random, now: datetime, device: str) -> Canary:
    first, last, called, old, said, kept = (a_word(dice) for _ in range(6))
    name, phone = f"{first} {last}".title(), f"07700 900{dice.randrange(1000):03d}"
    with database.changing("register person") as db:
        person = register_person(
            db, display_name=old, known_as=called, phone=phone, roles=["borrower"], now=now
        )
        twin = register_person(db, display_name=f"{old} {last}", email=f"{kept}@x.org", now=now)
        assign_card(db, person_id=person.id)
        add_note(db, person_id=person.id, text=f"{said} on Fridays", now=now)
    about = {"person_id": person.id, "what": said}
    with database.changing("edit person", about=about, reason=f"{said} told us") as db:
        edit_person(db, person_id=person.id, facts={"display_name": name}, now=now)
    with database.changing("lend", about={"person_id": person.id, "device_ids": [device]}) as db:
        items = [Item(device)]
        hand_over(db, borrower_id=person.id, items=items, override_reason=said, now=now)
    with database.changing("return", about={"device_ids": [device], "what": said}) as db:
        return_device(db, device_id=device, note=f"{said} kept the box", now=now)
        edit_device(db, device_id=device, facts={"note": f"Cracked by {name}"})
    with database.changing("merge people", about={"person_id": person.id}) as db:
        merge_people(db, from_id=twin.id, to_id=person.id, now=now)
    with database.changing("draft") as db:
        body = {"paper": "person-cards", "about": person.id}
        save_draft(db, kind=DraftKind.TO_PRINT, body=body, for_whom=person.id, now=now)
        save_draft(db, kind=DraftKind.FORM, body={"typed": f"{name} {said}"}, now=now)
    return Canary(person.id, name, (first, last, called, old, said, kept))


def erase_all(database: Database, canaries: Sequence[Canary], now: datetime) -> None:
    """Each as a manager would, one after the other; then the computer is idle."""
    for one in canaries:
        with database.changing("erase person") as db:
            name = db.scalars(select(Person.display_name).where(Person.id == one.id)).one()
            erase_person(db, person_id=one.id, typed_name=name, ground="asked", now=now)
    database.sweep()


def hits(paths: Paths, key: bytes, database: Database, words: Sequence[str]) -> list[str]:
    """Where any of the words is found: in a table, a page, the log, the safety copy, any file."""
    found = []
    for where, content in (*_tables(database), *_pages(paths, key), *_tail(paths, key)):
        low = content.lower()
        found += [f"{where}: {word}" for word in words if word.encode() in low]
    for path in paths.home.rglob("*"):
        if path.is_file():
            low = path.read_bytes().lower()
            found += [f"{path.name}: {word}" for word in words if word.encode() in low]
    return found


def _tables(database: Database) -> Iterator[tuple[str, bytes]]:
    with database.reading() as db:
        raw: Any = db.connection().connection.driver_connection
        names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (name,) in names:
            rows = raw.execute(f'SELECT * FROM "{name}"').fetchall()
            cells = [cell for row in rows for cell in row]
            yield (
                f"table {name}",
                b"\n".join(c if isinstance(c, bytes) else str(c).encode() for c in cells),
            )


def _pages(paths: Paths, key: bytes) -> Iterator[tuple[str, bytes]]:
    content = paths.database.read_bytes()
    for number in range(len(content) // PAGE):
        page = content[number * PAGE : (number + 1) * PAGE]
        yield f"page {number + 1}", _plain(page, key, is_first=number == 0)
    wal = paths.database.with_name(paths.database.name + "-wal")
    log = wal.read_bytes() if wal.exists() else b""
    for at in range(WAL_HEAD, len(log) - PAGE, FRAME_HEAD + PAGE):
        number = int.from_bytes(log[at : at + 4], "big")
        page = log[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
        yield f"log, page {number}", _plain(page, key, is_first=number == 1)


def _plain(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    """A page of SQLCipher without its lock: AES-256-CBC, its vector after the content."""
    end = PAGE - RESERVED
    how = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return how.update(page[SALT if is_first else 0 : end])


def _tail(paths: Paths, key: bytes) -> Iterator[tuple[str, bytes]]:
    if paths.tail.exists():
        its_key = tail_key(key)
        tail = Tail(paths.tail, its_key, scan_tail(paths.tail, its_key))
        for entry in tail.entries():
            yield f"safety copy {entry.seq}", json.dumps([*entry.ops, entry.facts]).encode()


def copy_of(paths: Paths, to: Path) -> Paths:
    """The hub's folder as it is now, as a backup keeps it."""
    to.mkdir()
    for path in (paths.database, *paths.key_slots):
        (to / path.name).write_bytes(path.read_bytes())
    assert os.listdir(to)
    return Paths(to)
