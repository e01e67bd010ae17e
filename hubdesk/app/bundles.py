"""The commands about bundles: one explained in plain words, and the keys of this computer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hubdesk.app.bundle_words import feed_words, inside_words, outside_words
from hubdesk.app.opening import opened
from hubdesk.errors import HubDeskError
from hubdesk.errors.bringing_in import FileNotRead
from hubdesk.errors.bundles import CopyAndNoBundle, NotAnIdentity
from hubdesk.errors.store import NoHubHere
from hubdesk.imports.files import first_bytes
from hubdesk.paths import Paths
from hubdesk.store.copies import is_of_copy
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import is_hub
from hubdesk.sync.body import keys_sealed_to
from hubdesk.sync.container import Kind, Trust, content_of, outside_of
from hubdesk.sync.desk_keys import DeskKeys, Ours, desk_keys, make_desk_keys
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.region_in import read_feed

Say = Callable[[str], None]
_SECRET: Final = "AGE-SECRET-KEY-1"
_CLOSED: Final = (
    "Its content is closed. Whoever has a key looks inside with --identity KEYS (a file of keys),"
    " the hub it is of with --open."
)


def show_bundle(
    paths: Paths, file: Path, *, identity: Path | None, with_hub: bool, say: Say
) -> int:
    """The command. Raises what reading a bundle raises, FileNotRead, NotAnIdentity, NoHubHere."""
    identities = identities_in(identity) if identity else []
    content = bundle_in(file)
    outside = outside_of(content, file.name, None)
    header, many = outside.header, keys_sealed_to(outside.body, file.name)
    for line in outside_words(header, file.name, hub_here=_hub_here(paths), sealed_to=many):
        say(line)
    say("")
    if with_hub:
        hub, keys = hub_keys(paths, say)
        trust, identities = Trust(hub, frozenset(keys.publics)), list(keys.identities)
        outside_of(content, file.name, trust)
        say("It is of the hub on this computer, and signed by it.")
    elif identities:
        trust = None
    else:
        say(_CLOSED)
        return 0
    if header.kind == Kind.REGION:
        lines = feed_words(read_feed(content, file.name, trust, identities))
    else:
        lines = inside_words(read_content(content, file.name, trust, identities).entries)
    for line in lines:
        say(line)
    return 0


def _hub_here(paths: Paths) -> str:
    """The id of the hub in the folder, which lies open beside its records; "" if there is none."""
    try:
        return read_slots(paths).hub if is_hub(paths) else ""
    except HubDeskError:
        return ""


def bundle_in(file: Path) -> bytes:
    """What a file has in it, unless it is called as a copy is: CopyAndNoBundle, FileNotRead."""
    if is_of_copy(file.name):
        raise CopyAndNoBundle(file.name)
    if not file.is_file():
        raise FileNotRead(file.name, is_missing=not file.exists())
    return content_of(file)


def show_keys(paths: Paths, *, say: Say) -> int:
    """The command: what others need to seal to this computer, and to know what it signed."""
    hub, keys = hub_keys(paths, say)
    say(f"Hub: {hub}")
    say(f"This computer: {keys.dev}")
    say(f"It signs with: {keys.public}")
    say(f"Seal to it with: {keys.recipient}")
    return 0


def hub_keys(paths: Paths, say: Say) -> tuple[str, DeskKeys]:
    """The hub's id and the keys of this computer, which are made when there are none yet."""
    with opened_with(paths, say, right="make keys") as database:
        return read_slots(paths).hub, keys_of(database)


@contextmanager
def opened_with(paths: Paths, say: Say, *, right: str) -> Iterator[Database]:
    """The hub in the folder, open, for who may. NoHubHere: none is set up for a bundle."""
    if not is_hub(paths):
        raise NoHubHere(os.fspath(paths.home))
    with opened(paths, say=say, right=right) as database:
        yield database


def keys_of(database: Database) -> DeskKeys:
    """The keys of this computer, made at the first time."""
    with database.reading() as db:
        keys = desk_keys(db)
    if keys is None:
        with database.changing("make keys") as db:
            keys = make_desk_keys(db, now=database.clock())
    return keys


def ours(paths: Paths, database: Database) -> Ours:
    """What others need to know of this hub, for the page that says what leaves."""
    keys = keys_of(database)
    return Ours(read_slots(paths).hub, keys.public, keys.recipient)


def identities_in(path: Path) -> list[str]:
    """The keys in a file as age keeps them, one a line. NotAnIdentity, FileNotRead."""
    text = first_bytes(path, 1 << 16).decode("utf-8", "replace")
    found = [line.strip() for line in text.splitlines() if line.strip().startswith(_SECRET)]
    from pyrage import IdentityError, x25519

    try:
        for one in found:
            x25519.Identity.from_str(one)
    except IdentityError as error:
        raise NotAnIdentity(path.name) from error
    if not found:
        raise NotAnIdentity(path.name)
    return found
