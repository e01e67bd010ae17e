"""The command `hubdesk report`: count some days, hide what must be, keep a copy, write the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.app.opening import opened
from hubdesk.errors import Refusal
from hubdesk.errors.figures import (
    DayUnclear,
    FundUnknown,
    PeriodBackwards,
    ReportFormUnknown,
    TemplateUnknown,
)
from hubdesk.errors.store import NoHubHere
from hubdesk.messages.report_words import days_taken_words, overlap_words
from hubdesk.operations.report_keeping import keep_report
from hubdesk.paths import Paths
from hubdesk.queries.certificate_looks import picture_of
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, Template, templates
from hubdesk.queries.funds import fund_called
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.periods import PeriodSort, last_full
from hubdesk.queries.publishing import Told, told
from hubdesk.queries.report_parts import left_out
from hubdesk.queries.reports_due import days_of
from hubdesk.queries.reports_made import overlapping, saved_reports
from hubdesk.store.files import check_writes, room_for_it, write_whole
from hubdesk.store.opening import is_hub
from hubdesk.typed import read_day

FORMS: Final = (".pdf", ".csv", ".xlsx", ".zip")
DONE: Final = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. `name` is a report's, saved or not; without days
    it is of the last full month, or of the saved report's own days.
    """

    name: str
    file: Path
    first: str = ""
    last: str = ""
    fund: str = ""
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    is_poster: bool = False
    replaces: bool = False


def report(paths: Paths, asked: Asked, *, say: Callable[[str], None]) -> int:
    """Make a report without a window. It is kept in Past reports, as one that was printed is."""
    check_writes(asked.file, replaces=asked.replaces)
    if asked.file.suffix.lower() not in ((".pdf",) if asked.is_poster else FORMS):
        raise ReportFormUnknown(asked.file.name, asked.is_poster)
    _days(asked)  # before anybody types a passphrase
    if not is_hub(paths):
        raise NoHubHere(str(paths.home))
    with opened(paths, say=say, right="make report") as database:
        with database.reading() as db:
            now = database.clock().astimezone(hub_zone(db))
            wanted = _wanted(db, asked, now)
            template, period = wanted.template, wanted.period
            found = told(
                db, template=template, period=period, cut=wanted.cut, left_out=wanted.left_out,
                now=now,
            )  # fmt: skip
            shares = overlapping(db, period, found.cut, now=now, numbers=found.numbers)
            content = _content(
                db, found, "poster" if asked.is_poster else asked.file.suffix.lower()
            )
        with room_for_it(asked.file.parent):
            write_whole(asked.file, content)
        with database.changing("make report") as db:
            how = "command poster" if asked.is_poster else "command"
            keep_report(db, found, how=how, now=now, saved_report_id=wanted.saved_id)
            db.info["about"].update({"what": template.title})
        of = "The poster of " if asked.is_poster else ""
        say(f"{of}“{found.report.called}” is in {asked.file}.")
        days = days_taken_words(
            period.first_on, has_first=bool(asked.first), has_last=bool(asked.last)
        )
        shared = overlap_words(shares.others, shares.same, shares.last)
        for note in (*days, *found.report.notes, *filter(None, [shared])):
            say(note)
    return DONE


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to count, over which days, narrowed to what, printed without which parts."""

    template: Template
    period: Period
    cut: Cut
    left_out: frozenset[str]
    saved_id: str = ""


def _wanted(db: Session, asked: Asked, now: datetime) -> _Wanted:
    known = {template.key: template for template in templates(db)}
    keys = {key.casefold(): key for key in known}
    saved = {row.name.casefold(): row for row in saved_reports(db)}
    row = saved.get(asked.name.strip().casefold())
    name = asked.name.strip()
    key = row.template_key if row else keys.get(name.casefold(), name)
    if key not in known:
        raise TemplateUnknown(asked.name, (*known, *(one.name for one in saved.values())))
    period = days_of(row, now.date()) if row else last_full(PeriodSort.MONTH, now.date())
    first_on, last_on = _days(asked)
    if first_on or last_on:
        last_on = last_on or now.date()
        period = Period(first_on or last_on.replace(day=1), last_on)
    cut = Cut(_fund_id(db, asked.fund), asked.kinds, asked.areas, asked.ages)
    if row and cut == Cut():
        cut = row.cut
    template = known[key]
    if row is None:
        return _Wanted(template, period, cut, left_out(template))
    return _Wanted(template, period, cut, row.left_out(template), row.id)


def _fund_id(db: Session, name: str) -> str:
    if not name:
        return ""
    fund = fund_called(db, name)
    if fund is None:
        raise FundUnknown(name)
    return fund.id


def _days(asked: Asked) -> tuple[date | None, date | None]:
    """The days that were typed. DayUnclear, and PeriodBackwards where the last comes first."""
    first_on = _day(asked.first, "First day") if asked.first else None
    last_on = _day(asked.last, "Last day") if asked.last else None
    if first_on and last_on and last_on < first_on:
        raise PeriodBackwards(first_on, last_on)
    return first_on, last_on


def _day(text: str, field: str) -> date:
    """2026-10-31, or as people here write it: 31/10/2026, 31 October 2026."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        parts = re.split(r"[\s/.-]+", text.strip())
    if len(parts) != 3:
        raise DayUnclear(field, text)
    try:
        return read_day(parts[0], parts[1], parts[2], field)
    except Refusal as error:
        raise DayUnclear(field, text) from error


def _content(db: Session, found: Told, form: str) -> bytes:
    if form == ".csv":
        from hubdesk.reports.report_sheet import report_csv

        return report_csv(found.report)
    if form == ".xlsx":
        from hubdesk.reports.report_workbook import report_xlsx

        return report_xlsx(found.report)
    if form == ".zip":
        from hubdesk.reports.report_package import report_package

        return report_package(found.report)
    if form == "poster":
        from hubdesk.reports.poster import poster_pdf

        return poster_pdf(found.report, hub_on_paper(db))
    from hubdesk.reports.period_report import report_pdf

    return report_pdf(found.report, picture_of(db, found.report.logo))
