"""Keeping a report as it leaves the hub, so that it can be read again as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hubdesk.models import ReportMade
from hubdesk.operations.reporting import make_report
from hubdesk.queries.publishing import Told
from hubdesk.queries.report_body import body_of


def keep_report(
    db: Session,
    told: Told,
    *,
    how: str,
    now: datetime,
    account_id: str = "",
    saved_report_id: str = "",
    name: str = "",
) -> ReportMade:
    """A frozen copy of what its readers see, with the numbers behind it. It is never changed."""
    report = told.report
    return make_report(
        db,
        title=name or report.called,
        template_key=told.template.key,
        template_version=told.template.version,
        period=report.period,
        cut=told.cut,
        numbers=told.numbers,
        body=body_of(report),
        how=how,
        now=now,
        profile=told.profile.code,
        profile_version=told.profile.version,
        account_id=account_id,
        saved_report_id=saved_report_id,
    )
