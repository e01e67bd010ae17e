"""Lists of people: who is in them, in which order, by windows; and who may be here twice."""

from __future__ import annotations

import random
from datetime import date

import pytest

from hubdesk.models import Birth
from hubdesk.operations.people import edit_person
from hubdesk.queries.likeness import Likeness
from hubdesk.queries.people import person_card, person_page
from hubdesk.queries.people_list import (
    PeopleFilter,
    PeopleShown,
    likely_twins,
    people_count,
    people_window,
)
from hubdesk.queries.places import Places
from hubdesk.typed import read_phone
from tests.conftest import TODAY, Clock, HubBuilder, in_days

OUT = PeopleFilter(PeopleShown.WITH_THINGS)
LATE = PeopleFilter(PeopleShown.OVERDUE)


def names(hub: HubBuilder, today: date = TODAY, **how) -> list[str]:
    return [row.name for row in hub.look(lambda db: people_window(db, today=today, **how))]


def count(hub: HubBuilder, today: date = TODAY, **how) -> int:
    return hub.look(lambda db: people_count(db, today=today, **how))


def test_names_of_every_script_are_sorted_together(hub: HubBuilder):
    for name in ("Zed", "Élodie", "adam", "Łukasz", "王小明", "Ångström", "O'Brien", "Obi"):
        hub.person(name)
    assert names(hub) == [
        *("adam", "Ångström", "Élodie", "Łukasz", "Obi", "O'Brien", "王小明", "Zed"),
    ]
    assert names(hub, descending=True) == names(hub)[::-1]


def test_a_row_says_card_phone_and_what_is_out(hub: HubBuilder, clock: Clock):
    samira = hub.person("Samira Haddad", known_as="Sam", phone="07700 900318")
    hub.lend(samira, hub.device(), due_on=in_days(1))
    hub.lend(samira, hub.device(), due_on=in_days(9))
    (row,) = hub.look(lambda db: people_window(db, today=in_days(3)))
    assert (row.id, row.name, row.known_as, row.card) == (samira, "Samira Haddad", "Sam", "")
    assert (row.phone, row.joined_on, row.out, row.overdue) == ("07700 900318", TODAY, 2, 1)


def test_people_are_sorted_by_the_day_they_joined(hub: HubBuilder, clock: Clock):
    for name in ("Ada", "Bea", "Cem"):
        hub.person(name)
        clock.forward(days=1)
    assert names(hub, sort="joined") == ["Ada", "Bea", "Cem"]
    assert names(hub, sort="joined", descending=True) == ["Cem", "Bea", "Ada"]


def test_who_has_something_out_and_who_is_late(hub: HubBuilder):
    ada, bea, cem = hub.person("Ada"), hub.person("Bea"), hub.person("Cem")
    hub.lend(ada, hub.device(), hub.device(), due_on=in_days(1))
    hub.lend(bea, laptop := hub.device(), due_on=in_days(20))
    hub.lend(cem, back := hub.device(), due_on=in_days(1))
    hub.bring_back(back)
    assert (names(hub, filters=OUT), count(hub, filters=OUT)) == (["Ada", "Bea"], 2)
    late = in_days(2)
    assert (names(hub, late, filters=LATE), count(hub, late, filters=LATE)) == (["Ada"], 1)
    assert count(hub, in_days(1), filters=LATE) == 0
    hub.bring_back(laptop)
    hub.undo()
    assert count(hub, filters=OUT) == 2


def test_a_list_is_narrowed_as_somebody_types(hub: HubBuilder):
    for name in ("Samira Haddad", "Sam Reed", "Kofi Mensah"):
        hub.person(name)
    narrowed = PeopleFilter(text="had sam")
    assert (names(hub, filters=narrowed), count(hub, filters=narrowed)) == (["Samira Haddad"], 1)
    both = PeopleFilter(PeopleShown.WITH_THINGS, "sam")
    assert (names(hub, filters=both), count(hub, filters=both)) == ([], 0)


def test_somebody_taken_back_is_in_no_list(hub: HubBuilder):
    hub.person("Ada")
    gone = hub.person("Bea")
    hub.undo()
    assert (names(hub), count(hub)) == (["Ada"], 1)
    assert hub.look(lambda db: person_card(db, gone, TODAY)) is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["name", "joined"])
def test_windows_laid_side_by_side_are_the_whole_list(hub: HubBuilder, sort, descending):
    with hub.database.changing("register person") as db:
        from hubdesk.operations.people import register_person
        from tests.conftest import NOW

        for n in range(23):
            register_person(db, display_name=f"Person {n % 7}", now=NOW)
    whole = hub.look(lambda db: people_window(db, today=TODAY, sort=sort, descending=descending))
    assert len({row.id for row in whole}) == 23
    for size in (1, 4, 10, 23, 50):
        laid = []
        for offset in range(0, 23, size):
            laid += hub.look(
                lambda db, o=offset, n=size: people_window(
                    db,
                    today=TODAY,
                    sort=sort,
                    descending=descending,
                    offset=o,
                    limit=n,
                    count=23,
                )
            )
        assert laid == whole
        places = Places()
        for offset in random.Random(size).sample(range(0, 23, size), len(range(0, 23, size))):
            part = hub.look(
                lambda db, o=offset, n=size, p=places: people_window(
                    db,
                    today=TODAY,
                    sort=sort,
                    descending=descending,
                    offset=o,
                    limit=n,
                    count=23,
                    places=p,
                )
            )
            assert part == whole[offset : offset + size]
    assert names(hub, offset=23) == names(hub, offset=99) == []


