"""The container of a bundle, `.hdb`: a signed head over a sealed body, named by its content.

    8   magic          "HDBNDL" 0 1
    4   length of the head, little endian, at most 16 KiB
        head           canonical JSON in ASCII
    64  signature      Ed25519 over "hubdesk/bundle/v1" 0 and the head
        body           one age file, of which the head holds length and SHA-256

Nothing of the body is opened before the signature and the hash hold and the signer is known, so a
stranger reaches neither what decrypts nor what unpacks. `docs/bundle-format.md` is for others.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from hubdesk.errors.bundles import (
    BundleCut,
    BundleDamaged,
    BundleFromNewer,
    BundleOdd,
    BundleOfOtherHub,
    BundleSignerUnknown,
    BundleTooLarge,
    NotABundle,
)
from hubdesk.store.files import disk_troubles
from hubdesk.sync.strict_json import LARGEST, NotStrict, canonical, read_json

SUFFIX: Final = ".hdb"
MAGIC: Final = b"HDBNDL\0\1"
FAMILY: Final = MAGIC[:-1]  # a later container differs in the last byte
DOMAIN: Final = b"hubdesk/bundle/v1\0"
LENGTH: Final = struct.Struct("<I")
SIGNATURE: Final = 64
VERSION: Final = 1
MOST_HEAD: Final = 16 << 10
MOST_FILE: Final = 16 << 20
MOST_SUPERSEDED: Final = 64


class Kind(StrEnum):
    """What a bundle holds."""

    DELTA = "delta"  # transactions of the journal
    SNAPSHOT = "snapshot"
    HEARTBEAT = "heartbeat"
    ROSTER = "roster"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands outside, signed and open. It names nobody."""

    v: int
    min_reader: int
    kind: str
    hub: str
    dev: str
    key: str  # the public key that signed it, in hexadecimal
    stream: str
    first: int
    last: int
    n_txn: int
    n_ops: int
    chain_in: str
    chain_out: str
    size: int
    sha256: str
    schema_rev: str
    app: str
    created: str
    reissue: int
    supersedes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The one name of a file with this content: safe on every disk, the same for all copies."""
        return f"{self.first:010}-{self.last:010}.{self.reissue}.{self.sha256[:16]}{SUFFIX}"

    @property
    def folder(self) -> str:
        """Where it lies below the folder of its hub."""
        if self.kind == Kind.REGION:
            return f"region/{self.stream}"
        return f"d/{self.dev}/{self.stream}"

    def as_bytes(self) -> bytes:
        return canonical(asdict(self))


NAME: Final = re.compile(r"[0-9]{10}-[0-9]{10}\.[0-9]{1,4}\.[0-9a-f]{16}\.hdb")
_ID: Final = re.compile(r"[0-9a-z-]{1,64}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_CHAIN: Final = re.compile(r"|[0-9A-Za-z_-]{43}")
MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z")


def _fits(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and pattern.fullmatch(value) is not None


def _between(least: int, most: int = LARGEST) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _names(value: Any) -> bool:
    few = type(value) is list and len(value) <= MOST_SUPERSEDED
    return few and all(_fits(NAME)(one) for one in value)


_FIELDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "v": _between(1, 999),
    "min_reader": _between(1, 999),
    "kind": _fits(re.compile("|".join(Kind))),
    "hub": _fits(_ID),
    "dev": _fits(_ID),
    "key": _fits(_KEY),
    "stream": _fits(re.compile(r"[0-9a-z]{8,32}")),
    "first": _between(1, 10**10 - 1),
    "last": _between(1, 10**10 - 1),
    "n_txn": _between(0),
    "n_ops": _between(0),
    "chain_in": _fits(_CHAIN),
    "chain_out": _fits(_CHAIN),
    "size": _between(1, MOST_FILE),
    "sha256": _fits(_KEY),
    "schema_rev": _fits(re.compile(r"[0-9]{4}")),
    "app": _fits(re.compile(r"[0-9A-Za-z.+-]{1,40}")),
    "created": _fits(MOMENT),
    "reissue": _between(0, 9999),
    "supersedes": _names,
}
assert tuple(_FIELDS) == tuple(field.name for field in fields(Header))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A whole bundle in memory: its head, and every byte of its file."""

    header: Header
    content: bytes


