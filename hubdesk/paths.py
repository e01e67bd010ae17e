"""Where one hub's files live on this computer, and where what HubDesk ships with is found."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    """The files of one hub. Nothing is created by naming them."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "hub.hubdesk"

    @property
    def key_slots(self) -> tuple[Path, Path]:
        """Two copies, so that one torn write never locks a hub out."""
        return self.home / "keys.json", self.home / "keys-copy.json"

    @property
    def keys_turn(self) -> Path:
        """Whose turn it is to change the key file. Empty."""
        return self.home / "keys.lock"

    @property
    def tail(self) -> Path:
        """The safety copy: each transaction since the last backup a second time, encrypted."""
        return self.home / "safety.hubdesk"

    @property
    def anchors(self) -> tuple[Path, Path]:
        """How far the work has come, twice, outside the records it is compared with."""
        return self.home / "mark.json", self.home / "mark-copy.json"

    @property
    def computer(self) -> Path:
        """Choices of this computer (look, scanner, printers). Never about a person."""
        return self.home / "computer.json"

    @property
    def days(self) -> Path:
        """When this computer last did what it does once a day or a week."""
        return self.home / "days.json"

    @property
    def first_page(self) -> Path:
        """How the records began when they were last opened here: the salt of their file."""
        return self.home / "first-page.mark"

    @property
    def tries(self) -> Path:
        """Wrong tries to unlock, so that a new start goes on waiting."""
        return self.home / "tries.json"

    @property
    def trying(self) -> Path:
        """Where a copy is tried, for some minutes."""
        return self.copies / "trying"

    @property
    def looking(self) -> Path:
        """Where damaged records are looked into, for some minutes."""
        return self.copies / "looking"

    @property
    def joining(self) -> Path:
        """Where a copy is fetched, or put together of its pieces, for some minutes."""
        return self.copies / "joining"

    @property
    def fetching(self) -> Path:
        """Where a copy comes piece by piece from where it was sent: cut short, it goes on there."""
        return self.copies / "fetching"

    @property
    def asked_tries(self) -> Path:
        """Wrong passphrases where one is asked for again at an open desk."""
        return self.home / "asked-tries.json"

    @property
    def concern_tries(self) -> Path:
        """Wrong tries to open the safeguarding concerns, counted by themselves."""
        return self.home / "concern-tries.json"

    @property
    def equality_tries(self) -> Path:
        """Wrong tries to open equality forms, counted by themselves."""
        return self.home / "equality-tries.json"

    @property
    def next_database(self) -> Path:
        """The records under a new key, until they take the place of the old ones."""
        return self.home / "hub.hubdesk.next"

    @property
    def next_slots(self) -> Path:
        """The slots of the new key, until its records are in place."""
        return self.home / "keys-next.json"

    @property
    def log(self) -> Path:
        return self.home / "hubdesk.log"

    @property
    def lock(self) -> Path:
        return self.home / "in-use.lock"

    @property
    def erased(self) -> Path:
        """Random ids of whoever was erased, so that no older copy brings them back."""
        return self.home / "erased.json"

    @property
    def copies(self) -> Path:
        """Verified copies of the records, and those kept before an upgrade."""
        return self.home / "copies"

    @property
    def copies_known(self) -> Path:
        """What this computer knows of copies elsewhere, and how trying one went."""
        return self.home / "copies.json"

    @property
    def unfinished(self) -> Path:
        """Which copy took the place of the records, until all of that is written down."""
        return self.home / "brought-back.json"

    @property
    def unfinished_next(self) -> Path:
        """The same of a copy that has not its name yet."""
        return self.home / "brought-back-next.json"

    @property
    def set_aside(self) -> Path:
        """Records that a copy took the place of, each time in a folder of its own."""
        return self.home / "set-aside"

    @property
    def outbox(self) -> Path:
        """What is to leave, sealed, until it arrived."""
        return self.home / "outbox"

    @property
    def received(self) -> Path:
        """Bundles of this hub that came from elsewhere, proved and sealed."""
        return self.home / "received"


def usual_home() -> Path:
    """The folder a hub lives in when nobody names one: local to the computer, never synced."""
    from platformdirs import user_data_path

    return user_data_path("HubDesk", appauthor=False, roaming=False)


def resource(name: str) -> Path:
    """A file of `resources/`, in a checkout, a wheel and a frozen app alike.

    FileNotFoundError when HubDesk was installed without it.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).parent
    places = (
        [Path(frozen) / "resources"] if frozen else [here / "resources", here.parent / "resources"]
    )
    for place in places:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(name)


def resource_text(name: str) -> str:
    """What a file of `resources/` says. FileNotFoundError as for `resource`."""
    return resource(name).read_text("utf-8")