def twins(hub: HubBuilder, name: str, **told) -> list[tuple[str, Likeness]]:
    found = hub.look(lambda db: likely_twins(db, name=name, **told))
    return [(twin.name, twin.likeness) for twin in found]


def test_the_same_phone_is_likely_the_same_person_or_their_family(hub: HubBuilder):
    hub.person("Samira Haddad", phone="07700 900318")
    key = read_phone("+44 7700 900 318").key
    same = Likeness.PHONE_AND_NAME
    assert twins(hub, "S. Haddad", phone_key=key) == [("Samira Haddad", same)]
    assert twins(hub, "Omar Li", phone_key=key) == [("Samira Haddad", Likeness.PHONE)]
    assert twins(hub, "Haddad Sameera") == [("Samira Haddad", Likeness.ALIKE)]
    assert twins(hub, "Amir Haddad") == []


def test_the_same_name_and_birth_is_likely_the_same_person(hub: HubBuilder):
    born = Birth.of_day(date(1979, 3, 14))
    hub.person("Łukasz Żak", more={"birth": born})
    same = Likeness.NAME_AND_BIRTH
    assert twins(hub, "LUKASZ ZAK", birth=born) == [("Łukasz Żak", same)]
    assert twins(hub, "Lukasz Zak", birth=Birth.of_year(1979)) == [("Łukasz Żak", same)]
    assert twins(hub, "Lukasz Zak", birth=Birth.of_day(date(1980, 6, 14))) == []
    assert twins(hub, "Lukasz Zak", birth=Birth.of_year(1981)) == []
    assert twins(hub, "Lukasz Zak") == [("Łukasz Żak", Likeness.NAME)]


def test_bands_only_hint_and_the_likeliest_comes_first(hub: HubBuilder):
    hub.person("Ada Okafor", more={"birth": Birth.of_band("25 to 49")})
    hub.person("Ada Okafor")
    hub.person("Ngozi", phone="07700 900318")
    found = twins(hub, "Ada Okafor", birth=Birth.of_band("25 to 49"), phone_key="447700900318")
    assert [likeness for _, likeness in found] == [
        Likeness.PHONE,
        Likeness.NAME_AND_BIRTH,
        Likeness.NAME,
    ]
    assert twins(hub, "Ada Okafor", birth=Birth.of_band("50 to 64"))[0][1] is Likeness.NAME


def test_nobody_is_their_own_twin_and_nobody_gone_is_one(hub: HubBuilder):
    ada = hub.person("Ada Okafor", phone="07700 900318")
    assert twins(hub, "Ada Okafor", phone_key="447700900318", but_id=ada) == []
    hub.undo()
    assert twins(hub, "Ada Okafor", phone_key="447700900318") == []
    assert twins(hub, "") == []


def test_a_page_tells_everything_once(hub: HubBuilder):
    samira = hub.person("Samira Haddad", known_as="Sam")
    amir = hub.person("Amir")
    hub.lend(samira, laptop := hub.device())
    hub.lend(samira, hub.device("SIM card", make="O2", model="25 GB"))
    page = hub.look(lambda db: person_page(db, samira))
    assert page.short_name == "Sam H."
    assert [(loan.tag, loan.device_id) for loan in page.loans] == [("HD-0001", laptop)]
    ((gift),) = page.gifts
    assert (gift.title, gift.ends_on, gift.is_followed_up) == ("O2 25 GB", in_days(180), False)
    assert hub.look(lambda db: person_page(db, amir)).loans == ()
    hub.bring_back(laptop)
    (loan,) = hub.look(lambda db: person_page(db, samira)).loans
    assert loan.state == "returned"


def test_the_card_at_the_desk_counts_what_is_late(hub: HubBuilder):
    samira = hub.person("Samira Haddad", known_as="Sam")
    hub.lend(samira, hub.device(), due_on=in_days(1))
    hub.lend(samira, hub.device(), due_on=in_days(9))
    card = hub.look(lambda db: person_card(db, samira, in_days(2)))
    assert (card.called, card.overdue, len(card.loans)) == ("Sam", 1, 2)
    hub.do(
        "edit",
        lambda db, now: edit_person(db, person_id=samira, facts={"known_as": ""}, now=now),
    )
    assert hub.look(lambda db: person_card(db, samira, TODAY)).called == "Samira"
