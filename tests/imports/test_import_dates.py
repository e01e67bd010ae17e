"""Days in every style people and spreadsheets write, settled by the whole column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.imports.dates import ColumnStyle, DateStyle, read_date, style_of, styles_of
from tests.imports.reading import TODAY, counted, devices

DAY, MONTH = DateStyle.DAY_FIRST, DateStyle.MONTH_FIRST


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("2026-11-25T10:30:00Z", date(2026, 11, 25)),
        ("2026-11-25 10:30", date(2026, 11, 25)),
        ("2026/11/25", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("25/11/2026", date(2026, 11, 25)),
        ("25.11.2026", date(2026, 11, 25)),
        ("25-11-26", date(2026, 11, 25)),
        ("25 11 2026", date(2026, 11, 25)),
        ("1/2/26", date(2026, 2, 1)),
        ("25 Nov 2026", date(2026, 11, 25)),
        ("25-Nov-26", date(2026, 11, 25)),
        ("25th November 2026", date(2026, 11, 25)),
        ("Wednesday 25 November 2026", date(2026, 11, 25)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("Nov 25, 2026", date(2026, 11, 25)),
        ("November 25 2026", date(2026, 11, 25)),
        ("46351", date(2026, 11, 25)),
        ("46351.4375", date(2026, 11, 25)),
        ("11/25/2026", date(2026, 11, 25)),  # 25 is never a month
        ("31/02/2026", None),
        ("29/02/2025", None),
        ("32/01/2026", None),
        ("13/13/2026", None),
        ("25 Foo 2026", None),
        ("next week", None),
        ("142", None),
        ("99999", None),
        ("", None),
        ("١٢/١١/٢٠٢٦", None),
    ],
)
def test_a_day_is_read_in_any_style_or_not_at_all(text: str, day: date | None):
    assert read_date(text, latest=date(2036, 1, 1)) == day


def test_american_days_are_read_where_the_column_is_american():
    assert read_date("1/2/23", MONTH, latest=TODAY) == date(2023, 1, 2)
    assert read_date("1/23/23", MONTH, latest=TODAY) == date(2023, 1, 23)
    assert read_date("23/1/23", MONTH, latest=TODAY) == date(2023, 1, 23)


@pytest.mark.parametrize(
    ("text", "latest", "year"),
    [
        ("27/03/85", TODAY, 1985),
        ("27/03/25", TODAY, 2025),
        ("27/12/25", TODAY, 1925),
        ("27/12/25", date(2035, 1, 1), 2025),
        ("29/02/00", TODAY, 2000),
    ],
)
def test_a_year_of_two_digits_is_the_last_that_can_have_been(text: str, latest: date, year: int):
    found = read_date(text, latest=latest)
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["25/11/2026", "1/2/2026"], ColumnStyle(DAY, is_decided=True)),
        (["1/2/2026", "1/23/2026"], ColumnStyle(MONTH, is_decided=True)),
        (["1/2/2026", "3/4/2026"], ColumnStyle(DAY, is_ambiguous=True)),
        (["5/5/2026"], ColumnStyle(DAY)),
        (["25/11/26", "1/23/2026"], ColumnStyle(DAY, is_mixed=True, has_short_years=True)),
        (["2026-11-25", "25 Nov 2026", "46351", "", "soon"], ColumnStyle(DAY)),
    ],
)
def test_a_column_says_which_number_is_the_day(texts: list[str], style: ColumnStyle):
    assert style_of(texts) == style


def test_a_column_that_cannot_say_follows_the_others_of_its_file():
    found = styles_of({"lent": ["11/3/25"], "due": ["1/23/26"]}, [])
    assert [style.style for style in found.values()] == [MONTH, MONTH]
    assert not any(style.is_ambiguous for style in found.values())
    assert styles_of({"lent": ["11/3/25"]}, ["1/23/26"])["lent"].style is MONTH
    assert styles_of({"lent": ["11/3/25"]}, [])["lent"].is_ambiguous


def test_three_styles_in_one_file_are_all_read():
    lines = devices("dates-three-styles.csv")
    assert [line.lent_on for line in lines] == [date(2025, 11, 3)] * 3
    assert [line.due_on for line in lines] == [
        *(date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 13))
    ]
    assert not lines.refused
    assert not counted(lines)


def test_an_american_file_is_read_month_first_in_all_its_columns():
    lines = devices("dates-month-first.csv")
    assert [line.lent_on for line in lines] == [date(2025, 11, 3), date(2025, 11, 4)]
    assert [line.due_on for line in lines] == [date(2026, 1, 23), date(2026, 2, 1)]


@given(st.dates(date(1927, 6, 1), date(2099, 1, 1)))
def test_a_day_means_itself_however_it_is_written(day: date):
    written = (
        *(day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day:%d-%b-%Y}"),
        str((day - date(1899, 12, 30)).days),
    )
    assert {read_date(text, latest=date(2099, 1, 1)) for text in written} == {day}


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(text: str):
    read_date(text, latest=TODAY)
