"""A poster of a month for the wall and the window: a few large figures, one chart, one story.

It is read from two steps away by people who do not work here. Numbers that are hidden are left
out, and so is a 0: the report has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.messages.disclosure import notes_of
from hubdesk.messages.periods import period_words
from hubdesk.queries.figure_rows import CountTable
from hubdesk.queries.papers import HubOnPaper
from hubdesk.queries.report_rows import PublishedFigure, PublishedReport, Quoted
from hubdesk.reports.chart_drawing import draw_chart
from hubdesk.reports.charts import can_chart, chart_of
from hubdesk.reports.paper import ACCENT, HAIRLINE, INK, QUIET_INK, WHITE, Paper
from hubdesk.reports.period_report import is_time
from hubdesk.reports.tagging import Element
from hubdesk.reports.words import figure_words

MARGIN: Final = 18 * mm
BAND: Final = 47 * mm
MOST: Final = 6  # figures
ROW: Final = 34 * mm
MOST_BARS: Final = 9
NOTE: Final = 11.0
# What people who do not work here ask first.
FIRST: Final = (
    *("people", "visits", "loans", "skills", "people_connected", "homes_sharing_less"),
    *("certificates", "volunteer_hours", "pupils", "gifts"),
)
CHARTS: Final = ("visits_by_kind", "loans_by_thing", "skills_by_area", "people_by_age")
LONGEST: Final = 220  # letters of a story that can be read in passing


def _t(text: str) -> str:
    return translate("Paper", text)


def poster_pdf(report: PublishedReport, hub: HubOnPaper) -> bytes:
    """One A4 page. NoFontForLetters for words that no font of this computer draws."""
    period = period_words(report.period.first_on, report.period.last_on)
    paper = Paper(_t("{period} at {hub}").format(period=period, hub=report.hub), report.hub)
    poster = _Poster(paper, report)
    top = poster.band(period)
    figures, charts, story = shown_figures(report), shown_charts(report), shown_story(report)
    if not (figures or charts or story):
        poster.invitation(hub, top)
        return paper.done()
    top = poster.figures(figures, top)
    for chart in charts[:1] if story else charts:
        top = poster.chart(chart, top)
    if story is not None:
        poster.story(story, top)
    poster.foot(hub)
    return paper.done()


def shown_figures(report: PublishedReport) -> list[PublishedFigure]:
    """The figures a poster shows: those people ask about first, then the others of the top.

    Six at most, and each with a number that is shown and not 0.
    """
    every = [*report.headlines, *(one for part in report.sections for one in part.figures)]
    found = {one.code: one for one in reversed(every) if one.now.number}
    first = [found[code] for code in FIRST if code in found]
    rest = [one for one in report.headlines if one.now.number and one not in first]
    return [*first, *rest][:MOST]


def shown_story(report: PublishedReport) -> Quoted | None:
    """The first story short enough to be read in passing."""
    return next((one for one in report.stories if len(one.words) <= LONGEST), None)


def shown_charts(report: PublishedReport) -> list[CountTable]:
    """The pictures of a poster: what follows in time, then the kinds people ask about; two.

    Of these days alone: the comparison is for the report.
    """
    every = [
        replace(
            table,
            columns=table.columns[:1],
            rows=tuple(
                replace(row, cells=row.cells[:1]) for row in table.rows if row.cells[0].number
            ),
        )
        for section in report.sections
        for table in section.tables
    ]
    fitting = [table for table in every if can_chart(table) and len(table.rows) <= MOST_BARS]
    wanted = {table.code: table for table in reversed(fitting)}
    in_time = [table for table in fitting if is_time(table)]
    return [*in_time, *(wanted[code] for code in CHARTS if code in wanted)][:2]


class _Poster:
    def __init__(self, paper: Paper, report: PublishedReport) -> None:
        self.paper, self.report = paper, report
        self.left, self.right = MARGIN, paper.width - MARGIN
        self.room = self.right - self.left
        self.low = MARGIN + 13 * mm  # nothing but the foot stands below it

    def element(self, kind: str, alt: str = "") -> Element:
        return self.paper.tags.root.child(kind, alt)

    def band(self, period: str) -> float:
        """The month on a band of colour; answers where it ends."""
        paper, pen = self.paper, self.paper.pen
        heading, below = self.element("H1"), self.element("P")
        low = paper.height - BAND
        with paper.tags.artifact():
            paper.box(0, low, paper.width, BAND, fill=ACCENT)
        with paper.tags.marked(heading):
            pen.draw(
                period, self.left, low + 20 * mm, 46, bold=True, colour=WHITE,
                max_width=self.room, least=26,
            )  # fmt: skip
        with paper.tags.marked(below):
            at = _t("at {hub}").format(hub=self.report.hub)
            words = " · ".join(filter(None, (at, self.report.about)))
            pen.draw(
                words, self.left, low + 8.5 * mm, 22, colour=WHITE, max_width=self.room, least=12
            )
        return float(low - 10 * mm)

    def invitation(self, hub: HubOnPaper, top: float) -> None:
        """Where nothing can be told: a poster that asks people in, and no empty page."""
        pen, tags = self.paper.pen, self.paper.tags
        big = 64.0
        with tags.marked(self.element("H2")):
            low = pen.draw(
                _t("Come in and see what we do."), self.left, top - 130, big, bold=True,
                colour=ACCENT, max_width=self.room, lines=4, least=big, leading=1.15,
            )  # fmt: skip
        low -= 90
        for words, size, bold in (
            (hub.name, 28.0, True),
            (hub.where, 20.0, False),
            (hub.phone, 28.0, True),
        ):
            if words:
                with tags.marked(self.element("P")):
                    low = pen.draw(
                        words, self.left, low, size, bold=bold, max_width=self.room, lines=3,
                        leading=1.25, least=12,
                    )  # fmt: skip
                low -= 40

    def figures(self, figures: Sequence[PublishedFigure], top: float) -> float:
        """Two on a line, large; answers where the next thing may begin."""
        pen, tags = self.paper.pen, self.paper.tags
        half = self.room / 2
        for at, figure in enumerate(figures):
            x = self.left + half * (at % 2)
            y = top - ROW * (at // 2)
            with tags.marked(self.element("P")):
                words = figure_words(figure.now, figure.unit)
                pen.draw(
                    words, x, y - 38, 50, bold=True, colour=ACCENT, max_width=half - 16, least=20
                )
                pen.draw(
                    figure.label, x, y - 59, 15, bold=True, max_width=half - 16, lines=2,
                    leading=1.2,
                )  # fmt: skip
        return float(top - ROW * -(-len(figures) // 2))

    def chart(self, chosen: CountTable, top: float) -> float:
        """A picture, where there is room for it; answers where the next thing may begin."""
        chart = chart_of(
            chosen, self.room, size=13, is_time=is_time(chosen), threshold=self.report.threshold
        )
        note = " ".join(note for note in chosen.notes if note not in self._of_hiding())
        below = NOTE * 1.6 if note else 0.0
        if top - chart.height - 22 - below < self.low:
            return top
        heading = self.element("H2")
        with self.paper.tags.marked(heading):
            self.paper.pen.draw(
                chosen.title, self.left, top - 15, 17, bold=True, max_width=self.room, least=12
            )
        with self.paper.tags.marked(self.element("Figure", chart.finding)):
            draw_chart(self.paper, chart, self.left, top - 24)
        low = top - 24 - chart.height
        if note:
            with self.paper.tags.marked(self.element("P")):
                self.paper.pen.draw(
                    note, self.left, low - NOTE, NOTE, colour=QUIET_INK, max_width=self.room,
                    least=9,
                )  # fmt: skip
        return low - below - 22

    def _of_hiding(self) -> tuple[str, ...]:
        """What its foot says of hidden numbers, a chart need not."""
        why = ("small", "with another", "small base", "all alike")
        return notes_of(why, threshold=self.report.threshold, rounding=1)

    def story(self, story: Quoted, top: float) -> None:
        """In their own words, where there is room."""
        pen, tags = self.paper.pen, self.paper.tags
        said = f"“{story.words}”"
        _, lines = pen.fitted(said, 16, max_width=self.room - 16, lines=9)
        tall = len(lines) * 16 * 1.3 + (18 if story.whose else 0)
        if top - tall < self.low:
            return
        with tags.artifact():
            self.paper.box(self.left, top - tall, 3, tall, fill=ACCENT)
        with tags.marked(self.element("BlockQuote")):
            low = pen.draw(
                said, self.left + 16, top - 14, 16, max_width=self.room - 16, lines=9, colour=INK
            )
            if story.whose:
                pen.draw(story.whose, self.left + 16, low - 18, 12, colour=QUIET_INK)

    def foot(self, hub: HubOnPaper) -> None:
        """Where the hub is, and that small numbers are left out."""
        pen, tags = self.paper.pen, self.paper.tags
        with tags.artifact():
            self.paper.rule(self.left, MARGIN + 8 * mm, self.right, HAIRLINE)
        reach = " · ".join(filter(None, (hub.name, hub.where, hub.phone)))
        with tags.marked(self.element("P")):
            pen.draw(reach, self.left, MARGIN + 2 * mm, 12, bold=True, max_width=self.room, least=7)
        if self.report.disclosure:
            with tags.marked(self.element("P")):
                pen.draw(
                    " ".join(self.report.disclosure), self.left, MARGIN - 4 * mm, 9.5,
                    colour=QUIET_INK, max_width=self.room, least=6,
                )  # fmt: skip
