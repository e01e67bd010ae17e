"""Who is at the desk, what they may press, and how a manager changes it: through the window."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from hubdesk.app.starting import Window
from hubdesk.errors.records import NotFound
from hubdesk.errors.staff import StaffAway
from hubdesk.models import StaffRole, Watched
from hubdesk.operations.access import note_access
from hubdesk.operations.staff import add_staff, put_away_staff
from hubdesk.queries.access import access_window
from hubdesk.queries.staff import accounts, leavers
from hubdesk.store.computer import read_choices
from hubdesk.store.connections import open_raw
from hubdesk.store.keys import open_with_passphrase
from hubdesk.store.opening import open_hub, slots_of
from hubdesk.ui.page import PageSpec
from hubdesk.ui.shell import Shell
from hubdesk.ui.staff.staff_form import StaffForm
from hubdesk.ui.staff.staff_part import StaffCard
from hubdesk.ui.staff.who_looked import WhoLookedPage
from hubdesk.ui.widgets.buttons import Button
from tests.conftest import PASSPHRASE
from tests.ui.alone import until

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def take_on(at_desk: Any, hub: Any) -> Callable[..., str]:
    """Adds somebody and answers with their account."""

    def added(name: str, *roles: str) -> str:
        return str(hub.do("add staff", lambda db, _: add_staff(db, name=name, roles=roles)).id)

    return added


def amira(hub: Any) -> str:
    return next(row.id for row in hub.look(accounts) if row.name == "Amira Khan")


def act_as(at_desk: Any, account_id: str) -> None:
    at_desk.open.act_as(account_id)
    at_desk.settle()


def staff_card(at_desk: Any) -> StaffCard:
    at_desk.shell.go("settings", group="staff")
    at_desk.settle()
    card = at_desk.shell.page.cards["staff"][0]
    assert isinstance(card, StaffCard)
    return card


def type_passphrase(at_desk: Any, words: str) -> None:
    ask = at_desk.open.window.ask_again
    ask.passphrase.setText(words)
    ask.go_button.click()
    until(lambda: not ask._check.is_busy)
    at_desk.settle()


def buttons(widget: Any) -> dict[str, Button]:
    return {one.accessibleName(): one for one in widget.findChildren(Button) if one.isVisible()}


def test_the_top_bar_says_who_is_at_the_desk_and_in_which_roles(at_desk, hub, take_on):
    top = at_desk.shell.top
    assert (top._name.text(), top._role.text()) == ("Amira Khan", "Manager")
    act_as(at_desk, take_on("Rosa Diaz", "tutor", "front desk"))
    assert (top._name.text(), top._role.text()) == ("Rosa Diaz", "Front desk, tutor")
    assert hub.database.actor.role == "front desk, tutor"
    assert at_desk.open.records.staff() == "Rosa Diaz"


def test_the_roles_of_one_line_begin_at_one_height(at_desk):
    card = staff_card(at_desk)
    form = next(one for one in at_desk.shell.page.findChildren(StaffForm))
    form.begin(None)
    form.show()
    at_desk.settle()
    cells = [box.parentWidget() for box in form.roles.values()]
    lines = {cell.y() for cell in cells}
    assert len(lines) < len(cells), "some stand beside each other"
    assert all(
        one.y() == other.y() or one.geometry().bottom() < other.y()
        for one, other in pairwise(cells)
    ), [cell.geometry() for cell in cells]
    assert card.isVisible()


def test_nobody_acts_in_an_account_that_was_put_away_or_never_was(at_desk, hub, take_on):
    rosa = take_on("Rosa Diaz", "tutor")
    hub.do("put away staff", lambda db, _: put_away_staff(db, account_id=rosa, by=amira(hub)))
    for account_id, refusal in ((rosa, StaffAway), ("nobody", NotFound)):
        with pytest.raises(refusal):
            at_desk.open.act_as(account_id)
    assert at_desk.open.records.staff() == "Amira Khan"


def test_a_button_that_may_not_be_used_is_there_and_says_who_can(at_desk, hub, take_on):
    device, tom = hub.device(), take_on("Tom Reed", "volunteer")
    act_as(at_desk, tom)
    at_desk.shell.go("device", id=device)
    at_desk.settle()
    state = at_desk.shell.page.columns.state
    words = "Ask the front desk or a manager to send a device to repair."
    assert state.repair.isVisible()
    assert not state.repair.isEnabled()
    assert state.repair.toolTip() == state.repair.accessibleDescription() == words
    assert state.withdraw.toolTip() == "Ask a manager to take a device out of lending."
    assert state.lend_earlier.isEnabled()
    act_as(at_desk, amira(hub))
    assert state.repair.isEnabled()
    assert state.repair.toolTip() != words


def test_what_a_page_switched_off_itself_stays_off_when_the_right_comes(qtbot):
    button = Button("Save")
    qtbot.addWidget(button)
    button.set_reason("Nothing was typed.")
    button.bar("Ask a manager to do this.")
    assert button.toolTip() == "Ask a manager to do this."
    button.bar("")
    assert not button.isEnabled()
    assert button.toolTip() == "Nothing was typed."
    button.set_reason("")
    assert button.isEnabled()
    button.bar("Ask a manager to do this.")
    button.setEnabled(True)
    assert not button.isEnabled()


def test_a_page_that_may_not_be_opened_is_not_in_the_rail_and_says_whom_to_ask(
    at_desk, hub, take_on, show
):
    may = {"see who looked": ""}
    specs = [
        PageSpec("desk", "Front desk", "scan-barcode", "", WhoLookedPage),
        PageSpec("reports", "Reports", "eye", "", WhoLookedPage, right="see who looked"),
    ]
    shell = Shell(specs, "Hub", whom_to_ask=lambda verb: may[verb])
    show(shell)
    assert [spec.name for spec in shell.rail.specs] == ["desk", "reports"]
    may["see who looked"] = "Ask a manager to see who looked."
    shell.rail.close_pages({"reports"})
    assert "Reports" not in buttons(shell.rail)
    shell.go("reports")
    assert shell.strip.words() == "Ask a manager to see who looked."
    assert shell.current == ""


def test_who_may_no_longer_see_an_open_page_is_taken_off_it(at_desk, hub, take_on):
    tom = take_on("Tom Reed", "volunteer")
    at_desk.shell.go("settings", group="staff")
    at_desk.shell.go("who-looked")
    assert at_desk.shell.current == "who-looked"
    act_as(at_desk, tom)
    assert at_desk.shell.current == "settings"
    at_desk.shell.go("who-looked")
    assert at_desk.said == "Ask a manager to see who looked."
    assert at_desk.shell.current == "settings"


def test_a_manager_adds_somebody_after_the_passphrase_and_it_counts_for_a_while(at_desk, hub):
    card, ask = staff_card(at_desk), at_desk.open.window.ask_again
    card.add_button.click()
    card.form.name.setText("Rosa Diaz")
    card.form.roles[StaffRole.TUTOR].setChecked(True)
    card.form.save_button.click()
    assert ask.isVisible()
    assert ask.passphrase.hasFocus()
    assert ask.passphrase.echoMode() is QLineEdit.EchoMode.Password
    assert ask.words.text() == "Type the passphrase again to add somebody to the staff."
    at_desk.press(Qt.Key.Key_Tab)
    assert ask.go_button.hasFocus()
    type_passphrase(at_desk, "not the passphrase")
    assert ask.problem.text() == "That passphrase does not match."
    assert [row.name for row in hub.look(accounts)] == ["Amira Khan"]
    type_passphrase(at_desk, PASSPHRASE)
    assert not ask.isVisible()
    assert at_desk.said == "Rosa Diaz, tutor is on the staff."
    card.begin(None)
    card.form.name.setText("Tom Reed")
    card.form.roles[StaffRole.VOLUNTEER].setChecked(True)
    card.save()
    assert not ask.isVisible(), "it was typed a moment ago"
    assert [row.name for row in hub.look(accounts)] == ["Amira Khan", "Rosa Diaz", "Tom Reed"]
    (wrong,) = [row for row in hub.look(access_window) if row.what == Watched.WRONG_LOCK]
    assert (wrong.who, wrong.of) == ("Amira Khan", "Amira Khan")


def test_leaving_the_question_changes_nothing_and_keeps_no_passphrase(at_desk, hub, take_on):
    rosa = take_on("Rosa Diaz", "tutor")
    card, ask = staff_card(at_desk), at_desk.open.window.ask_again
    card.begin(next(row for row in hub.look(accounts) if row.id == rosa))
    card.form.roles[StaffRole.MANAGER].setChecked(True)
    card.save()
    ask.passphrase.setText("half a passphr")
    at_desk.press(ESC)
    assert not ask.isVisible()
    assert ask.passphrase.text() == ""
    assert card.is_writing(), "what was ticked is still there"
    assert [row.role for row in hub.look(accounts) if row.id == rosa] == ["tutor"]
    card.save()
    at_desk.open.locked()
    assert not ask.isVisible(), "the lock hides it, and nothing waits behind"
    at_desk.open.unlocked()
    assert [row.role for row in hub.look(accounts) if row.id == rosa] == ["tutor"]


def test_a_change_of_ones_own_roles_holds_at_once(at_desk, hub, take_on):
    take_on("Bo Li", "manager")
    at_desk.open.records.at_desk.prove()
    card = staff_card(at_desk)
    card.begin(next(row for row in hub.look(accounts) if row.name == "Amira Khan"))
    card.form.roles[StaffRole.MANAGER].setChecked(False)
    card.form.roles[StaffRole.VOLUNTEER].setChecked(True)
    card.save()
    at_desk.settle()
    assert at_desk.shell.top._role.text() == "Volunteer"
    assert not card.add_button.isEnabled()
    assert card.add_button.toolTip().startswith("Ask a manager to ")


def test_a_name_that_exists_is_said_by_the_field(at_desk, hub):
    at_desk.open.records.at_desk.prove()
    card = staff_card(at_desk)
    card.begin(None)
    card.form.name.setText("amira khan")
    card.save()
    card.form.roles[StaffRole.TUTOR].setChecked(True)
    card.save()
    assert card.form.name_field.words().startswith("Amira Khan works here already.")
    card.form.name.setText("Amira Khan B")
    card.form.roles[StaffRole.TUTOR].setChecked(False)
    card.save()
    assert card.form.roles_field.words() == "Tick at least one role."
    assert card.is_writing()


def test_somebody_leaves_and_comes_back_and_undo_asks_too(at_desk, hub, take_on):
    rosa = take_on("Rosa Diaz", "tutor")
    records = at_desk.open.records
    card = staff_card(at_desk)
    buttons(card)["Put Rosa Diaz away"].click()
    at_desk.settle()
    type_passphrase(at_desk, PASSPHRASE)
    assert at_desk.said == "Rosa Diaz is put away. What they did keeps their name."
    assert [row.id for row in hub.look(leavers)] == [rosa]
    records.at_desk.forget_proof()
    at_desk.shell.strip.buttons()[0].click()
    at_desk.settle()
    assert at_desk.open.window.ask_again.isVisible()
    type_passphrase(at_desk, PASSPHRASE)
    assert at_desk.said == "Undone: Put away from the staff: Rosa Diaz."
    buttons(card)["Put Rosa Diaz away"].click()
    at_desk.settle()
    buttons(card)["Bring back Rosa Diaz"].click()
    assert hub.look(leavers) == []


def test_a_volunteer_reads_the_settings_of_the_hub_and_changes_none(at_desk, hub, take_on):
    act_as(at_desk, take_on("Tom Reed", "volunteer"))
    at_desk.shell.go("settings", group="hub")
    at_desk.settle()
    page = at_desk.shell.page
    facts = page.cards["hub"][0]
    assert not facts.name.isEnabled()
    assert facts.name.text() == "Riverside Hub"
    card = staff_card(at_desk)
    for name, button in buttons(card).items():
        assert not button.isEnabled(), name
        assert button.accessibleDescription().startswith("Ask a manager to "), name
    at_desk.shell.go("settings", group="look")
    at_desk.settle()
    for button in buttons(page.cards["look"][0]).values():
        assert button.isEnabled(), "how this computer looks is for everybody"
    act_as(at_desk, amira(hub))
    assert facts.name.isEnabled()


def test_who_looked_is_told_newest_first_and_looking_there_is_a_line_too(at_desk, hub):
    sam = hub.person("Samira Haddad", known_as="Sam")
    at_desk.open.records.do(
        "took out",
        lambda db, now: note_access(
            db, what=Watched.PERSON_FILE, person_id=sam, why="They asked", now=now
        ),
    )
    at_desk.clock.forward(minutes=2)
    at_desk.shell.go("who-looked")
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, WhoLookedPage)
    said = [str(page.model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in (0, 1)]
    assert said[0].endswith("Amira Khan, Looked at who looked")
    assert said[1].endswith("Amira Khan, Saved a file of all that is held on Sam H., They asked")
    page.tabs.choose("files")
    page._load()
    assert page.model.rowCount() == 1


def test_a_clock_that_went_back_is_written_down(at_desk, hub):
    at_desk.open._clock_went_back = True
    at_desk.open._first_look()
    at_desk.open._first_look()
    assert [row.what for row in hub.look(access_window)] == [Watched.CLOCK]


def test_a_trigger_that_was_put_right_is_said_and_written_down(qapp, paths, clock):
    key = open_with_passphrase(slots_of(paths), PASSPHRASE)
    raw = open_raw(paths.database, key)
    raw.execute("DROP TRIGGER person_inserted")
    raw.close()
    window = Window(paths, read_choices(paths.computer))
    desk = window.show_records(open_hub(paths, slots_of(paths), key, clock=clock))
    until(lambda: bool(desk.records.look(access_window)))
    [row] = desk.records.look(access_window)
    assert row.what == Watched.MENDED
    assert "missing or altered" in row.why
    assert "HubDesk put it right." in desk.notices.words("CaptureMended")
    window.close()
    window.deleteLater()


def test_a_new_passphrase_and_a_new_sheet_are_written_down(at_desk, hub):
    ways = at_desk.open.records.ways
    ways.change_passphrase(PASSPHRASE, "another four words here")
    ways.keep_sheet(ways.new_sheet("another four words here"))
    rows = [(row.what, row.who) for row in hub.look(access_window)]
    assert rows == [(Watched.NEW_SHEET, "Amira Khan"), (Watched.NEW_PASSPHRASE, "Amira Khan")]


def test_a_small_window_gives_the_question_the_room_of_the_page(at_desk, hub, look):
    look.set_scale(200)
    at_desk.window.resize(1024, 600)
    card, ask = staff_card(at_desk), at_desk.open.window.ask_again
    card.begin(None)
    card.form.name.setText("Rosa Diaz")
    card.form.roles[StaffRole.TUTOR].setChecked(True)
    card.save()
    at_desk.settle()
    assert not at_desk.shell.page.isVisible()
    low = ask.go_button.mapTo(ask, ask.go_button.rect().bottomLeft()).y()
    assert low < ask.height(), "the button is cut off"
    assert ask.go_button.height() >= ask.go_button.sizeHint().height()
    at_desk.press(ESC)
    assert at_desk.shell.page.isVisible()
    assert card.is_writing()
