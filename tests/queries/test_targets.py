"""What is to be reached: which target stands by a figure, since when, and what was due by now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hubdesk.operations.funds import add_fund
from hubdesk.operations.reporting import put_away_target, set_target
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Target, template_of
from hubdesk.queries.publishing import told
from tests.conftest import NOW, TODAY, HubBuilder
from tests.queries.test_figures import NOVEMBER, came, report

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def aim(
    hub: HubBuilder, amount: int, period: Period = NOVEMBER, fund_id: str = "", of: str = "visits"
) -> str:
    return str(
        hub.do(
            "set target",
            lambda db, _now: set_target(
                db, indicator=of, amount=amount, period=period, fund_id=fund_id
            ),
        ).id
    )


def target(hub: HubBuilder, period: Period = NOVEMBER, **cut: str) -> Target | None:
    return report(hub, period, **cut).figure("visits").target


def test_of_two_targets_that_hold_the_one_of_more_days_stands_beside_the_figure(hub: HubBuilder):
    aim(hub, 20)
    year = aim(hub, 300, YEAR)
    aim(hub, 30, Period(date(2026, 10, 1), date(2026, 12, 31)))
    assert target(hub).amount == 300
    hub.do("put away target", lambda db, _now: put_away_target(db, target_id=year))
    assert target(hub).amount == 30
    assert target(hub, Period(date(2026, 9, 1), date(2026, 9, 30))) is None, "of other days"


def test_the_target_of_a_fund_stands_in_its_own_report_alone(hub: HubBuilder):
    ward, other = (
        str(hub.do("add fund", lambda db, _now, n=name: add_fund(db, name=n)).id)
        for name in ("Ward grant", "Lottery")
    )
    aim(hub, 300, YEAR, ward)
    aim(hub, 20)
    assert target(hub).amount == 20
    assert target(hub, fund_id=ward).amount == 300
    assert target(hub, fund_id=other) is None


def test_what_is_reached_counts_from_the_first_day_of_the_target(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    for on in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 3)):
        came(hub, hub.session(held_on=on), ada)
    aim(hub, 300, YEAR)
    told = target(hub)
    assert (told.reached, told.period) == (2, YEAR)
    assert report(hub).figure("visits").number == 1


def test_the_shares_of_months_add_up_to_the_target_of_their_year(hub: HubBuilder):
    ends = [date(2026, month + 1, 1) - timedelta(days=1) for month in range(4, 11)]
    aim(hub, 100, YEAR)
    months = [target(hub, Period(end.replace(day=1), end)) for end in ends]
    assert [one.share for one in months] == [8, 9, 8, 8, 9, 8, 9]
    assert months[-1].pace == sum(one.share for one in months)
    here = target(hub)
    assert (here.share, here.share_by_now) == (8, 6), "24 of 30 days are here"


def test_a_target_that_is_set_again_takes_the_place_of_the_one_before(hub: HubBuilder):
    """Set to less, the old one stood: it was the first of the same days."""
    for amount in (40, 60, 50):
        aim(hub, amount)
        assert target(hub).amount == amount


@pytest.mark.parametrize(
    ("amount", "days", "due"),
    [
        (30, NOVEMBER, 24),
        (7, NOVEMBER, 6),  # 5.6
        (10, Period(TODAY, TODAY + timedelta(days=3)), 3),  # 2.5
        (9, Period(TODAY, TODAY), 9),
        (9, Period(TODAY - timedelta(days=8), TODAY), 9),
    ],
)
def test_what_was_due_by_now_is_its_share_of_the_days_that_are_here(
    hub: HubBuilder, amount: int, days: Period, due: int
):
    aim(hub, amount, days)
    assert target(hub, Period(days.first_on, max(days.last_on, TODAY))).pace == due


def test_why_a_target_of_people_has_no_per_cent_in_a_month_is_said_in_the_report(hub: HubBuilder):
    """The number of people stood there, and the target, and nobody said how far it was."""

    def notes(period: Period, *left_out: str) -> tuple[str, ...]:
        template = hub.look(lambda db: template_of(db, "hub"))
        made = hub.look(
            lambda db: told(db, template=template, period=period, left_out=left_out, now=NOW)
        )
        return made.report.notes

    why = "Whoever comes in two months counts once, so the target of {} has no % for these days."
    came(hub, hub.session(), hub.person("Ada Okafor"))
    aim(hub, 300, YEAR)
    assert not [note for note in notes(NOVEMBER) if "target" in note], "visits add up"
    aim(hub, 300, YEAR, of="people")
    assert why.format("People") in notes(NOVEMBER)
    aim(hub, 90, YEAR, of="households")
    assert why.format("People and Homes") in notes(NOVEMBER)
    assert why.format("People") in notes(NOVEMBER, "key"), "homes are not printed"
    begun = Period(YEAR.first_on, TODAY)
    assert not [note for note in notes(begun) if "target" in note], "it stands against all of it"