@dataclass(frozen=True, slots=True)
class Outside:
    """A bundle of which all that is open was read and holds."""

    header: Header
    body: bytes


def signed(header: Header, body: bytes, private: str) -> Sealed:
    """Put a bundle together. `private` is the key that signs, in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    head = header.as_bytes()
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(DOMAIN + head)
    return Sealed(header, b"".join((MAGIC, LENGTH.pack(len(head)), head, signature, body)))


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose bundles are taken: those of this hub, signed by one of these keys."""

    hub: str
    keys: frozenset[str]

    def check(self, name: str, hub: str, key: str) -> None:
        if hub != self.hub:
            raise BundleOfOtherHub(name)
        if key not in self.keys:
            raise BundleSignerUnknown(name)


def content_of(path: Path) -> bytes:
    """A file's bytes, if it is no larger than a bundle can be. BundleTooLarge, DiskTrouble."""
    with disk_troubles(path.parent), path.open("rb") as file:
        content = file.read(MOST_FILE + 1)
    if len(content) > MOST_FILE and content.startswith(FAMILY):
        raise BundleTooLarge(path.name)
    return content


def outside_of(content: bytes, name: str, trust: Trust | None) -> Outside:
    """Read and prove all that lies open. The checks stand in the order of what they cost.

    Without `trust` it is only proved that a bundle is as it was signed, by whomever: to explain it.

    Raises NotABundle, BundleFromNewer, BundleCut, BundleTooLarge, BundleDamaged,
    BundleOfOtherHub, BundleSignerUnknown and BundleOdd.
    """
    if not content.startswith(FAMILY):
        raise NotABundle(name)
    if len(content) > MOST_FILE:
        raise BundleTooLarge(name)
    start = len(MAGIC) + LENGTH.size
    if len(content) < start:
        raise BundleCut(name)
    if not content.startswith(MAGIC):
        raise BundleFromNewer(name)
    (length,) = LENGTH.unpack_from(content, len(MAGIC))
    if not 0 < length <= MOST_HEAD:
        raise BundleDamaged(name)
    if len(content) < start + length + SIGNATURE:
        raise BundleCut(name)
    head = content[start : start + length]
    said = _head_of(head, name)
    _check_signature(said, head, content[start + length : start + length + SIGNATURE], name)
    if trust is not None:
        trust.check(name, said["hub"], said["key"])
    if said["min_reader"] > VERSION:
        raise BundleFromNewer(name)
    header = _header_of(said, name)
    body = content[start + length + SIGNATURE :]
    if len(body) < header.size:
        raise BundleCut(name)
    if len(body) > header.size or hashlib.sha256(body).hexdigest() != header.sha256:
        raise BundleDamaged(name)
    return Outside(header, body)


def _head_of(head: bytes, name: str) -> dict[str, Any]:
    """What every version of a head says: who signed it, and who may read it."""
    try:
        said = read_json(head)
        alone = type(said) is dict and canonical(said) == head
    except (NotStrict, UnicodeError) as error:
        raise BundleDamaged(name) from error
    lasting = ("v", "min_reader", "hub", "key")
    if not alone or not all(_FIELDS[field](said.get(field)) for field in lasting):
        raise BundleDamaged(name)
    return dict(said)


def _check_signature(said: dict[str, Any], head: bytes, signature: bytes, name: str) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"]))
        key.verify(signature, DOMAIN + head)
    except (InvalidSignature, ValueError) as error:
        raise BundleDamaged(name) from error


def _header_of(said: dict[str, Any], name: str) -> Header:
    """The head of this version, field by field. A later one that we may read can have more."""
    for field, fits in _FIELDS.items():
        if field not in said or not fits(said[field]):
            raise BundleOdd(name, 0, f"field {field}")
    if more := said.keys() - _FIELDS.keys():
        if said["v"] == VERSION:
            raise BundleOdd(name, 0, f"fields {len(more)} too many")
        said = {field: said[field] for field in _FIELDS}
    if said["last"] < said["first"]:
        raise BundleOdd(name, 0, "field last")
    return Header(**(said | {"supersedes": tuple(said["supersedes"])}))
