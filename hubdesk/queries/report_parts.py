"""Which parts of a report are printed: those its reader is told, or those somebody chose.

What is hidden hangs on none of it: a part that is left out counts all the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from hubdesk.queries.figures import Template
from hubdesk.queries.report_rows import PublishedReport

KEY: Final = "key"  # the section whose figures stand large at the top
STORIES, COMMENTS = "stories", "comments"
RULES: Final = "rules"  # how each figure is counted; the sheets say it in any case


def parts_of(template: Template) -> tuple[str, ...]:
    """The codes of all that can be left out, in the order of the paper."""
    told = (one for one in (STORIES, COMMENTS) if one in template.lists)
    return (*(section.code for section in template.sections), *told, RULES)


def left_out(template: Template) -> frozenset[str]:
    """What is not on the paper of a report unless somebody asks for it."""
    return frozenset({RULES}) if template.rules_apart else frozenset()


def left_out_of(report: PublishedReport, template: Template) -> frozenset[str]:
    """What was left out of a copy. Nobody said a story that is not there, so it counts as told."""
    there = {section.code for section in report.sections}
    gone = {section.code for section in template.sections} - there
    return frozenset(gone | ({RULES} if report.rules_apart else set()))


def without(report: PublishedReport, codes: Collection[str]) -> PublishedReport:
    """The report without some of its parts. Nothing that was hidden is shown by it."""
    return replace(
        report,
        headlines=() if KEY in codes else report.headlines,
        sections=tuple(one for one in report.sections if one.code not in codes),
        stories=() if STORIES in codes else report.stories,
        comments=() if COMMENTS in codes else report.comments,
        rules_apart=RULES in codes,
    )


def parts_text(codes: Collection[str] | None) -> str:
    """What is left out, as a row keeps it; empty where nobody chose."""
    return "" if codes is None else json.dumps(sorted(codes), separators=(",", ":"))


def read_parts(text: str) -> frozenset[str] | None:
    """What `parts_text` wrote."""
    return frozenset(json.loads(text)) if text else None
