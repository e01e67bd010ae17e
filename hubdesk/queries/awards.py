"""Awards: those of a person, one of them with what happened to it, and each as the paper it was."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from hubdesk.ids import CodeKind, read_code
from hubdesk.models import Award, AwardEvent, AwardEventKind, Person
from hubdesk.models.person import short_name
from hubdesk.queries.certificate_looks import look_of
from hubdesk.queries.papers import CertificatePaper

_PARTS = 500  # ids asked for at once: SQLite takes 999 and more, but a long list is slow


class Standing(StrEnum):
    """Whether a certificate holds."""

    HOLDS = "holds"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award as a list shows it. `printed` is C-00042, `name` what the paper says.

    `other` is the number of the certificate that took its place; `why` the reason it was
    withdrawn; `times_printed` counts the first print too.
    """

    id: str
    person_id: str
    person: str
    known_as: str
    sort: str
    name: str
    what: str
    awarded_on: date
    awarded_at: datetime
    code: str
    printed: str
    session_id: str
    series_id: str
    replaces_id: str
    standing: Standing = Standing.HOLDS
    why: str = ""
    other: str = ""
    times_printed: int = 0

    @property
    def who(self) -> str:
        """The person as a screen that faces the public may show them: Sam H."""
        return short_name(self.person, self.known_as)

    @property
    def holds(self) -> bool:
        return self.standing is Standing.HOLDS


def awards_of(db: Session, person_id: str) -> tuple[AwardRow, ...]:
    """Every award of somebody, the newest first."""
    return tuple(_rows(db, Award.person_id == person_id)[::-1])


def award_row(db: Session, award_id: str) -> AwardRow | None:
    """One award, or None if it was taken back."""
    return next(iter(_rows(db, Award.id == award_id)), None)


def award_rows(db: Session, award_ids: Sequence[str]) -> list[AwardRow]:
    """Awards in the order of their ids as given. What was taken back is left out."""
    found = {row.id: row for part in _parts(award_ids) for row in _rows(db, Award.id.in_(part))}
    return [found[id] for id in award_ids if id in found]


def award_with_code(db: Session, code: str) -> AwardRow | None:
    """The award whose certificate has this code, or None."""
    ours = read_code(code)
    if ours is None or ours.kind is not CodeKind.CERTIFICATE:
        return None
    return next(iter(_rows(db, Award.code == ours.text)), None)


def awards_for(
    db: Session, person_id: str, *, sort: str, what: str, session_id: str = "", series_id: str = ""
) -> list[AwardRow]:
    """Those of somebody's that hold for one thing: by its sort, its words and its course."""
    same = (sort, what.casefold(), session_id, series_id)
    return [
        row
        for row in awards_of(db, person_id)
        if row.holds and (row.sort, row.what.casefold(), row.session_id, row.series_id) == same
    ]


def standing_awards(
    db: Session, *, sort: str, what: str = "", session_id: str = "", series_id: str = ""
) -> dict[str, AwardRow]:
    """By person, the awards of a session or course that hold; with `what`, for that alone."""
    of = Award.series_id == series_id if series_id else Award.session_id == session_id
    rows = [row for row in _rows(db, of, Award.sort == sort) if row.holds]
    same = what.strip().casefold()
    return {row.person_id: row for row in rows if not same or row.what.casefold() == same}


