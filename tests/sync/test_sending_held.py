"""What may not leave does not, by no door and at no moment; and what left all the same is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hubdesk.app.bundles import keys_of
from hubdesk.app.carrying import save_waiting
from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.sending import PlaceAway, PlaceFull
from hubdesk.models import How
from hubdesk.operations import parcels as parcel_work
from hubdesk.operations.attending import sign_in
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.parcels import take_back_parcel
from hubdesk.operations.standing_exports import stop_export
from hubdesk.operations.stories import take_back_story, tell_story
from hubdesk.paths import Paths
from hubdesk.queries.leaving_log import Shown, log_window
from hubdesk.queries.left import to_be_sealed_again
from hubdesk.queries.parcels import waiting_parcels
from hubdesk.queries.recipients_hold import recipients_hold
from hubdesk.queries.what_leaves import JOURNAL, MONTH_REPORT, REGION_FEED
from hubdesk.store.database import Database
from hubdesk.sync import journal_out
from hubdesk.sync.exports import region_feed
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.sending import Line
from tests.conftest import HubBuilder
from tests.sending_hub import SendingHub
from tests.sync.leaving import new_key

DRIVE = "Drive"
NAME = "Ada Canary"


class Place:
    """A folder behind a line: `before` and `after` are asked around each bundle that goes there."""

    def __init__(self, inner: Any, before: Callable[[], object], after: Callable[[], object]):
        self._inner, self._before, self._after = inner, before, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_new(self, name: str, content: bytes) -> Any:
        if not name.endswith(".hdb"):
            return self._inner.put_new(name, content)
        self._before()
        answer = self._inner.put_new(name, content)
        self._after()
        return answer


class Held:
    """A hub with a drive that can be away, and a line that can end in the middle."""

    def __init__(self, paths: Paths, database: Database, hub: HubBuilder, root: Path) -> None:
        self.hub, self.database = hub, database
        self.sends = SendingHub(paths, database, hub.do, hub.look, root / "places")
        self.sends.place(DRIVE)
        self.work = SendingWork(paths, database, database.clock, opener=self._open)
        self.takes = 1_000  # so many bundles before the line ends
        self.after: Callable[[], object] = lambda: None

    def _open(self, place: Any, secret: str) -> Any:
        return Place(open_place(place, secret), self._count, lambda: self.after())

    def _count(self) -> None:
        self.takes -= 1
        if self.takes < 0:
            raise PlaceAway(DRIVE)

    def journal(self) -> Any:
        return self.sends.agree(JOURNAL, DRIVE, rhythm="daily", **self.sends.seal_to_us())

    def round(self, *, anew: bool = False) -> list[str]:
        return self.work.round(Line(), anew=anew).packed

    def away(self) -> None:
        (self.sends.root / DRIVE).rename(self.sends.root / "away")

    def back(self) -> None:
        (self.sends.root / "away").rename(self.sends.root / DRIVE)

    def take_back(self) -> None:
        for row in self.hub.look(waiting_parcels):
            self.hub.do(
                "take back parcel",
                lambda db, now, id=row.id: take_back_parcel(db, id, now=now),
            )

    def erase(self, id: str) -> None:
        facts = {"person_id": id, "typed_name": NAME, "ground": "asked"}
        self.hub.do("erase person", lambda db, now: erase_person(db, **facts, now=now))

    def stop(self, export: Any) -> None:
        self.hub.do("stop export", lambda db, _now: stop_export(db, export_id=export.id))

    def log(self) -> list[tuple[str, int]]:
        return [(row.state, row.left) for row in self.hub.look(log_window)]

    def names(self, name: str) -> int:
        """In how many bundles at the place somebody is named."""
        identities = keys_of(self.database).identities
        bundles = [
            read_content(content, path.rpartition("/")[2], None, identities)
            for path, content in self.sends.there(DRIVE).items()
        ]
        return sum(any(name in str(one.ops) for one in bundle.entries) for bundle in bundles)

    def there(self) -> set[str]:
        return set(self.sends.there(DRIVE))


@pytest.fixture
def held(
    paths: Paths,
    database: Database,
    hub: HubBuilder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Held:
    monkeypatch.setattr(journal_out, "MOST_CHANGES", 2)  # bundles of a few people
    return Held(paths, database, hub, tmp_path)


def a_stick(tmp_path: Path) -> Path:
    (stick := tmp_path / "stick").mkdir()
    return stick


def names_on(stick: Path) -> set[str]:
    return {path.name for path in stick.rglob("*.hdb")}


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


def test_a_stick_takes_what_was_sealed_again_after_an_erasure_and_not_what_waited(
    held: Held, tmp_path: Path
):
    held.journal()
    ada = held.hub.person(NAME)
    held.away()
    held.round()
    (old,) = held.hub.look(waiting_parcels)
    held.erase(ada)
    stick = a_stick(tmp_path)
    save_waiting(held.work, held.database, stick, held.hub.clock)
    (lost,) = [f for f in held.hub.look(waiting_parcels)[0].files if f.gone][:1]
    assert lost.name in {file.name for file in old.files}
    assert names_on(stick)
    assert lost.name.rpartition("/")[2] not in names_on(stick)


def test_a_stick_that_fills_half_way_stands_in_the_log_with_what_it_took(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    held.journal()
    held.hub.person(NAME)
    held.away()
    held.round()
    stick, real = a_stick(tmp_path), FolderStorage.put_new

    def fills(self: FolderStorage, name: str, content: bytes) -> None:
        if names_on(stick):
            raise PlaceFull(stick.name)
        real(self, name, content)

    monkeypatch.setattr(FolderStorage, "put_new", fills)
    with pytest.raises(PlaceFull):
        save_waiting(held.work, held.database, stick, held.hub.clock)
    assert len(names_on(stick)) == 1
    assert (Shown.TAKEN_BACK, 2) in held.log(), "the one that broke off may lie there too"


def test_a_stick_gets_no_more_of_what_is_taken_back_while_it_is_written(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    held.journal()
    held.hub.person(NAME)
    held.away()
    held.round()
    stick, real = a_stick(tmp_path), FolderStorage.put_new

    def taken_back(self: FolderStorage, name: str, content: bytes) -> None:
        real(self, name, content)
        held.take_back()

    monkeypatch.setattr(FolderStorage, "put_new", taken_back)
    assert save_waiting(held.work, held.database, stick, held.hub.clock) == (0, 0)
    assert len(names_on(stick)) == 1
    assert sorted(held.log()) == [(Shown.TAKEN_BACK, 0), (Shown.TAKEN_BACK, 1)]


def a_story(hub: HubBuilder, person: str) -> str:
    told_on, how = date(2026, 10, 10), How.PAPER
    facts = {"text": "QQSTORY I write mails", "who": "Ada", "person_id": person}
    told = lambda db, now: tell_story(db, **facts, told_on=told_on, agreed_how=how, now=now)  # noqa: E731
    return str(hub.do("tell story", told).id)


def text_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_a_report_that_waits_is_made_again_without_a_story_that_was_taken_back(held: Held):
    held.sends.agree(MONTH_REPORT, DRIVE)
    story = a_story(held.hub, held.hub.person(NAME))
    held.away()
    assert len(held.round()) == 1
    held.hub.do("take back story", lambda db, now: take_back_story(db, story_id=story, now=now))
    assert len(held.hub.look(to_be_sealed_again)) == 1
    held.back()
    held.hub.clock.forward(hours=5)
    assert len(held.round()) == 1
    assert held.round() == [], "and once is enough"
    (content,) = held.sends.there(DRIVE).values()
    assert "October" in text_of(content)
    assert "QQSTORY" not in text_of(content)


def test_reports_of_two_months_that_wait_are_both_made_again(held: Held):
    held.sends.agree(MONTH_REPORT, DRIVE)
    ada = held.hub.person(NAME)
    a_story(held.hub, ada)
    held.away()
    held.round()
    held.hub.clock.forward(days=8)  # December
    held.round()
    held.erase(ada)
    held.back()
    held.hub.clock.forward(hours=5)
    assert len(held.round()) == 2
    there = held.sends.there(DRIVE)
    assert sorted(there) == ["reports/2026-10-hub.pdf", "reports/2026-11-hub.pdf"]
    assert not any("QQSTORY" in text_of(content) for content in there.values())
    assert held.hub.look(to_be_sealed_again) == []


def test_what_arrived_before_the_rest_was_taken_back_is_known_and_sealed_again_without_the_erased(
    held: Held,
):
    held.journal()
    ada = held.hub.person(NAME)
    for number in range(4):
        held.hub.person(f"Bo {number} Li")
    (row,) = sealed_while_down(held)
    held.takes = len(row.files) - 1
    held.round()
    held.take_back()
    assert held.log() == [(Shown.TAKEN_BACK, len(row.files) - 1)]
    (holds,) = held.hub.look(lambda db: recipients_hold(db, [ada]))
    assert holds.files >= held.names(NAME) >= 1
    before = held.there()
    held.erase(ada)
    held.takes = 1_000
    held.round()
    held.hub.clock.forward(days=1)
    held.round()
    assert held.hub.look(to_be_sealed_again) == []
    assert before - held.there(), "what held her was taken away there"
    assert not held.names(NAME)
    assert held.hub.look(lambda db: recipients_hold(db, [ada])) == []


def test_a_region_keeps_no_file_of_what_was_taken_back_half_way_once_somebody_in_it_is_erased(
    held: Held, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(region_feed, "A_FILE", 2)
    people = [held.hub.person(NAME) for _ in range(6)]
    session = held.hub.session()
    for id in people:
        came = lambda db, now, id=id: sign_in(db, session_id=session, person_id=id, now=now)  # noqa: E731
        held.hub.do("sign in", came)
    to, weekly = held.sends.seal_to_us(), "weekly"
    held.sends.agree(REGION_FEED, DRIVE, rhythm=weekly, **to)
    held.takes = 2
    held.round()
    held.take_back()
    half = held.there()
    assert len(half) == 2
    (holds,) = held.hub.look(lambda db: recipients_hold(db, people))
    assert holds.what == REGION_FEED
    held.takes = 1_000
    held.erase(people[0])
    held.round()
    assert held.there(), "it did not wait for next week"
    assert not half & held.there()


def sealed_while_down(held: Held) -> list[Any]:
    """Sealed while the line is down."""
    held.takes = 0
    held.round()
    held.hub.clock.forward(hours=5)
    return held.hub.look(waiting_parcels)


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


def test_an_erasure_while_the_clock_was_ahead_keeps_nothing_back_once_it_is_right(held: Held):
    held.journal()
    ada = held.hub.person(NAME)
    held.round()
    held.hub.clock.forward(days=300)
    held.erase(ada)
    held.hub.clock.forward(days=-300)
    assert len(held.round()) == 1, "sealed again, since she was erased"
    held.hub.person("Bo Li")
    assert held.hub.look(to_be_sealed_again) == []
    assert held.round() == [], "what is new waits for tomorrow"
    held.hub.clock.forward(days=1)
    assert len(held.round()) == 1
    assert held.hub.look(waiting_parcels) == []


def test_what_was_sealed_while_the_clock_was_ahead_is_not_sealed_again_for_each_erasure(
    held: Held,
):
    held.hub.clock.forward(days=300)
    held.journal()
    ada = held.hub.person(NAME)
    held.round()
    held.hub.clock.forward(days=-300)
    held.erase(ada)
    held.round()
    there = held.there()
    held.hub.clock.forward(days=1)
    held.hub.person("Bo Li")
    held.round()
    assert there < held.there()


def test_a_clock_once_a_year_ahead_silences_no_rhythm(held: Held):
    held.hub.clock.forward(days=365)
    held.journal()
    held.round()
    held.hub.clock.forward(days=-365)
    held.hub.person(NAME)
    assert len(held.round()) == 1
    held.hub.person("Bo Li")
    assert held.round() == [], "and today is once"


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


def test_what_left_and_is_missing_later_stays_sent_in_the_log_and_is_sent_again(held: Held):
    export = held.journal()
    (id,) = held.round()
    (first,) = held.hub.look(log_window)
    missing = lambda db, _now: parcel_work.note_missing(db, id, arrived=0, tries=1)  # noqa: E731
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
