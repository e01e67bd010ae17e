"""What somebody asked for is answered where it stands: not used, taken along, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from hubdesk.operations.consents import record_consent
from hubdesk.operations.requests import receive_request
from hubdesk.queries.consents import given_now
from hubdesk.queries.requests import requests_of
from hubdesk.queries.restrictions import restriction_of
from hubdesk.ui.held.restrict_page import RestrictPage
from hubdesk.ui.people.withdraw_page import WithdrawPage
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.chips import Chip
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture
def samira(at_desk, hub) -> str:
    at_desk.open.records.doors.prove()  # the passphrase was typed just now
    id = hub.person("Samira Haddad", known_as="Sam", phone="07700 900123")
    for purpose in ("photos", "newsletter"):
        hub.do(
            "consent",
            lambda db, now, p=purpose: record_consent(
                db, person_id=id, purpose=p, how="paper", now=now
            ),
        )
    return str(id)


def go(at_desk, page: str, **facts):
    at_desk.shell.go(page, **facts)
    at_desk.settle()
    return at_desk.shell.page


def answer(at_desk, hub, samira: str, asked: str):
    """Write the request down, and press what answers it on the Privacy page."""
    row = hub.do(
        "rights request",
        lambda db, now: receive_request(db, person_id=samira, asked=asked, now=now),
    )
    page = go(at_desk, "privacy", tab="requests")
    page.findChild(Button, f"answer:{row.id}").click()
    at_desk.settle()
    return at_desk.shell.page


def chips(at_desk) -> list[str]:
    return [chip.text() for chip in walks.visible(at_desk.window, Chip)]


def test_a_request_not_to_be_used_is_answered_shown_and_lifted(at_desk, hub, samira):
    page = answer(at_desk, hub, samira, "restriction")
    assert isinstance(page, RestrictPage)
    page.said.setPlainText("My birth date is wrong")
    page.save_button.click()
    at_desk.settle()
    assert "The record of Sam is kept and not used from now on." in at_desk.said
    assert page.save_button.text() == "Use it again"
    assert hub.look(lambda db: requests_of(db, samira))[0].closed == "done"
    person = go(at_desk, "person", id=samira)
    assert "Not to be used, since 24 November 2026" in chips(at_desk)
    assert not person.head.edit.isEnabled()
    go(at_desk, "desk", person_id=samira)
    assert "Record not to be used, since Tue 24 Nov" in chips(at_desk)
    held = go(at_desk, "held", id=samira)
    until(lambda: not held.looking.is_looking())
    assert held.until.text() == "It is kept and not used for now, so no rule erases it."
    page = go(at_desk, "restrict", id=samira)
    page.why.setText("Put right")
    page.save_button.click()
    assert "Tell them first, then tick it." in page.end_form.fields["knows"].words()
    page.knows.setChecked(True)
    page.save_button.click()
    at_desk.settle()
    assert "The record of Sam is used again." in at_desk.said
    assert hub.look(lambda db: restriction_of(db, samira)) is None


def test_a_consent_is_taken_back_from_the_menu_and_the_strip_says_what_stops(at_desk, hub, samira):
    person = go(at_desk, "person", id=samira)
    person.head.chosen.emit("withdraw")
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, WithdrawPage)
    assert not page.save_button.isEnabled()
    page.ticks["photos"].setChecked(True)
    page.save_button.click()
    at_desk.settle()
    assert "Sam took back: photos. The register says No photos." in at_desk.said
    assert set(page.ticks) == {"newsletter"}
    assert set(hub.look(lambda db: given_now(db, samira))) == {"newsletter"}


def test_the_file_to_take_along_answers_the_request_for_it(at_desk, hub, samira, tmp_path, qtbot):
    page = answer(at_desk, hub, samira, "portability")
    page.save_gave_csv()
    [dialog] = at_desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "gave.csv"))
    dialog.close()
    qtbot.waitUntil(lambda: "Their request is answered." in at_desk.said)
    assert "person,1,phone,07700 900123" in (tmp_path / "gave.csv").read_text("utf-8")
    assert hub.look(lambda db: requests_of(db, samira))[0].closed == "done"


@pytest.mark.parametrize("name", ["restrict", "withdraw"])
def test_both_pages_can_be_read_and_reached(at_desk, hub, samira, qapp, look, name):
    page = go(at_desk, name, id=samira)
    for theme, scale, size in (("dark", 100, (1366, 768)), ("light", 200, (1024, 600))):
        walks.put_on(qapp, at_desk.window, look, theme, scale, size)
        assert walks.clipped(page) == []
        assert walks.unnamed(page) == []
        assert walks.small_targets(page) == []
        assert walks.unreachable(page) == []
