"""The body of a bundle: JSON Lines, packed by zstd and sealed by age to who may open it.

Packed text never reaches a disk: what is written is sealed. What is read is unpacked bit by bit
under limits, since a few kilobytes can say that they are gigabytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hubdesk.errors.bundles import (
    BundleNotForUs,
    BundleOdd,
    BundleTooLarge,
    NobodyToSealTo,
    NotARecipient,
)

LEVEL: Final = 3
MOST_PLAIN: Final = 64 << 20
MOST_RATIO: Final = 200
ALWAYS_ROOM: Final = 1 << 20  # what little is packed may unpack to this whatever the ratio
MOST_LINE: Final = 1 << 20
MOST_WINDOW: Final = 8 << 20
_BIT: Final = 64 << 10
_AGE: Final = b"age-encryption.org/v1\n"
_STANZA: Final = b"-> "
_MAC: Final = b"--- "
MOST_RECIPIENTS: Final = 64


class Packing:
    """Lines on their way into a body. Equal lines give equal bytes, until they are sealed."""

    def __init__(self) -> None:
        import zstandard

        compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        self._packer = compressor.compressobj()
        self._parts: list[bytes] = []
        self.size = 0  # bytes packed so far, but for what the packer still holds
        self.plain = 0

    def add(self, line: bytes) -> None:
        """One line, without its end."""
        self._put(self._packer.compress(line + b"\n"))
        self.plain += len(line) + 1

    def packed(self) -> bytes:
        """All of it. Nothing can be added after."""
        self._put(self._packer.flush())
        return b"".join(self._parts)

    def _put(self, part: bytes) -> None:
        if part:
            self._parts.append(part)
            self.size += len(part)


def sealed(packed: bytes, recipients: Sequence[str]) -> bytes:
    """One age file that each of these keys opens by itself. It differs each time it is made."""
    import pyrage

    if not recipients:
        raise NobodyToSealTo
    out = io.BytesIO()
    pyrage.encrypt_io(_Handed(packed), out, [recipient_of(one) for one in recipients])
    return out.getvalue()


class _Handed:
    """Bytes handed to age bit by bit. At one go it holds on to Python's lock until it is done:
    0.3 s for 64 MB, and the window stands still as long; so others come in between."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = memoryview(content), 0

    def read(self, most: int = -1) -> bytes:
        end = len(self._content) if most < 0 else self._at + most
        part = bytes(self._content[self._at : end])
        self._at += len(part)
        return part


def recipient_of(text: str) -> Any:
    """A public key of age (X25519). NotARecipient."""
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise NotARecipient from error


def opened(body: bytes, identities: Sequence[str], name: str) -> bytes:
    """The packed lines. BundleNotForUs, or BundleOdd where it is no age file of ours."""
    import pyrage

    keys_sealed_to(body, name)
    keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
    out = io.BytesIO()
    try:
        pyrage.decrypt_io(_Handed(body), out, keys)
    except (pyrage.DecryptError, OSError) as error:
        if "No matching keys" in str(error):
            raise BundleNotForUs(name) from error
        raise BundleOdd(name, 0, "sealed wrongly") from error
    return out.getvalue()


def keys_sealed_to(body: bytes, name: str) -> int:
    """How many keys open it. BundleOdd where it is no age file of ours.

    X25519 alone: a passphrase would let a stranger choose how long we work at it.
    """
    if not body.startswith(_AGE):
        raise BundleOdd(name, 0, "no age file")
    keys, stanzas, lines = 0, 0, iter(body[len(_AGE) : len(_AGE) + _BIT].split(b"\n"))
    for line in lines:
        if line.startswith(_MAC):
            break
        if line.startswith(_STANZA):
            kind = line[len(_STANZA) :].split(b" ")[0]
            stanzas += 1
            keys += kind == b"X25519"
            # age puts in a stanza of a made-up kind now and then, so that readers pass over them.
            if kind != b"X25519" and not kind.endswith(b"-grease"):
                raise BundleOdd(name, 0, "sealed in another way")
    else:
        raise BundleOdd(name, 0, "no age file")
    if stanzas > MOST_RECIPIENTS:
        raise BundleOdd(name, 0, "sealed to too many")
    return keys


def lines_of(packed: bytes, name: str) -> Iterator[bytes]:
    """The lines, one after the other. BundleTooLarge before a limit is passed, BundleOdd."""
    import zstandard

    most = min(MOST_PLAIN, max(ALWAYS_ROOM, len(packed) * MOST_RATIO))
    unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
    total, rest = 0, b""
    try:
        if not zstandard.get_frame_parameters(packed).has_checksum:
            raise BundleOdd(name, 0, "packed without a checksum")
        with unpacker.stream_reader(io.BytesIO(packed), read_across_frames=True) as reader:
            while bit := reader.read(_BIT):
                total += len(bit)
                if total > most:
                    raise BundleTooLarge(name)
                *lines, rest = (rest + bit).split(b"\n")
                if len(rest) > MOST_LINE or any(len(line) > MOST_LINE for line in lines):
                    raise BundleTooLarge(name)
                yield from lines
    except zstandard.ZstdError as error:
        raise BundleOdd(name, 0, "packed wrongly") from error
    if rest:
        raise BundleOdd(name, 0, "no end")
