"""Planning sessions: what is refused, what repeats, what a closed day does, who is free."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.learning import (
    EndsBeforeStart,
    HubClosed,
    NamesHeld,
    NoDays,
    RegisterFinished,
    SessionCancelled,
    SessionClashes,
    SessionHeld,
    SharesNotWhole,
    TooManySessions,
)
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.privacy import ReasonMissing
from hubdesk.errors.records import BuiltOn
from hubdesk.ids import pair_id
from hubdesk.messages import explain
from hubdesk.models.session_details import Meeting, SchoolVisit, details_text, read_details
from hubdesk.operations.attending import finish_register, sign_in
from hubdesk.operations.booking import give_back
from hubdesk.operations.checks import record_check
from hubdesk.operations.funds import add_fund
from hubdesk.operations.hub import close_days
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import (
    cancel_session,
    change_session,
    move_session,
    plan_series,
    plan_session,
    replace_tutor,
)
from hubdesk.operations.speakers import school_answer
from hubdesk.operations.staff import add_staff
from hubdesk.queries.checks import without_check
from hubdesk.queries.session_card import session_card
from hubdesk.queries.session_papers import visit_paper
from hubdesk.queries.sessions import sessions_between, sessions_of_day, unfinished_sessions
from tests.conftest import TODAY, ZONE, in_days

TEN, MIDDAY = time(10), time(12)


def facts(title="Digital basics", **more):
    usual = {"kind": "course", "held_on": TODAY, "starts": TEN, "ends": MIDDAY}
    return SessionFacts(title=title, **(usual | more))


@pytest.fixture
def plan(hub):
    """Plan one session; `repeats` makes a series of it."""

    def plan(title="Digital basics", *, repeats="", times=0, until=None, ok=False, **more):
        said = facts(title, **more)
        if repeats:
            series = {"repeats": repeats, "times": times, "until": until, "clash_ok": ok}
            return hub.do(
                "plan session", lambda db, now: plan_series(db, facts=said, now=now, **series)
            )
        return hub.do(
            "plan session",
            lambda db, now: plan_session(db, facts=said, now=now, clash_ok=ok, closed_ok=ok),
        )

    return plan


def days_of(hub, planned):
    rows = hub.look(lambda db: sessions_between(db, TODAY, in_days(700)))
    return [row.held_on for row in rows if row.id in planned.session_ids]


def test_a_course_of_ten_weeks_leaves_out_the_closed_days_and_is_still_ten(hub, plan):
    hub.do("close days", lambda db, _: close_days(db, first_on=in_days(7), last_on=in_days(8)))
    made = plan(repeats="weekly", times=10)
    held = days_of(hub, made)
    assert len(held) == 10
    assert {day.weekday() for day in held} == {TODAY.weekday()}
    assert in_days(7) not in held
    assert in_days(7) in made.left_out


def test_a_bank_holiday_is_left_out_too(hub, plan):
    monday = date(2027, 4, 26)
    made = plan(held_on=monday, repeats="weekly", times=3)
    assert date(2027, 5, 3) in made.left_out  # the early May bank holiday
    assert days_of(hub, made) == [monday, date(2027, 5, 10), date(2027, 5, 17)]


def test_ten_oclock_stays_ten_oclock_when_the_clocks_change(hub, plan):
    made = plan(held_on=date(2027, 3, 23), repeats="weekly", times=2)
    rows = hub.look(lambda db: sessions_between(db, date(2027, 3, 1), date(2027, 4, 30)))
    starts = [row.starts_at.astimezone(ZONE).time() for row in rows if row.id in made.session_ids]
    assert starts == [TEN, TEN]
    assert rows[0].starts_at.hour == 10
    assert rows[1].starts_at.hour == 9  # in UTC, summer time has begun


def test_a_meeting_on_the_second_tuesday_stays_on_second_tuesdays(hub, plan):
    made = plan(kind="meeting", held_on=date(2026, 12, 8), repeats="monthly", times=4)
    assert days_of(hub, made) == [
        date(2026, 12, 8),
        date(2027, 1, 12),
        date(2027, 2, 9),
        date(2027, 3, 9),
    ]


def test_a_series_can_end_on_a_day_instead(hub, plan):
    made = plan(repeats="every 2 weeks", until=in_days(29))
    assert days_of(hub, made) == [TODAY, in_days(14), in_days(28)]


@pytest.mark.parametrize(
    ("repeat", "refusal"),
    [({"until": TODAY - timedelta(days=1)}, NoDays), ({"times": 500}, TooManySessions)],
)
def test_a_series_of_nothing_or_of_years_is_refused(hub, plan, repeat, refusal):
    with pytest.raises(refusal):
        plan(repeats="weekly", **repeat)
    assert hub.look(lambda db: sessions_of_day(db, TODAY)) == []


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"ends": TEN}, EndsBeforeStart),
        ({"kind": "party"}, ChoiceUnknown),
        ({"places": -1}, NumberNotRight),
        ({"places": 10**9}, NumberNotRight),
    ],
)
def test_what_no_session_can_be_is_refused(plan, more, refusal):
    with pytest.raises(refusal):
        plan(**more)


def test_a_session_needs_a_title(plan):
    with pytest.raises(FieldMissing):
        plan("  ")


def test_a_closed_day_is_refused_by_its_reason_and_can_be_wanted_all_the_same(hub, plan):
    christmas = date(2026, 12, 25)
    with pytest.raises(HubClosed) as refusal:
        plan(held_on=christmas)
    assert "Christmas" in explain(refusal.value).text
    plan(held_on=christmas, ok=True)
    plan("Carols at the library", held_on=christmas, venue="Central Library")
    assert len(hub.look(lambda db: sessions_of_day(db, christmas))) == 2


# Overlapping sessions


def test_two_sessions_in_one_room_at_one_time_are_refused_and_say_which(hub, plan):
    plan("Digital basics", room="Room 2")
    with pytest.raises(SessionClashes) as refusal:
        plan("Job club", room="room 2", starts=time(11), ends=time(13))
    said = explain(refusal.value).text
    assert said == (
        "room 2 has “Digital basics” from 10am to midday on Tue 24 Nov 2026."
        " Choose another time, room or person."
    )
    plan("Job club", room="Room 2", starts=MIDDAY, ends=time(13))  # one after the other is fine
    plan("Elsewhere", room="Room 2", venue="Library")
    plan("Both in the hall", room="Room 2", ok=True)


def test_nobody_teaches_two_sessions_at_once(hub, plan):
    tutor = hub.do("add staff", lambda db, _: add_staff(db, name="Priya Nair", roles=["tutor"])).id
    plan(tutor_id=tutor)
    with pytest.raises(SessionClashes) as refusal:
        plan("Job club", tutor_id=tutor, starts=time(11), ends=time(13))
    assert "Priya Nair has “Digital basics”" in explain(refusal.value).text


def test_nobody_helps_at_two_sessions_at_once_nor_helps_while_teaching(hub, plan):
    staff = hub.do("add staff", lambda db, _: add_staff(db, name="Priya Nair", roles=["tutor"])).id
    ada = hub.person("Ada Okafor")
    plan(helper_ids=(staff,), helper_person_ids=(ada,))
    later = {"starts": time(11), "ends": time(13)}
    for name, more in (
        ("Priya Nair", {"helper_ids": (staff,)}),
        ("Priya Nair", {"tutor_id": staff}),
        ("Ada Okafor", {"helper_person_ids": (ada,)}),
    ):
        with pytest.raises(SessionClashes) as refusal:
            plan("Job club", **more, **later)
        assert f"{name} has “Digital basics”" in explain(refusal.value).text
    [moved] = plan("Afternoon", helper_ids=(staff,), starts=time(14), ends=time(16)).session_ids
    with pytest.raises(SessionClashes):
        hub.do("move session", lambda db, now: move_session(
            db, session_id=moved, held_on=TODAY, starts=TEN, ends=MIDDAY, now=now))  # fmt: skip
    plan("Job club", helper_ids=(staff,), ok=True, **later)


def test_all_sessions_of_a_series_are_planned_or_none(hub, plan):
    plan("In the way", room="Hall", held_on=in_days(14))
    with pytest.raises(SessionClashes):
        plan(repeats="weekly", times=4, room="Hall")
    assert len(hub.look(lambda db: sessions_between(db, TODAY, in_days(60)))) == 1


# Cancelling, moving, another tutor


def test_cancelling_keeps_the_reason_and_undo_brings_it_back(hub):
    session = hub.session()
    with pytest.raises(ReasonMissing):
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=session, why=" "))
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=session, why="Tutor ill"))
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert row.is_cancelled
    assert row.cancelled_why == "Tutor ill"
    with pytest.raises(SessionCancelled):
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=session, why="x"))
    hub.undo()
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert not row.is_cancelled


def test_one_session_of_a_course_is_cancelled_or_it_and_all_later_ones(hub, plan):
    made = plan(repeats="weekly", times=4)
    second, third = made.session_ids[1:3]
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=second, why="Training"))
    hub.do(
        "cancel session",
        lambda db, _: cancel_session(db, session_id=third, why="No tutor", also_later=True),
    )
    rows = hub.look(lambda db: sessions_between(db, TODAY, in_days(60)))
    assert [bool(row.is_cancelled) for row in rows] == [False, True, True, True]
    assert [row.cancelled_why for row in rows] == ["", "Training", "No tutor", "No tutor"]


def test_a_session_somebody_came_to_is_not_cancelled_and_not_moved(hub):
    session = hub.session()
    (ada,) = hub.book(session, "Ada Okafor")
    hub.do("sign in", lambda db, now: sign_in(db, session_id=session, person_id=ada, now=now))
    with pytest.raises(SessionHeld):
        hub.do("cancel session", lambda db, _: cancel_session(db, session_id=session, why="Late"))
    when = {"held_on": in_days(1), "starts": TEN, "ends": MIDDAY}
    with pytest.raises(SessionHeld):
        hub.do(
            "move session", lambda db, now: move_session(db, session_id=session, now=now, **when)
        )


def changes(hub, session, **more):
    said = facts(**more)
    hub.do(
        "change session",
        lambda db, now: change_session(db, session_id=session, facts=said, now=now),
    )


def test_a_register_somebody_is_marked_in_is_not_changed_to_another_day_and_keeps_its_names(hub):
    session = hub.session()
    (ada,) = hub.book(session, "Ada Okafor")
    hub.do("sign in", lambda db, now: sign_in(db, session_id=session, person_id=ada, now=now))
    with pytest.raises(SessionHeld):
        changes(hub, session, held_on=in_days(7))
    with pytest.raises(NamesHeld) as refused:
        changes(hub, session, kind="school visit")
    assert explain(refused.value).what == (
        "1 person is on the register of “Digital basics” by name."
    )
    changes(hub, session, ends=time(13))  # it lasted longer
    (row,) = hub.look(lambda db: sessions_of_day(db, TODAY))
    assert (row.kind, row.here, row.ends_at.astimezone(ZONE).time()) == ("course", 1, time(13))


def test_a_form_that_asks_for_no_breaks_keeps_them(hub):
    session = hub.session(break_minutes=30)
    changes(hub, session, title="Basics")
    assert hub.look(lambda db: session_card(db, session)).break_minutes == 30
    changes(hub, session, break_minutes=0)
    assert hub.look(lambda db: session_card(db, session)).break_minutes == 0


def test_a_moved_session_keeps_who_has_a_place(hub):
    session = hub.session()
    hub.book(session, "Ada Okafor", "Bo Li")
    when = {"held_on": in_days(2), "starts": time(14), "ends": time(15), "room": "Hall"}
    hub.do("move session", lambda db, now: move_session(db, session_id=session, now=now, **when))
    (row,) = hub.look(lambda db: sessions_of_day(db, in_days(2)))
    assert (row.booked, row.room) == (2, "Hall")
    assert row.starts_at.astimezone(ZONE).time() == time(14)


def test_a_session_is_not_moved_onto_another_or_onto_a_closed_day(hub):
    hub.session("Job club", room="Hall", held_on=in_days(1))
    session = hub.session(room="Hall")
    for on, refusal in ((in_days(1), SessionClashes), (date(2026, 12, 25), HubClosed)):
        when = {"held_on": on, "starts": TEN, "ends": MIDDAY, "session_id": session}
        with pytest.raises(refusal):
            hub.do("move session", lambda db, now, w=when: move_session(db, now=now, **w))


def test_a_room_given_away_since_stands_in_the_way_of_undoing_a_move(hub):
    session = hub.session(room="Hall")
    when = {"held_on": in_days(1), "starts": TEN, "ends": MIDDAY}
    hub.do("move session", lambda db, now: move_session(db, session_id=session, now=now, **when))
    moved = hub.last_txn
    hub.session("Job club", room="Hall")
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(moved)
    assert "the room or the tutor of “Digital basics” is taken since" in explain(refusal.value).text


def test_a_room_that_two_share_on_purpose_is_no_obstacle_to_undoing(hub, plan):
    first = hub.session(room="Hall")
    plan("Job club", room="Hall", ok=True)
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=first, why="Ill"))
    hub.undo()
    assert [row.is_cancelled for row in hub.look(lambda db: sessions_of_day(db, TODAY))] == [0, 0]


def gives_back(hub, session, person):
    id = pair_id("enrolment", session, person)
    hub.do("give back place", lambda db, now: give_back(db, enrolment_id=id, now=now))
    return hub.last_txn


def test_a_place_given_away_since_stands_in_the_way_of_undoing(hub):
    session = hub.session(places=1)
    (ada,) = hub.book(session, "Ada Okafor")
    given_back = gives_back(hub, session, ada)
    hub.book(session, "Bo Li")
    booked = hub.last_txn
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(given_back)
    assert "“Digital basics”" in explain(refusal.value).text
    hub.undo(booked)
    hub.undo(given_back)
    assert hub.look(lambda db: sessions_of_day(db, TODAY))[0].booked == 1


def test_a_place_in_a_session_made_smaller_before_is_taken_back_and_given_again(hub):
    session = hub.session(places=2)
    ada, _ = hub.book(session, "Ada Okafor", "Bo Li")
    smaller = facts(places=1)
    hub.do(
        "change session",
        lambda db, now: change_session(db, session_id=session, facts=smaller, now=now),
    )
    gives_back(hub, session, ada)
    hub.undo()
    assert hub.look(lambda db: sessions_of_day(db, TODAY))[0].booked == 2


def test_another_tutor_takes_the_rest_of_a_course(hub, plan):
    add = lambda name: lambda db, _: add_staff(db, name=name, roles=["tutor"])  # noqa: E731
    priya, tom = (hub.do("add staff", add(name)).id for name in ("Priya Nair", "Tom Reed"))
    made = plan(repeats="weekly", times=3, tutor_id=priya)
    second = made.session_ids[1]
    changed = hub.do(
        "replace tutor",
        lambda db, _: replace_tutor(db, session_id=second, tutor_id=tom, also_later=True),
    )
    assert changed == list(made.session_ids[1:])
    rows = hub.look(lambda db: sessions_between(db, TODAY, in_days(60)))
    assert [row.tutor for row in rows] == ["Priya Nair", "Tom Reed", "Tom Reed"]


def test_a_finished_session_is_changed_no_more(hub):
    session = hub.session()
    hub.do("finish register", lambda db, now: finish_register(db, session_id=session, now=now))
    with pytest.raises(RegisterFinished):
        hub.do(
            "change session",
            lambda db, now: change_session(db, session_id=session, facts=facts("Other"), now=now),
        )


# What hangs on a session


def test_the_shares_of_funds_make_a_whole_or_are_refused(hub, plan):
    lottery, council = (
        hub.do("add fund", lambda db, _, n=name: add_fund(db, name=n)).id
        for name in ("Lottery", "Council")
    )
    made = plan(shares=((lottery, 60), (council, 40)))
    card = hub.look(lambda db: session_card(db, made.session_ids[0]))
    assert [(one.name, one.share) for one in card.funds] == [("Council", 40), ("Lottery", 60)]
    with pytest.raises(SharesNotWhole):
        plan("Job club", shares=((lottery, 60), (council, 60)))


def test_a_school_is_put_on_the_hubs_own_list_once(hub, plan):
    school = (("Moor End Academy", "139703"),)
    visit = SchoolVisit(contact="Mrs Ali", benchmarks=("5",), school_says="yes")
    first = plan("Visit", kind="school visit", organisations=school, details=visit)
    again = plan("Visit", kind="school visit", organisations=(("moor end academy", ""),), ok=True)
    cards = [hub.look(lambda db, m=m: session_card(db, m.session_ids[0])) for m in (first, again)]
    assert cards[0].organisations == cards[1].organisations
    assert cards[0].organisations[0].urn == "139703"
    assert cards[0].details == visit


def test_details_of_a_kind_come_back_as_they_were_and_what_is_not_known_is_left_out():
    meeting = Meeting(decisions=("Open on Saturdays", "Ask for a grant"))
    assert read_details("meeting", details_text(meeting)) == meeting
    assert read_details("meeting", '{"decisions": ["Yes"], "mood": "good"}') == Meeting(("Yes",))
    assert read_details("meeting", "not json") == Meeting()
    assert read_details("course", "") is None
    assert details_text(Meeting()) == ""


def test_who_has_no_check_is_named_where_somebody_under_18_is_alone(hub):
    add = lambda name: lambda db, _: add_staff(db, name=name, roles=["tutor"])  # noqa: E731
    priya, tom = (hub.do("add staff", add(name)).id for name in ("Priya Nair", "Tom Reed"))
    level = {"level": "enhanced with barred lists", "issued_on": in_days(-30)}
    hub.do(
        "record check",
        lambda db, now: record_check(db, account_id=priya, now=now, review_on=in_days(10), **level),
    )
    missing = lambda on: hub.look(lambda db: without_check(db, [priya, tom], on))  # noqa: E731
    assert missing(TODAY) == ["Tom Reed"]
    assert missing(in_days(10)) == ["Priya Nair", "Tom Reed"]


# Lists


def test_registers_of_earlier_days_that_nobody_finished_are_listed(hub, clock):
    done, open_, off = hub.session("Done"), hub.session("Open"), hub.session("Off")
    hub.session("Later", held_on=in_days(5))
    hub.session("One to one", kind="one-to-one", starts=time(13), ends=time(14))
    hub.do("finish register", lambda db, now: finish_register(db, session_id=done, now=now))
    hub.do("cancel session", lambda db, _: cancel_session(db, session_id=off, why="Snow"))
    rows = hub.look(lambda db: unfinished_sessions(db, in_days(1)))
    assert [row.id for row in rows] == [open_]
    assert {row.title for row in hub.look(lambda db: sessions_of_day(db, TODAY))} == {
        "Done",
        "Open",
        "Off",
    }


def test_the_school_reads_what_pupils_did_and_never_the_hubs_own_note(hub):
    session = hub.session(
        kind="school visit",
        details=SchoolVisit(pupils_did="Took a laptop apart."),
        note="The teacher left early; ring the head.",
    )
    paper = hub.look(lambda db: visit_paper(db, session))
    assert paper.pupils_did == "Took a laptop apart."
    assert "ring the head" not in repr(paper)


def test_what_pupils_did_is_written_after_the_visit_and_stays_when_the_school_answers(hub):
    session = hub.session(kind="school visit")
    hub.do("finish register", lambda db, now: finish_register(db, session_id=session, now=now))
    for more in ({"pupils_did": " Took notes. "}, {"says": "yes"}):
        said = {"session_id": session, "says": "", **more}
        hub.do("school answer", lambda db, _, s=said: school_answer(db, **s))
    details = hub.look(lambda db: session_card(db, session)).details
    assert (details.school_says, details.pupils_did) == ("yes", "Took notes.")
