"""Reports that left the hub: kept as they were, and honest about what has changed since."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from hubdesk.app.papers import paper_bytes
from hubdesk.errors.records import NotFound
from hubdesk.messages.report_words import change_words
from hubdesk.operations import reporting
from hubdesk.operations.attending import mark
from hubdesk.operations.report_keeping import keep_report
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, templates
from hubdesk.queries.publishing import told
from hubdesk.queries.report_parts import left_out_of
from hubdesk.queries.reports_due import reports_due
from hubdesk.queries.reports_made import (
    Overlap,
    changed_since,
    overlapping,
    past_count,
    past_report,
    past_window,
    saved_reports,
)
from tests.conftest import NOW, HubBuilder
from tests.reports.papers_read import opened, text_of

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def a_visit(hub: HubBuilder, name: str, on: date = date(2026, 10, 14)) -> None:
    """Somebody came to a session of that day."""
    facts = SessionFacts("Digital basics", "course", on, time(10), time(12))

    def work(db: object, now: datetime) -> None:
        session = plan_session(db, facts=facts, clash_ok=True, closed_ok=True, now=now)  # type: ignore[arg-type]
        mark(db, session_id=session.session_ids[0], person_id=person, mark="present", now=now)  # type: ignore[arg-type]

    person = hub.person(name)
    hub.do("plan session", work)


def keep(hub: HubBuilder, saved_id: str = "", period: Period = OCTOBER) -> str:
    template = hub.look(templates)[0]
    found = hub.look(lambda db: told(db, template=template, period=period, now=NOW))
    kept = hub.do(
        "make report",
        lambda db, now: keep_report(db, found, how="print", now=now, saved_report_id=saved_id),
    )
    return str(kept.id)


@pytest.fixture
def kept(hub: HubBuilder) -> str:
    for name in ("Ada Okafor", "Bo Li"):
        a_visit(hub, name)
    return keep(hub)


def test_a_report_that_left_is_read_again_as_it_was(hub: HubBuilder, kept: str):
    before = paper_bytes(hub.look, "report", kept, now=NOW)
    for name in ("Cleo Brown", "Dee Fox", "Ewa Nowak", "Femi Ade"):
        a_visit(hub, name)
    assert paper_bytes(hub.look, "report", kept, now=NOW) == before
    with opened(before) as document:
        text = " ".join(text_of(page) for page in document)
    assert "Monthly report, October 2026" in text
    assert "fewer than 5" in text
    past = hub.look(lambda db: past_report(db, kept))
    assert past.row.title == "Monthly report, October 2026"


def test_how_much_a_hidden_figure_has_changed_is_not_told(hub: HubBuilder, kept: str):
    """Two were hidden and six are shown: "+4" told a tutor the number that the paper hides."""
    for name in ("Cleo Brown", "Dee Fox", "Ewa Nowak", "Femi Ade"):
        a_visit(hub, name)
    [people, *_] = hub.look(lambda db: changed_since(db, kept, now=NOW))
    assert (people.indicator.code, people.now, people.is_told) == ("people", 6, False)
    words = change_words("People", people.was, people.now, is_told=people.is_told)
    assert words == "People is another number"


def test_it_says_which_figures_have_changed_since(hub: HubBuilder, kept: str):
    assert hub.look(lambda db: changed_since(db, kept, now=NOW)) == ()
    a_visit(hub, "Cleo Brown")
    a_visit(hub, "Dee Fox", date(2026, 9, 14))  # another month
    changed = {
        one.indicator.code: (one.was, one.now)
        for one in hub.look(lambda db: changed_since(db, kept, now=NOW))
    }
    assert changed["visits"] == (2, 3)
    assert changed["people"] == (2, 3)


def test_the_newest_stands_first_and_one_taken_back_is_gone(hub: HubBuilder, kept: str):
    second = keep(hub)
    assert [row.id for row in hub.look(lambda db: past_window(db, offset=0, limit=9))] == [
        second,
        kept,
    ]
    hub.undo()
    assert hub.look(past_count) == 1
    with pytest.raises(NotFound):
        paper_bytes(hub.look, "report", second, now=NOW)


def test_a_report_of_days_that_overlap_with_others_that_left_is_known(hub: HubBuilder, kept: str):
    now = hub.clock()

    def of(first: date, last: date, **cut) -> Overlap:
        days, made = Period(first, last), Cut(**cut)
        return hub.look(lambda db: overlapping(db, days, made, now=now, numbers={}))

    none, another, same = Overlap(0, 0), Overlap(1, 0), Overlap(0, 1)
    assert of(date(2026, 7, 1), date(2026, 12, 31)) == another
    assert of(OCTOBER.first_on, OCTOBER.last_on) == none, "the same days again"
    assert of(OCTOBER.first_on, OCTOBER.last_on, ages=("25 to 49",)) == another, "of some of them"
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert of(november.first_on, november.last_on) == none
    keep(hub, period=november)
    assert of(november.first_on, november.last_on) == none, "made today"
    now += timedelta(days=2)
    assert of(november.first_on, november.last_on) == same, "made before its days were over"
    assert of(OCTOBER.first_on, OCTOBER.last_on) == none


def test_a_report_of_the_same_days_before_somebody_was_marked_late_is_another(
    hub: HubBuilder, kept: str
):
    """The difference of the two is who was marked in between, however few."""

    def others() -> int:
        template, now = hub.look(templates)[0], hub.clock()
        made = hub.look(lambda db: told(db, template=template, period=OCTOBER, now=now))
        assert kept
        found = hub.look(lambda db: overlapping(db, OCTOBER, Cut(), now=now, numbers=made.numbers))
        assert found.others == 0, "it is the report of the same days"
        return int(found.same)

    assert others() == 0
    a_visit(hub, "Marked late")
    assert others() == 1
    keep(hub)
    assert others() == 1, "the one that left before is out"


def test_a_poster_is_made_of_the_same_copy(hub: HubBuilder, kept: str):
    with opened(paper_bytes(hub.look, "report-poster", kept, now=NOW)) as document:
        assert len(document) == 1
        assert "October 2026" in text_of(document[0])


def save(hub: HubBuilder, often: str = "month", *, by_itself: bool = True) -> str:
    return str(
        hub.do(
            "save report",
            lambda db, _now: reporting.save_report(
                db, name="Trustees", template_key="hub", how_often=often, by_itself=by_itself,
                period=OCTOBER, cut=Cut(),
            ),
        ).id
    )  # fmt: skip


@pytest.mark.parametrize(
    ("often", "today", "first"),
    [
        ("month", date(2026, 11, 1), date(2026, 10, 1)),
        ("month", date(2026, 11, 24), date(2026, 10, 1)),
        ("quarter", date(2026, 11, 1), date(2026, 7, 1)),
        ("year", date(2027, 1, 1), date(2026, 1, 1)),
        ("days", date(2026, 11, 1), date(2026, 10, 1)),
    ],
)
def test_a_report_is_due_from_the_first_day_after_its_days(
    hub: HubBuilder, often: str, today: date, first: date
):
    save(hub, often)
    [due] = hub.look(lambda db: reports_due(db, today))
    assert due.period.first_on == first


def test_a_saved_report_is_made_by_itself_without_the_parts_that_were_not_ticked(hub: HubBuilder):
    facts = {"template_key": "hub", "how_often": "month", "by_itself": True}
    for name, without in (("All", None), ("Short", ("skills", "rules")), ("Long", ())):
        hub.do(
            "save report",
            lambda db, now, n=name, w=without: reporting.save_report(
                db, name=n, without=w, **facts
            ),
        )
    due = hub.look(lambda db: reports_due(db, date(2026, 11, 1)))
    assert {one.name: sorted(one.without) for one in due} == {
        "All": ["rules"], "Long": [], "Short": ["rules", "skills"],
    }  # fmt: skip
    short = next(one for one in due if one.name == "Short")
    report = hub.look(
        lambda db: told(
            db, template=short.template, period=short.period, left_out=short.without, now=NOW
        )
    ).report
    assert "skills" not in [one.code for one in report.sections]
    assert left_out_of(report, short.template) == short.without
    assert [row.is_in_part for row in hub.look(saved_reports)] == [False, False, True]


def test_nothing_is_due_that_was_made_or_is_not_over_or_was_not_asked_for(hub: HubBuilder):
    asked = save(hub)
    save(hub, by_itself=False)
    save(hub, "days")
    assert len(hub.look(lambda db: reports_due(db, date(2026, 10, 31)))) == 1, "September's alone"
    keep(hub, asked)
    left = hub.look(lambda db: reports_due(db, date(2026, 11, 24)))
    assert [due.period for due in left] == [OCTOBER], "the one of fixed days"
    hub.undo()
    assert len(hub.look(lambda db: reports_due(db, date(2026, 11, 24)))) == 1, "not made again"


def test_one_that_was_made_before_its_days_were_over_is_made_again_when_they_are(hub: HubBuilder):
    """`hubdesk report Ward` in the middle of a grant: the report of its end never came."""
    asked, days = save(hub, "days"), Period(date(2026, 11, 1), date(2026, 11, 30))
    facts = {"name": "Grant", "template_key": "hub", "how_often": "days", "by_itself": True}
    hub.do(
        "change saved report",
        lambda db, _now: reporting.save_report(db, report_id=asked, period=days, **facts),
    )
    keep(hub, asked, days)
    after = date(2026, 12, 1)
    assert [due.period for due in hub.look(lambda db: reports_due(db, after))] == [days]
    hub.clock.forward(days=7)
    keep(hub, asked, days)
    assert hub.look(lambda db: reports_due(db, after)) == []
