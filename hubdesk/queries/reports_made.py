"""Reports that left the hub: the list of them, one as it was, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, func, not_, select
from sqlalchemy.orm import Session

from hubdesk.models import Account, ReportMade, SavedReport, Story
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import (
    Cut,
    Indicator,
    Template,
    cut_text,
    figures_of,
    read_cut,
    template_of,
    templates,
)
from hubdesk.queries.figures.cuts import cut_words
from hubdesk.queries.figures.scope import fund_name
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.publishing import published
from hubdesk.queries.report_body import report_of
from hubdesk.queries.report_parts import RULES, left_out, read_parts
from hubdesk.queries.report_rows import PublishedReport, about_words

MOST_SAVED = 200


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many reports that left may give away by their difference what one of these days hides.

    `others` are of other days, or of another part of the work; `same` of the very same, from
    before they were over or before somebody was marked late. `last` is what the newest of the
    others was called, and when it was made.
    """

    others: int
    same: int
    last: tuple[str, datetime] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PastRow:
    """One report that left: what it was called, who made it and how, of which days.

    `about` says of whose money and which part of the hub's work it is; empty is all of it.
    """

    id: str
    title: str
    template_key: str
    template_version: int
    period: Period
    cut: Cut
    how: str
    by: str
    made_at: datetime
    about: str

    @property
    def is_poster(self) -> bool:
        """Whether one page for the wall left, and not the report it is of."""
        return self.how in ("poster", "command poster")


@dataclass(frozen=True, slots=True)
class PastReport:
    """One of them with all that its readers saw."""

    row: PastRow
    report: PublishedReport


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that is another number now than when the report was made."""

    indicator: Indicator
    was: int | None
    now: int | None
    is_told: bool = True  # both numbers are shown to a reader: else how much it changed tells one


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A report that is made again and again."""

    id: str
    name: str
    template_key: str
    how_often: str
    period: Period | None
    cut: Cut
    without: frozenset[str] | None  # parts it is printed without; None is what its reader is told
    by_itself: bool

    @property
    def is_in_part(self) -> bool:
        """Whether somebody left out more than how each figure is counted."""
        return bool((self.without or frozenset()) - {RULES})

    def left_out(self, template: Template) -> frozenset[str]:
        """The parts it is printed without."""
        return left_out(template) if self.without is None else self.without


def past_count(db: Session) -> int:
    """How many reports left the hub."""
    many = select(func.count(ReportMade.id)).where(ReportMade.deleted == 0)
    return db.scalar(many) or 0


def past_window(db: Session, *, offset: int, limit: int) -> list[PastRow]:
    """The newest first."""
    query = _rows().order_by(ReportMade.made_at.desc(), ReportMade.id.desc())
    return [_row(db, *found) for found in db.execute(query.offset(offset).limit(limit))]


def past_report(db: Session, id: str) -> PastReport | None:
    """One of them as it was; None where it is not here, or was taken back."""
    found = db.execute(_rows().where(ReportMade.id == id)).first()
    if found is None:
        return None
    body = db.scalar(select(ReportMade.body).where(ReportMade.id == id)) or ""
    return PastReport(_row(db, *found), report_of(body))


def sent_before(
    db: Session, template_key: str, period: Period, *, how: str
) -> PublishedReport | None:
    """A report of these days as it left last, with those stories that may be told today.

    None where its copy is not kept any more.
    """
    body = db.scalar(
        select(ReportMade.body)
        .where(
            ReportMade.how == how,
            ReportMade.template_key == template_key,
            ReportMade.first_on == period.first_on,
            ReportMade.last_on == period.last_on,
            ReportMade.deleted == 0,
        )
        .order_by(ReportMade.made_at.desc(), ReportMade.id.desc())
        .limit(1)
    )
    if not body:
        return None
    told = set(
        db.scalars(
            select(Story.text).where(
                Story.deleted == 0,
                Story.agreed_on.is_not(None),
                Story.taken_back_on.is_(None),
            )
        )
    )
    report = report_of(body)
    return replace(report, stories=tuple(one for one in report.stories if one.words in told))


