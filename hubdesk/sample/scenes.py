"""What must happen at the invented hub, so that every screen has something true to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from hubdesk.operations.people import add_note, join_household
from hubdesk.operations.returning import declare_lost, put_back_found
from hubdesk.operations.stock import send_to_repair, withdraw_device
from hubdesk.queries.loans import open_loan_of_device
from hubdesk.sample.history import History
from hubdesk.sample.invented_desk import InventedDesk, Out
from hubdesk.sample.words import SamplePerson, SampleWords

# Labels of the things below; nobody else has them when their scene begins.
TO_WIPE = (151, 160, 210)
LATE = (("Kofi Mensah", 97, 20, 6), ("Ewa Nowak", 301, 15, 1))  # lent and due so many days ago
DUE = (
    ("Tomasz Wójcik", 187),
    ("Grace Okafor", 215),
    ("Alan Pryce", 144),
    ("Mei Lin Chen", 309),
)
ON_SHELF = (142, 304)
SAM_HAD, SAM_HAS = 120, 118
KEPT_FREE = (
    *TO_WIPE,
    *(label for _, label, _, _ in LATE),
    *(label for _, label in DUE),
    *ON_SHELF,
    SAM_HAD,
    SAM_HAS,
)
REPAIR, WITHDRAWN, LOST, FOUND, ALLOWED = 162, 181, 173, 180, 340
GONE = (REPAIR, WITHDRAWN, LOST, FOUND, ALLOWED)
LOSERS = {LOST: "Karwan Aziz Hama", FOUND: "Lee Darby"}
BROUGHT_BACK = ("Dawn Bayliss", "Adeel Qureshi", "Rina Miah")
ACTORS = (
    "Samira Haddad",
    "Derek Whitehouse",
    *(name for name, *_ in LATE),
    *(name for name, _ in DUE),
    *LOSERS.values(),
    *BROUGHT_BACK,
    "Samuel Oyelaran",
    "Asam Begum",
)
GIVEN_LONG_AGO = ((400, 165), (401, 158))  # typed in from the paper book: soon at their end
GIVEN = ((402, 80), (403, 66), (404, 41), (405, 19), (430, 50), (431, 9))
VOUCHERS = ((420, 75), (421, 24), (422, 11), (423, 3))
TYPED_IN = 88
UNSIGNED = 3
FIRST_HOUR = 9


@dataclass
class Scenes:
    """Puts the scenes on their days. `people` and `things` are ids by name and label."""

    history: History
    words: SampleWords
    people: Mapping[str, str]
    things: Mapping[int, str]
    grown_up: tuple[str, ...]  # ids of people who are given SIMs

    @property
    def desk(self) -> InventedDesk:
        return self.history.desk

    @property
    def today(self) -> date:
        return self.history.today

    def plan(self, everybody: tuple[SamplePerson, ...]) -> None:
        """Put everything on its day."""
        on = self.history.on
        on(90, lambda: self._households(everybody))
        for label, days in (*GIVEN, *VOUCHERS):
            on(days, self._give(label, days))
        for label, days in GIVEN_LONG_AGO:
            on(TYPED_IN, self._give(label, days))
        on(70, self._withdraw)
        on(10, self._send_to_repair)
        on(60, lambda: self._lose(FOUND, self.words.found, 52))
        on(44, lambda: self._lose(LOST, self.words.lost, 33))
        on(24, lambda: self._sam_borrows(SAM_HAD, 10))
        on(8, self._sam_brings_back)
        on(11, lambda: self._sam_borrows(SAM_HAS, -3))
        for name, label, days, due in LATE:
            on(days, partial(self._lend, name, label, due))
            for rang, said in zip(range(due - 1, 0, -2), self.words.calls, strict=False):
                on(rang, partial(self._ring, label, said))
        for name, label in DUE:
            on(14, partial(self._lend, name, label, 0))
        for label, name in zip(TO_WIPE, BROUGHT_BACK, strict=True):
            on(16, partial(self._lend, name, label, -4))
            on(1, partial(self.desk.back, self.things[label], self.people[name]))
        on(5, self._slip)
        on(7, partial(self._note, "Asam Begum", self.words.notes[0]))
        for name, days, text in self.words.remembered:
            on(days, partial(self._note, name, text))
        on(2, self._override)

    def this_morning(self, now: datetime) -> None:
        """A little before now, if the hub is open by then: somebody comes and goes."""
        if now.hour < FIRST_HOUR:
            return
        stock = self.history.stock
        spare = [id for id in stock.shelf if id not in stock.holds_data | stock.kept_free]
        self.desk.at(now - timedelta(minutes=31))
        self.history.register()
        self.desk.at(now - timedelta(minutes=17))
        made = self.desk.lend(self.people["Samuel Oyelaran"], spare[0])
        if made.agreement_id:
            self.desk.at(now - timedelta(minutes=15))
            self.desk.sign(made.agreement_id)

    def finish(self) -> None:
        """The last hour of yesterday: wipe all but three, scan all but three signed copies."""
        stock = self.history.stock
        for device_id in stock.to_wipe:
            self.desk.later(2)
            self.desk.ready(device_id)
            stock.shelf.append(device_id)
        stock.to_wipe.clear()
        for agreement_id in list(self.desk.unsigned)[:-UNSIGNED]:
            self.desk.later(1)
            self.desk.sign(agreement_id)

    def _households(self, everybody: tuple[SamplePerson, ...]) -> None:
        homes: dict[str, str] = {}
        for who in everybody:
            if not who.household or who.name not in self.people:
                continue
            first = homes.setdefault(who.household, who.name)
            if first != who.name:
                self.desk.later(1)
                self._join(self.people[who.name], self.people[first], first)

    def _join(self, person_id: str, other_id: str, name: str) -> None:
        self.desk.do(
            "household",
            lambda db, _now: join_household(db, person_id=person_id, other_id=other_id),
            {"person_id": person_id, "what": f"lives with {name}"},
        )

    def _give(self, label: int, days: int) -> Callable[[], None]:
        """Each gift goes to somebody else, so that nobody has two SIMs at once."""
        place = [key for key, _ in (*GIVEN_LONG_AGO, *GIVEN, *VOUCHERS)].index(label)
        to = self.grown_up[place]

        def scene() -> None:
            is_old = (label, days) in GIVEN_LONG_AGO
            then = self.desk.moment - timedelta(days=days - TYPED_IN) if is_old else None
            made = self.desk.lend(to, self.things[label], verb="give", happened_at=then)
            if made.agreement_id:
                self.desk.later(2)
                self.desk.sign(made.agreement_id)

        return scene

    def _withdraw(self) -> None:
        device_id, why = self.things[WITHDRAWN], self.words.withdrawn
        self.desk.do(
            "withdraw",
            lambda db, now: withdraw_device(db, device_id=device_id, note=why, now=now),
            {"device_ids": [device_id]},
        )

    def _send_to_repair(self) -> None:
        device_id, why = self.things[REPAIR], self.words.repair
        self.desk.do(
            "repair",
            lambda db, now: send_to_repair(db, device_id=device_id, note=why, now=now),
            {"device_ids": [device_id]},
        )

    def _lose(self, label: int, why: str, told: int) -> None:
        """Lent, then lost; one of the two turns up a fortnight later."""
        name = LOSERS[label]
        about = {"person_id": self.people[name], "device_ids": [self.things[label]]}
        self._lend(name, label, told - 4)

        def lost() -> None:
            self.desk.do(
                "lost",
                lambda db, now: declare_lost(db, device_id=self.things[label], note=why, now=now),
                about,
            )

        def turned_up() -> None:
            self.desk.do(
                "found",
                lambda db, now: put_back_found(db, device_id=self.things[label], now=now),
                about,
            )
            self.desk.later(20)
            self.desk.ready(self.things[label])

        self.history.on(told, lost)
        if label == FOUND:
            self.history.on(told - 9, turned_up)

    def _lend(self, name: str, label: int, due_days_ago: int, reason: str | None = None) -> None:
        made = self.desk.lend(
            self.people[name],
            self.things[label],
            due_on=self.today - timedelta(days=due_days_ago),
            override_reason=reason,
        )
        if made.agreement_id:
            self.desk.later(2)
            self.desk.sign(made.agreement_id)

    def _sam_borrows(self, label: int, due_days_ago: int) -> None:
        self._lend("Samira Haddad", label, due_days_ago)

    def _sam_brings_back(self) -> None:
        self.desk.back(self.things[SAM_HAD], self.people["Samira Haddad"], missing=["Charger"])
        self.desk.later(15)
        self.desk.ready(self.things[SAM_HAD])

    def _ring(self, label: int, said: str) -> None:
        with self.desk.database.reading() as db:
            loan = open_loan_of_device(db, self.things[label])
        if loan is not None:
            self.desk.call(Out(loan.device_id, loan.id, loan.borrower_id, loan.due_on), said)

    def _slip(self) -> None:
        """A lend to the wrong person, undone at once."""
        person_id, device_id = self.people["Derek Whitehouse"], self.things[ON_SHELF[0]]
        made = self.desk.lend(person_id, device_id)
        if made.agreement_id:
            del self.desk.unsigned[made.agreement_id]
        self.desk.later(1)
        self.desk.take_back("lend", {"person_id": person_id, "device_ids": [device_id]})

    def _override(self) -> None:
        """Something late, and yet the manager lets another thing go, and says why."""
        self._lend(LATE[0][0], ALLOWED, -6, self.words.override)

    def _note(self, name: str, text: str) -> None:
        person_id = self.people[name]
        self.desk.do(
            "note",
            lambda db, now: add_note(db, person_id=person_id, text=text, now=now),
            {"person_id": person_id},
        )
