"""Blank loan slips, three on a page: each with its own code, to be typed in when power is back."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.queries.papers import HubOnPaper
from hubdesk.queries.session_papers import SlipPaper
from hubdesk.reports.code128 import bars
from hubdesk.reports.paper import HAIRLINE, INK, QUIET_INK, Paper

ON_PAGE = 3
_MARGIN = 18 * mm
_LABEL = 10.5


def _t(text: str) -> str:
    return translate("Paper", text)


def draw_slips(paper: Paper, slips: Sequence[SlipPaper], hub: HubOnPaper, day: str) -> None:
    """The slips on the page being drawn and as many after it as they need."""
    height = paper.height / ON_PAGE
    for at, slip in enumerate(slips):
        place = at % ON_PAGE
        if at and not place:
            paper.next_page()
        _slip(paper, slip, hub, day, paper.height - place * height, height)
        if place:  # where to cut
            y = paper.height - place * height
            paper.canvas.saveState()
            paper.canvas.setDash(3, 3)
            paper.rule(_MARGIN / 2, y, paper.width - _MARGIN / 2, HAIRLINE)
            paper.canvas.restoreState()


def _slip(
    paper: Paper, slip: SlipPaper, hub: HubOnPaper, day: str, top: float, height: float
) -> None:
    left, right = _MARGIN, paper.width - _MARGIN
    pen = paper.pen
    head = top - 13 * mm
    code = bars(slip.code)
    code_at = right - code.width(2) - code.quiet(2)
    room = code_at - left - code.quiet(2)
    pen.draw(_t("Loan slip {number}").format(number=slip.printed), left, head, 19, bold=True,
             max_width=room)  # fmt: skip
    said = ", ".join(part for part in (hub.name, day) if part)
    pen.draw(said, left, head - 15, _LABEL, colour=QUIET_INK, max_width=room, lines=2)
    paper.code(slip.code, code_at, head - 10 * mm + 8, 10 * mm)
    rows: tuple[tuple[tuple[str, float], ...], ...] = (
        ((_t("Name"), 0.62), (_t("Phone"), 0.38)),
        ((_t("Label of the device, HD-"), 0.5), (_t("Another, HD-"), 0.5)),
        ((_t("Day"), 0.32), (_t("Time"), 0.22), (_t("Bring back by"), 0.46)),
        ((_t("What goes along"), 0.5), (_t("Signature"), 0.5)),
    )
    y = head - 22 * mm
    for row in rows:
        x = left
        for words, share in row:
            width = (right - left) * share - 4 * mm
            pen.draw(words, x, y, _LABEL, colour=QUIET_INK, max_width=width)
            paper.rule(x, y - 9 * mm, x + width, INK)
            x += (right - left) * share
        y -= 14.5 * mm
