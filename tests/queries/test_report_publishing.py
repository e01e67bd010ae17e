"""Publishing: what leaves went through disclosure control once, and is kept to the digit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from hubdesk.ids import new_id, pair_id
from hubdesk.models import Attendance, LearningSession, Mark, Person, SessionKind
from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, Period, WhyHidden
from hubdesk.queries.figures import (
    Cut,
    Figure,
    ReportFigures,
    ReportSection,
    Target,
    figures_of,
    shipped_templates,
)
from hubdesk.queries.figures.told import ConsultationRow
from hubdesk.queries.publishing import published
from hubdesk.queries.report_body import body_of, report_of
from hubdesk.queries.report_rows import PublishedReport, PublishedTarget
from hubdesk.store.database import Database
from tests.conftest import NOW, HubBuilder
from tests.random_hub import RandomHub, TakenBack

MADE_ON = date(2026, 11, 3)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
NUMBERS = {"people": (40, 31), "sessions": (2, 3), "new_people": (3, 6)}
REST, WEEKS = "All the rest", "visits_by_week"
AGES = {"18 to 24": (3, 8), "25 to 49": (20, 17), "50 to 64": (17, 6)}


def figures(
    numbers: dict[str, tuple[int, int]] = NUMBERS,
    ages: dict[str, tuple[int, int]] = AGES,
    *,
    code: str = "people_by_age",
) -> ReportFigures:
    """October of an invented hub, before anything is hidden. `code` is of the table `ages` is."""
    template = shipped_templates()[0]
    sections = []
    for section in template.sections:
        made = tuple(Figure(one, *numbers.get(one.code, (50, 50))) for one in section.indicators)
        tables = ()
        if section.code == "who":
            rows = tuple(
                CountRow(age, age, tuple(map(CountCell, both))) for age, both in ages.items()
            )
            whole = CountRow("total", "All", tuple(map(CountCell, numbers["people"])))
            head = ("This period", "The one before")
            tables = (CountTable(code, "By age", "people", "Age", head, rows, whole),)
        sections.append(ReportSection(section.code, section.title, made, tables))
    return ReportFigures(
        "Riverside Hub", template, OCTOBER, SEPTEMBER, Cut(), "", datetime(2026, 11, 3, tzinfo=UTC),
        tuple(sections), (), 0, (), (), (),
    )  # fmt: skip


def ages_in(of: ReportFigures) -> CountTable:
    (table,) = next(s for s in published(of, made_on=MADE_ON).sections if s.code == "who").tables
    return table


def by_age(of: ReportFigures) -> list[tuple[WhyHidden, WhyHidden]]:
    return [(row.cells[0].hidden, row.cells[1].hidden) for row in ages_in(of).rows]


def test_a_small_number_is_hidden_with_another_so_that_its_total_does_not_tell_it():
    hidden = [now for now, _ in by_age(figures())]
    assert hidden[0] is WhyHidden.SMALL
    assert WhyHidden.WITH_ANOTHER in hidden[1:]


FEW = {**NUMBERS, "people": (4, 31)}


def test_of_a_few_people_nobody_learns_that_the_lines_are_all_there_are():
    """Else of few visits, all of them drop-ins, it is known that nobody learned anything."""
    table = ages_in(figures(FEW, {"18 to 24": (1, 20), "25 to 49": (3, 11)}))
    (rest,) = (row for row in table.rows if row.label == REST)
    assert [cell.number for cell in rest.cells] == [None, 0]
    beside_a_nought = {"18 to 24": (1, 15), "25 to 49": (3, 11), "50 to 64": (0, 5)}
    table = ages_in(figures(FEW, beside_a_nought))
    assert [row.cells[0].number for row in table.rows] == [None] * 4


@pytest.mark.parametrize("code", ["people_by_age", "people_by_area"])
def test_whoever_few_people_are_their_table_is_the_same(code: str):
    """A line that stood there for one of them alone said that somebody was in it."""
    was = {"18 to 24": 20, "25 to 49": 11}
    among = (
        {"18 to 24": 1, "25 to 49": 3},
        {"18 to 24": 4},
        {"25 to 49": 1, "50 to 64": 1, "65 to 74": 1, "75 or over": 1},
        {"16 to 17": 4},
    )
    told = []
    for now in among:
        ages = {age: (now.get(age, 0), was.get(age, 0)) for age in sorted({*now, *was})}
        told.append(ages_in(figures(FEW, ages, code=code)))
    assert told.count(told[0]) == len(told)
    assert [row.label for row in told[0].rows] == [*was, REST]


def test_where_everybody_is_alike_no_line_says_in_what():
    """The one line that was listed said it of all twelve."""
    numbers = {**NUMBERS, "people": (12, 0)}
    told = [ages_in(figures(numbers, {age: (12, 0)})) for age in AGES]
    assert told.count(told[0]) == len(told)
    assert [row.label for row in told[0].rows] == ["All of them"]
    assert [(row.label, row.cells[0].number) for row in told[0].lines] == [("All", 12)], "once"


def test_the_order_of_lines_does_not_tell_which_hidden_number_is_the_larger():
    """They stood by size: between 9 and 8 the hidden one was one of the two."""
    numbers = {**NUMBERS, "people": (38, 31)}
    for now in ((1, 4), (4, 1)):
        areas = {"B1": (9, 9), "B4": (now[0], 7), "B12": (now[1], 8), "CV1": (24, 7)}
        table = ages_in(figures(numbers, areas, code="people_by_area"))
        assert [row.label for row in table.rows] == ["CV1", "B1", "B12", "B4"]
    areas = {"B1": (9, 9), "B4": (8, 7), "B12": (9, 8), "CV1": (1, 0), "not known": (11, 7)}
    table = ages_in(figures(numbers, areas, code="people_by_area"))
    hidden = [row.label for row in table.rows if row.cells[0].number is None]
    assert hidden == ["B4", "CV1"]
    assert [row.label for row in table.rows] == ["B1", "B12", *hidden, "not known"]


def test_all_the_rest_stands_only_where_something_that_is_not_listed_is_hidden():
    """It says nothing of who came where all that holds something is listed."""
    whole = {**NUMBERS, "people": (40, 31)}
    for ages in (
        {"18 to 24": (10, 11), "25 to 49": (30, 20)},  # nothing is hidden
        {"18 to 24": (3, 8), "25 to 49": (20, 17), "50 to 64": (17, 6)},  # with another
        {"18 to 24": (1, 0), "25 to 49": (39, 31)},  # those before are all in one line
    ):
        table = ages_in(figures(whole, ages))
        hidden = [row.cells[1].hidden for row in table.rows]
        assert (REST in [row.label for row in table.rows]) == (WhyHidden.ALL_ALIKE in hidden)


def test_each_week_has_a_line_so_that_none_tells_that_somebody_came(hub: HubBuilder):
    """Three visits in three weeks were "fewer than 5" on three lines: one each."""
    told = []
    for days in ((2, 9, 16), (2, 3, 4)):
        with suppress(TakenBack), hub.database.changing("import people") as db:
            put_visits(db, [(date(2026, 10, day), SessionKind.DROP_IN) for day in days])
            made = figures_of(db, OCTOBER, template=shipped_templates()[0], now=NOW)
            said = published(made, made_on=MADE_ON)
            told.append(next(t for s in said.sections for t in s.tables if t.code == WEEKS))
            raise TakenBack
    assert told[0] == told[1]
    assert [row.label for row in told[0].rows] == ["28 Sep", "5 Oct", "12 Oct", "19 Oct", "26 Oct"]
    assert {row.cells[0].hidden for row in told[0].rows} == {WhyHidden.SMALL_BASE}


def put_visits(db: Session, sessions: Sequence[tuple[date, SessionKind]], *, each: int = 1) -> None:
    """So many people at a session of each of the days."""
    for on, kind in sessions:
        session = new_id()
        at = datetime.combine(on, time(10), UTC)
        facts = {"title": "Session", "held_on": on, "starts_at": at, "ends_at": at}
        db.execute(insert(LearningSession).values(id=session, kind=kind, is_finished=1, **facts))
        for person in [new_id() for _ in range(each)]:
            db.execute(insert(Person).values(id=person, display_name="Ada Okafor", joined_on=on))
            came = {"session_id": session, "person_id": person, "mark": Mark.PRESENT, "nth": 1}
            db.execute(
                insert(Attendance).values(id=pair_id("attendance", session, person, "1"), **came)
            )


def test_a_kind_that_was_held_has_a_line_so_that_sessions_tell_nothing_of_visits(hub: HubBuilder):
    """Sessions by kind say which were held: hidden, visits of the others were known to be 0."""
    day, kinds = date(2026, 10, 6), (SessionKind.COURSE, SessionKind.JOB_CLUB, SessionKind.MEETING)
    told = []
    for came in ([4, 2, 0], [3, 3, 0], [2, 2, 2]):
        with suppress(TakenBack), hub.database.changing("import people") as db:
            for kind, many in zip(kinds, came, strict=True):
                put_visits(db, [(day, kind)], each=many)
            put_visits(db, [(date(2026, 9, 8), SessionKind.EVENT)], each=9)
            made = figures_of(db, OCTOBER, template=shipped_templates()[0], now=NOW)
            said = every_cell(published(made, made_on=MADE_ON), 0)
            told.append({line: cell for (of, line), cell in said.items() if of == "visits_by_kind"})
            raise TakenBack
    assert told[0].keys() == {*kinds, SessionKind.EVENT, "visits"}
    assert [one[SessionKind.EVENT].number for one in told] == [0, 0, 0], "it was not held"
    assert told[0] == told[1]
    assert told[0][SessionKind.MEETING].number is None, "its nought would tell of the others"
    assert not {told[2][kind].number for kind in kinds} - {None}


def test_where_no_session_was_held_no_nought_of_visits_is_hidden(hub: HubBuilder):
    """Of few who were handed something, visits were hidden too, and sessions said: none."""
    with suppress(TakenBack), hub.database.changing("import people") as db:
        put_visits(db, [(date(2026, 9, 8), SessionKind.EVENT)], each=9)
        made = figures_of(db, OCTOBER, template=shipped_templates()[0], now=NOW)
        few = {"interactions": 3, "people": 3, "loans": 3, "borrowers": 3}
        three = (CountCell(3), CountCell(0))

        def with_few(table: CountTable) -> CountTable:
            if table.code != "contacts_by_sort":
                return table
            rows = [row for row in table.rows if row.code != "handed over"]
            took = CountRow("handed over", "Took something home", three)
            return replace(table, rows=(*rows, took), total=CountRow("contacts", "All", three))

        sections = tuple(
            replace(
                one,
                figures=tuple(
                    replace(f, number=few.get(f.indicator.code, f.number)) for f in one.figures
                ),
                tables=tuple(map(with_few, one.tables)),
            )
            for one in made.sections
        )
        said = every_cell(published(replace(made, sections=sections), made_on=MADE_ON), 0)
        assert said["contacts_by_sort", "(the rest)"].hidden is WhyHidden.SMALL_BASE
        none = ("visits", "learners", "drop_in_visits")
        assert [said["figure", one].number for one in none] == [0, 0, 0]
        raise TakenBack


def test_the_total_of_a_table_and_a_key_figure_are_one_number():
    said = published(figures(), made_on=MADE_ON)
    people = next(one for one in said.headlines if one.code == "people")
    (table,) = next(s for s in said.sections if s.code == "who").tables
    assert table.total is not None
    assert people.now == table.total.cells[0]


def test_sessions_are_nobody_and_people_are_somebody():
    said = published(figures(), made_on=MADE_ON)
    every = {one.code: one for one in said.headlines}
    every |= {one.code: one for section in said.sections for one in section.figures}
    assert every["sessions"].now == CountCell(2)
    assert every["new_people"].now == CountCell(None, WhyHidden.SMALL)


def test_the_period_before_shows_what_its_own_report_showed():
    """September as October's comparison hides neither more nor less than September by itself."""
    ages = {
        age: (now, before)
        for age, (now, before) in zip(AGES, [(20, 3), (9, 20), (11, 8)], strict=True)
    }
    of_october = by_age(figures(ages=ages))
    turned = {age: (before, now) for age, (now, before) in ages.items()}
    numbers = {code: (before, now) for code, (now, before) in NUMBERS.items()}
    of_september = by_age(figures(numbers, turned))
    assert [before for _, before in of_october] == [now for now, _ in of_september]


