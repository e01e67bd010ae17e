"""Certificates: one A4 sheet each, a class of hundreds in one file.

What all sheets of one look share (border, logo, title, marks) is drawn once and stamped on each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from hubdesk import i18n
from hubdesk.errors.papers import NoFontForLetters
from hubdesk.i18n import translate
from hubdesk.queries.papers import CertificateLook, CertificatePaper, Pictures
from hubdesk.reports.code128 import bars
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.fonts import FontBook
from hubdesk.reports.paper import A4, ACCENT, HAIRLINE, INK, QUIET_INK, Paper
from hubdesk.reports.shaping import shaped
from hubdesk.reports.signature import draw_signature
from hubdesk.reports.system_fonts import find_on_this_computer

EDGE: Final = 10 * mm  # where a border runs; most printers reach it
INSIDE: Final = 12 * mm  # from the border to the words
FOOT: Final = 12 * mm  # of the bars above the border
_DOTS: Final = 2  # of 203 dpi a module: what the scanners of a hub read
_MOST_LINES: Final = 40  # nothing is ever cut; this only stops a runaway
_LEADING: Final = 1.24
# Type shrinks together until all of it fits; below this a sheet cannot be read.
_SCALES: Final = (1.0, 0.92, 0.84, 0.77, 0.7, 0.63, 0.57, 0.51, 0.46, 0.4)


def _t(text: str) -> str:
    return translate("Certificate", text)


def certificates_pdf(papers: Sequence[CertificatePaper], pictures: Pictures) -> bytes:
    """A PDF with one page for each. ValueError without any.

    NoFontForLetters when no font on this computer draws a letter of a name: nothing is made
    then, so that no box is ever printed. LookupError for a picture that was not handed in.
    """
    if not papers:
        raise ValueError("no certificates")
    first = papers[0]
    paper = Paper(first.look.title or _t("Certificate"), first.hub, size_of(first.look))
    sheets: dict[tuple[CertificateLook, str], _Sheet] = {}
    for at, one in enumerate(papers):
        if at:
            paper.next_page()
        key = (one.look, one.hub)
        if key not in sheets:
            sheets[key] = _Sheet(paper, one.look, one.hub, pictures, f"look{len(sheets)}")
        sheets[key].draw(one)
    return paper.done()


def size_of(look: CertificateLook) -> tuple[float, float]:
    """The sheet as it is turned, in points."""
    return A4 if look.orientation == "portrait" else (A4[1], A4[0])


class _Sheet:
    """One look on one paper."""

    def __init__(
        self, paper: Paper, look: CertificateLook, hub: str, pictures: Pictures, name: str
    ) -> None:
        self.paper, self.look, self.name = paper, look, name
        self.width, self.height = size_of(look)
        self.middle = self.width / 2
        self.left, self.right = EDGE + INSIDE, self.width - EDGE - INSIDE
        self.room = self.right - self.left
        # A tall sheet has air to spare: its words begin lower.
        self.top = self.height - EDGE - 10 * mm - (self.height - A4[0]) * 0.3
        self._make_ground(hub, pictures)

    # What all of them share

    def _make_ground(self, hub: str, pictures: Pictures) -> None:
        """Draw what every sheet has, once. It settles how far down the name begins."""
        canvas = self.paper.canvas
        canvas.beginForm(self.name, 0, 0, self.width, self.height)
        self._border()
        y = self.top
        if self.look.logo:
            y = self._picture(pictures[self.look.logo], y, 60 * mm, 22 * mm)
        y = self._text(hub, y, 15, bold=True, colour=QUIET_INK, gap=2 * mm)
        self.begins = self._text(self.look.title, y, 31, bold=True, gap=5 * mm)
        self.ends = self._feet(pictures)
        canvas.endForm()

    def _border(self) -> None:
        paper, w, h = self.paper, self.width, self.height
        canvas = paper.canvas
        if self.look.border == "none":
            return
        if self.look.border == "band":
            canvas.setFillColor(ACCENT)
            canvas.rect(0, h - 6 * mm, w, 6 * mm, stroke=0, fill=1)
            canvas.rect(0, 0, w, 3 * mm, stroke=0, fill=1)
            return
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(1.8)
        canvas.roundRect(EDGE, EDGE, w - 2 * EDGE, h - 2 * EDGE, 8, stroke=1, fill=0)
        if self.look.border == "double":
            inner = EDGE + 2.6 * mm
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.9)
            canvas.roundRect(inner, inner, w - 2 * inner, h - 2 * inner, 6, stroke=1, fill=0)

    def _feet(self, pictures: Pictures) -> float:
        """Small print and marks at the foot; answers where the lines to sign on stand."""
        low = EDGE + 7 * mm
        room = self.room - 2 * (self._bars_width() + 6 * mm)
        if self.look.small_print:
            lines = self.look.small_print.splitlines()
            for line in reversed(lines):
                _, shown = self.paper.pen.fitted(line, 9, max_width=room, lines=_MOST_LINES)
                low += (len(shown) - 1) * 9 * _LEADING
                self.paper.pen.draw(
                    line,
                    self.middle,
                    low,
                    9,
                    align=Align.CENTRE,
                    colour=QUIET_INK,
                    max_width=room,
                    lines=_MOST_LINES,
                    leading=_LEADING,
                )
                low += 9 * _LEADING
        low = max(low, EDGE + 7 * mm + FOOT + 2 * mm)  # the number stands beside the small print
        if self.look.marks:
            low = self._marks(pictures, low + 2 * mm)
        return float(low + 4 * mm)

    def _marks(self, pictures: Pictures, low: float) -> float:
        """What those who pay want shown, side by side; answers the height above them."""
        readers = [ImageReader(BytesIO(pictures[hash])) for hash in self.look.marks]
        gap, high = 8 * mm, 13 * mm
        each = min(45 * mm, (self.room - gap * (len(readers) - 1)) / len(readers))
        sizes = [_fitting(reader, each, high) for reader in readers]
        x = self.middle - (sum(w for w, _ in sizes) + gap * (len(sizes) - 1)) / 2
        for reader, (wide, tall) in zip(readers, sizes, strict=True):
            y = low + (high - tall) / 2
            self.paper.canvas.drawImage(reader, x, y, wide, tall, mask="auto")
            x += wide + gap
        return float(low + high)

    def _picture(self, data: bytes, top: float, wide: float, tall: float) -> float:
        reader = ImageReader(BytesIO(data))
        width, height = _fitting(reader, wide, tall)
        canvas = self.paper.canvas
        x = self.middle - width / 2
        canvas.drawImage(reader, x, top - height, width, height, mask="auto")
        return float(top - height - 4 * mm)

    # What is somebody's own

    def draw(self, one: CertificatePaper) -> None:
        """One certificate on the page that is open."""
        canvas = self.paper.canvas
        canvas.setPageSize((self.width, self.height))
        canvas.doForm(self.name)
        signing = 16 * mm
        room = self.begins - self.ends - signing - 8 * mm
        for scale in _SCALES:
            used = self._words(one, scale, draw_at=None)
            if used <= room:
                break
        self._words(one, scale, draw_at=self.begins - max(0.0, (room - used) * 0.3))
        self._sign(one, self.ends)
        self._number(one)

    def _words(self, one: CertificatePaper, scale: float, draw_at: float | None) -> float:
        """Everything between the title and the lines to sign on; answers how tall it is."""
        y = start = draw_at if draw_at is not None else 0.0
        draws = draw_at is not None
        y = self._text(self.look.given_to, y, 13.5 * scale, QUIET_INK, 3 * mm, draws=draws)
        least = max(16.0 * scale, 9.0)
        y = self._text(
            one.name, y, 40 * scale, ACCENT, 3.5 * mm, bold=True, least=least, draws=draws
        )
        if draws:
            half = min(self.room / 2, 62 * mm)
            self.paper.rule(self.middle - half, y, self.middle + half)
        y -= 3.5 * mm * scale
        y = self._text(self.look.for_words, y, 13.5 * scale, QUIET_INK, 1.5 * mm, draws=draws)
        y = self._text(one.what, y, 22 * scale, INK, 2.5 * mm, bold=True, least=14, draws=draws)
        y = self._skills(one.skills, y, 12.5 * scale, draws=draws)
        y = self._text(_held(one), y, 12 * scale, QUIET_INK, 1.5 * mm, draws=draws)
        y = self._text(one.level, y, 12 * scale, QUIET_INK, 1.5 * mm, draws=draws)
        return start - y

    def _skills(self, skills: Sequence[str], y: float, size: float, *, draws: bool) -> float:
        """The skills, as many on a line as fit, with a dot between them."""
        lines: list[str] = []
        for skill in skills:
            longer = f"{lines[-1]}  ·  {skill}" if lines else skill
            if lines and self.paper.pen.width(longer, size) <= self.room:
                lines[-1] = longer
            else:
                lines.append(skill)
        for line in lines:
            y = self._text(line, y, size, INK, 0.6 * mm, draws=draws)
        return y - 2 * mm if lines else y

    def _text(
        self,
        text: str,
        y: float,
        size: float,
        colour: str = INK,
        gap: float = 0,
        *,
        bold: bool = False,
        least: float | None = None,
        draws: bool = True,
    ) -> float:
        """A centred text whose top is at `y`; answers the top of what comes below it."""
        if not text:
            return y
        pen = self.paper.pen
        size, lines = pen.fitted(
            text, size, bold=bold, max_width=self.room, least=least, lines=_MOST_LINES
        )
        if draws:
            pen.draw(
                text,
                self.middle,
                y - size * 0.98,
                size,
                bold=bold,
                align=Align.CENTRE,
                colour=colour,
                max_width=self.room,
                lines=_MOST_LINES,
                leading=_LEADING,
            )
        return float(y - len(lines) * size * _LEADING - gap)

    def _sign(self, one: CertificatePaper, y: float) -> None:
        """A line to sign on at the left, the day at the right."""
        pen, wide = self.paper.pen, min(66 * mm, self.room * 0.42)
        line = y + 6 * mm
        if self.look.signature_path:
            draw_signature(
                self.paper, self.look.signature_path, self.left + 4 * mm, line + 1, 45 * mm, 12 * mm
            )
        self.paper.rule(self.left, line, self.left + wide, INK, 0.7)
        self.paper.rule(self.right - wide, line, self.right, INK, 0.7)
        signer = self.look.signer or (
            _t("{name}, tutor").format(name=one.tutor) if one.tutor else _t("Signed")
        )
        pen.draw(signer, self.left, y + 1.4 * mm, 11, colour=QUIET_INK, max_width=wide, least=7)
        day = i18n.plain_day(one.awarded_on)
        right = Align.RIGHT
        pen.draw(day, self.right, line + 1.6 * mm, 12, bold=True, align=right, max_width=wide)
        pen.draw(_t("Date"), self.right, y + 1.4 * mm, 11, align=right, colour=QUIET_INK)

    def _bars_width(self) -> float:
        return bars("HDC000000010").width(_DOTS)

    def _number(self, one: CertificatePaper) -> None:
        """The bars at the lower left, what they say beside them at the lower right."""
        pen, low = self.paper.pen, EDGE + 7 * mm
        self.paper.code(one.code, self.left, low, FOOT - 3 * mm, _DOTS)
        said = [one.printed]
        if one.replaces:
            said.insert(0, _t("Replaces {number}").format(number=one.replaces))
        if one.is_reprint:
            said.insert(0, _t("Reprint"))
        for line in reversed(said):
            pen.draw(line, self.right, low, 9, align=Align.RIGHT, colour=QUIET_INK)
            low += 9 * _LEADING


def _fitting(reader: Any, wide: float, tall: float) -> tuple[float, float]:
    """The size of a picture as large as fits."""
    width, height = reader.getSize()
    scale = min(wide / width, tall / height)
    return width * scale, height * scale


def _held(one: CertificatePaper) -> str:
    """8 of 10 sessions, 16 hours, 3 September to 24 November 2026."""
    parts = []
    if one.held > 1:
        words = _t("{came} of {held} sessions")
        parts.append(words.format(came=one.came, held=one.held))
    if one.minutes:
        parts.append(_hours(one.minutes))
    if one.first_on and one.last_on:
        parts.append(_days(one))
    return " · ".join(parts)


def _hours(minutes: int) -> str:
    if minutes < 60:
        return i18n.count(minutes, _t("minute"), _t("minutes"))
    hours, rest = divmod(round(minutes / 30) * 30, 60)
    if rest:
        return _t("{hours}½ hours").format(hours=hours)
    return i18n.count(hours, _t("hour"), _t("hours"))


def _days(one: CertificatePaper) -> str:
    assert one.first_on is not None
    assert one.last_on is not None
    if one.first_on == one.last_on:
        return i18n.plain_day(one.last_on)
    first = i18n.plain_day(one.first_on)
    if one.first_on.year == one.last_on.year:
        first = first.removesuffix(f" {one.first_on.year}")
    return _t("{first} to {last}").format(first=first, last=i18n.plain_day(one.last_on))


def names_refused(names: Iterable[str]) -> dict[str, NoFontForLetters]:
    """Those of the names that no font of this computer draws whole, each with its reason."""
    book = FontBook(find_on_this_computer)
    found: dict[str, NoFontForLetters] = {}
    for name in names:
        try:
            shaped(name, book, bold=True)
        except NoFontForLetters as error:
            found[name] = error
    return found
