"""A window of a long list begins at the nearest row that is known, and not at the top."""

from __future__ import annotations

from hubdesk.queries.places import Places, Start

TOTAL = 300_000


def test_of_a_list_nothing_is_known_of_the_nearer_end_is_taken():
    nothing = Places()
    assert nothing.nearest(400, 200, TOTAL) == Start(False, 400, None)
    assert nothing.nearest(TOTAL - 600, 200, TOTAL) == Start(True, 400, None)


def test_scrolling_on_from_a_window_steps_over_that_window_alone():
    places = Places()
    places.learn(150_000, ("okafor", "id"))
    assert places.nearest(150_200, 200, TOTAL) == Start(False, 200, ("okafor", "id"))
    assert places.nearest(150_000, 200, TOTAL) == Start(False, 0, ("okafor", "id"))


def test_scrolling_back_from_a_window_steps_over_nothing():
    places = Places()
    places.learn(150_000, ("okafor", "id"))
    assert places.nearest(149_800, 200, TOTAL) == Start(True, 0, ("okafor", "id"))


def test_of_two_rows_the_nearer_is_taken():
    places = Places()
    for at in (100_000, 160_000):
        places.learn(at, (at,))
    assert places.nearest(110_000, 200, TOTAL).key == (100_000,)
    assert places.nearest(150_000, 200, TOTAL) == Start(True, 9_800, (160_000,))
