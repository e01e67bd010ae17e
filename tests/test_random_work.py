"""After any work in any order: the journal gives every table again, and undo gives it all back."""

from __future__ import annotations

import random

import pytest

from hubdesk.store.database import Database
from tests.conftest import NOW
from tests.random_verbs import VERBS
from tests.random_work import RandomWork
from tests.rebuilt import check_rebuilt

SEQUENCES = 100
A_ROUND, A_LOOK = 10, 10  # sequences a hub; held against one look at it


@pytest.mark.parametrize("seed", range(SEQUENCES // A_ROUND))
def test_a_sequence_of_actions_each_undone_leaves_everything_as_before(
    database: Database, seed: int
):
    work = RandomWork(database, random.Random(seed), NOW)
    work.begin(people=3, devices=5)  # small, so that all that is seen can be compared each time
    for _ in range(A_ROUND // A_LOOK):
        assert sum(work.sequences(A_LOOK)) >= A_LOOK


def test_every_table_is_made_again_from_the_journal_alone(database: Database):
    work = RandomWork(database, random.Random(7), NOW)
    work.begin(people=10, devices=16)
    for _ in range(200):
        work.act()
        if work.done and work.dice.random() < 0.15:
            work.undo_last()
    # fresh devices that went out and came back, so that every verb finds something to do
    for verb in (*("add device",) * 12, *("lend", "return") * 12, "lend", "call", *VERBS):
        assert any(work.act(verb) for _ in range(40)), f"{verb} was refused every time"
    assert check_rebuilt(database) > 200
