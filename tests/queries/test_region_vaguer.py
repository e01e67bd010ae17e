"""Nobody is one of too few of the same age, area and week."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.queries.vaguer import LEAST, Exact, alike, is_vaguer, picked_out, steps

PEOPLE = st.builds(
    Exact,
    years=st.integers(-1, 100),
    band=st.sampled_from(("", "25 to 49", "under 13", "75 or over", "what is no band")),
    area=st.sampled_from(("", "B1", "B12", "WV1")),
    first_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@given(st.lists(PEOPLE, max_size=60))
@settings(max_examples=150, deadline=None)
def test_whoever_is_told_of_is_one_of_enough_who_are_alike(people: list[Exact]):
    known = {str(at): one for at, one in enumerate(people)}
    told = alike(known)
    assert told.keys() == known.keys()
    many = Counter(told.values())
    for id, said in told.items():
        assert said in steps(known[id])
        assert said == ("", "", "") or many[said] >= LEAST


def test_enough_who_are_alike_are_told_of_exactly():
    one = Exact(36, "", "B12", date(2026, 11, 24))
    assert set(alike({str(n): one for n in range(LEAST)}).values()) == {
        ("35-39", "B12", "2026-W48")
    }
    assert picked_out({str(n): one for n in range(LEAST)}) == 0


def test_one_too_few_are_told_of_less_step_by_step():
    begins = date(2026, 11, 24)
    some = {str(n): Exact(36, "", "B12", begins + timedelta(weeks=n % 5)) for n in range(10)}
    assert picked_out(some) == 10
    # the weeks reach into December, so into one quarter and one year
    assert set(alike(some).values()) == {("35-39", "B12", "2026-Q4")}


def test_somebody_alone_is_told_nothing_of():
    assert alike({"a": Exact(36, "", "B12", date(2026, 11, 24))}) == {"a": ("", "", "")}


def test_each_step_is_vaguer_than_the_one_before():
    told = steps(Exact(36, "", "B12", date(2026, 11, 24)))
    for before, now in pairwise(told):
        assert is_vaguer(now, before)
        assert not is_vaguer(before, now)
