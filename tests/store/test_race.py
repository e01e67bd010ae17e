"""Two processes lend the same device at the same moment: one does, the other is told who did."""

from __future__ import annotations

from sqlalchemy import func, select

from hubdesk.models import JournalTxn, Loan
from hubdesk.paths import Paths
from hubdesk.store.keys import open_with_passphrase, read_slots
from tests.conftest import NOW, PASSPHRASE, HubBuilder
from tests.racing import check, headsets, race, wins

PAIRS = 500
NAMES = ("Ada Okafor", "Bilal Aziz")


def test_of_two_processes_that_lend_one_device_one_wins_and_the_other_is_told_who(
    hub: HubBuilder, paths: Paths
):
    people = [hub.person(name) for name in NAMES]
    devices = headsets(hub.database, PAIRS, NOW)
    before = hub.look(lambda db: db.scalar(select(func.count(JournalTxn.id))))

    key = open_with_passphrase(read_slots(paths), PASSPHRASE)
    tries = race(paths.database, key, devices, people, NOW)

    check(tries, NAMES)
    loans = hub.look(lambda db: list(db.execute(select(Loan.device_id, Loan.state))))
    assert sorted(loan.device_id for loan in loans) == sorted(devices)
    assert {loan.state for loan in loans} == {"out"}
    won = wins(tries)
    assert min(won[0], won[1]) >= 100, won
    # Every lend has its own place in the one stream.
    assert hub.look(lambda db: db.scalar(select(func.count(JournalTxn.id)))) == before + PAIRS
