"""A hub full of people with words that nobody else has, and a search for them in every byte of it.

Pages and log are decrypted one by one, freed ones among them, so that what SQLite only forgot is
found as well as what it still shows.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import select

from hubdesk.imports.skills import read_skills
from hubdesk.models import DraftKind, Person, ScaleStep, SkillArea, Statement
from hubdesk.operations.attending import mark
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.booking import book_session
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.judging import judge
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import add_note, assign_card, edit_person, register_person
from hubdesk.operations.progress import set_goal
from hubdesk.operations.requests import receive_complaint, receive_request
from hubdesk.operations.returning import return_device
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import note_session, plan_session
from hubdesk.operations.skills_lists import add_list
from hubdesk.operations.stock import add_device, edit_device
from hubdesk.operations.stories import tell_story
from hubdesk.paths import Paths, resource
from hubdesk.queries.hub import kind_called
from hubdesk.store.database import Database
from hubdesk.store.tail import Tail, scan_tail, tail_key

PAGE, RESERVED, SALT, WAL_HEAD, FRAME_HEAD = 4096, 80, 16, 32, 24
LETTERS, BETWEEN = "bcdfghjklmnpqrstvwxz", "aeiouy"
A_WORD = re.compile(f"(?:[{LETTERS}][{BETWEEN}]){{4}}q".encode())
A_WORD_HERE = re.compile(b"(?=(" + A_WORD.pattern + b"))")  # one may begin within another


@dataclass(frozen=True)
class Canary:
    """Somebody, and every word that is theirs alone."""

    id: str
    name: str
    words: tuple[str, ...]


def a_word(dice: random.Random) -> str:
    """Nine letters that no other text holds."""
    return "".join(dice.choice(LETTERS) + dice.choice(BETWEEN) for _ in range(4)) + "q"


def live(database: Database, dice: random.Random, now: datetime, many: int) -> list[Canary]:
    """So many people who come in, are written about, borrow, bring back, change and are merged."""
    with database.changing("add device") as db:
        kind = kind_called(db, "Headset")
        assert kind is not None
        devices = [
            add_device(db, kind_id=kind.id, make="Jabra", model="Evolve", now=now).id
            for _ in range(min(many, 10))
        ]
    skills = read_skills(resource("frameworks/eds-2018.json").read_bytes(), "eds-2018.json")
    with database.changing("add skills list") as db:
        add_list(db, said=skills)
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
    _learns(database, person.id, (name, said, old), now)
    with database.changing("merge people", about={"person_id": person.id}) as db:
        merge_people(db, from_id=twin.id, to_id=person.id, now=now)
    with database.changing("draft") as db:
        body = {"paper": "person-cards", "about": person.id}
        save_draft(db, kind=DraftKind.TO_PRINT, body=body, for_whom=person.id, now=now)
        save_draft(db, kind=DraftKind.FORM, body={"typed": f"{name} {said}"}, now=now)
    return Canary(person.id, name, (first, last, called, old, said, kept))


def _learns(database: Database, id: str, words: tuple[str, str, str], now: datetime) -> None:
    """They come to a session, are judged, get a certificate, tell a story, ask and complain.

    The session is called by the single word that was their whole name once.
    """
    name, said, old = words
    today = now.date()
    facts = SessionFacts(
        f"One-to-one with {old}", "course", today, time(10), time(12), note=f"{name} was upset"
    )
    with database.changing("plan session", about={"what": f"for {old}"}) as db:
        [session] = plan_session(
            db, facts=facts, now=now, closed_ok=True, clash_ok=True
        ).session_ids
        book_session(db, person_id=id, session_id=session, now=now)
        mark(db, session_id=session, person_id=id, mark="present", now=now)
        note_session(db, session_id=session, note=f"{old} and {name} left early")
    with database.changing("judge", about={"person_id": id, "what": said}) as db:
        skill, step = db.execute(
            select(Statement.id, ScaleStep.id)
            .join(SkillArea, SkillArea.id == Statement.area_id)
            .join(ScaleStep, ScaleStep.framework_id == SkillArea.framework_id)
            .where(ScaleStep.place == 1)
            .limit(1)
        ).one()
        note = f"{said} alone"
        judge(db, person_id=id, statement_id=skill, step_id=step, note=note, now=now)
        set_goal(db, person_id=id, text=f"Write to {said}", now=now)
    with database.changing("award certificate", about={"person_id": id}) as db:
        award_certificates(
            db,
            given=Given("attendance", f"Basics with {said}", today),
            recipients=[Recipient(id, name)],
            now=now,
        )
    with database.changing("tell story", about={"person_id": id}) as db:
        tell_story(db, text=f"{name}: {said}", who=said, person_id=id, now=now)
        receive_request(db, person_id=id, asked="access", note=f"{said} wants all", now=now)
        receive_complaint(db, about=f"{said} was read aloud", person_id=id, now=now)


def erase_all(database: Database, canaries: Sequence[Canary], now: datetime) -> None:
    """Each as a manager would, one after the other; then the computer is idle."""
    for one in canaries:
        with database.changing("erase person") as db:
            name = db.scalars(select(Person.display_name).where(Person.id == one.id)).one()
            erase_person(db, person_id=one.id, typed_name=name, ground="asked", now=now)
    database.sweep()


def hits(paths: Paths, key: bytes, database: Database, words: Sequence[str]) -> list[str]:
    """Where any of the words is found: in a table, a page, the log, the safety copy, any file."""
    wanted = frozenset(word.encode() for word in words)
    assert all(A_WORD.fullmatch(word) for word in wanted)
    files = ((path.name, path.read_bytes()) for path in paths.home.rglob("*") if path.is_file())
    places = (_tables(database), _pages(paths, key), _tail(paths, key), files)
    return [
        f"{where}: {word.decode()}"
        for place in places
        for where, content in place
        for word in {one[1] for one in A_WORD_HERE.finditer(content.lower())} & wanted
    ]


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
