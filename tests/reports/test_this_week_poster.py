"""The poster of this week: one page, large, with a code that a phone reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp

from hubdesk.errors.papers import NoFontForLetters
from hubdesk.queries.this_week import ThisWeek
from hubdesk.reports.week_poster import FOOT, LONGEST, week_poster_pdf
from tests.reports.papers_read import opened, picture, text_of, texts_on
from tests.reports.week_rows import HUB, a_session, a_week, an_opportunity


def text(week: ThisWeek) -> str:
    with opened(week_poster_pdf(week)) as document:
        assert len(document) == 1
        return text_of(document[0])


def test_it_says_all_of_the_week_on_one_page():
    said = text(a_week())
    for words in (
        "This week at Riverside Hub", "Tuesday 24 November to Monday 30 November",
        "Wednesday 25 November", "Spreadsheets without tears", "1pm to 3pm, Room 2",
        "Cancelled: Fix your phone", "Full, with a waiting list", "Punjabi interpreter",
        "Junior web developer", "Łódź & Sons", "Apply by Friday 27 November",
        "I taught myself to code", "Edda, Web designer", "0121 496 0318",
        "riverside.example.org/this-week",
    ):  # fmt: skip
        assert words in said, words
    assert "Careers in tech" not in said, "the weeks after are on the pages"


def test_a_phone_reads_the_code_and_without_pages_there_is_none():
    with opened(week_poster_pdf(a_week())) as document:
        (code,) = zxingcpp.read_barcodes(picture(document[0], 150))
        assert code.text == HUB.pages
    with opened(week_poster_pdf(a_week(hub=replace(HUB, pages="")))) as document:
        assert zxingcpp.read_barcodes(picture(document[0], 150)) == []


@pytest.mark.parametrize("phone", ["0121 496 0318", ""])
def test_the_words_beside_the_code_stand_at_its_middle(phone: str):
    with opened(week_poster_pdf(a_week(hub=replace(HUB, phone=phone)))) as document:
        page, scale = document[0], 150 / 72
        (code,) = zxingcpp.read_barcodes(picture(page, 150))
        corners = code.position
        high, low = (
            page.get_height() - at.y / scale for at in (corners.top_left, corners.bottom_left)
        )
        beside = [one.get_bounds() for one in texts_on(page)]
        words = [box for box in beside if box[3] < FOOT]
        middle = (min(box[1] for box in words) + max(box[3] for box in words)) / 2
        assert abs(middle - (high + low) / 2) < 1.5, "points"


def test_equal_rows_give_equal_bytes():
    assert week_poster_pdf(a_week()) == week_poster_pdf(a_week())


def test_what_finds_no_room_is_counted_and_nothing_is_smaller_than_can_be_read():
    many = a_week(
        sessions=tuple(a_session(n, f"A session with a long name {n}", n // 5) for n in range(30)),
        opportunities=tuple(an_opportunity(n, f"Assistant {n}", n) for n in range(25)),
    )
    said = text(many)
    shown = sum(f"long name {n} 10am" in said for n in range(30))
    assert 8 <= shown < 30
    assert f"And {30 - shown} more. Ask us." in said
    assert "I taught myself" not in said
    with opened(week_poster_pdf(many)) as document:
        sizes = [one.get_font_size() for one in texts_on(document[0])]
        assert min(sizes) >= 10


@pytest.mark.parametrize("empty", ["sessions", "opportunities", "stories"])
def test_a_week_without_one_sort_still_fills_its_page(empty: str):
    said = text(a_week(**{empty: ()}))
    assert "This week at Riverside Hub" in said


def test_a_story_too_long_to_be_read_in_passing_stays_on_the_pages():
    (story,) = a_week().stories
    long = replace(story, words="A word and another. " * (LONGEST // 18))
    assert "A word and another" not in text(a_week(stories=(long,)))


def test_it_is_tagged_in_the_order_it_is_read():
    with opened(week_poster_pdf(a_week())) as document:
        assert document.is_tagged()


def test_letters_no_font_draws_are_named_and_no_box_is_printed():
    with pytest.raises(NoFontForLetters):
        week_poster_pdf(a_week(sessions=(a_session(1, "\U00010d6a\U00010d5d"),)))