def overlapping(
    db: Session, period: Period, cut: Cut, *, now: datetime, numbers: Mapping[str, int | None]
) -> Overlap:
    """The reports that share days with this one, have left the hub, and may hide other numbers.

    Of the very same days, narrowed to the same, each report hides the same numbers; but for one
    that was made on an earlier day, before they were over, and one whose figures were others than
    these `numbers`: before a register was finished, its difference is who was marked late.
    """
    zone = hub_zone(db)
    today = datetime.combine(now.astimezone(zone).date(), time(), zone)
    over = datetime.combine(period.last_on + timedelta(days=1), time(), zone)
    shares = (
        ReportMade.deleted == 0,
        ReportMade.first_on <= period.last_on,
        ReportMade.last_on >= period.first_on,
    )
    is_same = and_(
        ReportMade.first_on == period.first_on,
        ReportMade.last_on == period.last_on,
        ReportMade.cut == cut_text(cut),
    )
    is_early = ReportMade.made_at < min(today, over)
    many = select(func.count(ReportMade.id)).where(*shares)
    others = db.scalar(many.where(not_(is_same))) or 0
    newest = select(ReportMade.title, ReportMade.made_at).where(*shares, not_(is_same))
    last = db.execute(newest.order_by(ReportMade.made_at.desc()).limit(1)).first()
    early = db.scalar(many.where(is_same, is_early)) or 0
    later = select(ReportMade.numbers).where(*shares, is_same, not_(is_early)).distinct()
    return Overlap(
        others,
        early + sum(_is_other(was, numbers) for was in db.scalars(later)),
        (last.title, last.made_at.astimezone(zone)) if last else None,
    )


def _is_other(was: str, numbers: Mapping[str, int | None]) -> bool:
    before = json.loads(was) if was else {}
    return any(before[code] != numbers[code] for code in before.keys() & numbers.keys())


def past_titles(db: Session, ids: list[str]) -> dict[str, str]:
    """What those of them are called that are still here."""
    query = select(ReportMade.id, ReportMade.title).where(
        ReportMade.id.in_(ids), ReportMade.deleted == 0
    )
    return {row.id: row.title for row in db.execute(query)}


def changed_since(db: Session, id: str, *, now: datetime) -> tuple[Changed, ...]:
    """The figures of a past report that are another number today, in its order.

    Counted as they were then: by the version of its template. Slow, like the report itself.
    """
    past = past_report(db, id)
    numbers = db.scalar(select(ReportMade.numbers).where(ReportMade.id == id))
    if past is None or not numbers:
        return ()
    row, was = past.row, json.loads(numbers)
    template = template_of(db, row.template_key, row.template_version)
    today = figures_of(db, row.period, template=template, now=now, cut=row.cut)
    told = past.report.shown & published(today, made_on=now.date()).shown
    there = {one.code for one in past.report.figures}  # parts may have been left out
    return tuple(
        Changed(
            figure.indicator,
            was[figure.indicator.code],
            figure.number,
            figure.indicator.code in told,
        )
        for figure in today.figures
        if figure.indicator.code in there.intersection(was)
        and was[figure.indicator.code] != figure.number
    )


def saved_reports(db: Session) -> list[SavedRow]:
    """Those that are made again and again, by name."""
    rows = db.scalars(
        select(SavedReport)
        .where(SavedReport.deleted == 0)
        .order_by(SavedReport.name, SavedReport.id)
        .limit(MOST_SAVED)
    )
    return [
        SavedRow(
            row.id,
            row.name,
            row.template_key,
            row.how_often,
            _days(row.first_on, row.last_on),
            read_cut(row.cut),
            read_parts(row.without),
            row.by_itself,
        )
        for row in rows
    ]


def template_called(db: Session, key: str) -> Template | None:
    """The newest version of a template; None where the hub has it no more."""
    return next((one for one in templates(db) if one.key == key), None)


def _days(first_on: date | None, last_on: date | None) -> Period | None:
    return Period(first_on, last_on) if first_on and last_on else None


def _rows() -> Select[str, str, str, int, date, date, str, str, str, datetime]:
    return (
        select(
            ReportMade.id,
            ReportMade.title,
            ReportMade.template_key,
            ReportMade.template_version,
            ReportMade.first_on,
            ReportMade.last_on,
            ReportMade.cut,
            ReportMade.how,
            func.coalesce(Account.name, ""),
            ReportMade.made_at,
        )
        .outerjoin(Account, Account.id == ReportMade.account_id)
        .where(ReportMade.deleted == 0)
    )


def _row(
    db: Session, id: str, title: str, key: str, version: int, first_on: date, last_on: date,
    cut: str, how: str, by: str, made_at: datetime,
) -> PastRow:  # fmt: skip
    period, of = Period(first_on, last_on), read_cut(cut)
    about = about_words(fund_name(db, of.fund_id) if of.fund_id else "", cut_words(of))
    return PastRow(id, title, key, version, period, of, how, by, made_at, about)
