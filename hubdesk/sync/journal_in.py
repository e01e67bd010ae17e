"""Reading a bundle of the journal: proved from outside in, and nothing handed on before its end.

A mistake anywhere refuses the bundle as a whole. What is read is the transactions as the journal
keeps them; nothing here writes them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hubdesk.errors.bundles import BundleFromNewer, BundleOdd, BundleOtherKind
from hubdesk.store.entries import Entry
from hubdesk.store.upgrade import KNOWN
from hubdesk.sync.allowed import NotAllowed, check_change, check_facts, check_first_line
from hubdesk.sync.body import MOST_LINE, lines_of, opened
from hubdesk.sync.container import Header, Kind, Trust, content_of, outside_of
from hubdesk.sync.journal_lines import entry_of
from hubdesk.sync.strict_json import NotStrict, read_json


@dataclass(frozen=True, slots=True)
class Read:
    """A bundle that was read and proved to its end."""

    header: Header
    entries: list[Entry]


def read_bundle(path: Path, trust: Trust | None, identities: Sequence[str]) -> Read:
    """All of a bundle. Raises what `read_content` raises, and what a disk refuses."""
    return read_content(content_of(path), path.name, trust, identities)


def read_content(content: bytes, name: str, trust: Trust | None, identities: Sequence[str]) -> Read:
    """The same for bytes. Raises what `outside_of` raises, BundleNotForUs, BundleTooLarge,
    BundleOtherKind, BundleFromNewer and BundleOdd."""
    outside = outside_of(content, name, trust)
    header = outside.header
    if header.kind != Kind.DELTA:
        raise BundleOtherKind(name)
    if header.schema_rev not in KNOWN:
        raise BundleFromNewer(name)
    lines = _Lines(lines_of(opened(outside.body, identities, name), name), name)
    try:
        entries = list(_entries(lines, header))
    except (NotAllowed, NotStrict) as error:
        raise BundleOdd(name, lines.number, str(error)) from error
    return Read(header, entries)


class _Lines:
    """Lines read as JSON, one at a time, with the number of the one looked at."""

    def __init__(self, lines: Iterator[bytes], name: str) -> None:
        self._lines, self.number = lines, 0

    def next(self) -> dict[str, Any]:
        self.number += 1
        line = next(self._lines, None)
        if line is None:
            raise NotAllowed("its end is missing")
        value = read_json(line, most_text=MOST_LINE)
        if type(value) is not dict:
            raise NotAllowed("no object")
        return value

    def end(self) -> None:
        if next(self._lines, None) is not None:
            raise NotAllowed("goes on after its end")


def _entries(lines: _Lines, header: Header) -> Iterator[Entry]:
    check_first_line(lines.next(), header)
    seq, ops, chain = header.first, 0, header.chain_in
    while "end" not in (said := lines.next()):
        entry = _entry(lines, said, header.stream, seq, chain)
        seq, ops, chain = seq + 1, ops + len(entry.ops), entry.chain
        if seq > header.last + 1 or ops > header.n_ops:
            raise NotAllowed("more than its head says")
        yield entry
    if said != {"end": seq - header.first, "chain": chain}:
        raise NotAllowed("another end")
    whole = (header.last - header.first + 1, header.last + 1, header.n_ops, header.chain_out)
    if whole != (header.n_txn, seq, ops, chain):
        raise NotAllowed("not what its head says")
    lines.end()


def _entry(lines: _Lines, said: dict[str, Any], stream: str, seq: int, before: str) -> Entry:
    """One transaction, of one line or several."""
    if said.keys() != {"txn", "changes"}:
        raise NotAllowed("no transaction")
    facts, changes = said["txn"], said["changes"]
    check_facts(facts, seq)
    taken: list[dict[str, Any]] = []
    while True:
        if type(changes) is not list or len(taken) + len(changes) > facts["ops"]:
            raise NotAllowed("changes")
        for change in changes:
            check_change(change)
        taken += changes
        if len(taken) == facts["ops"]:
            return entry_of(stream, facts, taken, before)
        if not changes:
            raise NotAllowed("changes")
        said = lines.next()
        if said.keys() != {"more"}:
            raise NotAllowed("changes are missing")
        changes = said["more"]
