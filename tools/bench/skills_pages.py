"""What pages about skills cost in the window: a learner of ten years, and a class of 30 × 60."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

if TYPE_CHECKING:
    from tools.bench.window import Measured

OPENED = 3  # times, one after the other; the first builds the page
PEOPLE, SKILLS, SESSIONS = 30, 60, 250  # no fewer than these, or it is not what is to be measured


def skills_pages(measured: Measured) -> dict[str, list[float]]:
    """In ms: each opening of a learner's page, of their skills, and of the page of a class."""
    from hubdesk.models import Person
    from hubdesk.queries.attendances import attended
    from hubdesk.queries.sessions import sessions_of_day

    records, shell = measured.desk.records, measured.desk.window.shell
    today = records.now().date()
    learner = records.look(lambda db: db.scalar(select(func.min(Person.id))))
    came = records.look(lambda db: attended(db, learner)).on_register
    course = next(r.id for r in records.look(lambda db: sessions_of_day(db, today)) if r.booked)

    def times(open_it: Callable[[], object]) -> list[float]:
        found = []
        for _ in range(OPENED):
            shell.go("people")
            measured.settle()
            found.append(measured.timed(open_it))
        return found

    seen = {
        "learner": times(lambda: shell.go("person", id=learner)),
        "theirs": times(lambda: shell.go("skills", id=learner)),
        "class": times(lambda: shell.go("class-skills", id=course)),
    }
    table: Any = shell.page.table  # type: ignore[union-attr]
    if came < SESSIONS or (len(table.rows), len(table.columns)) != (PEOPLE, SKILLS):
        sizes = f"{came} sessions, {len(table.rows)} by {len(table.columns)}"
        raise RuntimeError(f"the learner or the class is not as large as its bound says: {sizes}")
    return seen
