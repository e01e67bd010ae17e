"""Signing on the screen: only where a pen or touch screen is; kept as path text, with Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hubdesk.operations.agreements import mark_signed
from hubdesk.operations.people import assign_card
from hubdesk.queries.agreements import agreement_paper, agreement_row, unsigned_agreements
from hubdesk.reports.signature import strokes_of
from hubdesk.ui import signature
from hubdesk.ui.printing.pdf import page_picture
from hubdesk.ui.signature import (
    MOST_POINTS,
    SignatureCard,
    SignaturePad,
    can_sign_here,
)
from tests.ui import walks


@pytest.fixture
def pen(monkeypatch):
    """A screen that can be drawn on."""
    monkeypatch.setattr(signature, "_DRAWN_WITH", (QInputDevice().type(),))
    monkeypatch.setattr(QInputDevice, "devices", lambda: [QInputDevice()])


@pytest.fixture
def lent(at_desk, hub, pen):
    """Somebody was lent a laptop at the desk; the agreement that is to be signed."""
    samira = hub.person("Samira Haddad")
    hub.do("assign card", lambda db, now: assign_card(db, person_id=samira))
    at_desk.desk.show_person(samira)
    at_desk.desk.device(hub.device())
    at_desk.desk.lend()
    at_desk.settle()
    (row,) = hub.look(lambda db: unsigned_agreements(db))
    return row.id


def offers(at_desk):
    return {offer.words: offer for offer in at_desk.shell.strip.result.offers}


def laid_out(at_desk):
    """The paper on the desk after the offer of the strip was taken."""
    offers(at_desk)["Sign on the screen"].act()
    at_desk.settle()
    (card,) = cards(at_desk)
    return card


def cards(at_desk):
    found = at_desk.window.findChildren(SignatureCard)
    return [card for card in found if card.isVisible()]


@pytest.fixture
def page(show):
    inside = QWidget()
    show(inside, 1024, 600)
    return inside


def scribble(pad):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 120))
    for x in range(50, 300, 10):
        QTest.mouseMove(pad, QPoint(x, 60 + x % 50))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 90))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(340, 60))


def test_signing_on_the_screen_is_offered_only_where_somebody_can_draw(monkeypatch):
    assert can_sign_here() == any(
        device.type() in (QInputDevice.DeviceType.TouchScreen, QInputDevice.DeviceType.Stylus)
        for device in QInputDevice.devices()
    )
    monkeypatch.setattr(signature, "_DRAWN_WITH", tuple(QInputDevice.DeviceType))
    assert not can_sign_here("never")


def test_what_is_drawn_is_path_text_that_paper_can_draw(page):
    pad = SignaturePad(page)
    pad.resize(600, 180)
    pad.show()
    scribble(pad)
    strokes = strokes_of(pad.path())
    assert len(strokes) == 2
    assert len(strokes[0]) > 10
    assert len(strokes[1]) == 1  # a dot
    assert pad.path().startswith("M ")
    pad.clear()
    assert pad.path() == ""


def test_a_wide_paper_stretches_nobodys_name(page):
    pad = SignaturePad(page)
    for size in ((600, 180), (300, 180), (900, 180)):
        pad.resize(*size)
        pad.clear()
        pad.put_down(QPointF(20, 20))
        pad.move_to(QPointF(120, 120))
        pad.lift()
        ((x0, y0), (x1, y1)) = strokes_of(pad.path())[0]
        assert abs((x1 - x0) - (y1 - y0)) <= 2


def test_a_hand_that_leans_on_the_screen_fills_no_memory(page):
    pad = SignaturePad(page)
    pad.resize(600, 180)
    pad.put_down(QPointF(0, 0))
    for step in range(3 * MOST_POINTS):
        pad.move_to(QPointF(step % 600, (step * 7) % 180))
    assert sum(len(stroke) for stroke in strokes_of(pad.path())) <= MOST_POINTS
    pad.move_to(QPointF(-500, 9000))
    assert len(pad.path()) < 64_000


def test_a_kept_signature_marks_the_agreement_signed_and_stands_on_its_paper(at_desk, lent, hub):
    records = at_desk.open.records
    before = page_picture(records.paper("agreement", lent), 0, 800)
    card = laid_out(at_desk)
    scribble(card.pad)
    card.keep_button.click()
    at_desk.settle()
    row = hub.look(lambda db: agreement_row(db, lent))
    assert (row.signed_how, row.signed_on) == ("drawn", records.doors.today())
    assert at_desk.said == "Agreement P-00001 of Samira Haddad is marked signed."
    assert at_desk.state.card.agreement_is_signed
    assert not cards(at_desk)
    paper = hub.look(lambda db: agreement_paper(db, lent))
    assert len(strokes_of(paper.signature_path)) == 2
    assert page_picture(records.paper("agreement", lent), 0, 800) != before
    offers(at_desk)["Undo"].act()
    assert hub.look(lambda db: agreement_row(db, lent)).signed_on is None
    assert page_picture(records.paper("agreement", lent), 0, 800) == before


def test_nothing_drawn_is_said_and_signs_nothing(at_desk, lent, hub):
    card = laid_out(at_desk)
    card.keep_button.click()
    assert card.problem.text() == "Draw the signature first."
    assert hub.look(lambda db: agreement_row(db, lent)).signed_on is None


def test_what_was_drawn_stays_while_it_cannot_be_kept(at_desk, lent, hub):
    card = laid_out(at_desk)
    scribble(card.pad)
    hub.do("sign", lambda db, now: mark_signed(db, agreement_id=lent, now=now))
    card.keep_button.click()
    at_desk.settle()
    assert at_desk.shell.strip.result.sort == "bad"
    assert cards(at_desk) == [card]


def test_paper_is_one_key_away(at_desk, lent, hub):
    laid_out(at_desk)
    at_desk.press(Qt.Key.Key_Escape)
    assert not cards(at_desk)
    assert at_desk.state.card is not None
    assert hub.look(lambda db: agreement_row(db, lent)).signed_on is None


@pytest.mark.parametrize("leaves", ["hide_person", "start_again", "next"])
def test_nobody_signs_for_somebody_who_stepped_away(at_desk, lent, hub, leaves):
    laid_out(at_desk)
    if leaves == "next":
        at_desk.desk.show_person(hub.person("Tom Reed"))
    else:
        getattr(at_desk.desk, leaves)()
    at_desk.settle()
    assert not cards(at_desk)


def test_a_loan_and_a_gift_are_signed_one_after_the_other(at_desk, lent, hub):
    at_desk.desk.show_person(hub.person("Tom Reed"))
    for kind in ("Headset", "Laptop to keep"):
        at_desk.desk.device(hub.device(kind))
    at_desk.desk.lend()
    before = len(hub.look(unsigned_agreements))
    for left in (1, 2):
        card = laid_out(at_desk) if left == 1 else cards(at_desk)[0]
        scribble(card.pad)
        card.keep_button.click()
        at_desk.settle()
        assert len(hub.look(unsigned_agreements)) == before - left
    assert not cards(at_desk)


def test_no_offer_without_an_agreement_or_a_pen(at_desk, lent, hub, monkeypatch):
    monkeypatch.setattr(QInputDevice, "devices", list)
    at_desk.desk.show_person(hub.person("Tom Reed"))
    at_desk.desk.device(hub.device())
    at_desk.desk.lend()
    assert "Sign on the screen" not in offers(at_desk)


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [("light", 100, (1024, 600)), ("contrast", 125, (1280, 720)), ("dark", 200, (1366, 697))],
)
def test_the_paper_is_white_and_the_card_holds_in_every_look(
    at_desk, lent, qapp, look, choice, scale, size
):
    walks.put_on(qapp, at_desk.window, look, choice, scale, size)
    card = laid_out(at_desk)
    picture = card.pad.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 20).name() == "#ffffff"
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert not walk(card), walk.__name__
