"""The desk card: codes that do what keys do, and the six keys to know, to laminate."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.ids import DeskAction, action_code
from hubdesk.queries.papers import HubOnPaper, KeyOnCard
from hubdesk.reports.code128 import bars
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.paper import ACCENT, HAIRLINE, QUIET_INK, Paper

_MARGIN = 15 * mm
_BETWEEN = 6 * mm
_CELL = 44 * mm
_DOTS = 3  # wide bars: this card is scanned through plastic, often from an arm away


def _t(text: str) -> str:
    return translate("Paper", text)


def _words(action: DeskAction) -> tuple[str, str]:
    """What an action is called on the card, and what it does."""
    sets_the_day = _t("Sets the day it is due back.")
    return {
        DeskAction.LEND: (_t("Lend"), _t("Lends everything in the list.")),
        DeskAction.UNDO: (_t("Undo"), _t("Takes back the last thing done.")),
        DeskAction.CLEAR: (_t("Start again"), _t("Empties the list. Nothing is lent.")),
        DeskAction.READY: (_t("Make ready"), _t("Then scan each wiped device.")),
        DeskAction.DUE_TODAY: (_t("Due today"), sets_the_day),
        DeskAction.DUE_1_WEEK: (_t("Due in 1 week"), sets_the_day),
        DeskAction.DUE_2_WEEKS: (_t("Due in 2 weeks"), sets_the_day),
        DeskAction.DUE_4_WEEKS: (_t("Due in 4 weeks"), sets_the_day),
    }[action]


def keys_to_know() -> tuple[KeyOnCard, ...]:
    """The six keys the desk card shows when nobody hands in others."""
    return (
        KeyOnCard("F2", _t("Go to the search box")),
        KeyOnCard("Enter", _t("Do what the big button says")),
        KeyOnCard("Esc", _t("One step back")),
        KeyOnCard("Ctrl+Z", _t("Undo")),
        KeyOnCard("Ctrl+Shift+H", _t("Hide the person on the screen")),
        KeyOnCard("Ctrl+L", _t("Lock")),
    )


def desk_card_pdf(
    hub: HubOnPaper,
    actions: Sequence[DeskAction] = tuple(DeskAction),
    keys: Sequence[KeyOnCard] = (),
) -> bytes:
    """One A4 page, up to eight actions two abreast. ValueError for none or more than eight."""
    if not 0 < len(actions) <= 8:
        raise ValueError(len(actions))
    paper = Paper(_t("Desk card"), hub.name)
    left, right, top = _MARGIN, paper.width - _MARGIN, paper.height - _MARGIN
    pen = paper.pen
    pen.draw(hub.name, left, top - 11, 12, colour=QUIET_INK, max_width=right - left, least=9)
    pen.draw(_t("Desk card"), left, top - 38, 25, bold=True)
    said = _t("Scan a code here, or press a key.")
    pen.draw(said, right, top - 38, 12, align=Align.RIGHT, colour=QUIET_INK)
    y = top - 50
    for at, action in enumerate(actions):
        row, column = divmod(at, 2)
        width = (right - left - _BETWEEN) / 2
        x = left + column * (width + _BETWEEN)
        _draw_action(paper, action, x, y - (row + 1) * _CELL - row * _BETWEEN * 0.7, width)
    rows = (len(actions) + 1) // 2
    _draw_keys(paper, keys or keys_to_know(), y - rows * (_CELL + _BETWEEN * 0.7) - 9 * mm)
    return paper.done()


def _draw_action(paper: Paper, action: DeskAction, x: float, y: float, width: float) -> None:
    """One cell with its lower left corner at (x, y): a word, what it does, its code."""
    word, does = _words(action)
    code = action_code(action).text
    drawn = bars(code)
    paper.box(x, y, width, _CELL, stroke=HAIRLINE, radius=2.5 * mm)
    inside = x + max(7 * mm, drawn.quiet(_DOTS))
    room = width - (inside - x) - 5 * mm
    top = y + _CELL
    paper.pen.draw(word, inside, top - 10.5 * mm, 20, bold=True, max_width=room, least=14)
    paper.pen.draw(does, inside, top - 17 * mm, 12, colour=QUIET_INK, max_width=room, least=10)
    paper.code(code, inside, y + 6 * mm, 17 * mm, _DOTS)


def _draw_keys(paper: Paper, keys: Sequence[KeyOnCard], top: float) -> None:
    """The keys in two columns, each key in a frame like a key."""
    pen = paper.pen
    pen.draw(_t("Keys to know"), _MARGIN, top, 15, bold=True, colour=ACCENT)
    width = (paper.width - 2 * _MARGIN - _BETWEEN) / 2
    down = (len(keys) + 1) // 2
    cap = max(pen.width(key.key, 12, bold=True) for key in keys) + 4 * mm
    for at, key in enumerate(keys):
        column, row = divmod(at, down)
        x = _MARGIN + column * (width + _BETWEEN)
        y = top - 10 * mm - row * 9 * mm
        paper.box(x, y - 2.1 * mm, cap, 6.6 * mm, stroke=HAIRLINE, radius=1.5 * mm)
        pen.draw(key.key, x + cap / 2, y, 12, bold=True, align=Align.CENTRE)
        said = x + cap + 3 * mm
        pen.draw(key.does, said, y, 12, max_width=width - cap - 3 * mm, least=10)
