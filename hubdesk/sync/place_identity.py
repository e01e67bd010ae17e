"""The identity of a place: a small signed file, so that a swapped or emptied one is noticed.

What was set up is remembered to the letter. A stick that is another one, a share that somebody
emptied, a folder of another account all hold something else, or nothing: then nothing is sent and
somebody is asked. That nothing lies there never means that something was taken away.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from hubdesk.errors.sending import NotThePlace, OtherPlace
from hubdesk.sync.desk_keys import DeskKeys
from hubdesk.sync.storage import Storage, is_page
from hubdesk.sync.strict_json import NotStrict, canonical, read_json

SIGNED: Final = b"hubdesk/place/v1\0"
TARGET: Final = "target.json"
MOST: Final = 4096
_FIELDS: Final = frozenset(("created", "hub", "key", "place", "random", "signature", "v"))


class PlaceKnown(Protocol):
    """What is remembered of a place: a SendingPlace, or a frozen copy of one."""

    @property
    def name(self) -> str: ...
    @property
    def identity(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """What a place says it is, after its signature was found good. `text` is all of it."""

    hub: str
    place: str
    key: str
    text: str


def hub_folder(hub: str) -> str:
    """The folder of a hub at a place: two hubs may share one."""
    return f"hubdesk-{hub}"


def identity_name(hub: str) -> str:
    return f"{hub_folder(hub)}/{TARGET}"


def new_identity(hub: str, place_id: str, keys: DeskKeys, *, now: datetime) -> Identity:
    """A new one, signed by this computer."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    says: dict[str, object] = {
        "v": 1,
        "hub": hub,
        "place": place_id,
        "random": secrets.token_hex(16),
        "created": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "key": keys.public,
    }
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys.private))
    says["signature"] = private.sign(SIGNED + canonical(says)).hex()
    return Identity(hub, place_id, keys.public, canonical(says).decode("ascii"))


def identity_at(storage: Storage, hub: str) -> Identity | None:
    """What lies at a place and is signed by whoever it says; None for anything else.

    It proves that it is whole, not that its writer is of this hub: that is for `key` to tell.
    """
    lying = storage.get(identity_name(hub), most=MOST)
    return _read(lying, hub) if lying else None


def write_identity(storage: Storage, identity: Identity) -> None:
    """Put it there, in place of what lies there: somebody was asked before."""
    storage.put_over(identity_name(identity.hub), identity.text.encode("ascii"))


def check_identity(storage: Storage, place: PlaceKnown) -> None:
    """OtherPlace unless exactly what was remembered lies there, whole.

    One that this computer never signed was made by another of the hub, and somebody said yes to it
    when the place was set up. Asked before anything is written.
    """
    try:
        says = read_json(place.identity.encode("utf-8"))
        hub = says["hub"]
    except (NotStrict, TypeError, KeyError):
        raise OtherPlace(place.name) from None
    if not isinstance(hub, str):
        raise OtherPlace(place.name)
    lying = storage.get(identity_name(hub), most=MOST)
    if lying is not None and is_page(lying):
        raise NotThePlace(place.name)
    found = _read(lying, hub) if lying else None
    if found is None or found.text != place.identity:
        raise OtherPlace(place.name)


def _read(lying: bytes, hub: str) -> Identity | None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        says = read_json(lying)
    except NotStrict:
        return None
    if not isinstance(says, dict) or frozenset(says) != _FIELDS or says["v"] != 1:
        return None
    if not all(isinstance(says[field], str) for field in _FIELDS - {"v"}) or says["hub"] != hub:
        return None
    try:
        if canonical(says) != lying:
            return None
        signature = bytes.fromhex(says.pop("signature"))
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(says["key"]))
        public.verify(signature, SIGNED + canonical(says))
    except (ValueError, InvalidSignature):
        return None
    return Identity(says["hub"], says["place"], says["key"], lying.decode("ascii"))
