"""A desk of the simulated years: its ledger and its outbox, in memory as the records keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hubdesk.operations.parcels import still_to_send
from hubdesk.sync.sending import OnItsWay
from tests.sync.sending_places import Wrong

if TYPE_CHECKING:
    from tests.sync.sending_years import Year


class Desk:
    """The ledger and the outbox of one desk. What is in it outlives the process."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self.parcels: dict[str, OnItsWay] = {}
        self.box: dict[str, list[bytes]] = {}
        self._last = ""  # whose file arrived last

    # As the courier's ledger

    def on_their_way(self) -> list[OnItsWay]:
        return [one for one in self.parcels.values() if not self._year.holds_erased(one)]

    def may_go(self, parcel_id: str) -> bool:
        return any(one.id == parcel_id for one in self.on_their_way())

    def content(self, parcel: OnItsWay, at: int) -> bytes:
        if parcel.id not in self.box:
            raise Wrong("lost", f"{parcel.id} is in no outbox")
        return self.box[parcel.id][at]

    def _set(self, parcel_id: str, **facts: Any) -> None:
        self._year.may_be_killed()
        if parcel_id in self.parcels:
            self.parcels[parcel_id] = replace(self.parcels[parcel_id], **facts)
        self._year.may_be_killed()

    def arrived(self, parcel_id: str, arrived: int) -> None:
        self._set(parcel_id, arrived=arrived, tries=0, trouble="", next_at=None)
        if parcel_id in self.parcels:
            self._year.may_erase(self.parcels[parcel_id])
        other = self.parcels.get(self._last) if self._last != parcel_id else None
        self._year.counts["in between"] += other is not None and other.arrived < len(other.files)
        self._last = parcel_id

    def put_off(self, parcel: OnItsWay) -> None:
        self._set(
            parcel.id,
            tries=parcel.tries,
            next_at=parcel.next_at,
            trouble=parcel.trouble,
            stopped=parcel.stopped,
        )

    def sent(self, parcel_id: str, look_again_at: datetime | None) -> None:
        self._year.told_as_sent(self.parcels[parcel_id])
        if look_again_at is None:
            self.done_with(parcel_id)
        else:
            self._set(parcel_id, is_sent=True, next_at=look_again_at, tries=0, trouble="")

    def missing(self, parcel_id: str, arrived: int) -> None:
        missed = self.parcels[parcel_id].missed + 1
        self._set(parcel_id, is_sent=False, arrived=arrived, missed=missed, tries=0, next_at=None)

    def done_with(self, parcel_id: str) -> None:
        self._year.may_be_killed()
        self.parcels.pop(parcel_id, None)
        self._year.may_be_killed()
        self.box.pop(parcel_id, None)

    def lost_here(self, parcel_id: str) -> None:
        raise Wrong("lost", f"{parcel_id} is gone from the outbox")

    # Around it

    def seal(self, parcel: OnItsWay, contents: list[bytes]) -> None:
        """As packing does: the outbox first, then the record, and what is outdone taken back."""
        self.box[parcel.id] = contents
        self._year.may_be_killed()
        self.take_back_outdone(parcel)
        self.parcels[parcel.id] = parcel
        self._year.may_be_killed()
        self.restart()

    def take_back_outdone(self, parcel: OnItsWay) -> None:
        for other in list(self.parcels.values()):
            if other.spot != parcel.spot:
                continue
            same = self._year.sort_of(other) == self._year.sort_of(parcel)
            left = still_to_send(other.files, parcel.files, same_export=same, arrived=other.arrived)
            if not left:
                del self.parcels[other.id]
            else:
                self.parcels[other.id] = replace(other, files=left)

    def restart(self) -> None:
        """What no parcel names is swept, at each start and after each sealing."""
        for parcel_id in [one for one in self.box if one not in self.parcels]:
            del self.box[parcel_id]

    def try_again(self) -> None:
        anew = {"tries": 0, "next_at": None, "trouble": "", "stopped": False}
        for one in [one for one in self.parcels.values() if not one.is_sent]:
            self.parcels[one.id] = replace(one, **anew)
