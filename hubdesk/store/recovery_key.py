"""The recovery key as it is printed: eight groups of four letters, and back to what they mean."""

from __future__ import annotations

import hashlib

from hubdesk.errors.store import WrongRecoveryKey

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
SECRET_BYTES = GROUPS * 4 * 5 // 8 - 1


def recovery_groups(secret: bytes) -> tuple[str, ...]:
    """The 19 secret bytes and a byte of check as eight printed groups of four."""
    full = secret + hashlib.sha256(secret).digest()[:1]
    number = int.from_bytes(full, "big")
    letters = "".join(CROCKFORD[number >> (5 * i) & 31] for i in range(GROUPS * 4 - 1, -1, -1))
    return tuple(letters[i : i + 4] for i in range(0, len(letters), 4))


def tidy_group(text: str) -> str:
    """What was typed, as Crockford reads it: capitals, O as 0, I and L as 1."""
    return text.strip().upper().translate(str.maketrans("OIL", "011", " -"))


def recovery_secret(groups: tuple[str, ...]) -> bytes:
    """The secret of eight typed groups. WrongRecoveryKey names the group at fault, or 0."""
    number = 0
    for place, group in enumerate(groups, 1):
        group = tidy_group(group)
        if len(group) != 4 or any(letter not in CROCKFORD for letter in group):
            raise WrongRecoveryKey(place)
        for letter in group:
            number = number << 5 | CROCKFORD.index(letter)
    if len(groups) != GROUPS:
        raise WrongRecoveryKey(min(len(groups) + 1, GROUPS))
    full = number.to_bytes(GROUPS * 4 * 5 // 8, "big")
    if hashlib.sha256(full[:-1]).digest()[:1] != full[-1:]:
        raise WrongRecoveryKey(0)
    return full[:-1]
