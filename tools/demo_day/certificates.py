"""Certificates: a whole class by one key, one person by another, each read back from its paper."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hubdesk.queries.awards import AwardRow, awards_of
from hubdesk.ui.certificates.award_page import AwardPage
from tools.demo_day.papers import check, keep
from tools.demo_day.player import ALT, CTRL, Player, WentWrong

SHIFT = Qt.KeyboardModifier.ShiftModifier
SKILLS = ("Turn on and log in", "Use a mouse and keyboard", "Browse the web")


def award_class(p: Player) -> str:
    """Ctrl+Shift+A and Enter: whoever came to most of the newest course, in one file."""
    p.press(Qt.Key.Key_A, CTRL | SHIFT)
    page = _page(p)
    people = [one.row for one in page.people.chosen()]
    if not people:
        page.people.all_button.click()
        people = [one.row for one in page.people.chosen()]
    names = [one.name.text() for one in page.people.chosen()]
    p.wait_for(lambda: not page.sheet.paper.picture.isNull())
    p.press(Qt.Key.Key_Return)
    awards = [_newest(p, row.person_id) for row in people]
    path = keep(p, "certificate", ",".join(a.id for a in awards), name="certificate-attendance")
    check(path, holds=[*names, *(a.printed for a in awards)], codes=[a.code for a in awards])
    return f"{len(awards)} certificates in {path.name}, from {awards[0].printed}"


def award_one(p: Player, person_id: str) -> str:
    """Alt+W on somebody's page, what they can do now, Enter; then its reprint."""
    p.desk.window.shell.go("person", id=person_id)
    p.settle()
    p.press(Qt.Key.Key_W, ALT)
    page = _page(p)
    page.form.fill(sort="achievement", what="Getting started with digital", skills=SKILLS)
    page.form.course_chosen.emit()
    p.settle()
    name = page.people.lines[person_id].name.text()
    p.press(Qt.Key.Key_Return)
    award = _newest(p, person_id)
    for kind, file in (("certificate", "certificate-achievement"), ("certificate-copy", "")):
        path = keep(p, kind, award.id, name=file or "certificate-reprint")
        check(path, holds=(name, *SKILLS, award.printed), codes=(award.code,))
    return f"{award.printed} for {name}, and its reprint"


def _page(p: Player) -> AwardPage:
    page = p.desk.window.shell.page
    if not isinstance(page, AwardPage):
        raise WentWrong("the page that awards did not open")
    return page


def _newest(p: Player, person_id: str) -> AwardRow:
    found: tuple[AwardRow, ...] = p.look(lambda db: awards_of(db, person_id))
    if not found:
        raise WentWrong("nothing was awarded")
    return found[0]
