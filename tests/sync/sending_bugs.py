"""Bugs put into sending on purpose: the simulated years have to find each of them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from hubdesk.errors import HubDeskError
from hubdesk.queries.parcels import Listed
from hubdesk.sync.courier import Courier
from hubdesk.sync.outbox import LAST
from hubdesk.sync.sending import OnItsWay, Spot
from tests.sync.sending_desk import Desk
from tests.sync.sending_places import PAPERS


class TrustsTheAnswer(Courier):
    """Believes what the place says about itself."""

    def _read_back(self, *_facts: Any) -> None:
        pass


class NeverLooksAgain(Courier):
    """What was read back once is forgotten at once."""

    def _look(self, parcel: OnItsWay, spot: Spot, *, is_last: bool = True) -> None:
        self._ledger.done_with(parcel.id)


class WritesOver(Courier):
    """Takes every name for its own."""

    def _put_new(self, storage: Any, file: Listed, content: bytes) -> None:
        storage.put_over(file.name, content)


class TrustsTheList(Courier):
    """What a list does not show was never there; what it shows is whole."""

    def _look(self, parcel: OnItsWay, spot: Spot, *, is_last: bool = True) -> None:
        try:
            names = {one.name for one in self._open(spot.id).list()}
        except HubDeskError:
            super()._look(parcel, spot, is_last=is_last)
            return
        if {one.name for one in parcel.files if not (one.gone or one.past)} <= names:
            self._ledger.done_with(parcel.id)
        else:
            self._ledger.missing(parcel.id, 0)


class TellsTooSoon(Courier):
    """Writes down that a file arrived before it has."""

    def _carry(self, storage: Any, parcel: OnItsWay, at: int, spot: Spot) -> None:
        self._ledger.arrived(parcel.id, at + 1)
        super()._carry(storage, parcel, at, spot)


class IndexFirst(Courier):
    """Sends the page that names the others before them."""

    def _carry(self, storage: Any, parcel: OnItsWay, at: int, spot: Spot) -> None:
        last = len(parcel.files) - 1
        if parcel.files[last].name.endswith(LAST):
            at = last - at
        super()._carry(storage, parcel, at, spot)


class PapersFirst(Courier):
    """Sends what says that a copy is whole before its pieces."""

    def _carry(self, storage: Any, parcel: OnItsWay, at: int, spot: Spot) -> None:
        last = len(parcel.files) - 1
        if parcel.files[last].name.endswith(PAPERS):
            at = last - at
        super()._carry(storage, parcel, at, spot)


class PacksAgain(Desk):
    """Seals what has not arrived anew at each try."""

    def put_off(self, parcel: OnItsWay) -> None:
        super().put_off(parcel)
        if parcel.id in self.parcels and not parcel.is_sent:
            new = [one if f.over or f.gone else self._year.dice.randbytes(24) for one, f in
                   zip(self.box[parcel.id], parcel.files, strict=False)]  # fmt: skip
            files = [
                f
                if f.over or f.gone
                else Listed(f"d/{sha256(c).hexdigest()[:16]}.new", sha256(c).hexdigest(), len(c))
                for f, c in zip(parcel.files, [*new, b""], strict=False)
            ]
            for old, made, content in zip(parcel.files, files, new, strict=False):
                self._year.meant[parcel.spot].pop(old.name, None)
                self._year.meant[parcel.spot][made.name] = content
            self.box[parcel.id] = new
            self.parcels[parcel.id] = replace(
                self.parcels[parcel.id], files=tuple(files), arrived=0
            )


class ForgetsTheOutbox(Desk):
    """Records a parcel before its content is kept."""

    def seal(self, parcel: OnItsWay, contents: list[bytes]) -> None:
        self.take_back_outdone(parcel)
        self.parcels[parcel.id] = parcel
        self._year.may_be_killed()
        self.box[parcel.id] = contents


class SendsOldPages(Desk):
    """Takes nothing back that is outdone."""

    def take_back_outdone(self, parcel: OnItsWay) -> None:
        pass


class AsksOnce(Desk):
    """What may go is asked before a parcel and not before each of its files."""

    def may_go(self, parcel_id: str) -> bool:
        return True


BUGS: dict[str, dict[str, Any]] = {
    "trusts the answer": {"make_courier": TrustsTheAnswer},
    "never looks again": {"make_courier": NeverLooksAgain},
    "writes over": {"make_courier": WritesOver},
    "trusts the list": {"make_courier": TrustsTheList},
    "tells too soon": {"make_courier": TellsTooSoon},
    "index first": {"make_courier": IndexFirst},
    "papers first": {"make_courier": PapersFirst},
    "packs again": {"make_desk": PacksAgain},
    "records before it keeps": {"make_desk": ForgetsTheOutbox},
    "sends old pages": {"make_desk": SendsOldPages},
    "asks once": {"make_desk": AsksOnce},
    "sets up anywhere": {"takes_any": True},  # an empty place counts as its own: absence proves
}
