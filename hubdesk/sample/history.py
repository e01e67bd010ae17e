"""Three months at the desk: people come, borrow, keep for longer, bring back, are called."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hubdesk.errors.lending import DeviceWasOut, HasOverdue
from hubdesk.operations.people import add_note
from hubdesk.queries.loans import loan_rows
from hubdesk.sample.beginning import ask_at_home, write_down
from hubdesk.sample.invented_desk import InventedDesk, Out
from hubdesk.sample.people import Registration
from hubdesk.sample.words import SampleWords

A_DAY = timedelta(days=1)
Scene = Callable[[], None]


@dataclass
class Stock:
    """The lendable things nobody has a plan for: what is on the shelf, out and to be wiped."""

    shelf: list[str] = field(default_factory=list)
    out: list[Out] = field(default_factory=list)
    to_wipe: list[str] = field(default_factory=list)
    kept_free: frozenset[str] = frozenset()  # must be back in time for a scene
    holds_data: frozenset[str] = frozenset()
    with_charger: frozenset[str] = frozenset()


class History:
    """The invented hub's days up to yesterday. Scenes are what must happen on a day."""

    def __init__(
        self,
        desk: InventedDesk,
        dice: random.Random,
        words: SampleWords,
        today: date,
        is_open: Callable[[date], bool],
    ) -> None:
        self.desk, self.dice, self.words = desk, dice, words
        self.today, self.is_open = today, is_open
        self.stock = Stock()
        self.borrowers: list[str] = []
        self.waiting: list[tuple[Registration, int]] = []  # who is yet to come, and their card
        self.scenes: dict[date, list[Scene]] = {}
        self.besides: dict[date, list[Scene]] = {}  # when the day is done; no dice are thrown
        self.asked: set[str] = set()

    @property
    def yesterday(self) -> date:
        """The last open day before today."""
        return self.open_day(self.today - A_DAY)

    @property
    def free_by(self) -> date:
        """When the things of the scenes must be back from whoever had them before."""
        return self.today - timedelta(days=26)

    def open_day(self, on: date) -> date:
        """That day, or the last one before it on which the hub was open."""
        while not self.is_open(on):
            on -= A_DAY
        return on

    def on(self, days_ago: int, scene: Scene) -> None:
        """Let something happen on the open day so many days ago."""
        self.scenes.setdefault(self.open_day(self.today - timedelta(days=days_ago)), []).append(
            scene
        )

    def run(self, first: date, zone: Any) -> None:
        """Live every open day from `first` up to yesterday."""
        many = (self.today - first).days
        days = [day for n in range(many) if self.is_open(day := first + n * A_DAY)]
        for left, day in zip(range(len(days), 0, -1), days, strict=True):
            self.desk.at(datetime(day.year, day.month, day.day, 10, tzinfo=zone))
            self._make_ready()
            for scene in self.scenes.get(day, []):
                self._pause()
                scene()
            self._take_back(day)
            self._keep_longer(day)
            self._ring(day)
            for _ in range(-(-len(self.waiting[1:]) // left)):  # one comes this morning
                self._pause()
                self.register()
            for _ in range(self.dice.choice((1, 1, 1, 2, 2))):
                self._lend(day)
            for scene in self.besides.get(day, []):
                scene()

    def _pause(self) -> None:
        self.desk.later(self.dice.randint(3, 18))

    def _make_ready(self) -> None:
        for device_id in self.stock.to_wipe:
            self._pause()
            self.desk.ready(device_id)
            self.stock.shelf.append(device_id)
        self.stock.to_wipe.clear()

    def _take_back(self, day: date) -> None:
        for out in [out for out in self.stock.out if out.back_on == day]:
            self._pause()
            facts: dict[str, Any] = {}
            chance = self.dice.random()
            if chance < 0.05 and out.device_id in self.stock.with_charger:
                facts["missing"] = ["Charger"]
            elif chance < 0.13:
                facts["condition"] = self.dice.choice(("worn", "worn", "damaged"))
                facts["note"] = self.dice.choice(self.words.came_back_with)
            self.desk.back(out.device_id, out.borrower_id, **facts)
            self.stock.out.remove(out)
            self._sign_late(out.borrower_id)
            holds = out.device_id in self.stock.holds_data
            (self.stock.to_wipe if holds else self.stock.shelf).append(out.device_id)

    def _sign_late(self, borrower_id: str) -> None:
        """Whoever did not sign when they borrowed often signs when they bring it back."""
        unsigned = [id for id, whose in self.desk.unsigned.items() if whose == borrower_id]
        for agreement_id in unsigned:
            self.desk.later(1)
            self.desk.sign(agreement_id)

    def _keep_longer(self, day: date) -> None:
        for out in [out for out in self.stock.out if out.renew_on == day]:
            self._pause()
            out.due_on, out.renew_on = self.desk.renew(out), None
            self._plan(out, day, may_renew=False)

    def _ring(self, day: date) -> None:
        for out in self.stock.out:
            if out.due_on < day and (day - out.due_on).days in (1, 3):
                self._pause()
                self.desk.call(out, self.dice.choice(self.words.calls))

    def register(self) -> None:
        """The next of those who wait comes for the first time."""
        form, card = self.waiting.pop(0)
        person = self.desk.do(
            "register person",
            lambda db, now: write_down(db, now, form, card),
            lambda made: {"person_id": made.id},
        )
        self.borrowers.append(person.id)
        if self.dice.random() < 0.05:
            text = self.dice.choice(self.words.notes)
            self.desk.do(
                "note",
                lambda db, now: add_note(db, person_id=person.id, text=text, now=now),
                {"person_id": person.id},
            )

    def _lend(self, day: date) -> None:
        shelf = [id for id in self.stock.shelf if self._in_time(id, day)]
        borrower_id = self._somebody(day)
        if not shelf or not borrower_id:
            return
        self._pause()
        picked = self.dice.sample(shelf, k=1 if self.dice.random() < 0.8 or len(shelf) < 2 else 2)
        happened_at = None
        if self.dice.random() < 0.04:  # typed in later from the paper book
            before = self.desk.moment - timedelta(hours=self.dice.randint(3, 20))
            happened_at = before if self.is_open(before.date()) else None
        try:
            made = self.desk.lend(borrower_id, *picked, happened_at=happened_at)
        except (DeviceWasOut, HasOverdue):  # what was out came back only after that hour
            made = self.desk.lend(borrower_id, *picked)
        with self.desk.database.reading() as db:
            loans = loan_rows(db, list(made.loan_ids))
        for loan in loans:
            out = Out(loan.device_id, loan.id, borrower_id, loan.due_on)
            self._plan(out, day, may_renew=True)
            self.stock.out.append(out)
            self.stock.shelf.remove(loan.device_id)
        # Those of the last days wait for the scene that leaves a few of them unsigned.
        if made.agreement_id and (self.today - day).days > 5 and self.dice.random() < 0.85:
            self.desk.later(2)
            self.desk.sign(made.agreement_id)
        self._ask_at_home(borrower_id)

    def _ask_at_home(self, borrower_id: str) -> None:
        if borrower_id in self.asked or self.dice.random() < 0.6:
            return
        self.asked.add(borrower_id)
        self.desk.later(1)
        self.desk.do(
            "household",
            lambda db, now: ask_at_home(db, now, borrower_id, self.dice),
            lambda told: {"person_id": borrower_id, "what": told},
        )

    def _somebody(self, day: date) -> str:
        has: dict[str, int] = {}
        for out in self.stock.out:
            has[out.borrower_id] = has.get(out.borrower_id, 0) + (9 if out.due_on < day else 1)
        free = [id for id in self.borrowers if not has.get(id)]
        return self.dice.choice(free) if free else ""

    def _in_time(self, device_id: str, day: date) -> bool:
        """A thing of a scene is lent only if it can be back before."""
        if device_id not in self.stock.kept_free:
            return True
        return day + timedelta(days=4) < self.free_by

    def _plan(self, out: Out, day: date, *, may_renew: bool) -> None:
        """When it will come back: mostly in time, some late, some kept for longer.

        Nothing of this crowd may be late or due today; those are the scenes' to show.
        """
        chance = self.dice.random()
        if out.device_id in self.stock.kept_free:
            out.back_on = self.open_day(min(out.due_on, self.free_by))
            return
        if may_renew and chance < 0.18 and out.due_on < self.today:
            out.renew_on = self.open_day(out.due_on - A_DAY)
            if out.renew_on > day:
                return
            out.renew_on = None
        late = self.dice.randint(1, 6) if chance > 0.85 else -self.dice.randint(0, 5)
        wanted = max(out.due_on + late * A_DAY, day + A_DAY)
        if out.due_on <= self.today <= wanted:
            wanted = self.today - self.dice.randint(1, 4) * A_DAY
        if wanted < self.today:
            back_on = self.open_day(wanted)
            out.back_on = back_on if back_on > day else self.yesterday