def test_a_week_that_is_only_in_part_in_these_days_is_not_taken_for_a_quiet_one(hub: HubBuilder):
    """October 2026 begins on a Thursday; 5 to 18 October are two weeks."""
    for days, many in ((OCTOBER, 1), (Period(date(2026, 10, 5), date(2026, 10, 18)), 0)):
        made = hub.look(
            lambda db, of=days: figures_of(db, of, template=shipped_templates()[0], now=NOW)
        )
        tables = [
            table for part in published(made, made_on=MADE_ON).sections for table in part.tables
        ]
        weeks = next(table for table in tables if table.code == "visits_by_week")
        assert len(weeks.notes) == many


def every_cell(said: PublishedReport, at: int) -> dict[tuple[str, str], CountCell]:
    found = {}
    for figure in (*said.headlines, *(f for s in said.sections for f in s.figures)):
        found["figure", figure.code] = (figure.now, figure.before)[at]
    for table in (table for section in said.sections for table in section.tables):
        for row in (*table.rows, *([table.total] if table.total else [])):
            if at < len(row.cells):
                found[table.code, row.code] = row.cells[at]
    return found


def test_whatever_report_days_stand_in_the_same_numbers_are_hidden(database: Database):
    """Else two reports give away together what each of them hides. Found in random hubs."""
    for seed in (1, 13):
        with suppress(TakenBack), database.changing("import people") as db:
            RandomHub(db, random.Random(seed), people=60)
            first, *others = shipped_templates()
            told = [
                (figures_of(db, period, template=one, now=NOW), at)
                for one, period, at in [
                    *((one, SEPTEMBER, 0) for one in (first, *others)),
                    (first, OCTOBER, 1),
                ]
            ]
            alone, *rest = [every_cell(published(of, made_on=MADE_ON), at) for of, at in told]
            for other in rest:
                both = alone.keys() & other.keys()
                assert {where: alone[where] for where in both} == {
                    where: other[where] for where in both
                }
            raise TakenBack


