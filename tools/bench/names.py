"""Names for a hundred thousand invented people: as common and as rare as names are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from hubdesk.sample.words import sample_people

STARTS = (
    *("Ab", "Al", "Ay", "Be", "Bo", "Bri", "Ca", "Cha", "Cho", "Da", "De", "Dha", "El", "Em", "Fa"),
    *("Fre", "Ga", "Gu", "Gwy", "Ha", "Hu", "Ib", "Is", "Ja", "Jo", "Ka", "Ker", "Kri", "La", "Lu"),
    *("Ma", "Mo", "Mu", "Na", "Ngu", "Ob", "Ol", "Pa", "Pe", "Pra", "Qu", "Ra", "Ro", "Sa", "She"),
    *(
        "Sto",
        "Ta",
        "Tho",
        "Tri",
        "Um",
        "Va",
        "Vi",
        "Wa",
        "Whi",
        "Xi",
        "Ya",
        "Yu",
        "Za",
        "Zhe",
        "Zo",
    ),
)
MIDDLES = (
    *("bar", "bi", "ck", "cza", "dri", "dul", "em", "fe", "gan", "gha", "har", "hsi", "in", "jee"),
    *("kel", "kow", "la", "len", "lli", "mar", "men", "mi", "nd", "ner", "no", "pal", "pé", "phi"),
    *("ra", "rek", "ri", "san", "shi", "ska", "sto", "ta", "ter", "tri", "us", "ve", "vu", "wan"),
    *("wi", "xe", "ya", "ze", "zho", "ö", "ü"),
)
ENDS = (
    *(
        "",
        "ah",
        "ak",
        "am",
        "an",
        "ar",
        "by",
        "di",
        "ell",
        "er",
        "es",
        "ez",
        "ğu",
        "ham",
        "i",
        "ić",
    ),
    *("ie", "in", "is", "ka", "ley", "ł", "na", "ni", "o", "on", "ong", "ou", "ov", "s", "sen"),
    *("ski", "son", "ton", "u", "va", "wala", "well", "y", "za"),
)


@dataclass(frozen=True)
class Names:
    """Words of names with how often each is borne: few are common, most are rare."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    given_weights: tuple[float, ...]
    family_weights: tuple[float, ...]

    def draw(self, dice: random.Random, many: int) -> list[str]:
        """So many names, mostly of two words."""
        first = dice.choices(self.given, cum_weights=self.given_weights, k=many)
        last = dice.choices(self.family, cum_weights=self.family_weights, k=many)
        more = dice.choices(self.family, cum_weights=self.family_weights, k=many)
        return [
            f"{a} {b} {c}" if dice.random() < 0.12 else f"{a} {b}"
            for a, b, c in zip(first, last, more, strict=True)
        ]


def names(dice: random.Random, *, given: int = 3_000, family: int = 15_000) -> Names:
    """Words as the sample has them, then invented ones, weighted as by Zipf's law."""
    known = [word for who in sample_people() for word in who.name.split() if len(word) > 2]
    dice.shuffle(known)
    first = _with_invented(dice, known, given)
    last = _with_invented(dice, known[::-1], family)
    return Names(first, last, _zipf(len(first)), _zipf(len(last)))


def _with_invented(dice: random.Random, known: list[str], many: int) -> tuple[str, ...]:
    words = dict.fromkeys(known)
    while len(words) < many:
        middle = "".join(dice.choices(MIDDLES, k=dice.choice((1, 1, 2, 3))))
        words[dice.choice(STARTS) + middle + dice.choice(ENDS)] = None
    return tuple(words)


def _zipf(many: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 8) for rank in range(many)))
