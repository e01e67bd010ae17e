"""All the details of a person: one Save, one Undo, problems by their fields, drafts kept."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.models import Birth
from hubdesk.operations.consents import change_wording, record_consent
from hubdesk.operations.people import join_household
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.consents import current_wordings
from hubdesk.queries.people import person_page
from hubdesk.ui.people.edit_person import EditPersonPage
from hubdesk.ui.people.edit_values import changes, problems, typed_of
from hubdesk.ui.widgets.chips import Chip

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
TODAY = date(2026, 11, 24)


@pytest.fixture
def samira(hub):
    return hub.person(
        "Samira Haddad",
        known_as="Sam",
        phone="07700 900318",
        privacy_given=True,
        more={"birth": Birth.of_day(date(1979, 3, 14)), "address": "12 Moseley Road"},
    )


@pytest.fixture
def page(at_desk, samira):
    at_desk.shell.go("edit-person", id=samira)
    at_desk.settle()
    return at_desk.shell.page


def shown(at_desk):
    """All the words on the page."""
    labels = at_desk.shell.page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def facts(hub, id_):
    return hub.look(lambda db: person_page(db, id_))


def verb(hub):
    return hub.look(last_to_undo).verb


def test_every_fact_that_is_kept_is_in_the_form_and_untouched_it_changes_nothing(
    at_desk, hub, samira, page
):
    before = facts(hub, samira)
    assert page.form.typed() == typed_of(before, hub.look(current_wordings))
    assert not changes(typed_of(before, hub.look(current_wordings)), page.form.typed())
    at_desk.press(ENTER)
    assert at_desk.said == "Nothing was changed."
    assert verb(hub) == "register person"
    assert at_desk.shell.current == "person"


def test_one_save_is_one_action_and_one_undo_puts_everything_back(at_desk, hub, samira, page):
    before = facts(hub, samira)
    inputs = page.form.inputs
    inputs["email"].setText("samira@example.org")
    inputs["postcode"].setText("b12 0xx")
    inputs["safe_to_leave_message"].setChecked(False)
    inputs["guardian_name"].setText("Omar Haddad")
    inputs["needs"].pill("large print").setChecked(True)
    inputs["roles"].pill("volunteer").setChecked(True)
    inputs["consent:photos"].choose("no")
    at_desk.press(Qt.Key.Key_S, CTRL)
    after = facts(hub, samira)
    assert (after.email, after.postcode, after.guardian_name) == (
        "samira@example.org",
        "B12 0XX",
        "Omar Haddad",
    )
    assert not after.safe_to_leave_message
    assert (after.needs, after.roles) == (("large print",), ("volunteer",))
    assert [c.is_given for c in after.consents if c.purpose == "photos"] == [False]
    assert verb(hub) == "edit person"
    assert at_desk.said == "Saved the details of Sam."
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert facts(hub, samira) == before


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [("needs", "quiet seat", "needs"), ("roles", "tutor", "roles")],
)
def test_history_names_the_one_thing_that_changed(at_desk, hub, samira, page, name, value, wanted):
    page.form.inputs[name].pill(value).setChecked(True)
    assert page.save()
    assert verb(hub) == wanted
    assert hub.look(last_to_undo).about["what"] == value


def test_what_is_wrong_is_said_at_the_top_and_by_each_field_in_the_same_words(
    at_desk, hub, samira, page
):
    inputs = page.form.inputs
    inputs["display_name"].setText("")
    inputs["born_on"].set_typed(("31", "feb", "1979"))
    inputs["phone"].setText("0770")
    inputs["email"].setText("nobody")
    inputs["postcode"].setText("ZZZ")
    inputs["consent_on"].set_typed(("1", "1", "2030"))
    at_desk.press(Qt.Key.Key_S, CTRL)
    summary = page.form.problems
    wrong = {name: field.words() for name, field in page.form.fields.items() if field.words()}
    assert sorted(wrong) == sorted(
        (
            *("display_name", "born_on", "phone", "email"),
            *("postcode", "consent_on"),
        )
    )
    assert at_desk.window.focusWidget() is summary
    assert [line.text() for line in summary.lines()] == list(wrong.values())
    for line, name in zip(summary.lines(), wrong, strict=True):
        line.click()
        editor = page.form.fields[name].editor
        assert at_desk.window.focusWidget() is (editor.focusProxy() or editor)
    assert inputs["phone"].text() == "0770"
    assert facts(hub, samira).phone == "07700 900318"


def test_what_came_in_odd_and_was_not_touched_does_not_stop_a_save(hub, samira):
    before = typed_of(facts(hub, samira), hub.look(current_wordings)) | {
        "phone": "ask her son",
        "postcode": "unknown",
    }
    typed = before | {"language": "Arabic"}
    assert problems(before, typed, TODAY) == {}
    assert changes(before, typed).facts == {"language": "Arabic"}


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ({"precision": "exact", "born_on": ["3", "mar", "1980"]}, Birth.of_day(date(1980, 3, 3))),
        ({"precision": "year", "born_year": "1980"}, Birth.of_year(1980)),
        ({"precision": "band", "band": "25 to 49"}, Birth.of_band("25 to 49")),
        ({"precision": "unknown"}, Birth()),
    ],
)
def test_a_birth_is_a_day_a_year_a_band_or_nothing(hub, samira, typed, birth):
    before = typed_of(facts(hub, samira), hub.look(current_wordings))
    assert problems(before, before | typed, TODAY) == {}
    assert changes(before, before | typed).facts == {"birth": birth}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"precision": "year", "born_year": ""}, "born_year", "Enter the year, like 1985."),
        ({"precision": "year", "born_year": "1785"}, "born_year", "Nobody here was born in 1785."),
        ({"precision": "band", "band": ""}, "band", "Choose an age band."),
        ({"born_on": ["1", "1", "2030"]}, "born_on", "Date of birth must be in the past."),
        ({"born_on": ["1", "1", ""]}, "born_on", "Date of birth must include a year."),
    ],
)
def test_a_birth_that_cannot_be_is_said_so(hub, samira, typed, field, words):
    before = typed_of(facts(hub, samira), hub.look(current_wordings))
    wrong = problems(before, before | typed, TODAY)
    assert list(wrong) == [field]
    assert wrong[field].startswith(words)


def test_only_the_boxes_of_the_chosen_precision_are_shown(hub, samira, page):
    chosen = page.form.inputs["precision"]
    chosen.button("year").click()
    shown = [
        name for name in ("born_on", "born_year", "band") if not page.form.fields[name].isHidden()
    ]
    assert shown == ["born_year"]
    page.form.inputs["born_year"].setText("1980")
    assert page.save()
    assert facts(hub, samira).birth == Birth.of_year(1980)


def test_an_answer_taken_back_keeps_the_one_before_with_its_words_day_and_how(hub, samira, page):
    hub.do(
        "consent",
        lambda db, now: record_consent(
            db, person_id=samira, purpose="photos", how="paper", now=now
        ),
    )
    page.arrive(id=samira)
    inputs = page.form.inputs
    assert inputs["consent:photos"].value() == "yes"
    inputs["consent:photos"].choose("no")
    inputs["consent_how"].choose("spoken")
    inputs["consent_on"].set_typed(("24", "11", "2026"))
    assert page.save()
    photos = [c for c in facts(hub, samira).consents if c.purpose == "photos"]
    assert [(c.is_given, c.how, c.wording_version) for c in photos] == [
        (False, "spoken", "1"),
        (True, "paper", "1"),
    ]
    assert hub.look(last_to_undo).about["what"] == "photos: no"


def test_the_words_stand_beside_each_answer(hub, page):
    shown = {answer.words.text() for answer in page.form.answers.values()}
    assert shown == {f"“{row.text}”" for row in hub.look(current_wordings).values()}


def test_who_agreed_to_older_words_is_asked_again_and_keeps_the_answer_before(
    at_desk, hub, samira, page
):
    new = "May we take pictures of you?"
    hub.do(
        "consent",
        lambda db, now: record_consent(
            db, person_id=samira, purpose="photos", how="paper", now=now
        ),
    )
    hub.do("change wording", lambda db, now: change_wording(
        db, purpose="photos", text=new, now=now
    ))  # fmt: skip
    at_desk.shell.go("person", id=samira)
    at_desk.settle()
    assert "To version 1 of the words. They are others now." in shown(at_desk)
    at_desk.shell.go("edit-person", id=samira)
    at_desk.settle()
    photos = at_desk.shell.page.form.answers["photos"]
    assert (photos.choice.value(), photos.words.text()) == ("", f"“{new}”")
    assert "Photos: yes, on 24 November 2026, to version 1." in shown(at_desk)
    photos.choice.choose("yes")
    assert at_desk.shell.page.save()
    said = [c for c in facts(hub, samira).consents if c.purpose == "photos"]
    assert [(c.is_given, c.wording_version, c.is_older) for c in said] == [
        (True, "2", False),
        (True, "1", True),
    ]


def test_an_answer_begun_before_the_words_changed_is_not_saved_as_one_to_the_new(
    at_desk, hub, samira, page
):
    page.form.inputs["consent:photos"].choose("yes")
    page.form.inputs["consent:contact"].choose("yes")
    at_desk.shell.go("people")
    hub.do("change wording", lambda db, now: change_wording(
        db, purpose="photos", text="May we take pictures of you?", now=now
    ))  # fmt: skip
    at_desk.shell.go("edit-person", id=samira)
    at_desk.settle()
    inputs = at_desk.shell.page.form.inputs
    assert inputs["consent:photos"].value() == ""
    assert inputs["consent:contact"].value() == "yes"


def test_a_household_is_joined_by_part_of_a_name_and_enter(at_desk, hub, samira, page):
    omar = hub.person("Omar Haddad")
    finder = page.form.inputs["join"]
    finder.edit.setFocus()
    at_desk.write("omar")
    at_desk.press(ENTER)
    assert finder.value() == omar
    assert at_desk.shell.current == "edit-person"
    assert page.save()
    assert facts(hub, samira).household.others == ((omar, "Omar Haddad"),)
    assert verb(hub) == "household"


def test_somebody_never_lives_with_themselves(hub, samira, page):
    finder = page.form.inputs["join"]
    finder.edit.setText("samira")
    finder._search()
    assert finder.found_rows() == []


def test_somebody_moves_out(at_desk, hub, samira, page):
    omar = hub.person("Omar Haddad")
    hub.do("household", lambda db, now: join_household(db, person_id=omar, other_id=samira))
    page.arrive(id=samira)
    page.form.inputs["leave"].setChecked(True)
    assert page.save()
    assert facts(hub, samira).household is None


def test_what_was_typed_is_there_again_after_walking_away_and_after_a_restart(
    at_desk, hub, samira, page
):
    page.form.inputs["language"].setText("Arabic")
    at_desk.press(Qt.Key.Key_1, CTRL)
    fresh = EditPersonPage(at_desk.open.records.doors)
    fresh.arrive(id=samira)
    assert fresh.form.inputs["language"].text() == "Arabic"
    at_desk.shell.go("edit-person", id=samira)
    assert at_desk.said.startswith("What you began on Tue 24 Nov is still here.")
    assert facts(hub, samira).language == ""


def test_the_draft_of_one_person_never_shows_in_the_form_of_another(at_desk, hub, samira, page):
    page.form.inputs["language"].setText("Arabic")
    tom = hub.person("Tom Reed")
    at_desk.shell.go("person", id=tom)
    at_desk.shell.go("edit-person", id=tom)
    assert page.form.inputs["language"].text() == ""
    assert page.form.inputs["display_name"].text() == "Tom Reed"


def test_putting_everything_back_can_itself_be_taken_back(at_desk, hub, samira, page):
    page.form.inputs["language"].setText("Arabic")
    page.draft.keep()
    page.back_button.click()
    assert page.form.typed() == typed_of(facts(hub, samira), hub.look(current_wordings))
    assert page.draft.open_ones(samira) == []
    at_desk.shell.strip.buttons()[0].click()
    assert page.form.inputs["language"].text() == "Arabic"


def test_a_saved_form_leaves_no_draft(at_desk, hub, samira, page):
    page.form.inputs["language"].setText("Arabic")
    page.draft.keep()
    assert page.save()
    assert page.draft.open_ones(samira) == []
    assert facts(hub, samira).language == "Arabic"


def test_the_form_can_begin_at_the_field_that_is_missing(at_desk, samira):
    at_desk.shell.go("edit-person", id=samira, field="guardian_name")
    at_desk.settle()
    page = at_desk.shell.page
    assert at_desk.window.focusWidget() is page.form.inputs["guardian_name"]


def test_somebody_who_may_be_the_same_is_shown_before_the_details_are_saved(
    at_desk, hub, samira, page
):
    """By name and birth too, and never merged: whoever sits there says that they are two."""
    other = hub.person("Sam Hadad", more={"birth": Birth.of_day(date(1979, 3, 14))})
    at_desk.shell.go("edit-person", id=other)
    at_desk.settle()
    page = at_desk.shell.page
    assert page.twins.isHidden(), "nothing was typed yet"
    page.form.inputs["display_name"].setText("Samira Haddad")
    page.form.inputs["display_name"].editingFinished.emit()
    assert (page.twins.ids(), page.twins.is_asking) == ({samira}, False)
    assert "Same name and birth" in [chip.text() for chip in page.twins.findChildren(Chip)]
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert page.twins.is_asking
    assert facts(hub, other).name == "Sam Hadad", "nothing is saved before somebody decided"
    at_desk.press(Qt.Key.Key_Escape)
    assert (page.twins.is_asking, at_desk.shell.current) == (False, "edit-person")
    at_desk.press(Qt.Key.Key_S, CTRL)
    page.twins.other.click()
    assert [facts(hub, id_).name for id_ in (other, samira)] == ["Samira Haddad"] * 2
    at_desk.shell.go("edit-person", id=other)
    at_desk.shell.page.form.inputs["email"].setText("sam@example.org")
    at_desk.press(Qt.Key.Key_S, CTRL)
    assert facts(hub, other).email == "sam@example.org", "what was answered is not asked again"