def test_figures_of_all_sorts_are_never_hidden_as_one_column(database: Database):
    """In this hub 38 of 47 were, to guard a single one: they are no table with a total."""
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    with suppress(TakenBack), database.changing("import people") as db:
        dice = random.Random(125808686273232)
        RandomHub(db, dice, people=dice.choice((12, 30, 60, 120)))
        made = figures_of(db, quarter, template=shipped_templates()[0], now=NOW)
        for at in (0, 1):
            said = every_cell(published(made, made_on=MADE_ON), at)
            why = [cell.hidden for (of, _), cell in said.items() if of == "figure" and cell]
            assert why.count(WhyHidden.WITH_ANOTHER) < 10
        raise TakenBack


def asked(*many: int) -> list[int]:
    """What the consultation log of a report tells of how many were asked each time."""
    log = tuple(
        ConsultationRow(str(at), OCTOBER.first_on, "Learners", "Over tea", one, "", "")
        for at, one in enumerate(many)
    )
    said = published(replace(figures(), consultations=log), made_on=MADE_ON)
    return [one.how_many for one in said.consulted]


def test_the_log_of_who_was_asked_tells_no_number_that_the_figure_hides():
    """People asked were "fewer than 5", and the line below said 3."""
    assert asked(3) == [0]
    assert asked(3, 14, 9) in ([0, 14, 0], [0, 0, 9]), "the others and all of them would tell it"
    assert asked(3, 3) == [0, 0], "of six in two lines, each is 2 at the least"
    assert asked(14, 9, 0) == [14, 9, 0]


