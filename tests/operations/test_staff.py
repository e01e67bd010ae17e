"""The people who work at the hub: names, roles, leaving and coming back, and taking it back."""

from __future__ import annotations

from typing import Any

import pytest

from hubdesk.errors import Refusal
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.records import NotFound
from hubdesk.errors.staff import (
    LastManager,
    OwnAccount,
    OwnRoles,
    RolesMissing,
    StaffLeft,
    StaffThere,
)
from hubdesk.messages import explain
from hubdesk.models import AccountRole, StaffRole
from hubdesk.operations.rights import gains
from hubdesk.operations.staff import (
    add_staff,
    bring_back_staff,
    change_roles,
    put_away_staff,
    rename_staff,
)
from hubdesk.operations.undoing import undo
from hubdesk.queries.staff import accounts, leavers, managers
from tests.conftest import HubBuilder


@pytest.fixture
def amira(hub: HubBuilder) -> str:
    """The manager who set the hub up."""
    return str(hub.look(managers)[0].id)


def add(hub: HubBuilder, name: str, *roles: str) -> str:
    return str(hub.do("add staff", lambda db, _: add_staff(db, name=name, roles=roles)).id)


def roles_of(hub: HubBuilder, account_id: str) -> str:
    return next(row.role for row in hub.look(accounts) if row.id == account_id)


def change(hub: HubBuilder, account_id: str, *roles: str, by: str) -> None:
    hub.do(
        "change roles",
        lambda db, _: change_roles(db, account_id=account_id, roles=roles, by=by),
    )


def refused(hub: HubBuilder, kind: type[Refusal], work: Any) -> str:
    """What is said when it is refused; nothing changed then."""
    before = hub.look(accounts), hub.look(leavers)
    with pytest.raises(kind) as refusal:
        hub.do("change roles", lambda db, _: work(db))
    assert (hub.look(accounts), hub.look(leavers)) == before
    return explain(refusal.value).text


def test_somebody_holds_several_roles_in_one_order(hub: HubBuilder):
    rosa = add(hub, "  Rosa   Diaz ", "safeguarding lead", "tutor")
    (row,) = [row for row in hub.look(accounts) if row.id == rosa]
    assert (row.name, row.role) == ("Rosa Diaz", "tutor, safeguarding lead")


def test_a_name_that_exists_is_refused_whatever_its_capitals(hub: HubBuilder):
    said = refused(hub, StaffThere, lambda db: add_staff(db, name="AMIRA khan", roles=["tutor"]))
    assert said.startswith("Amira Khan works here already.")
    refused(hub, FieldMissing, lambda db: add_staff(db, name="  ", roles=["tutor"]))
    refused(hub, RolesMissing, lambda db: add_staff(db, name="Rosa", roles=[]))


def test_the_name_of_somebody_who_left_is_offered_back(hub: HubBuilder, amira: str):
    rosa = add(hub, "Rosa Diaz", "tutor")
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=rosa, by=amira))
    said = refused(hub, StaffLeft, lambda db: add_staff(db, name="rosa diaz", roles=["tutor"]))
    assert said == "Rosa Diaz worked here before. Bring them back, or add a second name."
    hub.do("bring back staff", lambda db, _: bring_back_staff(db, account_id=rosa))
    assert roles_of(hub, rosa) == "tutor"
    assert hub.look(leavers) == []
    refused(hub, NotFound, lambda db: bring_back_staff(db, account_id=rosa))


def test_a_new_name_may_only_change_its_capitals_or_be_free(hub: HubBuilder):
    rosa = add(hub, "rosa diaz", "tutor")
    hub.do("rename staff", lambda db, _: rename_staff(db, account_id=rosa, name="Rosa Diaz"))
    assert [row.name for row in hub.look(accounts)] == ["Amira Khan", "Rosa Diaz"]
    refused(hub, StaffThere, lambda db: rename_staff(db, account_id=rosa, name="Amira Khan"))


