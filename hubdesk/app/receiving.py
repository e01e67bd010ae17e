"""`hubdesk receive`: bundles of this hub that come from elsewhere are proved and kept beside it.

Nothing of them is written into the records. A region, or anybody else, lists and checks what
arrived with `--list`, which needs no hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from hubdesk.app.bundles import bundle_in, identities_in, keys_of, opened_with
from hubdesk.app.sending_work import SendingWork
from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import NoSuchPlace, PlaceAway, PlaceNotReached
from hubdesk.i18n import count, plain_day, translate
from hubdesk.messages import explain
from hubdesk.models import SendingPlace
from hubdesk.paths import Paths
from hubdesk.queries.erased_rows import erased_rows
from hubdesk.store.database import Database
from hubdesk.store.files import disk_troubles
from hubdesk.store.keys import read_slots
from hubdesk.sync.container import (
    MOST_FILE,
    SUFFIX,
    Header,
    Kind,
    Trust,
    content_of,
    outside_of,
)
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.received import Kept, keep_received
from hubdesk.sync.region_in import read_feed

Say = Callable[[str], None]
DONE: Final = 0
NOT_RIGHT: Final = 1


def _t(text: str) -> str:
    return translate("Sending", text)


@dataclass(frozen=True, slots=True)
class Received:
    """A bundle that was proved to its end and is kept."""

    header: Header
    kept: Kept

    @property
    def was_here(self) -> bool:
        return self.kept.was_here

    @property
    def words(self) -> str:
        """What came of it, for whoever brought it in."""
        if self.kept.is_outdone:
            return _t("A newer file of the same work is here, so this one was not kept.")
        if self.was_here:
            return _t("That was brought in before. It is whole.")
        changes = count(self.header.n_ops, _t("change"), _t("changes"))
        return _t("Proved and kept: {changes}. Your records are as they were.").format(
            changes=changes
        )


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of several files: those that are kept, and what is wrong with the others."""

    taken: tuple[Received, ...]
    wrong: tuple[HubDeskError, ...] = ()


def receive_files(
    paths: Paths, database: Database, files: Sequence[Path], *, halt: Callable[[], object]
) -> BroughtIn:
    """One after the other: what is wrong with one keeps no other out. One alone raises it.

    `halt` raises SendingStopped between two; what was taken by then is kept.
    """
    if len(files) == 1:
        return BroughtIn((receive_file(paths, database, files[0]),))
    taken, wrong = list[Received](), list[HubDeskError]()
    for file in files:
        halt()
        try:
            taken.append(receive_file(paths, database, file))
        except HubDeskError as error:
            wrong.append(error)
    return BroughtIn(tuple(taken), tuple(wrong))


def receive_file(paths: Paths, database: Database, file: Path) -> Received:
    """One bundle out of a file. Raises what reading one raises, and what a disk refuses."""
    return _receive(paths, database, bundle_in(file), file.name)


def _receive(paths: Paths, database: Database, content: bytes, name: str) -> Received:
    """Proved from outside in, then written durably under the name of its content."""
    keys = keys_of(database)
    trust = Trust(read_slots(paths).hub, frozenset(keys.publics))
    read = read_content(content, name, trust, keys.identities)
    with database.reading() as db:
        erased = erased_rows(db)
    return Received(read.header, keep_received(paths.received, read, content, name, erased))


def receive(paths: Paths, what: str, *, say: Say) -> int:
    """The command: a file, a folder, or a place by its name. 1 if something was not taken.

    Raises NoHubHere, NoSuchPlace, and what opening the hub and the place raises.
    """
    with opened_with(paths, say, right="receive") as database:
        if Path(what).is_file():
            say(_line(receive_file(paths, database, Path(what))))
            return DONE
        if Path(what).is_dir():
            found = ((one.name, _reading(one)) for one in _bundles_below(Path(what)))
            return _receive_all(paths, database, found, say)
        return _receive_all(paths, database, _at_place(paths, database, what), say)


