"""Papers: kept until they are printed, asked once where, read back from what came out."""

from __future__ import annotations

import threading

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit

from hubdesk.app.records import Records
from hubdesk.operations.agreements import make_agreement
from hubdesk.operations.people import assign_card
from hubdesk.queries.access import Shown, access_window
from hubdesk.queries.agreements import agreements_of
from hubdesk.queries.drafts import drafts
from hubdesk.store.computer import read_choices
from hubdesk.ui.printing.page import ToPrintPage
from hubdesk.ui.printing.pdf import page_picture, page_sizes
from hubdesk.ui.printing.press import PrintersHere
from hubdesk.ui.printing.printing import Printing
from tests.ui import walks
from tests.ui.alone import Alone, PdfPrinters, until

BROKEN = pytest.mark.qt_log_ignore("QPainter", "QPdf")


@pytest.fixture
def records(paths, database):
    made = Records(paths, database)
    yield made
    made.close()


@pytest.fixture
def printers(tmp_path):
    return PdfPrinters(tmp_path, "Office printer")


@pytest.fixture
def choices(paths):
    return read_choices(paths.computer)


@pytest.fixture
def told():
    return []


@pytest.fixture
def printing(records, choices, printers, told):
    made = Printing(records.doors, choices, printers=printers)
    made.told.connect(told.append)
    yield made
    made.stop()


@pytest.fixture
def agreement(hub):
    """A laptop lent to Samira, with its agreement. Answers with the agreement's id and code."""
    samira = hub.person("Samira Haddad", known_as="Sam")
    lent = hub.lend(samira, hub.device())
    return hub.do(
        "make agreement",
        lambda db, now: make_agreement(db, person_id=samira, handing_id=lent.id, now=now),
        person_id=samira,
    )


def decoded(image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image)}


def printed_codes(path) -> set[str]:
    pdf = pypdfium2.PdfDocument(path)
    pages = [page.render(scale=203 / 72).to_pil() for page in pdf]
    pdf.close()
    return set().union(*(decoded(page) for page in pages))


def waits(printing):
    return [paper.title for paper in printing.waiting()]


# Printing


def test_a_paper_prints_at_once_where_its_printer_is_remembered(
    printing, printers, choices, agreement, told
):
    choices.choose("printer.agreement", "Office printer")
    printing.ask("agreement", agreement.id)
    until(lambda: not printing.waiting())
    (path,) = printers.made
    assert [(round(s.width()), round(s.height())) for s in page_sizes(path.read_bytes())] == [
        (595, 842)
    ] * 2
    assert printed_codes(path) == {agreement.code}
    assert not printers.asked
    assert not told  # the strip still offers to undo the lend


def test_the_printer_is_asked_for_once_and_remembered_for_that_paper(
    printing, printers, choices, agreement
):
    printing.ask("agreement", agreement.id)
    until(lambda: not printing.waiting())
    printing.ask("agreement-copy", agreement.id)
    until(lambda: not printing.waiting())
    assert printers.asked == ["Where to print: Agreement"]
    assert choices["printer.agreement"] == "Office printer"
    assert choices["printer.card"] == ""
    assert len(printers.made) == 2


def test_changing_ones_mind_leaves_the_paper_waiting(printing, printers, agreement, told):
    printers.answer = None
    printing.ask("agreement", agreement.id)
    assert waits(printing) == ["Agreement for Sam H."]
    assert told[-1].words == ("Agreement for Sam H. is not printed yet. It waits in To print.")


@BROKEN
def test_a_printer_that_is_off_loses_nothing_and_says_what_to_do(
    printing, printers, choices, agreement, told
):
    choices.choose("printer.agreement", "Office printer")
    printers.is_on = False
    draft = printing.ask("agreement", agreement.id)
    until(lambda: told)
    assert told[-1].words == (
        "The printer did not answer. The loan is saved. Turn the printer on, then print it again."
    )
    assert [offer.words for offer in told[-1].offers][:2] == ["Print again", "Save as PDF"]
    assert waits(printing) == ["Agreement for Sam H."]
    assert printing.problem(draft)
    printers.is_on = True
    told[-1].offers[0].act()
    until(lambda: not printing.waiting())
    assert told[-1].words == "Printed: Agreement for Sam H."
    assert printed_codes(printers.made[-1]) == {agreement.code}


def test_a_printer_that_is_gone_is_named_and_another_can_be_picked(
    printing, printers, choices, agreement, told
):
    choices.choose("printer.agreement", "Old printer")
    draft = printing.ask("agreement", agreement.id)
    assert "The printer Old printer is not on this computer now." in told[-1].words
    assert waits(printing) == ["Agreement for Sam H."]
    assert not printers.asked
    printing.print_again(draft)
    until(lambda: not printing.waiting())
    assert choices["printer.agreement"] == "Office printer"


