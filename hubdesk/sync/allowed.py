"""What a line of a bundle may say: facts, tables, columns and types that are ours, and no others.

Default deny. A bundle is signed by a computer of this hub, and that computer may have been stolen;
so what is signed is looked at as closely as what is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Integer

from hubdesk.store.capture import journalled_columns, journalled_tables
from hubdesk.store.upgrade import KNOWN
from hubdesk.sync.body import MOST_LINE
from hubdesk.sync.container import MOMENT
from hubdesk.sync.journal_lines import CHANGE, ERASED, FACTS, MOST_OPS
from hubdesk.sync.strict_json import LARGEST, MOST_TEXT, NotStrict, read_text

UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HASH: Final = re.compile(r"[0-9A-Za-z_-]{43}")
SALT: Final = re.compile(r"[0-9A-Za-z_-]{22}")
STREAM: Final = re.compile(r"[0-9a-z]{8,32}")
_HLC: Final = re.compile(r"[0-9]{1,19}")
_CLOCK: Final = re.compile(r"([0-9]{1,19}\.[0-9A-Za-z_ -]{1,12})?")
_REVISION: Final = re.compile(r"[0-9]{4}")
_APP: Final = re.compile(r"[0-9A-Za-z.+-]{1,40}")
LARGEST_CLOCK: Final = (1 << 63) - 1
MOST_KEY: Final = 200  # letters of an id
Columns = Mapping[str, tuple[type, bool]]
# Columns that were once ours: what was sealed then still has them.
ONCE: Final[Mapping[str, Columns]] = {"account": {"role": (str, True)}}


class NotAllowed(ValueError):
    """What no hub writes. The text says of what sort it is, and never what stood there."""


@cache
def columns() -> Mapping[str, Columns]:
    """Of each journalled table its columns: what type a value has, and whether it can be empty.

    Local tables are not in it: nobody else's bundle writes keys, counters or drafts here.
    """
    found = {}
    for table in journalled_tables():
        kept = frozenset(journalled_columns(table))
        ours = {
            column.name: (int if isinstance(column.type, Integer) else str, bool(column.nullable))
            for column in table.columns
            if column.name in kept
        }
        found[table.name] = ours | dict(ONCE.get(table.name, {}))
    return found


def check_facts(facts: Any, seq: int) -> None:
    """The facts of a transaction, which has to be number `seq`. Raises NotAllowed."""
    if type(facts) is not dict:
        raise NotAllowed("no facts")
    erased = facts.get("salt") is None
    if facts.keys() != (_FACTS_ERASED if erased else _FACTS):
        raise NotAllowed("other facts")
    for name, fits in _FACT_RULES.items():
        if not fits(facts[name]):
            raise NotAllowed(f"fact {name}")
    if facts["seq"] != seq:
        raise NotAllowed("out of its place")
    if facts["schema_revision"] not in KNOWN:
        raise NotAllowed("tables we do not know")
    if not erased and not _salt(facts["salt"]):
        raise NotAllowed("fact salt")
    if erased and (facts["about"] or facts["reason"] or not _fits(HASH)(facts["note"])):
        raise NotAllowed("words of somebody erased")


def check_change(change: Any) -> None:
    """One change. Raises NotAllowed."""
    if type(change) is not dict:
        raise NotAllowed("no change")
    if change.keys() == _ERASED:
        _check_row(change, change["x"])
        if not (_fits(HASH)(change["leaf"]) and (change["by"] == "" or _fits(UUID)(change["by"]))):
            raise NotAllowed("marker of an erasure")
        if change["kind"] not in ("I", "U"):
            raise NotAllowed("kind")
        return
    if change.keys() != _CHANGE:
        raise NotAllowed("other parts of a change")
    known = _check_row(change, change["subject"])
    if change["kind"] not in ("I", "U", "X"):
        raise NotAllowed("kind")
    if not _salt(change["salt"]) or type(change["body"]) is not str:
        raise NotAllowed("salt or body")
    _check_body(change["body"], change["kind"], known)


def _check_row(change: dict[str, Any], subject: Any) -> Columns:
    table = change["tbl"]
    known = columns().get(table) if type(table) is str else None
    if known is None:
        raise NotAllowed("a table that is not ours")
    if not _key(change["pk"]) or not (subject is None or subject == "" or _key(subject)):
        raise NotAllowed("id")
    return known


def _check_body(text: str, kind: str, known: Columns) -> None:
    try:
        body = read_text(text, most_text=MOST_LINE)
    except NotStrict as error:
        raise NotAllowed("body") from error
    parts = _EDIT if kind == "U" else _WHOLE
    if type(body) is not dict or body.keys() != parts:
        raise NotAllowed("parts of a body")
    for part in ("v", "p") if kind == "U" else ("v",):
        values = body[part]
        if type(values) is not dict:
            raise NotAllowed("values")
        for column, value in values.items():
            if column not in known:
                raise NotAllowed("a column that is not ours")
            rule, can_be_empty = known[column]
            if type(value) is not rule and not (value is None and can_be_empty):
                raise NotAllowed("type of a value")
    if kind == "U":
        _check_clocks(body["b"], known)


def _check_clocks(clocks: Any, known: Mapping[str, Any]) -> None:
    if type(clocks) is not dict or not clocks.keys() <= known.keys():
        raise NotAllowed("clocks")
    for clock in clocks.values():
        if type(clock) is not str or not _CLOCK.fullmatch(clock):
            raise NotAllowed("clocks")


def check_first_line(said: Any, header: Any) -> None:
    """The manifest repeats the head. Raises NotAllowed."""
    if type(said) is not dict or said.keys() != _MANIFEST:
        raise NotAllowed("manifest")
    for name in ("stream", "first", "last", "key"):
        if said[name] != getattr(header, name) or type(said[name]) is bool:
            raise NotAllowed("another head")
    deps, want = said["deps"], said["want"]
    numbers = type(deps) is dict and all(
        STREAM.fullmatch(stream) and type(seq) is int and 0 <= seq <= LARGEST
        for stream, seq in deps.items()
    )
    if not numbers or deps.get(header.stream) != header.last:
        raise NotAllowed("what it rests on")
    if type(want) is not list or not all(type(name) is str and len(name) < 150 for name in want):
        raise NotAllowed("what it asks for")
    if not (said["digest"] == "" or _fits(HASH)(said["digest"])):
        raise NotAllowed("digest")


def _fits(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and pattern.fullmatch(value) is not None


def _text(most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and len(value) <= most


def _key(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= MOST_KEY and value.isprintable()


def _salt(value: Any) -> bool:
    return type(value) is str and SALT.fullmatch(value) is not None


_FACTS: Final = frozenset(FACTS)
_FACTS_ERASED: Final = _FACTS | {"note"}
_CHANGE: Final = frozenset(CHANGE)
_ERASED: Final = frozenset(ERASED)
_WHOLE: Final = frozenset("v")
_EDIT: Final = frozenset("vpb")
_MANIFEST: Final = frozenset(("stream", "first", "last", "key", "deps", "want", "digest"))
_FACT_RULES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "id": _fits(UUID),
    "seq": lambda value: type(value) is int and value > 0,
    "hlc": lambda value: _fits(_HLC)(value) and int(value) <= LARGEST_CLOCK,
    "wall_utc": _fits(MOMENT),
    "app_version": _fits(_APP),
    "schema_revision": _fits(_REVISION),
    "actor_id": _text(MOST_KEY),
    "role": _text(MOST_KEY),
    "verb": _text(MOST_KEY),
    "about": _text(MOST_LINE),
    "reason": _text(MOST_TEXT),
    "undo_of": lambda value: value is None or _fits(UUID)(value),
    "ops": lambda value: type(value) is int and 0 <= value <= MOST_OPS,
}
