"""Homes where fewer share a device than before, and people connected who were not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hubdesk.operations.people import join_household, set_household
from hubdesk.operations.returning import declare_lost
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import definitions, figures_of, rows_behind, shipped_templates
from tests.conftest import TODAY, Clock, HubBuilder

FIRST = TODAY.replace(day=1)
MONTH = Period(FIRST, TODAY.replace(day=30))


@pytest.fixture
def family(hub: HubBuilder) -> tuple[str, str]:
    """Two who live together."""
    ada, ben = hub.person("Ada Okafor"), hub.person("Ben Okafor")
    hub.do("household", lambda db, now: join_household(db, person_id=ben, other_id=ada))
    return ada, ben


def tell(hub: HubBuilder, person: str, **told: Any) -> None:
    hub.do("household", lambda db, now: set_household(db, person_id=person, now=now, **told))


def counted(hub: HubBuilder) -> tuple[int | None, int | None]:
    """Homes where fewer share, and people connected, of this month."""
    template = shipped_templates()[0]
    made = hub.look(lambda db: figures_of(db, MONTH, template=template, now=hub.clock()))
    return made.figure("homes_sharing_less").number, made.figure("people_connected").number


def last_month(hub: HubBuilder, clock: Clock, person: str, **told: Any) -> None:
    """What was told before this month began."""
    clock.now -= timedelta(days=40)
    tell(hub, person, **told)
    clock.now += timedelta(days=40)


def test_a_laptop_of_ours_that_is_still_there_makes_fewer_share(hub: HubBuilder, clock, family):
    ada, ben = family
    last_month(hub, clock, ada, working_devices=1, people_learning=4)
    laptop = hub.device()
    assert counted(hub) == (0, 0)
    hub.lend(ben, laptop)  # whoever of the home it is
    assert counted(hub) == (1, 0)
    hub.bring_back(laptop)
    assert counted(hub) == (0, 0)


def test_a_device_that_was_said_to_be_lost_is_there_no_more(hub: HubBuilder, clock, family):
    """The figure counts devices that are still there; a lost one made fewer share."""
    ada, ben = family
    last_month(hub, clock, ada, working_devices=1, people_learning=4, connection="none")
    laptop, mifi = hub.device(), hub.device("MiFi")
    hub.lend(ben, laptop, mifi)
    assert counted(hub) == (1, 2)
    clock.forward(days=2)
    for device in (laptop, mifi):
        hub.do("lost", lambda db, now, id=device: declare_lost(db, device_id=id, now=now))
    assert counted(hub) == (0, 0)
    hub.undo()
    assert counted(hub) == (0, 2)


def test_a_home_without_any_device_shares_less_with_its_first(hub: HubBuilder, clock, family):
    ada, _ = family
    last_month(hub, clock, ada, working_devices=0, people_learning=2)
    hub.lend(ada, hub.device("Charger"))  # nobody can work on one
    assert counted(hub) == (0, 0)
    hub.lend(ada, hub.device())
    assert counted(hub) == (1, 0)


def test_what_they_tell_later_counts_and_a_device_of_ours_in_it_is_not_counted_twice(
    hub: HubBuilder, clock: Clock, family
):
    ada, _ = family
    last_month(hub, clock, ada, working_devices=1, people_learning=2)
    hub.lend(ada, hub.device())
    clock.forward(days=1)
    tell(hub, ada, working_devices=2, people_learning=5)
    assert counted(hub) == (0, 0)  # 2 to a device before, 2.5 now


def test_a_home_asked_once_is_no_better_off_and_one_not_asked_is_not_guessed(
    hub: HubBuilder, family
):
    ada, _ = family
    hub.lend(ada, hub.device())
    assert counted(hub) == (0, 0)
    tell(hub, hub.person("Cy Brown"), connection="broadband", working_devices=3, people_learning=3)
    assert counted(hub) == (0, 0)


def test_everybody_of_a_home_with_a_sim_of_ours_is_connected_until_it_ends(
    hub: HubBuilder, clock: Clock, family
):
    ada, ben = family
    last_month(hub, clock, ada, connection="none")
    hub.lend(ada, hub.device("SIM card"))
    assert counted(hub) == (0, 2)
    found = definitions().indicators["people_connected"]
    behind = hub.look(lambda db: rows_behind(db, found, MONTH, now=hub.clock()))
    assert {row.person_id for row in behind.rows} == {ada, ben}


def test_who_had_phone_data_already_was_connected(hub: HubBuilder, clock: Clock, family):
    ada, _ = family
    last_month(hub, clock, ada, connection="phone data")
    tell(hub, ada, connection="broadband")
    assert counted(hub) == (0, 0)


def test_what_was_told_before_stays_when_they_are_asked_again(
    hub: HubBuilder, clock: Clock, family
):
    ada, _ = family
    last_month(hub, clock, ada, connection="none")
    tell(hub, ada, connection="broadband")
    tell(hub, ada, working_devices=1)  # three taps of one day are one answer
    assert counted(hub) == (0, 2)
