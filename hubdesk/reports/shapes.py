"""The shapes a chart is described with: one description that paper and the screen both draw.

They are plain rows. ReportLab has such shapes too, and no type of ours: to load them took a third
of the time of the first page that has a chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hatch(StrEnum):
    """What fills a box besides its colour, so that a copy in grey can be read."""

    NONE = ""
    RISING = "rising"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded box; `low` is its lower edge, counted from the foot of the chart."""

    left: float
    low: float
    width: float
    height: float
    radius: float
    fill: str
    edge: str
    hatch: Hatch = Hatch.NONE
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text from `x` on, up to it, or around it; `base` is its baseline."""

    text: str
    x: float
    base: float
    size: float
    ink: str
    at_end: bool = False
    in_middle: bool = False
    is_bold: bool = False
    room: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A level hairline."""

    x: float
    y: float
    to_x: float
    ink: str


Shape = Box | Words | Rule


@dataclass(frozen=True, slots=True)
class Chart:
    """Shapes in the order they are drawn. `finding` is what the chart says, in one sentence."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    finding: str = ""
