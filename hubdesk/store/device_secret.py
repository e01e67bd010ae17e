"""The secret of this computer that makes a PIN hard to guess, in the computer's own secret store.

It is asked through `keyring` (Secret Service, KWallet, Keychain, Windows Credential Manager),
which is imported here alone and only when somebody uses a PIN at a closed lock. The store may be
missing or lose what it kept; then a PIN opens nothing, and the passphrase and the sheet do.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from hubdesk.errors.store import NoSecretStore
from hubdesk.store.slots import b64, from_b64

SERVICE: Final = "HubDesk"
BYTES: Final = 32


def has_store() -> bool:
    """Whether this computer has a store that `keyring` recommends: one that encrypts."""
    return _store() is not None


def read_secret(hub: str) -> bytes | None:
    """The secret kept for this hub. None where there is no store, or it has lost it."""
    store = _store()
    if store is None:
        return None
    from keyring.errors import KeyringError

    try:
        kept = store.get_password(SERVICE, hub)
        found = from_b64(kept) if kept else None
    except (KeyringError, ValueError):
        return None  # locked, refused or damaged: the caller asks for the passphrase instead
    return found if found and len(found) == BYTES else None


def make_secret(hub: str) -> bytes:
    """The secret of this hub, made if there is none yet. NoSecretStore where none can be kept."""
    if kept := read_secret(hub):
        return kept
    store = _store()
    if store is None:
        raise NoSecretStore
    from keyring.errors import KeyringError

    try:
        store.set_password(SERVICE, hub, b64(secrets.token_bytes(BYTES)))
    except KeyringError as error:
        raise NoSecretStore from error
    kept = read_secret(hub)
    if kept is None:  # it took the secret and cannot give it back
        raise NoSecretStore
    return kept


def _store() -> Any:
    """The store, or None. One below priority 1 keeps secrets in the open, or nothing at all."""
    try:
        import keyring
    except ImportError:
        return None  # an installation without it: a PIN works at the quiet lock only
    store = keyring.get_keyring()
    return store if store.priority >= 1 else None
