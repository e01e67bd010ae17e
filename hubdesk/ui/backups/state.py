"""What pages see of the copies: frozen rows, and the verbs that the app does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.copies import holds_words, moment_words
from hubdesk.ui.rail import Status


def _t(text: str) -> str:
    return translate("Copies", text)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy. `where` is computer, place (the stick) or there: it has to be fetched first."""

    path: Path
    made_at: datetime
    people: int
    devices: int
    loans_out: int
    size: int
    where: str = "computer"
    hub: str = ""  # named where copies of several lie together

    @property
    def when(self) -> str:
        return moment_words(self.made_at, self.made_at.date())

    @property
    def holds(self) -> str:
        return holds_words(self.people, self.devices, self.loans_out)

    @property
    def said_to_hold(self) -> str:
        """It holds 212 people, 88 devices, 31 out on loan."""
        if self.hub:
            return _t("It is of {hub} and holds {holds}.").format(hub=self.hub, holds=self.holds)
        return _t("It holds {holds}.").format(holds=self.holds)


@dataclass(frozen=True, slots=True)
class TriedRow:
    """How trying the newest copy went."""

    at: datetime
    rows: int
    fault: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CopiesState:
    """How the copies stand. Days are counted from the oldest change that is not in one.

    `nowhere_days` are those that people are in the records and no second place was chosen.
    """

    copies: tuple[CopyRow, ...] = ()
    late_days: int = 0
    place: str = ""
    is_place_there: bool = False
    place_at: datetime | None = None
    place_late_days: int = 0
    nowhere_days: int = 0
    tried: TriedRow | None = None
    busy: str = ""
    problem: str = ""

    @property
    def is_trial_failed(self) -> bool:
        """Whether the newest copy was tried and was not right."""
        tried = self.tried
        return (
            tried is not None
            and bool(tried.fault and self.copies)
            and (tried.name in ("", self.copies[0].path.name))
        )

    @property
    def reminder(self) -> str:
        """No copy for 8 days; "" while there is nothing to remind of."""
        if self.is_trial_failed:
            return _t("The newest copy is not right")
        if self.late_days:
            return _t("No copy for {days}").format(days=_days(self.late_days))
        if self.place_late_days:
            return _t("No copy on the stick for {days}").format(days=_days(self.place_late_days))
        if self.nowhere_days:
            return _t("No copy elsewhere")
        return ""

    @property
    def advice(self) -> str:
        """What to do about what there is to remind of."""
        if self.is_trial_failed:
            return _t("Make a new copy now. If that is not right either, call your coordinator.")
        if self.late_days:
            return _t("Make a copy now, or close HubDesk in the evening.")
        if self.place_late_days:
            return _t("Plug the stick in, and leave it in while you work.")
        if self.nowhere_days:
            return _t("If this computer is lost, so is everything. Choose a stick in the settings.")
        return ""

    @property
    def said(self) -> str:
        """The reminder with its advice."""
        return f"{self.reminder}. {self.advice}" if self.reminder else ""

    @property
    def status(self) -> Status | None:
        """The status line, where the copies have something to say in it."""
        if not self.reminder:
            return None
        ink = "bad" if self.is_trial_failed else "warn"
        return Status(_t("Saved here"), (self.reminder,), "triangle-alert", ink)


def _days(days: int) -> str:
    return i18n.count(days, _t("day"), _t("days"))


class Copies(Protocol):
    """The verbs on copies. What is asked for is done beside the window; `changed` tells of it."""

    @property
    def changed(self) -> SignalInstance: ...

    def state(self) -> CopiesState:
        """How they stand now."""
        ...

    def look_again(self) -> None:
        """A stick may have been plugged in, or pulled out."""
        ...

    def make(self) -> None:
        """Make a copy now. Raises NotAllowed."""
        ...

    def try_newest(self) -> None:
        """Open the newest copy somewhere else and compare it. Raises NoCopyThere."""
        ...

    def choose_place(self, place: str) -> None:
        """Keep copies there too; "" for nowhere. Raises NotAllowed, PlaceMissing, PlaceIsHome."""
        ...

    def bring_back(self, path: Path) -> None:
        """Leave the records for the steps that bring this copy back. Raises NotAllowed."""
        ...
