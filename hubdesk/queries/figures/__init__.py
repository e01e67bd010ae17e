"""The figures of a period: defined once as data, measured out of one set of rows each.

`figures_of` measures a template; `rows_behind` opens the list behind one of its figures. Screen,
paper, spreadsheet and disclosure control all read what these hand out.
"""

from hubdesk.queries.figures.definitions import (
    Indicator,
    Template,
    definitions,
    read_template,
    shipped_templates,
)
from hubdesk.queries.figures.measuring import (
    Figure,
    ReportFigures,
    ReportSection,
    Target,
    figures_of,
)
from hubdesk.queries.figures.rows import RowBehind, rows_behind
from hubdesk.queries.figures.scope import Cut, before
from hubdesk.queries.figures.told import CommentRow, StoryRow, UnfinishedRow

__all__ = [
    "CommentRow",
    "Cut",
    "Figure",
    "Indicator",
    "ReportFigures",
    "ReportSection",
    "RowBehind",
    "StoryRow",
    "Target",
    "Template",
    "UnfinishedRow",
    "before",
    "definitions",
    "figures_of",
    "read_template",
    "rows_behind",
    "shipped_templates",
]
