"""Who may be here twice: which pairs are shown, which are not, and which never again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hubdesk.errors import HubDeskError
from hubdesk.models import Birth
from hubdesk.operations.merging import merge_people, say_two_people
from hubdesk.operations.people import register_person
from hubdesk.queries.here_twice import CROWDED, HereTwice, here_twice, pair_rows
from hubdesk.queries.likeness import Known, Likeness, likeness
from tests.conftest import NOW, HubBuilder


def born(year: int, month: int, day: int) -> dict[str, Any]:
    return {"more": {"birth": Birth.of_day(date(year, month, day))}}


def seen(hub: HubBuilder) -> HereTwice:
    return here_twice(hub.look)


def names(hub: HubBuilder) -> list[tuple[str, str, Likeness]]:
    pairs = seen(hub).pairs
    rows = hub.look(lambda db: pair_rows(db, pairs))
    return [(row.one.name, row.other.name, row.likeness) for row in rows]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            ("Samira Haddad", {"phone": "07700 900123"}),
            ("Sameera", {"phone": "+44 7700 900123"}),
            Likeness.PHONE_AND_NAME,
        ),
        (("Ada Obi", born(1979, 3, 14)), ("ADA OBI", born(1979, 3, 14)), Likeness.NAME_AND_BIRTH),
        (
            ("Mohammed Khan", born(1979, 3, 14)),
            ("Muhammad Khan", born(1979, 3, 14)),
            Likeness.ALIKE_AND_BIRTH,
        ),
        (
            ("Ada Obi", born(1979, 3, 14)),
            ("Ada Brown", born(1979, 3, 14)),
            Likeness.PART_AND_BIRTH,
        ),
        (("Ada Obi", born(1979, 3, 4)), ("Ada Obi", born(1979, 4, 3)), Likeness.NEAR_BIRTH),
        (("Ada Obi", born(1979, 3, 14)), ("Obi Ada", born(1997, 3, 14)), Likeness.NEAR_BIRTH),
        (("Ada Obi", born(1979, 3, 12)), ("Ada Obi", born(1979, 3, 21)), Likeness.NEAR_BIRTH),
        (("Bo Li", {}), ("Li Bo", born(1979, 3, 14)), Likeness.NAME),
        (("فاطمہ خان", {}), ("Fatima Khan", {}), Likeness.ALIKE),
    ],
)
def test_a_pair_that_may_be_one_person_is_shown_with_its_reason(
    hub: HubBuilder, one: Any, other: Any, why: Likeness
):
    for name, facts in (one, other):
        hub.person(name, **facts)
    assert names(hub) == [(one[0], other[0], why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Samira Haddad", {"phone": "07700 900123"}), ("Omar Li", {"phone": "07700 900123"})),
        (("Ada Obi", born(1979, 3, 14)), ("Ada Obi", born(1991, 7, 2))),
        (("Ada Obi", born(1979, 3, 14)), ("Bo Li", born(1979, 3, 14))),
        (("John Smith", {"phone": "07700 900123"}), ("Jane Smyth", {"phone": "07700 900456"})),
    ],
)
def test_a_pair_that_is_two_people_is_not(hub: HubBuilder, one: Any, other: Any):
    for name, facts in (one, other):
        hub.person(name, **facts)
    assert names(hub) == []


def test_the_rule_is_the_same_whichever_record_comes_first():
    people = [
        Known.of(name, phone, birth)
        for name in ("Ada Obi", "Obi Ada", "Ada", "Adda Obie")
        for phone in ("", "447700900123")
        for birth in (Birth(), Birth.of_year(1979), Birth.of_day(date(1979, 3, 14)))
    ]
    for one in people:
        for other in people:
            assert likeness(one, other) is likeness(other, one)


def test_two_who_were_said_to_be_two_people_are_not_shown_again(hub: HubBuilder):
    one, two = hub.person("Ada Obi"), hub.person("Ada Obi")
    hub.do("two people", lambda db, now: say_two_people(db, one_id=one, other_id=two, now=now))
    said = hub.last_txn
    assert names(hub) == []
    other = hub.person("Ada Obi")
    assert len(names(hub)) == 2
    hub.do("merge people", lambda db, now: merge_people(db, from_id=one, to_id=other, now=now))
    assert names(hub) == [], "what was said of a record holds for the one it was merged into"
    hub.undo()
    hub.undo(said)
    assert len(names(hub)) == 3


def test_a_pair_made_one_is_no_pair_any_more(hub: HubBuilder):
    one, two = hub.person("Ada Obi"), hub.person("Ada Obi")
    found = seen(hub).pairs
    hub.do("merge people", lambda db, now: merge_people(db, from_id=one, to_id=two, now=now))
    assert names(hub) == []
    assert hub.look(lambda db: pair_rows(db, found)) == []


def test_a_name_many_have_says_nothing_by_itself_and_that_is_said(hub: HubBuilder):
    with hub.database.changing("register person") as db:
        for n in range(CROWDED + 1):
            birth = Birth.of_day(date(1950 + n, 6, 1 + n % 28))
            register_person(db, display_name="Ali Khan", more={"birth": birth}, now=NOW)
        for _ in range(2):
            birth = Birth.of_day(date(2001, 1, 1))
            register_person(db, display_name="Ali Khan", more={"birth": birth}, now=NOW)
    found = seen(hub)
    assert found.crowded == CROWDED + 3
    assert [pair.likeness for pair in found.pairs] == [Likeness.NAME_AND_BIRTH]


def test_the_look_through_everybody_tells_how_far_it_is_and_can_be_stopped(hub: HubBuilder):
    with hub.database.changing("register person") as db:
        for n in range(300):
            name = f"{chr(97 + n % 25)}{chr(97 + n // 25 % 25)} ann"
            for _ in range(2):
                register_person(db, display_name=name, now=NOW)
    steps: list[tuple[int, int]] = []
    here_twice(hub.look, lambda done, whole: steps.append((done, whole)))
    assert len(steps) >= 1
    assert steps[-1][0] == steps[-1][1]

    class Enough(HubDeskError):
        pass

    def stop(_done: int, _whole: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        here_twice(hub.look, stop)
