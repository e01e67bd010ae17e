"""The copy of all that is held: complete, in plain words, others only as initials."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hubdesk.operations.contacts import set_emergency_contact
from hubdesk.operations.merging import merge_people
from hubdesk.operations.people import add_note, edit_person, join_household
from hubdesk.queries.erasure_plan import erasure_plan
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.staff import managers
from hubdesk.queries.their_file import Initials, initials, their_file, third_parties
from hubdesk.reports.erasure_receipt import Receipt, receipt_pdf
from hubdesk.reports.their_file import their_file_json, their_file_pdf
from hubdesk.store.database import Actor
from tests.conftest import NOW, HubBuilder
from tests.reports.papers_read import opened, text_of


@pytest.fixture
def samira(hub: HubBuilder) -> str:
    [amira, *_] = hub.look(managers)
    hub.database.actor = Actor(amira.id, "manager")
    id = hub.person("Samira Haddad", phone="0121 496 0999", roles=("borrower",))
    yusuf = hub.person("Yusuf Haddad", more={"guardian_name": "Samira Haddad"})
    hub.person("Kofi Mensah")
    hub.do("household", lambda db, now: join_household(db, person_id=yusuf, other_id=id))
    note = "Came with Kofi Mensah and his aunt Efua"
    hub.do("note", lambda db, now: add_note(db, person_id=id, text=note, now=now))
    hub.do(
        "edit person",
        lambda db, now: edit_person(db, person_id=id, facts={"phone": "07700 900318"}, now=now),
    )
    hub.lend(id, hub.device())
    return id


def read(pdf: bytes) -> str:
    with opened(pdf) as paper:
        return " ".join(text_of(page) for page in paper)


def made(hub: HubBuilder, id: str, hidden: Any = ()) -> Any:
    file = hub.look(lambda db: their_file(db, id, now=NOW, hidden=hidden))
    assert file is not None
    return file


def test_everybody_else_who_is_named_is_offered_to_be_hidden(hub: HubBuilder, samira: str):
    names = hub.look(lambda db: third_parties(db, samira))
    assert names == ("Amira Khan", "Kofi Mensah", "Yusuf Haddad")


def test_on_whose_page_somebody_is_named_is_offered_too(hub: HubBuilder):
    omar = hub.person("Omar Aziz")
    hub.person("Nasreen Akhtar", more={"guardian_name": "Omar Aziz"})
    others = hub.look(lambda db: third_parties(db, omar))
    assert "Nasreen Akhtar" in others
    paper = read(their_file_pdf(made(hub, omar, others)))
    assert "On the page of N. A." in " ".join(paper.split())


def test_the_receipt_of_an_erasure_names_nobody_else_and_gives_its_reader_no_chores(
    hub: HubBuilder,
):
    omar = hub.person("Omar Aziz")
    hub.person("Nasreen Akhtar", more={"guardian_name": "Omar Aziz"})
    plan = hub.look(lambda db: erasure_plan(db, omar))
    assert plan is not None
    assert "On the page of Nasreen Akhtar" in str(plan.chores)
    where = hub.look(hub_on_paper)
    said = read(receipt_pdf(Receipt(plan, where, "E-1", "They asked", "Amira Khan", NOW.date())))
    assert "Nasreen" not in said
    assert "yourself" not in said
    assert "Where others are written about" in said


def test_others_stand_as_initials_on_paper_and_in_the_file(hub: HubBuilder, samira: str):
    hidden = ["Amira Khan", "Kofi Mensah", "Yusuf Haddad", "Efua"]
    file = made(hub, samira, hidden)
    paper, data = read(their_file_pdf(file)), their_file_json(file).decode()
    for text in (paper, data):
        assert not [name for name in hidden if name in text]
        assert "K. M. and his aunt E." in " ".join(text.split())
        assert "Samira Haddad" in text


def test_whom_to_ring_can_stand_as_initials_too_and_whoever_it_was_before(
    hub: HubBuilder, samira: str
):
    def ring(name: str) -> None:
        hub.do(
            "emergency contact",
            lambda db, now: set_emergency_contact(
                db, person_id=samira, name=name, phone="0121 496 0001", relation="sister"
            ),
        )

    ring("Rosa Delgado")
    ring("Ines Delgado")
    others = hub.look(lambda db: third_parties(db, samira))
    assert {"Rosa Delgado", "Ines Delgado"} <= set(others)
    assert "Delgado" not in their_file_json(made(hub, samira, list(others))).decode()


def test_the_phones_of_those_who_are_hidden_are_hidden_wherever_they_stand(hub: HubBuilder):
    mina = hub.person(
        "Mina Karim",
        phone="0121 496 0111",
        more={"guardian_name": "Leila Karim", "guardian_phone": "0121 496 0222"},
    )

    def ring(name: str, phone: str) -> None:
        hub.do(
            "emergency contact",
            lambda db, now: set_emergency_contact(db, person_id=mina, name=name, phone=phone),
        )

    ring("Rosa Delgado", "0121 496 0333")
    note = "Ring Leila on 0121 496 0222"
    hub.do("note", lambda db, now: add_note(db, person_id=mina, text=note, now=now))
    facts: Any = {"guardian_phone": "0121 496 0444"}
    hub.do("edit person", lambda db, now: edit_person(db, person_id=mina, facts=facts, now=now))
    text = their_file_json(made(hub, mina, ["Leila Karim"])).decode()
    assert "0121 496 0222" not in text  # what it was, and in the note
    assert "0121 496 0444" not in text
    assert "0121 496 0333" in text  # nobody hid whom to ring
    assert "0121 496 0111" in text
    text = their_file_json(made(hub, mina, ["Leila Karim", "Rosa Delgado"])).decode()
    assert "0121 496 0333" not in text
    assert "0121 496 0444" in their_file_json(made(hub, mina)).decode()


def test_a_number_that_is_their_own_too_stays(hub: HubBuilder):
    facts = {"guardian_name": "Leila Karim", "guardian_phone": "0121 496 0111"}
    mina = hub.person("Mina Karim", phone="0121 496 0111", more=facts)
    assert "0121 496 0111" in their_file_json(made(hub, mina, ["Leila Karim"])).decode()


def test_a_number_to_hide_leaves_none_of_its_digits():
    assert Initials(["0121 496 0222"])("Ring 0121 496 0222 first") == "Ring … first"
    assert Initials(["+44 7700 900813"])("Ring +44 7700 900813 first") == "Ring … first"


def test_a_name_that_may_be_read_stays(hub: HubBuilder, samira: str):
    assert "Kofi Mensah" in read(their_file_pdf(made(hub, samira, ["Amira Khan"])))


def test_the_paper_says_what_is_held_why_what_was_before_and_what_happened(
    hub: HubBuilder, samira: str
):
    text = " ".join(read(their_file_pdf(made(hub, samira))).split())
    for words in (
        "All that is held on Samira Haddad",
        "You can complain to us, and to the regulator, the ICO or Information Commission",
        "07700 900318",
        "0121 496 0999, until 24 November 2026",
        "Kept 3 years after the last contact.",
        "Lent HD-0001 to Samira H., by Amira Khan",
        "no name is ever written there",
        "Page 1 of ",
    ):
        assert words in text, words


def test_the_file_for_a_computer_holds_what_the_paper_does(hub: HubBuilder, samira: str):
    body = json.loads(their_file_json(made(hub, samira)))
    assert body["format"] == "hubdesk/their-file/1"
    assert body["made_on"] == "2026-11-24"
    details = next(g for g in body["records"] if g["group"] == "Who they are")["rows"][0]
    assert (details["Name"], details["Phone"]) == ("Samira Haddad", "07700 900318")
    assert {"what": "Phone", "value": "0121 496 0999, until 24 November 2026"} in body["earlier"]
    assert len(body["history"]) == 5


def test_somebody_of_two_records_gets_both_in_one_copy(hub: HubBuilder, samira: str):
    twin = hub.person("Samira Hadad", email="sam.hadad@example.org")
    hub.do("merge people", lambda db, now: merge_people(db, from_id=twin, to_id=samira, now=now))
    assert "sam.hadad@example.org" in read(their_file_pdf(made(hub, samira)))


def test_equal_records_give_equal_bytes(hub: HubBuilder, samira: str):
    assert their_file_pdf(made(hub, samira)) == their_file_pdf(made(hub, samira))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Yusuf Haddad", "Y. H."),
        ("Mary-Jane O'Neill", "M. O."),
        ("Łukasz", "Ł."),
        ("فاطمہ کنعانی", "ف. ک."),
    ],
)
def test_initials_are_the_first_letters_in_any_script(name: str, short: str):
    assert initials(name) == short


def test_a_short_name_inside_a_longer_word_is_left_alone():
    hide = Initials(["Al", "Al Amin"])
    assert hide("Al Amin and AL came; Alice did not.") == "A. A. and A. came; Alice did not."


def test_the_short_form_of_a_name_is_hidden_too():
    assert Initials(["Yusuf Haddad"])("Lives with Yusuf H. now") == "Lives with Y. H. now"


def test_nothing_hidden_changes_nothing():
    assert Initials(["", " "])("Al came") == "Al came"
