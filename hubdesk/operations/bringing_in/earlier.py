"""What earlier lists wrote: a newer list may correct that, and never what the hub wrote itself."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import JournalTxn, RowClock
from hubdesk.queries.lists import VERBS


class Earlier:
    """Who wrote a column last, asked of the journal's clocks."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._clocks: dict[tuple[str, str], dict[str, str]] = {}
        self._stamps: tuple[frozenset[str], frozenset[str]] | None = None

    def on(self, db: Session) -> None:
        """Go on in another transaction."""
        self._db = db

    def look_ahead(self) -> None:
        """Read which stamps are of lists now; those of the list at hand are not asked about."""
        self._read_stamps()

    def wrote(self, table: str, pk: str, column: str) -> bool:
        """Whether a list wrote it, and nobody since."""
        return self._last(table, pk, column) in self._read_stamps()[0]

    def took_back(self, table: str, pk: str) -> bool:
        """Whether a row is marked deleted only because a list was undone."""
        return self._last(table, pk, "deleted") in self._read_stamps()[1]

    def forget(self) -> None:
        """Let go of the rows that were asked about."""
        self._clocks.clear()

    def _last(self, table: str, pk: str, column: str) -> str:
        if (table, pk) not in self._clocks:
            text = self._db.scalar(
                select(RowClock.clocks).where(RowClock.id == table, RowClock.pk == pk)
            )
            self._clocks[table, pk] = json.loads(text) if text else {}
        clocks = self._clocks[table, pk]
        return clocks.get(column, clocks.get("_", ""))

    def _read_stamps(self) -> tuple[frozenset[str], frozenset[str]]:
        """The stamps of lists, and of what undid them, as the seal writes them into clocks."""
        if self._stamps is None:
            lists = self._db.execute(
                select(JournalTxn.id, JournalTxn.hlc).where(JournalTxn.verb.in_(VERBS))
            ).all()
            theirs = select(JournalTxn.id).where(JournalTxn.verb.in_(VERBS))
            undone = self._db.execute(
                select(JournalTxn.id, JournalTxn.hlc).where(JournalTxn.undo_of.in_(theirs))
            ).all()
            self._stamps = (_stamps(lists), _stamps(undone))
        return self._stamps


def _stamps(rows: object) -> frozenset[str]:
    return frozenset(f"{hlc}.{id[-12:]}" for id, hlc in rows)  # type: ignore[attr-defined]
