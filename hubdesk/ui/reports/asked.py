"""What a report is asked for, and working it out beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hubdesk.queries.certificate_looks import picture_of
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, Template
from hubdesk.queries.figures.scope import EVERYTHING
from hubdesk.queries.publishing import Told, told
from hubdesk.queries.report_rows import PublishedReport
from hubdesk.ui.doors import Doors

SEE = "see figures"  # the right: a report is for managers


@dataclass(frozen=True, slots=True)
class Asked:
    """A report somebody wants to see. `without` are codes of parts that are left out."""

    template: Template
    period: Period
    cut: Cut = EVERYTHING
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was worked out, and the very bytes that will be printed."""

    asked: Asked
    told: Told
    pdf: bytes

    @property
    def report(self) -> PublishedReport:
        return self.told.report


def work_out(doors: Doors, asked: Asked, progress: Callable[[int, int], None]) -> Made:
    """Count, hide, lay out: slow work. Raises NotAllowed, and what the period is refused for.

    `progress` is told how far it is, and ends it by what it raises.
    """
    from hubdesk.reports.period_report import report_pdf

    now = doors.now()

    def count(db: Any) -> tuple[Told, bytes]:
        found = told(
            db, template=asked.template, period=asked.period, cut=asked.cut,
            left_out=asked.without, now=now, progress=progress,
        )  # fmt: skip
        return found, picture_of(db, found.report.logo)

    found, logo = doors.look(count, right=SEE)
    asked = replace(asked, cut=found.cut)  # as the rows have it, not as it was typed
    return Made(asked, found, report_pdf(found.report, logo))


def file_name(hub: str, period: str, ending: str = "pdf") -> str:
    """Riverside Hub report 2026-10.pdf, in letters every disk takes."""
    plain = "".join(char for char in hub if char.isalnum() or char in " -'&()")
    return f"{' '.join(plain.split()) or 'Hub'} report {period}.{ending}"
