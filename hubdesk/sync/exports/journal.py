"""The journal for the hub's second computer: what is new, and again what lost an erased person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from hubdesk.queries.left import JOURNAL_FILE, LeftFile, erasures_made, left_by
from hubdesk.sync.container import Header, Sealed
from hubdesk.sync.exports.making import Laid, Made, Making, moment_words
from hubdesk.sync.exports.sealing import nobody_erased_since
from hubdesk.sync.journal_out import Sealing, journal_bundles, reissued

MOST: Final = 48  # new bundles at a time, about 1 MiB each


@dataclass(frozen=True, slots=True)
class Earlier:
    """A bundle that left: which transactions it holds, as its name says."""

    path: str
    stream: str
    first: int
    last: int
    reissue: int
    sealed_clock: int

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def journal(making: Making) -> Made | None:
    """Bundles after all that left before. None where there is nothing new and nothing to redo.

    Raises HistoryBroken, ActionTooLarge, NotARecipient.
    """
    export, keys = making.export, making.keys
    with making.database.reading() as db:
        earlier = [found for one in left_by(db, export.id).values() if (found := _read(one))]
        erasures = erasures_made(db)
    after: dict[str, int] = {}
    for one in earlier:
        after[one.stream] = max(after.get(one.stream, 0), one.last)
    to = Sealing(making.hub, keys, (export.recipient, keys.recipient), making.now)
    made: list[Header] = []
    laid: list[Laid] = []
    gone: list[str] = []

    def lay(bundle: Sealed) -> None:
        """Away with it: after an erasure there may be hundreds, and each holds a MiB."""
        head = bundle.header
        laid.append(making.lay(f"{head.folder}/{head.name}", bundle.content))
        made.append(head)
        making.told(len(made))

    with making.database.apart() as raw:
        raw.execute("BEGIN")  # one moment for all of them
        for one in earlier:
            if _lost_words(raw, one):
                lay(reissued(raw, to, one))
                gone.append(one.path)
        for bundle in _some(journal_bundles(raw, to, after=after)):
            lay(bundle)
        people = sum(_people(raw, head) for head in made)
        last_at = _last_at(raw, made, making.now.tzinfo)
    if not made:
        return None
    unchanged = nobody_erased_since(erasures)
    return Made(
        (),
        last_at,
        people=people,
        sealed=True,
        kept=lambda db, _parcel_id: unchanged(db),
        supersedes=tuple(gone),
        more=len(made) - len(gone) >= MOST,
        laid=tuple(laid),
    )


def _read(file: LeftFile) -> Earlier | None:
    found = JOURNAL_FILE.fullmatch(file.name)
    if found is None:
        return None
    first, last, reissue = (int(found[part]) for part in ("first", "last", "reissue"))
    return Earlier(file.name, found["stream"], first, last, reissue, file.sealed_clock)


def _some(bundles: Iterator[Sealed]) -> Iterator[Sealed]:
    for number, bundle in enumerate(bundles, 1):
        yield bundle
        if number == MOST:
            return


def _lost_words(raw: Any, one: Earlier) -> bool:
    """Whether a change in it was erased after it was sealed, by the clock of the journal."""
    found = raw.execute(
        "SELECT 1 FROM journal_txn t JOIN journal_op o ON o.txn_id = t.id"
        " WHERE t.stream_id = ? AND t.seq BETWEEN ? AND ? AND o.body IS NULL AND EXISTS"
        " (SELECT 1 FROM journal_op x JOIN journal_txn xt ON xt.id = x.txn_id"
        " WHERE x.tbl = o.tbl AND x.pk = o.pk AND x.kind = 'X' AND xt.hlc > ?) LIMIT 1",
        (one.stream, one.first, one.last, one.sealed_clock),
    )
    return found.fetchone() is not None


def _people(raw: Any, head: Header) -> int:
    """How many people's records have a change in it."""
    return int(
        raw.execute(
            "SELECT count(DISTINCT o.subject_id) FROM journal_txn t"
            " JOIN journal_op o ON o.txn_id = t.id"
            " WHERE t.stream_id = ? AND t.seq BETWEEN ? AND ? AND o.body IS NOT NULL",
            (head.stream, head.first, head.last),
        ).fetchone()[0]
    )


def _last_at(raw: Any, made: list[Header], zone: tzinfo | None) -> str:
    """The moment of the newest transaction in them."""
    if not made:
        return ""
    head = made[-1]
    row = raw.execute(
        "SELECT wall_utc FROM journal_txn WHERE stream_id = ? AND seq = ?", (head.stream, head.last)
    ).fetchone()
    return moment_words(datetime.fromisoformat(row[0]), zone)
