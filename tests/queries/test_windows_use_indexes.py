"""Every window of a long list is answered from an index, in a small hub and in a large one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

import pytest
from sqlalchemy import event

from hubdesk.models import LearningSession
from hubdesk.operations.booking import book_series
from hubdesk.operations.people import register_person
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.paths import Paths
from hubdesk.queries.attendances import (
    attendances_of,
    attended,
    booked_sessions,
    helping_at,
    last_seen_on,
)
from hubdesk.queries.devices import (
    DeviceFilter,
    DevicesShown,
    device_count,
    device_counts,
    device_window,
)
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import figures_of, shipped_templates
from hubdesk.queries.history import RecordKind, history
from hubdesk.queries.loans import Shown, loan_count, loan_window
from hubdesk.queries.people_list import (
    PeopleFilter,
    PeopleShown,
    likely_twins,
    people_count,
    people_window,
)
from hubdesk.queries.places import Places
from hubdesk.queries.register import register
from hubdesk.queries.sessions import session_row, sessions_between, unfinished_sessions
from hubdesk.queries.visits_today import visits_of_day
from hubdesk.store.database import Database
from hubdesk.store.opening import close_hub
from tests.conftest import TODAY, Clock, HubBuilder, opened

# What ANALYZE says of a hub of 100,000 people, 20,000 devices and 300,000 loans.
LARGE = {
    "ix_person_sort_name_id": "100000 1 1",
    "ix_person_phone_key_id": "100000 1 1",
    "ix_person_deleted_sort_name_id": "100000 100000 1 1",
    "ix_person_deleted_joined_on_id": "100000 100000 40 1",
    "sqlite_autoindex_person_1": "100000 1",
    "ix_device_deleted_title_id": "20000 20000 67 1",
    "ix_device_deleted_tag_key_id": "20000 20000 1 1",
    "ix_device_deleted_stage_tag_key_id": "20000 20000 3334 1 1",
    "ix_device_deleted_seen_on_id": "20000 20000 100 1",
    "ix_device_deleted_kind_id_tag_key_id": "20000 20000 4000 1 1",
    "sqlite_autoindex_device_1": "20000 1",
    "ix_loan_state_borrower_id_device_id_id": "300000 150000 3 1 1",
    "ix_loan_state_due_on_id": "300000 150000 186 1",
    "ix_loan_borrower_id_state_id": "300000 4 3 1",
    "ix_loan_device_id_state_id": "300000 15 10 1",
    "ix_loan_due_on_state_id": "300000 140 70 1",
    "ix_loan_lent_at_state_id": "300000 1 1 1",
    "ix_device_tag_key_id": "20000 1 1",
    "sqlite_autoindex_loan_1": "300000 1",
    "ix_code_of_person_id_id": "120000 2 1",
    "ix_code_of_device_id_id": "120000 6 1",
    # 30,000 sessions, most of them in courses of ten, with a million attendances
    "ix_learning_session_held_on_starts_at_id": "30000 19 2 1",
    "ix_learning_session_series_id_held_on_id": "30000 10 1 1",
    "ix_learning_session_tutor_id_held_on_id": "30000 3000 2 1",
    "ix_learning_session_is_finished_held_on_id": "30000 15000 10 1",
    "sqlite_autoindex_learning_session_1": "30000 1",
    "ix_attendance_session_id_deleted_mark_minutes_person_id": "1000000 34 34 7 7 1",
    "ix_attendance_person_id_deleted_mark_session_id": "1000000 11 11 3 1",
    "sqlite_autoindex_attendance_1": "1000000 1",
    "ix_enrolment_session_id_id": "90000 45 1",
    "ix_enrolment_series_id_id": "90000 30 1",
    "ix_enrolment_person_id_id": "90000 2 1",
    "sqlite_autoindex_enrolment_1": "90000 1",
}
OCTOBER, HUBS_OWN = Period(date(2026, 10, 1), date(2026, 10, 31)), shipped_templates()[0]
LEARNING = ("learning_session", "attendance", "enrolment", "head_count")
LONG = (*LEARNING, "code_of", "loan", "device", "person")  # in this order a name tells its table


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """What SQLite says it will do for each question asked meanwhile."""
    seen: list[str] = []

    def explain(connection, cursor, statement, parameters, context, many):
        if statement.startswith(("SELECT", "WITH")):
            raw = connection.connection.driver_connection
            rows = raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            seen.extend(row[3] for row in rows)

    event.listen(database._read, "after_cursor_execute", explain)
    try:
        yield seen
    finally:
        event.remove(database._read, "after_cursor_execute", explain)


@pytest.fixture(scope="module", params=["small", "large"])
def a_hub(
    request: pytest.FixtureRequest, empty_hub: Paths, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HubBuilder]:
    """A hub that is only looked at, so it is made once."""
    home = tmp_path_factory.mktemp(request.param) / "hub"
    shutil.copytree(empty_hub.home, home)
    hub = HubBuilder(opened(Paths(home), Clock()), Clock())
    hub.lend(hub.person("Samira Haddad", phone="07700 900318"), hub.device(), hub.device())
    hub.device("SIM card")
    hub.course = hub.session()  # type: ignore[attr-defined]
    [hub.ada] = hub.book(hub.course, "Ada Okafor")  # type: ignore[attr-defined]
    if request.param == "large":
        _pretend_to_be_large(hub.database)
    yield hub
    close_hub(Paths(home), hub.database)


def _pretend_to_be_large(database: Database) -> None:
    with database.changing("analyse") as db:
        connection = db.connection()
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        for index, stat in LARGE.items():
            table = next(name for name in LONG if f"_{name}_" in index)
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", (table, index, stat)
            )
    database._read.dispose()  # a connection reads these figures when it is opened


def scans(seen: list[str]) -> list[str]:
    return [
        step
        for step in seen
        if step.startswith("SCAN") and step.split()[1] in LONG and "LIST SUBQUERY" not in step
    ]


def sorts(seen: list[str]) -> list[str]:
    return [step for step in seen if "TEMP B-TREE FOR ORDER BY" in step]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["name", "joined"])
@pytest.mark.parametrize("which", PeopleShown)
def test_a_window_of_people_comes_from_an_index(a_hub: HubBuilder, which, sort, descending):
    with plans(a_hub.database) as seen:
        a_hub.look(
            lambda db: people_window(
                db,
                today=TODAY,
                filters=PeopleFilter(which),
                sort=sort,
                descending=descending,
            )
        )
    assert len(seen) >= 4
    assert scans(seen) == []
    # The late, and those who did not sign, are few: they are found first and sorted then.
    assert sorts(seen) == [] or which in (PeopleShown.OVERDUE, PeopleShown.UNSIGNED)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["tag", "title", "kind", "stage", "seen"])
def test_a_window_of_the_stock_comes_from_an_index(a_hub: HubBuilder, sort, descending):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: device_window(db, today=TODAY, sort=sort, descending=descending))
    assert len(seen) >= 4
    assert scans(seen) == []
    assert sorts(seen) == []


@pytest.mark.parametrize("which", DevicesShown)
def test_a_narrowed_list_of_the_stock_is_never_read_as_a_whole(a_hub: HubBuilder, which):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: device_window(db, today=TODAY, filters=DeviceFilter(which)))
        a_hub.look(lambda db: device_count(db, today=TODAY, filters=DeviceFilter(which)))
    assert scans(seen) == []


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["due_on", "lent_at", "borrower", "tag", "state"])
def test_a_window_of_all_loans_comes_from_indexes_alone(a_hub: HubBuilder, sort, descending):
    with plans(a_hub.database) as seen:
        a_hub.look(
            lambda db: loan_window(
                db, shown=Shown.ALL, today=TODAY, sort=sort, descending=descending, count=2
            )
        )
    steps = [step for step in seen if step.startswith(("SCAN", "SEARCH l"))]
    assert "COVERING INDEX" in steps[0]
    assert sorts(seen) == []


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["due_on", "lent_at", "borrower", "tag", "state"])
def test_a_window_from_the_middle_begins_in_the_index_too(
    a_hub: HubBuilder, sort, descending, backwards
):
    places, at = Places(), 150_000
    one = a_hub.look(lambda db: loan_window(db, shown=Shown.ALL, today=TODAY, limit=1))
    owner = {"borrower": ("haddad", one[0].borrower_id), "tag": ("hd-0001", one[0].device_id)}
    own = ("out", one[0].id) if sort in owner else ("2026-12-08", "out", one[0].id)
    places.learn(at, (*owner.get(sort, ()), *own))
    offset = at - 200 if backwards else at
    facts = {"sort": sort, "descending": descending, "offset": offset, "count": 300_000}
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: loan_window(db, shown=Shown.ALL, today=TODAY, places=places, **facts))
    [first, *_] = [step for step in seen if step.startswith(("SCAN", "SEARCH"))][1:]
    assert first.startswith("SEARCH")
    assert "COVERING INDEX" in first
    assert sorts(seen) == []


@pytest.mark.parametrize("sort", ["name", "joined"])
def test_a_window_of_people_from_the_middle_begins_in_the_index_too(a_hub: HubBuilder, sort):
    places = Places()
    places.learn(50_000, ("haddad" if sort == "name" else date(2026, 1, 2), "an id"))
    facts = {"sort": sort, "offset": 50_000, "count": 100_000, "places": places}
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: people_window(db, today=TODAY, **facts))
    found = next(step for step in seen if step.startswith("SEARCH person"))
    assert ">" in found
    assert scans(seen) == sorts(seen) == []


@pytest.mark.parametrize("which", Shown)
def test_counting_loans_reads_an_index(a_hub: HubBuilder, which):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: loan_count(db, shown=which, today=TODAY))
    # the hub's choice of what is soon is one row, found by its name
    counted = [step for step in seen if not step.startswith("SEARCH hub_setting USING INDEX")]
    assert counted
    assert all("COVERING INDEX" in step for step in counted)


def test_counting_reads_indexes_and_asks_once(a_hub: HubBuilder):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: device_counts(db, today=TODAY))
        for which in PeopleShown:
            a_hub.look(lambda db, w=which: people_count(db, today=TODAY, filters=PeopleFilter(w)))
    assert scans(seen) == []


def test_twins_are_looked_up_and_not_searched_for(a_hub: HubBuilder):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: likely_twins(db, name="Samira Haddad", phone_key="447700900318"))
    assert scans(seen) == sorts(seen) == []
    assert any("ix_person_phone_key_id" in step for step in seen)
    assert any("sort_name_id" in step for step in seen)


def test_the_sessions_of_a_week_are_found_by_their_days_and_each_count_by_its_session(a_hub):
    with plans(a_hub.database) as seen:
        found = a_hub.look(lambda db: sessions_between(db, TODAY, TODAY))
        a_hub.look(lambda db: unfinished_sessions(db, TODAY))
        a_hub.look(lambda db: visits_of_day(db, TODAY))
    assert [row.booked for row in found] == [1]
    assert scans(seen) == []
    assert any("ix_learning_session_held_on_starts_at_id" in step for step in seen)


def test_a_register_is_read_by_its_session_and_its_people(a_hub):
    with plans(a_hub.database) as seen:
        found = a_hub.look(lambda db: register(db, a_hub.course, TODAY))
    assert found.rows
    assert scans(seen) == []


def test_all_that_somebody_came_to_is_found_by_them(a_hub):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: attendances_of(db, a_hub.ada))
        a_hub.look(lambda db: attended(db, a_hub.ada))
        a_hub.look(lambda db: last_seen_on(db, a_hub.ada))
    assert scans(seen) == []
    assert any("ix_attendance_person_id_deleted_mark" in step for step in seen)


def test_what_figures_are_counted_out_of_is_an_index_alone(a_hub):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: figures_of(db, OCTOBER, template=HUBS_OWN, now=a_hub.clock()))
    for index in (
        "attendance USING COVERING INDEX ix_attendance_session_id_deleted_mark_minutes",
        "loan_event USING COVERING INDEX ix_loan_event_happened_at_deleted_kind",
        "judgement USING COVERING INDEX ix_judgement_judged_on_deleted_method",
    ):
        assert any(index in step for step in seen), index


def test_what_somebody_has_booked_is_found_by_their_places(a_hub):
    with plans(a_hub.database) as seen:
        found = a_hub.look(lambda db: booked_sessions(db, a_hub.ada, TODAY))
    assert [row.title for row in found] == ["Digital basics"]
    assert scans(seen) == []
    assert any("ix_enrolment_person_id_id" in step for step in seen)


def test_where_somebody_helps_is_found_by_them(a_hub):
    with plans(a_hub.database) as seen:
        a_hub.look(lambda db: helping_at(db, a_hub.ada, TODAY))
    assert scans(seen) == []
    assert any("ix_session_helper_person_id_id" in step for step in seen)


def test_places_are_found_by_their_session_where_all_are_in_whole_courses(hub: HubBuilder):
    """Counted as one answer, the empty ones had every place of the hub read at each mark."""
    facts = SessionFacts("Digital basics", "course", TODAY, time(10), time(12))

    def courses(db, now):
        for number in range(40):
            made = plan_series(db, facts=facts, repeats="weekly", times=2, now=now)
            session = db.get_one(LearningSession, made.session_ids[0])
            person = register_person(db, display_name=f"Ada {number}", now=now)
            book_series(db, person_id=person.id, series_id=session.series_id, now=now)
        return made.session_ids[0]

    session = hub.do("plan session", courses)
    with hub.database.changing("analyse") as db:
        db.connection().exec_driver_sql("ANALYZE")
    hub.database._read.dispose()  # a connection reads these figures when it is opened
    with plans(hub.database) as seen:
        row = hub.look(lambda db: session_row(db, session))
    assert row.booked == 1
    assert "SCAN enrolment" not in seen
    assert any("ix_enrolment_session_id_id" in step for step in seen)


def test_whether_an_action_was_undone_is_found_by_it_where_nothing_ever_was(hub: HubBuilder):
    """For each of a thousand actions in a history every action of the hub was looked at."""
    ada = hub.person("Ada Okafor")
    hub.lend(ada, hub.device())
    with hub.database.changing("analyse") as db:
        db.connection().exec_driver_sql("ANALYZE")
    hub.database._read.dispose()  # a connection reads these figures when it is opened
    with plans(hub.database) as seen:
        rows = hub.look(lambda db: history(db, RecordKind.PERSON, ada))
    assert len(rows) == 2
    assert "SCAN journal_txn_1" not in seen
    assert any("ix_journal_txn_undo_of" in step for step in seen)
