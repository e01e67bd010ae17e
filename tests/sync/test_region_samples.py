"""Feeds that were given out once are read for ever, by us and by a region's own reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubdesk.errors.bundles import BundleFromNewer
from hubdesk.messages import explain
from hubdesk.sync.container import Trust
from hubdesk.sync.region_in import read_feed
from tests.counting import Counted
from tests.region_reader import Region

SAMPLES = Path(__file__).parents[1] / "samples" / "feeds"
KEYS = json.loads((SAMPLES / "keys.json").read_text("utf-8"))
TRUST = Trust(KEYS["hub"], frozenset((KEYS["signs_public"],)))
FIRST = "0000000001-0000000001.0."


def content(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def region() -> Region:
    return Region(KEYS["hub"], {KEYS["signs_public"]}, KEYS["identity"])


def test_a_feed_of_today_is_read_by_any_later_hubdesk_and_by_a_reader_of_the_page_alone(
    counted: Counted,
):
    names = {path.name for path in SAMPLES.glob("*.hdb")} - {"next-feed.hdb"}
    (first,) = (name for name in names if name.startswith(FIRST))
    assert names == {first, *KEYS["there"]}
    for name in sorted(names):
        ours = read_feed(content(name), name, TRUST, (KEYS["identity"],))
        theirs = region()
        theirs.take(name, content(name))
        assert {(line.tbl, line.rid) for line in ours.lines} == set(theirs.rows)
    before, now = region(), region()
    before.take(first, content(first))
    for name in KEYS["there"]:
        now.take(name, content(name))
    assert len(before.of("participant")) == KEYS["people"] + 1
    assert len(now.of("participant")) == len(now.of("loan")) == KEYS["people"]
    (erased,) = set(now.gone)
    assert any(pid == erased for _, pid, _ in before.rows.values())
    assert not any(pid == erased for pid, _ in now.told().values())
    counted(f"{len(names) + 1} golden files of a feed: {len(names)} read, 1 held")


def test_a_feed_of_lines_nobody_knows_yet_is_held_with_a_sentence():
    name = "next-feed.hdb"
    with pytest.raises(BundleFromNewer) as held:
        read_feed(content(name), name, TRUST, (KEYS["identity"],))
    assert "written by a newer HubDesk, so it waits" in explain(held.value).text
    with pytest.raises(ValueError, match="no feed"):
        region().take(name, content(name))  # renamed: looked at again under its own