def with_target(of: ReportFigures, reached: int, period: Period) -> ReportFigures:
    target = Target(60, period, 50, reached, share=12, share_by_now=9)
    sections = tuple(
        replace(part, figures=tuple(replace(one, target=target) for one in part.figures))
        for part in of.sections
    )
    return replace(of, sections=sections)


def test_a_target_that_began_earlier_tells_its_share_of_these_days_and_no_month_before():
    """After a month of 11 and a hidden one "about 10" told that the hidden one was 1."""
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    said = []
    for much in (41, 44):
        made = published(with_target(figures(), much, year), made_on=MADE_ON)
        every = [*made.headlines, *(f for part in made.sections for f in part.figures)]
        said.append({one.code: one for one in every})
    assert said[0] == said[1], "what was reached since April changes nothing"
    visits, people = said[0]["visits"], said[0]["people"]
    assert visits.target == PublishedTarget(12, 9, visits.now, whole=60, until=date(2027, 3, 31))
    assert people.target is not None, "people of months are no people of a year"
    assert people.target.reached == CountCell(None, WhyHidden.NOT_KNOWN)
    assert (people.target.amount, people.target.until) == (60, date(2027, 3, 31))


def test_a_target_that_begins_in_these_days_or_is_due_in_none_of_them_is_told_alone():
    """Nothing of it is due: a share of nought has no per cent."""
    late = Period(date(2026, 10, 15), date(2027, 3, 31))
    year = Period(date(2026, 4, 1), date(2027, 3, 31))
    none_due = with_target(figures(), 2, year)
    sections = tuple(
        replace(
            part,
            figures=tuple(
                replace(one, target=replace(one.target, share=0)) for one in part.figures
            ),
        )
        for part in none_due.sections
    )
    for of in (with_target(figures(), 2, late), replace(none_due, sections=sections)):
        for one in published(of, made_on=MADE_ON).headlines:
            assert one.target is not None
            assert one.target.reached == CountCell(None, WhyHidden.NOT_KNOWN)
            assert (one.target.amount, one.target.whole) == (60, None)


