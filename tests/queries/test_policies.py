"""Which policy holds: the most special one, and the hub's own choices where none was made."""

from __future__ import annotations

import json

from hubdesk.models import Role
from hubdesk.operations.hub import add_policy, change_setting, end_policy
from hubdesk.queries.policies import PolicyRow, general_policy, policies, policy_for
from tests.conftest import HubBuilder

NUMBERS = {"renewals": 1, "renewal_days": 7, "most_at_once": 2}


def make(hub: HubBuilder, days: int, **facts) -> None:
    hub.do("add policy", lambda db, now: add_policy(db, days=days, **(NUMBERS | facts)))


def holds(hub: HubBuilder, kind: str, *roles: str) -> PolicyRow:
    kind_id = hub.kind(kind)
    return hub.look(lambda db: policy_for(db, kind_id=kind_id, roles=roles))


def test_without_a_policy_the_hubs_choices_hold(hub: HubBuilder):
    policy = holds(hub, "Laptop", Role.BORROWER)
    assert (policy.days, policy.renewals, policy.most_at_once) == (14, 2, 3)
    assert (policy.id, policy.version) == ("", 0)
    hub.do("change", lambda db, now: change_setting(db, key="lending.days", value=28))
    assert holds(hub, "Laptop").days == 28


def test_kind_goes_before_role_and_both_before_one(hub: HubBuilder):
    laptop = hub.kind("Laptop")
    make(hub, 1)
    assert holds(hub, "Laptop", Role.TUTOR).days == 1
    make(hub, 2, role=Role.TUTOR)
    assert holds(hub, "Laptop", Role.TUTOR).days == 2
    make(hub, 3, kind_id=laptop)
    assert holds(hub, "Laptop", Role.TUTOR).days == 3
    make(hub, 4, kind_id=laptop, role=Role.TUTOR)
    assert holds(hub, "Laptop", Role.TUTOR).days == 4
    assert holds(hub, "Laptop", Role.LEARNER).days == 3
    assert holds(hub, "Tablet", Role.TUTOR).days == 2
    assert holds(hub, "Tablet").days == 1
    assert [p.days for p in hub.look(policies) if p.days < 10] == [1, 2, 3, 4]


def test_of_two_roles_the_more_generous_policy_holds(hub: HubBuilder):
    make(hub, 7, role=Role.LEARNER)
    make(hub, 28, role=Role.VOLUNTEER)
    assert holds(hub, "Laptop", Role.LEARNER, Role.VOLUNTEER).days == 28


def test_a_policy_ended_gives_way_to_the_general_one(hub: HubBuilder):
    make(hub, 7, role=Role.LEARNER)
    policy = holds(hub, "Laptop", Role.LEARNER)
    hub.do("end policy", lambda db, now: end_policy(db, policy_id=policy.id))
    assert holds(hub, "Laptop", Role.LEARNER) == hub.look(general_policy)


def test_sims_are_for_adults_and_one_at_a_time(hub: HubBuilder):
    policy = holds(hub, "SIM card")
    assert (policy.min_age, policy.most_at_once) == (18, 1)


def test_a_snapshot_can_be_written_on_a_loan_and_read_back(hub: HubBuilder):
    policy = holds(hub, "SIM card")
    assert PolicyRow(**json.loads(json.dumps(policy.snapshot))) == policy
