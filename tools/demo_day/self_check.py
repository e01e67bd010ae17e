"""The self-check of somebody at the screen: one question at a time, a number each."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk.queries.self_check import self_check
from hubdesk.ui.skills.self_check_page import SelfCheckPage
from tools.demo_day.player import Player, WentWrong


def check_self(p: Player, person_id: str) -> str:
    """A learner sits at the screen: one question at a time, a number each, Esc when they like."""
    p.desk.window.shell.go("self-check", id=person_id)
    p.settle()
    page = p.desk.window.shell.page
    if not isinstance(page, SelfCheckPage):
        raise WentWrong("the self-check did not open")
    p.press(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_0):
        _tap(p, key)
    p.picture("self-check", "Self-check · a learner says what they can do")
    p.press(Qt.Key.Key_Escape)
    found = p.look(lambda db: self_check(db, person_id))
    if found is None or len(found.said) != 4:
        raise WentWrong("what the learner said was not kept")
    return f"{len(found.said)} answers of {found.called}, and nothing else of anybody shown"


def _tap(p: Player, key: Qt.Key) -> None:
    """One key of a person: no more come, so it is no scan."""
    p.press(key)
    p.desk.window.scans.flush()
    p.settle()
