"""Whom to ring: written down with the details, read by those who may; a place given back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.operations.booking import book_session
from hubdesk.operations.staff import add_staff
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.register import emergency_contacts, own_contact, register
from tests.conftest import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


def edit(at_desk, person_id):
    at_desk.shell.go("edit-person", id=person_id)
    at_desk.settle()
    return at_desk.shell.page


def write(page, name, relation, phone):
    for field, text in zip(("name", "relation", "phone"), (name, relation, phone), strict=True):
        page.form.inputs[f"contact_{field}"].setText(text)


def act_as(at_desk, hub, name, *roles):
    made = hub.do("add staff", lambda db, _: add_staff(db, name=name, roles=roles))
    at_desk.open.act_as(made.id)
    at_desk.settle()


def contact(hub, id_):
    found = hub.look(lambda db: own_contact(db, id_))
    return found and (found.name, found.relation, found.phone)


def typed(page):
    return [page.form.inputs[f"contact_{field}"].text() for field in ("name", "relation", "phone")]


def test_whom_to_ring_is_saved_with_the_details_changed_and_undone(at_desk, hub, samira):
    page = edit(at_desk, samira)
    write(page, "Omar Haddad", "brother", "07700 900441")
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert contact(hub, samira) == ("Omar Haddad", "brother", "07700 900441")
    last = hub.look(last_to_undo)
    assert (last.verb, last.about["what"]) == ("emergency contact", "")
    page = edit(at_desk, samira)
    assert typed(page) == ["Omar Haddad", "brother", "07700 900441"]
    write(page, "Lina Haddad", "sister", "07700 900442")
    at_desk.press(Qt.Key.Key_S, CTRL)
    found = hub.look(lambda db: emergency_contacts(db, samira))
    assert [one.name for one in found] == ["Lina Haddad"]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert contact(hub, samira) == ("Omar Haddad", "brother", "07700 900441")


def test_emptied_fields_take_the_contact_away(at_desk, hub, samira):
    page = edit(at_desk, samira)
    write(page, "Omar Haddad", "", "07700 900441")
    page.save()
    page = edit(at_desk, samira)
    write(page, "", "", "")
    page.save()
    assert contact(hub, samira) is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (("Omar Haddad", "", ""), "contact_phone"),
        (("", "sister", ""), "contact_phone"),
        (("Omar Haddad", "", "ask at the shop"), "contact_phone"),
        (("O" * 400, "", "07700 900441"), "contact_name"),
    ],
)
def test_a_contact_that_cannot_be_rung_is_said_by_its_field_and_kept(
    at_desk, hub, samira, said, field
):
    page = edit(at_desk, samira)
    write(page, *said)
    assert not page.save()
    assert [name for name, one in page.form.fields.items() if one.words()] == [field]
    assert typed(page) == list(said)
    assert contact(hub, samira) is None


def test_who_may_not_read_it_sees_nothing_and_can_write_somebody_down(at_desk, hub, samira):
    page = edit(at_desk, samira)
    write(page, "Omar Haddad", "brother", "07700 900441")
    page.save()
    act_as(at_desk, hub, "Tom Reed", "volunteer")
    page = edit(at_desk, samira)
    assert typed(page) == ["", "", ""]
    assert page.form._unseen.isVisible()
    page.form.inputs["email"].setText("samira@example.org")
    page.save()
    assert contact(hub, samira) == ("Omar Haddad", "brother", "07700 900441")
    page = edit(at_desk, samira)
    write(page, "Lina Haddad", "sister", "07700 900442")
    page.save()
    assert contact(hub, samira) == ("Lina Haddad", "sister", "07700 900442")


def test_a_form_left_open_shows_it_to_nobody_who_may_not_read_it(at_desk, hub, samira):
    page = edit(at_desk, samira)
    write(page, "Omar Haddad", "brother", "07700 900441")
    page.save()
    page = edit(at_desk, samira)
    page.form.inputs["email"].setText("sam@example.org")
    page.form.inputs["contact_phone"].setText("07700 900443")
    act_as(at_desk, hub, "Tom Reed", "volunteer")
    assert typed(page) == ["", "", ""]
    assert page.form.inputs["email"].text() == "sam@example.org"


def test_a_phone_shown_in_the_register_goes_when_somebody_else_takes_the_desk(at_desk, hub):
    session = hub.session()
    [ada] = hub.book(session, "Ada Okafor")
    page = edit(at_desk, ada)
    write(page, "Ben Okafor", "", "07700 900444")
    page.save()
    at_desk.shell.go("register", id=session)
    at_desk.settle()
    part = at_desk.shell.page.person
    part.ring.click()
    assert part._contacts.isVisible()
    act_as(at_desk, hub, "Tom Reed", "volunteer")
    assert not part._contacts.isVisible()


def test_a_place_is_given_back_in_the_register_and_who_waits_for_it_is_named(at_desk, hub):
    session = hub.session(places=1)
    hub.book(session, "Ada Okafor")
    bo = hub.person("Bo Li")
    hub.do(
        "book place", lambda db, now: book_session(db, person_id=bo, session_id=session, now=now)
    )
    at_desk.shell.go("register", id=session)
    at_desk.settle()
    page = at_desk.shell.page
    page.person.give_back.click()
    at_desk.settle()
    assert at_desk.said == "Ada Okafor gave the place at “Digital basics” back. Bo Li waits for it."
    assert hub.look(lambda db: register(db, session, TODAY)).rows == ()
    at_desk.press(Qt.Key.Key_Z, CTRL)
    [row] = hub.look(lambda db: register(db, session, TODAY)).rows
    assert row.name == "Ada Okafor"
    page.table.marked.emit(row.person_id, "present")
    at_desk.settle()
    assert not page.person.give_back.isVisible()
