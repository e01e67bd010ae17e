"""Undo of writing something down, once somebody has worked on it: it is refused, and says why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hubdesk.errors.records import BuiltOn
from hubdesk.messages import explain
from hubdesk.models import Device, JournalOp, Person
from hubdesk.operations.requests import (
    acknowledge_complaint,
    decide_breach,
    note_breach,
    receive_complaint,
)
from tests.conftest import HubBuilder


def test_an_undo_of_writing_down_takes_no_later_work_with_it(hub: HubBuilder):
    ada, device = hub.person("Ada Okafor"), hub.device()
    of_ada, of_device = (
        hub.look(lambda db, t=t: db.scalar(select(JournalOp.id).where(JournalOp.tbl == t)))
        for t in ("person", "device")
    )
    hub.do("edit person", lambda db, _: setattr(db.get_one(Person, ada), "phone", "0121 496 0001"))
    put_right = hub.last_txn
    hub.do("edit device", lambda db, _: setattr(db.get_one(Device, device), "place", "Shelf 2"))
    for txn in (of_ada, of_device):
        with pytest.raises(BuiltOn):
            hub.undo(txn)
    hub.undo(put_right)
    hub.undo(of_ada)
    assert hub.look(lambda db: db.get_one(Person, ada).deleted)


def test_a_loss_that_was_decided_and_a_complaint_that_was_answered_stay(hub: HubBuilder):
    loss = hub.do("breach", lambda db, now: note_breach(db, what="A stick", now=now)).id
    of_loss = hub.last_txn
    hub.do(
        "decide breach",
        lambda db, now: decide_breach(
            db, breach_id=loss, risk="none", tells_ico=False, decision="It was empty", now=now
        ),
    )
    said = hub.do("complaint", lambda db, now: receive_complaint(db, about="Shouting", now=now)).id
    of_complaint = hub.last_txn
    hub.do(
        "acknowledge complaint",
        lambda db, now: acknowledge_complaint(db, complaint_id=said, now=now),
    )
    for txn in (of_loss, of_complaint):
        with pytest.raises(BuiltOn) as refusal:
            hub.undo(txn)
        assert explain(refusal.value).text.startswith("Too late to undo: A manager has ")
