"""The screens of concerns: recorded by anybody, opened by the lead, and nothing left when shut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPlainTextEdit, QWidget
from sqlalchemy import func, select

from hubdesk.app import own_keys
from hubdesk.models import Concern, Draft, StaffRole
from hubdesk.queries.people import person_page
from hubdesk.ui.concerns.concerns_page import ConcernsPage
from hubdesk.ui.concerns.record_page import RecordConcernPage
from hubdesk.ui.problem import report_of
from hubdesk.ui.settings.page import SettingsPage
from hubdesk.ui.space import held_by
from hubdesk.ui.staff.safeguarding_card import SafeguardingCard
from tests.concerns.guards import CANARY, DEPUTYS, OWN, Guards
from tests.conftest import CHEAP, NOW
from tests.ui import walks
from tests.ui.alone import until


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(own_keys, "calibrated_cost", lambda: CHEAP)


@pytest.fixture
def staff(at_desk):
    return Guards(at_desk.open.records)


@pytest.fixture
def both(staff):
    staff.key("Rosa Diaz")
    staff.key("Dan Ellis", DEPUTYS)
    staff.at_desk("Tom Reed")
    return staff


def go(at_desk, name, kind, **facts):
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, kind)
    return page


def recording(at_desk, **facts):
    return go(at_desk, "concern", RecordConcernPage, **facts)


def opened(at_desk, both, name="Rosa Diaz", passphrase=OWN):
    both.at_desk(name)
    page = go(at_desk, "concerns", ConcernsPage)
    page.open_card.passphrase.setText(passphrase)
    page.open_card.go_button.click()
    until(lambda: page.open_card.go_button.isEnabled())
    at_desk.settle()
    return page


def words_in(widget: QWidget) -> str:
    """Every text in every widget, shown or not, and what a screen reader would say of it."""
    texts = []
    for one in [widget, *widget.findChildren(QWidget)]:
        texts += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel):
            texts.append(one.text())
        if isinstance(one, QPlainTextEdit):
            texts.append(one.toPlainText())
    return "\n".join(texts)


def count(hub, table):
    return hub.look(lambda db: db.scalar(select(func.count()).select_from(table)))


def test_a_volunteer_records_a_concern_from_a_persons_page_and_the_lead_reads_it(
    at_desk, hub, both
):
    samira = hub.person("Samira Haddad")
    person = go(at_desk, "person", QWidget, id=samira)
    person.head.chosen.emit("concern")
    at_desk.settle()
    page = at_desk.shell.page
    assert "Call 999 first" in page.danger.words()
    assert page.name.text() == "Samira Haddad"
    page.kind.choose("hurt")
    page.story.setPlainText(CANARY)
    page.pass_button.click()
    at_desk.settle()
    assert at_desk.said == "Passed on. Rosa Diaz and Dan Ellis can read it, and nobody else."
    assert CANARY not in words_in(at_desk.window)
    assert not page.has_unsaved()
    lead = opened(at_desk, both)
    assert lead.list.count_rows() == 1
    held_by(lead.list.rows)[0].click()
    at_desk.settle()
    assert lead.card.head.title.text() == "Samira Haddad"
    assert CANARY in words_in(lead.card)


def test_ctrl_shift_r_leads_there_from_any_page(at_desk, both):
    at_desk.press(
        Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert at_desk.shell.current == "concern"


def test_what_is_missing_is_said_by_the_field_and_nothing_is_passed_on(at_desk, hub, both):
    page = recording(at_desk)
    page.pass_button.click()
    assert page.form.fields["kind"].words() == "Choose what it is about."
    assert page.form.fields["text"].words() == "Write down what you saw or heard."
    page.kind.choose("other")
    page.story.setPlainText("a" * 8001)
    for box in page.boxes.values():
        box.setChecked(True)
    page.pass_button.click()
    assert page.form.fields["kind"].words() == ""
    assert page.form.fields["text"].words() == "That is too long. Pass it on in two parts."
    assert page.form.fields["not_for"].words().startswith("Somebody has to read it.")
    assert count(hub, Concern) == 0


def test_enter_in_a_field_passes_nothing_on_since_nothing_takes_it_back(at_desk, hub, both):
    page = recording(at_desk)
    page.kind.choose("hurt")
    page.story.setPlainText(CANARY)
    page.about.setFocus()
    at_desk.press(Qt.Key.Key_Return)
    assert count(hub, Concern) == 0


def test_ctrl_z_after_it_takes_back_what_was_done_before_and_never_the_concern(at_desk, hub, both):
    both.concern()
    hub.person("Kofi Mensah")
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    kept = select(func.count()).select_from(Concern).where(Concern.deleted == 0)
    assert hub.look(lambda db: db.scalar(kept)) == 1


def test_while_nobody_can_receive_one_it_says_whom_to_tell(at_desk, staff):
    page = recording(at_desk)
    assert page.nobody.words() == (
        "Rosa Diaz and Dan Ellis cannot receive concerns here yet. Tell them yourself, today."
    )
    assert not page.pass_button.isEnabled()
    assert not page.story.isEnabled()
    staff.key("Rosa Diaz")
    at_desk.settle()
    assert page.nobody.words() == ""
    assert page.pass_button.isEnabled()


def test_who_it_is_about_can_be_kept_from_reading_it(at_desk, both):
    page = recording(at_desk)
    page.kind.choose("staff")
    page.story.setPlainText(CANARY)
    page.boxes[both.ids["Rosa Diaz"]].setChecked(True)
    page.pass_button.click()
    at_desk.settle()
    assert at_desk.said == "Passed on. Dan Ellis can read it, and nobody else."
    lead = opened(at_desk, both)
    assert lead.list.count_rows() == 0
    assert lead.list.nothing.text() == "No concern is open."


def test_what_is_half_written_is_kept_in_no_draft_and_waits_for_whoever_wrote_it(
    at_desk, hub, both
):
    page = recording(at_desk)
    page.kind.choose("hurt")
    page.story.setPlainText(CANARY)
    drafts = count(hub, Draft)
    assert page.has_unsaved()
    assert not page.can_save()
    both.at_desk("Rosa Diaz")
    at_desk.settle()
    assert CANARY not in words_in(at_desk.window)
    assert page.has_unsaved(), "so the page is not let go of"
    at_desk.shell.go("people")
    both.at_desk("Tom Reed")
    again = recording(at_desk)
    assert (again.kind.value(), again.story.toPlainText()) == ("hurt", CANARY)
    assert count(hub, Draft) == drafts


def test_the_page_of_concerns_opens_for_the_lead_and_deputy_alone(at_desk, both):
    for name, opens in (("Tom Reed", False), ("Amira Khan", False), ("Dan Ellis", True)):
        both.at_desk(name)
        at_desk.shell.go("help")
        at_desk.shell.go("concerns")
        at_desk.settle()
        assert (at_desk.shell.current == "concerns") is opens
    both.at_desk("Tom Reed")
    at_desk.settle()
    assert at_desk.shell.current != "concerns", "and is left when somebody else is at the desk"
    page = recording(at_desk)
    assert not page.read_button.isEnabled()
    assert "the safeguarding lead or the deputy" in page.read_button.toolTip()


def test_a_lead_chooses_a_passphrase_and_is_told_what_is_lost_with_it(at_desk, staff):
    staff.at_desk("Rosa Diaz")
    page = go(at_desk, "concerns", ConcernsPage)
    assert page.choose.alone.words().startswith("If you forget it, nobody can ever read")
    page.choose.new.edit.setText(OWN)
    page.choose.again.setText(OWN + "s")
    page.choose.go_button.click()
    assert page.choose.form.fields["again"].words() == (
        "Those two are not the same. Type both again."
    )
    page.choose.again.setText(OWN)
    page.choose.go_button.click()
    until(lambda: page.list.isVisible())
    assert OWN not in words_in(at_desk.window)
    assert page.choose.new.text() == ""
    staff.at_desk("Dan Ellis")
    page = go(at_desk, "concerns", ConcernsPage)
    assert page.choose.alone.words() == "If you forget it, Rosa Diaz can let you read again."


def test_a_wrong_passphrase_is_said_by_the_field(at_desk, both):
    page = opened(at_desk, both, passphrase="not the right one at all")
    assert page.open_card.form.fields["passphrase"].words() == "That passphrase does not match."
    assert page.list.isHidden()


def test_after_five_wrong_ones_the_seconds_go_by_and_leaving_the_page_helps_nobody(
    at_desk, both, clock
):
    for _ in range(4):
        page = opened(at_desk, both, passphrase="not the right one at all")
    card, field = page.open_card, page.open_card.form.fields["passphrase"]
    card.passphrase.setText("not the right one at all")
    card.go_button.click()
    until(lambda: bool(card.waiting.left))
    assert field.words() == "Too many tries. Wait 30 seconds."
    assert not card.go_button.isEnabled()
    assert card.passphrase.isReadOnly()
    card.waiting.count_down()
    assert field.words() == "Too many tries. Wait 29 seconds."
    clock.forward(seconds=10)
    go(at_desk, "people", QWidget)
    page = go(at_desk, "concerns", ConcernsPage)
    assert page.open_card.form.fields["passphrase"].words() == "Too many tries. Wait 20 seconds."
    clock.forward(seconds=20)
    for _ in range(20):
        page.open_card.waiting.count_down()
    field = page.open_card.form.fields["passphrase"]
    assert field.words() == "You can try again now."
    assert not opened(at_desk, both).list.isHidden()


def test_the_lead_adds_closes_and_opens_again(at_desk, both):
    both.concern(about="A child at the door")
    page = opened(at_desk, both)
    held_by(page.list.rows)[0].click()
    card = page.card
    card.add_button.click()
    assert card.field.words() != ""
    card.kind.choose("referral")
    card.writing.setPlainText("Rang the council")
    card.add_button.click()
    at_desk.settle()
    assert at_desk.said == "Added, and sealed like the rest."
    assert "Rang the council" in words_in(card)
    card.writing.setPlainText("The council has it")
    card.close_button.click()
    at_desk.settle()
    assert card.kept.text().startswith("Closed on 24 November 2026. By the hub's rule it is kept")
    assert "24 November 2051" in card.kept.text()
    assert not card.let_go_button.isVisible()
    card.writing.setPlainText("It began again")
    card.reopen_button.click()
    at_desk.settle()
    assert at_desk.said == "The concern is open again."
    assert card.add_button.isVisible()
    at_desk.press(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.tabs.words_of("open") == "Open (1)"


def test_nothing_of_them_stays_in_any_widget_once_they_are_shut(at_desk, both, hub):
    """By their button, after five minutes, at the lock, and for whoever comes to the desk next."""
    samira = hub.person("Samira Haddad")
    both.concern(person_id=samira, about="")
    shuts = (
        lambda page: page.close_button.click(),
        lambda _page: both.guard.keys._idle.timeout.emit(),
        lambda _page: at_desk.open.locked(),
        lambda _page: both.at_desk("Tom Reed"),
    )
    for shut in shuts:
        page = opened(at_desk, both)
        held_by(page.list.rows)[0].click()
        page.card.writing.setPlainText("Quillfeather again")
        at_desk.settle()
        assert "Quillfeather" in words_in(page)
        shut(page)
        QApplication.sendPostedEvents(None, 52)  # what was taken away is gone
        at_desk.settle()
        said = words_in(at_desk.window)
        assert "Quillfeather" not in said
        assert "Samira" not in words_in(page)
        assert not both.guard.is_open
        at_desk.open.unlocked()


def test_the_lead_lets_a_new_deputy_read_and_seals_out_who_stopped(at_desk, both):
    both.concern()
    both.roles("Dan Ellis", StaffRole.VOLUNTEER)
    both.roles("Tom Reed", StaffRole.DEPUTY)
    both.key("Tom Reed", "a third one for this deputy")
    page = opened(at_desk, both)
    assert page.standing.words.text() == (
        "Tom Reed cannot read all of them yet. Dan Ellis could still read some, and should not."
    )
    page.standing.button.click()
    at_desk.settle()
    assert page.standing.isHidden()
    assert at_desk.said.startswith("Sealed again: 1 text.")


def test_a_lead_is_told_of_a_passphrase_chosen_in_their_name(at_desk, both):
    both.concern()
    both.key("Rosa Diaz", "somebody else chose this one")
    both.at_desk("Tom Reed")
    page = opened(at_desk, both)
    assert page.standing.words.text().startswith(
        "Newer concerns need the passphrase chosen in your name on Tue 24 Nov. Was that not you?"
    )


def test_a_slip_of_ours_while_one_is_passed_on_leaves_its_words_out_of_the_report(
    at_desk, both, monkeypatch
):
    def slip(_worry):
        raise RuntimeError

    page = recording(at_desk)
    page.kind.choose("hurt")
    page.story.setPlainText(CANARY)
    monkeypatch.setattr(both.guard, "record", slip)
    with pytest.raises(RuntimeError) as found:
        page.pass_on()
    assert "Quillfeather" not in str(report_of(found.value, NOW))


def test_others_see_to_see_the_lead_only_where_the_lead_ticked_it(at_desk, both, hub):
    samira = hub.person("Samira Haddad")
    both.concern(person_id=samira)
    see = "See the safeguarding lead"
    page = go(at_desk, "person", QWidget, id=samira)
    assert see not in words_in(page)
    assert not hub.look(lambda db: person_page(db, samira)).sees_lead
    lead = opened(at_desk, both)
    held_by(lead.list.rows)[0].click()
    lead.card.tick.click()
    both.at_desk("Tom Reed")
    page = go(at_desk, "person", QWidget, id=samira)
    assert see in words_in(page)


def test_settings_say_who_leads_and_whether_they_can_read(at_desk, staff):
    page = go(at_desk, "settings", SettingsPage, group="staff")
    (card,) = page.findChildren(SafeguardingCard)
    assert card.missing.words() == (
        "Rosa Diaz and Dan Ellis have to choose a passphrase under Read concerns first."
    )
    staff.key("Rosa Diaz")
    at_desk.settle()
    assert card.missing.words() == (
        "Only Rosa Diaz can read concerns. If Rosa Diaz forgets the passphrase, nobody can."
    )
    staff.key("Dan Ellis", DEPUTYS)
    at_desk.settle()
    assert card.missing.words() == ""
    assert "passphrase chosen on 24 November 2026" in words_in(card)
    staff.at_desk("Tom Reed")
    assert not card.read_button.isEnabled()
    assert card.record_button.isEnabled()


@pytest.mark.parametrize(
    ("theme", "scale"), [("light", 100), ("dark", 100), ("contrast", 100), ("light", 200)]
)
@pytest.mark.parametrize("name", ["record", "choose", "shut", "list", "one"])
def test_each_screen_can_be_read_and_reached(at_desk, staff, look, name, theme, scale):
    if name != "choose":
        staff.key("Rosa Diaz")
        staff.key("Dan Ellis", DEPUTYS)
        staff.concern(about="A child at the door")
    if name == "record":
        recording(at_desk)
    elif name in ("list", "one"):
        page = opened(at_desk, staff)
        if name == "one":
            held_by(page.list.rows)[0].click()
    else:
        staff.at_desk("Rosa Diaz")
        go(at_desk, "concerns", ConcernsPage)
    look.choose(theme)
    look.set_scale(scale)
    at_desk.window.resize(1024, 600)
    at_desk.settle()
    window = at_desk.window
    assert walks.low_contrast(window) == []
    assert walks.unnamed(window) == []
    assert walks.clipped(window) == []
    assert walks.small_targets(window) == []
    assert [box for box in walks.visible(window, QCheckBox) if not box.text()] == []
