"""The screens of certificates: a class by a few keys, each sheet as it prints, what comes after."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.models import StaffRole
from hubdesk.operations.attending import mark
from hubdesk.operations.awarding import Given, Recipient, award_certificates
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_series
from hubdesk.operations.staff import add_staff
from hubdesk.queries.awards import Standing, award_row, awards_of
from hubdesk.queries.certificate_looks import current_look
from hubdesk.ui.certificates.award_page import AwardPage
from hubdesk.ui.certificates.certificate_page import CertificatePage
from hubdesk.ui.people.person_page import PersonPage
from hubdesk.ui.printing.page import ToPrintPage
from hubdesk.ui.settings.looks_part import LookCard
from hubdesk.ui.settings.page import SettingsPage
from tests.conftest import TODAY
from tests.reports.test_names_on_paper import NEW_SCRIPT
from tests.ui import walks
from tests.ui.alone import until

GIVEN = Given("attendance", "Digital basics", TODAY)


def go(at_desk, name, kind, **facts):
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    page = at_desk.shell.page
    assert isinstance(page, kind)
    return page


def drawn(page):
    """Wait until the sheet is painted as it is now."""
    until(lambda: not page.sheet.paper.picture.isNull() or not page.sheet.note.isHidden())


@pytest.fixture
def course(hub):
    """Two weeks: Ada came to both, Bo to one, and nobody else stands on a register."""
    facts = SessionFacts("Get online", "course", TODAY - timedelta(days=7), time(10), time(12))
    made = hub.do(
        "plan session",
        lambda db, now: plan_series(db, facts=facts, repeats="weekly", times=2, now=now),
    )
    people = [hub.person(name) for name in ("Ada Okafor", "Bo Li")]
    for at, session in enumerate(made.session_ids):
        for person in people[: 2 - at]:
            hub.do(
                "mark",
                lambda db, now, s=session, p=person: mark(
                    db, session_id=s, person_id=p, mark="present", now=now
                ),
            )
    return people


def give(hub, person, name="Samira Haddad", given=GIVEN, *, is_printed=False):
    [award] = hub.do(
        "award certificate",
        lambda db, now: award_certificates(
            db, given=given, recipients=[Recipient(person, name)], now=now, is_printed=is_printed
        ),
    )
    return award.id


def awards(hub, person):
    return hub.look(lambda db: awards_of(db, person))


# Awarding


def test_a_class_gets_its_certificates_with_one_key_and_they_wait_as_one_paper(
    at_desk, hub, course
):
    ada, bo = course
    page = go(at_desk, "award", AwardPage)
    assert page.form.what.text() == "Get online"
    assert {id: one.is_chosen for id, one in page.people.lines.items()} == {ada: True, bo: False}
    page.people.all_button.click()
    at_desk.press(Qt.Key.Key_Return)
    assert [row.printed for row in (*awards(hub, ada), *awards(hub, bo))] == ["C-00001", "C-00002"]
    assert [row.times_printed for row in awards(hub, ada)] == [1]
    [paper] = page_waiting(at_desk)
    assert paper.title == "Certificates for Ada O. and Bo L."
    page = go(at_desk, "award", AwardPage)
    assert [one.came.text() for one in page.people.lines.values()] == ["has C-00001", "has C-00002"]
    assert not page.print_button.isEnabled()


def test_no_tick_and_no_other_thing_achieved_goes_along_to_another_course(at_desk, hub, course):
    ada, bo = course
    page = go(at_desk, "award", AwardPage)
    page.people.lines[ada].tick.setChecked(False)
    page.people.lines[bo].tick.setChecked(True)
    page.people.lines[bo].name.setText("Bo W. Li")
    page.form.course_chosen.emit()
    lines = page.people.lines
    assert [lines[id].is_chosen for id in course] == [True, False]
    assert lines[bo].name.text() == "Bo W. Li", "how somebody wants their name goes along"
    page.form.sort.button("achievement").click()
    page.form.what.setText("Getting started")
    page.form.skills.setPlainText("Use a mouse")
    page.award_button.click()
    at_desk.settle()
    assert page.people.lines[ada].came.text() == "has C-00001"
    page.form.what.setText("Being safe online")
    page.form.what.textEdited.emit("")
    assert page.people.lines[ada].is_chosen


def test_a_class_is_not_offered_what_somebody_was_awarded_for_before(at_desk, hub, course):
    known = {"sort": "achievement", "what": "Getting started", "skills": ("Switch it on",)}
    go(at_desk, "award", AwardPage, person_id=course[0], **known)
    page = go(at_desk, "award", AwardPage)
    given = page.form.given(TODAY)
    assert (given.sort, given.what, given.skills) == ("attendance", "Get online", ())
    assert page.form.skills.toPlainText() == ""


def page_waiting(at_desk):
    return go(at_desk, "to-print", ToPrintPage).printing.waiting()


def test_the_sheet_is_the_one_that_is_printed_and_follows_what_is_typed(at_desk, hub, course):
    page = go(at_desk, "award", AwardPage)
    drawn(page)
    before = page.sheet.paper.picture.copy()
    page.people.lines[course[0]].name.setText("Adaeze Okafor-Nwosu")
    page.people.lines[course[0]].name.textEdited.emit("")
    until(lambda: page.sheet.paper.picture != before)


def test_a_name_nothing_can_draw_is_said_by_the_name_and_nobody_gets_anything(at_desk, hub, course):
    page = go(at_desk, "award", AwardPage)
    page.people.all_button.click()
    line = page.people.lines[course[1]]
    line.name.setText(f"Bo {NEW_SCRIPT}")
    line.name.textEdited.emit("")
    until(lambda: line.problem.text() != "")
    assert line.problem.text().startswith("No font on this computer can draw Garay")
    page.print_button.click()
    assert awards(hub, course[0]) == awards(hub, course[1]) == ()
    assert QApplication.focusWidget() is line.name
    line.tick.setChecked(False)
    page.print_button.click()
    assert [row.printed for row in awards(hub, course[0])] == ["C-00001"]


def test_a_certificate_from_somebodys_page_bears_the_name_they_want(at_desk, hub):
    samira = hub.person("Samira Haddad", known_as="Sam")
    person = go(at_desk, "person", PersonPage, id=samira)
    at_desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    page = at_desk.shell.page
    assert isinstance(page, AwardPage)
    page.form.sort.button("achievement").click()
    at_desk.settle()
    page.print_button.click()
    assert set(page.form.form.fields) >= {"what", "skills"}
    assert page.form.form.fields["skills"].words().startswith("Write what they can do")
    page.form.what.setText("Getting started")
    page.form.skills.setPlainText("Use a mouse\n\nBrowse the web")
    page.people.lines[samira].name.setText("Samira Al-Haddad")
    page.award_button.click()
    at_desk.settle()
    assert at_desk.shell.page is person
    [row] = awards(hub, samira)
    assert (row.name, row.sort, row.times_printed) == ("Samira Al-Haddad", "achievement", 0)
    assert "Certificate awarded to Sam H." in at_desk.said
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert awards(hub, samira) == ()


def test_what_another_page_knows_stands_in_the_form(at_desk, hub):
    samira = hub.person("Samira Haddad")
    facts = {"sort": "achievement", "what": "Getting started", "skills": ("Use a mouse",)}
    page = go(at_desk, "award", AwardPage, person_id=samira, **facts)
    assert at_desk.shell.page.first_focus() is page.print_button
    at_desk.press(Qt.Key.Key_Return)
    assert [row.what for row in awards(hub, samira)] == ["Getting started"]


def test_where_no_course_was_held_the_page_says_how_to_go_on(at_desk, hub):
    page = go(at_desk, "award", AwardPage)
    assert page.people.none.text().startswith("Choose a course")
    assert not page.print_button.isEnabled()


def test_a_volunteer_is_told_whom_to_ask(at_desk, hub):
    samira = hub.person("Samira Haddad")
    staff = hub.do(
        "add staff", lambda db, now: add_staff(db, name="Vee", roles=(StaffRole.VOLUNTEER,))
    )
    at_desk.open.records.act_as(staff.id)
    page = go(at_desk, "person", PersonPage, id=samira)
    at_desk.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    assert at_desk.shell.page is page
    assert "award a certificate" in at_desk.said


# One certificate


def test_a_scanned_certificate_opens_it(at_desk, hub):
    samira = hub.person("Samira Haddad")
    id = give(hub, samira)
    at_desk.scan(hub.look(lambda db: award_row(db, id)).code)
    page = at_desk.shell.page
    assert isinstance(page, CertificatePage)
    assert page.award.id == id
    drawn(page)


def test_the_first_print_is_the_original_and_the_second_a_reprint(at_desk, hub):
    id = give(hub, hub.person("Samira Haddad"))
    page = go(at_desk, "certificate", CertificatePage, id=id)
    assert page.print_button.text() == "Print"
    page.print_button.click()
    at_desk.settle()
    assert page.print_button.text() == "Print again"
    page.print_button.click()
    at_desk.settle()
    assert [paper.kind for paper in page_waiting(at_desk)] == ["certificate", "certificate-copy"]


def test_a_corrected_certificate_is_printed_and_takes_the_place_of_the_other(at_desk, hub):
    samira = hub.person("Samira Haddad")
    id = give(hub, samira, "Samira Hadad", is_printed=True)
    page = go(at_desk, "certificate", CertificatePage, id=id)
    page.correct_button.click()
    page.correcting.name.setText("Samira Haddad")
    assert page.has_unsaved()
    at_desk.press(Qt.Key.Key_Return)
    assert page.award.printed == "C-00002"
    assert [row.standing for row in awards(hub, samira)] == [Standing.HOLDS, Standing.REPLACED]
    assert [paper.number for paper in page_waiting(at_desk)] == ["C-00002"]
    old = go(at_desk, "certificate", CertificatePage, id=id)
    assert "C-00002 took its place" in old.note.words()
    assert old.primary() is None


def test_a_correction_with_a_name_nothing_can_draw_is_refused_by_its_field(at_desk, hub):
    samira = hub.person("Samira Haddad")
    page = go(at_desk, "certificate", CertificatePage, id=give(hub, samira))
    page.correct_button.click()
    page.correcting.name.setText(NEW_SCRIPT)
    page.correct()
    assert "Garay" in page.correcting.form.fields["name"].words()
    assert len(awards(hub, samira)) == 1
    at_desk.press(Qt.Key.Key_Escape)
    assert page.correcting.isHidden()


def test_a_withdrawal_asks_why_and_is_undone(at_desk, hub):
    samira = hub.person("Samira Haddad")
    page = go(at_desk, "certificate", CertificatePage, id=give(hub, samira))
    page.withdraw_button.click()
    page.withdraw()
    assert page.withdrawing.form.fields["why"].words() == "Write down why it is withdrawn."
    page.withdrawing.why.setText("Given to the wrong Samira")
    at_desk.press(Qt.Key.Key_Return)
    assert awards(hub, samira)[0].standing is Standing.WITHDRAWN
    assert "Given to the wrong Samira" in page.note.words()
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert awards(hub, samira)[0].holds


def test_a_certificate_that_was_undone_waits_for_no_printer(at_desk, hub, course):
    page = go(at_desk, "award", AwardPage)
    page.print_button.click()
    assert len(page_waiting(at_desk)) == 1
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page_waiting(at_desk) == [])


# How they look


@pytest.fixture
def look_card(at_desk):
    page = go(at_desk, "settings", SettingsPage, group="certificates")
    [card, _] = page.cards["certificates"]
    assert isinstance(card, LookCard)
    card.begin()
    return card


def test_a_look_is_changed_with_its_sheet_beside_it(at_desk, hub, look_card, tmp_path):
    card = look_card
    drawn(card)
    before = card.sheet.paper.picture.copy()
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#B02A37").save(file)
    card.fields.logo.picked.emit(str(file))
    until(lambda: bool(card.fields.logo.pictures))
    until(lambda: card.sheet.paper.picture != before)
    card.fields.title.setText("Well done")
    card.fields.border.button("band").click()
    card.fields.pad.put_down(card.fields.pad.rect().center().toPointF())
    card.fields.pad.lift()
    card.save()
    found = hub.look(lambda db: current_look(db, "attendance"))
    assert (found.version, found.look.title, found.look.border) == (2, "Well done", "band")
    assert found.look.logo
    assert found.look.signature_path.startswith("M ")
    assert not card.is_writing()
    card.begin()
    assert card.fields.look() == found.look, "the next version begins as the one that stands"


def test_a_file_that_is_no_picture_is_said_by_its_field(at_desk, look_card, tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(b"not a picture")
    look_card.fields.logo.picked.emit(str(file))
    field = look_card.fields.fields["logo"]
    until(lambda: field.words() != "")
    assert "no picture HubDesk can read" in field.words()


def test_what_makes_no_sheet_is_said_and_nothing_typed_is_lost(at_desk, hub, look_card):
    look_card.save()
    assert "Nothing changed" in look_card.fields.fields["title"].words()
    look_card.fields.title.setText("  ")
    look_card.save()
    assert look_card.is_writing()
    at_desk.press(Qt.Key.Key_Escape)
    assert not look_card.is_writing()
    assert hub.look(lambda db: current_look(db, "attendance")).version == 1


# How the pages look


@pytest.fixture
def shown(at_desk, hub, course):
    give(hub, course[0], "Ada Okafor", Given("achievement", "Basics", TODAY, ("Use a mouse",)))

    def show(name):
        facts = {"award": {}, "certificate": {"id": awards(hub, course[0])[0].id}}
        at_desk.shell.go(name, **facts.get(name, {"group": "certificates"}))
        at_desk.settle()
        return at_desk.window

    return show


@pytest.mark.parametrize("name", ["award", "certificate", "settings"])
def test_the_pages_fit_at_every_size_and_are_read_in_every_look(qapp, look, shown, name):
    window = shown(name)
    for choice, scale, size in (
        ("light", 100, (1366, 768)),
        ("dark", 100, (1024, 600)),
        ("contrast", 200, (1366, 768)),
    ):
        walks.put_on(qapp, window, look, choice, scale, size)
        assert walks.clipped(window) == []
        assert walks.low_contrast(window) == []
        assert walks.unnamed(window) == []
        assert walks.small_targets(window) == []
