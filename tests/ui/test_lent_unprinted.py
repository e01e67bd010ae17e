"""A loan whose agreement does not come out: the loan is told first, then what to do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.alone import PdfPrinters, until
from tests.ui.test_front_desk import card_of, label, loans

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
LENT = "Lent 1 device to Sam until Tue 8 Dec."


@pytest.fixture
def samira(hub):
    return hub.person("Samira Haddad", known_as="Sam")


def lend(at_desk, hub, person, kind="Laptop"):
    at_desk.scan(card_of(hub, person))
    at_desk.scan(label(hub, hub.device(kind)))
    at_desk.press(ENTER)


def printers_of(at_desk, printers):
    at_desk.open.printing.press._printers = printers
    return printers


def waits(at_desk):
    return [paper.title for paper in at_desk.open.printing.waiting()]


def strip(at_desk):
    return at_desk.shell.strip


def offers(at_desk):
    return [button.text() for button in strip(at_desk).buttons()]


def test_without_a_printer_the_loan_is_read_first_and_then_what_to_do(at_desk, hub, samira):
    printers_of(at_desk, PdfPrinters(None))
    lend(at_desk, hub, samira)
    assert at_desk.said == LENT
    assert strip(at_desk).more() == (
        "This computer has no printer yet. "
        "Save the paper as PDF, or add a printer and print it again."
    )
    assert strip(at_desk).accessibleName() == f"{LENT} {strip(at_desk).more()}"
    assert offers(at_desk) == ["Print again", "Save as PDF", "Undo"]
    assert waits(at_desk) == ["Agreement for Sam H."]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert loans(hub) == 0
    assert strip(at_desk).more() == ""


@pytest.mark.qt_log_ignore("QPainter", "QPdf")
def test_a_printer_that_is_off_is_told_beneath_the_loan_it_is_about(at_desk, hub, samira, tmp_path):
    printers = printers_of(at_desk, PdfPrinters(tmp_path, "Office printer"))
    at_desk.open._choices.choose("printer.agreement", "Office printer")
    printers.is_on = False
    lend(at_desk, hub, samira)
    until(strip(at_desk).more)
    assert at_desk.said == LENT
    assert strip(at_desk).more() == (
        "The printer did not answer. The loan is saved. Turn the printer on, then print it again."
    )
    assert waits(at_desk) == ["Agreement for Sam H."]
    printers.is_on = True
    next(b for b in strip(at_desk).buttons() if b.text() == "Print again").click()
    until(lambda: not waits(at_desk))
    assert at_desk.said == "Printed: Agreement for Sam H."


def test_whoever_picks_no_printer_still_reads_the_loan_and_where_the_paper_waits(
    at_desk, hub, samira, tmp_path
):
    printers = printers_of(at_desk, PdfPrinters(tmp_path, "Office printer"))
    printers.answer = None
    lend(at_desk, hub, samira)
    assert at_desk.said == LENT
    assert strip(at_desk).more() == (
        "Agreement for Sam H. is not printed yet. It waits in To print."
    )
    assert offers(at_desk) == ["See what waits", "Undo"]


def test_where_there_is_a_pen_signing_on_the_screen_is_offered_when_no_printer_answers(
    at_desk, hub, samira, monkeypatch
):
    monkeypatch.setattr(at_desk.desk.handing, "_can_sign", lambda: True)
    printers_of(at_desk, PdfPrinters(None))
    lend(at_desk, hub, samira)
    assert offers(at_desk) == ["Sign on the screen", "Print again", "Save as PDF", "Undo"]


def test_a_late_word_of_the_printer_never_offers_to_undo_another_loan(
    at_desk, hub, samira, tmp_path
):
    held = []
    printers = printers_of(at_desk, PdfPrinters(tmp_path, "Office printer"))
    printers.ask = lambda _over, _title, then: held.append(then)
    lend(at_desk, hub, samira)
    at_desk.open.window.desk_page.desk.handing.prints = False
    tom = hub.person("Tom Reed")
    at_desk.scan(card_of(hub, tom))
    at_desk.scan(label(hub, hub.device("Headset")))
    at_desk.open.window.desk_page.desk.handing.prints = False
    at_desk.press(ENTER)
    assert "Tom" in at_desk.said
    held[0](None)
    assert at_desk.said == LENT
    assert offers(at_desk) == ["See what waits"]


def test_where_a_label_cannot_be_printed_that_is_the_last_word(at_desk, hub):
    printers_of(at_desk, PdfPrinters(None))
    device = hub.device()
    at_desk.shell.go("device", id=device)
    at_desk.settle()
    at_desk.shell.page.head.print_button.click()
    at_desk.settle()
    assert at_desk.said.startswith("This computer has no printer yet.")
    assert len(waits(at_desk)) == 1
