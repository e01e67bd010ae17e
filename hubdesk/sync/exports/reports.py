"""The report of the month that is over, and its statistics: counted, hidden, kept, then sent.

It goes the way of every report: disclosure control once, and the same copy in Past reports. One
that still waits when what it may quote of people changed is made again, and takes its place. One
that arrived with a story of somebody erased since is sent as it was kept, without that story: what
it counted is not counted anew, so that two of them tell no more than one. Nobody reads it before it
leaves, and whoever agreed was told that it names nobody: so no tutor is named in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.errors.leaving import ErasedMeanwhile, NothingToReport
from hubdesk.messages.periods import period_slug, report_words
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.certificate_looks import picture_of
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.left import left_by, month_of, old_reports, quoting_clock
from hubdesk.queries.periods import PeriodSort, last_full, period_around
from hubdesk.queries.publishing import told
from hubdesk.queries.report_rows import PublishedReport
from hubdesk.queries.reports_made import sent_before, template_called
from hubdesk.queries.what_leaves import MONTH_REPORT, leaving
from hubdesk.sync.exports.making import Made, Making, ToSend
from hubdesk.sync.exports.sealing import for_reader

USUAL: Final = "hub"  # the report that is sent where nobody chose another
HOW: Final = "sent"


def month_report(making: Making) -> Made | None:
    """The PDF. None where that month's is there already."""

    def paper(db: Session, report: PublishedReport) -> bytes:
        made: bytes = making.papers["month-report"](report, picture_of(db, report.logo))
        return made

    return _made(making, "reports", ".pdf", paper)


def statistics(making: Making) -> Made | None:
    """The data package. None where that month's is there already."""
    make = making.papers["statistics"]
    return _made(making, "statistics", ".zip", lambda _, report: make(report))


def _made(
    making: Making,
    folder: str,
    ending: str,
    paper: Callable[[Session, PublishedReport], bytes],
) -> Made | None:
    export = making.export
    key = export.options.get("template", USUAL)

    def called(period: Period) -> str:
        month = period_slug(period.first_on, period.last_on)
        return f"{folder}/{month}-{key}{_mark(export.recipient)}{ending}".lower()

    with making.database.reading() as db:
        template = template_called(db, key)
        if template is None:
            raise NothingToReport(leaving(export.what).title)
        there = left_by(db, export.id)
        old = old_reports(db, export.id) if export.what == MONTH_REPORT else set[str]()
        quoted = quoting_clock(db)
        period = _to_make(making, [*there], old, called)
        if period is None:
            return None
        arrived = {name for name in old if there[name].is_there}
        is_again = any(name.startswith(called(period)) for name in arrived)
        report = sent_before(db, key, period, how=HOW) if is_again else None
        found = None
        if report is None:
            found = told(
                db,
                template=template,
                period=period,
                now=making.now,
                progress=lambda done, _whole: _tell(making, done),
            )
            report = found.report
        report = report.nameless
        found = replace(found, report=report) if found is not None else None
        file: ToSend = for_reader(making, called(period), paper(db, report))

    def kept(db: Session, _parcel_id: str) -> None:
        if quoting_clock(db) != quoted:
            raise ErasedMeanwhile
        if found is not None:
            keep_report(db, found, how=HOW, now=making.now)

    words = report_words(period.first_on, period.last_on)
    sealed, more = bool(export.recipient), bool(old - {file.name})
    return Made((file,), words, sealed=sealed, kept=kept, more=more)


def _tell(making: Making, done: int) -> None:
    making.told(done)


def _to_make(
    making: Making, there: Sequence[str], old: Collection[str], called: Callable[[Period], str]
) -> Period | None:
    """The newest month that is to be made again or is not there. None where there is none."""
    if month := max((month_of(name) for name in old), default=""):
        return period_around(PeriodSort.MONTH, date.fromisoformat(f"{month}-01"))
    newest = last_full(PeriodSort.MONTH, making.now.date())
    return None if any(one.startswith(called(newest)) for one in there) else newest


def _mark(recipient: str) -> str:
    """So that the same month for another reader, at one place, is another file."""
    return f"-{sha256(recipient.encode()).hexdigest()[:8]}" if recipient else ""
