"""Setting up a place: everything HubDesk will ever ask of it is tried once, with a small file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from hubdesk.errors.sending import (
    NoSuchFolder,
    PlaceInRecords,
    PlaceReadsBackOther,
    PlaceSetUpAlready,
)
from hubdesk.models import PlaceSort
from hubdesk.store.places import on_stick
from hubdesk.sync.desk_keys import DeskKeys
from hubdesk.sync.folder_storage import mount_of
from hubdesk.sync.place_identity import hub_folder, identity_at, new_identity, write_identity
from hubdesk.sync.storage import Storage

TRIED: Final = 1 << 20  # bytes of the file that is tried with
# The WebDAV folder of a person in Nextcloud and ownCloud, where only the address of the site was
# typed, or copied from the line of the browser.
_DAV: Final = "/remote.php/dav/files/"
_PAGES: Final = ("/apps/", "/index.php", "/login")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a place may lie: what is asked when it is opened. Its secret is not in it."""

    name: str
    sort: str
    address: str
    options: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A place that was tried. `is_others`: another computer of the hub sends there already."""

    identity: str
    is_others: bool = False


def ways_to(wanted: Wanted, home: Path | None = None) -> tuple[Way, ...]:
    """Where it may lie, what is likelier first: as a Nextcloud has it, and right at its address.

    Of a folder there is one. `home` is where the records are, which must not be lost with it.
    NoSuchFolder, PlaceInRecords.
    """
    address = wanted.address.strip()
    if PlaceSort(wanted.sort) in (PlaceSort.FOLDER, PlaceSort.STICK):
        options = folder_options(address, home)
        return (Way(wanted.name, wanted.sort, address, json.dumps(options)),)
    given = (("user", wanted.user), ("bucket", wanted.bucket), ("region", wanted.region))
    options = {key: value.strip() for key, value in given if value.strip()}
    likelier = server_address(wanted.sort, wanted.address, wanted.user)
    return tuple(
        Way(wanted.name, wanted.sort, one, json.dumps(options))
        for one in dict.fromkeys((likelier, address))
    )


def folder_options(address: str, home: Path | None) -> dict[str, str]:
    """What to remember of a folder. NoSuchFolder, or PlaceInRecords where both would be lost."""
    folder = Path(address)
    if not folder.is_absolute() or not folder.is_dir():
        raise NoSuchFolder(address)
    if home is None:
        return {}
    here, records = folder.resolve(), home.resolve()
    if here == records or here.is_relative_to(records) or records.is_relative_to(here):
        raise PlaceInRecords
    mount = mount_of(here) if on_stick(here) else ""
    return {"mount": mount} if mount else {}


def server_address(sort: str, address: str, user: str) -> str:
    """The address of the folder for files, where the address of a Nextcloud site was typed."""
    parts = urlsplit(address.strip())
    begins = tuple(page for page in _PAGES if parts.path.startswith(page))
    is_site = parts.path.rstrip("/") == "" or begins
    if PlaceSort(sort) is not PlaceSort.WEBDAV or not parts.netloc or not user or not is_site:
        return address.strip()
    return urlunsplit((parts.scheme, parts.netloc, _DAV + quote(user.strip()), "", ""))


def called(wanted: Wanted) -> str:
    """What to call a place nobody gave a name: its host, or the folder."""
    if PlaceSort(wanted.sort) in (PlaceSort.FOLDER, PlaceSort.STICK):
        return Path(wanted.address).name or wanted.address
    try:
        return urlsplit(wanted.address).hostname or wanted.address
    except ValueError:
        return wanted.address


def try_place(
    storage: Storage,
    called: str,
    hub: str,
    place_id: str,
    keys: DeskKeys,
    *,
    now: datetime,
    known: Iterable[tuple[str, str]] = (),
    told: Callable[[str], object] = lambda _step: None,
) -> Tried:
    """Write a file, read it back, list it and remove it; then sign the place, or know it again.

    Under which name it lies until it is whole, and that it is renamed, is each storage's own.
    `known` are the names and identities of the places the hub has: PlaceSetUpAlready for one of
    them. Raises whatever is wrong with the place, and leaves nothing of the try behind then, as
    far as it lets us.
    """
    content = secrets.token_bytes(TRIED)
    name = f"{hub_folder(hub)}/try-{secrets.token_hex(8)}.bin"
    told("write")
    storage.put_new(name, content)
    try:
        told("read")
        if storage.get(name, most=TRIED + 1) != content:
            raise PlaceReadsBackOther(called)
        told("list")
        if name not in {one.name for one in storage.list(hub_folder(hub))}:
            raise PlaceReadsBackOther(called)
    finally:
        told("remove")
        storage.remove(name)
    if storage.get(name, most=1) is not None:
        raise PlaceReadsBackOther(called)
    return _signed(storage, hub, place_id, keys, now=now, known=known)


def _signed(
    storage: Storage,
    hub: str,
    place_id: str,
    keys: DeskKeys,
    *,
    now: datetime,
    known: Iterable[tuple[str, str]],
) -> Tried:
    there = identity_at(storage, hub)
    if there is not None:
        for name, identity in known:
            if identity == there.text:
                raise PlaceSetUpAlready(name)
        return Tried(there.text, is_others=there.key not in keys.publics)
    made = new_identity(hub, place_id, keys, now=now)
    write_identity(storage, made)
    return Tried(made.text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place as somebody wrote it down, before it was tried."""

    id: str
    name: str
    sort: str
    address: str
    user: str = ""
    bucket: str = ""
    region: str = ""
    secret: str = ""  # empty: the one that is kept

    def __repr__(self) -> str:  # a log line must not hold a password
        return f"Wanted({self.name})"


@dataclass(frozen=True, slots=True)
class Found:
    """What trying it found out, to be kept with it."""

    address: str
    options: Mapping[str, str]
    identity: str
    is_others: bool


Stopped = Callable[[], bool]
TryPlace = Callable[[Wanted, Stopped], Found]
