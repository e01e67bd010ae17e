"""What of ours stands beside a number of others: what was published, and hidden stays hidden."""

from __future__ import annotations

from hubdesk.messages.benchmarks import ours_words
from hubdesk.queries.benchmarks import shipped_benchmarks
from hubdesk.queries.ours_beside import ours_beside
from hubdesk.ui.clearer.number_lines import words_of
from tests.conftest import HubBuilder
from tests.equality_hub import publish, took_in


def test_nothing_of_ours_is_read_before_it_was_published(hub: HubBuilder):
    hub.do("open equality forms", lambda db, _: took_in(db, [{"sex": "female"}] * 30, "2026-08"))
    assert hub.look(ours_beside) == {}


def test_ours_is_the_part_of_those_who_answered_in_the_published_table(hub: HubBuilder):
    publish(hub, 30, 20)
    ours = hub.look(ours_beside)["sex:female"]
    assert (ours.share.tenths, ours.period) == (600, "July to September 2026")


def test_what_was_hidden_when_it_left_is_hidden_here(hub: HubBuilder):
    publish(hub, 30, 2)
    ours = hub.look(ours_beside)["sex:female"]
    assert ours.share.tenths is None
    share = ours.share
    words = ours_words(share.tenths, share.hidden, ours.period, doubtful=share.doubtful)
    assert "%" not in words
    assert words.endswith("Not adjusted for age.")


def test_where_the_newest_table_hides_it_the_one_before_says_it_with_its_days(hub: HubBuilder):
    publish(hub, 30, 20)
    hub.clock.forward(days=60)
    publish(hub, 30, 2, "2026-Q4")
    ours = hub.look(ours_beside)
    assert (ours["sex:female"].share.tenths, ours["sex:female"].period) == (
        600,
        "July to September 2026",
    )
    hub.clock.forward(days=90)
    publish(hub, 20, 30, "2027-Q1")
    newest = hub.look(ours_beside)["sex:female"]
    assert (newest.share.tenths, newest.period) == (400, "January to March 2027")


def test_a_number_is_never_drawn_without_its_people_place_year_and_source():
    for row in shipped_benchmarks():
        words = [one for one, _role, _ink in words_of(row, {})]
        if row.amount is not None:
            assert words[1] == f"{row.base}, {row.geography}, {row.year}"
            assert any(one.startswith(f"Source: {row.source}") for one in words)
        assert any(one == f"Mind: {row.doubt}" for one in words)