def test_without_any_printer_a_pdf_is_offered(printing, printers, agreement, told):
    printers.there = []
    printing.ask("agreement", agreement.id)
    assert told[-1].words.startswith("This computer has no printer yet.")
    assert "Save as PDF" in [offer.words for offer in told[-1].offers]
    assert waits(printing) == ["Agreement for Sam H."]


def test_a_computer_without_printers_says_so_itself():
    here = PrintersHere()
    assert here.names() == [] or all(here.names())
    assert here.open("A printer nobody has") is None


def test_what_waits_survives_a_restart(printing, printers, records, choices, agreement):
    printers.answer = None
    printing.ask("agreement", agreement.id)
    printing.ask("desk-card")
    again = Printing(records.doors, choices, printers=printers)
    assert waits(again) == ["Agreement for Sam H.", "Desk card"]
    printers.answer = "Office printer"
    again.print_all()
    until(lambda: not again.waiting())
    again.stop()


def test_a_label_comes_out_at_its_own_size_and_scans(printing, printers, hub):
    device = hub.device()
    printing.ask("device-labels", device)
    until(lambda: not printing.waiting())
    (size,) = page_sizes(printers.made[0].read_bytes())
    assert (round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)) == (62, 29)
    (code,) = printed_codes(printers.made[0])
    assert code.startswith("HDD")


def test_an_undone_loan_is_not_printed_any_more(printing, printers, hub, agreement, records):
    printers.answer = None
    printing.ask("agreement", agreement.id)
    records.undo(hub.last_txn)
    until(lambda: not hub.look(lambda db: drafts(db, "to print")))
    assert waits(printing) == []


def test_a_paper_taken_off_the_list_can_be_put_back(printing, printers, agreement, told):
    printers.answer = None
    draft = printing.ask("agreement", agreement.id)
    printing.remove(draft)
    assert waits(printing) == []
    told[-1].offers[0].act()
    assert waits(printing) == ["Agreement for Sam H."]


def test_saving_as_pdf_asks_where_without_blocking(
    printing, printers, agreement, told, tmp_path, qapp
):
    printers.answer = None
    draft = printing.ask("agreement", agreement.id)
    dialog = printing.save_as_pdf(draft)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Agreement P-00001.pdf")
    target = tmp_path / "kept.pdf"
    dialog.selectFile(str(target))
    dialog.accept()
    until(lambda: not printing.waiting())
    assert printed_codes(target) == {agreement.code}
    assert told[-1].words == "Saved as PDF: Agreement for Sam H."


def test_a_call_list_is_saved_after_the_passphrase_and_that_it_was_is_written_down(
    printing, printers, records, told, tmp_path
):
    printers.answer = None
    asked = []
    records.announcer.passphrase_asked.connect(lambda verb, then: asked.append((verb, then)))
    draft = printing.ask("due-list")
    assert printing.save_as_pdf(draft) is None
    assert [verb for verb, _ in asked] == ["take list"]
    assert lists_taken(records) == []
    records.doors.prove()
    dialog = printing.save_as_pdf(draft)
    dialog.fileSelected.emit(str(tmp_path / "list.pdf"))
    dialog.reject()
    until(lambda: not printing.waiting())
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert lists_taken(records) == [("file of a list", "Call list")]


def test_one_persons_own_paper_is_no_list(printing, printers, records, agreement, told, tmp_path):
    printers.answer = None
    draft = printing.ask("agreement", agreement.id)
    printing.save_as_pdf(draft).fileSelected.emit(str(tmp_path / "one.pdf"))
    until(lambda: not printing.waiting())
    assert lists_taken(records) == []


def lists_taken(records):
    rows = records.look(lambda db: access_window(db, shown=Shown.FILES))
    return [(row.what, row.why) for row in rows]


def test_a_place_that_takes_no_file_is_said(printing, printers, agreement, told, tmp_path):
    printers.answer = None
    draft = printing.ask("agreement", agreement.id)
    dialog = printing.save_as_pdf(draft)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "x.pdf"))
    dialog.reject()
    until(lambda: told[-1].sort == "bad")
    assert told[-1].words.startswith("The file could not be written there.")
    assert waits(printing) == ["Agreement for Sam H."]


def test_the_computers_own_dialog_opens_without_blocking(tmp_path, qapp):
    got = []
    PrintersHere().ask(None, "Where to print: Desk card", got.append)
    (dialog,) = [w for w in qapp.topLevelWidgets() if isinstance(w, QPrintDialog) and w.isVisible()]
    assert not got
    name = next(e for e in dialog.findChildren(QLineEdit) if e.objectName() == "filename")
    name.setText(str(tmp_path / "out.pdf"))
    dialog.findChild(QDialogButtonBox).buttons()[0].click()
    (printer,) = got
    assert isinstance(printer, QPrinter)
    assert printer.outputFileName().endswith("out.pdf")


