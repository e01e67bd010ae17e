"""The codes a line of a list names: whose they are already, and those that are new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.ids import Code, CodeKind, folded_code, make_code, read_code, read_typed, tail_of
from hubdesk.models import CodeOf, CodeOrigin, Device
from hubdesk.operations.bringing_in.rows import NewRows
from hubdesk.operations.device_facts import origin_of

ASKED_AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """One code of a line. `value` is what a scanner reads, folded."""

    value: str
    shown: str
    origin: CodeOrigin

    @classmethod
    def of_ours(cls, code: Code) -> Named:
        """A label or card of ours."""
        is_card = code.kind is CodeKind.PERSON
        return cls(code.text, code.printed(), CodeOrigin.CARD if is_card else CodeOrigin.LABEL)

    @classmethod
    def of_line(cls, *key: str) -> Named:
        """What makes a line without any code the same line next time. Nobody types or scans it."""
        digest = hashlib.sha256("\x1f".join(key).encode()).hexdigest()
        return cls(f"LINE{digest[:32].upper()}", "", CodeOrigin.SOURCE)


def named(shown: str, origin: CodeOrigin) -> Named | None:
    """A code of somebody else as it is kept, or None if nothing of it can be scanned."""
    value = folded_code(shown)
    return Named(value, shown, origin) if value else None


def our_code(text: str, kind: CodeKind) -> Code | None:
    """The code of ours that a cell means, scanned or as printed, or None.

    A device may be typed as well (`hd142`). A card may not: another library's cards look alike.
    """
    if code := read_code(text):
        return code if code.kind is kind else None
    typed = read_typed(text)
    if typed is None or typed.kind is not kind:
        return None
    code = make_code(kind, typed.desk or 0, typed.number)
    is_printed = code.printed() == text.strip().upper()
    return code if is_printed or kind is CodeKind.DEVICE else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers to a code: a device or a person."""

    value: str
    shown: str
    origin: str
    device_id: str = ""
    person_id: str = ""


class CodeBook:
    """Who answers to which code, as the records say and as this list has added."""

    def __init__(self, db: Session, rows: NewRows) -> None:
        self._db, self._new = db, rows
        self._answers: dict[str, list[Answer]] = {}

    def on(self, db: Session) -> None:
        """Go on in another transaction."""
        self._db = db

    def load(self, values: Iterable[str]) -> None:
        """Read who answers to these codes. What was read before is forgotten."""
        self._answers = {}
        wanted = dict.fromkeys(value for value in values if value)
        for answer in answers(self._db, CodeOf.value, wanted):
            self._answers.setdefault(answer.value, []).append(answer)

    def owners(self, value: str) -> Sequence[Answer]:
        """Who answers to a code; only of those that were loaded."""
        return self._answers.get(value, ())

    def person_of(self, value: str) -> str:
        """The id of the person who answers to a code, or empty."""
        return next((one.person_id for one in self.owners(value) if one.person_id), "")

    def add(self, code: Named, *, device_id: str = "", person_id: str = "") -> None:
        """Let something or somebody answer to one more code."""
        # The digits of a source mean nothing, so its end finds nothing.
        tail = "" if code.origin is CodeOrigin.SOURCE else tail_of(code.value)
        self._new.add(
            CodeOf,
            value=code.value,
            tail=tail,
            shown=code.shown,
            origin=code.origin,
            device_id=device_id or None,
            person_id=person_id or None,
        )
        answer = Answer(code.value, code.shown, code.origin, device_id, person_id)
        self._answers.setdefault(code.value, []).append(answer)

    def note_numbers(self, device: Device) -> None:
        """A known device was given its maker's numbers: a line below may name them too."""
        for shown, origin in (
            (device.imei, CodeOrigin.IMEI),
            (device.serial, origin_of(device.serial)),
        ):
            value = folded_code(shown)
            if value and all(one.device_id != device.id for one in self.owners(value)):
                answer = Answer(value, shown, origin, device.id)
                self._answers.setdefault(value, []).append(answer)


def answers(db: Session, column: Any, wanted: Iterable[str]) -> Iterator[Answer]:
    """The live codes whose column is one of these."""
    values = list(wanted)
    for start in range(0, len(values), ASKED_AT_ONCE):
        some = values[start : start + ASKED_AT_ONCE]
        found = db.execute(select(*_ANSWER).where(column.in_(some), CodeOf.deleted == 0))
        for value, shown, origin, device_id, person_id in found:
            yield Answer(value, shown, origin, device_id or "", person_id or "")


_ANSWER: tuple[Any, ...] = (
    *(CodeOf.value, CodeOf.shown, CodeOf.origin, CodeOf.device_id, CodeOf.person_id),
)


def rows_in(
    db: Session, kind: type[T], column: Any, wanted: Iterable[str], *conditions: Any
) -> Iterator[T]:
    """The rows whose column is one of these, asked for a few hundred at a time."""
    values = list(wanted)
    for start in range(0, len(values), ASKED_AT_ONCE):
        some = values[start : start + ASKED_AT_ONCE]
        yield from db.scalars(select(kind).where(column.in_(some), *conditions))
