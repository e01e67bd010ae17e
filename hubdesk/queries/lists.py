"""Lists that were brought in: the short transactions each was stored in, and those half in.

A long list is stored in many transactions. The closing one says in `about` which list it is
(`list`) and what came of it; each of the others whose part it is (`part_of`). A list without a
closing one is half in: a draft of this computer stands for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, select
from sqlalchemy.orm import Session, aliased

from hubdesk.models import DraftKind, JournalTxn
from hubdesk.queries.drafts import drafts

VERBS = ("import devices", "import people")
_PART = '"part_of":'  # as the journal writes facts


@dataclass(frozen=True, slots=True)
class HalfList:
    """A list that is half in. `id` is the list's and `draft_id` that of what stands for it."""

    id: str
    draft_id: str
    what: str  # devices or people
    name: str
    since: datetime


def half_lists(db: Session) -> list[HalfList]:
    """The lists that are half in, the oldest first."""
    return [
        HalfList(
            row.body["list"], row.id, str(row.body["what"]), str(row.body["name"]), row.made_at
        )
        for row in drafts(db, DraftKind.LIST)
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """One transaction of a list."""

    txn_id: str
    verb: str
    about: dict[str, Any]

    @property
    def is_closing(self) -> bool:
        return "list" in self.about


def standing_parts(db: Session, list_id: str) -> list[Part]:
    """The transactions a list was stored in that still stand, the newest first."""
    parts = (JournalTxn.verb.in_(VERBS), JournalTxn.about.contains(list_id, autoescape=True))
    later = aliased(JournalTxn)
    undone = select(later.id).where(later.undo_of == JournalTxn.id).exists()
    query = select(JournalTxn.id, JournalTxn.verb, JournalTxn.about).where(*parts, ~undone)
    found = db.execute(query.order_by(JournalTxn.hlc.desc()))
    return [Part(id, verb, json.loads(about)) for id, verb, about in found]


def whole_actions() -> ColumnElement[bool]:
    """Leaves out the parts of a list, and the undoing of each: the list is one action."""
    is_part = and_(JournalTxn.verb.in_((*VERBS, "undo")), JournalTxn.about.contains(_PART))
    return not_(is_part)
