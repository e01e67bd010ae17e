"""What sessions and their registers cost in the window: the week, a register of 30, its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.bench.timing import took_ms

if TYPE_CHECKING:
    from tools.bench.window import Measured

OPENED = 3  # registers, one after the other; the first builds the page


def learning(measured: Measured) -> dict[str, Any]:
    """In ms: today's sessions found, their week painted, each register opened, each mark."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from hubdesk.models import Mark
    from hubdesk.queries.attendances import attendances_of, attended
    from hubdesk.queries.register import register
    from hubdesk.queries.sessions import sessions_of_day

    records, shell = measured.desk.records, measured.desk.window.shell
    today = records.now().date()
    found = took_ms(records.look, lambda db: sessions_of_day(db, today))
    rows = [row for row in records.look(lambda db: sessions_of_day(db, today)) if row.booked]
    shell.go("people")
    measured.settle()
    week = measured.timed(lambda: shell.go("sessions"))
    opened = []
    for row in (rows * OPENED)[:OPENED]:
        shell.go("people")
        measured.settle()
        opened.append(measured.timed(lambda row=row: shell.go("register", id=row.id)))
    page: Any = shell.page
    page.table.setFocus()
    page.table.choose(0)
    measured.settle()
    letters = (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_T)
    many = page.table.register_model.rowCount()

    def key(at: int) -> None:
        QTest.keyClick(page.table, letters[at % len(letters)])
        measured.desk.window.scans.flush()  # a letter is held, since it could begin a scan

    marks = [measured.timed(lambda at=at: key(at)) for at in range(many)]
    kept = records.look(lambda db: register(db, page._id, today))
    if many < 30 or kept is None or kept.count(Mark.NONE):
        raise RuntimeError(f"not every key marked somebody, or the register is short: {many}")
    person = kept.rows[0].person_id
    theirs = took_ms(records.look, lambda db: (attended(db, person), attendances_of(db, person)))
    return {"today": found, "week": week, "opened": opened, "marks": marks, "theirs": theirs}
