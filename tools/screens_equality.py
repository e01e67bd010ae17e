"""Pictures of equality monitoring: the manager's page, typing a form in, the sign-in screen."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from hubdesk.app.desk import OpenDesk
from hubdesk.models import EqualityKey
from hubdesk.operations.equality import (
    Opened,
    keep_form,
    publish_equality,
    take_in,
)
from hubdesk.operations.own_keys import keep_key
from hubdesk.queries.equality import due_periods
from hubdesk.queries.equality_questions import shipped_questions
from hubdesk.queries.own_keys import KeyRow
from hubdesk.queries.periods import PeriodSort, last_full
from hubdesk.store.concern_seal import new_key
from tools.throwaway import CHEAP

if TYPE_CHECKING:
    from tools.screenshots import Photographer

FORMS, WAITING = 84, 6


def equality(camera: Photographer, desk: OpenDesk) -> None:
    """Every screen of it, with a quarter that is published and a few forms that wait."""
    shell = desk.window.shell
    shell.go("equality")
    camera.settle()
    camera.take("equality-first")
    _fill(desk)
    shell.go("desk")
    shell.go("equality")
    camera.settle()
    camera.take("equality", busy=True)
    shell.go("equality-form")
    camera.settle()
    camera.take("equality-form")
    shell.go("desk")


def _fill(desk: OpenDesk) -> None:
    """A key, answers of the last full quarter, its tables, and forms that wait."""
    records, dice, questions = desk.records, Random(7), shipped_questions()
    me = records.at_desk.acting.id
    key, _private = new_key("key-of-the-pictures", me, "nine grey herons wading", CHEAP)
    cost = (key.cost.memory_kib, key.cost.passes, key.cost.lanes)

    def work(db: Any, now: Any) -> None:
        wrapped = (key.public, key.wrapped, key.salt, key.nonce)
        row = KeyRow("key-of-the-pictures", me, *wrapped, *cost, now)
        keep_key(db, EqualityKey, row)
        month = f"{last_full(PeriodSort.QUARTER, now.date()).last_on:%Y-%m}"
        forms = [
            Opened(
                f"form {n}",
                month,
                {each.code: dice.choice(each.options).code for each in questions.questions},
            )
            for n in range(FORMS)
        ]
        take_in(db, opened=forms, questions=questions, shuffle=dice.shuffle)
        period = due_periods(db, now.date())[0]
        publish_equality(db, period=period, questions=questions, now=now)
        for n in range(WAITING):
            keep_form(db, sealed=f"sealed form {n}")

    records.do("open equality forms", work)
