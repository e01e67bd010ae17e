"""A copy of which one bit is not as it was: it is always noticed."""

from __future__ import annotations

import random

import pytest

from hubdesk.errors.copies import CopyDamaged, CopyHasOtherKey
from hubdesk.store.backup import check_copy
from hubdesk.store.copies import Copy, copy_at


def flip_one(copy: Copy, key: bytes, dice: random.Random) -> None:
    """Flip a bit of the records or of the papers, see it noticed, and put it back."""
    for path in (copy.path, copy.papers):
        content = path.read_bytes()
        place, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
        damaged = bytearray(content)
        damaged[place] ^= bit
        path.write_bytes(damaged)
        try:
            with pytest.raises((CopyDamaged, CopyHasOtherKey)):
                check_copy(copy_at(copy.path), key)
        finally:
            path.write_bytes(content)
    check_copy(copy_at(copy.path), key)
