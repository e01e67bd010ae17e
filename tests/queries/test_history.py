"""What happened to a record, told from the journal: old and new values, in windows."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text

from hubdesk.imports.skills import shipped_lists
from hubdesk.messages.held import LEFT_OUT
from hubdesk.messages.history import change_words, is_told
from hubdesk.models import Account, Purpose
from hubdesk.operations import people, returning, stock
from hubdesk.operations.checks import record_check
from hubdesk.operations.consents import change_wording
from hubdesk.operations.funds import add_fund, change_fund
from hubdesk.operations.hub import add_policy, add_template, change_hub, change_setting
from hubdesk.operations.merging import merge_people
from hubdesk.operations.opening_hours import set_week
from hubdesk.operations.requests import answer_complaint, receive_complaint
from hubdesk.operations.retention import change_rule, put_on_hold
from hubdesk.operations.rights import may, untold
from hubdesk.operations.skills_lists import add_list, framework_id, offer_list
from hubdesk.operations.staff import add_staff, rename_staff
from hubdesk.queries.activity import recent_activity
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.history import WINDOW, HistoryRow, RecordKind, history, record_name
from hubdesk.queries.hub import current_template
from hubdesk.queries.opening_hours import DayHours, Week
from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.database import Actor
from hubdesk.ui.history.list import more_words, told
from tests.conftest import NOW, TODAY, Clock, HubBuilder


@pytest.fixture(autouse=True)
def _amira_is_here(hub: HubBuilder) -> None:
    id = hub.look(lambda db: db.scalars(select(Account.id)).one())
    hub.database.actor = Actor(id, "manager")


def edited(hub: HubBuilder, id: str, **facts: Any) -> None:
    hub.do(
        "edit person",
        lambda db, now: people.edit_person(db, person_id=id, facts=facts, now=now),  # type: ignore[arg-type]
        person_id=id,
    )


def rows(hub: HubBuilder, kind: RecordKind, id: str) -> list[HistoryRow]:
    return hub.look(lambda db: history(db, kind, id))  # type: ignore[no-any-return]


def newest(hub: HubBuilder, kind: RecordKind, id: str) -> list[str]:
    return more_words(rows(hub, kind, id)[0], hub.clock()).split("\n")


def test_a_moved_due_date_is_told_with_both_days_and_who_moved_it(hub: HubBuilder, clock: Clock):
    device, sam = hub.device("Headset"), hub.person("Sam Okafor")
    loan = hub.lend(sam, device, due_on=TODAY + timedelta(days=1)).loan_ids[0]
    renew = returning.renew_loan
    facts = {"person_id": sam, "device_ids": [device]}
    due = TODAY + timedelta(days=8)
    hub.do("renew", lambda db, now: renew(db, loan_id=loan, due_on=due, now=now), **facts)
    words = "Due date moved from Wed 25 Nov to Wed 2 Dec · by Amira Khan"
    for kind, id in (
        (RecordKind.LOAN, loan),
        (RecordKind.DEVICE, device),
        (RecordKind.PERSON, sam),
    ):
        assert newest(hub, kind, id) == [words], kind
    later = TODAY + timedelta(days=15)
    clock.forward(minutes=1)
    hub.do("renew", lambda db, now: renew(db, loan_id=loan, due_on=later, now=now), **facts)
    assert newest(hub, RecordKind.LOAN, loan)[0].startswith("Due date moved from Wed 2 Dec to")
    assert hub.look(lambda db: record_name(db, RecordKind.LOAN, loan)) == "HD-0001, Sam O."


def test_each_fact_that_changed_is_told_from_what_to_what(hub: HubBuilder):
    sam = hub.person("Sam Okafor", phone="07700 900123")
    edited(hub, sam, phone="07700 900456", email="sam@example.org", safe_to_leave_message=False)
    assert sorted(newest(hub, RecordKind.PERSON, sam)) == [
        "E-mail is now sam@example.org",
        "Phone changed from 07700 900123 to 07700 900456",
        "Safe to leave a message changed from yes to no · by Amira Khan",
    ]
    edited(hub, sam, email="")
    assert newest(hub, RecordKind.PERSON, sam) == [
        "E-mail was sam@example.org, now empty · by Amira Khan"
    ]


def test_an_address_that_is_withheld_changes_without_being_told(hub: HubBuilder):
    sam = hub.person("Sam Okafor", more={"address": "1 Mill Lane"})
    edited(hub, sam, address="9 Safe Street", address_withheld=True)
    told_now = newest(hub, RecordKind.PERSON, sam)
    assert "Address changed" in told_now[0]
    assert "Lane" not in str(told_now)
    assert "Safe Street" not in str(told_now)


def test_what_was_erased_says_so(hub: HubBuilder):
    sam = hub.person("Sam Okafor")
    edited(hub, sam, phone="07700 900456")
    with hub.database.changing("unattributed") as db:
        db.execute(text("UPDATE journal_op SET body = NULL, salt = NULL WHERE kind = 'U'"))
    assert newest(hub, RecordKind.PERSON, sam) == ["What it said was erased · by Amira Khan"]


def test_words_of_a_choice_stand_in_quotes_and_lines_become_one(hub: HubBuilder):
    device = hub.device()
    hub.do("repair", lambda db, now: stock.send_to_repair(db, device_id=device, now=now))
    assert newest(hub, RecordKind.DEVICE, device) == ["In repair · by Amira Khan"]
    facts: Any = {"condition": "worn"}
    hub.do("edit device", lambda db, _: stock.edit_device(db, device_id=device, facts=facts))
    assert "Condition changed from “good” to “worn” · by Amira Khan" in newest(
        hub, RecordKind.DEVICE, device
    )
    sam = hub.person("Sam Okafor")
    edited(hub, sam, address="1 Mill Lane\nBrookside")
    assert newest(hub, RecordKind.PERSON, sam)[0].startswith(
        "Address is now 1 Mill Lane, Brookside"
    )


def test_a_device_a_home_and_an_agreement_have_a_history_too(hub: HubBuilder):
    sam, bo = hub.person("Sam Okafor"), hub.person("Bo Li")
    device = hub.device()
    facts: Any = {"place": "Shelf 2"}
    hub.do("edit device", lambda db, _: stock.edit_device(db, device_id=device, facts=facts))
    assert newest(hub, RecordKind.DEVICE, device) == ["Place is now Shelf 2 · by Amira Khan"]
    set_home = people.set_household
    home = hub.do(
        "household", lambda db, now: set_home(db, person_id=sam, connection="none", now=now).id
    )
    hub.do("household", lambda db, now: set_home(db, person_id=sam, working_devices=2, now=now))
    assert newest(hub, RecordKind.HOUSEHOLD, home) == [
        "Working devices at home is now 2 · by Amira Khan"
    ]
    join = people.join_household
    hub.do("household", lambda db, _: join(db, person_id=bo, other_id=sam), person_id=bo)
    assert len(rows(hub, RecordKind.HOUSEHOLD, home)) == 3
    assert hub.look(lambda db: record_name(db, RecordKind.HOUSEHOLD, home)) == "Sam Okafor, Bo Li"
    leave = people.leave_household
    hub.do("household", lambda db, _: leave(db, person_id=bo), person_id=bo)
    assert hub.look(lambda db: record_name(db, RecordKind.HOUSEHOLD, home)) == "Sam Okafor"
    assert len(rows(hub, RecordKind.HOUSEHOLD, home)) == 4, "that she came and left is told still"


def test_an_account_a_fund_and_a_list_of_skills_have_a_history_too(hub: HubBuilder):
    ben = hub.do(
        "add staff", lambda db, _: add_staff(db, name="Ben Lowe", roles=["tutor"]), what="Ben Lowe"
    ).id
    rename = rename_staff
    hub.do("change roles", lambda db, _: rename(db, account_id=ben, name="Ben Low"), what="Ben Low")
    assert newest(hub, RecordKind.STAFF, ben) == [
        "Name changed from Ben Lowe to Ben Low · by Amira Khan"
    ]
    assert len(rows(hub, RecordKind.STAFF, ben)) == 2
    assert hub.look(lambda db: record_name(db, RecordKind.STAFF, ben)) == "Ben Low"
    fund = hub.do("add fund", lambda db, _: add_fund(db, name="Lottery", code="L1")).id
    hub.do("change fund", lambda db, _: change_fund(db, fund_id=fund, name="Lottery", code="L2"))
    assert newest(hub, RecordKind.FUND, fund) == [
        "Code of the funder changed from L1 to L2 · by Amira Khan"
    ]
    [said, *_] = shipped_lists()
    hub.do("add skills list", lambda db, _: add_list(db, said=said))
    which = framework_id(said.key, said.version)
    hub.do("offer skills list", lambda db, _: offer_list(db, list_id=which, is_offered=False))
    assert newest(hub, RecordKind.SKILLS_LIST, which) == [
        "Worked with changed from yes to no · by Amira Khan"
    ]
    assert len(rows(hub, RecordKind.SKILLS_LIST, which)) == 2
    assert hub.look(lambda db: record_name(db, RecordKind.SKILLS_LIST, which)) == said.title


def test_rules_promises_and_words_say_what_each_version_changed(hub: HubBuilder):
    laptop = hub.kind("Laptop")
    rule: dict[str, Any] = {"renewals": 1, "renewal_days": 7, "most_at_once": 2, "kind_id": laptop}
    for days in (14, 21):
        policy = hub.do("change policy", lambda db, _, d=days: add_policy(db, days=d, **rule)).id
    hub.do("change policy", lambda db, _: add_policy(db, days=5, **{**rule, "kind_id": None}))
    assert newest(hub, RecordKind.LENDING_RULE, policy) == [
        "Days of a loan changed from 14 to 21 · by Amira Khan"
    ]
    assert len(rows(hub, RecordKind.LENDING_RULE, policy)) == 2, "of this rule alone"
    assert hub.look(lambda db: record_name(db, RecordKind.LENDING_RULE, policy)) == "Laptop"

    was = hub.look(lambda db: current_template(db, "loan"))
    new = [*was.promises[1:], "I bring it back when the hub asks."]
    hub.do(
        "change template",
        lambda db, now: add_template(db, purpose="loan", title=was.title, promises=new, now=now),
    )
    assert newest(hub, RecordKind.WORDING, "loan") == [
        f"Promise changed from {was.promises[0]} to {new[-1]} · by Amira Khan"
    ]
    more = hub.look(current_wordings)[Purpose.PHOTOS].text + " Only at events."
    hub.do(
        "change wording",
        lambda db, now: change_wording(db, purpose=Purpose.PHOTOS, text=more, now=now),
        what="photos",
    )
    told_now = newest(hub, RecordKind.ASKING, "photos")
    assert told_now == ["Sentence is now Only at events. · by Amira Khan"]
    hub.do(
        "change rule",
        lambda db, now: change_rule(db, record="people", months=24, now=now),
        what="people",
    )
    hub.do("change rule", lambda db, now: change_rule(db, record="people", months=48, now=now))
    assert newest(hub, RecordKind.KEEPING_RULE, "people") == [
        "Months changed from 24 to 48 · by Amira Khan"
    ]


def test_choices_of_the_hub_say_what_was_chosen_before(hub: HubBuilder):
    for times in (3, 5):
        hub.do(
            "change setting",
            lambda db, _, d=times: change_setting(db, key="lending.renewals", value=d),
            what="renewals",
        )
    hub.do("change hub", lambda db, _: change_hub(db, facts={"phone": "0121 496 0001"}))
    lines = told(rows(hub, RecordKind.CHOICES, "hub"), hub.clock())
    said = " ".join(f"{line.words} {line.more}" for line in lines)
    assert "Phone changed from 0121 496 0318 to 0121 496 0001" in said
    assert "Choice changed from 3 times to 5 times" in said
    for on in (False, True):
        hub.do(
            "change setting",
            lambda db, _, v=on: change_setting(db, key="lending.overdue_blocks", value=v),
            what="late",
        )
    assert newest(hub, RecordKind.CHOICES, "hub") == [
        "Choice changed from no to yes · by Amira Khan"
    ]
    for hour in (9, 10):
        days = (DayHours(opens=time(hour), closes=time(17)), *[DayHours()] * 6)
        hub.do("change setting", lambda db, _, d=days: set_week(db, week=Week(d)), what="Monday")
    assert newest(hub, RecordKind.CHOICES, "hub") == ["by Amira Khan"], "a week is no word"


def test_after_a_merge_the_history_is_of_both_and_tells_what_lost(hub: HubBuilder):
    one = hub.person("Sam Okafor", phone="07700 900123")
    two = hub.person("Sam Okafour", phone="07700 900456", email="sam@example.org")
    hub.do(
        "merge people",
        lambda db, now: merge_people(db, from_id=two, to_id=one, now=now),
        person_id=one,
        what="Sam Okafour",
    )
    assert newest(hub, RecordKind.PERSON, one) == ["E-mail is now sam@example.org · by Amira Khan"]
    assert [row.action.verb for row in rows(hub, RecordKind.PERSON, one)] == [
        "merge people",
        "register person",
        "register person",
    ]


def test_a_thousand_changes_are_read_in_windows_that_fit_together(hub: HubBuilder):
    sam = hub.person("Sam Okafor")
    for n in range(WINDOW + 10):
        edited(hub, sam, language=f"language {n}")
    first = hub.look(lambda db: history(db, RecordKind.PERSON, sam))
    rest = hub.look(lambda db: history(db, RecordKind.PERSON, sam, offset=WINDOW))
    assert (len(first), len(rest)) == (WINDOW, 11)
    assert len({row.action.txn_id for row in (*first, *rest)}) == WINDOW + 11
    assert "from language 208 to language 209" in more_words(first[0], NOW)
    assert told(rest, NOW, "Today")[0].icon, "no second heading for the same day"


# Facts of a record that say nothing to a reader of its history, with the reason.
SILENT = {
    ("person", "sort_name"): "the name again",
    ("person", "phone_key"): "the phone again",
    ("person", "household_id"): "the action says with whom",
    ("person", "born_precision"): "what is known says it",
    ("device", "title"): "make and model again",
    ("device", "tag_key"): "the label again",
    ("device", "seen_on"): "it says when it was last seen, and nothing was changed",
    ("device", "added_on"): "it never changes",
    ("agreement", "body"): "the paper as it was printed",
    ("agreement", "person_id"): "it moves with a merge, which says so",
    ("loan", "borrower_id"): "it moves with a merge, which says so",
    ("kit_item", "device_id"): "it never changes",
    ("learning_session", "series_id"): "it never changes",
    ("learning_session", "is_cancelled"): "the action says so",
    ("learning_session", "is_finished"): "the action says so",
    ("learning_session", "finished_at"): "when the action was done",
    ("learning_session", "clash_ok"): "that it was wanted all the same changes nothing else",
    ("attendance", "person_id"): "the action says whose",
    ("attendance", "nth"): "which of several visits of a day",
    ("enrolment", "person_id"): "the action says whose",
    ("award", "person_id"): "it moves with a merge, which says so",
    ("award_event", "person_id"): "it moves with a merge, which says so",
    ("head_count", "session_id"): "it never changes",
    ("meeting_action", "session_id"): "it never changes",
    ("meeting_action", "owner_id"): "the name of who does it says it",
    ("meeting_action", "done_on"): "when the action was done",
    ("session_fund", "session_id"): "it never changes",
    ("session_fund", "fund_id"): "it never changes",
    ("framework", "key"): "it never changes",
    ("framework", "place"): "where it stands among the lists",
    ("framework", "is_own"): "it never changes",
    ("skill_area", "framework_id"): "it never changes",
    ("skill_area", "code"): "a code of the source",
    ("skill_area", "place"): "where it stands in the list",
    ("statement", "area_id"): "it never changes",
    ("statement", "code"): "a code of the source",
    ("statement", "place"): "where it stands in the list",
    ("scale_step", "framework_id"): "it never changes",
    ("scale_step", "place"): "where it stands among the steps",
    ("scale_step", "with_help"): "it never changes",
    ("scale_step", "is_achieved"): "it never changes",
    ("device_kind", "icon"): "a picture; the page shows it",
    ("device_kind", "place"): "where it stands in the list",
    ("sending_place", "sort"): "it never changes",
    ("sending_place", "options"): "how it is reached; nobody reads it as words",
    ("sending_place", "identity"): "a key it is known by",
    ("sending_place", "set_up_at"): "when the action was done",
    ("standing_export", "what"): "the action says it",
    ("standing_export", "place_id"): "it never changes",
    ("standing_export", "recipient"): "a key of who gets it",
    ("standing_export", "options"): "agreed to in full, in words of their own",
    ("standing_export", "wording_version"): "agreed to in full, in words of their own",
    ("standing_export", "agreed_at"): "when the action was done",
    ("standing_export", "account_id"): "who did the action",
    ("opportunity", "opened_on"): "when it was put on the board",
    **{
        (table, column): "all versions share it, or the action says it"
        for table, columns in {
            "agreement_template": ("purpose", "version", "from_on"),
            "consent_wording": ("purpose", "version", "from_on"),
            "lending_policy": ("kind_id", "role", "version"),
            "retention_rule": ("record", "version", "from_on"),
        }.items()
        for column in columns
    },
}
OF_A_SESSION = ("learning_session", "attendance", "enrolment", "head_count", "meeting_action")


@pytest.mark.parametrize(
    "name",
    [
        *("person", "device", "loan", "household", "agreement", "kit_item"),
        *(*OF_A_SESSION, "session_fund", "award", "award_event"),
        *("account", "fund", "organisation"),
        *("framework", "skill_area", "statement", "scale_step"),
        *("device_kind", "sending_place", "standing_export", "opportunity"),
        *("agreement_template", "consent_wording", "lending_policy", "retention_rule"),
    ],
)
def test_every_fact_of_a_record_has_words_or_a_reason(name: str):
    table = next(table for table in journalled_tables() if table.name == name)
    for column in journalled_columns(table):
        why = SILENT.get((name, column)) or LEFT_OUT.get(name, {}).get(column)
        if column != "deleted" and not why:
            assert is_told(name, column), f"{name}.{column} has no words in a history"


def test_a_long_value_is_shortened_and_nothing_is_said_of_nothing():
    note = change_words("person_note", "text", None, "long " * 100, today=TODAY)
    assert len(note) < 200
    assert note.endswith("…")
    assert change_words("person", "phone", None, None, today=TODAY) == ""
    assert change_words("person", "sort_name", "a", "b", today=TODAY) == ""


def test_what_only_managers_may_see_is_told_to_them_alone_in_history_and_activity(
    hub: HubBuilder, clock: Clock
):
    ada = hub.person("Ada Okafor")
    facts: dict[str, Any] = {"person_id": ada, "what": "Enhanced"}
    hub.do(
        "record check",
        lambda db, now: record_check(db, person_id=ada, level="enhanced", issued_on=TODAY, now=now),
        **facts,
    )
    hub.undo()
    came = hub.do(
        "complaint",
        lambda db, now: receive_complaint(db, about="Shouted at", person_id=ada, now=now),
    ).id
    answer = "It was so, and is put right"
    hub.do(
        "answer complaint",
        lambda db, now: answer_complaint(db, complaint_id=came, finding=answer, now=now),
    )
    hub.do("hold", lambda db, now: put_on_hold(db, person_id=ada, why="Police", now=now), **facts)

    def told_to(role: str) -> tuple[str, str]:
        may_see = partial(may, role)
        hidden, more = untold(may_see), untold(may_see, of_somebody=True)
        done = hub.look(lambda db: recent_activity(db, hidden=hidden))
        theirs = hub.look(lambda db: history(db, RecordKind.PERSON, ada, hidden=more))
        lately = told([HistoryRow(row) for row in done], clock())
        return (
            " ".join(line.words for line in lately),
            " ".join(f"{line.words} {line.more}" for line in told(theirs, clock())),
        )

    lately, theirs = told_to("volunteer")
    for word in ("check", "law", answer, "Enhanced"):
        assert word not in lately, word
        assert word not in theirs, word
    assert "complaint" not in theirs
    assert "A complaint about data came" in lately  # whoever wrote it down can take it back
    lately, theirs = told_to("manager")
    assert "Ada O. has a background check: Enhanced (undone)" in lately
    assert f"What was found is now {answer}" in theirs
