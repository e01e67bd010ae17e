"""The tally of questions at the front desk: how many of each sort, and nobody's name."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Enquiry


def enquiry_counts(db: Session, first_on: date, last_on: date) -> dict[str, int]:
    """How many asked about each thing, on some days."""
    rows = db.execute(
        select(Enquiry.about, func.count(Enquiry.id))
        .where(Enquiry.asked_on.between(first_on, last_on), Enquiry.deleted == 0)
        .group_by(Enquiry.about)
    )
    return dict(rows.all())
