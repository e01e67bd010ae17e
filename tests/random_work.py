"""Random work at a desk: every verb there is, in any order, refused where the rules say no.

Used by the tests and by the soak. What was done is known by its transaction, so that all of it
can be undone again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hubdesk.errors import Refusal
from hubdesk.operations.undoing import NEVER, undo
from hubdesk.store.database import Database
from tests.everything_seen import everything_seen
from tests.random_verbs import VERBS, Dice, NobodyThere

TAKEN_BACK = [verb for verb in VERBS if verb not in NEVER]


@dataclass
class RandomWork:
    """A desk at which anything may happen. The clock moves on a little with every action."""

    database: Database
    dice: random.Random
    now: datetime
    done: list[str] = field(default_factory=list)  # transactions, oldest first
    counted: dict[str, int] = field(default_factory=dict)  # how often each verb was not refused

    def begin(self, *, people: int = 6, devices: int = 10) -> None:
        """A few people and things to work with; never undone."""
        for _ in range(people):
            self.act("register person")
        while devices:
            devices -= bool(self.act("add device"))
        self.done.clear()

    def act(self, verb: str = "") -> str:
        """Do one thing. Answers with its transaction, or nothing if it was refused."""
        verb = verb or self.dice.choice(list(VERBS))
        self.now += timedelta(minutes=self.dice.randint(1, 600))
        try:
            with self.database.changing(verb) as db:
                VERBS[verb](Dice(self.dice), db, self.now)
        except (Refusal, NobodyThere):
            return ""
        txn_id = str(db.info["txn_id"])
        if txn_id:
            if verb not in NEVER:
                self.done.append(txn_id)
            self.counted[verb] = self.counted.get(verb, 0) + 1
        return txn_id

    def undo_last(self) -> None:
        """Take back the newest action that still stands."""
        txn_id = self.done.pop()
        self.now += timedelta(minutes=1)
        with self.database.changing("undo", undo_of=txn_id) as db:
            undo(db, txn_id=txn_id)

    def sequences(self, many: int) -> Iterator[int]:
        """Some actions, each undone, the newest first. Yields how many there were.

        AssertionError names what is not as it was: a row, or what any query answers. All of them
        are held against what was seen before the first.
        """
        self.act()  # this one stays, so that no two runs begin alike
        self.done.clear()
        today = self.now.date()
        before = everything_seen(self.database, today)
        for _ in range(many):
            wanted = self.dice.randint(1, 8)
            while len(self.done) < wanted:
                self.act(self.dice.choice(TAKEN_BACK))
            while self.done:
                self.undo_last()
            after = everything_seen(self.database, today)
            differing = {
                key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
            }
            assert not differing, sorted(differing)
            yield wanted
