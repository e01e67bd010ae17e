"""Who can unlock, in the settings: PINs, badges, passphrases, a manager elsewhere, a new key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.app import ways_in
from hubdesk.app.records import Records
from hubdesk.errors.store import WrongPassphrase
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.queries.access import access_window
from hubdesk.queries.lock import account_of_badge, kept_pin, lock_people
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import find_passphrase, open_with_passphrase, read_slots
from hubdesk.store.pins import pin_matches
from hubdesk.ui.settings.key_part import KeyCard, ManagerCard
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.settings.who_unlocks import StaffLockCard
from tests.conftest import CHEAP, PASSPHRASE
from tests.ui import walks
from tests.ui.alone import Alone, until

PIN, OTHER, NEW = "274951", "830264", "otter kettle plum lantern"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)


@pytest.fixture
def records(paths, database):
    with database.changing("set up hub") as db:
        add_staff(db, name="Ben Okoro", roles=("volunteer",))
    made = Records(paths, database)
    made.at_desk.begin()
    made.at_desk.prove()
    yield made
    made.close()


@pytest.fixture
def alone(records, paths, show):
    page = SettingsPage(records.doors, read_choices(paths.computer))
    shown = Alone("settings", page, show)
    page.open_group("lock")
    shown.settle()
    return shown


def card(alone, kind=StaffLockCard):
    return next(one for one in alone.page.cards["lock"] if isinstance(one, kind))


def account(records, name):
    return next(row for row in records.look(lock_people) if row.name == name)


def type_pin(alone, pin=PIN, again=PIN, present=None):
    form = card(alone).form
    if present is not None:
        form.present.setText(present)
    form.pin.setText(pin)
    form.again.setText(again)
    form.save_button.click()


def test_a_manager_sets_a_pin_and_its_hash_alone_is_kept(alone, records):
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "pin"].click()
    type_pin(alone)
    until(lambda: alone.said)
    assert alone.said == "Ben Okoro can unlock with the new PIN."
    kept = records.look(lambda db: kept_pin(db, ben.id))
    assert kept.startswith("$argon2id$")
    assert pin_matches(PIN, kept)
    assert not pin_matches(OTHER, kept)
    assert card(alone).form is None
    assert card(alone).row_buttons[ben.id, "pin"].text() == "Change PIN"


@pytest.mark.parametrize(
    ("pin", "again", "said"),
    [
        ("123", "", "Enter 6 digits."),
        (PIN, OTHER, "Those two are not the same. Type both again."),
        ("000000", "000000",
         "Six times the same digit is what others try first. Use other digits."),
        ("123456", "123456", "Digits in a row are what others try first. Use other digits."),
        ("270385", "270385",
         "Those digits are a day. Birthdays are what others try first. Use other digits."),
        ("960318", "960318",
         "Those digits are a day. Birthdays are what others try first. Use other digits."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pin_is_said_by_its_field(alone, records, pin, again, said):
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "pin"].click()
    type_pin(alone, pin, again)
    assert said in {field.words() for field in card(alone).form.form.fields.values()}
    assert not account(records, "Ben Okoro").has_pin


def test_who_changes_their_own_pin_types_the_present_one(alone, records):
    amira = account(records, "Amira Khan")
    card(alone).row_buttons[amira.id, "pin"].click()
    assert card(alone).form.present is None  # there is none yet
    type_pin(alone)
    until(lambda: account(records, "Amira Khan").has_pin)
    alone.settle()
    card(alone).row_buttons[amira.id, "pin"].click()
    type_pin(alone, OTHER, OTHER, present="111222")
    until(lambda: card(alone).form.form.fields["present"].words())
    assert card(alone).form.form.fields["present"].words() == "That is not the PIN you use now."
    type_pin(alone, OTHER, OTHER, present=PIN)
    until(lambda: card(alone).form is None)
    assert pin_matches(OTHER, records.look(lambda db: kept_pin(db, amira.id)))


def test_a_scanned_card_becomes_a_badge_and_is_taken_away_again(alone, records):
    ben = account(records, "Ben Okoro")
    assert not alone.page.scanned("STAFFCARD0042")
    card(alone).row_buttons[ben.id, "badge"].click()
    assert alone.page.scanned("STAFFCARD0042")
    assert alone.said == "This badge says that Ben Okoro is here."
    assert records.look(lambda db: account_of_badge(db, "staffcard0042")).id == ben.id
    amira = account(records, "Amira Khan")
    card(alone).row_buttons[amira.id, "badge"].click()
    alone.page.scanned("STAFFCARD0042")
    words = card(alone).form.form.fields["code"].words()
    assert words == "That is Ben Okoro's badge. Scan another card."
    card(alone).leave()
    card(alone).row_buttons[ben.id, "badge"].click()
    assert records.look(lambda db: account_of_badge(db, "STAFFCARD0042")) is None


def test_a_label_of_a_device_is_no_badge(alone, records, hub):
    from sqlalchemy import select

    from hubdesk.models import CodeOf

    hub.device()
    code = records.look(lambda db: db.scalars(select(CodeOf.value)).first())
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "badge"].click()
    alone.page.scanned(code.upper())
    assert "That is the label of" in card(alone).form.form.fields["code"].words()


def test_a_passphrase_of_their_own_opens_the_records_as_them(alone, records, paths):
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "passphrase"].click()
    form = card(alone).form
    form.new.edit.setText("short")
    form.save_button.click()
    assert form.form.fields["new"].words() == "Use 12 letters or more, or 4 words."
    form.new.edit.setText(NEW)
    form.save_button.click()
    until(lambda: alone.said)
    assert alone.said == "Ben Okoro can open the records with this passphrase."
    slots = read_slots(paths)
    assert find_passphrase(slots, NEW).slot.account == ben.id
    assert "Ben" not in paths.key_slots[0].read_text()  # nobody's name lies unlocked on the disk
    assert find_passphrase(slots, PASSPHRASE).slot.account == ""
    newest = records.look(access_window)[0]
    assert (newest.what, newest.who, newest.of) == ("new passphrase", "Amira Khan", "Ben Okoro")
    assert records.ways.manager_of(NEW) == ""  # no manager's
    assert records.ways.manager_of(PASSPHRASE) == account(records, "Amira Khan").id
    card(alone).row_buttons[ben.id, "passphrase away"].click()
    assert alone.said == "The passphrase of Ben Okoro opens nothing now."
    with pytest.raises(WrongPassphrase):
        find_passphrase(read_slots(paths), NEW)


def test_who_leaves_takes_their_ways_in_along_and_the_last_passphrase_waits(records, paths):
    ben = account(records, "Ben Okoro")
    records.ways.give_passphrase(ben.id, NEW)
    with records.database.changing("change roles") as db:
        from hubdesk.operations.staff import change_roles

        change_roles(db, account_id=ben.id, roles=("manager",), by=records.at_desk.acting.id)
    amira = account(records, "Amira Khan")
    records.act_as(ben.id)
    records.at_desk.prove()
    with records.database.changing("put away staff") as db:
        put_away_staff(db, account_id=amira.id, by=ben.id)
    records.ways.put_right()
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(read_slots(paths), PASSPHRASE)
    assert find_passphrase(read_slots(paths), NEW).slot.account == ben.id


def test_the_only_passphrase_of_somebody_who_left_goes_when_there_is_another(records, paths):
    ben, amira = account(records, "Ben Okoro"), account(records, "Amira Khan")
    with records.database.changing("change roles") as db:
        from hubdesk.operations.staff import change_roles

        change_roles(db, account_id=ben.id, roles=("manager",), by=amira.id)
    records.act_as(ben.id)
    records.at_desk.prove()
    with records.database.changing("put away staff") as db:
        put_away_staff(db, account_id=amira.id, by=ben.id)
    records.ways.put_right()
    open_with_passphrase(read_slots(paths), PASSPHRASE)  # or nobody could ever open them again
    records.ways.give_passphrase(ben.id, NEW)
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(read_slots(paths), PASSPHRASE)


def test_a_volunteer_sees_their_own_row_and_who_to_ask(alone, records):
    ben = account(records, "Ben Okoro")
    records.act_as(ben.id)
    alone.settle()
    buttons = card(alone).row_buttons
    assert {id for id, _ in buttons} == {ben.id}
    assert buttons[ben.id, "pin"].isEnabled()
    assert not buttons[ben.id, "badge"].isEnabled()
    assert buttons[ben.id, "badge"].toolTip() == "Ask a manager to give out a badge."
    assert not card(alone, KeyCard).button.isEnabled()
    assert not card(alone, ManagerCard).give_button.isEnabled()


def test_a_manager_elsewhere_gets_a_passphrase_and_loses_it(alone, records, paths):
    manager = card(alone, ManagerCard)
    manager.give_button.click()
    manager.form.new.edit.setText(NEW)
    manager.form.save_button.click()
    until(lambda: alone.said)
    assert alone.said == "The manager's passphrase opens the records now."
    assert find_passphrase(read_slots(paths), NEW).slot.kind == "manager"
    assert records.ways.manager_of(NEW) == "elsewhere"
    manager.take_button.click()
    assert alone.said == "The manager's passphrase opens nothing now."
    with pytest.raises(WrongPassphrase):
        find_passphrase(read_slots(paths), NEW)


def test_what_gives_somebody_a_way_in_needs_the_passphrase_again(alone, records):
    records.at_desk.forget_proof()
    asked = []
    records.announcer.passphrase_asked.connect(lambda verb, then: asked.append(verb))
    ben = account(records, "Ben Okoro")
    for key in ("pin", "badge", "passphrase"):
        card(alone).row_buttons[ben.id, key].click()
    card(alone, ManagerCard).give_button.click()
    card(alone, KeyCard).button.click()
    wanted = ["set PIN", "give badge", "give passphrase", "give passphrase", "change key"]
    assert asked == wanted
    assert card(alone).form is None


def test_leaving_the_settings_leaves_no_pin_behind(alone, records):
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "pin"].click()
    card(alone).form.pin.setText(PIN)
    alone.shell.go("desk")
    assert card(alone).form is None


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [("light", 100, (1366, 768)), ("contrast", 200, (1366, 768)), ("dark", 200, (1024, 600))],
)
def test_the_card_holds_in_every_look(qapp, alone, records, look, choice, scale, size):
    ben = account(records, "Ben Okoro")
    card(alone).row_buttons[ben.id, "pin"].click()
    alone.press(Qt.Key.Key_Tab)
    walks.put_on(qapp, alone.window, look, choice, scale, size)
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert not walk(alone.window), walk.__name__
