"""A change of the data key killed by -9 at any line: exactly one whole set opens afterwards."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hubdesk.operations.people import register_person
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase, read_slots, with_new_passphrase
from hubdesk.store.opening import close_hub, make_hub_file
from hubdesk.store.ways_in import keep_ways
from tests.cutting_keys import Hub, cut_at
from tools.throwaway import CHEAP, NOW, PASSPHRASE

FIGURE = 2_000
UNIT = "kills"
A_ROUND = 10
LEAVER = "the one who went away angry"
NAMES = ("Ada Okafor", "Bilal Aziz", "Chen Wei")


def rounds(seed: int) -> Iterator[int]:
    """Yields kills. AssertionError says at which line what was wrong. Needs a system with fork."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="hubdesk-soak-") as folder:
        paths = Paths(Path(folder) / "made")
        database, _ = make_hub_file(paths, name="Soak", passphrase=PASSPHRASE, cost=CHEAP)
        with database.changing("register person") as db:
            for name in NAMES:
                register_person(db, display_name=name, now=NOW)
        slots = read_slots(paths)
        key = open_with_passphrase(slots, PASSPHRASE)
        slots = with_new_passphrase(slots, key, LEAVER, CHEAP, account="lee")
        keep_ways(paths, database, replace(slots, recovery_proved=True))
        close_hub(paths, database)
        hub = Hub(paths.home, (PASSPHRASE,), LEAVER, "lee", len(NAMES))
        whole = cut_at(hub, Path(folder), 0)
        ends: Counter[bool] = Counter()
        while True:
            for _ in range(A_ROUND):
                # half of them near the end: there the two sets change places
                first = max(1, whole.lines - 150) if dice.random() < 0.5 else 1
                ends[cut_at(hub, Path(folder), dice.randint(first, whole.lines - 1)).is_new] += 1
            yield A_ROUND
            assert ends.total() < 200 or len(ends) == 2, ends
