"""Loans as lists: what is out, due soon, late; counts and windows that always agree."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import product

import pytest

from hubdesk.operations.hub import change_setting
from hubdesk.operations.returning import declare_lost, log_call, renew_loan
from hubdesk.queries import loans
from hubdesk.queries.loans import (
    Shown,
    calls_of_loan,
    contents_of_loan,
    last_return_of_device,
    loan_counts,
    loan_window,
    loans_of_device,
    loans_of_person,
    open_loan_of_device,
)
from hubdesk.queries.places import Places
from tests.conftest import NOW, TODAY, Clock, HubBuilder, in_days

NAMES = ("Samira Haddad", "Ada Okafor", "Łukasz Nowak", "Bo Li", "Ngozi Eze")


@pytest.fixture
def busy(hub: HubBuilder) -> dict[str, str]:
    """Loans due before, on and after today, one lost, one back. Answers with them by what."""
    ids = {}
    people = [hub.person(name) for name in NAMES]
    long_ago = NOW - timedelta(days=30)
    for person, (what, days) in zip(
        people * 2,
        (("late", -3), ("today", 0), ("soon", 3), ("later", 4), ("lost", -9), ("back", -20)),
        strict=False,
    ):
        device = hub.device()
        made = hub.lend(
            person, device, due_on=in_days(days), happened_at=long_ago, override_reason="typed in"
        )
        ids[what] = made.loan_ids[0]
        if what == "lost":
            hub.do("lost", lambda db, now, id=device: declare_lost(db, device_id=id, now=now))
        if what == "back":
            hub.bring_back(device)
    return ids


def test_each_list_holds_what_its_name_says(hub: HubBuilder, busy: dict[str, str]):
    holds = {
        Shown.OUT: {"late", "today", "soon", "later", "lost"},
        Shown.SOON: {"today", "soon"},
        Shown.LATE: {"late"},
        Shown.ALL: set(busy),
    }
    counts = hub.look(lambda db: loan_counts(db, TODAY))
    for shown, wanted in holds.items():
        rows = hub.look(lambda db, shown=shown: loan_window(db, shown=shown, today=TODAY))
        assert {row.id for row in rows} == {busy[what] for what in wanted}, shown
        assert counts[shown] == len(wanted)


def test_an_undone_loan_is_in_no_list(hub: HubBuilder, busy: dict[str, str]):
    before = hub.look(lambda db: loan_counts(db, TODAY))
    device, ada = hub.device(), hub.person("New")
    hub.lend(ada, device)
    hub.undo()
    assert hub.look(lambda db: loan_counts(db, TODAY)) == before
    assert hub.look(lambda db: loans_of_person(db, ada)) == []
    assert hub.look(lambda db: loans_of_device(db, device)) == []
    assert hub.look(lambda db: open_loan_of_device(db, device)) is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["due_on", "lent_at", "borrower", "tag", "state"])
def test_windows_laid_side_by_side_are_the_whole_sorted_list(
    hub: HubBuilder, busy: dict[str, str], sort: str, descending: bool
):
    def window(**part: int) -> list[str]:
        return [
            row.id
            for row in hub.look(
                lambda db: loan_window(
                    db, shown=Shown.ALL, today=TODAY, sort=sort, descending=descending, **part
                )
            )
        ]

    whole = window()
    assert len(whole) == len(busy)
    for size in (1, 2, 4):
        pieces = [window(offset=at, limit=size) for at in range(0, len(whole), size)]
        assert [id for piece in pieces for id in piece] == whole
    assert window(offset=len(whole), limit=5) == []
    rows = {row.id: row for row in hub.look(lambda db: loans_rows(db))}
    keys = {
        "due_on": lambda row: row.due_on,
        "lent_at": lambda row: row.lent_at,
        "borrower": lambda row: row.borrower.replace("Ł", "L"),
        "tag": lambda row: row.tag,
        "state": lambda row: (row.state, row.due_on),
    }
    found = [keys[sort](rows[id]) for id in whole]
    assert found == sorted(found, reverse=descending)


@pytest.mark.parametrize("sort", ["due_on", "lent_at", "borrower", "tag", "state"])
def test_in_whatever_order_windows_are_looked_at_they_are_the_same(
    hub: HubBuilder, busy: dict[str, str], monkeypatch, sort
):
    for shown, descending, far in product(Shown, [False, True], [1, 3, 5_000]):
        monkeypatch.setattr(loans, "FAR", far)
        monkeypatch.setattr(loans, "RUNG", far)
        asked = {"shown": shown, "sort": sort, "descending": descending}

        def window(db, asked=asked, **part):
            return loan_window(db, today=TODAY, **asked, **part)

        whole = hub.look(window)
        dice = random.Random(7)
        for size in (1, 2, 3):
            starts = list(range(0, len(whole), size)) * 2
            dice.shuffle(starts)
            places = Places()
            for at in starts:
                part = {"offset": at, "limit": size, "count": len(whole), "places": places}
                found = hub.look(lambda db, part=part, window=window: window(db, **part))
                assert found == whole[at : at + size], (shown, descending, far)


def loans_rows(db):
    return loan_window(db, shown=Shown.ALL, today=TODAY)


def test_a_row_says_first_name_and_initial_and_how_late(hub: HubBuilder, busy: dict[str, str]):
    rows = {row.id: row for row in hub.look(loans_rows)}
    assert rows[busy["late"]].who == "Samira H."
    assert {what: rows[id].days_late(TODAY) for what, id in busy.items()} == {
        **dict.fromkeys(("today", "soon", "later", "back"), 0),
        "late": 3,
        "lost": 9,
    }


def test_who_had_a_device_and_what_somebody_had_newest_first(hub: HubBuilder, clock: Clock):
    device, ada, bo = hub.device("Headset"), hub.person("Ada Okafor"), hub.person("Bo Li")
    for person in (ada, bo, ada):
        hub.lend(person, device)
        clock.forward(hours=1)
        hub.bring_back(device)
        clock.forward(hours=1)
    rows = hub.look(lambda db: loans_of_device(db, device))
    assert [row.borrower for row in rows] == ["Ada Okafor", "Bo Li", "Ada Okafor"]
    assert len(hub.look(lambda db: loans_of_person(db, ada))) == 2
    assert hub.look(lambda db: loans_of_person(db, ada, out_only=True)) == []
    assert hub.look(lambda db: last_return_of_device(db, device)) == NOW + timedelta(hours=5)


def test_a_loan_says_its_contents_calls_and_renewals(hub: HubBuilder, clock: Clock):
    device = hub.device(contents=["Charger", "Bag"])
    loan_id = hub.lend(hub.person("Ada Okafor"), device).loan_ids[0]
    for result in ("No answer", "Tomorrow"):
        hub.do(
            "call",
            lambda db, now, r=result: log_call(db, loan_id=loan_id, result=r, now=now),
        )
        clock.forward(minutes=1)
    hub.do("renew", lambda db, now: renew_loan(db, loan_id=loan_id, now=now))
    assert hub.look(lambda db: contents_of_loan(db, loan_id)) == ["Charger", "Bag"]
    calls = hub.look(lambda db: calls_of_loan(db, loan_id))
    assert [call.result for call in calls] == ["Tomorrow", "No answer"]
    row = hub.look(lambda db: open_loan_of_device(db, device))
    assert row is not None
    assert (row.renewals, row.due_on) == (1, in_days(28))


def test_what_is_due_soon_is_what_the_hub_calls_soon(hub: HubBuilder):
    ada = hub.person("Ada Okafor")
    hub.lend(ada, hub.device(), due_on=in_days(7))
    near = hub.lend(ada, hub.device(), due_on=in_days(2)).loan_ids[0]

    def soon() -> list[str]:
        rows = hub.look(lambda db: loan_window(db, shown=Shown.SOON, today=TODAY))
        counts = hub.look(lambda db: loan_counts(db, TODAY))
        assert counts[Shown.SOON] == len(rows) == sum(row.is_soon(TODAY) for row in rows)
        everything = hub.look(lambda db: loans_of_person(db, ada))
        assert {row.id for row in everything if row.is_soon(TODAY)} == {row.id for row in rows}
        return [row.id for row in rows]

    assert soon() == [near]
    hub.do("change setting", lambda db, now: change_setting(db, key="lending.soon_days", value=7))
    assert len(soon()) == 2
    hub.do("change setting", lambda db, now: change_setting(db, key="lending.soon_days", value=1))
    assert soon() == []
