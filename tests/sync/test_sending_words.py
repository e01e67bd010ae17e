"""What is written of each thing that waits: true, with what to do, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hubdesk.queries.parcels import Listed, ParcelRow, Trying
from hubdesk.queries.what_leaves import BACKUP
from hubdesk.ui.sending.state import SendingState
from hubdesk.ui.sending.words import waiting_words
from tests.conftest import NOW

FILES = tuple(Listed(f"backup/{n}", size=1) for n in range(20))
SOON = NOW + timedelta(minutes=8)
STATE = SendingState(True, far=frozenset(["web"]), spared=frozenset(["web"]))


def waits(trouble: str = "", *, days: int = 0, place: str = "web", **trying: object) -> ParcelRow:
    at, tried = NOW - timedelta(days=days), Trying(trouble=trouble, **trying)  # type: ignore[arg-type]
    return ParcelRow(
        "one", BACKUP, "", place, "The cloud", "", "", FILES, 20, 0, at, None, None, tried
    )


@pytest.mark.parametrize(
    ("row", "state", "said"),
    [
        (waits(), {}, "Waits since 10:42am."),
        (waits(arrived=3), {"going": "one"}, "On its way now. 3 of 20 files have arrived."),
        (waits("PlaceAway", next_at=SOON), {}, "The cloud cannot be reached. Next try at 10:50am."),
        (
            waits("PlaceAway", next_at=SOON, days=16, arrived=5), {},
            "The cloud cannot be reached. It waits since Sun 8 Nov, 10:42am."
            " Next try at 10:50am. 5 of 20 files arrived before.",
        ),
        (
            waits("PlaceFull", next_at=SOON), {},
            "The cloud is full. Free some space there. What was to be sent is saved here and waits."
            " Next try at 10:50am.",
        ),
        (
            waits("NotThePlace", next_at=SOON), {},
            "Something else answered in place of The cloud. Perhaps this network wants you to sign"
            " in first. Nothing was sent. Next try at 10:50am.",
        ),
        (
            waits("PlaceAway", next_at=SOON, place="blue"), {"sticks": frozenset(["blue"])},
            "The cloud cannot be reached. Put it in, and it goes by itself.",
        ),
        (
            waits("PlaceAway", next_at=NOW), {},
            "The cloud cannot be reached. HubDesk tries again by itself.",
        ),
        # nothing is tried at that moment while sending rests, or there is no line to try it over
        (waits("PlaceAway", next_at=SOON), {"is_held": True}, "The cloud cannot be reached."),
        (waits("PlaceAway", next_at=SOON), {"is_up": False}, "The cloud cannot be reached."),
        (waits("PlaceAway", next_at=SOON), {"is_metered": True}, "The cloud cannot be reached."),
        (
            waits("PlaceSaysNo", stopped=True), {},
            "The cloud does not let HubDesk in."
            " Check its name and password if it has them, and that you may read and write there.",
        ),
    ],
)  # fmt: skip
def test_each_thing_that_waits_says_why_what_to_do_and_since_when(row, state, said):
    assert waiting_words(row, replace(STATE, **state), NOW) == said


def test_the_line_says_when_one_place_is_behind_for_days_though_there_is_internet():
    fresh, old = replace(waits(), id="two"), waits("PlaceAway", days=16, next_at=SOON)
    state = replace(STATE, waiting=(old, fresh), needs_line=True)
    said = state.status(NOW)
    assert (said.more, said.ink) == (("1 waiting since Sun 8 Nov",), "warn")
    week = waits("PlaceAway", days=7, place="blue")
    stick = replace(STATE, waiting=(week,), sticks=frozenset(["blue"]))
    assert stick.status(NOW).more == ("1 waiting to send",), "a stick is put in once a week"
    assert replace(stick, waiting=(replace(week, sealed_at=NOW - timedelta(days=11)),)).status(
        NOW
    ).more == ("1 waiting since Fri 13 Nov",)


def test_what_waits_behind_a_place_that_cannot_be_reached_says_so_too():
    first, second = waits("PlaceAway", next_at=SOON), replace(waits(), id="two")
    state = replace(STATE, waiting=(first, second))
    assert waiting_words(second, state, NOW) == waiting_words(first, state, NOW)
    of_one = replace(STATE, waiting=(waits("PlaceFull", next_at=SOON), second))
    assert waiting_words(second, of_one, NOW) == "Waits since 10:42am.", "a small one may have room"