def test_several_threads_never_meet_in_pdfium(printing, records, agreement):
    pdf = records.paper("agreement", agreement.id)
    found: list[QImage] = []
    threads = [
        threading.Thread(target=lambda: found.append(page_picture(pdf, 0, 300))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({image.pixelColor(40, 40).name() for image in found}) == 1
    assert len(found) == 6


def test_a_paper_nobody_declared_is_a_bug(printing):
    with pytest.raises(LookupError):
        printing.ask("poster", "")


# The page


@pytest.fixture
def page(printing, printers, records, show, agreement, hub):
    printers.answer = None
    printing.ask("agreement", agreement.id)
    printing.ask("desk-card")
    card = hub.person("Tomasz Wójcik")
    hub.do("assign card", lambda db, now: assign_card(db, person_id=card))
    printing.ask("person-cards", card)
    made = Alone("to-print", ToPrintPage(records.doors, printing), show)
    printing.told.connect(made.shell.tell)
    return made


def test_the_page_lists_what_waits_and_for_whom(page):
    assert [row.title.text() for row in page.page.rows.values()] == [
        "Agreement for Sam H.",
        "Desk card",
        "Card for Tomasz W.",
    ]
    assert page.page.all_button.text() == "Print 3 papers"
    assert page.page.meta() == "3 waiting"
    words = [row.accessibleName() for row in page.page.rows.values()]
    assert not any("Haddad" in said for said in words)


def test_enter_prints_everything(page, printers, printing):
    printers.answer = "Office printer"
    page.shell.search.edit.setFocus()
    page.press(Qt.Key.Key_Return)
    until(lambda: not printing.waiting())
    assert len(printers.made) == 3
    page.settle()
    assert page.page.empty.isVisible()
    assert page.page.empty.words.text() == "Nothing waits to be printed."


def test_a_row_opens_the_paper_exactly_as_it_will_be_printed(page, agreement, printing):
    row = next(iter(page.page.rows.values()))
    row.setFocus()
    page.press(Qt.Key.Key_Space)
    preview = page.page.preview
    until(lambda: not preview.view.picture.isNull() and preview.place.text())
    assert preview.place.text() == "Page 1 of 2"
    wide = page_picture(page.page.printing._make(preview.paper)(), 0, 1400)
    shown = preview.view.picture
    assert abs(shown.height() / shown.width() - wide.height() / wide.width()) < 0.01
    page.press(Qt.Key.Key_PageDown)
    until(lambda: preview.place.text() == "Page 2 of 2")
    page.press(Qt.Key.Key_Escape)
    assert preview.isHidden()
    assert QApplication.focusWidget() is row


def test_paper_is_light_in_the_dark(page, look):
    look.choose("dark")
    page.page.open_preview(next(iter(page.page.rows)))
    until(lambda: not page.page.preview.view.picture.isNull())
    assert page.page.preview.view.picture.pixelColor(5, 5).name() == "#ffffff"


def test_the_focus_stays_in_the_list_when_a_row_goes(page, printing):
    first, second, _ = page.page.rows.values()
    second.setFocus()
    printing.remove(list(page.page.rows)[1])
    page.settle()
    assert QApplication.focusWidget() is list(page.page.rows.values())[1]
    assert first.title.text() == "Agreement for Sam H."


LOOKS = [
    ("light", 100, (1366, 697)),
    ("dark", 150, (1280, 720)),
    ("contrast", 100, (1024, 600)),
    ("light", 200, (1366, 697)),
]


@pytest.mark.parametrize(("choice", "scale", "size"), LOOKS)
def test_the_page_holds_in_every_look(page, printing, qapp, look, choice, scale, size):
    def holds():
        walks.put_on(qapp, page.window, look, choice, scale, size)
        for walk in (walks.low_contrast, walks.unnamed, walks.small_targets, walks.clipped):
            assert not walk(page.window), walk.__name__
        assert not walks.unreachable(page.window)

    holds()
    page.page.open_preview(next(iter(page.page.rows)))
    until(lambda: not page.page.preview.view.picture.isNull())
    holds()
    for draft_id in list(page.page.rows):
        printing.remove(draft_id)
    holds()


def test_tab_walks_round_the_page_and_the_focus_is_seen(page):
    names = walks.focus_walk(page.shell.search.edit)
    assert "Print: Desk card" in names
    assert "Look at: Agreement for Sam H." in names
    assert not walks.ringless(page.window)


def test_papers_for_one_person_are_found_when_they_are_erased(printing, printers, hub, agreement):
    printers.answer = None
    printing.ask("agreement", agreement.id)
    (draft,) = hub.look(lambda db: drafts(db, "to print"))
    assert draft.for_whom == agreement.person_id
    assert hub.look(lambda db: agreements_of(db, agreement.person_id))
