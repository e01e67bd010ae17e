"""Parts that run over as many A4 pages as they need, with a foot on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.reports.drawing_names import Align
from hubdesk.reports.form_parts import Part, Setting, side_by_side, stacked
from hubdesk.reports.paper import QUIET_INK, Paper

FOOT = 8 * mm
SIZE = 11
LABEL_SHARE = 0.3
FEW = 0.2  # of a page: less on the last one is not worth a sheet
LESS_AIR = (0.6, 0.3)


def _t(text: str) -> str:
    return translate("Paper", text)


@dataclass(frozen=True, slots=True)
class Filled:
    """How many pages there are, and what share of the last is used."""

    pages: int
    last: float


def setting_of(paper: Paper) -> Setting:
    """Margins and type of a paper that is read at a table."""
    setting = Setting(paper)
    setting.margin = 18 * mm
    setting.left, setting.right, setting.size = 18 * mm, paper.width - 18 * mm, SIZE
    return setting


def labelled(setting: Setting, label: str, value: str) -> Part:
    """A quiet label at the left and what it says beside it."""
    at = setting.left + setting.width * LABEL_SHARE
    room = setting.width * LABEL_SHARE - 4 * mm
    words = setting.text(label, colour=QUIET_INK, width=room)
    return side_by_side([words, setting.text(value, x=at, width=setting.right - at)])


def heading(setting: Setting, words: str) -> list[Part]:
    """A heading that stays with what is under it."""
    part = setting.text(words, size=setting.strong, bold=True)
    return [setting.gap(12), Part(part.height + 3, part.draw, stays=True)]


def flow(
    setting: Setting,
    parts: Sequence[Part],
    foot: str,
    begins: Callable[[Part, int], None] = lambda _part, _page: None,
) -> Filled:
    """Draw the parts page after page. `foot` stands at the left of each page's foot.

    `begins` hears the page of each part before anything is drawn, so that a list of contents
    can say it. Answers how many pages there are, and how full the last is.
    """
    paper = setting.paper
    room = paper.height - 2 * setting.margin - FOOT
    waiting = list(parts)
    pages: list[list[Part]] = [[]]
    left = room
    while waiting:
        many = _together(waiting)
        needed = sum(part.height for part in waiting[:many])
        if min(needed, room) > left and pages[-1] and not _parted(waiting, many, left):
            pages.append([])
            left = room
        part = waiting.pop(0)
        if part.air and not pages[-1]:
            continue
        pages[-1].append(part)
        begins(part, len(pages))
        left -= part.height
    if len(pages) > 1 and not pages[-1]:  # nothing but air was left
        pages.pop()
    for at, on_page in enumerate(pages):
        if at:
            paper.next_page()
        stacked(on_page).draw(paper.height - setting.margin)
        with paper.tags.artifact():
            _foot(setting, foot, at + 1, len(pages))
    return Filled(len(pages), sum(part.height for part in pages[-1]) / room)


def with_air(make: Callable[[float], tuple[bytes, Filled]]) -> bytes:
    """A paper with as much air as it has pages for: `make` sets it with a share of it.

    A last page of a few lines is an orphan; where less air saves it, there is less.
    """
    content, filled = make(1)
    if filled.pages == 1 or filled.last > FEW:
        return content
    for air in LESS_AIR:
        tighter, saved = make(air)
        if saved.pages < filled.pages:
            return tighter
    return content


def _together(parts: Sequence[Part]) -> int:
    """How many of the first ones stay on one page.

    Air between a heading and what is under it parts them no more than nothing would.
    """
    many = 1
    while many < len(parts) and (parts[many - 1].stays or (parts[many - 1].air and many > 1)):
        many += 1
    return many


def _parted(waiting: list[Part], many: int, room: float) -> bool:
    """Part the last of those that stay together where what is before it fits with a piece of it."""
    last, before = waiting[many - 1], sum(part.height for part in waiting[: many - 1])
    pieces = last.split(room - before) if last.split is not None else None
    if pieces is None:
        return False
    waiting[many - 1 : many] = pieces
    return True


def _foot(setting: Setting, foot: str, page: int, pages: int) -> None:
    pen, low = setting.paper.pen, setting.margin * 0.7
    room, size = setting.width * 0.75, setting.size
    pen.draw(foot, setting.left, low, size, colour=QUIET_INK, max_width=room)
    said = _t("Page {page} of {pages}").format(page=page, pages=pages)
    pen.draw(said, setting.right, low, size, align=Align.RIGHT, colour=QUIET_INK)


def made_words(hub: str, on: date) -> str:
    """Riverside Hub, 24 November 2026."""
    return f"{hub}, {i18n.plain_day(on)}"
