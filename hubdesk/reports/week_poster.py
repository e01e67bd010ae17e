"""The poster of this week for the wall and the window: what is on, the board, and a code to scan.

Two columns on one A4 page, each set as large as all of it allows. What does not fit even small is
left to the pages, and the poster says how much that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.opportunities import sort_words
from hubdesk.queries.this_week import ThisWeek
from hubdesk.reports.paper import ACCENT, HAIRLINE, INK, QUIET_INK, WHITE, Paper
from hubdesk.reports.tagging import Element
from hubdesk.reports.week_words import (
    booking_words,
    closing_words,
    help_words,
    time_words,
    where_words,
)

MARGIN: Final = 16 * mm
BAND: Final = 42 * mm
FOOT: Final = 36 * mm
LEADING: Final = 1.45  # of the lines in it
GAP: Final = 10 * mm
SHARE: Final = 0.6  # of the width, for what is on
SIZES: Final = (1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.92)  # of the sizes below
ROOMY: Final = 1.1  # a story stands only where the rest need not be smaller for it
LONGEST: Final = 220  # letters of a story that can be read in passing
TITLE, DETAIL, DAY, HEAD = 15.0, 11.5, 14.0, 20.0
QUIET_ZONE: Final = 4  # modules of white around the code, as ISO/IEC 18004 asks


def _t(text: str) -> str:
    return translate("Paper", text)


@dataclass(frozen=True, slots=True)
class Row:
    """Words under a tag: their size before it is scaled, and how many lines they may take."""

    kind: str
    words: str
    size: float
    bold: bool = False
    colour: str = INK
    lines: int = 1
    above: float = 0.0  # air before it
    stays: int = 0  # how many rows after it must stand with it
    is_one: bool = False  # a session or an opportunity, of those that are counted


Part = tuple[list[Row], float, float]  # rows, where they begin, how wide they may be


def week_poster_pdf(week: ThisWeek) -> bytes:
    """One A4 page. NoFontForLetters for words that no font of this computer draws."""
    return _Poster(week).done()


class _Poster:
    def __init__(self, week: ThisWeek) -> None:
        self.week = week
        self.paper = Paper(_t("This week at {hub}").format(hub=week.hub.name), week.hub.name)
        self.left, self.right = MARGIN, self.paper.width - MARGIN
        self.top = self.paper.height - BAND - 9 * mm
        self.low = FOOT + 4 * mm

    def done(self) -> bytes:
        self._band()
        on, board, story = _what_is_on(self.week), _board(self.week), _story(self.week)
        whole = self.right - self.left
        wide = (whole - GAP) * SHARE
        slim = whole - GAP - wide
        if not self.week.opportunities:
            parts: list[Part] = [(on, self.left, whole)]
        elif not self.week.sessions:
            parts = [([*on, *board], self.left, whole)]
        else:
            parts = [(on, self.left, wide), (board, self.left + wide + GAP, slim)]
        for rows, x, width in self._with_story(parts, story):
            self._column(rows, x, width, self._scale(rows, width))
        self._foot()
        return self.paper.done()

    def _tagged(self, kind: str, draw: Callable[[], object], alt: str = "") -> None:
        with self.paper.tags.marked(self._element(kind, alt)):
            draw()

    def _element(self, kind: str, alt: str = "") -> Element:
        return self.paper.tags.root.child(kind, alt)

    def _band(self) -> None:
        """Which week, on a band of colour."""
        pen, low, whole = self.paper.pen, self.paper.height - BAND, self.right - self.left
        with self.paper.tags.artifact():
            self.paper.box(0, low, self.paper.width, BAND, fill=ACCENT)
        title = _t("This week at {hub}").format(hub=self.week.hub.name)
        days = _t("{first} to {last}").format(
            first=i18n.day(self.week.made_on, self.week.made_on),
            last=i18n.day(self.week.last_on, self.week.made_on),
        )
        self._tagged(
            "H1",
            lambda: pen.draw(
                title, self.left, low + 20 * mm, 42, bold=True, colour=WHITE, max_width=whole,
                least=20,
            ),
        )  # fmt: skip
        self._tagged(
            "P",
            lambda: pen.draw(
                days, self.left, low + 9 * mm, 21, colour=WHITE, max_width=whole, least=11
            ),
        )

    def _with_story(self, parts: list[Part], story: list[Row]) -> list[Part]:
        """The columns with the story under the one that has room for it, the last one first."""
        for at in reversed(range(len(parts))):
            rows, x, width = parts[at]
            longer = [*rows, *story]
            if story and self._fits(longer, width, ROOMY):
                return [*parts[:at], (longer, x, width), *parts[at + 1 :]]
        return parts

    def _fits(self, rows: Sequence[Row], width: float, scale: float) -> bool:
        return self._height(rows, width, scale) <= float(self.top - self.low)

    def _scale(self, rows: Sequence[Row], width: float) -> float:
        """The largest at which a column has room for all of its rows, or the smallest."""
        return next((size for size in SIZES if self._fits(rows, width, size)), SIZES[-1])

    def _column(self, rows: list[Row], x: float, width: float, scale: float) -> None:
        """The rows below each other; how many of them found no room is said under them."""
        top = self.top
        whole = self._fits(rows, width, scale)
        for at, row in enumerate(rows):
            room = self._height(rows[at : at + 1 + row.stays], width, scale)
            if not whole and top - room - DETAIL * 1.5 * scale < self.low:
                self._rest(sum(row.is_one for row in rows[at:]), x, top, scale)
                return
            top = self._draw(row, x, width, top, scale)

    def _height(self, rows: Sequence[Row], width: float, scale: float) -> float:
        return sum(
            row.above * scale + self._lines(row, width, scale) * row.size * scale * 1.25
            for row in rows
        )

    def _lines(self, row: Row, width: float, scale: float) -> int:
        _, lines = self.paper.pen.fitted(
            row.words, row.size * scale, bold=row.bold, max_width=width, lines=row.lines
        )
        return max(1, len(lines))

    def _draw(self, row: Row, x: float, width: float, top: float, scale: float) -> float:
        """One row; answers where the next may begin."""
        size = row.size * scale
        top -= row.above * scale
        self._tagged(
            row.kind,
            lambda: self.paper.pen.draw(
                row.words, x, top - size, size, bold=row.bold, colour=row.colour,
                max_width=width, lines=row.lines, leading=1.25,
            ),
        )  # fmt: skip
        return top - self._lines(row, width, scale) * size * 1.25

    def _rest(self, more: int, x: float, top: float, scale: float) -> None:
        """How much there was no room for."""
        if more:
            words = _t("And {count} more. Ask us.").format(count=more)
            size = DETAIL * scale
            self._tagged("P", lambda: self.paper.pen.draw(words, x, top - size * 1.2, size))

    def _foot(self) -> None:
        """Where the hub is, where the pages are, and a code that leads there."""
        hub, pen = self.week.hub, self.paper.pen
        with self.paper.tags.artifact():
            self.paper.rule(self.left, FOOT, self.right, HAIRLINE)
        code = FOOT - 8 * mm if hub.pages else 0.0
        width = self.right - self.left - (code + 6 * mm if code else 0)
        reach = ", ".join(filter(None, (hub.name, *hub.address)))
        lines = [(reach, 13.0, True)]
        if hub.phone:
            lines.append((_t("Phone {number}").format(number=hub.phone), 13.0, True))
        if hub.pages:
            lines.append((_t("All of it, and the weeks after: {pages}").format(
                pages=hub.pages.removeprefix("https://").rstrip("/")), 11.5, False))  # fmt: skip
        lines.append((_t("Newsletter: tell us at the desk."), 11.5, False))
        top = _top_beside([size for _, size, _ in lines]) if code else FOOT - 6 * mm
        for words, size, bold in lines:
            self._tagged(
                "P",
                lambda words=words, size=size, bold=bold, y=top - size: pen.draw(  # type: ignore[misc]
                    words, self.left, y, size, bold=bold, colour=INK if bold else QUIET_INK,
                    max_width=width, least=7,
                ),
            )  # fmt: skip
            top -= size * LEADING
        if code:
            alt = _t("A code for phones. It opens {pages}").format(pages=hub.pages)
            self._tagged("Figure", lambda: self._code(hub.pages, self.right - code, code), alt)

    def _code(self, address: str, x: float, side: float) -> None:
        """The square code, black on white, with its quiet zone."""
        import segno  # here, since it brings Python's whole web client along

        rows = [list(row) for row in segno.make_qr(address, error="m", boost_error=False).matrix]
        module = side / (len(rows) + 2 * QUIET_ZONE)
        low = 4 * mm
        canvas = self.paper.canvas
        canvas.setFillColor(WHITE)
        canvas.rect(x, low, side, side, stroke=0, fill=1)
        canvas.setFillColor("#000000")
        path = canvas.beginPath()
        for at, row in enumerate(rows):
            for column, dark in enumerate(row):
                if dark:
                    left = x + (column + QUIET_ZONE) * module
                    path.rect(left, low + side - (at + 1 + QUIET_ZONE) * module, module, module)
        canvas.drawPath(path, stroke=0, fill=1)


def _top_beside(sizes: Sequence[float]) -> float:
    """Where lines begin that are to stand at the middle of the code, which is that of the foot.

    From the capitals of the first to what the last stands on: above capitals is 0.28 of air.
    """
    first, *_, last = sizes
    middle: float = FOOT / 2
    return middle + ((sum(sizes) - last) * LEADING + last + first * 0.28) / 2


def _what_is_on(week: ThisWeek) -> list[Row]:
    rows = [Row("H2", _t("What is on"), HEAD, True, ACCENT, stays=2)]
    if not week.sessions:
        return [*rows, Row("P", _t("Ask us what comes next."), TITLE)]
    day = None
    for one in week.sessions:
        if one.row.held_on != day:
            above = 8.0 if day is None else 13.0
            day = one.row.held_on
            rows.append(Row("H3", i18n.day(day, day), DAY, True, QUIET_INK, above=above, stays=2))
        mind = one.row.is_cancelled or one.row.is_full
        title = f"{booking_words(one)}: {one.row.title}" if one.row.is_cancelled else one.row.title
        full = booking_words(one) if mind and not one.row.is_cancelled else ""
        detail = ", ".join(filter(None, (time_words(one), where_words(one), full)))
        helps = ", ".join(help_words(one))
        rows.append(Row("P", title, TITLE, True, lines=2, above=5.0, stays=1, is_one=True))
        rows.append(Row("P", detail, DETAIL, lines=2))
        if helps:
            rows.append(Row("P", helps, DETAIL, colour=QUIET_INK, lines=2))
    return rows


def _board(week: ThisWeek) -> list[Row]:
    above = 0.0 if week.sessions else 16.0
    words = _t("Jobs, courses and more")
    rows = [Row("H2", words, HEAD, True, ACCENT, lines=2, above=above, stays=2)]
    for row in week.opportunities:
        by = ", ".join(filter(None, (sort_words(row.sort), row.organisation)))
        rows.append(Row("P", row.title, TITLE, True, lines=2, above=9.0, stays=2, is_one=True))
        rows.append(Row("P", by, DETAIL, lines=2))
        rows.append(Row("P", closing_words(row, week.made_on), DETAIL, colour=QUIET_INK, lines=2))
    return rows


def _story(week: ThisWeek) -> list[Row]:
    """The first story short enough to be read in passing, and who tells it."""
    short = [one for one in week.stories if len(one.words) <= LONGEST]
    if not short:
        return []
    who = ", ".join(filter(None, (short[0].who, short[0].work)))
    rows = [Row("BlockQuote", f"“{short[0].words}”", DETAIL * 1.1, lines=14, above=18.0)]
    return [*rows, Row("P", who, DETAIL, colour=QUIET_INK, lines=2, above=3.0)] if who else rows
