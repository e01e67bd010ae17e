"""The commands about bundles: one explained in plain words, and the keys of this computer."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from hubdesk.app.opening import opened
from hubdesk.errors.bringing_in import FileNotRead
from hubdesk.errors.bundles import CopyAndNoBundle, NotAnIdentity
from hubdesk.errors.store import NoHubHere
from hubdesk.i18n import count, plain_day
from hubdesk.imports.files import first_bytes
from hubdesk.paths import Paths
from hubdesk.store.copies import is_of_copy
from hubdesk.store.database import Database
from hubdesk.store.entries import Entry
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import is_hub
from hubdesk.sync.container import Header, Kind, Trust, content_of, outside_of
from hubdesk.sync.desk_keys import DeskKeys, Ours, desk_keys, make_desk_keys
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.region_in import ReadFeed, read_feed

Say = Callable[[str], None]
_SECRET: Final = "AGE-SECRET-KEY-1"
_HOLDS: Final = {
    Kind.DELTA: "the work of a hub, as its journal keeps it",
    Kind.SNAPSHOT: "all rows of a hub as they were at one moment",
    Kind.HEARTBEAT: "a sign that a computer is at work",
    Kind.ROSTER: "which computers a hub has",
    Kind.REGION: "facts about people under numbers, for a region",
}
_MOST_VERBS: Final = 8


def show_bundle(
    paths: Paths, file: Path, *, identity: Path | None, with_hub: bool, say: Say
) -> int:
    """The command. Raises what reading a bundle raises, FileNotRead, NotAnIdentity, NoHubHere."""
    identities = identities_in(identity) if identity else []
    content = bundle_in(file)
    header = outside_of(content, file.name, None).header
    for line in outside_words(header, file.name):
        say(line)
    if with_hub:
        hub, keys = hub_keys(paths, say)
        trust, identities = Trust(hub, frozenset(keys.publics)), list(keys.identities)
        outside_of(content, file.name, trust)
        say("It is of the hub on this computer, and signed by it.")
    elif identities:
        trust = None
    else:
        say("Its content is closed. To look inside: --identity KEYS, a file, or --open.")
        return 0
    if header.kind == Kind.REGION:
        lines = feed_words(read_feed(content, file.name, trust, identities))
    else:
        lines = inside_words(read_content(content, file.name, trust, identities).entries)
    for line in lines:
        say(line)
    return 0


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


def outside_words(header: Header, name: str) -> list[str]:
    """What can be said of a bundle that nobody opened."""
    actions = count(header.n_txn, "action", "actions")
    changes = count(header.n_ops, "change", "changes")
    grouped = " ".join(header.key[at : at + 8] for at in range(0, len(header.key), 8))
    holds = f"{actions} with {changes}: {_numbers(header)} of the line of work"
    if header.kind == Kind.REGION:
        holds = f"{count(header.n_ops, 'line', 'lines')}: {_numbers(header)} of the feed"
    lines = [
        f"A bundle of HubDesk: {_HOLDS[Kind(header.kind)]}.",
        f"It holds {holds} {header.stream}.",
        f"Hub {header.hub}, computer {header.dev}.",
        f"Sealed on {_day(header.created)} by HubDesk {header.app}, tables {header.schema_rev};"
        f" {header.size:,} bytes.",
        f"Signed with the key {grouped}.",
        "The signature holds, and the content is what was signed.",
        "Whose key that is, the file cannot say: compare it with one you were given.",
    ]
    if header.reissue:
        lines.append(
            f"It was sealed again after an erasure, as issue {header.reissue}."
            f" It takes the place of {', '.join(header.supersedes) or 'an earlier one'}."
        )
    if name != header.name:
        lines.append(f"The file was renamed. Its own name is {header.name}.")
    return lines


def inside_words(entries: Sequence[Entry]) -> list[str]:
    """What can be said of the work in it, without naming anybody."""
    verbs = Counter(str(entry.facts["verb"]) for entry in entries)
    erased = sum(op[5] is None for entry in entries for op in entry.ops)
    usual = ", ".join(f"{verb} {times:,}" for verb, times in verbs.most_common(_MOST_VERBS))
    more = len(verbs) - _MOST_VERBS
    lines = [
        f"Opened and proved to its end: {count(len(entries), 'action', 'actions')}"
        f" from {_day(entries[0].facts['wall_utc'])} to {_day(entries[-1].facts['wall_utc'])}.",
        f"What was done: {usual}{f', and {more} other kinds' if more > 0 else ''}.",
    ]
    if erased:
        lines.append(
            f"Of {count(erased, 'change', 'changes')} only the proof is left:"
            " somebody was erased since."
        )
    return lines


def feed_words(read: ReadFeed) -> list[str]:
    """What can be said of a feed. It names nobody itself."""
    told = read.told
    gone = told.pop("gone", 0)
    each = ", ".join(f"{table} {many:,}" for table, many in sorted(told.items()))
    lines = [
        f"Opened and proved to its end: {count(read.people, 'person', 'people')}, each under a"
        " number that only the hub can make.",
        f"What is told: {each or 'nothing'}. Agreed to in version {read.wording} of the words.",
    ]
    if gone:
        lines.append(f"{count(gone, 'line takes', 'lines take')} away what was told before.")
    return lines


def _numbers(header: Header) -> str:
    if header.first == header.last:
        return f"number {header.first:,}"
    return f"numbers {header.first:,} to {header.last:,}"


def _day(moment: str) -> str:
    return plain_day(datetime.fromisoformat(moment).date())
