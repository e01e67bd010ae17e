"""Recent activity and history: who did what, in words, and what can still be taken back."""

from __future__ import annotations

from hubdesk.messages.activity import ELSEWHERE, Said, action_words, allowed_words
from hubdesk.models import LearningSession
from hubdesk.operations.people import add_note
from hubdesk.queries.activity import (
    ActivityRow,
    activity,
    history_of_person,
    history_of_record,
    last_to_undo,
    recent_activity,
)
from hubdesk.queries.staff import managers
from tests.conftest import TODAY, Clock, HubBuilder


def said(row: ActivityRow) -> str:
    return action_words(row.verb, Said(row.person, row.tags, row.about, TODAY))


def verbs(hub: HubBuilder) -> list[str]:
    return [row.verb for row in hub.look(recent_activity)]


def test_setting_up_is_no_action_of_the_desk(hub: HubBuilder):
    assert verbs(hub) == []
    assert hub.look(last_to_undo) is None


def test_the_newest_action_comes_first_in_words(hub: HubBuilder, clock: Clock):
    device, ada = hub.device(), hub.person("Samira Haddad", known_as="Sam")
    clock.forward(minutes=1)
    hub.lend(ada, device)
    clock.forward(minutes=1)
    hub.bring_back(device)
    assert verbs(hub) == ["return", "lend", "register person", "add device"]
    lend = hub.look(recent_activity)[1]
    assert said(lend) == "Lent HD-0001 to Sam H."
    assert (lend.at, lend.about["person_id"]) == (clock.now.replace(minute=43), ada)


def test_the_day_of_a_loan_and_many_things_are_said(hub: HubBuilder):
    devices = [hub.device("Headset") for _ in range(5)]
    ada = hub.person("Ada Okafor")
    hub.lend(ada, *devices, override_reason="A class")
    row = hub.look(recent_activity)[0]
    assert said(row) == "Lent 5 devices to Ada O."
    with_day = Said("Ada O.", ("HD-0001", "HD-0002"), {"due_on": "2026-12-08"}, TODAY)
    assert action_words("lend", with_day).startswith("Lent HD-0001 and HD-0002 to Ada O. until ")


def test_an_override_says_why_and_who_allowed_it(hub: HubBuilder):
    """Also one of before it was kept who did; a reason that set no rule aside is not one."""
    session, manager = hub.session(), hub.look(managers)[0]
    for verb, about, reason in (
        ("lend", {"allowed_by": manager.id}, "Exam"),
        ("renew", {"allowed_by": ELSEWHERE}, "Rang"),
        ("give", {}, "Long ago"),
        ("cancel session", {}, "Snow"),
    ):
        with hub.database.changing(verb, about=about, reason=reason) as db:
            db.get_one(LearningSession, session).note = reason
    found = [allowed_words(r.reason, r.allowed_by) for r in hub.look(recent_activity)[:4]]
    assert found == [
        "",
        "Allowed by a manager: Long ago",
        "Allowed by a manager elsewhere: Rang",
        f"Allowed by {manager.name}: Exam",
    ]


def test_what_was_undone_says_so_and_the_one_before_is_next(hub: HubBuilder, clock: Clock):
    device, ada = hub.device(), hub.person("Ada Okafor")
    clock.forward(minutes=1)
    hub.lend(ada, device)
    lent = hub.last_txn
    hub.undo()
    rows = {row.txn_id: row for row in hub.look(recent_activity)}
    assert (rows[lent].is_undone, rows[lent].can_undo) == (True, False)
    [undo] = [row for row in rows.values() if row.is_undo]
    assert not undo.can_undo
    last = hub.look(last_to_undo)
    assert last is not None
    assert last.verb == "register person"


def test_after_many_undos_the_next_to_undo_is_still_found(hub: HubBuilder):
    hub.device()
    first = hub.last_txn
    for i in range(25):
        hub.person(f"Ada {i}")
        hub.undo()
    last = hub.look(last_to_undo)
    assert last is not None
    assert last.txn_id == first


def test_pages_of_activity_follow_one_another(hub: HubBuilder):
    for i in range(7):
        hub.person(f"Ada {i}")
    whole = [row.txn_id for row in hub.look(recent_activity)]
    pages = [
        row.txn_id
        for offset in (0, 3, 6, 9)
        for row in hub.look(lambda db, o=offset: recent_activity(db, limit=3, offset=o))
    ]
    assert pages == whole
    assert len(whole) == 7


def test_history_of_a_person_and_a_device_holds_what_touched_them(hub: HubBuilder):
    device, ada, bo = hub.device(), hub.person("Ada Okafor"), hub.person("Bo Li")
    hub.lend(ada, device)
    hub.do("note", lambda db, now: add_note(db, person_id=bo, text="x", now=now))
    hub.bring_back(device)
    of_ada = [row.verb for row in hub.look(lambda db: history_of_person(db, ada))]
    assert of_ada == ["return", "lend", "register person"]
    of_device = [row.verb for row in hub.look(lambda db: history_of_record(db, "device", device))]
    assert set(of_device) == {"return", "add device"}


def test_an_action_can_be_looked_up_and_says_who_did_it(hub: HubBuilder):
    from sqlalchemy import select

    from hubdesk.models import Account
    from hubdesk.store.database import Actor

    account = hub.look(lambda db: db.scalars(select(Account)).one())
    hub.database.actor = Actor(account.id, "manager")
    hub.person("Ada Okafor")
    row = hub.look(lambda db: activity(db, hub.last_txn))
    assert row is not None
    assert row.who == "Amira Khan"
    assert hub.look(lambda db: activity(db, "nothing")) is None


def test_a_clock_that_went_back_does_not_reorder_what_was_done(hub: HubBuilder, clock: Clock):
    hub.person("Ada Okafor")
    clock.forward(days=-2)
    hub.device()
    assert verbs(hub) == ["add device", "register person"]
