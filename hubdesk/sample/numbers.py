"""Numbers that belong to nobody: phones kept for drama, makers' numbers with right checks.

Ofcom keeps 07700 900000 to 900999 and 0121 496 0000 to 0999 for films and books, so none of
them ever rings.
"""

from __future__ import annotations

import random

from hubdesk.typed import luhn


class Numbers:
    """Numbers drawn once each. `taken` are phones that stand in the sample itself."""

    def __init__(self, dice: random.Random, taken: frozenset[str]) -> None:
        mobiles = [f"07700 900{number:03d}" for number in range(1000)]
        at_home = [f"0121 496 0{number:03d}" for number in range(200, 1000)]
        self._mobiles = [phone for phone in mobiles if phone not in taken]
        self._at_home = [phone for phone in at_home if phone not in taken]
        dice.shuffle(self._mobiles)
        dice.shuffle(self._at_home)
        self._made = 0

    def mobile(self) -> str:
        """A mobile number that never rings."""
        return self._mobiles.pop()

    def at_home(self) -> str:
        """A Birmingham number that never rings."""
        return self._at_home.pop()

    def imei(self) -> str:
        """15 digits with a right check; those that begin 00 are kept for trying out phones."""
        self._made += 1
        return with_check(f"0044001{self._made:07d}")

    def iccid(self) -> str:
        """The number of a SIM, 19 digits with a right check, of an issuer that does not exist."""
        self._made += 1
        return with_check(f"894499{self._made:012d}")


def with_check(digits: str) -> str:
    """The digits and the one that proves them."""
    return next(f"{digits}{last}" for last in "0123456789" if luhn(f"{digits}{last}"))
