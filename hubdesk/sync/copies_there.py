"""Copies of all records as they lie where they were sent: found by whoever lost all else, fetched.

    hubdesk-<hub>/backup/copy-….0001-0012.8c1f6b2e90a4d7f3.piece    or copy-….hubdesk, a small one
    hubdesk-<hub>/backup/copy-….json                                its papers
    hubdesk-<hub>/backup/erased-….locked                            whom it has to forget

Nothing but an address and its password is known: no hub is here yet, so none of what lies there is
believed. Names say what each piece must be, and the papers what all of them are; both are proved
by whoever brings the copy back. A piece that lies here whole is never fetched twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from hubdesk.errors.copies import (
    CopyDamaged,
    FetchCut,
    FetchedOther,
    FetchStopped,
    NotWholeThere,
    TooMuchThere,
)
from hubdesk.errors.sending import NotThePlace, PlaceAway, PlaceHasNoSuchFolder, SendingStopped
from hubdesk.store.copies import (
    ENDING,
    MOST_BYTES,
    PAPERS,
    Manifest,
    is_of_copy,
    read_papers,
)
from hubdesk.store.erased import MOST as MOST_LIST
from hubdesk.store.erased import list_in, locked_in
from hubdesk.store.files import disk_troubles, write_whole
from hubdesk.store.pieces import A_PIECE, fullest, piece_at
from hubdesk.store.places import MB
from hubdesk.store.restoring import ROOM, check_room_for_copy
from hubdesk.sync.exports.backup import FOLDER
from hubdesk.sync.place_identity import MOST, TARGET, hub_folder
from hubdesk.sync.server_line import Stopped, never
from hubdesk.sync.storage import Browsable, Lying, Storage, is_page

MOST_COPIES: Final = 20  # of a folder: a place keeps two
MOST_HUBS: Final = 20  # whose folders are looked into where nobody knows which one is meant
MOST_FILES: Final = 100_000  # of a folder: pieces of 800 GB
MOST_WHOLE: Final = 512 << 20  # bytes of a copy in one file: larger ones lie in pieces
AGAIN: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # seconds; then somebody is told
SPOILT: Final = 3  # so often is one piece fetched that is not what its name says
LATER: Final = "later-there.json"  # beside a fetched copy: where newer ones stay, and which
_PROBE: Final = "hubdesk-is-it-there.json"
_HUB: Final = re.compile(r"[a-z0-9-]{1,64}")
_MADE: Final = re.compile(r"copy-(\d{4}-\d\d-\d\d-\d{6})(-|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a copy, or the one file it is: what it is called, and how its hash begins."""

    name: str
    mark: str
    size: int  # as the place lists it


@dataclass(frozen=True, slots=True)
class CopyThere:
    """A copy at a place, as its list and its papers have it. Without papers it is none yet."""

    stem: str
    where: str  # the folder it lies in, there
    papers: Manifest | None
    parts: tuple[Part, ...]
    missing: int  # parts that are not there
    of: int
    has_papers: bool  # that can be read or not

    @property
    def hub(self) -> str:
        """Whose it is: by its papers, or by the folder it lies in; "" where neither tells."""
        if self.papers is not None:
            return self.papers.hub
        folder, start = self.where.partition("/")[0], hub_folder("")
        return folder.removeprefix(start) if folder.startswith(start) else ""

    @property
    def is_whole(self) -> bool:
        """Whether all of it lies there. That it is right only its bytes can tell."""
        return self.papers is not None and not self.missing

    @property
    def made_at(self) -> datetime | None:
        """When it was made: by its papers, or as its name says."""
        if self.papers is not None:
            return self.papers.made_at
        found = _MADE.match(self.stem)
        try:
            return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S") if found else None
        except ValueError:
            return None

    @property
    def size(self) -> int:
        """Its bytes: by its papers, or what of it lies there."""
        return self.papers.size if self.papers else sum(part.size for part in self.parts)

    @property
    def papers_name(self) -> str:
        return f"{self.stem}{PAPERS}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far it has come. `waits`: the line is gone, and it is tried again by itself."""

    done: int  # bytes
    total: int
    waits: bool = False


Wait = Callable[[float], object]
Told = Callable[[Fetched], object]


