"""All that is held on a person is seen in one look: every table, the journal, and elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hubdesk.messages import held as words
from hubdesk.models import (
    Concern,
    DraftKind,
    Fund,
    SessionFund,
    SessionHelper,
    StaffCheck,
    Story,
)
from hubdesk.operations.attending import mark
from hubdesk.operations.consents import record_consent
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import (
    add_note,
    assign_card,
    edit_person,
    join_household,
    set_household,
    set_needs,
)
from hubdesk.operations.retention import change_rule
from hubdesk.operations.stock import edit_device
from hubdesk.queries.held import held_on, tables_about_people
from hubdesk.queries.retention import (
    CHECKS,
    CONSENTS,
    FUNDED,
    HELPERS,
    LOANS,
    PEOPLE,
    kept_until,
    months_after,
    whose_time_is_over,
)
from hubdesk.store.capture import journalled_columns
from tests.conftest import NOW, HubBuilder


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    """Somebody the hub knows well: details, a card, a need, a note, a home, a loan."""
    id = hub.person("Samira Haddad", phone="0121 496 0318", roles=("borrower",), privacy_given=True)
    hub.do("needs", lambda db, now: set_needs(db, person_id=id, needs=["large print"]))
    hub.do("assign card", lambda db, now: assign_card(db, person_id=id))
    hub.do("note", lambda db, now: add_note(db, person_id=id, text="Comes on Fridays", now=now))
    hub.do(
        "household",
        lambda db, now: set_household(db, person_id=id, now=now, connection="none"),
    )
    hub.lend(id, hub.device())
    return id


def held(hub: HubBuilder, id: str) -> Any:
    found = hub.look(lambda db: held_on(db, id))
    assert found is not None
    return found


def test_every_table_about_them_is_on_the_page(hub: HubBuilder, samira: str):
    hub.do(
        "consent",
        lambda db, now: record_consent(
            db, person_id=samira, purpose="photos", how="paper", now=now
        ),
    )
    tables = {row.table for row in held(hub, samira).rows}
    assert tables == {
        *("person", "person_role", "support_need", "code_of", "person_note", "household"),
        *("consent", "loan"),
    }


def test_nobody_elses_record_is_on_it(hub: HubBuilder, samira: str):
    kofi = hub.person("Kofi Mensah")
    hub.do("note", lambda db, now: add_note(db, person_id=kofi, text="Likes tea", now=now))
    assert "Likes tea" not in str(held(hub, samira))
    assert "Kofi" not in str(held(hub, samira))


def test_what_was_changed_and_what_was_taken_back_are_held_still(hub: HubBuilder, samira: str):
    hub.do(
        "edit person",
        lambda db, now: edit_person(db, person_id=samira, facts={"phone": "07700 900318"}, now=now),
    )
    hub.do("note", lambda db, now: add_note(db, person_id=samira, text="A slip", now=now))
    hub.undo()
    found = held(hub, samira)
    assert [(e.column, e.value) for e in found.journal.earlier if e.column == "phone"] == [
        ("phone", "0121 496 0318")
    ]
    [slip] = [row for row in found.of(["person_note"]) if "A slip" in str(row)]
    assert slip.is_deleted


def test_the_search_box_drafts_and_papers_that_wait_are_counted(hub: HubBuilder, samira: str):
    with hub.database.changing("draft") as db:
        body = {"paper": "person-cards", "about": samira}
        save_draft(db, kind=DraftKind.TO_PRINT, body=body, for_whom=samira, now=NOW)
        save_draft(db, kind=DraftKind.FORM, body={"note": "half"}, for_whom=samira, now=NOW)
        save_draft(db, kind=DraftKind.FORM, body={"note": "of nobody"}, now=NOW)
    elsewhere = held(hub, samira).elsewhere
    assert (elsewhere.drafts, elsewhere.papers) == (1, 1)
    assert elsewhere.search_words >= 4


def test_a_note_on_a_device_and_a_childs_parent_are_found_by_the_whole_name(
    hub: HubBuilder, samira: str
):
    device = hub.device()
    hub.do(
        "edit device",
        lambda db, now: edit_device(
            db, device_id=device, facts={"note": "Cracked by SAMIRA HADDAD"}
        ),
    )
    child = hub.person("Yusuf Haddad", more={"guardian_name": "Samira Haddad"})
    mentions = held(hub, samira).elsewhere.mentions
    assert {(m.table, m.column, m.is_anothers) for m in mentions} == {
        ("device", "note", False),
        ("person", "guardian_name", True),
    }
    assert held(hub, child).elsewhere.mentions == ()


def test_the_notes_that_are_counted_are_those_an_erasure_reaches_in_any_script(hub: HubBuilder):
    name = "Łukasz Żądło"
    person, device = hub.person(name), hub.device()
    for text in (f"Lent to {name.upper()}", f"Not of the {'Wu' + name.lower()}s"):
        facts = {"note": text}
        hub.do("edit device", lambda db, _, f=facts: edit_device(db, device_id=device, facts=f))
        counted = [one for one in held(hub, person).elsewhere.mentions if one.table == "device"]
        assert len(counted) == ("Lent" in text), text


def test_who_lives_with_them_is_a_third_party(hub: HubBuilder, samira: str):
    yusuf = hub.person("Yusuf Haddad")
    hub.do("household", lambda db, now: join_household(db, person_id=yusuf, other_id=samira))
    assert held(hub, samira).others == ("Yusuf Haddad",)


def test_a_record_that_was_merged_into_theirs_is_held_too(hub: HubBuilder, samira: str):
    twin = hub.person("Samira Hadad", email="sam.hadad@example.org")
    hub.do("merge", lambda db, now: merge_people(db, from_id=twin, to_id=samira, now=now))
    found = held(hub, samira)
    assert "sam.hadad@example.org" in str(found.of(["person"]))
    assert [row.table for row in found.of(["person_merge"])] == ["person_merge"]


def test_what_is_sealed_for_the_safeguarding_lead_is_never_on_it(hub: HubBuilder, samira: str):
    with hub.database.changing("register person") as db:
        db.add(Concern(person_id=samira, written_at=NOW, sealed="sealed words"))
    found = held(hub, samira)
    assert "concern" not in {row.table for row in found.rows}
    assert "sealed words" not in str(found)


def test_nobody_has_no_page(hub: HubBuilder):
    assert hub.look(lambda db: held_on(db, "nobody")) is None


@pytest.mark.parametrize("table", tables_about_people(), ids=lambda table: table.name)
def test_every_column_about_a_person_has_plain_words_or_a_reason_to_be_left_out(table: Any):
    named = words.COLUMNS.get(table.name, {})
    out = words.LEFT_OUT.get(table.name, {})
    wanted = {c for c in journalled_columns(table) if c not in (table.info["subject"], "deleted")}
    assert wanted <= named.keys() | out.keys(), "add the words to messages/held.py"
    assert not named.keys() & out.keys()
    assert table.name in words.TABLES
    assert any(table.name in group.tables for group in words.GROUPS)


def test_a_person_is_kept_for_as_long_as_the_rule_that_lasts_longest(hub: HubBuilder, samira: str):
    nobody_lent_to = hub.person("Kofi Mensah")
    until = hub.look(lambda db: kept_until(db, nobody_lent_to))
    assert (until.on, until.record) == (date(2029, 11, 24), PEOPLE)
    until = hub.look(lambda db: kept_until(db, samira))
    assert (until.on, until.record) == (date(2032, 11, 24), LOANS)


@pytest.mark.parametrize(
    ("record", "row", "months"),
    [
        (CHECKS, lambda id, session: StaffCheck(person_id=id, issued_on=NOW.date()), 72),
        (FUNDED, lambda id, session: SessionFund(session_id=session, fund_id="f", share=100), 72),
        (HELPERS, lambda id, session: SessionHelper(person_id=id, session_id=session), 120),
        (CONSENTS, lambda id, session: Story(person_id=id, text="I", told_on=NOW.date()), 120),
    ],
)
def test_what_somebody_did_keeps_them_by_a_rule_of_its_own(
    hub: HubBuilder, record: str, row: Any, months: int
):
    id, session = hub.person("Kofi Mensah"), hub.session()
    hub.do(
        "mark", lambda db, now: mark(db, session_id=session, person_id=id, mark="present", now=now)
    )
    if record == FUNDED:
        hub.do("fund", lambda db, _now: db.add(Fund(id="f", name="Lottery")))
    hub.do("did", lambda db, _now: db.add(row(id, session)))
    if months > 72:  # as long as the rule for people until the hub writes its own
        hub.do(
            "change rule",
            lambda db, now: change_rule(db, record=record, months=months, now=now),
        )
    until = hub.look(lambda db: kept_until(db, id))
    assert (until.record, until.on) == (record, months_after(NOW.date(), months))
    day = until.on - timedelta(days=1)
    assert hub.look(lambda db: whose_time_is_over(db, day)) == []
    assert [one.name for one in hub.look(lambda db: whose_time_is_over(db, until.on))] == [
        "Kofi Mensah"
    ]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 24), 36, date(2029, 11, 24)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, then: date
):
    assert months_after(day, months) == then
