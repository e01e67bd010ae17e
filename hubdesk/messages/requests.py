"""The words of requests about data: what is asked, each step, and where a request stands."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from hubdesk import i18n
from hubdesk.i18n import translate

ASKED = {
    "access": "a copy of all that is held",
    "erasure": "being erased",
    "correction": "a correction",
    "objection": "not being used any more",
    "restriction": "being kept and not used for now",
    "portability": "what they gave, to take along",
    "withdrawal": "an end to what they agreed to",
}
STEPS = {
    "paused": "Pause, waiting for them",
    "resumed": "Take up again",
    "extended": "Extend by two months",
    "done": "Answered",
    "refused": "Refused",
}


class Standing(Protocol):
    """A request as it stands."""

    @property
    def came_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def is_paused(self) -> bool: ...
    @property
    def closed(self) -> str: ...


def _t(text: str) -> str:
    return translate("Privacy", text)


def asked_words(asked: str) -> str:
    """What somebody asked for."""
    return _t(ASKED.get(asked, asked))


def step_words(kind: str) -> str:
    """A step, as its button says it."""
    return _t(STEPS[kind])


def standing_words(row: Standing, today: date) -> str:
    """When it came, and by when it is due or why the clock stands."""
    came = i18n.short_day(row.came_on, today)
    if row.closed:
        words = _t("Came {came}. {end}.")
        return words.format(came=came, end=step_words(row.closed))
    if row.is_paused:
        return _t("Came {came}. The clock stands while the hub waits for them.").format(came=came)
    due = i18n.short_day(row.due_on, today)
    left = (row.due_on - today).days
    if left < 0:
        words = _t("Came {came}. It was due on {due}. Answer it today.")
        return words.format(came=came, due=due)
    days = i18n.count(left, _t("day"), _t("days"))
    return _t("Came {came}. Due on {due}, {days} left.").format(came=came, due=due, days=days)
