"""A person's card: one a page, or sheets of eight to cut. Never a full name.

The card opens the person when it is scanned. Whoever finds it learns the hub's name, a first
name and an initial, and a number.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.queries.papers import CardRow, HubOnPaper
from hubdesk.reports.code128 import bars, whole_dots
from hubdesk.reports.paper import ACCENT, HAIRLINE, QUIET_INK, WHITE, Paper

CARD = whole_dots(86 * mm, 54 * mm)
ACROSS, DOWN = 2, 4
A_SHEET = ACROSS * DOWN

_EDGE = 7 * mm
_BAND = 13 * mm
_DOTS = 3  # room for wide bars, which old scanners read from further away


def person_cards_pdf(cards: Sequence[CardRow], hub: HubOnPaper) -> bytes:
    """A PDF of 86 × 54 mm pages, one card each. ValueError without cards."""
    paper = _paper(cards, hub, CARD)
    for at, card in enumerate(cards):
        if at:
            paper.next_page()
        _draw(paper, card, hub, 0, 0)
    return paper.done()


def person_card_sheets_pdf(cards: Sequence[CardRow], hub: HubOnPaper) -> bytes:
    """A PDF of A4 sheets of eight, with fine lines to cut along. ValueError without cards."""
    paper = _paper(cards, hub, None)
    width, height = CARD
    left = (paper.width - ACROSS * width) / 2
    top = (paper.height + DOWN * height) / 2
    for at, card in enumerate(cards):
        if at and at % A_SHEET == 0:
            paper.next_page()
        row, column = divmod(at % A_SHEET, ACROSS)
        x, y = left + column * width, top - (row + 1) * height
        _draw(paper, card, hub, x, y)
        paper.box(x, y, width, height, stroke=HAIRLINE)
    return paper.done()


def _paper(cards: Sequence[CardRow], hub: HubOnPaper, size: tuple[float, float] | None) -> Paper:
    if not cards:
        raise ValueError("no cards")
    title = translate("Paper", "Cards")
    return Paper(title, hub.name, size) if size else Paper(title, hub.name)


def _draw(paper: Paper, card: CardRow, hub: HubOnPaper, x: float, y: float) -> None:
    """One card with its lower left corner at (x, y)."""
    width, height = CARD
    left, room = x + _EDGE, width - 2 * _EDGE
    top = y + height - _BAND
    pen = paper.pen
    paper.box(x, top, width, _BAND, fill=ACCENT)
    pen.draw(hub.name, left, top + 4.6 * mm, 14, bold=True, colour=WHITE, max_width=room, least=10)
    pen.draw(card.short_name, left, top - 9.4 * mm, 21, bold=True, max_width=room, least=13)
    number = translate("Paper", "Card {number}").format(number=card.printed)
    pen.draw(number, left, top - 16.6 * mm, 12, colour=QUIET_INK, max_width=room, least=10)
    dots = _DOTS
    while dots > 1 and bars(card.code).width(dots) > room:
        dots -= 1
    paper.code(card.code, left, y + 6 * mm, 14 * mm, dots)
