"""What the invented hub is made of, read from `resources/sample`: people, things and phrases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hubdesk.paths import resource


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody invented. `born` is an ISO day, a year or an age band; `card` 0 has no number."""

    name: str
    born: str
    known_as: str = ""
    language: str = ""
    needs: tuple[str, ...] = ()
    card: int = 0
    phone: str = ""
    channel: str = ""
    household: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class SampleModel:
    """Some things of one model. `serial` is a pattern their numbers are filled into."""

    kind: str
    make: str
    model: str
    labels: tuple[int, ...]
    place: str
    serial: str = ""


@dataclass(frozen=True, slots=True)
class SampleHub:
    """The invented hub as its papers name it."""

    name: str
    manager: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class SampleWords:
    """Phrases the invented desk writes down."""

    hub: SampleHub
    staff: tuple[tuple[str, str], ...]  # a name, and roles as the journal keeps them
    streets: tuple[str, ...]
    postcodes: tuple[str, ...]
    heard_from: tuple[str, ...]
    calls: tuple[str, ...]
    notes: tuple[str, ...]
    remembered: tuple[tuple[str, int, str], ...]  # of whom, so many days ago, and what
    came_back_with: tuple[str, ...]
    repair: str
    withdrawn: str
    lost: str
    found: str
    override: str
    staff_day: str
    winter: str


@dataclass(frozen=True, slots=True)
class PracticeWords:
    """The few people and things to practise with. A device is kind, make and model."""

    people: tuple[str, ...]
    devices: tuple[tuple[str, str, str], ...]


def sample_people() -> tuple[SamplePerson, ...]:
    """The invented people, those of the pictures first."""
    return tuple(SamplePerson(**_row(row)) for row in _read("people"))


def sample_models() -> tuple[SampleModel, ...]:
    """What the invented hub owns."""
    return tuple(SampleModel(**_row(row)) for row in _read("devices"))


def sample_words() -> SampleWords:
    """The phrases of the invented desk."""
    found = _row(_read("words"))
    return SampleWords(
        **{**found, "hub": SampleHub(**found["hub"]), "staff": _pairs(found["staff"])}
    )


def practice_words() -> PracticeWords:
    """The people and things to practise with, without their mark."""
    found = _read("practice")
    return PracticeWords(
        tuple(found["people"]), tuple((kind, make, model) for kind, make, model in found["devices"])
    )


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in rows)


def _read(name: str) -> Any:
    return json.loads(resource(f"sample/{name}.json").read_text("utf-8"))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
