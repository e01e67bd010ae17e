"""The report of the month that is over, and its statistics: counted, hidden, kept, then sent.

It goes the way of every report: disclosure control once, and the same copy in Past reports. One
that still waits when what it may quote of people changed is made again, and takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.errors.leaving import ErasedMeanwhile, NothingToReport
from hubdesk.messages.periods import period_slug, report_words
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.certificate_looks import picture_of
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.left import left_by, old_reports, quoting_clock
from hubdesk.queries.periods import PeriodSort, last_full, stepped
from hubdesk.queries.publishing import Told, told
from hubdesk.queries.reports_made import template_called
from hubdesk.queries.what_leaves import MONTH_REPORT, leaving
from hubdesk.sync.exports.making import Made, Making, ToSend
from hubdesk.sync.exports.sealing import for_reader

USUAL: Final = "hub"  # the report that is sent where nobody chose another
HOW: Final = "sent"
MONTHS: Final = 24  # how far back one that waits is made again


def month_report(making: Making) -> Made | None:
    """The PDF. None where that month's is there already."""

    def paper(db: Session, found: Told) -> bytes:
        logo = picture_of(db, found.report.logo)
        made: bytes = making.papers["month-report"](found.report, logo)
        return made

    return _made(making, "reports", ".pdf", paper)


def statistics(making: Making) -> Made | None:
    """The data package. None where that month's is there already."""
    make = making.papers["statistics"]
    return _made(making, "statistics", ".zip", lambda _, found: make(found.report))


def _made(
    making: Making, folder: str, ending: str, paper: Callable[[Session, Told], bytes]
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
        old = old_reports(db, export.id) if export.what == MONTH_REPORT else set[str]()
        quoted = quoting_clock(db)
        period = _to_make(making, [*left_by(db, export.id)], old, called)
        if period is None:
            return None

        def progress(done: int, _whole: int) -> None:
            making.told(done)

        found = told(db, template=template, period=period, now=making.now, progress=progress)
        file: ToSend = for_reader(making, called(period), paper(db, found))

    def kept(db: Session, _parcel_id: str) -> None:
        if quoting_clock(db) != quoted:
            raise ErasedMeanwhile
        keep_report(db, found, how=HOW, now=making.now)

    words = report_words(period.first_on, period.last_on)
    sealed, more = bool(export.recipient), bool(old - {file.name})
    return Made((file,), words, sealed=sealed, kept=kept, more=more)


def _to_make(
    making: Making, there: Sequence[str], old: Collection[str], called: Callable[[Period], str]
) -> Period | None:
    """The newest month that is not there, or is to be made again. None where there is none."""
    newest = period = last_full(PeriodSort.MONTH, making.now.date())
    for _ in range(MONTHS):
        name = called(period)
        if any(one.startswith(name) for one in old):
            return period
        if period is newest and not any(one.startswith(name) for one in there):
            return period
        period = stepped(PeriodSort.MONTH, period, -1)
    return None


def _mark(recipient: str) -> str:
    """So that the same month for another reader, at one place, is another file."""
    return f"-{sha256(recipient.encode()).hexdigest()[:8]}" if recipient else ""
