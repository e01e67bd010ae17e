"""Which reports there are: those HubDesk ships with, and those the hub brought in, newest first."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hubdesk.errors.figures import TemplateUnknown
from hubdesk.models import ReportTemplate
from hubdesk.queries.figures.definitions import Template, read_template, shipped_templates


def templates(db: Session) -> tuple[Template, ...]:
    """Every report in its newest version, the hub's own first."""
    found = {template.key: template for template in shipped_templates()}
    for title, body in db.execute(_brought()):
        template = read_template(body, title)
        if template.key not in found or template.version > found[template.key].version:
            found[template.key] = template
    return tuple(found.values())


def template_of(db: Session, key: str, version: int = 0) -> Template:
    """One report; with `version`, as it was then. Refuses TemplateUnknown."""
    every = [*shipped_templates(), *(read_template(body, t) for t, body in db.execute(_brought()))]
    fitting = [one for one in every if one.key == key and version in (0, one.version)]
    if not fitting:
        raise TemplateUnknown(key, tuple(template.key for template in templates(db)))
    return max(fitting, key=lambda one: one.version)


def _brought() -> Select[str, str]:
    return (
        select(ReportTemplate.title, ReportTemplate.body)
        .where(ReportTemplate.deleted == 0)
        .order_by(ReportTemplate.key, ReportTemplate.version, ReportTemplate.id)
    )
