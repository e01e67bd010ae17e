"""Codes of ours are read back, and a wrong character or half a code is never taken for one."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hubdesk.ids import ALPHABET, CodeKind, make_code, read_code

FIGURE = 1_000_000
UNIT = "codes"
A_ROUND = 1_000
KINDS = (CodeKind.DEVICE, CodeKind.PERSON, CodeKind.PAPER, CodeKind.CERTIFICATE)


def rounds(seed: int) -> Iterator[int]:
    """Yields codes checked. AssertionError names the code that was misread."""
    dice = random.Random(seed)
    while True:
        for _ in range(A_ROUND):
            one_code(dice)
        yield A_ROUND


def one_code(dice: random.Random) -> None:
    """Make a code, read it, then read it with one wrong character and without its tail."""
    code = make_code(dice.choice(KINDS), dice.randrange(100), dice.randrange(1_000_000))
    assert read_code(code.text.lower()) == code, code.text
    place = dice.randrange(3, len(code.text))
    other = dice.choice(ALPHABET.replace(code.text[place], ""))
    wrong = code.text[:place] + other + code.text[place + 1 :]
    assert read_code(wrong) is None, (code.text, wrong)
    assert read_code(code.text[: dice.randrange(1, len(code.text))]) is None, code.text
