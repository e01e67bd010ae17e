"""Papers about sessions: a pack whose slips scan, a slip in large print, a page for a school."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hubdesk.ids import CodeKind, make_code
from hubdesk.queries.papers import DueRow
from hubdesk.queries.register import HeadRow
from hubdesk.queries.session_papers import (
    AppointmentPaper,
    PackPaper,
    RegisterPaper,
    SlipPaper,
    VisitPaper,
)
from hubdesk.queries.speakers import SpeakerRow
from hubdesk.reports.appointment_slip import appointment_slip_pdf, time_in_words
from hubdesk.reports.paper_pack import paper_pack_pdf
from hubdesk.reports.register_sheet import register_sheet_pdf
from hubdesk.reports.visit_summary import visit_summary_pdf
from tests.reports.papers_read import DUE_ON, HUB, LONG_NAME, NAMES, opened, picture, scanned

ZONE = ZoneInfo("Europe/London")


def at(hour, minute=0):
    return datetime(2026, 11, 24, hour, minute, tzinfo=ZONE)


REGISTER = RegisterPaper(HUB, "Digital basics", DUE_ON, at(10), at(12), "Room 2", "Amira Khan")
SLIP = AppointmentPaper(HUB, "Samira Haddad", "One-to-one", "Owen Price", DUE_ON, at(13, 40), 20)
VISIT = VisitPaper(
    HUB, "Careers in tech", DUE_ON, at(9), at(11), "Hillside School", "123456", "Ms Patel",
    "Mr Jones", (HeadRow("7", 30, 28, 14, 14, -1, -1), HeadRow("8", 30, 27, -1, -1, -1, -1)),
    (), ("5",), "", "",
)  # fmt: skip


def text_of(pdf):
    with opened(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_every_slip_of_a_pack_scans_as_it_is_printed_and_no_other_code_is_there():
    codes = [make_code(CodeKind.PAPER, 2, number) for number in range(41, 59)]
    slips = tuple(SlipPaper(code.text, code.printed()) for code in codes)
    due = DueRow("Kofi Mensah", "07700 900318", "HD-0142", "Lenovo", DUE_ON)
    pdf = paper_pack_pdf(PackPaper(HUB, DUE_ON, (REGISTER,), (due,), slips))
    with opened(pdf) as document:
        assert len(document) == 3 + 6  # cover, register, call list, slips
        found = [code.text for page in document for code in scanned(picture(page))]
    assert sorted(found) == sorted(code.text for code in codes)
    words = text_of(pdf)
    for said in ("1 register", "18 blank loan slips", "Digital basics", "P-02-00041", "HD-0142"):
        assert said in words


def test_a_pack_with_nothing_in_it_still_prints():
    assert "0 registers" in text_of(paper_pack_pdf(PackPaper(HUB, DUE_ON)))


def test_a_register_holds_every_name_in_its_own_letters():
    names = tuple(NAMES.values())
    words = text_of(register_sheet_pdf(replace(REGISTER, names=names)))
    for name in ("Zażółć Gęślą-Wójcik", "Nguyễn Thị Ánh Đặng", "Ольга Щербакова"):
        assert name in words


def test_a_class_of_seventy_goes_on_to_more_pages_with_every_name():
    names = tuple(f"Learner {number} Łódzki" for number in range(1, 71))
    pdf = register_sheet_pdf(replace(REGISTER, names=names))
    with opened(pdf) as document:
        assert len(document) == 4
    words = text_of(pdf)
    assert all(name in words for name in names)


def test_a_register_of_pupils_asks_for_numbers_and_has_no_line_for_a_name():
    words = text_of(register_sheet_pdf(replace(REGISTER, is_only_counted=True, names=())))
    assert "Count only. No name of anybody is written down here." in words
    assert "Came without a place" not in words


def test_an_appointment_slip_says_the_day_and_the_time_in_words():
    words = text_of(appointment_slip_pdf(SLIP))
    for said in (
        "Samira Haddad", "Tuesday 24 November 2026", "at 1:40pm",
        "Twenty to two in the afternoon", "With Owen Price", "For 20 minutes", "0121 496 0318",
    ):  # fmt: skip
        assert said in words


def test_nothing_on_an_appointment_slip_is_smaller_than_18_points():
    from pypdfium2 import raw

    with opened(appointment_slip_pdf(replace(SLIP, who=LONG_NAME))) as document:
        assert len(document) == 1
        text = document[0].get_textpage()
        sizes = [raw.FPDFText_GetFontSize(text, at) for at in range(text.count_chars())]
    assert min(size for size in sizes if size > 1) >= 18


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (9, 0, "nine o'clock in the morning"),
        (10, 30, "half past ten in the morning"),
        (11, 45, "a quarter to twelve in the morning"),
        (12, 0, "midday"),
        (12, 15, "a quarter past twelve in the afternoon"),
        (13, 40, "twenty to two in the afternoon"),
        (18, 5, "five past six in the evening"),
        (10, 42, "10:42am"),
    ],
)
def test_a_time_in_words_is_as_people_say_it(hour, minute, words):
    assert time_in_words(at(hour, minute)) == words


def test_a_visit_summary_is_one_page_of_numbers_with_the_check_of_who_spoke():
    speakers = (
        SpeakerRow("1", "p", "", "Ngozi Eze", "role model", DUE_ON),
        SpeakerRow("2", "q", "", "Sam Lee", "speaker", None),
    )
    pdf = visit_summary_pdf(replace(VISIT, speakers=speakers))
    with opened(pdf) as document:
        assert len(document) == 1
    words = text_of(pdf)
    for said in (
        "Hillside School (URN 123456)", "Year 7", "Together 60 55",
        "Ngozi Eze, role model, background check of 24 November 2026",
        "Sam Lee, speaker, no background check is written down",
        "Benchmark 5: Encounters with employers and employees",
        "The school has not decided yet.",
    ):  # fmt: skip
        assert said in words


def test_a_number_nobody_told_is_never_printed_as_nought():
    words = text_of(visit_summary_pdf(VISIT))
    assert "Year 8 30 27 not told not told" in words
    assert "Together 60 55 not told not told" in words


@pytest.mark.parametrize(("says", "words"), [("yes", "counts this"), ("no", "does not count")])
def test_the_schools_own_answer_stands_on_the_summary(says, words):
    assert words in text_of(visit_summary_pdf(replace(VISIT, school_says=says)))


def test_a_long_name_stands_whole_on_a_register():
    long = "Mebrahtu Woldeselassie Gebremariam Tesfamichael Haile"
    assert long in text_of(register_sheet_pdf(replace(REGISTER, names=(long, "Ada Okafor"))))


def test_a_register_of_an_event_has_a_box_for_how_many_gave_no_name():
    asked = "How many more came without a name"
    assert asked not in text_of(register_sheet_pdf(REGISTER))
    assert asked in text_of(register_sheet_pdf(replace(REGISTER, is_also_counted=True)))
