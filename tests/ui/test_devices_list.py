"""The list of devices: tabs, filter, making ready, a code that waits for its device."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hubdesk.models import Device, Stage
from hubdesk.operations.returning import declare_lost
from hubdesk.queries.finding import Sort, find_code
from tests.ui.stock import label_of, page, tags, whole

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def kofi(hub):
    return hub.person("Kofi Mensah", phone="07700 900137")


@pytest.fixture
def stock(hub, clock, kofi):
    """A laptop out and late, one to wipe, one on the shelf, a MiFi out, a SIM, one lost."""
    ids = {}
    clock.forward(days=-30)
    ids["late"] = hub.device(label=label_of(97))
    ids["wipe"] = hub.device(label=label_of(120))
    hub.lend(kofi, ids["late"])
    hub.lend(hub.person("Samira Haddad", known_as="Sam"), ids["wipe"])
    clock.forward(days=29)
    hub.bring_back(ids["wipe"])
    clock.forward(days=1)
    ids["shelf"] = hub.device(label=label_of(142), serial="PF1X2Y3Z")
    ids["mifi"] = hub.device("MiFi", make="Huawei", model="E5576", label=label_of(301))
    hub.lend(hub.person("Tomasz Wójcik"), ids["mifi"])
    ids["lost"] = hub.device(label=label_of(400))
    hub.do("lost", lambda db, now: declare_lost(db, device_id=ids["lost"], now=now))
    return ids


def test_each_tab_says_how_many_devices_stand_there(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    tabs = page(at_desk).top.tabs
    assert [tabs.words_of(tab) for tab in ("on shelf", "out", "to wipe", "lost", "all")] == [
        "On shelf (1)",
        "Out (2)",
        "To wipe (1)",
        "Lost (1)",
        "All (5)",
    ]
    tabs.segments.button("out").click()
    assert tags(at_desk) == ["HD-0097", "HD-0301"]


def test_who_has_a_device_is_shown_shortly_and_with_the_day(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    said = page(at_desk).model.sentence(0)
    assert "Kofi M., " in said
    assert "days late" in said
    assert "Mensah" not in said


def test_a_serial_number_narrows_the_list_and_enter_opens_the_device(at_desk, stock):
    at_desk.press(Qt.Key.Key_4, CTRL)
    at_desk.press(Qt.Key.Key_F, CTRL)
    page(at_desk).top.filter.setText("pf1x")
    at_desk.press(ENTER)
    assert at_desk.shell.current == "device"
    assert page(at_desk)._id == stock["shelf"]


def test_one_key_makes_the_chosen_device_ready_and_undo_takes_it_back(at_desk, hub, stock):
    at_desk.shell.go("devices", show="to wipe")
    at_desk.settle()
    assert tags(at_desk) == ["HD-0120"]
    at_desk.press(Qt.Key.Key_M, ALT)
    assert whole(hub, stock["wipe"]).stage == Stage.READY
    assert at_desk.said == "HD-0120 is ready to lend."
    assert tags(at_desk) == []
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert whole(hub, stock["wipe"]).stage == Stage.TO_WIPE
    assert tags(at_desk) == ["HD-0120"]


def test_making_ready_by_scanning_starts_at_the_desk(at_desk, stock):
    at_desk.shell.go("devices", show="to wipe")
    page(at_desk).start_ready.click()
    assert at_desk.shell.current == "desk"
    assert at_desk.state.making_ready


def test_an_unknown_code_is_linked_to_the_next_device_opened(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.settle()
    assert "5012345678900" in page(at_desk).banner.words.text()
    page(at_desk).list.choose(stock["shelf"])
    at_desk.press(ENTER)
    assert at_desk.shell.current == "devices"
    assert not page(at_desk).banner.isVisible()
    assert at_desk.said == "HD-0142 now answers to 5012345678900."
    found = hub.look(lambda db: find_code(db, "5012345678900"))
    assert (found.sort, found.id) == (Sort.DEVICE, stock["shelf"])


def test_a_scan_picks_the_device_that_gets_the_code_and_nothing_is_returned(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.scan(label_of(97))
    found = hub.look(lambda db: find_code(db, "5012345678900"))
    assert found.id == stock["late"]
    assert whole(hub, stock["late"]).loan is not None


def test_esc_lets_the_code_go(at_desk, hub, stock):
    at_desk.shell.go("devices", link="5012345678900")
    at_desk.press(ESC)
    assert at_desk.shell.current == "devices"
    page(at_desk).list.setFocus()
    at_desk.press(ENTER)
    assert at_desk.shell.current == "device"
    assert hub.look(lambda db: find_code(db, "5012345678900")).sort is Sort.UNKNOWN


def test_an_empty_stock_says_how_to_begin(at_desk):
    at_desk.press(Qt.Key.Key_4, CTRL)
    assert page(at_desk).empty.isVisible()
    words = "No devices yet. Print a sheet of labels, stick, then scan them in."
    assert page(at_desk).empty.words.text() == words
    page(at_desk).empty.buttons[0].click()
    assert at_desk.shell.current == "add-devices"


def test_the_search_says_where_a_device_stands_in_words(at_desk, hub):
    laptop = hub.device()
    for stage, words in (
        (Stage.WITHDRAWN, "not for lending"),
        (Stage.REPAIR, "in repair"),
        (Stage.TO_WIPE, "to wipe"),
        (Stage.READY, "on the shelf"),
    ):
        hub.do("set", lambda db, _now, now_=stage: setattr(db.get(Device, laptop), "stage", now_))
        at_desk.write("think")
        (shown,) = [
            found.detail
            for found in at_desk.shell.search.results().rows()
            if found.fact == ("device", laptop)
        ]
        assert shown.endswith(f"· {words}")
        at_desk.shell.search.clear()