def _reading(file: Path) -> Callable[[], bytes]:
    return lambda: content_of(file)


def _at_place(
    paths: Paths, database: Database, name: str
) -> Iterable[tuple[str, Callable[[], bytes]]]:
    """Every bundle that a place lists, read one at a time."""
    with database.reading() as db:
        place_id = db.scalars(
            select(SendingPlace.id).where(SendingPlace.name == name, SendingPlace.deleted == 0)
        ).first()
    if place_id is None:
        raise NoSuchPlace(name)
    try:
        storage = SendingWork(paths, database, database.clock).open(place_id)
        names = sorted(one.name for one in storage.list() if one.name.endswith(SUFFIX))
    except PlaceAway as away:  # whose words are for what waits to be sent
        raise PlaceNotReached(away.place) from away
    for one in names:
        if one.startswith("d/"):  # what lies there besides is for others
            yield one, lambda one=one: storage.get(one, most=MOST_FILE + 1) or b""  # type: ignore[misc]


def _receive_all(
    paths: Paths,
    database: Database,
    found: Iterable[tuple[str, Callable[[], bytes]]],
    say: Say,
) -> int:
    """What is wrong with one keeps no other out."""
    new = known = wrong = 0
    for name, read in found:
        try:
            one = _receive(paths, database, read(), name.rpartition("/")[2])
        except HubDeskError as error:
            wrong += 1
            say(explain(error).text)
            continue
        known += one.was_here
        new += not one.was_here
        if not one.was_here:
            say(_line(one))
    if not new + known + wrong:
        return _none(say)
    say(f"{count(new, 'bundle is', 'bundles are')} new, {known:,} were here, {wrong:,} not taken.")
    return NOT_RIGHT if wrong else DONE


def _line(one: Received) -> str:
    head = one.header
    numbers = f"{head.first:,} to {head.last:,}"
    path = one.kept.path
    kept = "was here" if one.was_here else f"is kept in {path.parent}"
    if one.kept.is_outdone:
        kept = f"is outdone by {path.name}, which is here"
    return f"{head.name} {kept}: actions {numbers}, {count(head.n_ops, 'change', 'changes')}."


def list_bundles(what: Path, *, identity: Path | None, say: Say) -> int:
    """The command for whoever gets files and has no hub: each is listed and checked.

    With a key what is inside is proved too. 1 if something is not right. NoSuchPlace.
    """
    files = [what] if what.is_file() else _bundles_below(what) if what.is_dir() else None
    if files is None:
        raise NoSuchPlace(str(what))
    identities = identities_in(identity) if identity else []
    if not files:
        return _none(say)
    wrong = 0
    for file in files:
        try:
            say(_checked(bundle_in(file), file.name, identities))
        except HubDeskError as error:
            wrong += 1
            say(explain(error).text)
    say(f"{count(len(files) - wrong, 'file is', 'files are')} whole, {wrong:,} not.")
    return NOT_RIGHT if wrong else DONE


def _none(say: Say) -> int:
    say(_t("No bundle lies there. Their names end in {end}.").format(end=SUFFIX))
    return DONE


def _checked(content: bytes, name: str, identities: Sequence[str]) -> str:
    header = outside_of(content, name, None).header
    day = plain_day(datetime.fromisoformat(header.created).date())
    words = f"{name}: hub {header.hub}, sealed on {day}, {count(header.n_ops, 'line', 'lines')}"
    if not identities:
        return f"{words}. Its signature holds."
    if header.kind == Kind.REGION:
        feed = read_feed(content, name, None, identities)
        return f"{words} about {count(feed.people, 'person', 'people')}. Proved to its end."
    read_content(content, name, None, identities)
    return f"{words}. Proved to its end."


def _bundles_below(folder: Path) -> list[Path]:
    with disk_troubles(folder):
        return sorted(path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())
