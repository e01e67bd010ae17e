"""Targets, reports that are made again and again, and the copies of those that left the hub."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.figures import (
    IndicatorUnknown,
    PeriodBackwards,
    TemplateNotRight,
    TemplateThere,
    TemplateUnknown,
)
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.people import ChoiceUnknown, NumberNotRight
from hubdesk.models import (
    FigureTarget,
    Fund,
    HowOften,
    ReportMade,
    ReportTemplate,
    SavedReport,
)
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut, Template, cut_text, definitions, read_template, templates
from hubdesk.queries.figures.cuts import checked
from hubdesk.queries.report_parts import parts_of, parts_text
from hubdesk.typed import clean_line

MOST = 10_000_000
NAME = "Name of the report"
AMOUNT = "Target"
LONGEST = 100  # letters of a name, which stands before the days on every paper
KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")  # of a report: what a command asks for it by
LISTS = frozenset(("unfinished", "stories", "comments", "consultations"))  # beside the figures


def set_target(
    db: Session, *, indicator: str, amount: int, period: Period, fund_id: str = ""
) -> FigureTarget:
    """How much of a figure is to be reached in some days; it takes the place of an earlier one.

    Refuses NumberNotRight (a target of nought is always reached), PeriodBackwards,
    IndicatorUnknown, and NotFound for a fund that is not here.
    """
    if indicator not in definitions().indicators:
        raise IndicatorUnknown(indicator, "")
    if not 1 <= amount <= MOST:
        raise NumberNotRight(AMOUNT, 1, MOST)
    _check_days(period)
    fund = found(db, Fund, fund_id) if fund_id else None
    same = select(FigureTarget).where(
        FigureTarget.indicator == indicator,
        FigureTarget.first_on == period.first_on,
        FigureTarget.last_on == period.last_on,
        FigureTarget.fund_id == fund.id if fund else FigureTarget.fund_id.is_(None),
        FigureTarget.deleted == 0,
    )
    for earlier in db.scalars(same):
        earlier.deleted = True
    target = FigureTarget(
        indicator=indicator,
        fund_id=fund.id if fund else None,
        first_on=period.first_on,
        last_on=period.last_on,
        amount=amount,
    )
    db.add(target)
    db.flush()
    return target


def put_away_target(db: Session, *, target_id: str) -> FigureTarget:
    """The target holds no more. Refuses NotFound."""
    target = found(db, FigureTarget, target_id)
    target.deleted = True
    db.flush()
    return target


def add_template(db: Session, *, text: str, name: str) -> ReportTemplate:
    """Bring in a report in our own format. The version before it is offered no more, and stays.

    Refuses TemplateNotRight, IndicatorUnknown, and TemplateThere for a version that is here.
    """
    said = read_template(text, name)
    if not _is_whole(said):
        raise TemplateNotRight(name)
    for here in templates(db):  # what was counted under a version stays under it
        if here.key == said.key and here.version >= said.version:
            raise TemplateThere(here.title, here.version)
    template = ReportTemplate(key=said.key, version=said.version, title=said.title, body=text)
    db.add(template)
    db.flush()
    return template


def save_report(
    db: Session,
    *,
    name: str,
    template_key: str,
    how_often: str = HowOften.MONTH,
    period: Period | None = None,
    cut: Cut | None = None,
    without: Collection[str] | None = None,
    by_itself: bool = False,
    report_id: str = "",
) -> SavedReport:
    """Keep a report under a name, to be made again; with `report_id`, change the one there is.

    `period` is of a report of fixed days alone; `without` are the parts it is printed without,
    and None is what its reader is told. Refuses FieldMissing, TextTooLong,
    TemplateUnknown, ChoiceUnknown, CutUnknown, PeriodBackwards and NotFound.
    """
    called = clean_line(name, NAME, LONGEST)
    if not called:
        raise FieldMissing(NAME)
    known = {template.key: template for template in templates(db)}
    if template_key not in known:
        raise TemplateUnknown(template_key, tuple(known))
    for part in without or ():
        if part not in parts_of(known[template_key]):
            raise ChoiceUnknown("Part", part)
    often = one_of(HowOften, how_often, "How often")
    if often == HowOften.DAYS and period is None:
        raise FieldMissing("First day")
    if period is not None:
        _check_days(period)
    report = found(db, SavedReport, report_id) if report_id else SavedReport()
    report.name, report.template_key, report.how_often = called, template_key, often
    report.first_on = period.first_on if period and often == HowOften.DAYS else None
    report.last_on = period.last_on if period and often == HowOften.DAYS else None
    report.cut, report.by_itself = cut_text(checked(db, cut or Cut())), by_itself
    report.without = parts_text(without)
    db.add(report)
    db.flush()
    return report


def put_away_report(db: Session, *, report_id: str) -> SavedReport:
    """It is made no more; the copies that were made stay. Refuses NotFound."""
    report = found(db, SavedReport, report_id)
    report.deleted = True
    db.flush()
    return report


def make_report(
    db: Session,
    *,
    title: str,
    template_key: str,
    template_version: int,
    period: Period,
    cut: Cut,
    numbers: Mapping[str, int | None],
    body: str,
    how: str,
    now: datetime,
    profile: str = "",
    profile_version: int = 1,
    account_id: str = "",
    saved_report_id: str = "",
) -> ReportMade:
    """Keep a report as it leaves the hub. `numbers` are its figures before any was hidden."""
    _check_days(period)
    made = ReportMade(
        saved_report_id=saved_report_id or None,
        title=clean_line(title, NAME, 200),
        template_key=template_key,
        template_version=template_version,
        first_on=period.first_on,
        last_on=period.last_on,
        cut=cut_text(cut),
        profile=profile,
        profile_version=profile_version,
        numbers=json.dumps(dict(numbers), separators=(",", ":")),
        body=body,
        how=how,
        account_id=account_id or None,
        made_at=now,
    )
    db.add(made)
    db.flush()
    return made


def _is_whole(template: Template) -> bool:
    """Whether it has a name, a version and parts that can be told apart, and lists we know."""
    codes = [section.code for section in template.sections]
    titles = [template.title, *(section.title for section in template.sections)]
    named = (template.title.strip(), *codes)
    return (
        all(named)
        and all(title.isprintable() for title in titles)  # they become names of sheets
        and len(template.title) <= LONGEST
        and KEY.fullmatch(template.key) is not None
        and 1 <= template.version <= MOST
        and 0 < len(codes) == len(set(codes))
        and LISTS.issuperset(template.lists)
    )


def _check_days(period: Period) -> None:
    if period.last_on < period.first_on:
        raise PeriodBackwards(period.first_on, period.last_on)
