"""The invented hub: nobody in it is real, everything in it was done by the real operations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from hubdesk.app.making import make_throwaway
from hubdesk.ids import CodeKind, make_code
from hubdesk.messages.activity import WORDS
from hubdesk.models import (
    Agreement,
    Award,
    Base,
    Destination,
    Device,
    DeviceKind,
    Gift,
    Household,
    JournalTxn,
    Judgement,
    Loan,
    LoanEvent,
    Person,
    PersonNote,
    Stage,
)
from hubdesk.operations.lending import Item, hand_over
from hubdesk.operations.people import register_person
from hubdesk.operations.practice import MARK, is_practising, remove_practice
from hubdesk.operations.undoing import undo
from hubdesk.paths import Paths
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.awards import awards_of
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.copies import first_change_after
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import figures_of, template_of
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import person_card
from hubdesk.queries.progress import goals_of
from hubdesk.queries.self_check import travelled
from hubdesk.queries.skills import skills_of
from hubdesk.queries.today import today_row
from hubdesk.sample import fill_sample_hub
from hubdesk.spelling import folded_words
from hubdesk.store.copies import copies_in
from hubdesk.store.database import Database
from hubdesk.store.opening import close_hub
from tests.conftest import NOW, TODAY, HubBuilder

DRAMA = re.compile(r"(07700 900\d{3}|0121 496 0\d{3})?")


def on_the_day() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def demo_paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return Paths(tmp_path_factory.mktemp("demo") / "hub")


@pytest.fixture(scope="module")
def demo(demo_paths: Paths) -> Iterator[Database]:
    """The invented hub, filled once for this file."""
    database = make_throwaway(demo_paths, clock=on_the_day).database
    yield database
    close_hub(demo_paths, database)


def test_it_begins_as_a_hub_that_is_looked_after(demo: Database, demo_paths: Paths):
    """Nobody who looks round is told that there was no copy for months."""
    newest = copies_in(demo_paths.copies)[0]
    reached = {fact.id: fact.seq for fact in newest.manifest.facts.streams}
    with demo.reading() as db:
        assert first_change_after(db, reached) is None


def ask(database: Database, query: Any) -> list[Any]:
    with database.reading() as db:
        return list(db.execute(query).all())


def count(database: Database, query: Any) -> int:
    return len(ask(database, query))


def test_today_shows_something_late_due_ending_to_wipe_and_unsigned(demo: Database):
    with demo.reading() as db:
        today = today_row(db, TODAY)
    assert [(loan.who, loan.tag) for loan in today.late] == [
        ("Kofi M.", "HD-0097"),
        ("Ewa N.", "HD-0301"),
    ]
    assert {loan.who for loan in today.due} == {"Tomasz W.", "Grace O.", "Alan P.", "Mei C."}
    assert (today.late_count, today.due_count, today.to_wipe, today.unsigned_count) == (2, 4, 3, 3)
    assert today.ending_count >= 3


def test_the_person_of_the_pictures_is_there_as_drawn(demo: Database):
    with demo.reading() as db:
        found = find_code(db, make_code(CodeKind.PERSON, 0, 318).text)
        assert found.sort is Sort.PERSON
        card = person_card(db, found.id, TODAY)
    assert card is not None
    assert (card.name, card.known_as, card.card) == ("Samira Haddad", "Sam", "L-00318")
    assert "large print" in card.needs
    assert [note.words for note in card.notes] == [
        "Still has the charger for HD-0120. Ask for it back."
    ]


def test_what_the_pictures_lend_is_on_the_shelf(demo: Database):
    for tag in ("HD-0142", "HD-0304"):
        (row,) = ask(demo, select(Device.id, Device.stage).where(Device.tag == tag))
        assert row.stage == Stage.READY
        assert not ask(
            demo, select(Loan.id).where(Loan.device_id == row.id, Loan.state.in_(("out", "lost")))
        )


def test_it_is_as_large_and_as_long_as_a_small_hub(demo: Database):
    assert 130 <= count(demo, select(Person.id)) <= 160
    assert 65 <= count(demo, select(Device.id)) <= 85
    kinds = ask(demo, select(DeviceKind.name, func.count()).join(Device).group_by(DeviceKind.id))
    assert len(kinds) == 13
    first, last = ask(demo, select(func.min(Loan.lent_at), func.max(Loan.lent_at)))[0]
    assert (last - first).days > 85
    assert last <= NOW
    kinds_of_event = {row[0] for row in ask(demo, select(LoanEvent.kind).distinct())}
    assert kinds_of_event == {"returned", "renewed", "called", "lost"}


def test_no_phone_and_no_postcode_belongs_to_anybody(demo: Database):
    people = ask(demo, select(Person.phone, Person.guardian_phone, Person.postcode, Person.email))
    for phone, guardian, postcode, email in people:
        assert DRAMA.fullmatch(phone), phone
        assert DRAMA.fullmatch(guardian), guardian
        assert re.fullmatch(r"(B99 9[A-Z]{2})?", postcode), postcode
        assert re.fullmatch(r"([^@]+@example\.(org|net))?", email), email
    phones = [row[0] for row in people if row[0]]
    assert len(phones) == len(set(phones)) > 100


def test_names_are_of_many_scripts_one_word_and_long(demo: Database):
    names = [row[0] for row in ask(demo, select(Person.display_name))]
    wanted = {"ARABIC": 4, "GURMUKHI": 2, "BENGALI": 2, "ETHIOPIC": 2, "CJK": 2, "CYRILLIC": 1}
    for script, many in wanted.items():
        found = [n for n in names if any(script in unicodedata.name(c, "") for c in n)]
        assert len(found) >= many, script
    assert any(len(name.split()) == 1 for name in names)
    assert max(map(len, names)) > 50
    assert all(folded_words(name) for name in names)


def test_its_journal_says_everything_in_words_and_in_order(demo: Database):
    moments = [row[0] for row in ask(demo, select(JournalTxn.wall_utc).order_by(JournalTxn.hlc))]
    assert moments == sorted(moments)
    verbs = {row[0] for row in ask(demo, select(JournalTxn.verb).distinct())}
    assert verbs - WORDS.keys() == {"set up hub", "undo"}
    assert {"lend", "give", "return", "renew", "call", "lost", "found", "repair"} <= verbs
    with demo.reading() as db:
        rows = recent_activity(db, limit=1000)
    assert sum(row.is_undone for row in rows) == 1
    assert {row.who for row in rows} == {"Amira Khan"}
    assert rows[0].at <= NOW


def test_nothing_happened_while_the_hub_was_closed(demo: Database):
    days = {row[0].date() for row in ask(demo, select(Loan.lent_at))}
    assert TODAY - timedelta(days=39) not in days
    assert count(demo, select(Household.id)) > 30
    assert count(demo, select(Agreement.id).where(Agreement.signed_on.is_not(None))) > 50
    assert count(demo, select(Gift.id)) > 10


@pytest.mark.parametrize(("days", "quiet"), [(1, "Sunday"), (5, "Saturday")])
def test_it_is_open_six_days_a_week_and_always_today(tmp_path: Path, days: int, quiet: str):
    """On a Wednesday, and on a Sunday, when somebody who looks round finds it open all the same."""
    now = NOW + timedelta(days=days)
    made = make_throwaway(Paths(tmp_path), clock=lambda: now)
    with made.database.reading() as db:
        shut = closed_days(db)
    week = [TODAY + timedelta(days=on) for on in range(7)]
    assert [f"{day:%A}" for day in week if shut.why_closed(day)] == [quiet]
    assert not shut.why_closed(now.date())
    days_of_work = {row[0].date() for row in ask(made.database, select(Loan.lent_at))}
    assert [day for day in days_of_work if shut.why_closed(day)] == []
    close_hub(Paths(tmp_path), made.database)


@pytest.mark.parametrize("days", [31, 306])
def test_the_paper_book_lends_nothing_that_was_out_and_to_nobody_who_was_late(
    tmp_path: Path, days: int
):
    """At Christmas nobody could look round: a loan was typed in of hours the thing was out.

    In September 2027 it was one of hours in which its borrower had another thing too long.
    """
    now = NOW + timedelta(days=days)
    made = make_throwaway(Paths(tmp_path), clock=lambda: now)
    assert count(made.database, select(Person.id)) > 130
    close_hub(Paths(tmp_path), made.database)


def test_the_clock_and_the_actor_are_as_they_were(demo: Database):
    assert demo.clock is on_the_day
    assert demo.actor.id == ""


def lists_of(database: Database) -> dict[str, list[Any]]:
    """Every live row of every table the journal follows."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if "local" not in table.info:
            found[table.name] = ask(
                database, text(f"SELECT * FROM {table.name} WHERE deleted = 0 ORDER BY id")
            )
    return found


