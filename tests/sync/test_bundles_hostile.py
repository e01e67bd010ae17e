"""Nothing of a stranger is taken, and of a stolen computer nothing but what a hub can write."""

from __future__ import annotations

import random
from itertools import islice

from tests.bundle_fuzz import SLOWEST, Counts, Insider, hostile, mutated
from tests.bundle_hostility import BOMBS, HARMLESS, HOSTILITIES
from tests.counting import Counted

SEED = 6
MUTATED = 10_000
HOSTILE = 2_000


def test_no_bundle_that_was_changed_on_its_way_is_taken(counted: Counted):
    counts = Counts()
    for _ in islice(mutated(random.Random(SEED), counts), MUTATED):
        pass
    counted(f"mutated bundles, {counts.said(SEED)}")
    assert counts.tried >= MUTATED
    assert counts.accepted == 0
    assert counts.slowest < SLOWEST
    assert set(counts.ended) == {
        *("NotABundle", "BundleCut", "BundleDamaged", "BundleSignerUnknown", "BundleFromNewer")
    }


def test_of_what_is_signed_only_what_a_hub_can_write_is_taken(counted: Counted):
    counts = Counts()
    for _ in islice(hostile(Insider(random.Random(SEED)), counts), HOSTILE):
        pass
    counted(f"signed and hostile bundles, {counts.said(SEED)}; 0 outside the allow-list")
    assert counts.tried == HOSTILE
    assert set(counts.kinds) == {kind.__name__ for kind in (*HOSTILITIES, *HARMLESS, *BOMBS)}
    harmless = sum(counts.kinds[kind.__name__] for kind in HARMLESS)
    assert counts.accepted == harmless > 50, "what is right is taken: the rest was looked at"
    assert counts.slowest < SLOWEST
