"""Undo: every verb there is, taken back as if it had never been; and when it is too late."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from hubdesk.errors.records import BuiltOn, NotFound, NothingToUndo, UndoneAlready
from hubdesk.imports.devices import device_lines
from hubdesk.imports.people import person_lines
from hubdesk.imports.tables import read_table
from hubdesk.messages import explain
from hubdesk.messages.activity import WORDS
from hubdesk.models import (
    Agreement,
    Breach,
    ClosedDay,
    CodeOf,
    CodeOrigin,
    Complaint,
    Device,
    Draft,
    JournalTxn,
    LegalHold,
    Loan,
    Person,
    PersonNote,
    RightsRequest,
)
from hubdesk.operations import (
    calls,
    consents,
    kinds,
    people,
    practice,
    retention,
    returning,
    staff,
    stock,
)
from hubdesk.operations import hub as hub_work
from hubdesk.operations import requests as asking
from hubdesk.operations.agreements import make_agreement, mark_signed
from hubdesk.operations.bringing_in import bring_in_devices, bring_in_people
from hubdesk.operations.desk import lend_basket
from hubdesk.operations.drafts import save_draft
from hubdesk.operations.lending import Item
from hubdesk.operations.merging import merge_people, say_two_people
from hubdesk.operations.taking_apart import take_apart
from hubdesk.operations.undoing import NEVER
from hubdesk.paths import Paths
from hubdesk.queries.activity import last_to_undo
from hubdesk.sample.practice import _add as add_practice
from hubdesk.store.opening import close_hub
from tests.building_verbs import OF_BUILDING, Building
from tests.certificate_verbs import OF_CERTIFICATES, Certificates
from tests.conftest import TODAY, Clock, HubBuilder, in_days, opened
from tests.everything_seen import every_row
from tests.learning_verbs import OF_LEARNING, Learning
from tests.leaving_verbs import OF_LEAVING, Left
from tests.reporting_verbs import OF_REPORTING, Reporting
from tests.rights_verbs import OF_RIGHTS, Rights
from tests.skills_verbs import OF_SKILLS, Skilled
from tests.week_verbs import OF_WEEK, PublicWeek

Work = Callable[["Furnished", Any, Any], Any]


class Furnished:
    """A hub in which every verb has something to do."""

    def __init__(self, hub: HubBuilder) -> None:
        self.hub = hub
        do = hub.do
        self.ada, self.bo = hub.person("Ada Okafor"), hub.person("Bo Li")
        self.ready, self.out, self.back = hub.device(), hub.device(), hub.device()
        self.lost, self.broken, signing = hub.device(), hub.device(), hub.device()
        self.sim, self.given = hub.device("SIM card"), hub.device("SIM card")
        self.loan = hub.lend(self.ada, self.out).loan_ids[0]
        self.returned = hub.lend(self.bo, self.back).loan_ids[0]
        hub.bring_back(self.back, missing=["Charger"])
        do("lost", lambda db, now: returning.declare_lost(db, device_id=self.lost, now=now))
        do("repair", lambda db, now: stock.send_to_repair(db, device_id=self.broken, now=now))
        self.gift = hub.lend(self.bo, self.given).gift_ids[0]
        do("call", lambda db, now: returning.log_call(db, loan_id=self.loan, result="", now=now))
        do("note", lambda db, now: people.add_note(db, person_id=self.ada, text="x", now=now))
        shut = {"first_on": in_days(9), "last_on": in_days(9)}
        do("close days", lambda db, now: hub_work.close_days(db, **shut))
        self.staff, self.leaver = (
            do("add staff", lambda db, _, n=name: staff.add_staff(db, name=n, roles=["tutor"])).id
            for name in ("Rosa Diaz", "Tom Reed")
        )
        leaver = {"account_id": self.leaver, "by": ""}
        do("put away staff", lambda db, _: staff.put_away_staff(db, **leaver))
        do("link code", lambda db, _: stock.link_code(db, device_id=self.ready, code="OLD-77"))
        items = [Item(signing)]
        made = do(
            "lend", lambda db, now: lend_basket(db, borrower_id=self.bo, items=items, now=now)
        )
        self.handing, self.agreement = made.handing_id, made.agreement_id
        hub.lend(hub.person(f"Sam {practice.MARK}"), hub.device())
        self.learning = Learning(hub, tutors=(self.staff, self.leaver), people=(self.ada, self.bo))
        self.certificates = Certificates(hub, people=(self.ada, self.bo))
        self.skilled = Skilled(hub, self.ada)
        self.building = Building(hub, staff=self.staff, people=(self.ada, self.bo))
        self.rights = Rights(hub)
        self.left = Left(hub)
        self.reporting = Reporting(hub, self.ada, self.gift)
        self.week = PublicWeek(hub)
        cy, twin = hub.person("Cy Brown"), hub.person("Cy Browne", phone="0121 496 0003")
        self.merge = do(
            "merge people", lambda db, now: merge_people(db, from_id=twin, to_id=cy, now=now).id
        )
        ada = self.ada
        with hub.database.changing("complaint") as db:
            now = hub.clock()
            asking.receive_request(db, person_id=ada, asked="access", now=now)
            asking.receive_complaint(db, about="Too many letters", now=now)
            asking.note_breach(db, what="A list was left on a bus", now=now)
            retention.put_on_hold(db, person_id=ada, why="A claim", now=now)


def one(db: Any, column: Any, *conditions: Any) -> Any:
    return db.scalars(select(column).where(*conditions).limit(1)).one()


def lines(read: Any, content: str) -> Any:
    return read(read_table(content.encode(), "list.csv"), today=TODAY)


DEVICES = "asset tag,kind,model,borrower\nOLD-77,laptop,ThinkPad X1,\nNEW-1,tablet,Tab 5,Bo Li\n"
PEOPLE = "name,phone\nAda Okafor,0121 496 0001\nCy Brown,0121 496 0002\n"
WORK: dict[str, Work] = {
    "lend": lambda f, db, now: lend_basket(db, borrower_id=f.ada, items=[Item(f.ready)], now=now),
    "give": lambda f, db, now: lend_basket(db, borrower_id=f.ada, items=[Item(f.sim)], now=now),
    "return": lambda f, db, now: returning.return_device(
        db, device_id=f.out, missing=["Bag"], condition="damaged", now=now
    ),
    "amend return": lambda f, db, now: returning.amend_return(
        db, loan_id=f.returned, missing=[], condition="worn", needs_wiping=False, now=now
    ),
    "item back": lambda f, db, now: returning.item_back(
        db, loan_id=f.returned, name="Charger", now=now
    ),
    "renew": lambda f, db, now: returning.renew_loan(db, loan_id=f.loan, now=now),
    "make ready": lambda f, db, now: stock.make_ready(db, device_id=f.back, now=now),
    "lost": lambda f, db, now: returning.declare_lost(db, device_id=f.out, note="Bus", now=now),
    "found": lambda f, db, now: returning.put_back_found(db, device_id=f.lost, now=now),
    "call": lambda f, db, now: returning.log_call(db, loan_id=f.loan, result="Soon", now=now),
    "amend call": lambda f, db, now: calls.say_call_result(
        db, loan_id=f.loan, result="Soon", now=now
    ),
    "follow up": lambda f, db, now: returning.follow_up_gift(db, gift_id=f.gift),
    "register person": lambda f, db, now: people.register_person(
        db,
        display_name="Cy Brown",
        known_as="Cy",
        phone="0121 496 0002",
        roles=["learner"],
        privacy_given=True,
        now=now,
    ),
    "edit person": lambda f, db, now: people.edit_person(
        db, person_id=f.ada, facts={"display_name": "Adaeze Obi", "known_as": "Ada"}, now=now
    ),
    "merge people": lambda f, db, now: merge_people(db, from_id=f.bo, to_id=f.ada, now=now),
    "take apart": lambda f, db, now: take_apart(db, merge_id=f.merge),
    "two people": lambda f, db, now: say_two_people(db, one_id=f.ada, other_id=f.bo, now=now),
    "note": lambda f, db, now: people.add_note(db, person_id=f.bo, text="Rings back", now=now),
    "tick off note": lambda f, db, now: people.tick_off_note(
        db, note_id=one(db, PersonNote.id, PersonNote.person_id == f.ada)
    ),
    "consent": lambda f, db, now: consents.record_consent(
        db, person_id=f.ada, purpose="photos", how="spoken", now=now
    ),
    "change wording": lambda f, db, now: consents.change_wording(
        db, purpose="photos", text="May we take your picture?", now=now
    ),
    "assign card": lambda f, db, now: people.assign_card(db, person_id=f.ada),
    "household": lambda f, db, now: people.join_household(db, person_id=f.ada, other_id=f.bo),
    "needs": lambda f, db, now: people.set_needs(db, person_id=f.ada, needs=["large print"]),
    "roles": lambda f, db, now: people.set_roles(db, person_id=f.ada, roles=["volunteer"]),
    "sign agreement": lambda f, db, now: mark_signed(db, agreement_id=f.agreement, now=now),
    "make agreement": lambda f, db, now: make_agreement(
        db, person_id=f.bo, handing_id=f.handing, now=now
    ),
    "add device": lambda f, db, now: stock.add_device(
        db, kind_id=f.hub.kind("Tablet"), make="Lenovo", serial="R90X1234", now=now
    ),
    "edit device": lambda f, db, now: stock.edit_device(
        db, device_id=f.ready, facts={"model": "X1", "serial": "R90X9999", "place": "Shelf 2"}
    ),
    "link code": lambda f, db, now: stock.link_code(db, device_id=f.ready, code="TAG-9"),
    "unlink code": lambda f, db, now: stock.unlink_code(
        db, code_id=one(db, CodeOf.id, CodeOf.origin == CodeOrigin.OLD, CodeOf.deleted == 0)
    ),
    "change kit": lambda f, db, now: stock.change_kit(
        db, device_id=f.ready, names=["Mouse", "Charger"]
    ),
    "repair": lambda f, db, now: stock.send_to_repair(db, device_id=f.ready, note="Fan", now=now),
    "withdraw": lambda f, db, now: stock.withdraw_device(db, device_id=f.ready, now=now),
    "put back": lambda f, db, now: stock.put_back(db, device_id=f.broken, now=now),
    "seen": lambda f, db, now: stock.mark_seen(db, device_ids=[f.ready], now=now),
    "change hub": lambda f, db, now: hub_work.change_hub(
        db, facts={"name": "Brookside", "nation": "SCT"}
    ),
    "change setting": lambda f, db, now: hub_work.change_setting(db, key="lending.days", value=9),
    "close days": lambda f, db, now: hub_work.close_days(
        db, first_on=in_days(3), last_on=in_days(4), why="Painting"
    ),
    "reopen days": lambda f, db, now: hub_work.reopen_days(
        db, closed_day_id=one(db, ClosedDay.id, ClosedDay.deleted == 0)
    ),
    "change policy": lambda f, db, now: hub_work.add_policy(
        db, kind_id=f.hub.kind("SIM card"), days=1, renewals=0, renewal_days=1, most_at_once=2
    ),
    "change template": lambda f, db, now: hub_work.add_template(
        db, purpose="loan", title="Ours", promises=["I will bring it back."], now=now
    ),
    "add kind": lambda f, db, now: kinds.add_kind(
        db, name="Hotspot", is_given=False, runs_days=0, usual_contents=["Charger"]
    ),
    "change kind": lambda f, db, now: kinds.change_kind(
        db, kind_id=f.hub.kind("Tablet"), facts={"name": "Big tablet"}
    ),
    "put away kind": lambda f, db, now: kinds.put_away_kind(db, kind_id=f.hub.kind("Other")),
    "change rule": lambda f, db, now: retention.change_rule(
        db, record="people", months=24, now=now
    ),
    "hold": lambda f, db, now: retention.put_on_hold(db, person_id=f.bo, why="A claim", now=now),
    "lift hold": lambda f, db, now: retention.lift_hold(
        db, hold_id=one(db, LegalHold.id, LegalHold.person_id == f.ada)
    ),
    "rights request": lambda f, db, now: asking.receive_request(
        db, person_id=f.bo, asked="erasure", now=now
    ),
    "rights step": lambda f, db, now: asking.take_step(
        db, request_id=one(db, RightsRequest.id), kind="paused", now=now
    ),
    "complaint": lambda f, db, now: asking.receive_complaint(db, about="A letter", now=now),
    "acknowledge complaint": lambda f, db, now: asking.acknowledge_complaint(
        db, complaint_id=one(db, Complaint.id), now=now
    ),
    "answer complaint": lambda f, db, now: asking.answer_complaint(
        db, complaint_id=one(db, Complaint.id), finding="Our slip", now=now
    ),
    "breach": lambda f, db, now: asking.note_breach(db, what="A stick was left", now=now),
    "decide breach": lambda f, db, now: asking.decide_breach(
        db, breach_id=one(db, Breach.id), risk="none", tells_ico=False, decision="Found", now=now
    ),
    "add staff": lambda f, db, now: staff.add_staff(db, name="Nia", roles=["tutor", "deputy"]),
    "rename staff": lambda f, db, now: staff.rename_staff(db, account_id=f.staff, name="Rose"),
    "change roles": lambda f, db, now: staff.change_roles(
        db, account_id=f.staff, roles=["manager"], by=""
    ),
    "put away staff": lambda f, db, now: staff.put_away_staff(db, account_id=f.staff, by=""),
    "bring back staff": lambda f, db, now: staff.bring_back_staff(db, account_id=f.leaver),
    "import devices": lambda f, db, now: bring_in_devices(
        db, lines(device_lines, DEVICES), now=now, source="list.csv"
    ),
    "import people": lambda f, db, now: bring_in_people(db, lines(person_lines, PEOPLE), now=now),
    **{name: lambda f, db, now, do=do: do(f.learning, db, now) for name, do in OF_LEARNING.items()},
    **{
        name: lambda f, db, now, do=do: do(f.certificates, db, now)
        for name, do in OF_CERTIFICATES.items()
    },
    **{name: lambda f, db, now, do=do: do(f.skilled, db, now) for name, do in OF_SKILLS.items()},
    **{name: lambda f, db, now, do=do: do(f.building, db, now) for name, do in OF_BUILDING.items()},
    **{name: lambda f, db, now, do=do: do(f.rights, db, now) for name, do in OF_RIGHTS.items()},
    **{
        name: lambda f, db, now, do=do: do(f.reporting, db, now)
        for name, do in OF_REPORTING.items()
    },
    **{name: lambda f, db, now, do=do: do(f.left, db, now) for name, do in OF_LEAVING.items()},
    **{name: lambda f, db, now, do=do: do(f.week, db, now) for name, do in OF_WEEK.items()},
    "add practice": lambda f, db, now: add_practice(db, now),
    "remove practice": lambda f, db, now: practice.remove_practice(db),
}
# Fresh labels are numbers given out, and a number that was given out once never comes back.
# What was salvaged from a damaged file stays: there is nothing to go back to.
NOT_RECORDED = {"reserve labels", "salvage"}


@pytest.fixture(scope="module")
def furnished(empty_hub: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """One hub for all verbs: each is undone, so the next one finds it as it was."""
    paths, clock = Paths(tmp_path_factory.mktemp("furnished") / "hub"), Clock()
    shutil.copytree(empty_hub.home, paths.home)
    database = opened(paths, clock)
    made = Furnished(HubBuilder(database, clock))
    clock.forward(days=1)
    yield made
    close_hub(paths, database)


def test_every_verb_there_are_words_for_is_tried():
    assert WORK.keys() == WORDS.keys() - NOT_RECORDED - NEVER


@pytest.mark.parametrize("verb", WORK)
def test_a_verb_that_is_undone_leaves_everything_as_before(furnished: Furnished, verb: str):
    hub = furnished.hub
    day = hub.clock().date()
    before = every_row(hub.database, day)
    hub.do(verb, lambda db, now: WORK[verb](furnished, db, now))
    done = hub.last_txn
    assert every_row(hub.database, day) != before, "the verb did nothing"
    hub.clock.forward(minutes=1)
    undone = hub.undo(done)
    assert (undone.verb, undone.txn_id) == (verb, done)
    after = every_row(hub.database, day)
    differing = [name for name in before if before[name] != after[name]]
    assert differing == []
    with pytest.raises(UndoneAlready) as refusal:
        hub.undo(done)
    assert "undone already" in explain(refusal.value).what
    assert every_row(hub.database, day) == before


def test_numbers_that_were_given_out_never_come_back(hub: HubBuilder):
    hub.device()
    hub.undo()
    with hub.database.reading() as db:
        first = db.scalars(select(Device.tag)).one()
    again = hub.device()
    with hub.database.reading() as db:
        assert db.get_one(Device, again).tag != first


@pytest.fixture
def lent(hub: HubBuilder) -> tuple[str, str, str]:
    """A headset out to Ada: device, person, and the transaction."""
    device, ada = hub.device("Headset"), hub.person("Ada Okafor")
    hub.lend(ada, device)
    return device, ada, hub.last_txn


def too_late(hub: HubBuilder, txn_id: str) -> str:
    before = every_row(hub.database, TODAY)
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(txn_id)
    assert every_row(hub.database, TODAY) == before
    said = explain(refusal.value)
    assert said.next == "Undo the later action first."
    return said.what


def test_a_loan_that_came_back_is_not_undone_before_the_return(hub: HubBuilder, lent: Any):
    device, _, txn = lent
    hub.bring_back(device)
    back = hub.last_txn
    assert too_late(hub, txn) == "Too late to undo: HD-0001 has moved on since."
    hub.undo(back)
    hub.undo(txn)
    with hub.database.reading() as db:
        assert db.scalars(select(Loan.id).where(Loan.state == "out")).all() == []


def test_a_return_is_not_undone_once_the_device_is_out_again(hub: HubBuilder, lent: Any):
    device, _, _ = lent
    hub.bring_back(device)
    back = hub.last_txn
    hub.lend(hub.person("Bo"), device)
    assert too_late(hub, back) == "Too late to undo: HD-0001 has been lent again since."
    hub.undo(hub.last_txn)
    hub.undo(back)


def test_a_person_who_has_something_is_not_taken_back(hub: HubBuilder):
    device, ada = hub.device(), hub.person("Ada Okafor")
    added = hub.last_txn
    hub.lend(ada, device)
    assert too_late(hub, added).startswith("Too late to undo:")


def test_a_device_that_went_out_is_not_taken_back(hub: HubBuilder):
    device = hub.device()
    added = hub.last_txn
    hub.lend(hub.person("Ada"), device)
    assert too_late(hub, added) == "Too late to undo: HD-0001 has been lent again since."


def test_a_change_that_was_changed_again_is_not_undone(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    txns = []
    for name in ("Ada Obi", "Ada Eze"):
        hub.do(
            "edit person",
            lambda db, now, name=name: people.edit_person(
                db, person_id=ada, facts={"display_name": name}, now=now
            ),
        )
        txns.append(hub.last_txn)
    assert too_late(hub, txns[0]) == "Too late to undo: This person's page has changed since."
    hub.undo(txns[1])
    hub.undo(txns[0])
    with hub.database.reading() as db:
        assert db.get_one(Person, ada).display_name == "Ada Okafor"


def test_changes_of_other_columns_do_not_stop_an_undo(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    edit = people.edit_person
    hub.do("edit person", lambda db, now: edit(db, person_id=ada, facts={"known_as": "A"}, now=now))
    first = hub.last_txn
    hub.do(
        "edit person", lambda db, now: edit(db, person_id=ada, facts={"language": "fr"}, now=now)
    )
    hub.undo(first)
    with hub.database.reading() as db:
        row = db.get_one(Person, ada)
        assert (row.known_as, row.language) == ("", "fr")


def test_being_seen_later_does_not_stop_an_undo(hub: HubBuilder, lent: Any, clock: Clock):
    device, _, _ = lent
    hub.bring_back(device)
    back = hub.last_txn
    clock.forward(days=1)
    hub.do("seen", lambda db, now: stock.mark_seen(db, device_ids=[device], now=now))
    hub.undo(back)
    with hub.database.reading() as db:
        assert db.get_one(Device, device).seen_on == in_days(1)


def test_an_undo_is_not_undone_and_neither_is_the_beginning(hub: HubBuilder, lent: Any):
    hub.undo(lent[2])
    with hub.database.reading() as db:
        rows = db.execute(select(JournalTxn.id, JournalTxn.verb)).all()
        ids = {verb: id for id, verb in rows if verb in ("undo", "set up hub")}
    assert ids.keys() == {"undo", "set up hub"}
    for id in ids.values():
        with pytest.raises(NothingToUndo):
            hub.undo(id)
    with pytest.raises(NotFound):
        hub.undo("no such action")


def test_what_was_undone_can_be_done_again(hub: HubBuilder, lent: Any):
    device, ada, txn = lent
    hub.undo(txn)
    hub.lend(ada, device)
    hub.bring_back(device)


def test_the_list_that_was_lent_is_half_finished_again(hub: HubBuilder):
    device, ada = hub.device(), hub.person("Ada Okafor")
    draft = hub.do("draft", lambda db, now: save_draft(db, kind="basket", body={}, now=now).id)
    hub.do(
        "lend",
        lambda db, now: lend_basket(
            db, borrower_id=ada, items=[Item(device)], draft_id=draft, now=now
        ),
        draft_id=draft,
    )
    with hub.database.reading() as db:
        assert db.get_one(Draft, draft).is_done
    hub.undo()
    with hub.database.reading() as db:
        assert not db.get_one(Draft, draft).is_done
        unsigned = Agreement.deleted == 0
        assert db.scalars(select(Agreement.id).where(unsigned)).all() == []


def test_the_last_action_can_be_undone_after_a_restart(paths: Paths, clock: Clock):
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    device, ada = hub.device(), hub.person("Ada Okafor")
    hub.lend(ada, device)
    close_hub(paths, database)
    clock.forward(days=3)
    hub = HubBuilder(opened(paths, clock), clock)
    last = hub.look(last_to_undo)
    assert last is not None
    assert (last.verb, last.person) == ("lend", "Ada O.")
    hub.undo(last.txn_id)
    before = hub.look(last_to_undo)
    assert before is not None
    assert before.verb == "register person"
    hub.lend(ada, device)
    close_hub(paths, hub.database)


def test_an_undo_is_sealed_with_what_it_undid(hub: HubBuilder, lent: Any):
    hub.undo(lent[2])
    with hub.database.reading() as db:
        undone = select(JournalTxn.undo_of).where(JournalTxn.verb == "undo")
        assert db.scalars(undone).all() == [lent[2]]
