"""What is said with figures: what is missing, weeks in part, who is how old, open registers."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from hubdesk.models import Birth, SessionKind
from hubdesk.operations.funds import add_fund
from hubdesk.operations.visits import tally_enquiry
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, RowsBehind, definitions, rows_behind, shipped_templates
from hubdesk.queries.publishing import told
from tests.conftest import NOW, TODAY, HubBuilder
from tests.queries.test_figures import NOVEMBER, came, report

IN_PART = "A week that is not all in these days is counted in part."


def test_days_on_which_nothing_was_written_down_say_so_and_others_do_not(hub: HubBuilder):
    said = "Nothing was written down on these days."
    assert said in report(hub).notes
    came(hub, hub.session(), hub.person("Ada Okafor"))
    assert said not in report(hub).notes
    assert said in report(hub, Period(date(2026, 9, 1), date(2026, 9, 30))).notes


@pytest.mark.parametrize(
    ("first", "last", "is_in_part"),
    [
        ("2026-10-01", "2026-10-31", True),  # Thursday to Saturday
        ("2026-06-01", "2026-06-30", True),  # Monday to Tuesday
        ("2026-05-27", "2026-05-31", True),  # Wednesday to Sunday
        ("2026-06-01", "2026-06-28", False),  # four whole weeks
    ],
)
def test_a_week_that_is_in_part_in_the_days_is_said_beside_the_weeks(
    hub: HubBuilder, first: str, last: str, is_in_part: bool
):
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    template = shipped_templates()[0]
    made = hub.look(lambda db: told(db, template=template, period=days, now=NOW)).report
    [weeks] = [
        table for part in made.sections for table in part.tables if table.code == "visits_by_week"
    ]
    assert (IN_PART in weeks.notes) is is_in_part


def test_a_register_of_one_is_never_unfinished_and_one_of_a_group_is_until_it_ends(
    hub: HubBuilder,
):
    for kind in SessionKind:
        hub.session(kind.value, kind=kind, held_on=TODAY)
    made = report(hub)
    kinds = {row.kind for row in made.unfinished}
    assert {"course", "workshop", "job club"} <= kinds
    assert not kinds & {"one-to-one", "home visit", "phone support", "drop-in"}
    assert made.unfinished_count == len(made.unfinished)


def test_on_29_february_nobody_is_a_year_older_a_day_too_early(hub: HubBuilder):
    hub.clock.now = datetime(2028, 2, 29, 12, tzinfo=NOW.tzinfo)
    lesson = hub.session(held_on=date(2028, 2, 29))
    for name, born in (("Ada", date(2010, 2, 28)), ("Bo", date(2010, 3, 1))):
        came(hub, lesson, hub.person(name, more={"birth": Birth.of_day(born)}))
    ages = report(hub, Period(date(2028, 2, 1), date(2028, 2, 29)), ages=("18 to 24",))
    assert ages.figure("people").number == 1


def behind(hub: HubBuilder, code: str, **cut: str) -> RowsBehind:
    one = definitions().indicators[code]
    return hub.look(lambda db: rows_behind(db, one, NOVEMBER, now=hub.clock(), cut=Cut(**cut)))


def test_who_added_nothing_to_a_figure_is_not_in_the_list_behind_it(hub: HubBuilder):
    """A drop-in without minutes is a visit, and no hour."""
    ada = hub.person("Ada Okafor")
    came(hub, hub.session(), ada)
    came(hub, hub.session("Drop-in", kind="drop-in", starts=time(14), ends=time(16)), ada)
    assert behind(hub, "visits").count == 2
    [row] = behind(hub, "learning_hours").rows
    assert (row.who, row.amount) == ("Ada Okafor", 120)


def test_behind_a_figure_that_cannot_be_narrowed_so_stands_no_row(hub: HubBuilder):
    """Whose money a question at the desk was the records do not say."""
    fund = str(hub.do("add fund", lambda db, _now: add_fund(db, name="Ward grant")).id)
    hub.do("tally", lambda db, now: tally_enquiry(db, about="device", now=now))
    assert behind(hub, "enquiries").count == 1
    assert behind(hub, "enquiries", fund_id=fund).count == 0
