"""Two processes lend the same device at once: one does, and the other is told who has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hubdesk.operations.people import register_person
from tests.racing import check, headsets, race, wins
from tools.throwaway import NOW, data_key, throwaway_hub

FIGURE = 10_000
UNIT = "pairs"
ROUNDS = (10, 240, 250, 500)  # in one hub; each starts two processes
NAMES = ("Ada Okafor", "Bilal Aziz")
LEAST = 0.2  # of the races of one hub, for each of the two


def rounds(seed: int) -> Iterator[int]:
    """Yields races run. AssertionError if a device was lent twice, or one process hardly won.

    The seed decides nothing: the two processes race on the real clock.
    """
    del seed
    while True:
        won: Counter[int] = Counter()
        with throwaway_hub() as (paths, database):
            with database.changing("register person") as db:
                people = [register_person(db, display_name=n, now=NOW).id for n in NAMES]
            for pairs in ROUNDS:
                devices = headsets(database, pairs, NOW)
                tries = race(paths.database, data_key(paths), devices, people, NOW)
                check(tries, NAMES)
                won += wins(tries)
                yield pairs
        assert min(won[0], won[1]) >= LEAST * won.total(), won
