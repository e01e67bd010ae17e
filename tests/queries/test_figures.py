"""The figures of a period: counted once each, never added, and restated when two are one."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from hubdesk.errors.figures import PeriodBackwards, PeriodNotBegun
from hubdesk.models import AwardSort, Mark, StaffRole
from hubdesk.operations.attending import mark
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.funds import add_fund
from hubdesk.operations.head_counts import count_heads
from hubdesk.operations.merging import merge_people
from hubdesk.operations.reporting import set_target
from hubdesk.operations.staff import add_staff
from hubdesk.operations.stock import edit_device
from hubdesk.operations.stories import add_comment, tell_story
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import (
    Cut,
    ReportFigures,
    before,
    figures_of,
    rows_behind,
    shipped_templates,
)
from tests.conftest import TODAY, HubBuilder

HOME = {"address": "1 High Street", "postcode": "B12 0XX"}
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def report(hub: HubBuilder, period: Period = NOVEMBER, key: str = "hub", **cut) -> ReportFigures:
    template = next(one for one in shipped_templates() if one.key == key)
    return hub.look(
        lambda db: figures_of(db, period, template=template, now=hub.clock(), cut=Cut(**cut))
    )


def test_an_empty_hub_has_a_report_of_noughts(hub: HubBuilder):
    made = report(hub)
    assert {figure.number for figure in made.figures} == {0}
    headlines = [figure.indicator.code for figure in made.sections[0].figures]
    assert {"homes_sharing_less", "people_connected", "pupils"} <= {*headlines}
    assert {"volunteers", "volunteer_hours"} <= {*headlines}
    assert made.unfinished == ()


def came(hub: HubBuilder, session_id: str, *person_ids: str, as_: str = Mark.PRESENT) -> None:
    for person_id in person_ids:
        hub.do(
            "mark",
            lambda db, now, who=person_id: mark(
                db, session_id=session_id, person_id=who, mark=as_, now=now
            ),
        )


def numbers(made: ReportFigures) -> dict[str, int | None]:
    return {figure.indicator.code: figure.number for figure in made.figures}


def test_five_counts_are_five_and_none_is_another(hub: HubBuilder):
    ada = hub.person("Ada Okafor", more=HOME)
    ben = hub.person("Ben Shaw", more=HOME)
    lesson = hub.session()
    came(hub, lesson, ada, ben)
    hub.lend(ada, hub.device(), hub.device())
    stall = hub.session("Market", kind="outreach stall", starts=time(13), ends=time(15))
    hub.do("count heads", lambda db, now: count_heads(db, session_id=stall, now=now, came=12))
    found = numbers(report(hub))
    assert (found["people"], found["new_people"], found["households"]) == (2, 2, 1)
    assert (found["interactions"], found["heads"]) == (3, 12)
    assert (found["sessions"], found["visits"], found["learning_hours"]) == (2, 2, 4)
    assert found["loans"] == 2


def test_two_records_of_one_person_are_counted_once_in_months_long_gone(hub: HubBuilder):
    ada, again = hub.person("Ada Okafor"), hub.person("Ada Okafour")
    came(hub, hub.session(), ada)
    came(hub, hub.session("Job club", kind="job club"), again)
    assert numbers(report(hub))["people"] == 2
    hub.do("merge people", lambda db, now: merge_people(db, from_id=again, to_id=ada, now=now))
    found = numbers(report(hub))
    assert (found["people"], found["visits"]) == (1, 2)


def test_the_list_behind_a_figure_is_what_was_counted(hub: HubBuilder):
    ada, ben = hub.person("Ada Okafor"), hub.person("Ben Shaw")
    lesson = hub.session()
    came(hub, lesson, ada, ben)
    hub.lend(ada, hub.device())
    for figure in report(hub).figures:
        behind = hub.look(
            lambda db, one=figure.indicator: rows_behind(db, one, NOVEMBER, now=hub.clock())
        )
        if figure.indicator.code not in ("households", "learning_hours", "session_hours"):
            assert sum(row.amount for row in behind.rows) == figure.number, figure.indicator.code
        assert behind.count == len(behind.rows)


def test_a_fund_has_its_share_of_the_hours_and_all_of_the_people(hub: HubBuilder):
    ward, lottery = (
        str(hub.do("add fund", lambda db, now, n=name: add_fund(db, name=n)).id)
        for name in ("Ward grant", "Lottery")
    )
    lesson = hub.session(shares=((ward, 25), (lottery, 75)))
    ada = hub.person("Ada Okafor")
    came(hub, lesson, ada, hub.person("Ben Shaw"))
    hub.lend(ada, hub.device())
    for fund_id, hours in ((ward, 1), (lottery, 3)):
        found = numbers(report(hub, fund_id=fund_id))
        assert (found["people"], found["visits"], found["learning_hours"]) == (2, 2, hours)
        assert found["loans"] == 0
        assert found["goals"] is None  # nobody's money: not counted is not nought


def test_a_fund_is_told_of_its_own_sessions_volunteers_stories_and_comments_alone(hub: HubBuilder):
    """The report of one fund printed what people told who never came to its sessions."""
    ward, other = (
        str(hub.do("add fund", lambda db, now, n=name: add_fund(db, name=n)).id)
        for name in ("Ward grant", "Lottery")
    )
    tom, rosa = (
        hub.do("add staff", lambda db, now, n=name, r=roles: add_staff(db, name=n, roles=r)).id
        for name, roles in (
            ("Tom Reed", (StaffRole.VOLUNTEER,)),
            ("Rosa Diaz", (StaffRole.VOLUNTEER, StaffRole.TUTOR)),
        )
    )
    ada = hub.person("Ada Okafor")
    lesson = hub.session(shares=((ward, 50), (other, 50)), tutor_id=rosa, helper_ids=(tom,))
    later = {"starts": time(13), "ends": time(15), "tutor_id": rosa}
    hub.session("Job club", shares=((other, 100),), helper_ids=(tom,), **later)
    came(hub, lesson, ada)
    for who, text in ((ada, "I rang home"), (hub.person("Ben Shaw"), "I found work")):
        hub.do(
            "tell story",
            lambda db, now, p=who, t=text: tell_story(
                db, text=t, person_id=p, agreed_how="spoken", now=now
            ),
        )
    for session_id, text in ((lesson, "They help each other"), ("", "A good month")):
        hub.do(
            "comment",
            lambda db, now, s=session_id, t=text: add_comment(db, text=t, session_id=s, now=now),
        )
    made = report(hub, fund_id=ward)
    assert [row.text for row in made.stories] == ["I rang home"]
    assert [row.text for row in made.comments] == ["They help each other"]
    found = numbers(made)
    assert (found["session_volunteers"], found["session_volunteer_hours"]) == (1, 1)
    assert numbers(report(hub, fund_id=other))["session_volunteer_hours"] == 3
    whole = report(hub)
    assert (len(whole.stories), len(whole.comments)) == (2, 2)
    assert numbers(whole)["session_volunteer_hours"] == 4, "she may be paid for leading"
    assert not [note for note in whole.notes if note.startswith("Left out")]
    note = made.notes[-1]
    assert note.startswith("Left out, since the records do not say what of it belongs to this fund")
    assert "Goals reached" in note
    assert "Hours of volunteers" in note
    of_area = report(hub, areas=("B12",))
    assert (of_area.stories, of_area.comments) == ((), ()), "where somebody lives is not told"
    assert of_area.notes[-1].endswith("Stories, Comments of tutors.")


def test_what_came_of_a_fund_s_sessions_and_courses_is_told_to_it(hub: HubBuilder):
    """Its certificates and outcomes were "not counted", so that its report said half of it."""
    ward, other = (
        str(hub.do("add fund", lambda db, now, n=name: add_fund(db, name=n)).id)
        for name in ("Ward grant", "Lottery")
    )
    ada = hub.person("Ada Okafor")
    lesson = hub.session(shares=((ward, 100),))
    came(hub, lesson, ada)
    given = Given(AwardSort.ATTENDANCE, "Digital basics", TODAY, session_id=lesson)
    hub.do(
        "award certificates",
        lambda db, now: award_certificates(
            db, given=given, recipients=[Recipient(ada, "Ada Okafor")], now=now
        ),
    )
    for fund_id, many in ((ward, 1), (other, 0)):
        found = numbers(report(hub, fund_id=fund_id))
        assert (found["certificates"], found["people_certified"]) == (many, many)
        assert (found["skills"], found["outcomes"], found["follow_ups"]) == (0, 0, 0)


def test_what_is_lent_and_given_of_a_fund_s_devices_is_told_to_it(hub: HubBuilder):
    ward = str(hub.do("add fund", lambda db, now: add_fund(db, name="Ward grant")).id)
    ada, ben = hub.person("Ada Okafor"), hub.person("Ben Shaw")
    theirs, other = hub.device(fund_id=ward), hub.device()
    hub.lend(ada, theirs)
    hub.lend(ben, other)
    found = numbers(report(hub, fund_id=ward))
    assert (found["loans"], found["people"], found["interactions"]) == (1, 1, 1)
    hub.bring_back(theirs)
    hub.bring_back(other)
    assert numbers(report(hub, fund_id=ward))["returns"] == 1
    hub.do(
        "edit device",
        lambda db, _now: edit_device(db, device_id=other, facts={"fund_id": ward}),
    )
    found = numbers(report(hub, fund_id=ward))
    assert (found["loans"], found["returns"], found["people"]) == (2, 2, 2)
    period = NOVEMBER
    one = report(hub).figure("loans").indicator
    behind = hub.look(
        lambda db: rows_behind(db, one, period, now=hub.clock(), cut=Cut(fund_id=ward))
    )
    assert {row.who for row in behind.rows} == {"Ada Okafor", "Ben Shaw"}


def test_a_target_of_the_hub_does_not_stand_beside_the_figures_of_some_of_its_people(
    hub: HubBuilder,
):
    came(hub, hub.session(), hub.person("Ada Okafor", more=HOME))
    hub.do(
        "set target",
        lambda db, _now: set_target(db, indicator="people", period=NOVEMBER, amount=60),
    )
    assert report(hub).figure("people").target is not None
    assert report(hub, areas=("B12",)).figure("people").target is None


def test_a_period_the_wrong_way_round_and_one_to_come_are_refused(hub: HubBuilder):
    with pytest.raises(PeriodBackwards):
        report(hub, Period(TODAY, TODAY - timedelta(days=1)))
    with pytest.raises(PeriodNotBegun):
        report(hub, Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9)))


def test_before_a_month_is_the_month_before_and_before_ten_days_ten_days():
    assert before(NOVEMBER) == Period(date(2026, 10, 1), date(2026, 10, 31))
    quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
    assert before(quarter) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert before(Period(date(2026, 11, 11), date(2026, 11, 20))) == Period(
        date(2026, 11, 1), date(2026, 11, 10)
    )
