"""Which reports there are: those HubDesk ships with, and those the hub brought in, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.figures import IndicatorUnknown, TemplateNotRight, TemplateUnknown
from hubdesk.models import ReportTemplate
from hubdesk.queries.figures.definitions import Template, read_template, shipped_templates


def templates(db: Session) -> tuple[Template, ...]:
    """Every report in its newest version, the hub's own first."""
    found = {template.key: template for template in shipped_templates()}
    for template in _brought(db):
        if template.key not in found or template.version > found[template.key].version:
            found[template.key] = template
    return tuple(found.values())


def template_of(db: Session, key: str, version: int = 0) -> Template:
    """One report; with `version`, as it was then. Refuses TemplateUnknown."""
    every = (*shipped_templates(), *_brought(db))
    fitting = [one for one in every if one.key == key and version in (0, one.version)]
    if not fitting:
        raise TemplateUnknown(key, tuple(template.key for template in templates(db)))
    return max(fitting, key=lambda one: one.version)


def _brought(db: Session) -> Iterator[Template]:
    """Those the hub brought in, but for any that this version of HubDesk cannot read.

    A newer one on another desk may have taken it: all other reports are made here as before.
    """
    rows = (
        select(ReportTemplate.title, ReportTemplate.body)
        .where(ReportTemplate.deleted == 0)
        .order_by(ReportTemplate.key, ReportTemplate.version, ReportTemplate.id)
    )
    for title, body in db.execute(rows):
        with suppress(IndicatorUnknown, TemplateNotRight):
            yield read_template(body, title)