def test_practising_begins_and_ends_in_one_go_and_leaves_nothing(
    hub: HubBuilder, database: Database
):
    real = hub.person("Ada Okafor")
    before = lists_of(database)
    fill_sample_hub(database, now=NOW, size="practice")
    with database.reading() as db:
        assert is_practising(db)
        people = list(db.scalars(select(Person.display_name).where(Person.id != real)))
        devices = list(db.scalars(select(Device.title)))
    assert (len(people), len(devices)) == (12, 10)
    assert all(name.endswith(MARK) for name in (*people, *devices))
    with database.changing("remove practice") as db:
        removed = remove_practice(db)
    assert (removed.people, removed.devices) == (12, 10)
    assert lists_of(database) == before
    with database.reading() as db:
        assert not is_practising(db)
        assert today_row(db, TODAY).late_count == 0


def test_what_was_tried_out_on_samples_goes_with_them(hub: HubBuilder, database: Database):
    real, laptop = hub.person("Ada Okafor"), hub.device()
    fill_sample_hub(database, now=NOW, size="practice")
    with database.reading() as db:
        leticia = db.scalars(select(Person.id).where(Person.display_name.like("Leticia%"))).one()
        headset = db.scalars(select(Device.id).where(Device.title.like("%H390%"))).one()
    hub.lend(leticia, laptop)
    hub.lend(real, headset)
    with database.changing("remove practice") as db:
        remove_practice(db)
    with database.changing("lend") as db:
        lent = hand_over(db, borrower_id=real, items=[Item(laptop)], now=NOW)
    hub.bring_back(laptop)
    assert not ask(database, select(PersonNote.id).where(PersonNote.deleted == 0))
    assert [row.id for row in ask(database, select(Loan.id).where(Loan.deleted == 0))] == [
        lent.loan_ids[0]
    ]


