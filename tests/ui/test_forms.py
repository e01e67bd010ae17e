"""Forms say what is wrong twice in the same words, lead to it, and clear nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from hubdesk.errors import HubDeskError
from hubdesk.errors.records import BirthInFuture, NotADate, YearMissing
from hubdesk.ui.space import column, scroller
from hubdesk.ui.theme import Look
from hubdesk.ui.widgets.calendar import Calendar, DayPick
from hubdesk.ui.widgets.choices import Combo, Number
from hubdesk.ui.widgets.day_field import DayField
from hubdesk.ui.widgets.form import Field, Form, LineEdit, NoteEdit
from tests.ui.alone import until
from tests.ui.walks import SCALES, clipped, put_on, said, small_targets

Show = Callable[..., QMainWindow]
TODAY = date(2026, 11, 24)
WRONG = {"phone": "Enter a phone number, or choose no phone", "name": "Enter the person's name"}


@pytest.fixture
def form(show: Show) -> Form:
    made = Form()
    made.add("name", "&Full name", LineEdit(), "As they say it")
    made.add("born", "Date of birth", DayField(today=TODAY), "For example 27 3 1985")
    made.add("phone", "&Phone", LineEdit())
    made.add("how", "How did they hear?", Combo((("", "Not asked"), ("gp", "Doctor"))))
    made.add("note", "Note", NoteEdit())
    page = QWidget()
    body = column(page, 24, 12)
    body.addWidget(scroller(made))
    show(page, 700, 400)
    return made


def test_the_summary_takes_the_focus_and_lists_the_fields_in_their_order(form: Form) -> None:
    form.show_problems(WRONG)
    assert form.problems.isVisible()
    assert form.problems.hasFocus()
    assert [b.text() for b in form.problems.lines()] == [WRONG["name"], WRONG["phone"]]


def test_the_same_words_stand_by_the_field_and_are_heard(form: Form) -> None:
    form.show_problems(WRONG)
    field = form.fields["name"]
    assert field.words() == WRONG["name"]
    assert field.editor.accessibleDescription() == f"Error: {WRONG['name']}. As they say it"
    assert form.fields["born"].words() == ""
    assert field.editor.property("c") == "bad"


def test_a_line_of_the_summary_leads_to_its_field(form: Form) -> None:
    form.show_problems(WRONG)
    form.problems.lines()[1].click()
    assert form.fields["phone"].editor.hasFocus()
    assert not form.fields["phone"].visibleRegion().isEmpty()


def test_what_was_typed_stays_and_no_problem_leaves_no_trace(form: Form) -> None:
    edit = form.fields["name"].editor
    assert isinstance(edit, QLineEdit)
    edit.setText("Sam")
    form.show_problems(WRONG)
    form.show_problems({})
    assert edit.text() == "Sam"
    assert not form.problems.isVisible()
    assert form.fields["name"].words() == ""
    assert edit.property("c") == ""
    assert edit.accessibleDescription() == "As they say it"


def test_labels_are_buddies_and_name_their_fields(form: Form) -> None:
    field = form.fields["name"]
    assert field.label.buddy() is field.editor
    assert said(field.editor) == "Full name"


def test_typing_and_choosing_tell_that_a_draft_has_changed(form: Form) -> None:
    told: list[int] = []
    form.edited.connect(lambda: told.append(1))
    QTest.keyClicks(form.fields["name"].editor, "ab")
    day = form.fields["born"].editor
    assert isinstance(day, DayField)
    QTest.keyClicks(day.boxes[0], "3")
    combo = form.fields["how"].editor
    assert isinstance(combo, QComboBox)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    note = form.fields["note"].editor
    QTest.keyClicks(note, "x")
    assert len(told) >= 5


def test_a_field_that_stands_elsewhere_can_join(form: Form) -> None:
    field = Field("Postcode", LineEdit())
    form.adopt("postcode", field)
    form.show_problems({"postcode": "Enter a postcode like B12 0XX"})
    assert field.words()


@pytest.mark.parametrize("scale", SCALES)
def test_a_form_with_problems_is_whole_at_every_text_size(
    form: Form, look: Look, qapp: QApplication, scale: int
) -> None:
    form.show_problems(WRONG)
    window = form.window()
    put_on(qapp, window, look, "light", scale, (700 * scale // 100, 500))
    assert not clipped(window)
    assert not small_targets(window)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("14", "3", "1979"), date(1979, 3, 14)),
        (("03", "03", "1979"), date(1979, 3, 3)),
        (("3", "March", "1979"), date(1979, 3, 3)),
        (("3", "mar", "1979"), date(1979, 3, 3)),
        ((" 29 ", "feb", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_from_three_boxes(typed: tuple[str, ...], day: date | None) -> None:
    field = DayField(today=TODAY)
    for box, text in zip(field.boxes, typed, strict=True):
        box.setText(text)
    assert field.read() == day


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("31", "2", "1979"), NotADate),
        (("14", "3", ""), YearMissing),
        (("14", "3", "79"), NotADate),
        (("1", "1", "2090"), BirthInFuture),
        (("", "", "1979"), NotADate),
    ],
)
def test_what_is_no_day_is_refused(typed: tuple[str, ...], error: type[HubDeskError]) -> None:
    field = DayField(today=TODAY)
    for box, text in zip(field.boxes, typed, strict=True):
        box.setText(text)
    with pytest.raises(error):
        field.read()


def test_a_year_alone_counts_where_it_may() -> None:
    field = DayField(today=TODAY, year_alone=True)
    field.set_day(1979)
    assert field.read() == 1979
    field.set_day(2031)
    with pytest.raises(NotADate):
        field.read()


def test_the_day_is_said_back_with_the_age(show: Show) -> None:
    field = DayField(today=TODAY)
    show(field, 600, 100)
    QTest.keyClicks(field.boxes[0], "14")
    assert field.said_back() == ""
    assert field.boxes[0].hasFocus(), "nothing jumps by itself"
    QTest.keyClicks(field.boxes[1], "March")
    QTest.keyClicks(field.boxes[2], "1979")
    assert field.said_back() == "14 March 1979 (47)"
    field.set_day(date(1979, 12, 1))
    assert field.said_back() == "1 December 1979 (46)"


def test_where_there_is_no_room_beside_a_day_no_line_is_kept_for_words_it_has_not(
    show: Show,
) -> None:
    field, page = DayField(today=TODAY), QWidget()
    body = column(page, 0, 0)
    body.addWidget(field)
    body.addStretch(1)
    show(page, 290, 300)
    empty = field.height()
    field.set_day(date(1979, 3, 14))
    until(lambda: field.height() > empty)
    assert field.said_back() == "14 March 1979 (47)"


def test_the_wheel_does_not_change_a_choice(show: Show, qapp: QApplication) -> None:
    combo = Combo((("good", "Good"), ("worn", "Worn")), "worn", "Condition")
    show(combo, 200, 60)
    assert combo.value() == "worn"
    combo.choose("good")
    assert combo.value() == "good"


def test_a_day_can_be_picked_from_a_month_without_red_weekends(show: Show, look: Look) -> None:
    pick = DayPick(TODAY, "Due back", least=TODAY)
    show(pick, 300, 60)
    assert pick.day() == TODAY
    pick.set_day(date(2026, 12, 8))
    assert pick.day() == date(2026, 12, 8)
    assert pick.text() == "Tue 8 Dec 2026"
    for theme in ("dark", "contrast", "light"):
        look.choose(theme)
        month = pick.calendarWidget()
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            ink = month.weekdayTextFormat(weekday).foreground().color().name()
            assert ink == look.theme.text.lower()


def test_the_month_that_opens_at_the_arrow_is_ours(show: Show) -> None:
    pick = DayPick(TODAY, "Due back", least=TODAY)
    show(pick, 300, 60)
    assert not pick.findChildren(QCalendarWidget)
    arrow = QPoint(pick.width() - 12, pick.height() // 2)
    QTest.mouseClick(pick, Qt.MouseButton.LeftButton, pos=arrow)
    (month,) = pick.findChildren(QCalendarWidget)
    assert isinstance(month, Calendar)
    assert month.isVisible()
    assert month.selectedDate() == pick.date()
    month.window().close()


def test_a_number_keeps_its_bounds_and_the_wheel_leaves_it_alone(show: Show) -> None:
    number = Number(3, 1, 50, "things", "How many at once")
    show(number, 200, 60)
    assert number.text() == "3 things"
    number.setValue(99)
    assert number.value() == 50
    assert said(number) == "How many at once"


def test_whoever_types_on_from_the_summary_types_into_the_first_field_at_fault(form: Form) -> None:
    form.show_problems({"phone": WRONG["phone"], "note": "Enter a note"})
    assert form.problems.hasFocus()
    QTest.keyClicks(form.problems, "0")
    phone = form.fields["phone"].editor
    assert phone.hasFocus()
    QTest.keyClicks(phone, "77")
    assert phone.text() == "077", "the first digit went along"


def test_a_day_is_typed_as_it_is_written_from_its_first_digit_on(show: Show) -> None:
    """The name of the weekday stands before it, and nobody types that."""
    pick = DayPick(date(2026, 11, 24), "Happened on")
    show(pick, 400, 200)
    for typed, meant in (
        ("05", date(2026, 11, 5)),
        ("5 Oct", date(2026, 10, 5)),
        ("20/11/2025", date(2025, 11, 20)),
        ("29/2/2024", date(2024, 2, 29)),
        ("29 2 2023", date(2023, 2, 28)),
        ("7.1.2027", date(2027, 1, 7)),
        ("31 1 2027", date(2027, 1, 31)),
        ("05102025", date(2025, 10, 5)),
        ("31 4 2027", date(2027, 4, 30)),
    ):
        pick.set_day(date(2026, 11, 24))
        pick.clearFocus()
        pick.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(pick, typed)
        assert pick.day() == meant, typed
