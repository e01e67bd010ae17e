"""What undo asks of reports: one that is taken back was asked for by nobody since."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.records import BuiltOn
from hubdesk.models import ReportMade, ReportTemplate, SavedReport
from hubdesk.queries.figures import templates


def check_undone_templates(db: Session, ops: Sequence[tuple[str, str]]) -> None:
    """Refuse BuiltOn where a report was made or saved of what was brought in.

    A copy in Past reports says what has changed since, by the report it was made of.
    """
    for pk in [pk for tbl, pk in ops if tbl == "report_template"]:
        taken = db.get_one(ReportTemplate, pk)
        if not taken.deleted:
            continue
        made = select(ReportMade.title).where(
            ReportMade.template_key == taken.key,
            ReportMade.template_version == taken.version,
            ReportMade.deleted == 0,
        )
        if (title := db.scalars(made.limit(1)).first()) is not None:
            raise BuiltOn("report_made", title)
        saved = select(SavedReport.name).where(
            SavedReport.template_key == taken.key, SavedReport.deleted == 0
        )
        name = db.scalars(saved.limit(1)).first()
        if name is not None and all(one.key != taken.key for one in templates(db)):
            raise BuiltOn("saved_report", name)
