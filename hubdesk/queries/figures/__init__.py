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
    figures_of,
)
from hubdesk.queries.figures.rows import RowBehind, RowsBehind, rows_behind
from hubdesk.queries.figures.scope import Cut, before, cut_text, read_cut
from hubdesk.queries.figures.targets import Target, TargetRow, target_rows
from hubdesk.queries.figures.templates import template_of, templates
from hubdesk.queries.figures.told import CommentRow, ConsultationRow, StoryRow, UnfinishedRow

__all__ = [
    "CommentRow",
    "ConsultationRow",
    "Cut",
    "Figure",
    "Indicator",
    "ReportFigures",
    "ReportSection",
    "RowBehind",
    "RowsBehind",
    "StoryRow",
    "Target",
    "TargetRow",
    "Template",
    "UnfinishedRow",
    "before",
    "cut_text",
    "definitions",
    "figures_of",
    "read_cut",
    "read_template",
    "rows_behind",
    "shipped_templates",
    "target_rows",
    "template_of",
    "templates",
]
