"""What was out before, and was lent, less what is out at the end, is what came back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hubdesk.queries.figure_rows import CountCell, Period, WhyHidden
from hubdesk.queries.figures import figures_of, shipped_templates
from hubdesk.queries.publishing import published
from hubdesk.queries.report_rows import PublishedReport
from tests.conftest import HubBuilder
from tests.disclosure_reports import attack_report
from tests.disclosure_solver import Tally


def lent(hub: HubBuilder, before: int, then: int, back: int, tally: Tally) -> PublishedReport:
    """Of some days in which so many were lent and came back, with so many out before them."""
    devices = [hub.device() for _ in range(before + then)]
    for n, device in enumerate(devices[:before]):
        hub.lend(hub.person(f"Ada {n}"), device)
    hub.clock.forward(days=30)
    for n, device in enumerate(devices[before:]):
        hub.lend(hub.person(f"Bo {n}"), device)
    for device in devices[:back]:
        hub.bring_back(device)
    now = hub.clock()
    days = Period(now.date() - timedelta(days=9), now.date())
    template = shipped_templates()[0]
    figures = hub.look(lambda db: figures_of(db, days, template=template, now=now))
    attack_report(figures, "these days", tally)
    return published(figures, made_on=now.date())


@pytest.mark.parametrize(
    ("before", "then", "back"),
    [(22, 10, 2), (22, 3, 10), (7, 8, 3), (3, 10, 0), (4, 9, 2), (2, 2, 1), (0, 6, 2), (9, 4, 9)],
)
def test_what_is_out_before_and_after_tells_no_few_that_came_back(
    hub: HubBuilder, before: int, then: int, back: int
):
    """22 were out and 10 were lent; 30 are out: two came back."""
    tally = Tally()
    lent(hub, before, then, back, tally)
    assert tally.small > 0
    assert tally.worked_out == []


def test_all_loans_are_hidden_with_few_that_came_back_and_what_is_out_is_shown(hub: HubBuilder):
    made = lent(hub, 22, 10, 2, Tally())
    said = {one.code: one for part in made.sections for one in part.figures}
    assert said["loans"].now == CountCell(None, WhyHidden.WITH_ANOTHER)
    assert said["returns"].now == CountCell(None, WhyHidden.SMALL)
    assert (said["not_back"].now.number, said["not_back"].before) == (30, CountCell(22))


def test_loans_stay_shown_where_nothing_or_many_came_back(hub: HubBuilder):
    made = lent(hub, 22, 10, 6, Tally())
    said = {one.code: one.now.number for part in made.sections for one in part.figures}
    assert (said["loans"], said["returns"], said["not_back"]) == (10, 6, 26)
