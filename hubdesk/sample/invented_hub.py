"""The invented hub as a whole: Riverside, with three months behind it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hubdesk.operations.beginnings import KINDS
from hubdesk.queries.closed_days import closed_days
from hubdesk.queries.hub import hub_facts
from hubdesk.queries.staff import managers
from hubdesk.sample import scenes as on_stage
from hubdesk.sample.beginning import (
    begin,
    bring_in_people,
    bring_in_stock,
    close,
    next_winter,
    say_when_open,
    take_on,
)
from hubdesk.sample.history import History, Scene, Stock
from hubdesk.sample.invented_desk import InventedDesk
from hubdesk.sample.numbers import Numbers
from hubdesk.sample.people import Registration, registration
from hubdesk.sample.reporting import InventedReporting
from hubdesk.sample.scenes import Scenes
from hubdesk.sample.sessions import InventedSessions
from hubdesk.sample.skills import InventedSkills
from hubdesk.sample.week import InventedWeek
from hubdesk.sample.words import SampleModel, sample_models, sample_people, sample_words
from hubdesk.store.database import Actor, Database

DAYS = 95
AT_ONCE = 72  # people brought in on the first day; the others come one by one
CHARGED = ("laptop", "tablet", "phone", "mifi")


@dataclass(frozen=True, slots=True)
class Folk:
    """Everybody, in the order they come to the hub, with the number of their card."""

    forms: tuple[Registration, ...]
    cards: dict[str, int]

    def grown_up(self, ids: dict[str, str]) -> tuple[str, ...]:
        """Those of the first day who are given SIMs and play in no scene."""
        return tuple(
            ids[form.who.name]
            for form in self.forms[:AT_ONCE]
            if form.who.name not in on_stage.ACTORS and not form.who.guardian
        )


def fill_with_history(database: Database, *, now: datetime, seed: int) -> None:
    """Three months, from setting up to a minute ago."""
    clock, actor = database.clock, database.actor
    first = now.replace(hour=8, minute=30, second=0, microsecond=0) - timedelta(days=DAYS)
    desk = InventedDesk(database, first, sample_words().hub.manager)
    database.clock = lambda: desk.moment
    try:
        _live(database, desk, now, random.Random(seed))
    finally:
        database.clock, database.actor = clock, actor


def _live(database: Database, desk: InventedDesk, now: datetime, dice: random.Random) -> None:
    words = sample_words()
    begin(desk, words)
    with database.reading() as db:
        facts, account = hub_facts(db), managers(db)[0]
    assert facts is not None
    database.actor = Actor(account.id, account.role)
    desk.staff = account.name
    take_on(desk, words)
    zone = ZoneInfo(facts.time_zone)
    today = now.astimezone(zone).date()
    winter = next_winter(today)
    staff_day = today - timedelta(days=39)
    first = today - timedelta(days=DAYS)
    desk.at(datetime(first.year, first.month, first.day, 9, tzinfo=zone))
    say_when_open(desk, today)
    close(desk, staff_day, staff_day, words.staff_day)
    close(desk, *winter, words.winter)

    numbers = Numbers(dice, frozenset(who.phone for who in sample_people()))
    models = sample_models()
    things = bring_in_stock(desk, models, dice, numbers)
    folk = _folk(dice, numbers)
    desk.later(40)
    ids = bring_in_people(desk, folk.forms[:AT_ONCE], folk.cards)

    with database.reading() as db:
        shut = closed_days(db)
    history = History(
        desk,
        dice,
        words,
        today,
        lambda day: not shut.why_closed(day),
    )
    history.stock = _stock(models, things)
    history.borrowers = [id for name, id in ids.items() if name not in on_stage.ACTORS]
    history.waiting = [(form, folk.cards.get(form.who.name, 0)) for form in folk.forms[AT_ONCE:]]
    play = Scenes(history, words, ids, things, folk.grown_up(ids))
    play.plan(sample_people())
    begins = first + timedelta(days=1)
    learners = [id for name, id in ids.items() if name not in on_stage.ACTORS]
    sessions = InventedSessions(desk, learners, today)
    sessions.plan(begins)
    skills = InventedSkills(desk, ids["Samira Haddad"], today)
    skills.take_lists()
    skills.plan_samira(history.open_day)

    def each(day: date, mark: Scene) -> None:
        def live() -> None:
            mark()
            skills.live(day)

        history.scenes.setdefault(day, []).append(live)

    sessions.each_day(each, begins)
    reports = InventedReporting(desk, ids["Samira Haddad"], learners[0], today)

    def beside(day: date, scene: Scene) -> None:
        history.besides.setdefault(history.open_day(day), []).append(scene)

    reports.plan(beside, begins)
    InventedWeek(desk, today).plan(beside)
    history.run(begins, zone)
    play.finish()
    play.this_morning(now.astimezone(zone))


def _folk(dice: random.Random, numbers: Numbers) -> Folk:
    """Who comes when: those of the scenes and of families first, then as the dice fall."""
    people = list(sample_people())
    early = [who for who in people if who.name in on_stage.ACTORS or who.household]
    rest = [who for who in people if who not in early]
    dice.shuffle(rest)
    words = sample_words()
    forms = tuple(registration(who, dice, numbers, words) for who in (*early, *rest))
    taken = {who.card for who in people}
    free = iter(number for number in range(1, 1000) if number not in taken)
    cards = {who.name: who.card for who in people if who.card}
    for who in (*early, *rest):
        if not who.card and dice.random() < 0.75:
            cards[who.name] = next(free)
    return Folk(forms, cards)


def _stock(models: tuple[SampleModel, ...], things: dict[int, str]) -> Stock:
    kinds = {kind.word: kind for kind in KINDS}
    lent = [
        (model, label)
        for model in models
        for label in model.labels
        if not kinds[model.kind].is_given and label not in on_stage.GONE
    ]
    return Stock(
        shelf=[things[label] for _, label in lent],
        kept_free=frozenset(things[label] for label in on_stage.KEPT_FREE),
        holds_data=frozenset(things[x] for model, x in lent if kinds[model.kind].holds_data),
        with_charger=frozenset(things[x] for model, x in lent if model.kind in CHARGED),
    )