def test_the_last_manager_neither_leaves_nor_stops_being_one(hub: HubBuilder, amira: str):
    rosa = add(hub, "Rosa Diaz", "tutor")
    for work in (
        lambda db: change_roles(db, account_id=amira, roles=["tutor"], by=rosa),
        lambda db: put_away_staff(db, account_id=amira, by=rosa),
        lambda db: put_away_staff(db, account_id=amira, by=amira),
    ):
        said = refused(hub, LastManager, work)
        assert said == "Amira Khan is the only manager. Make somebody else a manager first."


def test_nobody_gives_themselves_a_role_or_puts_themselves_away(hub: HubBuilder, amira: str):
    bo = add(hub, "Bo Li", "manager")
    said = refused(
        hub,
        OwnRoles,
        lambda db: change_roles(db, account_id=bo, roles=["manager", "safeguarding lead"], by=bo),
    )
    assert said == "Nobody gives themselves a role. Ask another manager to do it."
    refused(hub, OwnAccount, lambda db: put_away_staff(db, account_id=bo, by=bo))
    change(hub, bo, "manager", "safeguarding lead", by=amira)
    change(hub, bo, "volunteer", "manager", by=bo)  # less, or nothing more, is nobody's harm
    assert roles_of(hub, bo) == "volunteer, manager"


def test_one_person_alone_may_take_the_roles_nobody_else_could_give(hub: HubBuilder, amira: str):
    change(hub, amira, "manager", "safeguarding lead", by=amira)
    assert roles_of(hub, amira) == "manager, safeguarding lead"
    tom = add(hub, "Tom Reed", "volunteer")
    refused(hub, OwnRoles, lambda db: change_roles(db, account_id=tom, roles=["manager"], by=tom))


def test_a_role_given_twice_is_one_row(hub: HubBuilder, amira: str):
    rosa = add(hub, "Rosa Diaz", "tutor")
    change(hub, rosa, "volunteer", by=amira)
    change(hub, rosa, "tutor", by=amira)
    with hub.database.reading() as db:
        held = db.query(AccountRole).filter(AccountRole.account_id == rosa).all()
    assert sorted((row.role, bool(row.deleted)) for row in held) == [
        ("tutor", False),
        ("volunteer", True),
    ]


def test_each_verb_about_staff_is_taken_back_whole(hub: HubBuilder, amira: str):
    rosa = add(hub, "Rosa Diaz", "tutor")
    before = hub.look(accounts)
    change(hub, rosa, "front desk", "deputy", by=amira)
    hub.undo()
    assert hub.look(accounts) == before
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=rosa, by=amira))
    hub.undo()
    assert hub.look(accounts) == before
    add(hub, "Tom Reed", "volunteer")
    hub.undo()
    assert hub.look(accounts) == before
    assert hub.look(leavers) == [], "who was added by a slip never worked here"
    add(hub, "Tom Reed", "volunteer")


def test_an_undo_leaves_no_hub_without_a_manager(hub: HubBuilder, amira: str):
    bo = add(hub, "Bo Li", "volunteer")
    change(hub, bo, "manager", by=amira)
    made = hub.last_txn
    change(hub, amira, "tutor", by=bo)
    with pytest.raises(LastManager):
        hub.undo(made)
    assert [row.name for row in hub.look(managers)] == ["Bo Li"]


def test_nobody_takes_a_role_back_for_themselves_by_undo(hub: HubBuilder, amira: str):
    bo = add(hub, "Bo Li", "manager", "safeguarding lead")
    change(hub, bo, "manager", by=amira)
    taken = hub.last_txn

    def take_back(by: str) -> None:
        with hub.database.changing("undo", undo_of=taken) as db:
            undo(db, txn_id=taken, by=by)

    with pytest.raises(OwnRoles):
        take_back(bo)
    take_back(amira)
    assert roles_of(hub, bo) == f"manager, {StaffRole.LEAD}"


def test_a_role_that_gives_nothing_more_is_no_gain():
    every = set(StaffRole)
    assert not gains({StaffRole.MANAGER}, {StaffRole.MANAGER, StaffRole.VOLUNTEER})
    assert not gains(every, every)
    assert gains({StaffRole.MANAGER}, {StaffRole.LEAD})
    assert gains({StaffRole.VOLUNTEER}, {StaffRole.FRONT_DESK})
    assert gains((), {StaffRole.DEPUTY})
