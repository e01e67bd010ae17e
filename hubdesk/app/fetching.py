"""Copies fetched from where they were sent, for a computer that has nothing but an address.

What is typed to get in stays in memory: it is written nowhere, and the places in the copy know
their own passwords once it is back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hubdesk.errors.copies import FetchStopped, NoCopyAtPlace, PassphraseOfOther
from hubdesk.errors.sending import (
    NotThePlace,
    PlaceAway,
    PlaceHasNoSuchFolder,
    PlaceNotReached,
    SendingStopped,
)
from hubdesk.errors.store import WrongPassphrase
from hubdesk.i18n import count, size, translate
from hubdesk.messages.copies import moment_words
from hubdesk.models import PlaceSort
from hubdesk.paths import Paths
from hubdesk.store.copies import Copy, one_line
from hubdesk.store.restoring import slots_here
from hubdesk.sync.copies_there import CopyThere, Fetched, Told, copies_there, fetch
from hubdesk.sync.place_identity import hub_folder
from hubdesk.sync.place_setup import Wanted, Way, ways_to

QUIET: Final = 15.0  # seconds: somebody sits there and waits for the answer


@dataclass(frozen=True, slots=True)
class Place:
    """Where copies were found, and the way in. `repr` tells no password."""

    way: Way
    secret: str
    copies: tuple[CopyThere, ...]

    def __repr__(self) -> str:
        return f"Place({self.way.name})"


def look_there(paths: Paths, wanted: Wanted, stop: threading.Event) -> Place:
    """The copies of the hub of this computer at a place; of any hub where none is here.

    NoCopyAtPlace, PlaceNotReached, FetchStopped, and what else `errors/sending.py` has.
    """
    here = slots_here(paths)
    hub = here.hub if here is not None else ""
    wrong: Exception | None = None
    try:
        for way in ways_to(wanted):
            try:
                found = _look(way, wanted.secret, hub, stop)
            except (PlaceHasNoSuchFolder, NotThePlace) as error:
                wrong = wrong or error
                continue
            if found:
                return Place(way, wanted.secret, found)
            wrong = NoCopyAtPlace(wanted.name)  # it answered, and it has none
    except PlaceAway as away:  # whose words are for what waits to be sent
        raise PlaceNotReached(away.place) from away
    except SendingStopped as stopped:
        raise FetchStopped from stopped
    assert wrong is not None
    raise wrong


def _look(way: Way, secret: str, hub: str, stop: threading.Event) -> tuple[CopyThere, ...]:
    from hubdesk.sync.opened_place import open_place

    storage = open_place(way, secret, stopped=stop.is_set, quiet=QUIET)
    return copies_there(storage, way.name, hub)


def is_folder(place: Place) -> bool:
    """Whether copies are read where they lie: nothing has to be fetched."""
    return PlaceSort(place.way.sort) in (PlaceSort.FOLDER, PlaceSort.STICK)


def will_lie_at(paths: Paths, place: Place, copy: CopyThere) -> Path:
    """Where its papers are once it was fetched. What lies in a folder lies there already."""
    if is_folder(place):
        return Path(place.way.address) / copy.where / copy.papers_name
    return paths.fetching / copy.papers_name


def fetch_copy(
    paths: Paths, place: Place, copy: CopyThere, stop: threading.Event, told: Told
) -> None:
    """Fetch it to where `will_lie_at` says. Raises what `sync.copies_there.fetch` raises."""
    from hubdesk.sync.opened_place import open_place

    if is_folder(place):
        return
    storage = open_place(place.way, place.secret, stopped=stop.is_set)
    fetch(
        *(storage, copy, paths.fetching, place.way.name),
        wait=stop.wait,
        told=told,
        stopped=stop.is_set,
        later=[one.stem for one in _later(place, copy)],
    )


def _later(place: Place, copy: CopyThere) -> list[CopyThere]:
    """The copies of the same hub that are newer."""
    return [one for one in place.copies if one.hub == copy.hub and one.stem > copy.stem]


def hub_names(copies: Iterable[CopyThere]) -> dict[str, str]:
    """What the hub of each is called, where copies of several lie together; else nothing.

    What papers say there anybody may have written: it is one short line, and no two are the same.
    """
    found: dict[str, str] = {}
    for copy in copies:
        if copy.hub and not found.get(copy.hub):
            found[copy.hub] = one_line(copy.papers.slots.name) if copy.papers is not None else ""
    if len(found) < 2:
        return {}
    called = [*found.values()]
    return {
        hub: name if name and called.count(name) == 1 else f"{name} {hub_folder(hub)}".strip()
        for hub, name in found.items()
    }


def newer_words(place: Place, copy: CopyThere) -> str:
    """That later copies lie there, which nobody knows of any more once this one is back."""
    later = _later(place, copy)
    if not later:
        return ""
    copies = count(len(later), _t("newer copy"), _t("newer copies"))
    words = _t("HubDesk will not know of {copies} at {place}. Remove them there by hand.")
    if len(later) == 1:
        words = _t("HubDesk will not know of {copies} at {place}. Remove it there by hand.")
    return words.format(copies=copies, place=place.way.name)


@contextmanager
def saying_whose(copies: Iterable[CopyThere], copy: Copy) -> Iterator[None]:
    """A wrong passphrase says of which hub the copy is, where those of several lie together."""
    try:
        yield
    except WrongPassphrase as wrong:
        if name := hub_names(copies).get(copy.manifest.hub):
            raise PassphraseOfOther(name) from wrong
        raise


def when_words(copy: CopyThere) -> str:
    """Tue 24 Nov 2026, 5:02pm; its name where that does not tell."""
    at = copy.made_at
    return moment_words(at, at.date()) if at is not None else copy.stem


def not_whole_words(copy: CopyThere) -> str:
    """Why a copy cannot be fetched."""
    when = when_words(copy)
    if copy.has_papers and copy.papers is None:
        return _t("{when} is not whole: its papers are damaged.").format(when=when)
    if not copy.parts:
        return _t("{when} is not whole: only its papers are there.").format(when=when)
    if copy.papers is not None and copy.of == 1:
        words = _t("{when} is not whole: it is not as long as it was when it was made.")
        return words.format(when=when)
    if not copy.missing:
        return _t("{when} is not whole: its papers, which come last, are not there.").format(
            when=when
        )
    words = _t("{when} is not whole: {missing} of {of} are missing.")
    if copy.missing == 1:
        words = _t("{when} is not whole: {missing} of {of} is missing.")
    pieces = count(copy.of, _t("piece"), _t("pieces"))
    return words.format(when=when, missing=f"{copy.missing:,}", of=pieces)


def how_far_words(come: Fetched) -> str:
    """24.0 MB of 96.0 MB are here."""
    words = (
        _t("{done} of {total} are here.") if come.done else _t("Nothing of {total} is here yet.")
    )
    here = words.format(done=size(come.done), total=size(come.total))
    if come.waits:
        return _t("The line is gone, and is tried again. {here}").format(here=here)
    return here


def _t(text: str) -> str:
    return translate("Copies", text)
