"""A hub whose manager has a passphrase for equality forms, and people who sign in and give one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hubdesk.app.records import Records
from hubdesk.operations.equality import Opened, publish_equality, take_in
from hubdesk.operations.people import register_person
from hubdesk.queries.equality import first_month
from hubdesk.queries.equality_questions import shipped_questions
from tests.ui.alone import until

OWN = "nine grey herons wading"


class EqualityHub:
    """Whoever is at the desk is its first manager."""

    def __init__(self, records: Records) -> None:
        self.records, self.forms = records, records.forms

    def key(self, passphrase: str = OWN) -> None:
        self.ends(self.forms.make_key, passphrase)

    def open(self, passphrase: str = OWN) -> int:
        return int(self.ends(self.forms.open_batch, passphrase) or 0)

    def comes_and_answers(self, name: str, said: Mapping[str, str]) -> str:
        """Somebody new is written down, and answers a moment later."""
        person = self.records.do(
            "register person",
            lambda db, now: register_person(db, display_name=name, now=now),
        )
        self.forms.give(said)
        return str(person.id)

    def ends(self, begin: Callable[..., None], passphrase: str) -> Any:
        ended: list[Any] = []
        begin(
            passphrase,
            owner=self.records,
            then=lambda *made: ended.append(made[0] if made else None),
            refused=ended.append,
        )
        until(lambda: bool(ended))
        if isinstance(ended[0], Exception):
            raise ended[0]
        return ended[0]


def forms(said: list[Mapping[str, str]], month: str = "2026-11") -> list[Opened]:
    """Forms as a key opened them."""
    return [Opened(f"form-{n}", month, each) for n, each in enumerate(said)]


def took_in(db: Any, said: list[Mapping[str, str]], month: str = "2026-11") -> int:
    """Forms of one month taken in."""
    from random import SystemRandom

    shuffle = SystemRandom().shuffle
    return take_in(db, opened=forms(said, month), questions=shipped_questions(), shuffle=shuffle)


def publish(hub: Any, women: int, men: int, period: str = "2026-Q3") -> None:
    """A quarter in which so many said so."""
    said: list[Mapping[str, str]] = [{"sex": "female"}] * women + [{"sex": "male"}] * men
    hub.do("open equality forms", lambda db, _: took_in(db, said, first_month(period)))
    hub.do(
        "publish equality",
        lambda db, now: publish_equality(db, period=period, questions=shipped_questions(), now=now),
    )
