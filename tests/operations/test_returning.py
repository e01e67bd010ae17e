"""What happens to a loan after it began: back, incomplete, renewed, lost, found, called about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hubdesk.errors.lending import (
    DeviceNotOut,
    DueDateInPast,
    HappenedInFuture,
    TooManyRenewals,
)
from hubdesk.messages import explain
from hubdesk.models import Device, EventKind, Loan, LoanEvent, PersonNote, Stage
from hubdesk.operations.calls import say_call_result
from hubdesk.operations.hub import add_policy, close_days
from hubdesk.operations.people import tick_off_note
from hubdesk.operations.returning import (
    amend_return,
    declare_lost,
    item_back,
    log_call,
    put_back_found,
    renew_loan,
)
from hubdesk.operations.stock import make_ready
from hubdesk.queries.loans import calls_of_loan, open_loan_of_device
from hubdesk.queries.person_details import notes_of
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days


class Out:
    """A laptop that Ada has out, and what can be seen of it."""

    def __init__(self, hub: HubBuilder, kind: str = "Laptop") -> None:
        self.hub = hub
        self.device_id, self.ada = hub.device(kind), hub.person("Ada Okafor")
        self.loan_id = str(hub.lend(self.ada, self.device_id).loan_ids[0])

    @property
    def device(self) -> Device:
        with self.hub.database.reading() as db:
            return db.get_one(Device, self.device_id)

    @property
    def loan(self) -> Loan:
        with self.hub.database.reading() as db:
            return db.get_one(Loan, self.loan_id)

    @property
    def notes(self) -> list[str]:
        with self.hub.database.reading() as db:
            return [note.words for note in notes_of(db, self.ada)]

    def events(self) -> list[tuple[str, bool]]:
        with self.hub.database.reading() as db:
            rows = db.scalars(select(LoanEvent).order_by(LoanEvent.id))
            return [(row.kind, bool(row.deleted)) for row in rows]

    def amend(self, **facts: Any) -> None:
        self.hub.do(
            "amend return",
            lambda db, now: amend_return(db, loan_id=self.loan_id, now=now, **facts),
        )

    def item_back(self, name: str) -> None:
        self.hub.do(
            "item back",
            lambda db, now: item_back(db, loan_id=self.loan_id, name=name, now=now),
        )

    def renew(self, **facts: Any) -> Any:
        return self.hub.do(
            "renew", lambda db, now: renew_loan(db, loan_id=self.loan_id, now=now, **facts)
        )

    def lose(self) -> None:
        self.hub.do("lost", lambda db, now: declare_lost(db, device_id=self.device_id, now=now))

    def find(self) -> None:
        self.hub.do("found", lambda db, now: put_back_found(db, device_id=self.device_id, now=now))


@pytest.fixture
def out(hub: HubBuilder) -> Out:
    return Out(hub)


def test_what_holds_data_comes_back_to_be_wiped(hub: HubBuilder, out: Out):
    back = hub.bring_back(out.device_id)
    assert (back.to_wipe, back.borrower_id, back.due_on) == (True, out.ada, in_days(14))
    assert out.device.stage == Stage.TO_WIPE
    assert (out.loan.state, out.loan.returned_at) == ("returned", NOW)


def test_what_holds_no_data_comes_back_ready(hub: HubBuilder):
    out = Out(hub, "MiFi")
    assert not hub.bring_back(out.device_id).to_wipe
    assert out.device.stage == Stage.READY


def test_a_device_nobody_has_does_not_come_back(hub: HubBuilder, out: Out):
    hub.bring_back(out.device_id)
    for device_id in (out.device_id, hub.device()):
        with pytest.raises(DeviceNotOut) as refusal:
            hub.bring_back(device_id)
        assert "Nothing changed" in explain(refusal.value).what


def test_a_return_typed_in_later_happened_when_it_happened(hub: HubBuilder, out: Out, clock: Clock):
    clock.forward(days=5)
    for wrong in (clock() + timedelta(minutes=1), NOW - timedelta(days=1)):
        with pytest.raises(HappenedInFuture):
            hub.bring_back(out.device_id, happened_at=wrong)
    hub.bring_back(out.device_id, happened_at=NOW + timedelta(days=2))
    assert out.loan.returned_at == NOW + timedelta(days=2)
    assert out.device.seen_on == in_days(2)


def test_the_day_of_a_return_is_a_day_of_the_hub(hub: HubBuilder, clock: Clock):
    """Lent at 00:30 on a summer night, which is the day before by the clock of the records."""
    clock.now = datetime(2026, 7, 2, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    out = Out(hub)
    clock.forward(days=1)
    with pytest.raises(HappenedInFuture) as refusal:
        hub.bring_back(
            out.device_id,
            happened_at=datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")),
        )
    assert refusal.value.on == date(2026, 7, 1)


def test_a_return_earlier_on_the_day_of_the_loan_is_never_before_it(hub: HubBuilder, out: Out):
    hub.bring_back(out.device_id, happened_at=NOW.replace(hour=0))
    assert out.loan.returned_at == NOW


def test_a_missing_charger_leaves_a_note_until_it_is_back(hub: HubBuilder, out: Out):
    hub.bring_back(out.device_id, missing=["Charger", "Bag"])
    assert out.notes == [f"Still has the charger and bag for {out.device.tag}. Ask for them back."]
    assert out.loan.missing == '["Charger", "Bag"]'
    for name, left in (("Bag", 1), ("Charger", 0)):
        hub.do(
            "item back",
            lambda db, now, name=name: item_back(db, loan_id=out.loan_id, name=name, now=now),
        )
        assert len(out.notes) == left
    assert out.loan.missing == ""
    assert out.loan.state == "returned"


def test_the_reminder_keeps_facts_and_not_a_sentence(hub: HubBuilder, out: Out):
    hub.bring_back(out.device_id, missing=["Charger"])
    with hub.database.reading() as db:
        note = db.scalars(select(PersonNote)).one()
    assert (note.kind, note.missing, note.text) == ("still has", '["Charger"]', "")
    assert note.loan_id == out.loan_id


def test_a_reminder_written_as_a_sentence_before_stays_readable_and_goes_when_all_is_back(
    hub: HubBuilder, out: Out
):
    hub.bring_back(out.device_id, missing=["Charger", "Bag"])
    sentence = "Still has the charger and bag for HD-0001. Ask for it back."
    with hub.database.changing("as it was") as db:
        note = db.scalars(select(PersonNote)).one()
        note.kind, note.missing, note.text = "", "", sentence
    assert out.notes == [sentence]
    out.item_back("Bag")
    assert out.notes == [f"Still has the charger for {out.device.tag}. Ask for it back."]
    out.item_back("Charger")
    assert out.notes == []


def test_a_note_ticked_off_by_hand_stays_ticked_off_when_the_item_is_back(
    hub: HubBuilder, out: Out
):
    hub.bring_back(out.device_id, missing=["Charger"])
    with hub.database.reading() as db:
        note_id = db.scalars(select(PersonNote.id)).one()
    hub.do("tick off note", lambda db, now: tick_off_note(db, note_id=note_id))
    hub.do("item back", lambda db, now: item_back(db, loan_id=out.loan_id, name="Charger", now=now))
    assert out.notes == []


def test_more_can_be_said_about_a_return_just_made(hub: HubBuilder, out: Out, clock: Clock):
    hub.bring_back(out.device_id, missing=["Charger"])
    clock.forward(minutes=2)
    out.amend(missing=["Charger", "Bag"], condition="damaged", note="Lid cracked")
    assert out.loan.missing == '["Charger", "Bag"]'
    assert "charger and bag" in out.notes[0]
    assert (out.device.condition, out.loan.returned_at) == ("damaged", NOW)
    out.amend(missing=[])
    assert (out.loan.missing, out.notes) == ("", [])
    assert [gone for _, gone in out.events()] == [True, True, False]
    with hub.database.reading() as db:
        last = db.scalars(select(LoanEvent).where(LoanEvent.deleted == 0)).one()
        assert (last.condition, last.note) == ("damaged", "Lid cracked")


def test_whether_it_needs_wiping_can_be_said_after_a_return(hub: HubBuilder, out: Out):
    hub.bring_back(out.device_id)
    out.amend(needs_wiping=False)
    assert out.device.stage == Stage.READY
    out.amend(needs_wiping=True)
    assert out.device.stage == Stage.TO_WIPE


def test_a_return_amended_after_it_went_out_again_leaves_the_device_alone(
    hub: HubBuilder, out: Out, clock: Clock
):
    hub.bring_back(out.device_id)
    clock.forward(minutes=5)
    hub.do("make ready", lambda db, now: make_ready(db, device_id=out.device_id, now=now))
    hub.lend(hub.person("Bo"), out.device_id)
    out.amend(condition="damaged", needs_wiping=True, missing=["Bag"])
    assert (out.device.stage, out.device.condition) == (Stage.READY, "good")
    assert out.loan.missing == '["Bag"]'


def test_only_a_return_can_be_amended(out: Out):
    with pytest.raises(DeviceNotOut):
        out.amend(note="x")


def test_renewing_moves_the_due_day_by_the_policy_of_the_loan(
    hub: HubBuilder, out: Out, clock: Clock
):
    assert out.renew() == in_days(28)
    assert (out.loan.due_on, out.loan.due_first_on, out.loan.renewals) == (
        *(in_days(28), in_days(14)),
        1,
    )
    clock.forward(days=40)  # late: the new days count from today
    assert out.renew() == in_days(54)


def test_a_renewal_skips_closed_days_but_a_chosen_day_stands(hub: HubBuilder, out: Out):
    hub.do("close days", lambda db, now: close_days(db, first_on=in_days(28), last_on=in_days(29)))
    assert out.renew() == in_days(30)
    assert out.renew(due_on=in_days(29)) == in_days(29)


def test_renewals_end_where_the_loans_own_policy_ends_them(hub: HubBuilder, out: Out):
    def generous(db: Any, now: Any) -> None:
        add_policy(db, days=30, renewals=9, renewal_days=30, most_at_once=9)

    hub.do("change policy", generous)
    out.renew()
    out.renew()
    with pytest.raises(TooManyRenewals) as refusal:
        out.renew()
    assert "2 times" in explain(refusal.value).what
    out.renew(override_reason="Exam")
    assert out.loan.renewals == 3
    with hub.database.reading() as db:
        assert "Exam" in db.scalars(select(LoanEvent.note)).all()


def test_what_is_back_or_due_in_the_past_is_not_renewed(hub: HubBuilder, out: Out):
    with pytest.raises(DueDateInPast):
        out.renew(due_on=in_days(-1))
    assert out.renew(due_on=TODAY) == TODAY
    hub.bring_back(out.device_id)
    with pytest.raises(DeviceNotOut):
        out.renew()


def test_a_lost_device_stays_with_who_had_it_until_it_turns_up(hub: HubBuilder, out: Out):
    out.lose()
    assert (out.device.stage, out.loan.state) == (Stage.LOST, "lost")
    with hub.database.reading() as db:
        row = open_loan_of_device(db, out.device_id)
        assert row is not None
        assert row.borrower == "Ada Okafor"
    out.find()
    assert (out.device.stage, out.loan.state) == (Stage.TO_WIPE, "returned")


def test_a_device_lost_from_the_shelf_is_put_back_to_be_wiped(hub: HubBuilder):
    for kind, stage in (("Laptop", Stage.TO_WIPE), ("Headset", Stage.READY)):
        device_id = hub.device(kind)
        hub.do("lost", lambda db, now, id=device_id: declare_lost(db, device_id=id, now=now))
        hub.do("found", lambda db, now, id=device_id: put_back_found(db, device_id=id, now=now))
        with hub.database.reading() as db:
            assert db.get_one(Device, device_id).stage == stage
    with pytest.raises(DeviceNotOut):
        hub.do("found", lambda db, now: put_back_found(db, device_id=device_id, now=now))


def test_a_lost_device_that_simply_comes_back_is_back(hub: HubBuilder, out: Out):
    out.lose()
    hub.bring_back(out.device_id)
    assert (out.device.stage, out.loan.state) == (Stage.TO_WIPE, "returned")


def test_a_device_that_was_back_before_it_was_marked_lost_is_back(
    hub: HubBuilder, out: Out, clock: Clock
):
    clock.forward(days=5)
    out.lose()
    hub.bring_back(out.device_id, happened_at=NOW + timedelta(days=2))
    assert (out.loan.state, out.device.stage) == ("returned", Stage.TO_WIPE)
    assert out.loan.returned_at == NOW + timedelta(days=2)


def test_a_part_that_was_back_before_the_return_was_typed_in_is_not_missing(
    hub: HubBuilder, out: Out, clock: Clock
):
    hub.bring_back(out.device_id, missing=["Charger"])
    clock.forward(minutes=1)
    hub.do("item back", lambda db, now: item_back(db, loan_id=out.loan_id, name="Charger", now=now))
    clock.forward(minutes=1)
    out.amend(note="Screen wiped")
    assert (out.loan.missing, out.notes) == ("", [])


def test_a_call_is_logged_and_its_result_can_be_said_after(hub: HubBuilder, out: Out, clock: Clock):
    for result in ("No answer", ""):
        hub.do(
            "call",
            lambda db, now, r=result: log_call(db, loan_id=out.loan_id, result=r, now=now),
        )
        clock.forward(minutes=5)
    hub.do(
        "amend call",
        lambda db, now: say_call_result(db, loan_id=out.loan_id, result="Comes today", now=now),
    )
    with hub.database.reading() as db:
        assert [c.result for c in calls_of_loan(db, out.loan_id)] == ["Comes today", "No answer"]
    assert out.loan.state == "out"


def test_events_of_a_loan_name_what_they_knew(hub: HubBuilder, out: Out):
    out.renew()
    hub.bring_back(out.device_id)
    with hub.database.reading() as db:
        renewed, returned = db.scalars(select(LoanEvent).order_by(LoanEvent.id))
        assert (renewed.kind, renewed.heads) == (EventKind.RENEWED, "[]")
        assert returned.heads == f'["{renewed.id}"]'
