"""What is sent next, what waits and how long: decided from facts alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from hubdesk.errors import HubDeskError
from hubdesk.errors import sending as e
from hubdesk.queries.parcels import Listed
from hubdesk.sync.sending import (
    FIRST,
    LEAST,
    LONGEST,
    LONGEST_NEAR,
    SETTLED,
    Line,
    Look,
    OnItsWay,
    Rest,
    Send,
    Spot,
    next_step,
    put_off,
)
from tests.conftest import NOW

WEB, PHONE = Spot("web", "the cloud"), Spot("phone", "the bucket", on_metered=True)
STICK = Spot("stick", "the stick", is_near=True, is_stick=True)
SPOTS = {spot.id: spot for spot in (WEB, PHONE, STICK)}
UP, DOWN, COSTLY = Line(), Line(is_up=False), Line(is_metered=True)


def parcel(id: str, spot: Spot = WEB, **facts: object) -> OnItsWay:
    return OnItsWay(id, spot.id, (), NOW - timedelta(hours=2), **facts)  # type: ignore[arg-type]


def test_the_oldest_goes_first_and_what_waits_before_what_is_only_looked_at():
    old, new = parcel("1", is_sent=True), parcel("2")
    assert next_step([old, new], SPOTS, UP, NOW) == Send(new)
    assert next_step([old], SPOTS, UP, NOW) == Look(old)


def test_a_copy_of_hundreds_of_megabytes_never_keeps_a_report_back_on_a_line_of_minutes():
    copy = replace(parcel("1"), files=(Listed("backup/a.hubdesk", "", 300 << 20), Listed("b")))
    report = parcel("2")
    assert next_step([copy, report], SPOTS, UP, NOW) == Send(report)
    cut = replace(copy, tries=1, next_at=NOW + FIRST, trouble="PlaceAway")
    anew = Line(since=NOW - SETTLED)
    assert next_step([cut, report], SPOTS, anew, NOW) == Send(report)
    assert next_step([copy], SPOTS, UP, NOW) == Send(copy)
    rest = replace(copy, arrived=1)  # what is left of it is small, so it goes in its turn
    assert next_step([rest, report], SPOTS, UP, NOW) == Send(rest)


def test_without_a_line_a_stick_is_still_written_to():
    web, stick = parcel("1"), parcel("2", STICK)
    assert next_step([web, stick], SPOTS, DOWN, NOW) == Send(stick)
    assert next_step([web], SPOTS, DOWN, NOW) == Rest()


def test_a_line_that_costs_is_spared_unless_the_place_allows_it():
    web, phone = parcel("1"), parcel("2", PHONE)
    assert next_step([web, phone], SPOTS, COSTLY, NOW) == Send(phone)
    assert next_step([web], SPOTS, COSTLY, NOW) == Rest()


def test_a_line_has_to_stand_a_few_seconds_and_then_is_worth_a_try_whatever_was_waited_for():
    late = parcel("1", tries=9, next_at=NOW + timedelta(minutes=50), trouble="PlaceAway")
    line = Line(since=NOW)
    assert next_step([late], SPOTS, line, NOW) == Rest(NOW + SETTLED)
    assert next_step([late], SPOTS, line, NOW + SETTLED) == Send(late)
    tried = {"web": NOW + timedelta(seconds=1)}
    assert next_step([late], SPOTS, line, NOW + SETTLED, tried=tried) == Rest(late.next_at)


def test_a_line_that_comes_and_goes_is_not_tried_each_time():
    late = parcel("1", next_at=NOW + timedelta(minutes=50), trouble="PlaceAway")
    tried = {"web": NOW - timedelta(seconds=4)}
    rest = next_step([late], SPOTS, Line(since=NOW - timedelta(seconds=3)), NOW, tried=tried)
    assert rest == Rest(tried["web"] + LEAST)


@pytest.mark.parametrize(
    ("error", "of_all"),
    [
        (e.PlaceAway(""), True),
        (e.NotThePlace(""), True),
        (e.PlaceSaysNo(""), True),
        (e.PlaceUnproved(""), True),
        (e.OtherPlace(""), True),
        (e.PlaceFull(""), False),
        (e.PlaceReadsBackOther(""), False),
        (e.NameTaken("", ""), False),
    ],
)
def test_what_is_wrong_with_a_place_keeps_all_back_and_with_one_parcel_only_that(
    error: HubDeskError, of_all: bool
):
    first, second = put_off(parcel("1"), error, WEB, NOW, random.Random(1)), parcel("2")
    step = next_step([first, second], SPOTS, UP, NOW)
    assert step == (Rest(first.next_at) if of_all else Send(second))
    assert first.stopped is (first.next_at is None)


def test_a_place_that_said_no_waits_for_somebody_and_one_that_is_away_does_not():
    no = put_off(parcel("1"), e.PlaceSaysNo(""), WEB, NOW, random.Random(1))
    away = put_off(parcel("1"), e.PlaceAway(""), WEB, NOW, random.Random(1))
    later = NOW + LONGEST
    assert next_step([no], SPOTS, UP, later) == Rest()
    assert next_step([away], SPOTS, UP, later) == Send(away)


@pytest.mark.parametrize(("spot", "longest"), [(WEB, LONGEST), (STICK, LONGEST_NEAR)])
def test_the_waits_grow_to_a_limit_and_no_two_computers_wait_alike(spot: Spot, longest: timedelta):
    for tries in range(60):
        waits = set()
        for seed in range(5):
            chance = random.Random(seed)
            tried = put_off(parcel("1", spot, tries=tries), e.PlaceAway(""), spot, NOW, chance)
            assert tried.next_at is not None
            waits.add(tried.next_at - NOW)
        whole = min(longest, FIRST * 2 ** min(tries, 12))
        assert len(waits) == 5
        assert whole / 2 <= min(waits) < max(waits) <= whole


def test_what_was_tried_in_vain_rests_however_long_the_try_took():
    tired, fresh = parcel("1", STICK), parcel("2", STICK)
    assert next_step([tired, fresh], SPOTS, UP, NOW, in_vain={"1"}) == Send(fresh)


def test_a_clock_that_goes_back_a_year_keeps_nothing_waiting():
    stuck = parcel("1", next_at=NOW + timedelta(days=365), trouble="PlaceAway")
    assert next_step([stuck], SPOTS, Line(since=NOW + timedelta(days=365)), NOW) == Send(stuck)
