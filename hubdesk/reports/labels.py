"""Device labels: one a page for a label roll, or sheets of 24 for an office printer.

A label says whose the device is, its number large, its code, and whom to call when it is
found. Both sizes are drawn by one function, so they look alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from hubdesk.i18n import translate
from hubdesk.queries.papers import HubOnPaper, LabelRow
from hubdesk.reports.code128 import whole_dots
from hubdesk.reports.paper import QUIET_INK, Paper

# 62 × 29 mm in whole dots of a label printer, so that no bar falls between two of them.
ROLL = whole_dots(62 * mm, 29 * mm)

# Avery L7159 and alike: 63.5 × 33.9 mm, three across and eight down, 2.5 mm between columns.
SHEET_LABEL = (63.5 * mm, 33.9 * mm)
ACROSS, DOWN = 3, 8
A_SHEET = ACROSS * DOWN
_BETWEEN = 2.5 * mm

_EDGE = 4 * mm  # wider than the quiet zone of the code
_SMALL, _LEAST, _NUMBER = 9, 7, 24


def device_labels_pdf(labels: Sequence[LabelRow], hub: HubOnPaper) -> bytes:
    """A PDF of 62 × 29 mm pages, one label each. ValueError without labels."""
    paper = _paper(labels, hub, ROLL)
    for at, label in enumerate(labels):
        if at:
            paper.next_page()
        _draw(paper, label, hub, 0, 0, *ROLL)
    return paper.done()


def device_label_sheets_pdf(
    labels: Sequence[LabelRow], hub: HubOnPaper, start_at: int = 0
) -> bytes:
    """A PDF of A4 sheets of 24. `start_at` labels of the first sheet are used up already.

    ValueError without labels, or with a start that is not on the sheet.
    """
    if not 0 <= start_at < A_SHEET:
        raise ValueError(start_at)
    paper = _paper(labels, hub, None)
    width, height = SHEET_LABEL
    left = (paper.width - ACROSS * width - (ACROSS - 1) * _BETWEEN) / 2
    top = paper.height - (paper.height - DOWN * height) / 2
    for at, label in enumerate(labels, start_at):
        if at % A_SHEET == 0 and at > start_at:
            paper.next_page()
        row, column = divmod(at % A_SHEET, ACROSS)
        x = left + column * (width + _BETWEEN)
        _draw(paper, label, hub, x, top - (row + 1) * height, width, height)
    return paper.done()


def _paper(labels: Sequence[LabelRow], hub: HubOnPaper, size: tuple[float, float] | None) -> Paper:
    if not labels:
        raise ValueError("no labels")
    title = translate("Paper", "Device labels")
    return Paper(title, hub.name, size) if size else Paper(title, hub.name)


def _draw(
    paper: Paper,
    label: LabelRow,
    hub: HubOnPaper,
    x: float,
    y: float,
    width: float,
    height: float,
) -> None:
    """One label with its lower left corner at (x, y)."""
    room = width - 2 * _EDGE
    spare = (height - ROLL[1]) / 4  # a taller label has more air, not larger parts
    left, bottom = x + _EDGE, y + 2.6 * mm + spare
    pen = paper.pen
    name_at = y + height - 4.9 * mm - spare
    pen.draw(hub.name, left, name_at, _SMALL, colour=QUIET_INK, max_width=room, least=_LEAST)
    number_at = name_at - 7.6 * mm - spare / 2
    pen.draw(label.printed, left, number_at, _NUMBER, bold=True, max_width=room, least=14)
    if hub.phone:
        found = translate("Paper", "Found this? Call {phone}").format(phone=hub.phone)
        pen.draw(found, left, bottom, _SMALL, max_width=room, least=_LEAST)
        bottom += 4.4 * mm + spare / 2
    paper.code(label.code, left, bottom, number_at - 2.3 * mm - bottom)
