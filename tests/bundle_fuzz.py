"""Bundles as an enemy would make them: changed on the way, or signed by a computer that was stolen.

Shared by the tests and the soak. What is signed is worked out anew after each change, proofs and
hashes included, so that nothing but the rules for content stands between it and the records.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hubdesk.errors import HubDeskError
from hubdesk.errors import bundles as errors
from hubdesk.models import Base
from hubdesk.sync.container import DOMAIN, LENGTH, MAGIC, SIGNATURE, Trust
from hubdesk.sync.desk_keys import new_pairs
from hubdesk.sync.journal_in import Read, read_content
from hubdesk.sync.journal_lines import entry_of, lines_of_entry
from hubdesk.sync.strict_json import canonical

SAMPLES = Path(__file__).parent / "samples" / "bundles"
KEYS = json.loads((SAMPLES / "keys.json").read_text("utf-8"))
TRUST = Trust(KEYS["hub"], frozenset((KEYS["signs_public"],)))
SLOWEST = 2.0  # seconds that any file may take
Parts = dict[str, Any]
EVERY_BOMB = 100  # a bomb takes as long as a hundred others, so it comes as seldom


@dataclass
class Counts:
    """How many there were, and how each ended."""

    tried: int = 0
    accepted: int = 0
    slowest: float = 0.0
    ended: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def said(self, seed: int) -> str:
        ended = ", ".join(f"{name} {many}" for name, many in self.ended.most_common())
        return (
            f"seed {seed}: {self.tried} tried in {len(self.kinds)} ways, {self.accepted} accepted,"
            f" slowest {self.slowest:.3f} s; {ended}"
        )

    def look(self, content: bytes, trust: Trust, identity: str) -> Read | None:
        """Read one. Whatever is raised that is no sentence of ours goes through: a crash."""
        began = time.perf_counter()
        self.tried += 1
        try:
            read = read_content(content, "it.hdb", trust, (identity,))
        except HubDeskError as error:
            if type(error).__module__ != errors.__name__:
                raise
            self.ended[type(error).__name__] += 1
            read = None
        took = time.perf_counter() - began
        self.slowest = max(self.slowest, took)
        assert took < SLOWEST, f"{took:.1f} s for {len(content)} bytes"
        return read


def samples() -> list[bytes]:
    return [(SAMPLES / name).read_bytes() for name in sorted(KEYS["read"])]


# ---- changed on the way, by somebody without a key ----


def mutated(dice: random.Random, counts: Counts) -> Iterator[None]:
    """Goes on for ever, one changed bundle at a time. AssertionError for one that is taken."""
    whole = samples()
    stranger = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    while True:
        content = dice.choice(whole)
        kind = dice.choice(MUTATIONS)
        changed = kind(dice, content, stranger, whole)
        counts.kinds[kind.__name__] += 1
        if changed in whole:
            continue  # as it was: the dice fell on what stood there
        if counts.look(changed, TRUST, KEYS["identity"]) is not None:
            counts.accepted += 1
            raise AssertionError(f"taken: {kind.__name__}")
        yield


def split(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Head, signature, body."""
    (length,) = LENGTH.unpack_from(content, len(MAGIC))
    start = len(MAGIC) + LENGTH.size
    cut = start + length
    return content[start:cut], content[cut : cut + SIGNATURE], content[cut + SIGNATURE :]


def put(head: bytes, signature: bytes, body: bytes) -> bytes:
    return MAGIC + LENGTH.pack(len(head)) + head + signature + body


Mutation = Callable[[random.Random, bytes, Ed25519PrivateKey, list[bytes]], bytes]


