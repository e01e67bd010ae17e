"""Signing on the screen: only where a pen or touch screen is; kept as path text, with Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.app.records import Records
from hubdesk.operations.agreements import make_agreement
from hubdesk.queries.agreements import agreement_paper, agreement_row
from hubdesk.reports.signature import strokes_of
from hubdesk.ui import signature
from hubdesk.ui.printing.pdf import page_picture
from hubdesk.ui.signature import (
    MOST_POINTS,
    SignatureCard,
    SignaturePad,
    ask_to_sign,
    can_sign_here,
    sign_offer,
)
from tests.ui import walks


@pytest.fixture
def records(paths, database):
    made = Records(paths, database)
    yield made
    made.close()


@pytest.fixture
def agreement(hub):
    samira = hub.person("Samira Haddad")
    lent = hub.lend(samira, hub.device())
    made = hub.do(
        "make agreement",
        lambda db, now: make_agreement(db, person_id=samira, handing_id=lent.id, now=now),
    )
    return made.id


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


def test_a_kept_signature_marks_the_agreement_signed_and_stands_on_its_paper(
    records, page, agreement, hub
):
    told = []
    card = ask_to_sign(records.doors, page, agreement, told.append)
    scribble(card.pad)
    card.keep_button.click()
    row = hub.look(lambda db: agreement_row(db, agreement))
    assert (row.signed_how, row.signed_on) == ("drawn", records.doors.today())
    assert told[-1].words == "Samira Haddad signed P-00001."
    paper = hub.look(lambda db: agreement_paper(db, agreement))
    assert len(strokes_of(paper.signature_path)) == 2
    signed = page_picture(records.paper("agreement", agreement), 0, 800)
    told[-1].offers[-1].act()
    assert hub.look(lambda db: agreement_row(db, agreement)).signed_on is None
    assert page_picture(records.paper("agreement", agreement), 0, 800) != signed


def test_nothing_drawn_is_said_and_signs_nothing(records, page, agreement, hub):
    card = ask_to_sign(records.doors, page, agreement, lambda _: None)
    card.keep_button.click()
    assert card.problem.text() == "Draw the signature first."
    assert hub.look(lambda db: agreement_row(db, agreement)).signed_on is None


def test_paper_is_one_key_away(records, page, agreement, hub, qapp):
    card = ask_to_sign(records.doors, page, agreement, lambda _: None)
    gone = []
    card.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    qapp.processEvents()
    assert gone
    assert hub.look(lambda db: agreement_row(db, agreement)).signed_on is None


def test_no_offer_without_an_agreement_or_a_pen(records, page, agreement, monkeypatch):
    assert sign_offer(records.doors, page, "", lambda _: None) is None
    monkeypatch.setattr(signature, "_DRAWN_WITH", ())
    assert sign_offer(records.doors, page, agreement, lambda _: None) is None
    monkeypatch.setattr(signature, "can_sign_here", lambda _chosen: True)
    offer = sign_offer(records.doors, page, agreement, lambda _: None)
    assert offer.words == "Sign on the screen"
    offer.act()
    assert page.findChildren(SignatureCard)


@pytest.mark.parametrize(
    ("choice", "scale", "size"),
    [("light", 100, (1024, 600)), ("contrast", 125, (1280, 720)), ("dark", 200, (1366, 697))],
)
def test_the_paper_is_white_and_the_card_holds_in_every_look(
    records, page, agreement, qapp, look, choice, scale, size
):
    walks.put_on(qapp, page.window(), look, choice, scale, size)
    card = ask_to_sign(records.doors, page, agreement, lambda _: None)
    qapp.processEvents()
    picture = card.pad.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 20).name() == "#ffffff"
    for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
        assert not walk(page.window()), walk.__name__
