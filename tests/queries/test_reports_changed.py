"""What a report that left is told of since, and which of them another shares days with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hubdesk.errors.figures import TemplateThere
from hubdesk.operations.report_keeping import keep_report
from hubdesk.operations.reporting import add_template
from hubdesk.operations.stories import take_back_story, tell_story
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, templates
from hubdesk.queries.publishing import told
from hubdesk.queries.reports_made import changed_since, overlapping, sent_before
from tests.conftest import NOW, TODAY, HubBuilder
from tests.queries.test_reports_made import OCTOBER, a_visit, keep
from tests.reporting_verbs import a_template

NAMES = ("Ada", "Bo", "Cleo", "Dee", "Ewa")


def test_how_far_a_shown_figure_fell_below_five_is_not_told(hub: HubBuilder):
    """Five were shown and four are hidden: "-1" told the number that the paper of today hides."""
    for name in NAMES:
        a_visit(hub, name)
    mark = hub.last_txn
    id = keep(hub)
    hub.undo(mark)
    changed = hub.look(lambda db: changed_since(db, id, now=NOW))
    visits = next(one for one in changed if one.indicator.code == "visits")
    assert (visits.was, visits.now, visits.is_told) == (5, 4, False)


def test_of_a_part_that_was_left_out_no_change_is_told(hub: HubBuilder):
    """Whoever reads the copy has no such figure before them."""
    found = hub.look(
        lambda db: told(
            db, template=templates(db)[0], period=OCTOBER, left_out={"sessions"}, now=NOW
        )
    )
    id = hub.do("make report", lambda db, now: keep_report(db, found, how="print", now=now)).id
    for name in NAMES:
        a_visit(hub, name)
    changed = {one.indicator.code for one in hub.look(lambda db: changed_since(db, id, now=NOW))}
    assert "people" in changed
    assert not changed & {"visits", "learning_hours", "sessions"}


@pytest.mark.parametrize(
    ("first", "last", "many"),
    [
        (date(2026, 10, 31), date(2026, 11, 30), 1),  # one day is shared
        (date(2026, 9, 1), date(2026, 10, 1), 1),
        (date(2026, 11, 1), date(2026, 11, 30), 0),
        (date(2026, 9, 1), date(2026, 9, 30), 0),
    ],
)
def test_one_shared_day_is_enough_to_share_days(
    hub: HubBuilder, first: date, last: date, many: int
):
    keep(hub)
    days = Period(first, last)
    found = hub.look(lambda db: overlapping(db, days, Cut(), now=hub.clock(), numbers={}))
    assert (found.others, found.same) == (many, 0)


def test_what_is_sent_again_has_no_story_that_was_taken_back(hub: HubBuilder):
    day = TODAY - timedelta(days=1)
    period = Period(day, TODAY)
    said = [
        hub.do(
            "tell story",
            lambda db, now, t=text: tell_story(db, text=t, agreed_how="spoken", now=now),
        ).id
        for text in ("I rang my sister.", "I found a job.")
    ]
    found = hub.look(lambda db: told(db, template=templates(db)[0], period=period, now=hub.clock()))
    assert len(found.report.stories) == 2
    hub.do("make report", lambda db, now: keep_report(db, found, how="sent", now=now))
    hub.do("take back story", lambda db, now: take_back_story(db, story_id=said[1], now=now))
    again = hub.look(lambda db: sent_before(db, "hub", period, how="sent"))
    assert [one.words for one in again.stories] == ["I rang my sister."]


def test_an_older_version_of_a_report_takes_the_place_of_none(hub: HubBuilder):
    def bring(version: int) -> None:
        text = a_template(version, "ward")
        hub.do("add report template", lambda db, _now: add_template(db, text=text, name="ward"))

    bring(3)
    for version in (2, 3):
        with pytest.raises(TemplateThere):
            bring(version)
    bring(4)
