"""Sending of one open hub, without a window: what is due is made, and the courier goes its rounds.

The window and `hubdesk send` do the same through this. One thread at a time.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from hubdesk.app.bundles import keys_of
from hubdesk.app.export_papers import PAPERS
from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import FaultInMaking, PlaceAway, SendingStopped
from hubdesk.models import PlaceSecret, SendingPlace
from hubdesk.operations.parcels import take_back_stopped, try_again
from hubdesk.paths import Paths
from hubdesk.queries.parcels import ids_in_outbox, is_set_up, parcels_on_their_way
from hubdesk.queries.sending_due import exports_due
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.store.second_place import check_second
from hubdesk.sync.below import Below
from hubdesk.sync.courier import Courier, Progress
from hubdesk.sync.exports import MAKERS, Making
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.ledger import RecordsLedger, spots_of
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.outbox import Outbox
from hubdesk.sync.packing import pack
from hubdesk.sync.place_identity import check_identity, hub_folder
from hubdesk.sync.sending import Line, OnItsWay, Rest
from hubdesk.sync.storage import Storage

Opener = Callable[[SendingPlace, str], Storage]
A_WHILE: Final = timedelta(minutes=1)  # of pieces; then what became due meanwhile is made as well


@dataclass
class Round:
    """What one round came to. `unmade` says by export why it could not be made.

    `faults` are bugs that were met: one keeps nothing else back, and whoever asked for the round
    has them told as all bugs are.
    """

    packed: list[str] = field(default_factory=list)
    unmade: dict[str, HubDeskError] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    rest: Rest = field(default_factory=Rest)


class SendingWork:
    """`now` is in the hub's time zone. `stop` is called from another thread."""

    def __init__(
        self,
        paths: Paths,
        database: Database,
        now: Callable[[], datetime],
        *,
        opener: Opener | None = None,
    ) -> None:
        self._paths, self._database, self._now = paths, database, now
        self._opener = opener or partial(open_place, stopped=self.is_stopped)
        self._hub = read_slots(paths).hub
        self._stop = threading.Event()
        self._nothing_new: dict[str, date] = {}  # exports that were asked today
        self._faulty: dict[str, date] = {}  # exports that a bug stopped, and the day
        self._faults: list[Exception] = []  # bugs met in sending that nobody was told of yet
        self._faulty_parcels: set[str] = set()  # each is told once, however often it is met
        self._asked: set[str] = set()  # exports that leave by hand, and somebody said now
        self._courier: Courier | None = None

    def stop(self) -> None:
        """End what runs, soon: between two files, and where a server is waited for."""
        self._stop.set()

    def go_on(self) -> None:
        self._stop.clear()

    def is_stopped(self) -> bool:
        return self._stop.is_set()

    def halt(self) -> None:
        """SendingStopped where somebody said so: asked between two files."""
        if self._stop.is_set():
            raise SendingStopped("")

    def sweep(self) -> None:
        """At the start, before anything else: what a process left that ended half way."""
        with self._database.reading() as db:
            known = ids_in_outbox(db)
        if self._paths.outbox.is_dir():
            self.outbox().sweep(known)

    def outbox(self) -> Outbox:
        keys = keys_of(self._database)
        return Outbox(self._paths.outbox, keys.recipient, keys.identities)

    def round(
        self,
        line: Line,
        *,
        told: Progress = lambda parcel, at: None,
        makes: Callable[[str], object] = lambda what: None,
        anew: bool = False,
        line_now: Callable[[], Line] | None = None,
    ) -> Round:
        """Make what is due, then send what can go. SendingStopped when somebody said so.

        `anew`: whatever it waits for, since somebody asked for it or put something right.
        `makes` is told of each kind that is going to be made.
        `line_now` is asked between large pieces, which go on for hours: a line changes meanwhile.
        """
        done = Round()
        with self._database.reading() as db:
            if not is_set_up(db) and not ids_in_outbox(db):
                return done
        self._take_back()
        if anew:
            self._nothing_new.clear()
            self._faulty.clear()
            self._faulty_parcels.clear()
            with self._database.changing("send now", gesture=False) as db:
                try_again(db)
        self._pack_due(done, makes)
        while self._goes_on(done, line, told):
            line = line_now() if line_now is not None else line
            self._take_back()
            self._pack_due(done, makes)
        return done

    def _goes_on(self, done: Round, line: Line, told: Progress) -> bool:
        """Send for a while. Whether there is more to do at once."""
        with self._database.reading() as db:
            spots = spots_of(db)
            waits = bool(parcels_on_their_way(db))
        if waits:
            courier = self._the_courier()
            done.rest = courier.round(spots, line, halt=self.halt, told=told, at_most=A_WHILE)
            done.faults += self._faults
            self._faults.clear()
        return waits and done.rest.goes_on

    def _fault(self, parcel: OnItsWay, bug: Exception) -> None:
        if parcel.id not in self._faulty_parcels:
            self._faults.append(bug)
        self._faulty_parcels.add(parcel.id)

    def make_ready(self) -> None:
        """Take back what may not leave, and make what is due, without sending any of it."""
        self._take_back()
        self._pack_due(met := Round())
        if met.faults:  # the next round meets them again, and has them told
            self._faulty.clear()

    def pack(self, export: ExportRow) -> list[str]:
        """Make one export now, whatever its rhythm."""
        making = Making(
            self._database,
            self._hub,
            export,
            self._now(),
            keys_of(self._database),
            lambda _done: self.halt(),
            PAPERS,
        )
        return pack(self.outbox(), making, MAKERS)

    def ask_for(self, export_id: str) -> None:
        """Make this one at the next round, whatever its rhythm."""
        self._asked.add(export_id)

    def _pack_due(self, done: Round, makes: Callable[[str], object] = lambda what: None) -> None:
        now = self._now()
        with self._database.reading() as db:
            due = exports_due(db, now)
            late = {export.id for export in due}
            due += [one for one in leaves_now(db) if one.id in self._asked - late]
        for export in due:
            self.halt()
            asked = export.id in self._asked
            if self._nothing_new.get(export.id) == now.date() and not asked:
                continue
            if self._faulty.get(export.id) == now.date() and not asked:
                done.unmade[export.id] = FaultInMaking()
                continue
            self._asked.discard(export.id)
            makes(export.what)
            try:
                made = self.pack(export)
            except SendingStopped:
                raise
            except HubDeskError as error:  # what was wrong with one keeps no other back
                done.unmade[export.id] = error
                continue
            except Exception as bug:  # told once a day and not each minute
                self._faulty[export.id] = now.date()
                done.unmade[export.id] = FaultInMaking()
                done.faults.append(bug)
                continue
            done.packed += made
            if not made:
                self._nothing_new[export.id] = now.date()

    def ask_again(self) -> None:
        """The work of the hub went on: what had nothing new this morning may have something."""
        self._nothing_new.clear()

    def _take_back(self) -> None:
        with self._database.reading() as db:
            is_any = bool(parcels_on_their_way(db))
        if is_any:
            with self._database.changing("take back parcel", gesture=False) as db:
                gone = take_back_stopped(db, now=self._now())
            for parcel_id in gone:
                self.outbox().let_go(parcel_id)

    def _the_courier(self) -> Courier:
        if self._courier is None:
            ledger = RecordsLedger(self._database, self.outbox)
            self._courier = Courier(
                ledger,
                ledger.content,
                self.open,
                clock=self._now,
                chance=random.Random(),
                met=self._fault,
            )
        return self._courier

    def carrier(self, folder: Path) -> Storage:
        """A stick that no place was set up on. Raises PlaceMissing and PlaceIsHome."""
        check_second(folder, self._paths)
        stick = FolderStorage(folder, folder.name, stopped=self.is_stopped)
        return Below(stick, hub_folder(self._hub))

    def open(self, place_id: str) -> Storage:
        """A place that proved to be the one meant, at the hub's folder in it."""
        with self._database.reading() as db:
            place, secret = db.get(SendingPlace, place_id), db.get(PlaceSecret, place_id)
            if place is None or place.deleted:
                raise PlaceAway(place.name if place else "")
            db.expunge(place)
        storage = self._opener(place, secret.secret if secret else "")
        check_identity(storage, place)
        return Below(storage, hub_folder(self._hub))
