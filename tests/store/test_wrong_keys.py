"""Wrong passphrases, and lock files that are cut, spoilt, swapped, old or gone."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

from tests.counting import Counted
from tests.wrong_keys import WAYS, WrongKeys

TRIES = 301


def test_a_wrong_lock_is_refused_or_healed_and_never_makes_a_new_hub(
    tmp_path: Path, counted: Counted
):
    wrong = WrongKeys(tmp_path, random.Random(20_261_124))
    for _ in islice(wrong.rounds(), TRIES):
        pass
    counted(f"wrong passphrases and lock files: {dict(sorted(wrong.counts.items()))}")
    assert wrong.counts["tries"] == TRIES
    assert TRIES % len(WAYS) == 0
