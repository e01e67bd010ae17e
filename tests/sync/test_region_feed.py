"""What a region gets: facts under a number, only what changed, and nobody who is gone."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from hubdesk.app.bundles import show_bundle
from hubdesk.errors.bundles import BundleOdd
from hubdesk.errors.leaving import ErasedMeanwhile, NumbersGone
from hubdesk.models import Asked, Asker, Birth, Parcel, Person, RegionKey, RegionLine, RestrictedFor
from hubdesk.operations.attending import sign_in
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.merging import merge_people
from hubdesk.operations.requests import receive_request
from hubdesk.operations.restricting import lift_restriction, restrict_use
from hubdesk.operations.retention import forget_taken_back
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.operations.standing_exports import stop_export, unlink_region
from hubdesk.paths import Paths
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.queries.left import to_be_sealed_again
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.queries.what_leaves import JOURNAL, REGION_FEED
from hubdesk.store.database import Database
from hubdesk.sync.body import Packing
from hubdesk.sync.container import Trust
from hubdesk.sync.exports import region_feed
from hubdesk.sync.journal_out import Sealing, closed
from hubdesk.sync.package import tables
from hubdesk.sync.region_in import read_feed
from hubdesk.sync.region_lines import first_line, last_line
from tests.conftest import TODAY, HubBuilder
from tests.region_reader import Region
from tests.sync.leaving import HUB, Sending, new_key


class Fed:
    """A hub that feeds a region, and the region."""

    def __init__(self, database: Database, hub: HubBuilder) -> None:
        self.sending = Sending(database, hub)
        self.hub = hub
        public, self.secret = new_key()
        self.export: ExportRow = self.sending.agree(
            REGION_FEED, recipient=public, recipient_name="The region"
        )
        self.keys = set(self.sending.making(self.export).keys.publics)

    def people(self, many: int, **facts: Any) -> list[str]:
        """People alike in all that a region is told, who came to one session today."""
        facts = {"postcode": "B12 9QR", "birth": Birth.of_year(1990)} | facts
        ids = [self.hub.person(f"Ada {number} Okafor", more=facts) for number in range(many)]
        self.came(*ids)
        return ids

    def came(self, *ids: str, **facts: Any) -> str:
        session = self.hub.session(**facts)
        for id in ids:
            self.hub.do(
                "sign in",
                lambda db, now, one=id: sign_in(db, session_id=session, person_id=one, now=now),
            )
        return session

    def send(self) -> Any:
        self.hub.clock.forward(days=7)
        return self.sending.send(self.export)

    def region(self, files: dict[str, bytes] | None = None, seed: int = 0) -> Region:
        """A region that reads all that lies there now, in some order."""
        files = files if files is not None else self.sending.there
        found = Region(HUB, self.keys, self.secret)
        names = sorted(files)
        random.Random(seed).shuffle(names)
        for name in names:
            found.take(name.partition("#")[0], files[name])
        return found

    def erase(self, id: str) -> None:
        name = self.hub.look(lambda db: name_of(db, id))
        self.hub.do(
            "erase person",
            lambda db, now: erase_person(
                db, person_id=id, typed_name=name, ground="asked", now=now
            ),
        )


def name_of(db: Any, id: str) -> str:
    return str(db.get_one(Person, id).display_name)


@pytest.fixture
def fed(database: Database, hub: HubBuilder) -> Fed:
    return Fed(database, hub)


def test_a_region_is_told_of_people_by_a_number_and_of_weeks(fed: Fed):
    ids = fed.people(5)
    for id in ids:
        fed.hub.lend(id, fed.hub.device())
    made = fed.send()
    assert made.people == 5
    region = fed.region()
    assert region.of("participant") == [{"age": "35-39", "area": "B12", "first": "2026-W48"}] * 5
    assert region.of("attendance") == [{"week": "2026-W48", "kind": "course", "course": ""}] * 5
    assert region.of("loan") == [{"week": "2026-W48", "back": "", "kind": "laptop"}] * 5
    assert fed.send() is None, "nothing changed, and something left"


def test_only_what_changed_leaves_the_next_time(fed: Fed):
    ids = fed.people(5)
    things = [fed.hub.device() for _ in ids]
    for id, thing in zip(ids, things, strict=True):
        fed.hub.lend(id, thing)
    fed.send()
    fed.hub.bring_back(things[0])
    made = fed.send()
    assert len(made.files) == 1
    read = read_feed(made.files[0].content, "x", None, [fed.secret])
    assert len(read.lines) == 1
    assert sorted(row["back"] for row in fed.region().of("loan")) == ["", "", "", "", "2026-W49"]


def test_whoever_is_erased_is_gone_from_all_that_lies_there(fed: Fed):
    ids = fed.people(7)
    fed.send()
    fed.came(*ids)
    fed.send()
    before = dict(fed.sending.there)
    gone = numbers_of(fed)[ids[0]]
    fed.erase(ids[0])
    assert [row.id for row in fed.hub.look(to_be_sealed_again)] == [fed.export.id]
    assert all(not body for body in bodies(fed, gone)), "what was sent of them is kept here"
    made = fed.send()
    assert set(made.supersedes) == set(before), "each file held them"
    for name, content in fed.sending.there.items():
        for line in read_feed(content, name, None, [fed.secret]).lines:
            assert line.pid != gone or line.is_gone
    assert len(fed.region().of("participant")) == 6
    # a region that read the old ones comes to the same, in any order
    for seed in range(5):
        assert fed.region(fed.sending.ever, seed).told() == fed.region().told()
    assert fed.hub.look(to_be_sealed_again) == []
    assert fed.send() is None


def test_who_was_never_here_is_not_told_as_gone(fed: Fed):
    fed.people(5)
    fed.hub.person("Ada Twice")
    fed.hub.undo()
    fed.send()
    fed.hub.clock.forward(days=40)
    forgotten = fed.hub.do("forget taken back", lambda db, now: forget_taken_back(db, now=now))
    assert forgotten == 1
    assert fed.send() is None


def numbers_of(fed: Fed) -> dict[str, str]:
    def look(db: Any) -> dict[str, str]:
        query = select(RegionLine.person_id, RegionLine.pid)
        return dict(tuple(row) for row in db.execute(query))

    found: dict[str, str] = fed.hub.look(look)
    return found


def bodies(fed: Fed, pid: str) -> list[str]:
    return list(
        fed.hub.look(
            lambda db: list(db.scalars(select(RegionLine.body).where(RegionLine.pid == pid)))
        )
    )


@pytest.mark.parametrize("asked", [Asked.OBJECTION, Asked.ERASURE, Asked.RESTRICTION, None])
def test_whoever_objects_or_is_not_to_be_used_is_taken_out_and_can_come_back(
    fed: Fed, asked: Asked | None
):
    ids = fed.people(6)
    fed.send()
    if asked:
        fed.hub.do(
            "rights request",
            lambda db, now: receive_request(db, person_id=ids[0], asked=asked, now=now),
        )
    else:
        fed.hub.do(
            "restrict use",
            lambda db, now: restrict_use(
                db, person_id=ids[0], ground=RestrictedFor.CLAIM, now=now, asked_by=Asker.THEMSELVES
            ),
        )
    made = fed.send()
    assert made.supersedes
    assert len(fed.region().of("participant")) == 5
    assert len(fed.region().of("attendance")) == 5
    if asked is None:
        fed.hub.do(
            "lift restriction",
            lambda db, now: lift_restriction(
                db, person_id=ids[0], why="Over", was_told=True, now=now
            ),
        )
        fed.send()
        assert len(fed.region().of("attendance")) == 6
        assert fed.region(fed.sending.ever).told() == fed.region().told()


def test_two_records_of_one_person_become_one_number(fed: Fed):
    ids = fed.people(7)
    fed.send()
    fed.hub.do(
        "merge people", lambda db, now: merge_people(db, from_id=ids[0], to_id=ids[1], now=now)
    )
    fed.send()
    assert len(fed.region().of("participant")) == 6
    for seed in range(4):
        assert fed.region(fed.sending.ever, seed).told() == fed.region().told()


def test_what_is_undone_is_taken_away_there(fed: Fed):
    ids = fed.people(6)
    for id in ids:
        fed.hub.lend(id, fed.hub.device())
    lent = fed.hub.last_txn
    fed.send()
    fed.hub.undo(lent)
    fed.send()
    assert len(fed.region().of("loan")) == 5


def test_nobody_can_be_picked_out_by_age_area_and_week(fed: Fed):
    dice = random.Random(5)
    for number in range(40):
        id = fed.hub.person(
            f"Bo {number} Rees",
            more={
                "postcode": f"B{dice.randint(1, 3)} 1AA",
                "birth": Birth.of_year(dice.randint(1940, 2020)),
            },
        )
        fed.came(id, held_on=TODAY - timedelta(weeks=dice.randint(0, 40)))
    fed.send()
    told = fed.region().of("participant")
    many = Counter(tuple(sorted(row.items())) for row in told)
    nothing = (("age", ""), ("area", ""), ("first", ""))
    assert all(n >= 5 for row, n in many.items() if row != nothing)
    assert len(many) > 1, "nothing at all was told"


def test_a_row_made_vaguer_is_vaguer_in_earlier_files_too(fed: Fed):
    ids = fed.people(5)
    fed.people(5, postcode="B14 7AA")
    fed.send()
    fed.erase(ids[0])
    fed.send()
    exact = {"age": "35-39", "area": "B12", "first": "2026-W48"}
    for name, content in fed.sending.there.items():
        for line in read_feed(content, name, None, [fed.secret]).lines:
            assert '"area":"B12"' not in line.body
    assert exact not in fed.region().of("participant")


def test_a_course_is_a_code_and_never_its_title(fed: Fed):

    ids = fed.people(6)

    def plan(db: Any, now: Any) -> Any:
        facts = SessionFacts("Zumba for Zelda", "course", TODAY, time(14), time(15))
        return plan_series(db, facts=facts, repeats="weekly", times=3, now=now)

    session = str(fed.hub.do("plan session", plan).session_ids[0])
    for id in ids:
        fed.hub.do(
            "sign in",
            lambda db, now, one=id: sign_in(db, session_id=session, person_id=one, now=now),
        )
    fed.send()
    courses = {row["course"] for row in fed.region().of("attendance")} - {""}
    assert len(courses) == 1
    assert len(courses.pop()) == 16


def test_what_only_some_have_in_common_is_not_told(fed: Fed):
    ids = fed.people(6)
    fed.came(*ids[:4], kind="job club")
    fed.send()
    kinds = Counter(row["kind"] for row in fed.region().of("attendance"))
    assert kinds == {"course": 6, "": 4}


def test_unlinked_numbers_are_other_numbers(fed: Fed):
    ids = fed.people(5)
    fed.send()
    before = set(numbers_of(fed).values())
    fed.hub.do("unlink region", lambda db, _: unlink_region(db))
    fed.sending.there.clear()
    public, fed.secret = new_key()
    fed.export = fed.sending.agree(REGION_FEED, recipient=public, recipient_name="The region")
    fed.send()
    assert len(ids) == len(set(numbers_of(fed).values()) - before)


def test_an_erasure_while_a_feed_is_packed_keeps_it_from_leaving(fed: Fed):
    ids = fed.people(6)
    made = fed.sending.make(fed.export)
    assert made is not None
    fed.erase(ids[0])
    with pytest.raises(ErasedMeanwhile):
        fed.sending.seal(fed.export, made)
    assert fed.sending.there == {}


def test_a_large_feed_leaves_in_several_parcels(fed: Fed, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(region_feed, "MOST", 4)
    monkeypatch.setattr(region_feed, "A_FILE", 2)
    fed.people(5)
    times = 0
    while (made := fed.sending.send(fed.export)) is not None:
        times += 1
        assert made.more == (times < 3)
    assert times == 3
    assert len(fed.region().told()) == 10


def test_a_line_that_says_more_than_it_may_is_refused(fed: Fed):
    """A hub that was taken over cannot put a name into what our reader takes."""
    fed.people(5)
    made = fed.send()
    good = read_feed(made.files[0].content, "x", None, [fed.secret])
    making = fed.sending.making(fed.export)
    line = good.lines[0].as_bytes()
    for bad in (
        line.replace(b'"age"', b'"name"'),
        line.replace(b'"35-39"', b'"Ada Okafor"'),
        line.replace(b"participant", b"person"),
        line.replace(b'"clock":', b'"clock":-'),
        line[:-1] + b',"note":"x"}',
    ):
        assert bad != line
        packing = Packing()
        packing.add(first_line(replace(good.header, n_ops=1), 1))
        packing.add(bad)
        packing.add(last_line(1))
        sealing = Sealing(HUB, making.keys, (fed.export.recipient,), making.now)
        bundle = closed(replace(good.header, n_ops=1), packing.packed(), sealing)
        with pytest.raises(BundleOdd):
            read_feed(bundle.content, "x", Trust(HUB, frozenset(fed.keys)), [fed.secret])


def test_a_year_later_old_facts_stay_and_are_not_taken_away(fed: Fed):
    ids = fed.people(5)
    fed.send()
    fed.hub.clock.forward(days=400)
    fed.came(*ids, held_on=date(2028, 1, 4))
    fed.send()
    assert len(fed.region().of("attendance")) == 10


def test_the_command_explains_a_file_of_the_feed_in_plain_words(fed: Fed, tmp_path: Path):
    ids = fed.people(6)
    fed.send()
    fed.erase(ids[0])
    made = fed.send()
    file, key = tmp_path / made.files[-1].name.rpartition("/")[2], tmp_path / "region.key"
    file.write_bytes(made.files[-1].content)
    key.write_text(f"# ours\n{fed.secret}\n")
    said: list[str] = []
    paths = Paths(tmp_path / "none")
    assert show_bundle(paths, file, identity=key, with_hub=False, say=said.append) == 0
    told = "\n".join(said)
    assert "facts about people under numbers, for a region" in told
    assert "1 line takes away what was told before." in told
    assert "Okafor" not in told


def test_the_page_of_an_erasure_says_what_each_recipient_holds(fed: Fed):
    ids = fed.people(6)
    public, _ = new_key()
    journal = fed.sending.agree(JOURNAL, recipient=public, recipient_name="Laptop at the back")
    fed.send()
    fed.sending.send(journal)
    plan = fed.hub.look(lambda db: erasure_plan(db, ids[0]))
    goes = dict(plan.goes)
    assert goes["Feed for the region, at Council drive"].startswith("1 file: sent again without")
    assert goes["Journal for the hub's second computer, at Council drive"].startswith("1 file")
    fed.hub.do("stop export", lambda db, _: stop_export(db, export_id=journal.id))
    plan = fed.hub.look(lambda db: erasure_plan(db, ids[0]))
    [asked] = [w for label, w in plan.chores if label.startswith("Journal")]
    assert asked == "In 1 file, and it was stopped. Ask Laptop at the back to remove all of them."
    fed.erase(ids[0])
    fed.send()
    ada = fed.hub.look(lambda db: erasure_plan(db, ids[1]))
    assert "Feed for the region, at Council drive" in dict(ada.goes)
    later = fed.hub.person("Came Later")
    none = fed.hub.look(lambda db: erasure_plan(db, later))
    assert not [label for label, _ in (*none.goes, *none.chores) if "Council drive" in label]


def test_without_the_secret_of_its_numbers_no_feed_is_made(fed: Fed, database: Database):
    fed.people(5)
    with database.changing("region key") as db:
        db.execute(delete(RegionKey))
    with pytest.raises(NumbersGone):
        fed.send()


def test_neither_secret_nor_numbers_are_in_the_package_of_all_records(fed: Fed, tmp_path: Path):
    fed.people(5)
    fed.send()
    left = {table.name for table in tables()}
    assert left & {"region_key", "region_line", "place_secret", "desk_key", "parcel_try"} == set()


def test_after_a_parcel_that_was_taken_back_all_is_sent_anew_and_nobody_gone_stays(
    fed: Fed, database: Database
):
    ids = fed.people(7)
    fed.send()
    before = dict(fed.sending.there)
    fed.erase(ids[0])
    fed.hub.clock.forward(days=7)
    made = fed.sending.make(fed.export)
    assert made is not None
    parcel = fed.sending.seal(fed.export, made)
    with database.changing("take back parcel") as db:
        db.get_one(Parcel, parcel).taken_back_at = fed.hub.clock()
    fed.sending.there = dict(before)  # it never arrived, and what it took the place of lies there
    gone = {line.pid for line in read_feed(made.files[-1].content, "x", None, [fed.secret]).lines
            if line.is_gone}  # fmt: skip
    made = fed.send()
    assert set(made.supersedes) == set(before)
    assert len(fed.region().of("participant")) == 6
    for name, content in fed.sending.there.items():
        for line in read_feed(content, name, None, [fed.secret]).lines:
            assert line.pid not in gone or line.is_gone
    assert fed.region(fed.sending.ever).told() == fed.region().told()
    assert fed.send() is None
