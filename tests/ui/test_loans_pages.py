"""Loans on screen: tabs, short names, calls in one key, words for a text; in the real window."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from hubdesk.models import LoanState
from hubdesk.operations.people import edit_person
from hubdesk.queries.loans import calls_of_loan, loans_of_device
from hubdesk.ui.widgets.text_message import TextMessage, sms_address
from tests.conftest import PASSPHRASE
from tests.ui.alone import until
from tests.ui.conftest import at_rest

ENTER, ESC, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def out(at_desk, hub, clock):
    """Kofi's iPad is 6 days late, Ewa's MiFi 1 day; Tom's laptop is due today, Sam's in a week."""
    people = {
        "Kofi Mensah": hub.person("Kofi Mensah", phone="07700 900137"),
        "Ewa Nowak": hub.person("Ewa Nowak", phone="0121 496 0777"),
        "Tomasz Wójcik": hub.person("Tomasz Wójcik"),
        "Samira Haddad": hub.person("Samira Haddad", known_as="Sam"),
    }
    things, late = {}, {"Kofi Mensah": 20, "Ewa Nowak": 15, "Tomasz Wójcik": 14, "Samira Haddad": 7}
    for name, days in late.items():
        clock.forward(days=-days)
        things[name] = hub.device()
        hub.lend(people[name], things[name])
        clock.forward(days=days)
    at_desk.press(Qt.Key.Key_6, CTRL)
    return things


def page(at_desk):
    return at_desk.shell.page


def loan_of(hub, device_id):
    return hub.look(lambda db: loans_of_device(db, device_id))[0]


def results(hub, device_id):
    loan = loan_of(hub, device_id)
    return [call.result for call in hub.look(lambda db: calls_of_loan(db, loan.id))]


def settle(at_desk):
    at_rest(page(at_desk))
    at_desk.settle()


def panel_words(at_desk):
    return [one.text() for one in page(at_desk).panel.findChildren(QLabel) if one.isVisible()]


def test_it_opens_on_what_is_overdue_and_each_tab_says_how_many(at_desk, out):
    tabs = page(at_desk).tabs
    assert tabs.value() == "overdue"
    said = [tabs.words_of(value) for value in ("overdue", "due soon", "out", "all")]
    assert said == ["Overdue (2)", "Due soon (1)", "Out (4)", "All (4)"]


def test_a_fact_opens_a_tab(at_desk, out):
    at_desk.shell.go("loans", show="due soon")
    assert page(at_desk).model.sentence(0).startswith("Due today, ")


def test_names_are_short_until_somebody_asks_and_again_after_leaving(at_desk, out):
    model = page(at_desk).model
    assert "Kofi M." in model.sentence(0)
    assert "Mensah" not in model.sentence(0)
    assert not any("Mensah" in words for words in panel_words(at_desk))
    page(at_desk).show_names.click()
    assert "Kofi Mensah" in model.sentence(0)
    at_desk.shell.go("desk")
    at_desk.shell.go("loans")
    assert "Mensah" not in page(at_desk).model.sentence(0)


def test_only_the_chosen_loan_shows_a_phone(at_desk, out):
    settle(at_desk)
    assert "07700 900137" in panel_words(at_desk)
    at_desk.press(DOWN)
    settle(at_desk)
    assert "07700 900137" not in panel_words(at_desk)
    assert "0121 496 0777" in panel_words(at_desk)
    model = page(at_desk).model
    cells = [model.index(row, at).data() for row in range(2) for at in range(model.columnCount())]
    assert not any("0121" in str(cell) or "07700" in str(cell) for cell in cells)


def test_enter_logs_a_call_and_a_number_says_what_came_of_it(at_desk, hub, out):
    at_desk.press(ENTER)
    assert results(hub, out["Kofi Mensah"]) == [""]
    assert at_desk.said == "Call to Kofi M. logged. What came of it?"
    words = [button.text() for button in at_desk.shell.strip.buttons()]
    assert words == ["Spoke", "Left a message", "No answer", "Undo"]
    at_desk.press(Qt.Key.Key_3, ALT)
    assert results(hub, out["Kofi Mensah"]) == ["no answer"]
    settle(at_desk)
    assert "10:42am: no answer" in panel_words(at_desk)


def test_what_came_of_a_call_is_said_with_the_mouse_too_and_undone(at_desk, hub, out):
    at_desk.press(ENTER)
    at_desk.shell.strip.buttons()[1].click()
    assert results(hub, out["Kofi Mensah"]) == ["left a message"]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert results(hub, out["Kofi Mensah"]) == [""]
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert results(hub, out["Kofi Mensah"]) == []


def test_a_number_without_a_call_says_nothing(at_desk, hub, out):
    at_desk.press(Qt.Key.Key_1, ALT)
    assert results(hub, out["Kofi Mensah"]) == []


def test_two_clicks_look_at_the_person_and_log_no_call(at_desk, hub, out):
    view = page(at_desk).list
    spot = view.visualRect(view.model().index(0, 2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    at_desk.settle()
    assert at_desk.shell.current == "person"
    assert results(hub, out["Kofi Mensah"]) == []


def test_one_key_renews_the_chosen_loan_and_it_leaves_the_tab(at_desk, hub, out):
    at_desk.press(Qt.Key.Key_R, ALT)
    assert loan_of(hub, out["Kofi Mensah"]).renewals == 1
    assert at_desk.said.startswith("Kofi M. keeps HD-")
    assert page(at_desk).model.rowCount() == 1
    assert "Ewa N." in page(at_desk).model.sentence(page(at_desk).list.currentIndex().row())


def test_a_manager_allows_one_more_renewal_with_a_reason(at_desk, hub, out):
    at_desk.shell.go("loans", show="out")
    shown = page(at_desk)
    shown.list.choose(loan_of(hub, out["Samira Haddad"]).id)
    for _ in range(3):
        at_desk.press(Qt.Key.Key_R, ALT)
    assert shown.rule.isVisible()
    shown.rule.reason.setText("Exam week")
    shown.rule.passphrase.setText(PASSPHRASE)
    at_desk.press(ENTER)
    shown.rule.allow_button.click()
    until(lambda: loan_of(hub, out["Samira Haddad"]).renewals == 3)
    assert not shown.rule.isVisible()


def test_what_a_manager_allows_is_never_done_to_another_loan(at_desk, hub, out):
    at_desk.shell.go("loans", show="out")
    shown = page(at_desk)
    shown.list.choose(loan_of(hub, out["Samira Haddad"]).id)
    for _ in range(3):
        at_desk.press(Qt.Key.Key_R, ALT)
    shown.rule.reason.setText("Exam week")
    shown.rule.passphrase.setText(PASSPHRASE)
    shown.rule.allow_button.click()
    shown.list.choose(loan_of(hub, out["Kofi Mensah"]).id)
    until(lambda: not at_desk.open.records.jobs.busy)
    at_desk.settle()
    assert loan_of(hub, out["Kofi Mensah"]).renewals == 0
    assert loan_of(hub, out["Samira Haddad"]).renewals == 2
    until(shown.rule.isHidden)


def test_a_loan_is_ended_from_its_panel(at_desk, hub, out):
    settle(at_desk)
    page(at_desk).panel.back_button.click()
    assert loan_of(hub, out["Kofi Mensah"]).state == LoanState.RETURNED
    assert at_desk.said.endswith("is back from Kofi M.")
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert loan_of(hub, out["Kofi Mensah"]).state == LoanState.OUT


def test_a_loan_is_marked_lost_from_its_panel_and_stays_under_out(at_desk, hub, out):
    settle(at_desk)
    page(at_desk).panel.lost_button.click()
    assert loan_of(hub, out["Kofi Mensah"]).state == LoanState.LOST
    at_desk.shell.go("loans", show="out")
    assert any(page(at_desk).model.sentence(at).startswith("Lost, ") for at in range(4))


def test_return_and_mark_lost_have_keys_that_their_buttons_show(at_desk, hub, out):
    settle(at_desk)
    panel = page(at_desk).panel
    assert (panel.back_button.key, panel.lost_button.key) == ("Alt+U", "Alt+O")
    at_desk.press(Qt.Key.Key_U, ALT)
    assert loan_of(hub, out["Kofi Mensah"]).state == LoanState.RETURNED
    assert at_desk.said.endswith("is back from Kofi M.")
    settle(at_desk)
    at_desk.press(Qt.Key.Key_O, ALT)  # the next of the list is chosen now
    assert loan_of(hub, out["Ewa Nowak"]).state == LoanState.LOST
    at_desk.press(Qt.Key.Key_Z, CTRL)
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert {loan_of(hub, device).state for device in out.values()} == {LoanState.OUT}


def test_what_is_back_cannot_be_called_about_and_enter_opens_the_device(at_desk, hub, out):
    hub.bring_back(out["Kofi Mensah"])
    at_desk.shell.go("loans", show="all")
    shown = page(at_desk)
    assert shown.list.choose(loan_of(hub, out["Kofi Mensah"]).id)
    settle(at_desk)
    assert not shown.bar.call.isEnabled()
    assert shown.bar.call.toolTip() == "It is back already."
    shown.list.setFocus()
    at_desk.press(ENTER)
    assert at_desk.shell.current == "device"
    assert results(hub, out["Kofi Mensah"]) == []


def test_a_text_has_its_words_ready_for_the_hubs_phone(at_desk, hub, out):
    settle(at_desk)
    at_desk.press(Qt.Key.Key_T, ALT)
    text = page(at_desk).panel.text
    assert text.isVisible()
    code = text.code.text()
    assert code.startswith("SMSTO:07700900137:Hello Kofi, this is Riverside Hub.")
    assert decoded(text.code) == code
    text.sent_button.click()
    assert results(hub, out["Kofi Mensah"]) == ["text sent"]
    assert at_desk.said == "Text to Kofi M. logged."


def test_nobody_who_is_not_safe_to_leave_a_message_is_texted(at_desk, hub, out):
    loan = loan_of(hub, out["Kofi Mensah"])
    hub.do(
        "edit person",
        lambda db, now: edit_person(
            db, person_id=loan.borrower_id, facts={"safe_to_leave_message": False}, now=now
        ),
    )
    settle(at_desk)
    at_desk.press(Qt.Key.Key_T, ALT)
    text = page(at_desk).panel.text
    assert "not safe to leave Kofi a message" in text.refusal.words()
    assert text.code.text() == ""
    assert not text.code.isVisible()


def test_a_landline_is_called_and_not_texted(at_desk, out):
    at_desk.press(DOWN)
    at_desk.press(Qt.Key.Key_T, ALT)
    assert "not a mobile number" in page(at_desk).panel.text.refusal.words()


def test_what_a_key_opens_right_after_an_arrow_stays_open(at_desk, hub, out):
    """The card of what the arrow chose comes a moment later, and puts away nothing of it."""
    at_desk.press(DOWN)
    at_rest(page(at_desk))
    at_desk.press(Qt.Key.Key_Up)
    at_desk.press(Qt.Key.Key_T, ALT)
    text = page(at_desk).panel.text
    assert text.isVisible()
    at_rest(page(at_desk))
    assert text.isVisible()
    assert text.code.text().startswith("SMSTO:07700900137:Hello Kofi")


def test_esc_closes_the_text_before_it_leaves_the_page(at_desk, out):
    at_desk.press(Qt.Key.Key_T, ALT)
    at_desk.press(ESC)
    assert not page(at_desk).panel.text.isVisible()
    assert at_desk.shell.current == "loans"


def test_the_due_list_waits_to_be_printed(at_desk, out):
    asked = []
    page(at_desk)._to_print = lambda paper, about: asked.append((paper, about))
    at_desk.press(Qt.Key.Key_P, CTRL)
    assert asked == [("due-list", "")]
    assert at_desk.said == "The call list waits in To print."


def test_with_nothing_out_the_page_says_so(at_desk):
    at_desk.press(Qt.Key.Key_6, CTRL)
    shown = page(at_desk)
    assert shown.tabs.value() == "out"
    assert shown.empty.words.text() == "Nothing is out. Everything is on the shelf."
    assert not shown.bar.isVisible()


def test_a_loan_made_elsewhere_appears_and_the_chosen_row_stays(at_desk, hub, out):
    at_desk.shell.go("loans", show="out")
    shown = page(at_desk)
    wanted = loan_of(hub, out["Samira Haddad"]).id
    shown.list.choose(wanted)
    hub.bring_back(out["Kofi Mensah"])
    at_desk.settle()
    assert shown.list.chosen() == wanted
    assert shown.tabs.words_of("out") == "Out (3)"


def test_every_column_that_can_be_sorted_by_is(at_desk, out):
    at_desk.shell.go("loans", show="all")
    model = page(at_desk).model
    assert model.columnCount() == 7
    for column in range(7):
        key = model.columns[column].sort
        before = model.sort_key
        model.sort(column, Qt.SortOrder.DescendingOrder)
        assert model.rowCount() == 4
        assert model.sort_key == (key or before)
        assert model.row(3) is not None


def test_no_dialog_opens_while_people_are_called(at_desk, out, monkeypatch):
    opened = []
    monkeypatch.setattr(QDialog, "exec", lambda self: opened.append(self))
    for key, with_ in ((ENTER, None), (Qt.Key.Key_1, ALT), (Qt.Key.Key_T, ALT), (ESC, None)):
        at_desk.press(key, with_) if with_ else at_desk.press(key)
    assert opened == []


# Words for a text


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_code_of_a_text_is_read_by_a_phone_in_every_look(show, look, theme, scale):
    look.choose(theme)
    look.set_scale(scale)
    card = TextMessage()
    show(card, 500 * scale // 100, 700)
    words = "Hello Ọláńrewájú, this is Riverside Hub. You can bring it in or ring us. " * 3
    card.show_words("Ọláńrewájú", "+44 (0)7700 900 137", words)
    assert decoded(card.code) == sms_address("+447700900137", words.strip())


def test_changing_the_words_changes_the_code(show):
    card = TextMessage()
    show(card, 500, 700)
    card.show_words("Kofi", "07700 900137", "Hello")
    card.words.setPlainText("Hello Kofi")
    at_rest(card)
    assert decoded(card.code) == "SMSTO:07700900137:Hello Kofi"
    card.words.setPlainText("")
    at_rest(card)
    assert card.code.text() == ""


def decoded(code):
    """What a phone reads from the picture on screen."""
    image = code.grab().toImage().convertToFormat(code.grab().toImage().Format.Format_RGB888)
    picture = Image.frombuffer(
        "RGB",
        (image.width(), image.height()),
        bytes(image.constBits()),
        "raw",
        "RGB",
        image.bytesPerLine(),
        1,
    )
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text