def copies_there(storage: Browsable, called: str, hub: str = "") -> tuple[CopyThere, ...]:
    """The copies at a place, the newest first; of one hub alone where it is named.

    They are looked for where we send them, and right in the folder of the address: somebody may
    have given the address of that, or put the files there. TooMuchThere, and what
    `errors/sending.py` has.
    """
    probe = storage.get(_PROBE, most=512)  # a page to sign in, which a list would not show
    if probe is not None and is_page(probe):
        raise NotThePlace(called)
    folders, files = storage.top()
    found = list(_copies(storage, "", _few(files, called)))
    for folder in _to_look_in(folders, hub, called):
        found += _below(storage, folder, called)
    ours = [one for one in found if hub in ("", one.hub or hub)]
    return tuple(sorted(_each_once(ours), key=lambda one: one.stem, reverse=True))


def fetch(
    storage: Storage,
    copy: CopyThere,
    to: Path,
    called: str,
    *,
    wait: Wait,
    told: Told = lambda _how_far: None,
    stopped: Stopped = never,
    later: Sequence[str] = (),
) -> Path:
    """Bring a copy into a folder of ours, its papers last. Answers with where those lie.

    `later` are newer copies that stay there: who brings this one back has to know of them.

    What lies there whole of an earlier try is not fetched again, and what is of another copy goes.
    A line that is gone is waited for: FetchCut once it takes too long. FetchStopped when somebody
    says stop; what came stays for the next try. FetchedOther, NotWholeThere, CopyDamaged, what
    `errors/sending.py` has, and what the disk of this computer refuses.
    """
    papers = copy.papers
    if papers is None or copy.missing:
        raise NotWholeThere(called)
    left, here = _not_here_yet(copy, to, papers.size, told, stopped)
    # with no more room than that the pieces go as they are put together
    check_room_for_copy(to, papers.size - here + A_PIECE + MOST_BYTES + ROOM)
    line = _Line(storage, called, copy.where, wait)
    for part in left:
        how_far = Fetched(here, papers.size)
        told(how_far)
        line.gone = lambda at=how_far: told(replace(at, waits=True))  # type: ignore[misc]
        # no more than the papers say, whatever lies there: it would fill the disk
        write_whole(to / part.name, line.part(part, papers.size - here))
        here += part.size
    told(Fetched(papers.size, papers.size))
    _fetch_lists(line, papers.hub, to)
    if copy.where == f"{hub_folder(papers.hub)}/{FOLDER}":  # which of the hub's places this is
        above = _Line(storage, called, hub_folder(papers.hub), wait)
        if (target := above.alike(TARGET, MOST)) is not None:
            write_whole(to / TARGET, target)
    if later:
        said = {"place": called, "copies": list(later)}
        write_whole(to / LATER, json.dumps(said).encode("utf-8"))
    content = line.alike(copy.papers_name, MOST_BYTES)
    if content is None or read_papers(content) != papers:
        raise CopyDamaged(f"{copy.stem}{ENDING}", "papers")
    write_whole(to / copy.papers_name, content)
    return to / copy.papers_name


def _not_here_yet(
    copy: CopyThere, to: Path, size: int, told: Told, stopped: Stopped
) -> tuple[list[Part], int]:
    """The parts that are still to be fetched, and how many bytes lie here. FetchStopped.

    What is of another copy goes.
    """
    with disk_troubles(to.parent):
        to.mkdir(parents=True, exist_ok=True)
        wanted = {part.name for part in copy.parts}
        for path in to.iterdir():  # of a copy that somebody chose before, or papers: they come last
            if path.is_file() and path.name not in wanted:
                path.unlink()
        here, left = 0, list[Part]()
        for part in copy.parts:  # of a large copy that was begun before it takes a while
            told(Fetched(here, size))
            if stopped():
                raise FetchStopped
            if _is_here(to / part.name, part):
                here += part.size
            else:
                left.append(part)
    return left, here


def _fetch_lists(line: _Line, hub: str, to: Path) -> None:
    """Whom it has to forget, by name: a stale list of the place may not tell of it."""
    for path in (locked_in(to, hub), list_in(to, hub)):
        if (listed := line.alike(path.name, MOST_LIST)) is not None:
            write_whole(path, listed)


