"""What may not leave does not, by no door and at no moment; and what left all the same is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.carrying import save_waiting
from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import PlaceAway, PlaceFull, PlaceIsAnother
from hubdesk.messages import explain
from hubdesk.models import SendingPlace
from hubdesk.operations import parcels as parcel_work
from hubdesk.operations.places import change_place
from hubdesk.queries.leaving_log import Shown, log_window
from hubdesk.queries.parcels import waiting_parcels
from hubdesk.queries.what_leaves import MONTH_REPORT
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.sending import LOOKS, Line
from tests.sync.held_hub import DRIVE, NAME, Held, a_stick, names_on
from tests.sync.leaving import new_key


def one_waits(held: Held) -> None:
    """A bundle with somebody in it is sealed, and its place is away."""
    held.journal()
    held.hub.person(NAME)
    held.away()
    held.round()


def test_a_stick_takes_nothing_of_an_export_that_was_stopped(held: Held, tmp_path: Path):
    export = held.journal()
    held.hub.person(NAME)
    held.away()
    held.round()
    held.stop(export)
    stick = a_stick(tmp_path)
    assert save_waiting(held.work, held.database, stick, held.hub.clock) == (0, 0)
    assert names_on(stick) == set()
    assert [state for state, _ in held.log()] == [Shown.TAKEN_BACK]


@pytest.mark.parametrize(
    ("met", "said"), [(PlaceFull, "is full."), (PlaceAway, "cannot be reached. Plug it in")]
)
def test_a_stick_that_fills_or_is_pulled_half_way_stands_in_the_log_with_what_it_took(
    held: Held,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    met: type[PlaceFull | PlaceAway],
    said: str,
):
    one_waits(held)
    stick, real = a_stick(tmp_path), FolderStorage.put_new

    def fills(self: FolderStorage, name: str, content: bytes) -> None:
        if names_on(stick):
            raise met(stick.name)
        real(self, name, content)

    monkeypatch.setattr(FolderStorage, "put_new", fills)
    with pytest.raises(HubDeskError) as raised:
        save_waiting(held.work, held.database, stick, held.hub.clock)
    assert explain(raised.value).text.startswith(f"{stick.name} {said}")
    assert len(names_on(stick)) == 1
    assert (Shown.TAKEN_BACK, 2) in held.log(), "the one that broke off may lie there too"


def test_a_stick_gets_no_more_of_what_is_taken_back_while_it_is_written(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    one_waits(held)
    stick, real = a_stick(tmp_path), FolderStorage.put_new

    def taken_back(self: FolderStorage, name: str, content: bytes) -> None:
        real(self, name, content)
        held.take_back()

    monkeypatch.setattr(FolderStorage, "put_new", taken_back)
    assert save_waiting(held.work, held.database, stick, held.hub.clock) == (0, 0)
    assert len(names_on(stick)) == 1
    assert sorted(held.log()) == [(Shown.TAKEN_BACK, 0), (Shown.TAKEN_BACK, 1)]


@pytest.mark.parametrize("how", ["taken back", "stopped"])
def test_what_is_on_its_way_ends_after_the_file_in_hand_and_that_one_is_in_the_log(
    held: Held, how: str
):
    export = held.journal()
    held.hub.person(NAME)

    def once() -> None:
        held.after = lambda: None
        held.take_back() if how == "taken back" else held.stop(export)

    held.after = once
    held.round()
    held.round()  # what was stopped is taken back at the next
    assert len(held.there()) == 1
    assert held.log() == [(Shown.TAKEN_BACK, 1)]


def test_what_somebody_said_not_to_send_is_not_made_again_a_minute_later(held: Held):
    held.journal()
    held.away()
    assert len(held.round()) == 1
    held.take_back()
    held.back()
    held.hub.clock.forward(minutes=1)
    assert held.round() == []
    held.hub.clock.forward(days=1)
    assert len(held.round()) == 1, "it comes with its rhythm"


def test_what_was_lost_here_before_it_left_is_made_again_at_once(held: Held):
    held.journal()
    held.away()
    (lost,) = held.round()
    held.work.outbox().let_go(lost)
    held.back()
    held.hub.clock.forward(hours=5)
    held.round()
    assert len(held.round()) == 1
    assert held.there()


def test_a_clock_once_a_year_ahead_silences_no_rhythm(held: Held):
    held.hub.clock.forward(days=365)
    held.journal()
    held.round()
    held.hub.clock.forward(days=-365)
    held.hub.person(NAME)
    assert len(held.round()) == 1
    held.hub.person("Bo Li")
    assert held.round() == [], "and today is once"


def test_what_somebody_takes_away_each_time_is_sent_again_five_times_and_no_more(held: Held):
    held.journal()
    held.round()
    name, again = min(held.there()), 0
    (path,) = (held.sends.root / DRIVE).rglob(name.rpartition("/")[2])
    for _ in range(LOOKS + 3):
        path.unlink(missing_ok=True)
        held.hub.clock.forward(hours=21)
        held.work.round(Line())  # looks
        held.work.round(Line())  # and sends it again
        again += name in held.there()
    assert again == LOOKS


def test_what_left_and_is_missing_later_stays_sent_in_the_log_and_is_sent_again(held: Held):
    export = held.journal()
    (id,) = held.round()
    (first,) = held.hub.look(log_window)
    missing = lambda db, _now: parcel_work.note_missing(db, id, arrived=0)  # noqa: E731
    held.hub.do("parcel sent", missing)
    held.hub.clock.forward(hours=1)
    assert [row.id for row in held.hub.look(waiting_parcels)] == [id]
    assert held.hub.look(log_window) == [first]
    for path in (held.sends.root / DRIVE).rglob("*.hdb"):
        path.unlink()
    held.round()
    assert held.there()
    assert held.hub.look(waiting_parcels) == []
    assert held.hub.look(log_window) == [first], "when it left first"
    held.hub.do("parcel sent", missing)
    held.stop(export)
    held.round()
    assert held.log() == [(Shown.SENT, 0)]


def test_two_readers_of_one_report_at_one_place_each_get_their_own(held: Held):
    import pyrage

    readers = {"The council": new_key(), "The fund": new_key()}
    for name, (public, _) in readers.items():
        held.sends.agree(MONTH_REPORT, DRIVE, recipient=public, recipient_name=name)
    assert len(held.round()) == 2
    there = held.sends.there(DRIVE)
    assert len(there) == 2

    def opens(secret: str, content: bytes) -> bool:
        try:
            pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(secret)])
        except pyrage.DecryptError:
            return False
        return True

    for _, secret in readers.values():
        assert sum(opens(secret, content) for content in there.values()) == 1


def move(held: Held, identity: str) -> None:
    place_id, address = held.sends.places[DRIVE], str(held.sends.root / DRIVE)
    held.hub.do(
        "change place",
        lambda db, _now: change_place(
            db,
            place_id=place_id,
            name="The drive",
            address=address,
            options={},
            secret="",
            identity=identity,
        ),
    )


def test_a_place_that_has_something_is_not_changed_into_another_which_would_lack_it(held: Held):
    def identity(db: Any) -> str:
        return str(db.get_one(SendingPlace, held.sends.places[DRIVE]).identity)

    signed = held.hub.look(identity)
    held.journal()
    move(held, '{"another": 1}')  # nothing was sent yet, so nothing is missed there
    move(held, signed)
    held.round()
    with pytest.raises(PlaceIsAnother):
        move(held, '{"another": 1}')
    move(held, signed)
    assert held.hub.look(identity) == signed
