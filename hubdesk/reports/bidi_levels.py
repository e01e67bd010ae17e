"""Which way each letter of a line runs: the Unicode bidirectional algorithm, level by level.

python-bidi resolves everything but pairs of brackets (rule N0, newer than its version of the
algorithm); without that rule the bracket in "Ali (علی) محمد" turns the wrong way.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from bidi import algorithm
from bidi.mirror import MIRRORED

Storage = dict[str, Any]


def base_level(text: str) -> int:
    """0 when the first letter with a direction runs left to right, 1 otherwise."""
    return int(algorithm.get_base_level(text))


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character: even runs left to right, odd right to left.

    `text` holds no explicit embeddings and no line breaks (`shaping.cleaned` takes them out).
    """
    if base == 0 and not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text):
        return [0] * len(text)
    # python-bidi drops joiners and marks without width, so they are put back afterwards.
    kept = [at for at, c in enumerate(text) if unicodedata.bidirectional(c) != "BN"]
    found = iter(_levels_of("".join(text[at] for at in kept), base))
    by_place = dict(zip(kept, found, strict=True))
    out: list[int] = []
    for at in range(len(text)):
        out.append(by_place.get(at, out[-1] if out else base))
    return out


def _levels_of(text: str, base: int) -> list[int]:
    storage: Storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for char in storage["chars"]:
        if not char["type"]:  # a letter newer than this Python's table
            char["type"] = char["orig"] = "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage, base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [char["level"] for char in storage["chars"]]


def _resolve_brackets(storage: Storage, base: int) -> None:
    """Rule N0: both brackets of a pair run the way of what they hold, or of what is before."""
    chars = storage["chars"]
    along, against = "LR"[base], "RL"[base]
    for opening, closing in _pairs([char["ch"] for char in chars]):
        inside = {_strong(char["type"]) for char in chars[opening + 1 : closing]}
        if along in inside:
            way = along
        elif against in inside:
            before = [s for char in chars[:opening] if (s := _strong(char["type"]))]
            way = against if before and before[-1] == against else along
        else:
            continue
        chars[opening]["type"] = chars[closing]["type"] = way


def _pairs(text: list[str]) -> list[tuple[int, int]]:
    """The places of each opening bracket and its closing one, in the order they open."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind == "Ps" and char in MIRRORED:
            waiting.append((MIRRORED[char], at))
        elif kind == "Pe":
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == char:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(found)


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "AL", "AN", "EN") else "L" if kind == "L" else ""


def visual_order(run_levels: list[int]) -> list[int]:
    """The runs' places from left to right on paper (rule L2), given each run's level."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order
