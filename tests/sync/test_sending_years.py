"""Years of bad connections from one seed: all that was meant to leave arrives, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from hubdesk.sync import sending
from tests.sync.sending_bugs import BUGS
from tests.sync.sending_places import KINDS, Wrong
from tests.sync.sending_years import said, years

SEED = 2026
YEARS = 200


def test_in_years_of_bad_connections_all_that_was_meant_to_leave_arrives_once_and_nothing_else(
    counted: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sending, "LARGE", 20)  # so bundles of 24 bytes go after pages of fewer
    counts = Counter[str]()
    assert len(list(islice(years(SEED, counts), YEARS))) == YEARS
    counted(said(SEED, counts))
    assert [kind for kind in KINDS if not counts[kind]] == [], "a fault that never struck"


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_put_in_on_purpose_is_found_within_those_years(bug: str):
    kinds: dict[str, Any] = BUGS[bug]
    with pytest.raises(Wrong) as wrong:
        list(islice(years(SEED, Counter(), **kinds), YEARS))
    assert wrong.value.kind in SHOWN[bug]


SHOWN = {
    "trusts the answer": ("told as sent",),
    "never looks again": ("lost",),
    "writes over": ("written over",),
    "trusts the list": ("lost",),
    "tells too soon": ("told as sent", "lost"),
    "index first": ("names what is not there",),
    "papers first": ("papers before pieces",),
    "packs again": ("something else left",),
    "records before it keeps": ("lost", "kept for ever"),
    "sends old pages": ("older over newer",),
    "asks once": ("left after an erasure",),
    "sets up anywhere": ("something else left",),
}
