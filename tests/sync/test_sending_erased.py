"""Whoever is erased or takes a story back is in nothing that leaves, and what left is put right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.app import carrying
from hubdesk.app.carrying import save_waiting
from hubdesk.models import How, JournalOp, ReportMade
from hubdesk.operations.attending import sign_in
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.stories import take_back_story
from hubdesk.operations.week import show_story
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.queries.leaving_log import Shown
from hubdesk.queries.left import still_with_erased, to_be_sealed_again
from hubdesk.queries.parcels import waiting_parcels
from hubdesk.queries.recipients_hold import recipients_hold
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import CALENDAR, JOURNAL, MONTH_REPORT, PAGES, REGION_FEED
from hubdesk.sync.exports import region_feed
from tests.sync.held_hub import DRIVE, NAME, Held, a_stick, a_story, names_on, text_of


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


def test_whoever_is_erased_while_a_stick_is_written_is_on_nothing_that_comes_after(
    held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    held.sends.place("Wall")
    held.sends.agree(CALENDAR, "Wall")
    held.hub.session()
    (held.sends.root / "Wall").rename(held.sends.root / "Wall away")
    held.round()
    held.hub.clock.forward(minutes=1)
    held.journal()
    ada = held.hub.person(NAME)
    held.away()
    held.round()
    assert [row.what for row in held.hub.look(waiting_parcels)] == [CALENDAR, JOURNAL]
    real = carrying.note_carried

    def erased_just_before(db: Any, id: str, **facts: Any) -> str:
        (row,) = [one for one in waiting_parcels(db) if one.id == id]
        if row.what == JOURNAL:
            facts_of = {"person_id": ada, "typed_name": NAME, "ground": "asked"}
            erase_person(db, **facts_of, now=held.hub.clock())
        return real(db, id, **facts)

    monkeypatch.setattr(carrying, "note_carried", erased_just_before)
    stick = a_stick(tmp_path)
    assert save_waiting(held.work, held.database, stick, held.hub.clock) == (1, 0)
    assert names_on(stick) == set()
    held.back()
    held.hub.clock.forward(hours=5)
    held.round()
    assert held.there()
    assert not held.names(NAME)


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


def test_a_report_that_went_on_a_stick_and_waits_still_loses_a_story_that_was_taken_back(
    held: Held, tmp_path: Path
):
    held.sends.agree(MONTH_REPORT, DRIVE)
    ada = held.hub.person(NAME)
    story = a_story(held.hub, ada)
    held.away()
    held.round()
    assert save_waiting(held.work, held.database, a_stick(tmp_path), held.hub.clock) == (1, 1)
    (holds,) = held.hub.look(lambda db: recipients_hold(db, [ada]))
    assert (holds.place, holds.is_carried, holds.stands) == ("stick", True, False)
    plan = held.hub.look(lambda db: erasure_plan(db, ada))
    said = "In 1 file that went on a stick. Ask stick to remove all of them."
    assert ("Monthly report, at stick", said) in plan.chores
    held.hub.do("take back story", lambda db, now: take_back_story(db, story_id=story, now=now))
    held.back()
    held.hub.clock.forward(hours=5)
    held.round()
    (content,) = held.sends.there(DRIVE).values()
    assert "QQSTORY" not in text_of(content)


def kept(held: Held) -> list[str]:
    """The reports that left as they were kept, and all that the journal has of them."""
    ops = select(JournalOp.body).where(JournalOp.tbl == "report_made", JournalOp.body.is_not(None))
    found: list[str] = held.hub.look(
        lambda db: [*db.scalars(select(ReportMade.body)), *db.scalars(ops)]
    )
    return found


def test_a_report_that_arrived_is_listed_and_sent_again_without_the_story_of_somebody_erased(
    held: Held,
):
    held.sends.agree(MONTH_REPORT, DRIVE)
    ada, bo = held.hub.person(NAME), held.hub.person("Bo Li")
    a_story(held.hub, ada)
    held.round()
    (before,) = held.sends.there(DRIVE).values()
    assert "QQSTORY" in text_of(before)
    (holds,) = held.hub.look(lambda db: recipients_hold(db, [ada]))
    assert (holds.what, holds.files, holds.stands) == (MONTH_REPORT, 1, True)
    assert held.hub.look(lambda db: recipients_hold(db, [bo])) == []
    assert any("QQSTORY" in text for text in kept(held))
    held.hub.clock.forward(days=3 * 365)
    held.round()
    assert len(held.there()) == 2
    held.erase(ada)
    assert not any("QQSTORY" in text for text in kept(held)), "nor in what was kept of it here"
    counted = len(held.hub.look(lambda db: list(db.scalars(select(ReportMade.id)))))
    assert len(held.round()) == 1
    assert len(held.hub.look(lambda db: list(db.scalars(select(ReportMade.id))))) == counted
    assert held.round() == [], "and once is enough"
    after = held.sends.there(DRIVE)["reports/2026-10-hub.pdf"]
    assert "October 2026" in text_of(after), "the report of then, and not counted anew"
    assert "QQSTORY" not in text_of(after)
    assert held.hub.look(lambda db: recipients_hold(db, [ada])) == []


def test_pages_with_a_story_of_somebody_are_listed_among_what_others_hold(held: Held):
    held.sends.agree(PAGES, DRIVE, rhythm="by hand")
    ada = held.hub.person(NAME)
    story = a_story(held.hub, ada)
    shown = lambda db, now: show_story(db, story_id=story, how=How.PAPER, now=now)  # noqa: E731
    held.hub.do("show story", shown)
    held.work.ask_for(held.hub.look(leaves_now)[0].id)
    held.round()
    (holds,) = held.hub.look(lambda db: recipients_hold(db, [ada]))
    assert (holds.what, holds.files) == (PAGES, 1)
    held.erase(ada)
    held.round()
    assert held.hub.look(lambda db: recipients_hold(db, [ada])) == []
    assert not any("story-" in name for name in held.there())


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
    (row,) = held.sealed_while_down()
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


def test_what_takes_the_place_of_files_with_somebody_erased_is_said_until_it_is_there(held: Held):
    held.journal()
    ada = held.hub.person(NAME)
    held.round()
    assert held.hub.look(still_with_erased) == []
    held.away()
    held.erase(ada)
    assert len(held.hub.look(still_with_erased)) == 1, "it is due"
    assert held.round()
    assert len(held.hub.look(still_with_erased)) == 1, "it waits, and the old ones lie there"
    held.back()
    held.round(anew=True)
    assert held.hub.look(still_with_erased) == []
