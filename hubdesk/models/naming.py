"""Whether a text names somebody: one answer for what an erasure says before and what it reaches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

_PIECES = re.compile(r"[A-HJLM-RT-Za-hjlm-rt-z0-9]+")
_SHORTEST = 2


class Named:
    """Whether a text names one of them, whatever the capitals of whatever script.

    SQLite's own `lower` knows the letters of English alone. A name counts from the beginning of a
    word, so that Ann Lee is not found in Joann Lee; what follows may be an ending. Of `alone`
    each is a single word and counts as a whole word only: Will is not found in Willow.
    """

    def __init__(self, names: Sequence[str], alone: Sequence[str] = ()) -> None:
        names, alone = list(names), list(alone)
        inside = [*names, *alone, *map(_in_json, [*names, *alone])]
        self._rough = re.compile("|".join(map(re.escape, inside)), re.IGNORECASE)
        patterns = [*map(_from_its_start, names), *map(_as_a_whole, alone)]
        self.pattern = re.compile("|".join(patterns), re.IGNORECASE)
        self.pieces = pieces_of([*names, *alone])
        self.is_empty = not patterns

    def __call__(self, text: str | None) -> bool:
        if not text or self.is_empty:
            return False
        # to read a JSON text takes long, and most of them name nobody
        if self._rough.search(text) is None and "\\u" not in text:
            return False
        return self.pattern.search(_plain(text)) is not None


def _from_its_start(name: str) -> str:
    """A name as a pattern that begins where a word does; a number is found inside a longer one."""
    return rf"(?<!\w){re.escape(name)}" if name[0].isalpha() else re.escape(name)


def _as_a_whole(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)"


class Alone:
    """Whether one of these words stands by itself, as a name does: with its capital.

    Where no link says that it is theirs, "will" in a note is no Will.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._pattern = re.compile("|".join(map(_with_its_capital, words)))
        self.pieces = pieces_of(words)
        self.is_empty = not words

    def __call__(self, text: str | None) -> bool:
        if not text or self.is_empty:
            return False
        return self._pattern.search(_plain(text)) is not None


def pieces_of(names: Sequence[str]) -> tuple[str, ...]:
    """A piece of each name that SQLite's LIKE finds in every text that holds the name.

    LIKE knows the capitals of English alone, and to Python i, k and s are also letters of other
    alphabets, so a piece has none of these. Empty where a name has no such piece: then every text
    has to be read.
    """
    found = []
    for name in names:
        longest = max(_PIECES.findall(name), key=len, default="")
        if len(longest) < _SHORTEST:
            return ()
        found.append(longest.lower())
    return tuple(dict.fromkeys(found))


def _with_its_capital(word: str) -> str:
    return rf"(?<!\w){re.escape(word[0])}(?i:{re.escape(word[1:])})(?!\w)"


def _plain(text: str) -> str:
    """The words inside a JSON text, or the text as it is: a note may begin with a bracket."""
    if text[0] not in "{[":
        return text
    try:
        return "\n".join(_words_in(json.loads(text)))
    except ValueError:
        return text


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        if value[:1] in ("{", "["):  # JSON inside JSON
            yield _plain(value)
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _words_in(inner)


def _in_json(name: str) -> str:
    """A name as it stands inside a JSON text of ours."""
    return json.dumps(name, ensure_ascii=False)[1:-1]