class _Line:
    """What is asked of the place for one copy: a line that is gone is tried again for a while."""

    def __init__(self, storage: Storage, called: str, where: str, wait: Wait) -> None:
        self._storage, self._called, self._wait = storage, called, wait
        self._start = f"{where}/" if where else ""
        self.gone: Callable[[], object] = lambda: None

    def get(self, name: str, most: int) -> bytes | None:
        for seconds in AGAIN:
            try:
                return self._ask(name, most)
            except PlaceAway:
                self.gone()
                self._wait(seconds)
        try:
            return self._ask(name, most)
        except PlaceAway as away:
            raise FetchCut(self._called) from away

    def alike(self, name: str, most: int) -> bytes | None:
        """What has no hash in its name to prove it by: taken once it came twice in a row."""
        before = self.get(name, most)
        for _ in range(SPOILT):
            content = self.get(name, most)
            if content == before and (content is None or not is_page(content)):
                return content
            before = content
        if before is not None and is_page(before):
            raise NotThePlace(self._called)
        raise FetchedOther(self._called)

    def part(self, part: Part, left: int) -> bytes:
        """Its bytes, as its name or the papers say; FetchedOther where more than are left."""
        most = min(left, MOST_WHOLE if part.name.endswith(ENDING) else A_PIECE)
        for _ in range(SPOILT):
            content = self.get(part.name, most + 1)
            if content is None:
                raise NotWholeThere(self._called)
            is_right = hashlib.sha256(content).hexdigest().startswith(part.mark)
            if is_right and len(content) <= most:
                return content
            if is_page(content):
                raise NotThePlace(self._called)
        raise FetchedOther(self._called)

    def _ask(self, name: str, most: int) -> bytes | None:
        try:
            return self._storage.get(f"{self._start}{name}", most=most)
        except SendingStopped as stopped:
            raise FetchStopped from stopped


def _to_look_in(folders: Iterable[str], hub: str, called: str) -> list[str]:
    """The folders with copies: of the hub that is meant alone, where that is known."""
    start = hub_folder(hub)
    hubs = [one for one in folders if (one == start if hub else one.startswith(start))]
    if len(hubs) > MOST_HUBS:
        raise TooMuchThere(called, MOST_HUBS, of_hubs=True)
    own = [FOLDER] if FOLDER in folders else []
    return [*own, *(f"{one}/{FOLDER}" for one in hubs)]


def _each_once(found: Iterable[CopyThere]) -> Iterable[CopyThere]:
    """One that lies there twice where it is whole, and where we send it before anywhere else."""
    best: dict[tuple[str, str], CopyThere] = {}
    for one in found:
        key = (one.stem, one.hub or one.where)
        before = best.get(key)
        if before is None or _how_good(one) > _how_good(before):
            best[key] = one
    return best.values()


def _how_good(one: CopyThere) -> tuple[bool, bool]:
    return one.is_whole, one.where.startswith(hub_folder(""))


def _few(lying: Iterable[Lying], called: str) -> list[Lying]:
    found = list(islice(lying, MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise TooMuchThere(called, MOST_FILES)
    return found


def _below(storage: Storage, folder: str, called: str) -> list[CopyThere]:
    try:
        lying = _few(storage.list(folder), called)
    except PlaceHasNoSuchFolder:
        return []  # of a hub that sends other things there
    return list(_copies(storage, folder, lying))


def _copies(storage: Storage, where: str, lying: Iterable[Lying]) -> Iterator[CopyThere]:
    """The newest of one folder, each by its files."""
    start = f"{where}/" if where else ""
    files: dict[str, dict[str, int]] = defaultdict(dict)
    for one in lying:
        name = one.name.removeprefix(start)
        if "/" not in name and is_of_copy(name):
            files[name.partition(".")[0]][name] = one.size
    for stem in sorted(files, reverse=True)[:MOST_COPIES]:
        yield _copy(storage, where, stem, files[stem])


def _copy(storage: Storage, where: str, stem: str, sizes: Mapping[str, int]) -> CopyThere:
    start, papers = f"{where}/" if where else "", None
    if has_papers := f"{stem}{PAPERS}" in sizes:
        for _ in range(SPOILT):  # on their way they may have been spoilt
            content = storage.get(f"{start}{stem}{PAPERS}", most=MOST_BYTES)
            if content is not None and (papers := read_papers(content)) is not None:
                break
        if papers is not None and not _HUB.fullmatch(papers.hub):
            papers = None
    if (whole := f"{stem}{ENDING}") in sizes and papers is not None:
        part = Part(whole, papers.sha256, sizes[whole])
        return CopyThere(stem, where, papers, (part,), int(part.size != papers.size), 1, True)
    found, missing = fullest(one for name in sizes if (one := piece_at(Path(name))) is not None)
    parts = tuple(Part(one.path.name, one.mark, sizes[one.path.name]) for one in found)
    of = found[0].of if found else 1
    return CopyThere(stem, where, papers, parts, len(missing) if found else 1, of, has_papers)


def _is_here(path: Path, part: Part) -> bool:
    """Whether it came in an earlier try, and is what it must be."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while portion := file.read(MB):
                digest.update(portion)
    except FileNotFoundError:
        return False
    return digest.hexdigest().startswith(part.mark)
