"""A hub full of people with words nobody else has, and a search for them in all that leaves.

A word is found as it stands, in UTF-16, and in base64 however it falls; a zip is opened, a sealed
file unsealed and unpacked first. What was searched is counted, so that nothing passes unsearched.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from hubdesk.models import (
    Attendance,
    Birth,
    LearningSession,
    Parcel,
    SessionKind,
    Story,
    TutorComment,
)
from hubdesk.operations.attending import sign_in
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.newsletter import sign_up
from hubdesk.operations.people import add_note, register_person
from hubdesk.operations.progress import set_goal
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.operations.stock import add_device
from hubdesk.queries.hub import kind_called
from hubdesk.queries.what_leaves import CALENDAR, PAGES, REGION_FEED, STATISTICS
from hubdesk.sync.body import lines_of, opened
from hubdesk.sync.container import outside_of
from tests.conftest import HubBuilder
from tests.erased import a_word
from tests.reports.papers_read import opened as papers_opened
from tests.reports.papers_read import text_of
from tests.sync.leaving import Sending, new_key

NINE = re.compile(r"(?=([bcdfghjklmnpqrstvwxz][aeiouy](?:[bcdfghjklmnpqrstvwxz][aeiouy]){3}q))")
PHONE = re.compile(r"(?:\+?44|0) ?121 ?49\d ?\d{4}")
# by itself: the number of a person may hold such letters in its middle
POSTCODE = re.compile(r"(?<![A-Z0-9])QZ\d{1,2} ?\d[A-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
DIGITS64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")


OURS = "1214960318"  # the hub's own, which everybody may ring


def number_of(text: str) -> str:
    """A phone number as it is dialled, without what stands before its area."""
    return re.sub(r"\D", "", text)[-10:]


@dataclass
class Canaries:
    """The words of everybody, and of the staff."""

    words: set[str] = field(default_factory=set)
    people: int = 0
    searched: Counter[str] = field(default_factory=Counter)

    def new(self, dice: random.Random) -> str:
        word = a_word(dice)
        self.words.add(word)
        return word

    # Searching

    def found_in(self, name: str, content: bytes) -> list[str]:
        """What of them is in a file, by where it stands. Each reading of it is searched."""
        self.searched["files"] += 1
        self.searched["bytes"] += len(content)
        found = []
        for how, text in readings(content):
            self.searched[how] += 1
            hits = {word for word in NINE.findall(text.lower()) if word in self.words}
            hits |= {number for number in PHONE.findall(text) if number_of(number) != OURS}
            hits |= set(POSTCODE.findall(text))
            found += [f"{name}, {how}: {hit}" for hit in sorted(hits)]
        return found


def readings(content: bytes) -> Iterator[tuple[str, str]]:
    """A file as each way of writing would have it read."""
    yield "as it stands", content.decode("utf-8", "ignore")
    if b"\0" in content:
        yield "without the noughts of UTF-16", content.replace(b"\0", b"").decode("utf-8", "ignore")
    for run in DIGITS64.findall(content):
        plain = run.translate(bytes.maketrans(b"-_", b"+/"))
        for begins in range(4):
            some = plain[begins : begins + (len(plain) - begins) // 4 * 4]
            try:
                told = base64.b64decode(some)
            except (binascii.Error, ValueError):
                continue
            yield "out of base64", told.replace(b"\0", b"").decode("utf-8", "ignore")


def inside(name: str, content: bytes, secret: str) -> Iterator[tuple[str, bytes]]:
    """A file, and what is in it where it is closed, packed or an archive."""
    yield name, content
    if name.endswith(".hdb"):
        outside = outside_of(content, name, None)
        lines = list(lines_of(opened(outside.body, [secret], name), name))
        yield f"{name} opened", b"\n".join(lines)
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for one in package.namelist():
                yield f"{name}/{one}", one.encode() + package.read(one)
    elif name.endswith(".pdf"):  # its words are packed
        with papers_opened(content) as document:
            yield f"{name} read", "\n".join(text_of(page) for page in document).encode()


class Leaving:
    """The hub, what leaves of it, and what is in that."""

    def __init__(self, hub: HubBuilder, dice: random.Random) -> None:
        self.hub, self.dice, self.canaries = hub, dice, Canaries()
        self.sending = Sending(hub.database, hub)
        public, self.secret = new_key()
        to = {"recipient": public, "recipient_name": "The region"}
        self.exports = [
            self.sending.agree(REGION_FEED, **to),
            *(self.sending.agree(what) for what in (STATISTICS, CALENDAR, PAGES)),
        ]

    def live(self, many: int) -> None:
        """So many people come, borrow, are written about; every free text says who they are."""
        self.hub.do("import people", lambda db, now: self._live(db, now, many))
        self.canaries.people += many

    def _live(self, db: Any, now: datetime, many: int) -> None:
        last = (now.date().replace(day=1) - timedelta(days=3)).replace(day=13)  # counted by now
        sessions = [self._session(db, now, last, kind) for kind in SessionKind]
        laptop = kind_called(db, "Laptop")
        assert laptop is not None
        for number in range(many):
            self._one(db, now, number, sessions, laptop.id)

    def _session(self, db: Any, now: datetime, on: date, kind: str) -> str:
        """A session of each kind, last month and next: those not for everybody name somebody."""
        public = kind not in (
            "one-to-one",
            "phone support",
            "home visit",
            "meeting",
            "school visit",
        )
        ids = []
        for day in (on, now.date() + timedelta(days=2)):
            title = f"Our {kind}" if public else f"{kind} with {self._w()}"
            facts = SessionFacts(title, kind, day, time(10), time(11), note=f"{self._w()} came")
            made = plan_session(db, facts=facts, now=now, closed_ok=True, clash_ok=True)
            ids.append(made.session_ids[0])
        db.get_one(LearningSession, ids[1]).cancelled_why = f"{self._w()} is ill"
        db.add(TutorComment(session_id=ids[0], about_on=date(2001, 1, 1), text=self._w()))
        return str(ids[0])

    def _one(self, db: Any, now: datetime, number: int, sessions: list[str], kind_id: str) -> None:
        said = self._w()
        person = register_person(
            db,
            display_name=f"{self._w()} {self._w()}".title(),
            known_as=self._w(),
            phone=f"0121 49{number // 10_000 % 10} {number % 10_000:04d}",
            email=f"{self._w()}@{self._w()}.org",
            heard_from=said,
            now=now,
            more={
                "postcode": f"QZ{1 + number % 3} {number % 10}{self.dice.choice('ABDEFGHJLN')}A",
                "address": f"{number} {self._w()} Street",
                "guardian_name": self._w(),
                "birth": Birth.of_year(1950 + number % 60),
            },
        )
        add_note(db, person_id=person.id, text=f"{said} on Fridays", now=now)
        if number % 10 == 0:
            email = f"{self._w()}@{self._w()}.org"
            sign_up(db, email=email, name=self._w(), how="paper", now=now)
        set_goal(db, person_id=person.id, text=f"Write to {said}", now=now)
        db.add(Story(person_id=person.id, who=self._w(), text=said, told_on=now.date()))
        here = sessions[number % 7]
        if db.get_one(LearningSession, here).kind not in ("outreach stall", "school visit"):
            came = sign_in(db, session_id=here, person_id=person.id, now=now)
            row = db.get_one(Attendance, came.id)
            row.note, row.next_step, row.why = f"{said} was late", said, said
        if number % 4 == 0:
            device = add_device(db, kind_id=kind_id, make=self._w(), model=self._w(), now=now)
            items = [Item(device.id)]
            hand_over(db, borrower_id=person.id, items=items, override_reason=said, now=now)

    def _w(self) -> str:
        return self.canaries.new(self.dice)

    # Looking

    def send(self) -> None:
        """All that leaves, until nothing new is left."""
        for export in self.exports:
            while (made := self.sending.send(export)) is not None and made.more:
                pass

    def found(self) -> list[str]:
        """Every word of theirs in all that left, and in the log of it."""
        found = []
        for path, content in self.sending.there.items():
            self.canaries.searched[path.partition("/")[0]] += 1
            for name, part in inside(path, content, self.secret):
                found += self.canaries.found_in(name, part)
        for row in self.hub.look(_log):
            self.canaries.searched["log"] += 1
            found += self.canaries.found_in("log", row)
        return found


def _log(db: Any) -> list[bytes]:
    columns = list(Parcel.__table__.columns)
    return [
        json.dumps([str(value) for value in row]).encode() for row in db.execute(select(*columns))
    ]
