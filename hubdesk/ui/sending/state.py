"""What pages and the status line see of sending: frozen rows, and the verbs that the app does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import SignalInstance

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.parcels import ParcelRow, Trying
from hubdesk.queries.standing_exports import ExportRow
from hubdesk.sync.sending import OF_ONE
from hubdesk.ui.rail import Status

LONG: Final = timedelta(days=3)  # that something waits: then the colour says so too
LONG_FOR_STICK: Final = timedelta(days=10)  # which is put in once a week


def _t(text: str) -> str:
    return translate("Sending", text)


@dataclass(frozen=True, slots=True)
class NotMade:
    """Something that was due and could not be made, and why in words."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SendingState:
    """How sending stands. `at` is which parcel of `of` is on its way; 0 while none is.

    `needs_line`: some of what waits goes over a line. `is_held`: somebody said Cancel. Of the
    exports in `asks_again` nothing leaves until their newer words were agreed to. `far`, `spared`
    and `sticks` are places: over a line, of these not over one that costs, and sticks.
    """

    is_set_up: bool = False
    waiting: tuple[ParcelRow, ...] = ()
    not_made: tuple[NotMade, ...] = ()
    last_sent_at: datetime | None = None
    at: int = 0
    of: int = 0
    going: str = ""  # the id of the parcel that is on its way
    written: tuple[int, int] = (0, 0)  # files on the stick that is written to, of how many
    busy: str = ""
    can_cancel: bool = False
    is_up: bool = True
    is_metered: bool = False
    needs_line: bool = False
    is_held: bool = False
    asks_again: frozenset[str] = frozenset()
    by_hand: tuple[ExportRow, ...] = ()  # what leaves only when somebody says so
    far: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    sticks: frozenset[str] = frozenset()

    @property
    def stopped(self) -> Sequence[ParcelRow]:
        """What somebody has to act for."""
        return [row for row in self.waiting if row.is_stopped]

    @property
    def to_go(self) -> Sequence[ParcelRow]:
        """What goes by itself."""
        return [row for row in self.waiting if not row.is_stopped]

    @property
    def progress(self) -> tuple[int, int]:
        """How many files of what goes now are there, of how many."""
        for row in self.waiting:
            if row.id == self.going and row.trying is not None:
                return row.trying.arrived, len(row.files)
        return self.written

    def trouble_of(self, row: ParcelRow) -> Trying | None:
        """What keeps it back: its own trouble, or that of its place, met with another parcel."""
        if row.trying is None or row.trying.trouble:
            return row.trying
        for one in self.waiting:
            met = one.trying
            if one.place_id == row.place_id and met and met.trouble and met.trouble not in OF_ONE:
                return replace(met, arrived=row.trying.arrived)
        return row.trying

    def spares(self, row: ParcelRow) -> bool:
        """Whether it waits because the line costs by the amount."""
        return self.is_up and self.is_metered and row.place_id in self.spared

    def lacks_line(self, row: ParcelRow) -> bool:
        """Whether there is nothing to try it over now."""
        return self.spares(row) or (not self.is_up and row.place_id in self.far)

    def status(self, now: datetime) -> Status | None:
        """The status line, where sending has something to say in it."""
        if not self.is_set_up and not self.waiting:
            return None
        here = _t("Saved here")
        stopped = len(self.stopped) + len(self.not_made)
        if self.at:
            words = _t("Sending {n} of {all}…").format(n=self.at, all=self.of)
            return Status(here, (words,), "cloud-upload")
        if stopped:
            words = _t("{n} could not be sent. See why").format(n=f"{stopped:,}")
            return Status(here, (words,), "triangle-alert", "warn")
        if not self.waiting:
            return _all_sent(self.last_sent_at, now)
        many = f"{len(self.waiting):,}"
        if self.needs_line and not self.is_up:
            oldest = min(row.sealed_at for row in self.waiting).astimezone(now.tzinfo)
            if now - oldest >= LONG:
                words = _t("{n} waiting since {day}").format(n=many, day=_since(oldest, now))
                return Status(here, (words,), "cloud-off", "warn")
            return Status(here, (_t("{n} waiting. No internet").format(n=many),), "cloud-off")
        if late := [row.sealed_at for row in self.waiting if self._is_late(row, now)]:
            day = _since(min(late).astimezone(now.tzinfo), now)
            words = _t("{n} waiting since {day}").format(n=f"{len(late):,}", day=day)
            return Status(here, (words,), "cloud-upload", "warn")
        return Status(here, (_t("{n} waiting to send").format(n=many),), "cloud-upload")

    def _is_late(self, row: ParcelRow, now: datetime) -> bool:
        """Whether its place is behind for long, whatever the line does."""
        return now - row.sealed_at >= (LONG_FOR_STICK if row.place_id in self.sticks else LONG)


def _all_sent(last: datetime | None, now: datetime) -> Status:
    if last is None:
        return Status(_t("Saved here"), (), "cloud-check")
    when = i18n.moment(last.astimezone(now.tzinfo), now.date())
    return Status(_t("Saved and sent"), (_t("Last sent {when}").format(when=when),), "cloud-check")


def _since(at: datetime, now: datetime) -> str:
    """Friday; from a week ago on, the day itself."""
    if (now.date() - at.date()).days < 7:
        return i18n.DAYS[at.weekday()]
    return i18n.short_day(at.date(), now.date())


class Sending(Protocol):
    """The verbs of sending. What is asked for is done beside the window; `changed` tells of it."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def told(self) -> SignalInstance:
        """A strip.Result: what came of something that was asked for."""
        ...

    def state(self) -> SendingState:
        """How it stands now."""
        ...

    def sent(self, limit: int) -> list[ParcelRow]:
        """What left, the newest first."""
        ...

    def send_now(self) -> None:
        """Try all that waits now, also over a line that costs. Raises NotAllowed."""
        ...

    def send_export(self, export_id: str) -> None:
        """Make one that leaves by hand, and send it. Raises NotAllowed."""
        ...

    def cancel(self) -> None:
        """Stop at once. It goes on with Send now, or when HubDesk is opened again.

        While a stick is written to, that alone is stopped.
        """
        ...

    def take_back(self, parcel_id: str) -> None:
        """It is not to leave. Raises NotAllowed, NotFound, AlreadyLeft."""
        ...

    def save_to_stick(self, folder: Path) -> None:
        """Write what waits onto a stick that somebody carries. Raises NotAllowed."""
        ...

    def bring_in(self, files: Sequence[Path]) -> None:
        """Prove bundles and keep them. Raises NotAllowed."""
        ...
