"""Pictures of who is in the building: here now, my shift, and the sign-in screen in each step."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hubdesk.app.desk import OpenDesk
from hubdesk.models import Person
from hubdesk.operations import presence, shifts
from hubdesk.operations.booking import book_session
from hubdesk.operations.people import register_person
from hubdesk.operations.session_rules import SessionFacts
from hubdesk.operations.sessions import plan_session
from hubdesk.queries.staff import accounts
from hubdesk.ui.kiosk.window import KioskWindow
from hubdesk.ui.presence.shift_page import ShiftPage
from tools.screens import card_of

if TYPE_CHECKING:
    from tools.screenshots import Photographer

_COMES = ("Nadia Osman", "Grace Hall", "Hamza Iqbal", "Rosa Marchetti", "Wiktor Zieliński")


class _Morning:
    """A morning at the hub: two sessions on, five who came, a visitor, two of the staff."""

    def __init__(self, desk: OpenDesk) -> None:
        self.desk, self.now = desk, desk.records.now()
        self.basics = self._plan("Digital basics", "Room 2", 10, 12)
        self.club = self._plan("Job club", "Room 1", 11, 13)
        self._people()
        self._staff()

    def _do(self, verb: str, work: Any, **about: Any) -> Any:
        return self.desk.records.do(verb, work, about=about)

    def _plan(self, title: str, room: str, starts: int, ends: int) -> str:
        facts = SessionFacts(
            title=title, kind="course", held_on=self.now.date(), starts=time(starts),
            ends=time(ends), room=room,
        )  # fmt: skip
        planned = self._do(
            "plan session",
            lambda db, now: plan_session(
                db, facts=facts, now=now, clash_ok=True, closed_ok=True
            ).session_ids[0],
        )
        return str(planned)

    def _people(self) -> None:
        def come(db: Any, now: datetime) -> str:
            for at, name in enumerate(_COMES):
                id = register_person(db, display_name=name, now=now).id
                to = self.club if at == 2 else self.basics if at < 4 else ""
                if to:
                    book_session(db, person_id=id, session_id=to, now=now)
                if at:
                    at_ = now - timedelta(minutes=9 * at)
                    presence.come_in(db, person_id=id, session_id=to, now=at_)
            presence.come_in_visitor(db, name="Fire alarm engineer", now=now)
            return id

        self._do("come in", come, what="A visitor")

    def _staff(self) -> None:
        def work(db: Any, now: datetime) -> str:
            staff = accounts(db)
            mine = self.desk.records.at_desk.acting.id
            began = now.replace(hour=9, minute=12)
            begun = [
                shifts.begin_shift(db, account_id=id, now=began)
                for id in (mine, *(one.id for one in staff if one.id != mine))[:2]
            ]
            for days in (1, 4, 7):
                then = began - timedelta(days=days)
                shift = shifts.begin_shift(db, account_id=begun[-1].account_id, now=then)
                if days > 1:
                    end = then + timedelta(hours=3, minutes=30)
                    shifts.end_shift(db, shift_id=shift.id, now=end)
            text = "The printer upstairs is out of paper.\nRing the council about the SIM cards."
            note = shifts.hand_over(db, account_id=begun[-1].account_id, text=text, now=began)
            return note.id

        self._do("hand over", work, what="")


def building(camera: Photographer, desk: OpenDesk) -> None:
    """The list of everybody, the shift of whoever is at the desk, and what was handed over."""
    _Morning(desk)
    shell = desk.window.shell
    shell.go("here-now")
    camera.settle()
    camera.take("here-now", busy=True)
    shell.go("my-shift")
    page = shell.page
    assert isinstance(page, ShiftPage)
    page.note.setPlainText("The key of the cupboard is with Ben.")
    camera.settle()
    camera.take("my-shift", busy=True)
    page.note.clear()
    shell.go("desk")
    camera.settle()
    camera.take("desk-handed-over")


def kiosk(camera: Photographer, desk: OpenDesk) -> None:
    """Each step of the sign-in screen. The desk is locked behind it, and unlocked again."""
    window = camera.window
    desk.records.announcer.kiosk_asked.emit()
    assert window.kiosk is not None
    screen = window.kiosk.screen
    screen.showNormal()  # a picture has its own size
    camera.take("kiosk", busy=True, of=screen)
    _type(screen, "grace")
    camera.take("kiosk-which", busy=True, of=screen)
    screen.begin_again()
    person_id = desk.records.look(
        lambda db: db.scalar(select(Person.id).where(Person.display_name == "Nadia Osman"))
    )
    screen._at_door(str(person_id))
    screen._clear.stop()  # making the pictures takes longer than anybody reads
    camera.take("kiosk-welcome", busy=True, of=screen, show=screen.answer)
    screen.begin_again()
    screen.scanned(card_of(desk, "Samira Haddad")[1])
    camera.take("kiosk-session", busy=True, of=screen)
    screen.begin_again()
    screen.scanned("HDL999999")
    camera.take("kiosk-unknown", busy=True, of=screen, show=screen.answer)
    screen.begin_again()
    screen.ask.touch.click()
    camera.take("kiosk-letters", busy=True, of=screen)
    window.kiosk.ask_to_leave()
    camera.settle()
    camera.take("kiosk-leave", busy=True)
    window.show_desk()
    window.locking.drop()
    camera.settle()


def _type(screen: KioskWindow, name: str) -> None:
    screen.ask.edit.setText(name)
    screen.ask.next.click()
