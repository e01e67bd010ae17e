"""The report of the month that is over, and its statistics: counted, hidden, kept, then sent.

It goes the way of every report: disclosure control once, and the same copy in Past reports.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.errors.leaving import NothingToReport
from hubdesk.messages.periods import period_slug, report_words
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.certificate_looks import picture_of
from hubdesk.queries.left import left_by
from hubdesk.queries.periods import PeriodSort, last_full
from hubdesk.queries.publishing import Told, told
from hubdesk.queries.reports_made import template_called
from hubdesk.queries.what_leaves import leaving
from hubdesk.sync.exports.making import Made, Making, ToSend
from hubdesk.sync.exports.sealing import for_reader

USUAL: Final = "hub"  # the report that is sent where nobody chose another
HOW: Final = "sent"


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
    key = making.export.options.get("template", USUAL)
    period = last_full(PeriodSort.MONTH, making.now.date())
    name = f"{folder}/{period_slug(period.first_on, period.last_on)}-{key}{ending}".lower()
    with making.database.reading() as db:
        template = template_called(db, key)
        if template is None:
            raise NothingToReport(leaving(making.export.what).title)
        if any(one.startswith(name) for one in left_by(db, making.export.id)):
            return None

        def progress(done: int, _whole: int) -> None:
            making.told(done)

        found = told(db, template=template, period=period, now=making.now, progress=progress)
        file: ToSend = for_reader(making, name, paper(db, found))

    def kept(db: Session, _parcel_id: str) -> None:
        keep_report(db, found, how=HOW, now=making.now)

    words = report_words(period.first_on, period.last_on)
    sealed = bool(making.export.recipient)
    return Made((file,), words, sealed=sealed, kept=kept)
