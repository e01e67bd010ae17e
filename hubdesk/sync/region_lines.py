"""The lines of a feed to a region: numbers for people, what a line says, and what it may say.

`docs/region-feed.md` is for whoever reads them elsewhere. The same rules bind what is written and
what is read: a column, a word or a form that is not here is refused.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hubdesk.models import SessionKind
from hubdesk.operations.kinds import ICONS
from hubdesk.sync.allowed import NotAllowed
from hubdesk.sync.container import Header
from hubdesk.sync.strict_json import LARGEST, canonical, read_text, written

FEED: Final = 1  # version of these lines
PARTICIPANT: Final = "participant"
PID: Final = re.compile(r"[a-z2-7]{26}")
RID: Final = re.compile(r"[a-z2-7]{16}")
_WEEK: Final = r"[0-9]{4}-W[0-9]{2}"
_AGE: Final = r"|[0-9]{1,2}-[0-9]{1,2}|65\+|75\+"
_FIRST: Final = rf"|{_WEEK}|[0-9]{{4}}-Q[1-4]|[0-9]{{4}}"
# Closed lists: a word that somebody at the hub typed is never one of them.
_SESSIONS: Final = "|".join(("", *(re.escape(kind.value) for kind in SessionKind)))
_THINGS: Final = "|".join(("", *(re.escape(icon) for icon, _ in ICONS)))
# Of each table its columns, and the form of what stands there. Nothing else ever leaves.
COLUMNS: Final[Mapping[str, Mapping[str, re.Pattern[str]]]] = {
    PARTICIPANT: {
        "age": re.compile(_AGE),
        "area": re.compile(r"|[A-Z][A-Z0-9]{1,3}"),
        "first": re.compile(_FIRST),
    },
    "attendance": {
        "week": re.compile(_WEEK),
        "kind": re.compile(_SESSIONS),
        "course": re.compile(r"|[a-z2-7]{16}"),
    },
    "loan": {
        "week": re.compile(_WEEK),
        "back": re.compile(rf"|{_WEEK}"),
        "kind": re.compile(_THINGS),
    },
    "skill": {
        "week": re.compile(_WEEK),
        "list": re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,39}"),
        "skill": re.compile(r"|[A-Za-z0-9][A-Za-z0-9.-]{0,39}"),
    },
}


class Numbers:
    """Makes the numbers of one hub. Without its secret nobody can say whose a number is."""

    def __init__(self, secret: str) -> None:
        self._key = bytes.fromhex(secret)

    def person(self, id: str) -> str:
        """The number of a person: the same in each feed of this hub, and in no other."""
        return self._made(f"participant|{id}", 16)

    def row(self, table: str, id: str) -> str:
        """The number of a fact, or of a course."""
        return self._made(f"{table}|{id}", 10)

    def _made(self, text: str, size: int) -> str:
        digest = hmac.digest(self._key, text.encode(), "sha256")[:size]
        return base64.b32encode(digest).decode().rstrip("=").lower()


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `body` is its row as JSON; empty where it is taken away.

    A participant who is taken away takes every line of that number along that is not newer.
    """

    tbl: str
    rid: str
    pid: str
    clock: int
    body: str

    @property
    def is_gone(self) -> bool:
        return not self.body

    def as_bytes(self) -> bytes:
        head = f'{{"t":"{self.tbl}","id":"{self.rid}","pid":"{self.pid}","clock":{self.clock}'
        return (head + (',"gone":1}' if self.is_gone else f',"row":{self.body}}}')).encode()


def body_of(row: Mapping[str, str], table: str) -> str:
    """A row as it is sent. Where a value has another form than it may, nothing is told of it."""
    rules = COLUMNS[table]
    told = {name: row[name] if rules[name].fullmatch(row[name]) else "" for name in rules}
    return canonical(told).decode()


def first_line(header: Header, wording: int) -> bytes:
    """Repeats the head inside, so that nobody can sign our sealed body as their own."""
    return written(
        {
            "feed": FEED,
            "wording": wording,
            "stream": header.stream,
            "first": header.first,
            "last": header.last,
            "key": header.key,
        }
    ).encode()


def last_line(many: int) -> bytes:
    return written({"end": many}).encode()


def check_first(said: Any, header: Header) -> int:
    """The manifest; answers with the version of the wording. NotAllowed."""
    if type(said) is not dict or said.get("feed") != FEED:
        raise NotAllowed("another feed")
    wording = said.get("wording")
    wanted = {
        "feed": FEED,
        "wording": wording,
        "stream": header.stream,
        "first": header.first,
        "last": header.last,
        "key": header.key,
    }
    if said != wanted or type(wording) is not int or not 0 < wording <= LARGEST:
        raise NotAllowed("not what its head says")
    return wording


_ROW: Final = frozenset(("t", "id", "pid", "clock", "row"))
_GONE: Final = frozenset(("t", "id", "pid", "clock", "gone"))


def line_of(said: dict[str, Any]) -> Line:
    """One line, looked at as closely as if a stranger had sent it. NotAllowed."""
    gone = said.keys() == _GONE
    if not gone and said.keys() != _ROW:
        raise NotAllowed("other parts of a line")
    table, clock = said["t"], said["clock"]
    if type(table) is not str or table not in COLUMNS:
        raise NotAllowed("a table that is not ours")
    if not (_fits(PID)(said["pid"]) and type(clock) is int and 0 < clock <= LARGEST):
        raise NotAllowed("number or clock")
    if table == PARTICIPANT and said["id"] != said["pid"]:
        raise NotAllowed("number of a participant")
    if table != PARTICIPANT and not _fits(RID)(said["id"]):
        raise NotAllowed("number of a line")
    if gone:
        if type(said["gone"]) is not int or said["gone"] != 1:
            raise NotAllowed("gone")
        return Line(table, said["id"], said["pid"], clock, "")
    row, rules = said["row"], COLUMNS[table]
    if type(row) is not dict or row.keys() != rules.keys():
        raise NotAllowed("other columns")
    for name, rule in rules.items():
        if not _fits(rule)(row[name]):
            raise NotAllowed(f"column {name}")
    return Line(table, said["id"], said["pid"], clock, canonical(row).decode())


def row_of(body: str) -> dict[str, str]:
    """What a line's body says."""
    return dict(read_text(body))


def _fits(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and pattern.fullmatch(value) is not None