def test_a_target_over_the_same_days_is_the_very_figure_hidden_or_not():
    said = published(with_target(figures(), 3, OCTOBER), made_on=MADE_ON)
    for one in said.headlines:
        assert one.target is not None
        assert one.target.reached == one.now


def test_in_the_first_month_of_a_year_a_target_has_reached_what_the_figure_is():
    """Rounded it said "about 5" beside a number that was hidden: it was one of 5 to 7."""
    year = Period(OCTOBER.first_on, date(2027, 9, 30))
    said = published(with_target(figures(), 3, year), made_on=MADE_ON)
    for one in said.headlines:
        assert one.target == PublishedTarget(60, 50, one.now, until=date(2027, 9, 30))


def test_the_paper_says_by_which_rule_numbers_were_hidden():
    said = published(figures(), made_on=MADE_ON)
    assert said.disclosure == (
        "Numbers from 1 to 4 that tell of people are hidden.",
        "So is any other, even 0, that would give one away.",
    )
    assert said.profile == "counted 1"


def test_where_every_line_says_hidden_it_may_be_any_number_and_none():
    """It was told to be 5 or more. So it is only beside a line that is told."""
    october = (5, 5, 1, 1, 0, 0, 0)
    ages = {f"line {n}": (many, 20 + n) for n, many in enumerate(october)}
    numbers = {"people": (sum(october), sum(then for _, then in ages.values()))}
    whole = ages_in(figures(numbers, ages))
    assert {row.cells[0].hidden for row in whole.rows} == {WhyHidden.WITH_ANOTHER}
    assert len(whole.rows) > len(october)  # "All the rest" as well
    mixed = ages_in(figures())
    assert {row.cells[0] for row in mixed.rows if row.label != REST} >= {
        CountCell(None, WhyHidden.SMALL), CountCell(20)
    }  # fmt: skip
    others = [row.label for row in mixed.rows if row.cells[0].hidden is WhyHidden.WITH_ANOTHER]
    assert [AGES[label][0] for label in others] == [17]


def test_hours_of_few_volunteers_are_shown_from_five_on():
    """They are what a funder asks for, and one volunteer can give any number of them."""
    few = figures({"volunteers": (2, 3), "volunteer_hours": (14, 3), "people": (40, 31)})
    said = {one.code: (one.now, one.before) for one in published(few, made_on=MADE_ON).headlines}
    small = CountCell(None, WhyHidden.SMALL)
    assert said["volunteers"] == (small, small)
    assert said["volunteer_hours"] == (CountCell(14), small)


def test_days_that_are_not_over_are_told_apart():
    assert published(figures(), made_on=MADE_ON).is_over
    assert not published(figures(), made_on=OCTOBER.last_on).is_over


def test_what_was_published_is_kept_to_the_digit():
    said = published(figures(), made_on=MADE_ON)
    assert report_of(body_of(said)) == said
