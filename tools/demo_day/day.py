"""The day itself: the steps at the front desk, each checked in the records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from sqlalchemy import func, select

from hubdesk import i18n
from hubdesk.app import LOOK_AROUND
from hubdesk.ids import DeskAction, action_code, make_code, read_code
from hubdesk.models import (
    Agreement,
    CodeOf,
    Device,
    DeviceKind,
    Draft,
    Gift,
    Loan,
    LoanState,
    Person,
)
from hubdesk.queries.loans import LoanRow, loans_of_device, open_loan_of_device
from hubdesk.ui.theme import look
from tools.demo_day import building, certificates, reports, rights, self_check, sending, week
from tools.demo_day.learning import Learning
from tools.demo_day.player import ALT, CTRL, Player, WentWrong
from tools.demo_day.printing import EveryPaper

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
NEW = "Ọlá Adébáyọ̀"


def play(p: Player, recovery: Sequence[str]) -> None:
    """Every step in order. WentWrong at the first that did not hold."""
    day = Day(p, recovery)
    p.step("Unlock", day.unlock)
    p.step("Find", day.find)
    p.step("Lend two by scanner", day.lend_two)
    p.step("Lend without a scanner", day.lend_by_hand)
    p.step("Return", day.take_back)
    p.step("Undo", day.undo)
    p.step("Return again", day.take_back)
    p.step("Make ready", day.make_ready)
    p.step("Renew", day.renew)
    p.step("Give a SIM", day.give_sim)
    p.step("Register somebody new", day.register)
    p.step("Lend to somebody new", day.lend_to_new)
    p.step("Sign the agreement", day.sign)
    p.step("Print", day.print_all)
    p.step("Sign in at the door", lambda: building.sign_in(p, day.card(day.id_of("Samira Haddad"))))
    p.step("Roll call", lambda: building.roll_call(p))
    p.step("People", lambda: day.visit("people", Qt.Key.Key_3))
    p.step("Devices", lambda: day.visit("devices", Qt.Key.Key_4))
    p.step("Loans", lambda: day.visit("loans", Qt.Key.Key_6))
    p.step("Recent activity", lambda: day.visit("activity", Qt.Key.Key_H))
    Learning(p, NEW).play()
    p.step("Certificates for a class", lambda: certificates.award_class(p))
    p.step("The report of a month", lambda: reports.month_end(p))
    p.step("The report of a quarter", lambda: reports.quarter_end(p))
    p.step("This week for everybody", lambda: week.for_everybody(p))
    p.step("Send what may leave", lambda: sending.send_away(p))
    p.step("A self-check", lambda: self_check.check_self(p, day.id_of("Alan Pryce")))
    p.step("A copy for them", lambda: rights.copy_for_them(p))
    p.step("Erase", lambda: rights.erase_them(p, day.id_of(rights.NAME)))
    rights.leave(p)
    day.in_every_look()
    p.step("Lock", day.lock)


class Day:
    """The steps. What one step made, the next ones use."""

    def __init__(self, player: Player, recovery: Sequence[str]) -> None:
        self.p = player
        self.recovery = recovery  # what the recovery sheet was printed with
        self.two: list[str] = []
        self.by_hand = ""
        self.new_id = ""
        self.agreement = ""

    # What the records say

    def shelf(self, kind: str, count: int) -> list[tuple[str, str, str]]:
        """Devices of a kind that are here and ready: id, tag and the code of the label."""
        query = (
            select(Device.id, Device.tag, CodeOf.value)
            .join(DeviceKind, DeviceKind.id == Device.kind_id)
            .join(CodeOf, CodeOf.device_id == Device.id)
            .where(
                DeviceKind.name == kind,
                Device.stage == "ready",
                Device.deleted == 0,
                CodeOf.origin == "label",
                CodeOf.deleted == 0,
                ~select(Loan.id)
                .where(Loan.device_id == Device.id, Loan.state.in_((LoanState.OUT, LoanState.LOST)))
                .exists(),
            )
            .order_by(Device.tag)
            .limit(count)
        )
        return [tuple(row) for row in self.p.look(lambda db: db.execute(query).all())]

    def label(self, device_id: str) -> str:
        query = select(CodeOf.value).where(
            CodeOf.device_id == device_id, CodeOf.origin == "label", CodeOf.deleted == 0
        )
        return str(self.p.look(lambda db: db.scalar(query)))

    def card(self, person_id: str) -> str:
        query = select(CodeOf.value).where(
            CodeOf.person_id == person_id, CodeOf.origin == "card", CodeOf.deleted == 0
        )
        return str(self.p.look(lambda db: db.scalar(query)))

    def id_of(self, name: str) -> str:
        query = select(Person.id).where(Person.display_name == name, Person.deleted == 0)
        found = self.p.look(lambda db: db.scalar(query))
        if found is None:
            raise WentWrong(f"{name} is not in the records")
        return str(found)

    def loan(self, device_id: str) -> LoanRow:
        found = self.p.look(lambda db: open_loan_of_device(db, device_id))
        if found is None:
            raise WentWrong("no loan is open")
        return found  # type: ignore[no-any-return]

    # The steps

    def unlock(self) -> str:
        self.p.write(LOOK_AROUND)
        self.p.press(ENTER)
        self.p.wait_for(lambda: self.p.window.desk is not None)
        people = self.p.look(lambda db: db.scalar(select(func.count(Person.id))))
        loans = self.p.look(lambda db: db.scalar(select(func.count(Loan.id))))
        return f"{people} people and {loans} loans in the records"

    def find(self) -> str:
        self.p.press(Qt.Key.Key_F2)
        self.p.write("hadad sam")
        rows = self.p.desk.window.shell.search.results().rows()
        if not rows or "Samira" not in rows[0].title:
            raise WentWrong("Samira Haddad was not found with a slip in her name")
        self.p.picture("found", "Find · a slip, and the words the other way round")
        self.p.press(ENTER)
        card = self.p.desk.window.desk_page.desk.state.card
        if card is None or card.name != "Samira Haddad":
            raise WentWrong("Samira is not at the desk")
        return f"{card.name}, card {card.card}, at the desk"

    def lend_two(self) -> str:
        chosen = [*self.shelf("Laptop", 1), *self.shelf("MiFi", 1)]
        self.p.scan(self.card(self.id_of("Samira Haddad")))
        for _, _, code in chosen:
            self.p.scan(code)
        self.p.press(ENTER)
        self.two = [id for id, _, _ in chosen]
        who = {self.loan(id).borrower for id in self.two}
        if who != {"Samira Haddad"}:
            raise WentWrong("the two are not out to Samira")
        return f"{' and '.join(tag for _, tag, _ in chosen)} out to Samira Haddad, 2 loans"

    def lend_by_hand(self) -> str:
        id, tag, code = self.shelf("Tablet", 1)[0]
        self.p.press(Qt.Key.Key_F2)
        self.p.write("iwona" if self._is_here("Iwona") else "grace")
        self.p.press(ENTER)
        number = read_code(code)
        self.p.press(Qt.Key.Key_F2)
        self.p.write(str(number.number if number else tag))
        self.p.press(ENTER)
        self.p.press(ENTER)
        self.by_hand = id
        return f"{tag} out to {self.loan(id).borrower} until {i18n.plain_day(self.loan(id).due_on)}"

    def _is_here(self, first: str) -> bool:
        query = select(func.count(Person.id)).where(Person.display_name.startswith(first))
        return bool(self.p.look(lambda db: db.scalar(query)))

    def take_back(self) -> str:
        laptop = self.two[0]
        self.p.scan(self.label(laptop))
        row = self.p.look(lambda db: loans_of_device(db, laptop))[0]
        stage = self.p.look(lambda db: db.scalar(select(Device.stage).where(Device.id == laptop)))
        if row.state != LoanState.RETURNED or stage != "to wipe":
            raise WentWrong("the laptop is not back")
        return f"{row.tag} is back from {row.borrower} and waits to be wiped"

    def undo(self) -> str:
        before = self.p.look(lambda db: loans_of_device(db, self.two[0]))[0]
        self.p.press(Qt.Key.Key_Z, CTRL)
        after = self.loan(self.two[0])
        if after.due_on != before.due_on:
            raise WentWrong("the due day is not as before")
        return f"{after.tag} is out to {after.borrower} again, due {i18n.plain_day(after.due_on)}"

    def make_ready(self) -> str:
        self.p.press(ESCAPE)
        self.p.scan(action_code(DeskAction.READY).text)
        self.p.scan(self.label(self.two[0]))
        query = select(Device.tag, Device.stage).where(Device.id == self.two[0])
        tag, stage = self.p.look(lambda db: db.execute(query).one())
        if stage != "ready":
            raise WentWrong("the laptop is not ready")
        self.p.press(ESCAPE)
        return f"{tag} is {stage}"

    def renew(self) -> str:
        mifi = self.two[1]
        due = self.loan(mifi).due_on
        self.p.scan(self.card(self.id_of("Samira Haddad")))
        self.p.scan(self.label(mifi))
        self.p.press(Qt.Key.Key_R, ALT)
        row = self.loan(mifi)
        if row.renewals != 1 or row.due_on <= due:
            raise WentWrong("the loan is not renewed")
        return f"{row.tag} moved from {i18n.plain_day(due)} to {i18n.plain_day(row.due_on)}"

    def give_sim(self) -> str:
        id, tag, code = self.shelf("SIM card", 1)[0]
        taker = self._somebody_without_a_sim()
        self.p.scan(self.card(taker))
        self.p.scan(code)
        self.p.press(ENTER)
        gift = self.p.look(lambda db: db.scalars(select(Gift).where(Gift.device_id == id)).first())
        if gift is None or gift.person_id != taker:
            raise WentWrong(f"the SIM was not given: {self.p.said}")
        ends: date | None = gift.ends_on
        return f"{tag} given to keep, it ends {i18n.plain_day(ends)}" if ends else f"{tag} given"

    def _somebody_without_a_sim(self) -> str:
        query = (
            select(Person.id)
            .join(CodeOf, CodeOf.person_id == Person.id)
            .where(
                Person.deleted == 0,
                CodeOf.deleted == 0,
                CodeOf.origin == "card",
                Person.guardian_name == "",
                Person.born_precision == "exact",
                Person.born_on < date(1990, 1, 1),
                ~select(Gift.id).where(Gift.person_id == Person.id).exists(),
                ~select(Loan.id).where(Loan.borrower_id == Person.id).exists(),
            )
            .order_by(Person.sort_name)
        )
        return str(self.p.look(lambda db: db.scalars(query).first()))

    def register(self) -> str:
        self.p.press(Qt.Key.Key_N, CTRL)
        self.p.write(NEW)
        self.p.press(Qt.Key.Key_Tab)
        self.p.press(Qt.Key.Key_Tab)
        self.p.write("07700900941")
        fresh = make_code(read_code("HDL000000013").kind, 0, 990)  # type: ignore[union-attr]
        self.p.scan(fresh.text)
        self.p.press(Qt.Key.Key_S, CTRL)
        self.new_id = self.id_of(NEW)
        return f"{NEW}, card {fresh.printed()}"

    def lend_to_new(self) -> str:
        id, tag, code = self.shelf("Laptop", 1)[0]
        self.p.scan(self.card(self.new_id))
        self.p.scan(code)
        self.p.press(ENTER)
        if self.loan(id).borrower_id != self.new_id:
            raise WentWrong("the laptop is not out to the new person")
        query = select(Agreement.id).where(Agreement.person_id == self.new_id)
        self.agreement = str(self.p.look(lambda db: db.scalar(query)))
        waiting = self.p.look(
            lambda db: db.scalar(
                select(func.count(Draft.id)).where(Draft.kind == "to print", Draft.is_done == 0)
            )
        )
        return f"{tag} out to {NEW}, an agreement made, {waiting} to print"

    def sign(self) -> str:
        query = select(Agreement.code).where(Agreement.id == self.agreement)
        code = str(self.p.look(lambda db: db.scalar(query)))
        self.p.scan(code)
        signed = select(Agreement.signed_on).where(Agreement.id == self.agreement)
        on = self.p.look(lambda db: db.scalar(signed))
        if on is None:
            raise WentWrong("the agreement is not signed")
        return f"{code} signed on {i18n.plain_day(on)}"

    def print_all(self) -> str:
        p = self.p
        p.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
        papers = EveryPaper(p, self.recovery)
        papers.make(agreement=self.agreement, devices=self.two, person=self.id_of("Samira Haddad"))
        for words in papers.made:
            p.say(f"      {words}")
        return f"{len(list(p.folder.glob('*.pdf')))} papers, each with its words and codes"

    def visit(self, page: str, key: Qt.Key) -> str:
        self.p.press(key, CTRL)
        shell = self.p.desk.window.shell
        if shell.current != page:
            raise WentWrong(f"the page is {shell.current}")
        return "opened by its key"

    def in_every_look(self) -> None:
        p = self.p
        p.press(Qt.Key.Key_1, CTRL)
        p.press(ESCAPE)
        p.scan(self.card(self.new_id))
        for theme, scale in (("dark", 100), ("contrast", 100), ("light", 200), ("light", 100)):
            look().wear(theme, scale)  # type: ignore[arg-type]
            p.settle(120)

            def words(theme: str = theme, scale: int = scale) -> str:
                return f"the front desk in {theme} at {scale} %"

            p.step(f"Look {theme} {scale}", words)

    def lock(self) -> str:
        self.p.press(Qt.Key.Key_L, CTRL)
        if self.p.window.unlock is None:
            raise WentWrong("it is not locked")
        if self.p.window.windowTitle() != "HubDesk":
            raise WentWrong("the title of a locked window says more than HubDesk")
        return "nothing to be seen, the records stay open"
