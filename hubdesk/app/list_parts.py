"""A list stored piece by piece, and taken back piece by piece: one list, one action, one undo.

Each piece is a sealed transaction of a few lines, short enough for a gesture to wait for it, and
gestures go first. All of them carry the id of the list, and the closing one what came of it:
only that one stands in Recent activity. Until it does, a draft says that the list is half in,
so what a cancel or a power cut leaves is offered to be taken back or carried on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import ListHalfIn
from hubdesk.ids import new_id
from hubdesk.imports.lines import DeviceLine, Lines, PersonLine
from hubdesk.messages.bringing_in import counted_briefly
from hubdesk.models import DraftKind
from hubdesk.operations.bringing_in import (
    Brought,
    Devices,
    Fate,
    Outcome,
    People,
    brought,
)
from hubdesk.operations.drafts import finish_draft, save_draft
from hubdesk.operations.undoing import check_whole, undo
from hubdesk.queries.lists import half_lists, standing_parts
from hubdesk.store.database import Database
from hubdesk.ui.bring_in.work import Stopped

AnyLines = Lines[DeviceLine] | Lines[PersonLine]
PIECE_S: Final = 0.03  # of a piece with its commit: what a gesture waits for
LEAST, MOST = 10, 100  # lines of a piece; of fewer the commit alone would be most of the time


class ListParts:
    """One list on its way in. `told` is called with the lines done, and may raise Stopped."""

    def __init__(self, database: Database, what: str, lines: AnyLines, now: datetime) -> None:
        self._database, self._what, self._lines, self._now = database, what, lines, now
        self._touched: set[str] = set()
        self._id, self._draft_id = new_id(), ""

    def plan(self, told: Callable[[int], None] | None = None) -> Brought:
        """What would become of every line, on a view that cannot write: nobody waits for it."""
        with self._database.reading() as db:
            if self._what == "devices":
                devices = [row for row in self._lines.rows if isinstance(row, DeviceLine)]
                work = Devices(db, devices, self._now, self._lines.name)
                return brought(work.plan(devices, told))
            people = [row for row in self._lines.rows if isinstance(row, PersonLine)]
            return brought(People(db, people, self._now).plan(people, told))

    def store(self, told: Callable[[int], None] | None = None) -> tuple[Brought, str]:
        """Bring it in. Answers with the closing transaction too, empty if nothing changed.

        A list of this name that is half in is carried on with. Stopped in the middle it is taken
        back; ListHalfIn says that it could not be, because somebody built on it meanwhile.
        """
        try:
            outcomes = []
            for some in self._pieces():
                outcomes += some
                if told is not None:
                    told(len(outcomes))
            made = brought(outcomes)
            return made, self._close(made)
        except (Stopped, KeyboardInterrupt):
            self._take_back()
            raise
        finally:
            self._database.announce(self._touched)

    def _pieces(self) -> Iterator[list[Outcome]]:
        """What became of the lines, some at a time."""
        work = self._begin()
        done, size = 0, LEAST
        while done < len(self._lines):
            began = time.monotonic()
            some = self._lines.rows[done : done + size]
            with self._database.changing(
                f"import {self._what}",
                about={"part_of": self._id},
                gesture=False,
                held_back=self._touched,
            ) as db:
                work.on(db)
                outcomes = work.batch(some)  # type: ignore[arg-type]
                changed = any(one.fate in (Fate.ADDED, Fate.UPDATED) for one in outcomes)
                if changed and not self._draft_id:
                    body = {"list": self._id, "what": self._what, "name": self._lines.name}
                    draft = save_draft(db, kind=DraftKind.LIST, body=body, now=self._now)
                    self._draft_id = draft.id
            took = time.monotonic() - began
            done += len(some)
            size = max(LEAST, min(MOST, 2 * size, int(size * PIECE_S / took)))
            yield outcomes

    def _begin(self) -> Devices | People:
        """Read what the whole list needs, and whether some of it is in already."""
        with self._database.reading() as db:
            for half in half_lists(db):
                if (half.what, half.name) == (self._what, self._lines.name):
                    self._id, self._draft_id = half.id, half.draft_id
            if self._what == "devices":
                devices = [row for row in self._lines.rows if isinstance(row, DeviceLine)]
                work: Devices | People = Devices(db, devices, self._now, self._lines.name)
            else:
                people = [row for row in self._lines.rows if isinstance(row, PersonLine)]
                work = People(db, people, self._now)
            work.look_ahead()
            return work

    def _close(self, made: Brought) -> str:
        """The list is whole: from here on it is one action, and no longer half in."""
        if not self._draft_id:
            return ""
        counts = (made.added, made.updated, made.unchanged, made.refused)
        about = {
            "list": self._id,
            "what": counted_briefly(*counts),
            "draft_id": self._draft_id,
            "name": self._lines.name,
        }
        with self._database.changing(
            f"import {self._what}",
            about=about,
            gesture=False,
            stands_alone=True,
            held_back=self._touched,
        ) as db:
            finish_draft(db, draft_id=self._draft_id, now=self._now)
        return str(db.info["txn_id"])

    def _take_back(self) -> None:
        if not self._draft_id:
            return
        try:
            take_back(self._database, self._id, self._draft_id, now=self._now)
        except Refusal as refusal:
            raise ListHalfIn(self._lines.name) from refusal


def take_back(
    database: Database,
    list_id: str,
    draft_id: str,
    *,
    now: datetime,
    told: Callable[[int, int], None] | None = None,
) -> None:
    """Undo every piece of a list, the newest first, or none: BuiltOn says what rests on it.

    `told` is called with the pieces done and of how many, and may raise Stopped. That, or a power
    cut, leaves the draft open, so the rest is offered to be taken back.
    """
    touched: set[str] = set()
    with database.reading() as db:
        parts = standing_parts(db, list_id)
        check_whole(db, txn_ids=[part.txn_id for part in parts])
    try:
        for done, part in enumerate(parts, 1):
            # the closing one is what Recent activity shows, and its undo opens the draft again
            about = part.about if part.is_closing else {"part_of": list_id}
            with database.changing(
                "undo",
                about={**about, "of": part.verb},
                undo_of=part.txn_id,
                gesture=False,
                stands_alone=part.is_closing,
                held_back=touched,
            ) as db:
                undo(db, txn_id=part.txn_id, by=database.actor.id)
            if told is not None:
                told(done, len(parts))
        with database.changing("draft", gesture=False, held_back=touched) as db:
            finish_draft(db, draft_id=draft_id, now=now)
    finally:
        database.announce(touched)
