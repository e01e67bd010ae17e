"""Sealing concerns (age, X25519): anybody at the desk can close one, a lead's own key opens it.

The private half of a lead's key is wrapped by a passphrase of their own, at the whole cost of a
guess, as a way in is. So whoever can open the records still has to guess that one.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hubdesk.errors.safeguarding import SealBroken
from hubdesk.store.slots import KeyCost, b64, from_b64, guess_key

PAD: Final = 1024  # bytes: how long a sealed text is tells little of how much was written


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key as the records keep it: nothing of it opens without the passphrase."""

    public: str
    wrapped: str
    salt: str
    nonce: str
    cost: KeyCost


def new_key(key_id: str, account_id: str, passphrase: str, cost: KeyCost) -> tuple[WrappedKey, str]:
    """A new key wrapped for somebody, and its private half. Takes as long as its cost says."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
    from pyrage import x25519

    identity = x25519.Identity.generate()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapping = guess_key(passphrase, salt, cost)
    private = str(identity)
    closed = AESGCMSIV(wrapping).encrypt(nonce, private.encode(), _bound_to(key_id, account_id))
    public = str(identity.to_public())
    return WrappedKey(public, b64(closed), b64(salt), b64(nonce), cost), private


def unwrapped(key_id: str, account_id: str, key: WrappedKey, passphrase: str) -> str | None:
    """The private half, or None: what was typed is not what wrapped it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

    wrapping = guess_key(passphrase, from_b64(key.salt), key.cost)
    try:
        closed = from_b64(key.wrapped)
        bound = _bound_to(key_id, account_id)
        return AESGCMSIV(wrapping).decrypt(from_b64(key.nonce), closed, bound).decode()
    except InvalidTag:
        return None  # a wrong passphrase, or a key moved to another account; the caller says so


def sealed(text: str, publics: Iterable[str]) -> str:
    """A text that the keys of these public halves open, each by itself."""
    import pyrage

    body = text.encode()
    body += b" " * (-len(body) % PAD)
    recipients = [pyrage.x25519.Recipient.from_str(public) for public in publics]
    return b64(pyrage.encrypt(body, recipients))


def unsealed(closed: str, private: str) -> str:
    """The text. SealBroken where this key does not open it, or it was changed."""
    import pyrage

    try:
        body = base64.b64decode(closed, validate=True)
        opened: bytes = pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(private)])
        return opened.decode().rstrip(" ")
    except (pyrage.DecryptError, ValueError) as error:
        raise SealBroken from error


def _bound_to(key_id: str, account_id: str) -> bytes:
    """A key moved to another account opens nothing."""
    return f"hubdesk/concerns/1/{key_id}/{account_id}".encode()
