"""The building: somebody signs in by the door, staff come back, a roll call prints."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk import i18n
from hubdesk.app import LOOK_AROUND
from hubdesk.queries.here_now import HereNow, here_now
from hubdesk.ui.kiosk.screen import KioskScreen
from tools.demo_day.papers import check, keep
from tools.demo_day.player import CTRL, Player, WentWrong

SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return
BY_NAME = "Oksana"


def everybody(p: Player) -> HereNow:
    """Who is here, as the records have it."""
    now = p.desk.records.now()
    found = p.look(lambda db: here_now(db, now))
    assert isinstance(found, HereNow)
    return found


def _first_offered(p: Player, screen: KioskScreen) -> None:
    """Between two sessions it asks to which of them they came: the first, by Enter."""
    for _ in range(3):
        if screen.choices.isVisible():
            p.press(ENTER)


def sign_in(p: Player, card: str) -> str:
    """One by card and one by first name, before a locked desk; then staff unlock it."""
    p.press(Qt.Key.Key_D, CTRL | SHIFT)
    p.wait_for(lambda: p.window.kiosk is not None and p.window.unlock is not None)
    kiosk = p.window.kiosk
    assert kiosk is not None
    p.scan(card)
    _first_offered(p, kiosk.screen)
    p.picture("sign-in-by-card", "Sign in · by card, first name and initial only", of=kiosk.screen)
    p.write(BY_NAME)
    p.press(ENTER)
    _first_offered(p, kiosk.screen)
    p.picture("sign-in-by-name", "Sign in · by first name", of=kiosk.screen)
    p.press(Qt.Key.Key_Q, CTRL | SHIFT)
    p.write(LOOK_AROUND)
    p.press(ENTER)
    p.wait_for(lambda: p.window.kiosk is None)
    names = [row.name for row in everybody(p).here]
    if "Samira Haddad" not in names or not any(name.startswith(BY_NAME) for name in names):
        raise WentWrong(f"only {i18n.listed(names)} are signed in")
    p.press(Qt.Key.Key_B, CTRL | SHIFT)  # they stand on the list of who is here
    return f"{i18n.listed(names)} are here; the desk was locked meanwhile"


def roll_call(p: Player) -> str:
    """A visitor is written down, and everybody is on the paper."""
    p.press(Qt.Key.Key_B, CTRL | SHIFT)
    page = p.desk.window.shell.page
    finder = getattr(page, "finder", None)
    if finder is None:
        raise WentWrong("Here now did not open")
    finder.edit.setFocus()
    p.write("Fire alarm engineer")
    p.press(ENTER)
    found = everybody(p)
    path = keep(p, "roll-call")
    check(path, holds=[row.name for row in found.rows])
    return f"{len(found.here)} in the building, all on the roll call"
