"""The folder of bundles that were brought in: each proved, none that another took the place of.

A bundle is sealed again when somebody in it was erased. Then the older one must not lie here any
longer, nor come back by a stick that was forgotten in a drawer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hubdesk.errors import HubDeskError
from hubdesk.errors.bundles import BundleHoldsErased
from hubdesk.queries.erased_rows import ErasedRows
from hubdesk.store.files import disk_troubles, wipe
from hubdesk.sync.container import SUFFIX, Header, Sealed, content_of, outside_of
from hubdesk.sync.journal_in import Read, read_bundle
from hubdesk.sync.journal_out import keep


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a bundle lies, or what took its place. `removed`: older ones it took the place of."""

    path: Path
    was_here: bool = False
    is_outdone: bool = False
    removed: int = 0


def keep_received(root: Path, read: Read, content: bytes, name: str, erased: ErasedRows) -> Kept:
    """Write one that was proved to its end. BundleHoldsErased, and what a disk refuses."""
    header = read.header
    if holds_erased(read, erased):
        raise BundleHoldsErased(name)
    issues = list(_issues(root, header))
    newest = max(issues, key=lambda one: one[1].reissue, default=None)
    if newest is not None and newest[1].reissue > header.reissue:
        return Kept(newest[0], was_here=True, is_outdone=True)
    path = root / header.folder / header.name
    with disk_troubles(root):
        was_here = path.is_file() and path.read_bytes() == content
    if not was_here:
        keep(Sealed(header, content), root)
    older = [at for at, one in issues if one.reissue < header.reissue]
    _let_go(root, older)
    return Kept(path, was_here, removed=len(older))


def forget_erased(root: Path, identities: Sequence[str], erased: ErasedRows) -> int:
    """Remove what holds words of somebody erased here since. Answers with how many there were.

    One that nothing here opens any more tells nobody of anybody.
    """
    found = []
    for path in _bundles(root):
        try:
            read = read_bundle(path, None, identities)
        except HubDeskError:
            continue
        if holds_erased(read, erased):
            found.append(path)
    _let_go(root, found)
    return len(found)


def holds_erased(read: Read, erased: ErasedRows) -> bool:
    """Whether it has words of a row from before that row was erased."""
    return any(
        body is not None and kind != "X" and int(entry.facts["hlc"]) < erased.get((tbl, pk), 0)
        for entry in read.entries
        for _, tbl, pk, _, kind, body, *_ in entry.ops
    )


def _issues(root: Path, header: Header) -> Iterator[tuple[Path, Header]]:
    """What lies here of the same transactions, by the same proofs."""
    with disk_troubles(root):
        same = f"{header.first:010}-{header.last:010}.*{SUFFIX}"
        found = sorted((root / header.folder).glob(same))
    for path in found:
        try:
            other = outside_of(content_of(path), path.name, None).header
        except HubDeskError:
            continue  # damaged: it is no witness
        if other.chain_out == header.chain_out:
            yield path, other


def _bundles(folder: Path) -> list[Path]:
    with disk_troubles(folder):
        return sorted(path for path in folder.rglob(f"*{SUFFIX}") if path.is_file())


def _let_go(root: Path, paths: Sequence[Path]) -> None:
    with disk_troubles(root):
        for path in paths:
            wipe(path)
