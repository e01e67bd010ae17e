"""What of the hub's own stands beside a number of others: out of published tables alone.

Only what disclosure control let out is read, so nothing can be worked out here that was hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hubdesk.queries.disclosure import Share
from hubdesk.queries.equality import published
from hubdesk.queries.equality_benchmarks import shares


@dataclass(frozen=True, slots=True)
class Ours:
    """The part of those who answered, and of which days the table is."""

    share: Share
    period: str


def ours_beside(db: Session) -> dict[str, Ours]:
    """By table and line: of the newest published table in which the line is shown.

    Where none shows it, the newest says why.
    """
    found: dict[str, Ours] = {}
    for one in published(db):
        for table in one.tables:
            code = table.code.rpartition("/")[2]
            for line, share in shares(table).items():
                beside = f"{code}:{line}"
                earlier = found.get(beside)
                if earlier is None or (earlier.share.tenths is None and share.tenths is not None):
                    found[beside] = Ours(share, one.title)
    return found
