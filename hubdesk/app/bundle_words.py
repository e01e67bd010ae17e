"""What `hubdesk bundle show` says of a bundle: first what anybody asks, then what others compare.

Nothing of it names anybody: a bundle that nobody opened does not, and of an opened one the work is
counted and not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from hubdesk.i18n import count, plain_day
from hubdesk.store.entries import Entry
from hubdesk.sync.container import Header, Kind
from hubdesk.sync.region_in import ReadFeed

WORK: Final = "the work of a hub, as its journal keeps it"
FEED: Final = "facts about people under numbers, for a region"
_HOLDS: Final = {
    Kind.DELTA: WORK,
    Kind.SNAPSHOT: "all rows of a hub as they were at one moment",
    Kind.HEARTBEAT: "a sign that a computer is at work",
    Kind.ROSTER: "which computers a hub has",
    Kind.REGION: FEED,
}
_MOST_VERBS: Final = 8


def outside_words(header: Header, name: str, *, hub_here: str, sealed_to: int) -> list[str]:
    """What can be said of a bundle that nobody opened. `hub_here`: the hub's id, or ""."""
    return [
        "A bundle of HubDesk: one sealed file that travels, and proves itself.",
        "",
        f"What it is: {_HOLDS[Kind(header.kind)]}; {_amount(header)}.",
        f"Whose: {_whose(header.hub, hub_here)}",
        f"When: sealed on {_day(header.created)} by HubDesk {header.app}.",
        f"For whom: whoever has {_keys(sealed_to)}. Whose that is, the file does not say.",
        "Is it whole: yes, and as it was signed, to the last letter.",
        *_odd(header, name),
        "",
        "To compare with what the hub gave you:",
        f"  hub       {header.hub}",
        f"  signed    {_grouped(header.key)}",
        "            Any file can bring a key of its own: only the same one proves who sent it.",
        f"  computer  {header.dev}",
        f"  place     {_numbers(header)} of the line {header.stream}",
        f"  size      {header.size:,} bytes; tables {header.schema_rev}",
    ]


def inside_words(entries: Sequence[Entry]) -> list[str]:
    """What can be said of the work in it, without naming anybody."""
    verbs = Counter(str(entry.facts["verb"]) for entry in entries)
    erased = sum(op[5] is None for entry in entries for op in entry.ops)
    usual = ", ".join(f"{verb} {times:,}" for verb, times in verbs.most_common(_MOST_VERBS))
    more = len(verbs) - _MOST_VERBS
    lines = [
        f"Opened and proved to its end: {count(len(entries), 'action', 'actions')}"
        f" from {_day(entries[0].facts['wall_utc'])} to {_day(entries[-1].facts['wall_utc'])}.",
        f"What was done: {usual}{f', and {more} other kinds' if more > 0 else ''}.",
    ]
    if erased:
        lines.append(
            f"Of {count(erased, 'change', 'changes')} only the proof is left:"
            " somebody was erased since."
        )
    return lines


def feed_words(read: ReadFeed) -> list[str]:
    """What can be said of a feed. It names nobody itself."""
    told = read.told
    gone = told.pop("gone", 0)
    each = ", ".join(f"{table} {many:,}" for table, many in sorted(told.items()))
    lines = [
        f"Opened and proved to its end: {count(read.people, 'person', 'people')}, each under a"
        " number that only the hub can make.",
        f"What is told: {each or 'nothing'}. Agreed to in version {read.wording} of the words.",
    ]
    if gone:
        lines.append(f"{count(gone, 'line takes', 'lines take')} away what was told before.")
    return lines


def _amount(header: Header) -> str:
    if header.kind == Kind.REGION:
        return count(header.n_ops, "line", "lines")
    actions = count(header.n_txn, "action", "actions")
    return f"{actions} with {count(header.n_ops, 'change', 'changes')}"


def _whose(hub: str, here: str) -> str:
    if hub == here:
        return "the hub on this computer, as the file says. --open proves it."
    if here:
        return "another hub than the one on this computer."
    return "a hub that the file names by a number alone. It stands below."


def _keys(many: int) -> str:
    return "the key it is sealed to" if many == 1 else f"one of the {many} keys it is sealed to"


def _odd(header: Header, name: str) -> list[str]:
    """A file that was sealed again, and one that was renamed on its way."""
    lines = []
    if header.reissue:
        lines.append(
            f"It was sealed again after an erasure, as issue {header.reissue}."
            f" It takes the place of {', '.join(header.supersedes) or 'an earlier one'}."
        )
    if name != header.name:
        lines.append(f"The file was renamed. Its own name is {header.name}.")
    return lines


def _grouped(key: str) -> str:
    return " ".join(key[at : at + 8] for at in range(0, len(key), 8))


def _numbers(header: Header) -> str:
    if header.first == header.last:
        return f"number {header.first:,}"
    return f"numbers {header.first:,} to {header.last:,}"


def _day(moment: str) -> str:
    return plain_day(datetime.fromisoformat(moment).date())
