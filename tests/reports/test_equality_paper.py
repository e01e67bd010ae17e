"""The equality form and the published tables on paper."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from hubdesk.errors.equality import BenchmarkBare
from hubdesk.queries.benchmarks import newest, shipped_benchmarks
from hubdesk.queries.disclosure import MONITORING, disclosed
from hubdesk.queries.equality import Published
from hubdesk.queries.equality_benchmarks import reach
from hubdesk.queries.equality_questions import shipped_questions
from hubdesk.queries.figure_rows import CountTable, WhyHidden
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.equality_paper import equality_form_pdf, equality_tables_pdf
from tests.conftest import NOW
from tests.queries.test_disclosure import table

HUB = HubOnPaper("Riverside Hub")
QUESTIONS = shipped_questions()


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as read:
        pages = [page.get_textpage().get_text_bounded() for page in read]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("large", [False, True])
def test_the_blank_form_asks_everything_and_has_no_place_for_a_name(large: bool) -> None:
    said = text_of(equality_form_pdf(HUB, QUESTIONS, large=large))
    for question in QUESTIONS.questions:
        assert question.text in said
        for option in question.options:
            assert option.text in said
    assert "Do not write your name." in said
    assert said.count("prefer not to say") == len(QUESTIONS.questions)


def a_table(women: int, men: int) -> CountTable:
    lines = [("female", [women]), ("male", [men]), ("not-said", [6])]
    return table("2026-Q3/sex", ["Q3"], *lines, ("total forms", [women + men + 6]))


def test_paper_says_what_was_published_and_what_a_benchmark_rests_on() -> None:
    shown = disclosed([a_table(30, 20)], MONITORING)
    out = Published("1", "2026-Q3", "July to September 2026", NOW, shown)
    said = text_of(equality_tables_pdf(HUB, out, newest(shipped_benchmarks())))
    assert "female 30 60 %" in said
    for words in ("22 % of IT specialists", "United Kingdom, 2024", "BCS", "A survey"):
        assert words in said, "no benchmark without its caption"


def test_a_hidden_line_has_no_percentage_and_neither_has_its_neighbour() -> None:
    (shown,) = disclosed([a_table(3, 47)], MONITORING)
    beside, _ = reach(shown, newest(shipped_benchmarks()))
    assert beside.ours.tenths is None
    assert beside.ours.hidden is not WhyHidden.NOT_HIDDEN


@pytest.mark.parametrize("part", ["source", "year", "geography", "base", "method"])
def test_a_benchmark_without_its_caption_is_refused(part: str) -> None:
    (shown,) = disclosed([a_table(30, 20)], MONITORING)
    whole = newest(shipped_benchmarks())
    assert [each.benchmark.amount for each in reach(shown, whole)] == [22, 48]
    with pytest.raises(BenchmarkBare):
        reach(shown, [replace(each, **{part: ""}) for each in whole])