def test_taking_the_samples_away_can_itself_be_undone(hub: HubBuilder, database: Database):
    fill_sample_hub(database, now=NOW, size="practice")
    before = lists_of(database)
    with database.changing("remove practice") as db:
        remove_practice(db)
    txn_id = db.info["txn_id"]
    with database.changing("undo", undo_of=txn_id) as db:
        undo(db, txn_id=txn_id)
    assert lists_of(database) == before


def test_a_hub_that_is_set_up_already_keeps_its_name(tmp_path: Path, hub: HubBuilder):
    with hub.database.changing("register person") as db:
        register_person(db, display_name="Somebody", now=NOW)
    fill_sample_hub(hub.database, now=NOW, size="practice")
    assert ask(hub.database, text("SELECT count(*), max(name) FROM hub")) == [(1, "Riverside Hub")]


def test_the_desk_remembers_something_different_about_each_of_many_people(demo: Database):
    told = ask(demo, select(PersonNote.person_id, PersonNote.text))
    ours = [text for _, text in told if text]
    assert len({person for person, _ in told}) >= 12
    assert len(set(ours)) >= 10
    assert all(len(text) < 70 for text in ours)


def test_skills_are_judged_said_aimed_for_and_awarded(demo: Database):
    with demo.reading() as db:
        samira = find_code(db, make_code(CodeKind.PERSON, 0, 318).text).id
        eds, *_ = skills_of(db, samira)
        way = travelled(db, samira, eds.of.id)
        awards = awards_of(db, samira)
        goals = goals_of(db, samira)
    assert [area.done for area in eds.areas] == [9, 4, 3, 1, 1, 1]
    assert way is not None
    assert (way.then, way.now) == (2, 10)
    assert [award.what for award in awards] == ["Getting started"]
    assert len(goals) == 1
    assert count(demo, select(Award.id)) == 5
    assert count(demo, select(Destination.id)) == 3
    days = [row[0] for row in ask(demo, select(Judgement.judged_on).distinct())]
    assert (max(days) - min(days)).days > 60, "spread over the three months"


def test_the_report_of_its_last_month_has_something_to_tell_in_every_part(demo: Database):
    last_on = TODAY.replace(day=1) - timedelta(days=1)
    period = Period(last_on.replace(day=1), last_on)
    with demo.reading() as db:
        made = figures_of(db, period, template=template_of(db, "hub"), now=NOW)
    numbers = made.numbers
    for code in (
        *("people", "new_people", "households", "visits", "loans", "gifts", "people_connected"),
        *("pupils", "outreach_heads", "skills", "certificates", "into_work", "volunteer_hours"),
    ):
        assert numbers[code], code
    assert (len(made.stories), len(made.comments)) == (1, 1)
    assert made.figure("people").target is not None
