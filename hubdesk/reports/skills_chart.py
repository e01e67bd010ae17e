"""How far somebody is by the areas of a list: one description, for paper and for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hubdesk.queries.skills import AreaRow
from hubdesk.reports.shapes import Box, Chart, Words

BAR: Final = 14
GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours a chart is drawn with, as #RRGGBB."""

    text: str
    quiet: str
    done: str
    begun: str
    begun_edge: str
    empty: str
    empty_edge: str


PAPER_INKS: Final = Inks(
    "#182022", "#45514F", "#0B6470", "#DDEFF0", "#0B6470", "#EEF0ED", "#C3CAC7"
)


def skills_chart(
    areas: Sequence[AreaRow],
    width: float,
    inks: Inks = PAPER_INKS,
    *,
    size: float = 15,
    is_stacked: bool = False,
) -> Chart:
    """A row for each area: its name, a part for each skill, and how many can be done.

    What can be done stands first, then what is begun. Where nobody knows that an area is whole
    there is no "of". Lengths are points on paper and units on the screen. Stacked
    is for little room: the name stands above its parts.
    """
    tall = row_height(size, is_stacked=is_stacked)
    shapes: list[Box | Words] = []
    bar_left, bar_right = (0.0 if is_stacked else width * 0.38), width * 0.82
    for at, area in enumerate(areas):
        base = tall * (len(areas) - at - 1) + tall / 2
        over = base + size * 0.6 if is_stacked else base - size * 0.35
        shapes.append(Words(area.title, 0, over, size, inks.text))
        base -= size * 0.7 if is_stacked else 0
        if area.skills:
            shapes += _parts(area, inks, bar_left, bar_right - bar_left, base - BAR / 2)
        done = f"{area.done} of {len(area.skills)}" if area.has_count else f"{area.done}"
        shapes.append(Words(done, width, base - size * 0.35, size * 0.87, inks.quiet, at_end=True))
    return Chart(width, tall * len(areas), tuple(shapes))


def row_height(size: float, *, is_stacked: bool) -> float:
    """How tall the row of an area is."""
    return size * 2 + 16 if is_stacked else size + 17


def _parts(area: AreaRow, inks: Inks, left: float, width: float, low: float) -> list[Box]:
    many = len(area.skills)
    each = (width - GAP * (many - 1)) / many
    begun = sum(bool(skill.place) and not skill.is_achieved for skill in area.skills)
    boxes = []
    for n in range(many):
        fill, edge = inks.empty, inks.empty_edge
        if n < area.done:
            fill, edge = inks.done, inks.done
        elif n < area.done + begun:
            fill, edge = inks.begun, inks.begun_edge
        boxes.append(Box(left + n * (each + GAP), low, each, BAR, 3, fill, edge))
    return boxes