def a_bit(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    changed = bytearray(content)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def a_bit_of_the_head(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    changed = bytearray(content)
    changed[dice.randrange(700)] ^= 1 << dice.randrange(8)
    return bytes(changed)


def bytes_changed(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + dice.randbytes(many := dice.randint(1, 64)) + content[at + many :]


def bytes_gone(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + content[at + dice.randint(1, 512) :]


def bytes_more(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    at = dice.choice((len(content), dice.randrange(len(content))))
    return content[:at] + dice.randbytes(dice.randint(1, 512)) + content[at:]


def bytes_twice(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    at, many = dice.randrange(len(content)), dice.randint(1, 4096)
    return content[: at + many] + content[at:]


def cut_short(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    return content[: dice.choice((dice.randrange(1000), dice.randrange(len(content))))]


def body_of_another(dice: random.Random, content: bytes, _key: Any, whole: list[bytes]) -> bytes:
    head, signature, _ = split(content)
    return put(head, signature, split(dice.choice(whole))[2])


def signature_of_another(
    dice: random.Random, content: bytes, _key: Any, whole: list[bytes]
) -> bytes:
    head, _, body = split(content)
    return put(head, split(dice.choice(whole))[1], body)


def another_head(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    head, signature, body = split(content)
    return put(_head_changed(dice, head), signature, body)


def signed_by_a_stranger(
    dice: random.Random, content: bytes, key: Ed25519PrivateKey, _all: Any
) -> bytes:
    """The signature holds, for the stranger says whose key it is, or says that it is ours."""
    head, _, body = split(content)
    said = json.loads(head)
    if dice.random() < 0.6:
        said["key"] = key.public_key().public_bytes_raw().hex()
    if dice.random() < 0.3:
        said["min_reader"] = dice.choice((1, 2, 999))
    head = canonical(said)
    return put(head, key.sign(DOMAIN + head), body)


def length_lies(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    length = dice.choice((0, 1, 16_384, 16_385, 2**31, 2**32 - 1, dice.randrange(2000)))
    return MAGIC + LENGTH.pack(length) + content[len(MAGIC) + LENGTH.size :]


def something_else(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    begun = dice.choice((b"PK\3\4", b"\x89PNG", b"", b"HDBNDL", b"HDBNDL\0\2", MAGIC))
    return begun + dice.randbytes(dice.randrange(3000))


def written_another_way(dice: random.Random, content: bytes, _key: Any, _all: Any) -> bytes:
    """The same head in other JSON: spaces, another order, a key twice."""
    head, signature, body = split(content)
    said = json.loads(head)
    other = dice.choice(
        (
            json.dumps(said).encode(),
            json.dumps(dict(reversed(said.items())), separators=(",", ":")).encode(),
            head[:-1] + b',"v":1}',
            head.replace(b'"v":1', b'"v":1.0'),
            b"\xef\xbb\xbf" + head,
        )
    )
    return put(other, signature, body)


def _head_changed(dice: random.Random, head: bytes) -> bytes:
    said = json.loads(head)
    name = dice.choice(list(said))
    said[name] = dice.choice((0, 1, 2, "", "x" * 64, None, [], {}, True, -1, 2**53, said["sha256"]))
    return canonical(said)


MUTATIONS: tuple[Mutation, ...] = (
    *(a_bit, a_bit, a_bit_of_the_head, a_bit_of_the_head, bytes_changed, bytes_gone, bytes_more),
    *(bytes_twice, cut_short, body_of_another, signature_of_another, another_head),
    *(signed_by_a_stranger, length_lies, something_else, written_another_way),
)


# ---- signed by a computer of the hub ----


class Insider:
    """A stolen computer: it has keys that the hub trusts, and signs what it likes."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.public, self.private, self.recipient, self.identity = new_pairs()
        self.trust = Trust(KEYS["hub"], frozenset((self.public,)))
        self.age = pyrage.x25519.Recipient.from_str(self.recipient)
        content = (SAMPLES / sorted(KEYS["read"])[1]).read_bytes()  # with changes of the erased
        read = read_content(content, "sample", TRUST, (KEYS["identity"],))
        self.header = read.header
        self.entries = read.entries
        self.lines = [
            [json.loads(line) for line in lines_of_entry(entry, {})] for entry in read.entries
        ]

    def parts(self) -> Parts:
        """A small right bundle, in pieces that can be changed: three transactions in a row."""
        at = self.dice.randrange(len(self.entries) - 3)
        chosen = [json.loads(json.dumps(lines[0])) for lines in self.lines[at : at + 3]]
        for _ in range(20):
            if any(one["changes"] for one in chosen):
                break
            at = self.dice.randrange(len(self.entries) - 3)
            chosen = [json.loads(json.dumps(lines[0])) for lines in self.lines[at : at + 3]]
        first = self.entries[at].seq
        before = self.entries[at - 1].chain if at else ""
        head = replace(self.header, first=first, last=first + 2, key=self.public, reissue=0)
        return {
            "head": asdict(head) | {"chain_in": before, "supersedes": []},
            "txns": chosen,
            "manifest": {},
            "end": {},
            "lines": lambda lines: lines,
            "pack": packed,
            "seal": lambda data: pyrage.encrypt(data, [self.age]),
            "after": {},
        }

    def made(self, parts: Parts) -> bytes:
        """Put together, with proofs worked out as far as there is anything to work out."""
        head, txns = parts["head"], parts["txns"]
        chain, ops = head["chain_in"], 0
        for one in txns:
            try:
                entry = entry_of(head["stream"], one["txn"], one["changes"], chain)
                chain, ops = entry.chain, ops + len(entry.ops)
            except Exception:  # not even shaped like one: there is nothing to prove
                ops += 1
        head |= {"n_txn": len(txns), "n_ops": ops, "chain_out": chain}
        manifest = {name: head[name] for name in ("stream", "first", "last", "key")}
        manifest |= {"deps": {head["stream"]: head["last"]}, "want": [], "digest": ""}
        end = {"end": len(txns), "chain": chain}
        whole = [manifest | parts["manifest"], *txns, end | parts["end"]]
        lines = [
            json.dumps(one, ensure_ascii=False).encode(errors="surrogatepass") for one in whole
        ]
        body = parts["seal"](parts["pack"](parts["lines"](lines)))
        head |= {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        head |= parts["after"]
        text = canonical(head)
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.private))
        return put(text, key.sign(DOMAIN + text), body)


def packed(lines: list[bytes]) -> bytes:
    return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(
        b"\n".join(lines) + b"\n"
    )


def check_allowed(read: Read) -> None:
    """That nothing but our tables, columns and types came through: asked of the models anew."""
    for entry in read.entries:
        for _, tbl, pk, subject, kind, body, *_ in entry.ops:
            table = Base.metadata.tables[tbl]
            assert "local" not in table.info, tbl
            assert isinstance(pk, str)
            assert pk
            assert subject is None or isinstance(subject, str)
            assert kind in ("I", "U", "X")
            if body is None:
                continue
            said = json.loads(body)
            for part in (said["v"], said.get("p", {})):
                for column, value in part.items():
                    kept = table.columns[column]
                    assert not kept.primary_key, column
                    assert "local" not in kept.info, column
                    number = str(kept.type) == "INTEGER"
                    assert (value is None and kept.nullable) or type(value) is (
                        int if number else str
                    )


def hostile(insider: Insider, counts: Counts) -> Iterator[None]:
    """Goes on for ever. AssertionError for one that is taken and should not be, or the reverse."""
    from tests.bundle_hostility import BOMBS, HARMLESS, HOSTILITIES

    dice = insider.dice
    while True:
        kinds = HOSTILITIES + HARMLESS
        kind = dice.choice(BOMBS if counts.tried % EVERY_BOMB == EVERY_BOMB - 1 else kinds)
        parts = insider.parts()
        kind(dice, parts)
        counts.kinds[kind.__name__] += 1
        read = counts.look(insider.made(parts), insider.trust, insider.identity)
        if read is not None:
            counts.accepted += 1
            check_allowed(read)
        assert (read is not None) == (kind in HARMLESS), kind.__name__
        yield
