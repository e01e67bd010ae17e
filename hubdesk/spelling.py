"""Words as they are looked for: without accents, capitals and apostrophes, in Latin letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DROPPED = str.maketrans("", "", "'’‘ʼ`´ʻ")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Łukasz is lukasz, O'Brien is obrien, فاطمہ is ftmh, 王小明 is wangxiaoming."""
    from anyascii import anyascii

    plain = anyascii(unicodedata.normalize("NFC", text).translate(_DROPPED)).lower()
    return "".join(c if c.isalnum() else " " for c in plain.translate(_DROPPED))


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return folded(text).split()


def slips(a: str, b: str, most: int = 99) -> int:
    """How many slips lie between two words: a letter too many, missing, wrong, or swapped.

    Beyond `most` it stops counting and answers with one more.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