def printed_names(db: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """The name on somebody's newest certificate that holds: how they want it printed.

    Only while they are called as they were then: a name that was changed never comes back.
    """
    names = {}
    for part in _parts(person_ids):
        holding = {row.id: row for row in _rows(db, Award.person_id.in_(part)) if row.holds}
        newest = {row.person_id: row for row in holding.values()}
        bodies = select(Award.id, Award.body).where(
            Award.id.in_([row.id for row in newest.values()])
        )
        for id, body in db.execute(bodies):
            row = holding[id]
            if json.loads(body or "{}").get("called") == row.person:
                names[row.person_id] = row.name
    return names


def certificate_papers(
    db: Session, award_ids: Sequence[str], *, is_reprint: bool = False
) -> list[CertificatePaper]:
    """Certificates as they were made on the day, in this order."""
    found = {}
    old = aliased(Award)
    for part in _parts(award_ids):
        rows = db.execute(
            select(Award.id, Award.name, Award.what, Award.awarded_on, Award.code, Award.body)
            .add_columns(old.code)
            .outerjoin(old, old.id == Award.replaces_id)
            .where(Award.id.in_(part), Award.deleted == 0)
        )
        for id, *facts in rows:
            found[id] = _paper(*facts, is_reprint=is_reprint)
    return [found[id] for id in award_ids if id in found]


def _paper(
    name: str, what: str, on: date, code: str, body: str, old: str | None, *, is_reprint: bool
) -> CertificatePaper:
    said = json.loads(body)
    days = {key: date.fromisoformat(said[key]) for key in ("first_on", "last_on") if said[key]}
    return CertificatePaper(
        look=look_of(said["look"]),
        hub=said["hub"],
        name=name,
        what=what,
        awarded_on=on,
        code=code,
        printed=printed(code),
        skills=tuple(said["skills"]),
        tutor=said["tutor"],
        level=said["level"],
        first_on=days.get("first_on"),
        last_on=days.get("last_on"),
        came=said["came"],
        held=said["held"],
        minutes=said["minutes"],
        replaces=printed(old or ""),
        is_reprint=is_reprint,
    )


def printed(code: str) -> str:
    """The number as people read it: C-00042."""
    ours = read_code(code)
    return ours.printed() if ours else code


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), _PARTS):
        yield ids[start : start + _PARTS]


def _rows(db: Session, *conditions: ColumnElement[bool]) -> list[AwardRow]:
    rows: Any = db.execute(
        select(
            *(Award.id, Award.person_id, Person.display_name.label("person"), Person.known_as),
            *(Award.sort, Award.name, Award.what, Award.awarded_on, Award.awarded_at, Award.code),
            *(Award.session_id, Award.series_id, Award.replaces_id),
        )
        .join(Person, Person.id == Award.person_id)
        .where(*conditions, Award.deleted == 0)
        .order_by(Award.id)
    ).all()
    ids = [row.id for row in rows]
    newer, events = _newer(db, ids), _events(db, ids)
    return [_row(row, newer.get(row.id, ""), events[row.id]) for row in rows]


def _row(row: Any, newer: str, events: list[tuple[str, str]]) -> AwardRow:
    """One award, with the code of the one that took its place and what happened to it."""
    withdrawn = [why for kind, why in events if kind == AwardEventKind.WITHDRAWN]
    facts = row._asdict()
    for key in ("session_id", "series_id", "replaces_id"):
        facts[key] = facts[key] or ""
    return AwardRow(
        **facts,
        printed=printed(row.code),
        standing=(
            Standing.WITHDRAWN if withdrawn else Standing.REPLACED if newer else Standing.HOLDS
        ),
        why=withdrawn[-1] if withdrawn else "",
        other=printed(newer),
        times_printed=sum(kind == AwardEventKind.PRINTED for kind, _ in events),
    )


def _newer(db: Session, ids: Sequence[str]) -> dict[str, str]:
    """By award, the code of the one that took its place."""
    found: dict[str, str] = {}
    for part in _parts(ids):
        rows = select(Award.replaces_id, Award.code).where(
            Award.replaces_id.in_(part), Award.deleted == 0
        )
        for replaced, code in db.execute(rows.order_by(Award.id)):
            found[replaced or ""] = code
    return found


def _events(db: Session, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in _parts(ids):
        rows = select(AwardEvent.award_id, AwardEvent.kind, AwardEvent.why).where(
            AwardEvent.award_id.in_(part), AwardEvent.deleted == 0
        )
        for award_id, kind, why in db.execute(rows.order_by(AwardEvent.id)):
            found[award_id].append((kind, why))
    return found
