"""Equality forms: four answer states, batches of ten, tables published once and in order."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.equality import FormNotRight, PeriodNotOver, TooFewForms
from hubdesk.models import EqualityAnswer, EqualityPublished, JournalTxn
from hubdesk.operations.equality import publish_equality, take_in
from hubdesk.queries.equality import due_periods, published, tables_to_publish
from hubdesk.queries.equality_questions import answers_kept, checked, shipped_questions
from hubdesk.queries.figure_rows import CountCell, WhyHidden
from hubdesk.store.database import Database
from tests.conftest import NOW
from tests.equality_hub import forms, took_in

QUESTIONS = shipped_questions()
LATER = NOW + timedelta(days=60)  # in January 2027
RIGHT = {"age": "35-44", "sex": "female", "condition": "yes", "reduced": "a-little"}


def test_a_question_has_four_states_and_they_are_not_mixed_up() -> None:
    said = checked({"age": "0-15", "sex": "not-said", "condition": "no"}, QUESTIONS)
    assert said["age"] == "0-15"
    assert said["sex"] == "not-said"
    assert said["ethnic-group"] == "no-answer"
    assert said["reduced"] == "not-asked"
    assert said["orientation"] == "not-asked", "whoever is younger than 16 is not asked"


@pytest.mark.parametrize(
    ("condition", "reduced", "kept"),
    [
        ("yes", "a-lot", "disabled"),
        ("yes", "a-little", "disabled"),
        ("yes", "not-at-all", "not-disabled"),
        ("no", "", "not-disabled"),
        ("yes", "not-said", "not-said"),
        ("not-said", "", "not-said"),
        ("", "", "no-answer"),
    ],
)
def test_disabled_is_what_the_law_says_and_nothing_more_is_kept(
    condition: str, reduced: str, kept: str
) -> None:
    said = {"condition": condition, "reduced": reduced}
    found = answers_kept({code: answer for code, answer in said.items() if answer}, QUESTIONS)
    assert found["disability"] == kept
    assert not {"condition", "reduced"} & set(found)


def test_an_answer_that_is_not_on_the_form_is_refused() -> None:
    with pytest.raises(FormNotRight):
        checked({"age": "not an age"}, QUESTIONS)
    with pytest.raises(FormNotRight):
        checked({"shoe-size": "9"}, QUESTIONS)


def test_nine_forms_wait_and_ten_are_opened(database: Database) -> None:
    with pytest.raises(TooFewForms), database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 9)
    with database.changing("open equality forms") as db:
        assert took_in(db, [RIGHT] * 10) == 10


def test_the_few_forms_of_a_month_go_with_the_next_and_the_last_few_wait_on(
    database: Database,
) -> None:
    waiting = forms([RIGHT] * 4, "2026-10") + forms([RIGHT] * 8, "2026-11")
    waiting += forms([RIGHT] * 3, "2026-12")
    with database.changing("open equality forms") as db:
        done = take_in(db, opened=waiting, questions=QUESTIONS, shuffle=Random(1).shuffle)
        assert done == 12
        assert set(db.scalars(select(EqualityAnswer.month))) == {"2026-11"}


def test_no_answer_and_no_form_stands_in_the_journal(database: Database) -> None:
    with database.reading() as db:
        before = db.scalars(select(JournalTxn.id)).all()
    with database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 10)
    with database.reading() as db:
        assert db.scalars(select(JournalTxn.id)).all() == before


def test_a_quarter_is_published_once_when_it_is_over_and_repeated_to_the_digit(
    database: Database,
) -> None:
    with database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 12 + [{"sex": "male"}] * 11)
    with pytest.raises(PeriodNotOver):
        publish(database, "2026-Q4", NOW)
    publish(database, "2026-Q4", LATER)
    first = out(database)[0]
    with database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 10)  # given in the same quarter, opened late
        assert set(db.scalars(select(EqualityAnswer.month))) == {"2026-11", "2027-01"}
    with pytest.raises(PeriodNotOver):
        publish(database, "2026-Q4", LATER)
    assert out(database)[0] == first
    sex = next(table for table in first.tables if table.title == "Sex")
    shown = {row.code: row.cells[0].number for row in sex.rows}
    assert shown["female"] == 10
    assert shown["male"] == 10
    assert sex.total is not None
    assert sex.total.cells[0].number == 25


def test_a_year_follows_its_quarters_and_a_quarter_of_too_few_shows_nothing(
    database: Database,
) -> None:
    with database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 20 + [{"sex": "male"}] * 20, "2026-08")
        took_in(db, [RIGHT] * 5 + [{"sex": "male"}] * 8, "2026-11")
    with database.reading() as db:
        assert due_periods(db, LATER.date()) == ["2026-Q3"]
    publish(database, "2026-Q3", LATER)
    with database.reading() as db:
        assert due_periods(db, LATER.date()) == ["2026-Q4"], "the year has a quarter to come"
    with pytest.raises(PeriodNotOver):
        publish(database, "2026", LATER)
    for period in ("2026-Q4", "2026"):
        publish(database, period, LATER)
    with database.reading() as db:
        assert [row.period for row in published(db)] == ["2026-Q4", "2026-Q3", "2026"]
        assert due_periods(db, LATER.date()) == []
    few = tables(database, "2027-Q1")
    assert all(row.cells[0].number in (None, 0) for table in few for row in table.rows)


def test_a_year_hides_what_less_its_quarters_would_tell_of_one_of_them(database: Database) -> None:
    """By itself the year shows its men; with all four quarters they told of the 3 women of one."""
    quarters = {"2026-Q1": (3, 20), "2026-Q2": (5, 20), "2026-Q3": (8, 9), "2026-Q4": (8, 9)}
    for (period, (women, men)), month in zip(quarters.items(), (2, 5, 8, 11), strict=True):
        with database.changing("open equality forms") as db:
            took_in(db, [RIGHT] * women + [{"sex": "male"}] * men, f"2026-{month:02}")
        publish(database, period, LATER)

    def line(period: str, code: str) -> CountCell:
        sex = next(one for one in tables(database, period) if one.code == f"{period}/sex")
        return next(row.cells[0] for row in sex.rows if row.code == code)

    assert line("2026-Q1", "female").hidden is WhyHidden.SMALL
    assert line("2026-Q1", "male").number == 20
    assert line("2026", "male").hidden is WhyHidden.WITH_ANOTHER


def test_everybody_alike_is_not_published(database: Database) -> None:
    with database.changing("open equality forms") as db:
        took_in(db, [RIGHT] * 14)
    shown = next(table for table in tables(database, "2026-Q4") if table.title == "Sex")
    assert {row.cells[0].hidden for row in shown.rows} == {WhyHidden.ALL_ALIKE}


def test_who_is_not_asked_for_being_young_is_hidden_in_every_table_or_in_none(
    database: Database,
) -> None:
    """Eight under 16 guarded one of another age, and stood as "not asked" two tables on."""
    ages = ["0-15"] * 8 + ["16-24"] * 1 + ["25-34"] * 23
    with database.changing("open equality forms") as db:
        took_in(
            db,
            [{"age": age, "gender": "same" if n % 2 else "not-said"} for n, age in enumerate(ages)],
        )
    found = {table.title: table for table in tables(database, "2026-Q4")}
    young = [
        next(row.cells[0] for row in found[title].rows if row.code == code)
        for title, code in (
            ("Age", "0-15"),
            ("Gender identity", "not-asked"),
            ("Sexual orientation", "not-asked"),
        )
    ]
    assert [row.cells[0].hidden for row in found["Age"].rows][:3].count(WhyHidden.SMALL) == 1
    assert young.count(young[0]) == 3


def publish(database: Database, period: str, now: datetime) -> EqualityPublished:
    with database.changing("publish equality") as db:
        return publish_equality(db, period=period, questions=QUESTIONS, now=now)


def out(database: Database) -> list[Any]:
    with database.reading() as db:
        return published(db)


def tables(database: Database, period: str) -> tuple[Any, ...]:
    with database.reading() as db:
        return tables_to_publish(db, period, QUESTIONS)
