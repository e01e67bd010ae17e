"""Sessions for one person: how many there were says how many visits there were at the most.

A session is nobody, so its number may be small. But of three one-to-ones no more than three
people came: beside "fewer than 5" visits, that is too much said. So is the line that the reader
would work out of all sessions less the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import Final

from hubdesk.models.learning import FOR_ONE
from hubdesk.queries.figure_rows import WhyHidden

ENDLESS: Final = 1_000_000_000


def sessions_to_hide(
    sessions: Mapping[str, int],
    visits: Mapping[str, WhyHidden],
    *,
    threshold: int,
    told_elsewhere: Collection[str] = (),
) -> dict[str, WhyHidden]:
    """Which lines of sessions by kind are hidden, and why.

    `visits` says of each kind why its visits are hidden, if they are; a kind `told_elsewhere` is
    a figure of its own, so that hiding its line would hide nothing. Where there are so few sessions
    in all that their number, which is shown, tells it anyhow, no line is hidden.
    """
    alone = [
        kind
        for kind in FOR_ONE
        if visits.get(kind, WhyHidden.NOT_HIDDEN) is not WhyHidden.NOT_HIDDEN
        and 0 < sessions.get(kind, 0) < threshold - 1
    ]
    if not alone:
        return {}
    every = sorted((many, kind) for kind, many in sessions.items() if many)
    others = [kind for _, kind in every if kind not in alone and kind not in told_elsewhere]
    for more in _growing(others):
        hidden = {kind: _why(sessions[kind], threshold) for kind in (*alone, *more)}
        if _is_enough({kind: sessions[kind] for kind in hidden}, threshold):
            return hidden
    return {}


def _growing(kinds: list[str]) -> Iterator[tuple[str, ...]]:
    """None of them, one, two…: the small before the large."""
    for many in range(len(kinds) + 1):
        yield from combinations(kinds, many)


def _why(number: int, threshold: int) -> WhyHidden:
    return WhyHidden.SMALL if number < threshold else WhyHidden.WITH_ANOTHER


def _is_enough(hidden: Mapping[str, int], threshold: int) -> bool:
    """Whether their sum, which the reader knows, leaves a whole range for each of them."""
    whole = sum(hidden.values())
    ranges = {
        kind: (1, threshold - 1) if number < threshold else (threshold, ENDLESS)
        for kind, number in hidden.items()
    }
    for kind, (least, most) in ranges.items():
        beside = [one for other, one in ranges.items() if other != kind]
        low = max(least, whole - sum(high for _, high in beside))
        high = min(most, whole - sum(low for low, _ in beside))
        if high - low < threshold - 2:
            return False
    return True
