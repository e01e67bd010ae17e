"""Bringing people in: who is known already, what is filled in, what is left alone."""

from __future__ import annotations

from datetime import date

from hubdesk.errors.bringing_in import Fault
from hubdesk.errors.privacy import RecordRestricted
from hubdesk.models import (
    CodeOf,
    CodeOrigin,
    Person,
    PersonNote,
    PersonRole,
    RestrictedFor,
)
from hubdesk.operations.people import edit_person, set_roles, tick_off_note
from hubdesk.operations.restricting import restrict_use
from hubdesk.queries.finding import find_code, find_typed
from hubdesk.queries.person_details import needs_of, roles_of
from hubdesk.queries.search import search
from tests.conftest import TODAY
from tests.imports.reading import people
from tests.operations.test_bringing_in import (
    counts,
    every,
    one,
    reason,
    told,
)


def test_everything_a_line_says_of_a_person_is_written_down(hub, bring):
    bring(people("people-ours.csv"))
    person = every(hub, Person)[0]
    line = people("people-ours.csv")[0]
    assert (person.display_name, person.known_as, person.phone) == (
        *(line.name, line.known_as, line.phone),
    )
    assert (person.born_on, person.postcode, person.language) == (
        *(line.born_on, line.postcode, line.language),
    )
    assert set(hub.look(lambda db: roles_of(db, person.id))) == set(line.roles)
    assert set(hub.look(lambda db: needs_of(db, person.id))) == set(line.needs)
    assert person.joined_on == TODAY


def test_a_card_of_ours_is_a_card_and_another_one_finds_them_too(hub, bring):
    brought = bring("name,card\nAda Okafor,L-00017\nKofi Mensah,L12345\n")
    ada, kofi = (outcome.id for outcome in brought.outcomes)
    assert brought.outcomes[0].code == "L-00017"
    assert hub.look(lambda db: find_typed(db, "L-00017")).id == ada
    assert one(hub, CodeOf, CodeOf.person_id == kofi).origin == CodeOrigin.OLD
    assert hub.look(lambda db: find_code(db, "L12345")).id == kofi


def test_the_same_phone_and_name_is_the_same_person_and_gaps_are_filled(hub, bring):
    samira = hub.person("Samira Haddad", phone="07700 900318")
    brought = bring("name,phone,postcode,email\nSamira Haddad,+44 7700 900318,b12 0xx,\n")
    assert (brought.outcomes[0].id, counts(brought)) == (samira, (0, 1, 0, 0))
    person = one(hub, Person)
    assert (person.postcode, person.phone) == ("B12 0XX", "07700 900318")


def test_a_record_that_is_kept_and_not_used_is_left_alone_by_a_list(hub, bring):
    samira = hub.person("Samira Haddad", phone="07700 900318")
    facts = {"person_id": samira, "ground": RestrictedFor.ACCURACY}
    hub.do("restrict use", lambda db, now: restrict_use(db, now=now, **facts))
    brought = bring("name,phone,postcode\nSamira Haddad,07700 900318,B12 0XX\nBo Li,,\n")
    assert counts(brought) == (1, 0, 0, 1)
    assert isinstance(reason(brought), RecordRestricted)
    assert every(hub, Person)[0].postcode == ""


def test_the_same_name_and_day_of_birth_is_the_same_person(hub, bring):
    bring("name,date of birth\nAda Okafor,1985-03-27\n")
    hub.undo()
    from hubdesk.models import Birth

    ada = hub.person("Ada Okafor", more={"birth": Birth.of_day(date(1985, 3, 27))})
    brought = bring("name,date of birth,phone\nada okafor,27/03/1985,07700 900412\n")
    assert (brought.outcomes[0].id, brought.updated) == (ada, 1)


def test_the_same_name_alone_is_somebody_new_and_told(hub, bring):
    hub.person("Ada Okafor")
    brought = bring("name\nAda Okafor\n")
    assert counts(brought) == (1, 0, 0, 0)
    assert told(brought) == [Fault.SAME_NAME]
    assert counts(bring("name\nAda Okafor\n")) == (0, 0, 1, 0)  # the line is known again
    assert len(every(hub, Person)) == 2


def test_one_phone_in_a_family_is_told_and_nobody_is_made_one(hub, bring):
    hub.person("Samira Haddad", phone="07700 900318")
    brought = bring("name,phone\nOmar Haddad,07700 900318\n")
    assert counts(brought) == (1, 0, 0, 0)
    assert told(brought) == [Fault.SAME_PHONE]


