"""The week for everybody: its poster and its pages, by keys, read back from the folder."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk.app.week_files import pages_of, save_pages
from hubdesk.queries.this_week import this_week
from hubdesk.ui.week.page import ThisWeekPage
from tools.demo_day.papers import check, keep
from tools.demo_day.player import CTRL, Player, WentWrong


def for_everybody(p: Player) -> str:
    """Ctrl+Shift+W, the poster on screen and as a paper, the pages as a folder."""
    p.press(Qt.Key.Key_W, CTRL | Qt.KeyboardModifier.ShiftModifier)
    page = p.desk.window.shell.page
    if not isinstance(page, ThisWeekPage):
        raise WentWrong("Ctrl+Shift+W did not open This week")
    p.picture("board", "This week · what others offer, until its last day")
    for _ in range(4):
        p.press(Qt.Key.Key_Right)
    p.wait_for(lambda: not page.poster.view.paper.picture.isNull())
    p.picture("poster", "This week · the poster of this week, as it is printed")
    path = keep(p, "week-poster", "", name="this-week-poster")
    now = p.desk.records.now()
    week = p.look(lambda db: this_week(db, now))
    check(path, holds=[f"This week at {week.hub.name}"], codes=[week.hub.pages])
    files = p.look(lambda db: pages_of(db, now))
    save_pages(p.folder / "this-week", files)
    for _ in range(3):
        p.press(Qt.Key.Key_Left)  # back to what is on
    return f"{len(files)} files of pages, {len(week.opportunities)} on the board, {path.name}"
