"""What paid for a device, as a list calls it: by the name of a fund, or by its code.

A list makes no fund. One it names that the hub does not have is left out, and said.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.models import Fund
from hubdesk.operations.bringing_in.lines import DeviceSaid
from hubdesk.spelling import folded_words


class Funds:
    """The funds of the hub, read when a line first names one."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._ids: dict[tuple[str, ...], str] | None = None

    def on(self, db: Session) -> None:
        """Go on in another transaction, with the funds there are then."""
        self._db, self._ids = db, None

    def meant(self, line: DeviceSaid, remarks: list[Problem]) -> str:
        """The id of the fund that a line names; empty where it names none, or none of ours."""
        if not line.fund:
            return ""
        if self._ids is None:
            self._ids = self._read()
        if not (found := self._ids.get(_key(line.fund), "")):
            remarks.append(Problem(Fault.FUND_UNKNOWN, line.line, text=line.fund))
        return found

    def _read(self) -> dict[tuple[str, ...], str]:
        """By name, and by code where no fund is called so."""
        query = select(Fund.id, Fund.name, Fund.code).where(Fund.deleted == 0).order_by(Fund.id)
        rows = list(self._db.execute(query))
        return {_key(code): id for id, _, code in rows if code} | {
            _key(name): id for id, name, _ in rows
        }


def _key(words: str) -> tuple[str, ...]:
    return tuple(folded_words(words)) or (words,)
