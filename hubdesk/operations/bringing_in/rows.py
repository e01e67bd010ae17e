"""New rows of a batch, kept until they are written together: a tenth of the time of one by one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from hubdesk.ids import new_id
from hubdesk.models import (
    Base,
    CodeOf,
    Device,
    Gift,
    KitItem,
    Loan,
    Person,
    PersonNote,
    PersonRole,
    SupportNeed,
)

# Those that others point at come first.
_ORDER: tuple[type[Base], ...] = (
    *(Person, Device, CodeOf, KitItem, PersonRole, SupportNeed, PersonNote, Loan, Gift),
)


class NewRows:
    """`add` gives a row its id; nothing reaches the database before `write`."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)

    def on(self, db: Session) -> None:
        """Go on in another transaction."""
        self._db = db

    def add(self, kind: type[Base], **columns: Any) -> dict[str, Any]:
        """A new row of a kind. Every row of a kind is given the same columns."""
        row = {"id": new_id(), **columns}
        self._rows[kind].append(row)
        return row

    def write(self) -> None:
        """Write what was added, and what was changed in the session."""
        for kind in _ORDER:
            if rows := self._rows.pop(kind, None):
                self._db.execute(insert(Base.metadata.tables[kind.__tablename__]), rows)
        self._db.flush()
