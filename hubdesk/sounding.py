"""How a name sounds, as a short key: the same for spellings of one name in any script.

Names are folded to Latin letters first. Vowels say little between languages, so only the first
counts; letters that one language writes for another's sound fall together. It is deliberately
coarse: it finds candidates, and a person decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hubdesk.spelling import folded_words

# Written before a family name by some and left out by others.
_PARTICLES = frozenset(
    ("al", "el", "ul", "bin", "bint", "ibn", "de", "da", "di", "do", "dos", "du", "la", "le")
) | frozenset(("van", "von", "der", "den", "mr", "mrs", "ms", "miss", "dr"))
_AS_HEARD = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"),  # Mohammed, Mohamed
        (r"^mac(?=[bcdfghklmnpqrstvwz])", "mc"),  # MacDonald, McDonald
        (r"^(kn|ng)", "n"),  # Nguyen
        (r"^wr", "r"),
        (r"^x", "s"),  # Xiaoming
        (r"x", "ks"),  # Alexander, Aleksander
        (r"(?<=[aeiou])igh", "i"),  # Leigh
        (r"sch|tsch|tch|[scz]h|[csdt]z|ts", "s"),  # Sheikh, Szymon, Zhang
        (r"d[zj]|dj", "j"),
        (r"c(?=[eiy])|z", "s"),
        (r"ph", "f"),
        (r"ck|kh|q|c", "k"),  # Khalid, Qasim
        (r"gh", "g"),
        (r"m(?=g)", "n"),  # Singh, as Gurmukhi letters spell it
        (r"[dt]h|d", "t"),  # Ahmed, Ahmet
        (r"w(?=[aeiouy])|v", "v"),
        (r"w", "u"),
        (r"^[jy]", "j"),  # Yusuf, Jusuf
        (r"^[aeiou]+", "a"),  # Omar, Umar
        (r"(?<!^)[aeiouyh]", ""),
    )
)


@lru_cache(maxsize=8192)
def word_sound(word: str) -> str:
    """How one folded word sounds: haddad is htt, khadeeja is ktj."""
    if not word.isascii() or not word.isalpha():
        return word
    for pattern, sound in _AS_HEARD:
        word = pattern.sub(sound, word)
    return word


def name_sounds(name: str) -> tuple[str, ...]:
    """How each word of a name sounds, in an order of their own: Haddad Samira is Samira Haddad."""
    words = folded_words(name)
    said = [word for word in words if len(word) > 1 and word not in _PARTICLES] or words
    return tuple(sorted({word_sound(word) for word in said}))


def sounds_key(name: str) -> str:
    """The sounds as one key, equal for names that sound alike."""
    return " ".join(name_sounds(name))
