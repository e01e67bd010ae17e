"""Certificates for a whole class: one key and Enter, each read back from its paper."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk.queries.awards import AwardRow, awards_of
from hubdesk.ui.certificates.award_page import AwardPage
from tools.demo_day.papers import check, keep
from tools.demo_day.player import CTRL, Player, WentWrong

SHIFT = Qt.KeyboardModifier.ShiftModifier


def award_class(p: Player) -> str:
    """Ctrl+Shift+A and Ctrl+S: whoever came to most of the newest course, in one file."""
    p.press(Qt.Key.Key_A, CTRL | SHIFT)
    page = p.desk.window.shell.page
    if not isinstance(page, AwardPage):
        raise WentWrong("the page that awards did not open")
    if not page.people.chosen():
        p.tab_to(page.people.all_button)
        p.press(Qt.Key.Key_Space)
    chosen = page.people.chosen()
    people = [one.row.person_id for one in chosen]
    names = [one.name.text() for one in chosen]
    p.wait_for(lambda: not page.sheet.paper.picture.isNull())
    p.press(Qt.Key.Key_S, CTRL)
    awards = [_newest(p, person_id) for person_id in people]
    path = keep(p, "certificate", ",".join(a.id for a in awards), name="certificate-attendance")
    check(
        path,
        holds=["Certificate of attendance", *names, *(a.printed for a in awards)],
        codes=[a.code for a in awards],
    )
    return f"{len(awards)} certificates in {path.name}, from {awards[0].printed}"


def _newest(p: Player, person_id: str) -> AwardRow:
    found: tuple[AwardRow, ...] = p.look(lambda db: awards_of(db, person_id))
    if not found:
        raise WentWrong("nothing was awarded")
    return found[0]
