"""How the window is brought to each of its screens and states, in the order they are taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from sqlalchemy import select

from hubdesk.app.desk import OpenDesk
from hubdesk.ids import CodeKind, make_code
from hubdesk.messages.requests import asked_words
from hubdesk.models import (
    Birth,
    CodeOf,
    Device,
    DeviceKind,
    Loan,
    LoanState,
    Person,
    RestrictedFor,
    StaffRole,
)
from hubdesk.operations.consents import record_consent
from hubdesk.operations.people import edit_person, register_person
from hubdesk.operations.requests import receive_request
from hubdesk.operations.restricting import lift_restriction, restrict_use
from hubdesk.queries.staff import accounts
from hubdesk.queries.today import today_row
from hubdesk.ui.people.words import consent_words
from tools.screens_hub import hub_pages
from tools.screens_sessions import session_parts

if TYPE_CHECKING:
    from tools.screenshots import Photographer

SHEET = """Asset tag,Type,Make,Model,Serial,Borrower,Due
HD-0901,Laptop,Lenovo,ThinkPad L390,PF900901,,
HD-0902,Tablet,Samsung,Galaxy Tab A8,R900902,Ewa Nowak,1 December 2026
HD-0903,Laptop,Dell,Latitude 3420,DL900903,,
,,,,,,
,Laptop,,,,,soon
"""


def code_of(desk: OpenDesk, tag: str) -> str:
    """What a scanner reads from the label of a device."""
    query = (
        select(CodeOf.value)
        .join(Device, Device.id == CodeOf.device_id)
        .where(Device.tag == tag, CodeOf.origin == "label")
    )
    return str(desk.records.look(lambda db: db.scalar(query)))


def card_of(desk: OpenDesk, name: str) -> tuple[str, str]:
    """The id of somebody and what a scanner reads from their card."""
    query = (
        select(Person.id, CodeOf.value)
        .join(CodeOf, CodeOf.person_id == Person.id)
        .where(Person.display_name == name, CodeOf.origin == "card")
    )
    row = desk.records.look(lambda db: db.execute(query).first())
    return str(row[0]), str(row[1])


def ready_tags(desk: OpenDesk, kind: str, many: int) -> list[str]:
    """Devices of a kind that stand on the shelf."""
    away = select(Loan.id).where(
        Loan.device_id == Device.id, Loan.state.in_((LoanState.OUT, LoanState.LOST))
    )
    query = (
        select(Device.tag)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(DeviceKind.name == kind, Device.stage == "ready", Device.deleted == 0)
        .where(~away.exists())
        .order_by(Device.tag)
        .limit(many)
    )
    return [str(tag) for tag in desk.records.look(lambda db: list(db.scalars(query)))]


class Screens:
    """The open desk and its camera; `walk` takes every picture of it."""

    def __init__(self, camera: Photographer, desk: OpenDesk, home: Path) -> None:
        self.camera, self.desk, self.home = camera, desk, home
        self.shell = desk.window.shell
        self.front = desk.window.desk_page.desk
        self.samira, self.card = card_of(desk, "Samira Haddad")
        today = camera.now.date()
        due = desk.records.look(lambda db: today_row(db, today).due)
        self.due = [loan.tag for loan in due]

    def walk(self) -> None:
        """Each room of the window in turn."""
        self._front_desk()
        self._people()
        self._stock()
        self._loans()
        self._sessions()
        hub_pages(self)
        session_parts(self)
        self._the_rest()
        self._staff()
        self._privacy()
        self._returned()

    def go(self, name: str, **facts: object) -> Any:
        """Open a page; answers with it."""
        self.shell.go(name, **facts)
        self.camera.settle()
        return self.shell.page

    def scan(self, code: str) -> None:
        """A scanner reads a code."""
        self.front.forget_scan()
        self.desk.window.scanned(code)
        self.camera.settle()

    def scan_tags(self, *tags: str) -> None:
        """A scanner reads the labels of these devices."""
        for tag in tags:
            self.scan(code_of(self.desk, tag))

    def _front_desk(self) -> None:
        take, front = self.camera.take, self.front
        take("front-desk-start")
        self.scan(self.card)
        take("front-desk-person")
        self.scan_tags(*ready_tags(self.desk, "Laptop", 1), *ready_tags(self.desk, "MiFi", 1))
        take("front-desk", busy=True, show=self.desk.window.desk_page.person)
        self.shell.search.edit.setFocus()
        self.shell.search.edit.setText("sam")
        self.camera.settle()
        take("search")
        self.shell.search.clear()
        self.scan_tags(*ready_tags(self.desk, "Laptop", 7)[1:])
        take("front-desk-full")
        front.lend()
        take("front-desk-refusal")
        self.scan(card_of(self.desk, "Alan Pryce")[1])
        take("front-desk-parked")
        front.lists.open_parked(front.state.parked[0])
        front.start_again()
        self.shell.search.entered.emit("03")
        take("front-desk-several")
        front.start_again()
        self.shell.strip.clear()

    def _people(self) -> None:
        take = self.camera.take
        self.go("people")
        take("people")
        page = self.go("person", id=self.samira)
        take("person", busy=True)
        page.head.chosen.emit("text")
        take("person-text")
        newest = select(Person.id).order_by(Person.joined_on.desc(), Person.id.desc())
        self.go("person", id=self.desk.records.look(lambda db: str(db.scalar(newest))))
        take("person-new")
        self.go("edit-person", id=self.samira)
        take("edit-person")
        page = self.go("new-person")
        take("new-person")
        page.save()
        take("new-person-wrong")
        page.form.set_name("Samira Haddad")
        page.save()
        take("new-person-twin")
        page.start_again()
        self.shell.strip.clear()
        self._one_person()

    def _one_person(self) -> None:
        """Somebody who is here twice: the list, the two side by side, and the history after."""
        take, records = self.camera.take, self.desk.records
        birth = Birth.of_day(date(1979, 4, 3))

        def write_down(db: Any, now: datetime) -> str:
            facts: Any = {"birth": birth, "language": "Arabic"}
            other = register_person(
                db, display_name="Samira Hadad", phone="07700 900813", more=facts, now=now
            )
            return other.id

        def put_right(db: Any, now: datetime) -> None:
            facts: Any = {"birth": Birth.of_day(date(1979, 3, 4))}
            edit_person(db, person_id=self.samira, facts=facts, now=now)

        records.do("edit person", put_right, about={"person_id": self.samira})
        records.do("register person", write_down, about=lambda id: {"person_id": id})
        twice = self.go("here-twice")
        self.wait(lambda: bool(twice.model.rowCount()))
        self.camera.settle()
        take("here-twice", busy=True)
        twice.open.click()
        self.camera.settle()
        take("merge", busy=True)
        both: Any = self.shell.page
        both.make_one()
        self.camera.settle()
        take("merged")
        self.go("history", kind="person", id=self.samira)
        take("history", busy=True)
        self.shell.strip.clear()

    def _stock(self) -> None:
        take = self.camera.take
        self.go("devices")
        take("devices", busy=True)
        for name, query in (
            ("device", select(Device.id).where(Device.tag == "HD-0120")),
            ("device-lost", _on_loan(LoanState.LOST)),
        ):
            id_ = self.desk.records.look(lambda db, q=query: str(db.scalar(q)))  # type: ignore[misc]
            self.go("device", id=id_)
            take(name)
        page = self.go("add-devices")
        laptop = select(DeviceKind.id).where(DeviceKind.name == "Laptop")
        page.what.choose_kind(self.desk.records.look(lambda db: str(db.scalar(laptop))))
        for number in (901, 902):
            page.scanned(make_code(CodeKind.DEVICE, 0, number).text)
        take("add-devices")
        self.front.undo()
        self.front.undo()
        self.shell.strip.clear()

    def _loans(self) -> None:
        page = self.go("loans", show="out")
        QTest.qWait(150)
        self.camera.take("loans", busy=True)
        page = self.go("loans", show="overdue")
        QTest.qWait(150)
        page.bar.call.click()
        self.camera.take("loans-call")
        self.shell.strip.clear()

    def _sessions(self) -> None:
        """The week, a register in the middle of it, planning a course, dropping in."""
        take, page = self.camera.take, self.go("sessions")
        take("sessions", busy=True)
        page = self.go("register", id=page.list.chosen())
        for mark in ("present", "present", "late", "present", "told us", "present", "absent"):
            row = page.table.chosen()
            if row is not None:
                page.table.marked.emit(row.person_id, mark)
                page.table.choose(page.table.currentIndex().row() + 1)
        self.camera.settle()
        take("register", busy=True)
        page = self.go("plan-session")
        page.form.title.setText("Get online")
        page.form.repeats.choose("weekly")
        self.camera.settle()
        take("plan-session")
        page.start_again()
        page = self.go("drop-in", person_id=self.samira)
        take("drop-in", busy=True)
        self.shell.strip.clear()

    def _the_rest(self) -> None:
        take = self.camera.take
        self.go("activity")
        take("activity")
        for group in (
            *("hub", "lending", "agreements", "devices"),
            *("look", "scanner", "printers", "copies"),
        ):
            self.go("settings", group=group)
            take(f"settings-{group}")
        page = self.go("bring-in", what="devices")
        take("bring-in")
        sheet = self.home / "devices.csv"
        sheet.write_text(SHEET, "utf-8")
        page.choosing.set_file(str(sheet))
        self.wait(lambda: page.bar.do_button.isEnabled())
        take("bring-in-shown")
        for kind in ("desk-card", "due-list"):
            self.desk.printing.ask(kind)  # without a printer it waits
        self.go("to-print")
        take("to-print")
        page = self.go("help")
        take("help")
        for area in page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        take("help-keys")

    def _privacy(self) -> None:
        """All that is held on Samira, her copy, what stands in the way of an erasure, Privacy."""
        take, samira = self.camera.take, self.samira
        for page, busy in (("held", True), ("their-file", False), ("erase-person", False)):
            self._looked_through(page, samira)
            take(page, busy=busy)
        self.desk.records.do(
            "rights request",
            lambda db, now: receive_request(db, person_id=samira, asked="access", now=now),
        )
        for tab in ("requests", "breaches", "rules"):
            self.go("privacy", tab=tab)
            take(f"privacy-{tab}")
        self._rights(samira)
        self._written_down(samira)

    def _looked_through(self, name: str, person_id: str) -> None:
        """A page that looks through everything beside the window, once it has."""
        page = self.go(name, id=person_id)
        self.wait(lambda: not page.looking.is_looking())

    def _ask_for(self, samira: str, asked: str) -> None:
        self.desk.records.do(
            "rights request",
            lambda db, now: receive_request(db, person_id=samira, asked=asked, now=now),
            about={"person_id": samira, "what": asked_words(asked)},
        )

    def _rights(self, samira: str) -> None:
        """A record that is kept and not used, and a consent that is taken back."""
        do, take = self.desk.records.do, self.camera.take
        do(
            "consent",
            lambda db, now: record_consent(
                db, person_id=samira, purpose="photos", how="paper", now=now
            ),
            about={"person_id": samira, "what": consent_words("photos", True)},
        )
        for asked in ("restriction", "withdrawal", "portability"):
            self._ask_for(samira, asked)
        self.go("restrict", id=samira)
        take("restrict")
        page = self.go("withdraw", id=samira)
        page.ticks["photos"].setChecked(True)
        take("withdraw")
        do(
            "restrict use",
            lambda db, now: restrict_use(
                db, person_id=samira, ground=RestrictedFor.ACCURACY, now=now
            ),
            about={"person_id": samira},
        )
        self.go("restrict", id=samira)
        take("restrict-lift")
        self.go("person", id=samira)
        take("person-not-used")
        do(
            "lift restriction",
            lambda db, now: lift_restriction(
                db, person_id=samira, why="Put right", was_told=True, now=now
            ),
            about={"person_id": samira},
        )

    def _written_down(self, samira: str) -> None:
        """What anybody at work writes down about people's data."""
        for sort, whose in (("breach", ""), ("access", samira)):
            self.go("write-down", sort=sort, person_id=whose)
            self.camera.take(f"write-down-{sort}")

    def _staff(self) -> None:
        """Who works here, a change that asks for the passphrase, who looked; and a volunteer."""
        page, take = self.go("settings", group="staff"), self.camera.take
        take("staff", busy=True, show=page.cards["staff"][0])
        people = {row.name: row for row in self.desk.records.look(accounts)}
        card = page.cards["staff"][0]
        card.begin(people["Rosa Diaz"])
        self.camera.settle()
        take("staff-form")
        card.form.roles[StaffRole.DEPUTY].setChecked(True)
        self.desk.records.at_desk.forget_proof()
        card.save()
        self.camera.settle()
        take("ask-again", busy=True)
        self.desk.window.ask_again.leave()
        card.leave()
        self.go("who-looked")
        take("who-looked")
        self.desk.act_as(people["Tom Reed"].id)
        self.go("settings", group="staff")
        take("staff-as-volunteer")
        self.desk.records.at_desk.begin()

    def _returned(self) -> None:
        self.go("desk")
        self.scan_tags(*self.due[:3])
        self.camera.take("returned", busy=True)

    def wait(self, until: Callable[[], bool], seconds: float = 20) -> None:
        """Let the window live until something holds."""
        for _ in range(int(seconds * 50)):
            if until():
                break
            QTest.qWait(20)
        self.camera.settle()


def _on_loan(state: str) -> Any:
    return select(Device.id).join(Loan, Loan.device_id == Device.id).where(Loan.state == state)