def test_two_lines_of_one_phone_are_two_people_however_often_they_come(hub, bring):
    text = "name,phone\nAda Okafor,07700 900318\nAda Okafor,07700 900318 \nBo Li,07700 900318\n"
    lines = text.replace("07700 900318 \n", "07700900318\n")
    assert bring(lines).added == 3
    assert counts(bring(lines)) == (0, 0, 3, 0)


def test_a_card_of_somebody_else_stays_theirs(hub, bring):
    bring("name,card\nKofi Mensah,LIB-77\n")
    brought = bring("name,card\nAda Okafor,LIB-77\nBo Li,LIB-78\n")
    assert counts(brought) == (1, 0, 0, 1)
    assert (reason(brought).code, reason(brought).belongs_to) == ("LIB-77", "Kofi Mensah")


def test_somebody_who_married_is_known_by_their_card(hub, bring):
    bring("name,card\nAda Okafor,LIB-77\n")
    brought = bring("name,card\nAda Mensah,LIB-77\n")
    assert brought.updated == 1
    assert one(hub, Person).display_name == "Ada Mensah"  # the list wrote it, so it may mend it


def test_a_name_the_hub_wrote_is_kept(hub, bring):
    bring("name,card\nAda Okafor,LIB-77\n")
    ada = one(hub, Person).id
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=ada, facts={"display_name": "Adaeze Okafor"}, now=now
        ),
    )
    brought = bring("name,card\nAda Okafor,LIB-77\n")
    assert counts(brought) == (0, 0, 1, 0)
    assert told(brought) == [Fault.KEPT]


def test_answers_the_hub_asked_for_are_kept(hub, bring):
    samira = hub.person("Samira Haddad", phone="07700 900318")
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=samira, facts={"safe_to_leave_message": False}, now=now
        ),
    )
    brought = bring(
        "name,phone,safe to leave a message,do not post\nSamira Haddad,07700 900318,yes,yes\n"
    )
    assert told(brought) == [Fault.KEPT]
    person = one(hub, Person)
    assert (bool(person.safe_to_leave_message), bool(person.do_not_post)) == (False, True)


def test_roles_are_added_and_one_the_hub_took_away_does_not_come_back(hub, bring):
    text = "name,phone,roles,needs\nAda Okafor,07700 900412,{},large print\n"
    bring(text.format("learner"))
    ada = one(hub, Person).id
    hub.do("roles", lambda db, now: set_roles(db, person_id=ada, roles=["tutor"]))
    brought = bring(text.format('"learner, volunteer"'))
    assert brought.updated == 1
    assert set(hub.look(lambda db: roles_of(db, ada))) == {"tutor", "volunteer"}


def test_a_role_taken_back_with_its_list_may_come_again(hub, bring):
    ada = hub.person("Ada Okafor", phone="07700 900412")
    text = "name,phone,roles\nAda Okafor,07700 900412,learner\n"
    bring(text)
    hub.undo()
    assert not every(hub, PersonRole, PersonRole.deleted == 0)
    assert bring(text).updated == 1
    assert hub.look(lambda db: roles_of(db, ada)) == ("learner",)


def test_a_note_comes_once_even_if_it_was_ticked_off(hub, bring):
    text = "name,phone,notes\nAda Okafor,07700 900412,Needs a charger\n"
    bring(text)
    note = one(hub, PersonNote)
    assert note.text == "Needs a charger"
    hub.do("tick off note", lambda db, now: tick_off_note(db, note_id=note.id))
    assert counts(bring(text)) == (0, 0, 1, 0)


def test_a_cell_that_cannot_be_right_is_left_empty_and_the_person_comes_in(hub, bring):
    address = "x" * 600
    brought = bring(f"name,address,guardian,guardian phone\nAda,{address},Grace,12\n")
    assert counts(brought) == (1, 0, 0, 0)
    assert told(brought) == [Fault.CELL_TOO_LONG, Fault.LEFT_EMPTY]
    person = one(hub, Person)
    assert (person.address, person.guardian_name, person.guardian_phone) == ("", "Grace", "")


def test_no_fixed_address_is_not_an_address(hub, bring):
    bring("name,address\nAda Okafor,no fixed address\n")
    person = one(hub, Person)
    assert (bool(person.no_fixed_address), person.address) == (True, "")


def test_everybody_brought_in_is_found_by_name(hub, bring):
    bring(people("people-ours.csv"))
    for person in every(hub, Person):
        hits = hub.look(lambda db, p=person: search(db, p.display_name.split()[0]))
        assert person.id in [hit.id for hit in hits.people]
