"""Kinds of things: a hub's own, renamed and put away; each can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from hubdesk.errors.hub import FieldMissing, KindInUse, KindThere, LastKind
from hubdesk.errors.lending import DeviceToWipe
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.errors.records import BuiltOn
from hubdesk.messages import explain
from hubdesk.models import Device, Gift, LoanState
from hubdesk.operations.hub import add_policy
from hubdesk.operations.kinds import add_kind, change_kind, put_away_kind
from hubdesk.queries.hub import kind_called, kinds
from hubdesk.queries.loans import loans_of_device
from hubdesk.queries.policies import policies
from hubdesk.queries.search import search
from tests.conftest import HubBuilder, in_days


def add(hub: HubBuilder, name: str = "Projector", **facts: Any) -> str:
    kind = hub.do("add kind", lambda db, now: add_kind(db, name=name, **facts))
    return str(kind.id)


def change(hub: HubBuilder, kind_id: str, **facts: Any) -> None:
    hub.do("change kind", lambda db, now: change_kind(db, kind_id=kind_id, facts=facts))  # type: ignore[arg-type]


def put_away(hub: HubBuilder, kind_id: str) -> None:
    hub.do("put away kind", lambda db, now: put_away_kind(db, kind_id=kind_id))


def names(hub: HubBuilder) -> list[str]:
    return [kind.name for kind in hub.look(kinds)]


def test_a_kind_of_the_hubs_own_stands_last_and_its_devices_come_with_its_parts(hub: HubBuilder):
    add(hub, usual_contents=["Power lead", " Remote ", "", "Remote"])
    assert names(hub)[-1] == "Projector"
    kind = hub.look(lambda db: kind_called(db, "projector"))
    assert kind.usual_contents == ("Power lead", "Remote")
    device = hub.device("Projector", make="Epson", model="EB")
    made = hub.lend(hub.person("Ada Okafor"), device)
    assert made.due_on == in_days(14)
    assert hub.look(lambda db: loans_of_device(db, device))[0].state == LoanState.OUT


def test_a_kind_that_holds_files_comes_back_to_be_wiped(hub: HubBuilder):
    kind_id = add(hub, "Camera")
    ada = hub.person("Ada Okafor")
    first, second = hub.device("Camera"), hub.device("Camera")
    hub.lend(ada, first)
    hub.bring_back(first)
    hub.lend(ada, first)  # it holds no files
    change(hub, kind_id, holds_data=True)
    hub.lend(ada, second)
    hub.bring_back(second)
    with pytest.raises(DeviceToWipe):
        hub.lend(ada, second)


def test_a_given_kind_runs_for_its_days_and_a_lent_one_has_none(hub: HubBuilder):
    add(hub, "Bus pass", is_given=True, runs_days=7)
    gift_id = hub.lend(hub.person("Ada Okafor"), hub.device("Bus pass")).gift_ids[0]
    assert hub.look(lambda db: db.get_one(Gift, gift_id).ends_on) == in_days(7)
    add(hub, "Tripod", runs_days=7)
    assert hub.look(lambda db: kind_called(db, "Tripod")).runs_days == 0


def test_a_kind_is_renamed_and_the_old_name_is_free_again(hub: HubBuilder):
    kind_id = add(hub)
    change(hub, kind_id, name="Beamer")
    assert "Projector" not in names(hub)
    add(hub, "Projector")
    change(hub, kind_id, name="beamer")  # its own name in other letters
    assert {"beamer", "Projector"} <= set(names(hub))


def test_devices_are_found_by_the_new_name_of_their_kind(hub: HubBuilder):
    tablet = hub.device("Tablet")
    change(hub, hub.kind("Tablet"), name="Slate")
    for typed, found in (("slate", [tablet]), ("tablet", [])):
        hits = hub.look(lambda db, typed=typed: search(db, typed))
        assert [hit.id for hit in hits.devices] == found


def test_two_kinds_never_share_a_name(hub: HubBuilder):
    with pytest.raises(KindThere) as refusal:
        add(hub, " laptop ")
    assert explain(refusal.value).what == "A kind called “Laptop” is there already."
    kind_id = add(hub)
    with pytest.raises(KindThere):
        change(hub, kind_id, name="TABLET")


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"name": "  "}, FieldMissing),
        ({"icon": "rocket"}, ChoiceUnknown),
        ({"is_given": True, "runs_days": -1}, NumberNotRight),
        ({"is_given": True, "runs_days": 5000}, NumberNotRight),
    ],
)
def test_a_kind_that_is_not_right_is_refused(hub: HubBuilder, facts: Any, wrong: Any):
    before = names(hub)
    with pytest.raises(wrong):
        add(hub, **{"name": "Projector", **facts})
    assert names(hub) == before


def test_a_kind_is_put_away_with_its_rules_and_undo_brings_both_back(hub: HubBuilder):
    kind_id = add(hub)
    numbers = {"days": 3, "renewals": 0, "renewal_days": 7, "most_at_once": 1}
    hub.do("change policy", lambda db, now: add_policy(db, kind_id=kind_id, **numbers))
    before = hub.look(policies)
    put_away(hub, kind_id)
    assert "Projector" not in names(hub)
    assert all(rule.kind_id != kind_id for rule in hub.look(policies))
    hub.undo()
    assert "Projector" in names(hub)
    assert hub.look(policies) == before


def test_a_name_that_another_kind_has_since_stands_in_the_way_of_undoing(hub: HubBuilder):
    put_away(hub, add(hub))
    gone = hub.last_txn
    add(hub, "projector")
    with pytest.raises(BuiltOn) as refusal:
        hub.undo(gone)
    assert "another kind is called “" in explain(refusal.value).text
    assert [name.casefold() for name in names(hub)].count("projector") == 1


def test_a_kind_with_devices_is_not_put_away_and_says_how_many(hub: HubBuilder):
    kind_id = add(hub)
    hub.device("Projector")
    with pytest.raises(KindInUse) as refusal:
        put_away(hub, kind_id)
    assert explain(refusal.value).text == (
        "1 device is of the kind “Projector”. Change their kind first, then put it away."
    )


def test_the_last_kind_stays(hub: HubBuilder):
    *others, last = [kind.id for kind in hub.look(kinds)]
    for kind_id in others:
        put_away(hub, kind_id)
    with pytest.raises(LastKind):
        put_away(hub, last)
    assert len(names(hub)) == 1


def test_adding_a_kind_is_undone_until_a_device_is_of_it(hub: HubBuilder):
    add(hub)
    added = hub.last_txn
    hub.undo(added)
    assert "Projector" not in names(hub)
    add(hub)
    added = hub.last_txn
    device = hub.device("Projector")
    with pytest.raises(BuiltOn):
        hub.undo(added)
    assert not hub.look(lambda db: db.get_one(Device, device).deleted)
