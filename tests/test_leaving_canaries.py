"""No name, phone, note, postcode or e-mail is in what leaves for a region or for everybody."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable

import pytest

from hubdesk.queries import region_rows
from hubdesk.sync import region_lines
from tests.conftest import HubBuilder
from tests.leaving_canaries import Leaving

SEED, MANY = 5, 200


@pytest.fixture
def leaving(hub: HubBuilder) -> Leaving:
    return Leaving(hub, random.Random(SEED))


def test_nothing_that_leaves_says_who_anybody_is(leaving: Leaving, counted: Callable[[str], None]):
    leaving.live(MANY)
    leaving.send()
    assert leaving.found() == []
    searched = leaving.canaries.searched
    for where in ("region", "statistics", "calendar", "this-week", "log"):
        assert searched[where], f"nothing of {where} was searched"
    assert searched["bytes"] > 100_000
    assert len(leaving.canaries.words) > 8 * MANY
    feed = [one for name, one in leaving.sending.there.items() if name.startswith("region/")]
    assert sum(map(len, feed)) > 5_000, "the feed is empty"
    counted(
        f"{leaving.canaries.people} people, {len(leaving.canaries.words):,} words, "
        f"{searched['files']:,} files, {searched['bytes']:,} bytes, seed {SEED}: 0 found"
    )


def test_the_search_finds_a_word_however_it_is_written(leaving: Leaving):
    canaries = leaving.canaries
    word = canaries.new(random.Random(1))
    for content in (
        word.encode(),
        word.title().encode("utf-16-le"),
        word.upper().encode("utf-16-be"),
        *(base64.b64encode(b"x" * at + word.encode() + b"yz") for at in range(3)),
        base64.urlsafe_b64encode(word.encode("utf-16-le")),
        b'{"x":"' + base64.b64encode(b"name: " + word.encode()) + b'"}',
        f"<p>{word}</p>".encode(),
    ):
        assert canaries.found_in("x", content), content
    assert canaries.found_in("x", b"call 0121 490 0017")
    assert canaries.found_in("x", b"QZ1 4AA")
    assert canaries.found_in("x", b"harmless words, B12 and QZ1, 2026-W48") == []


def test_a_leak_on_purpose_is_caught(leaving: Leaving, monkeypatch: pytest.MonkeyPatch):
    """Were names read for the feed and let through by its rules, this would find them."""
    real = region_rows._attendance

    def leaks(db, ids, since):
        from hubdesk.models import Person

        return [
            region_rows.Fact(
                one.tbl, one.id, one.person_id, one.week,
                (("kind", db.get_one(Person, one.person_id).known_as), ("course", "")),
            )
            for one in real(db, ids, since)
        ]  # fmt: skip

    leaving.live(30)
    monkeypatch.setattr(region_rows, "_attendance", leaks)
    monkeypatch.setattr(region_rows, "LEAST", 1)
    leaving.send()
    assert leaving.found() == [], "the rules of the lines let a typed word through"
    rules = region_lines.COLUMNS["attendance"]
    monkeypatch.setitem(rules, "kind", region_lines.re.compile(".*"))  # type: ignore[arg-type]
    leaving.hub.clock.forward(days=8)
    leaving.send()
    assert any("region/" in hit for hit in leaving.found())
