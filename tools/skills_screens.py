"""Pictures of skills: the lists in Settings, the self-check a learner sees, a person's skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk.app.desk import OpenDesk
from hubdesk.models import Person
from hubdesk.queries.sessions import sessions_of_day

if TYPE_CHECKING:
    from tools.screenshots import Photographer


def skills(camera: Photographer, desk: OpenDesk) -> None:
    """Every screen of skills."""
    shell = desk.window.shell
    named = select(Person.id).where(Person.display_name == "Samira Haddad")
    samira = desk.records.look(lambda db: str(db.scalar(named)))

    def open_page(name: str, **facts: object) -> Any:
        shell.go(name, **facts)
        camera.settle()
        return shell.page

    open_page("settings", group="skills")
    camera.take("settings-skills", busy=True)
    open_page("skills", id=samira)
    camera.take("skills", busy=True)
    page = open_page("self-check", id=samira)
    camera.take("self-check", busy=True)
    page.welcome.begin_button.click()
    camera.settle()
    camera.take("self-check-question", busy=True)
    today = desk.records.now().date()
    held = desk.records.look(lambda db: sessions_of_day(db, today))
    open_page("class-skills", id=next(row.id for row in held if row.booked))
    camera.take("class-skills", busy=True)
    open_page("desk")
