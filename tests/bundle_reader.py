"""A reader of bundles as somebody else would write it: from docs/bundle-format.md alone.

It imports nothing of HubDesk. `python -m tests.bundle_reader FILE KEYS.json` prints the lines.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import sys
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Held(Exception):
    """For a later reader."""


def proof(*parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def head_and_body(content: bytes, hub: str, keys: set[str]) -> tuple[dict[str, Any], bytes]:
    if len(content) > 16 * 1024 * 1024 or content[:7] != b"HDBNDL\0":
        raise ValueError("no bundle")
    if content[7] != 1:
        raise Held
    (length,) = struct.unpack("<I", content[8:12])
    if length > 16_384:
        raise ValueError("head too long")
    text = content[12 : 12 + length]
    signature, body = content[12 + length : 76 + length], content[76 + length :]
    head = json.loads(text)
    if json.dumps(head, sort_keys=True, separators=(",", ":")).encode("ascii") != text:
        raise ValueError("head not canonical")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"]))
    key.verify(signature, b"hubdesk/bundle/v1\0" + text)
    if head["key"] not in keys or head["hub"] != hub:
        raise ValueError("a stranger's")
    if head["min_reader"] > 1:
        raise Held
    if len(body) != head["size"] or hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError("body changed")
    return head, body


def name_of(head: dict[str, Any]) -> str:
    numbers = f"{head['first']:010d}-{head['last']:010d}.{head['reissue']}"
    return f"{numbers}.{head['sha256'][:16]}.hdb"


def lines_of(body: bytes, identity: str) -> list[bytes]:
    packed = pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(identity)])
    most = min(64 << 20, max(1 << 20, 200 * len(packed)))
    unpacker = zstandard.ZstdDecompressor(max_window_size=8 << 20)
    text = bytearray()
    with unpacker.stream_reader(io.BytesIO(packed)) as reader:
        while part := reader.read(65_536):
            text += part
            if len(text) > most:
                raise ValueError("too large")
    if not text.endswith(b"\n"):
        raise ValueError("no end")
    lines = bytes(text[:-1]).split(b"\n")
    if any(len(line) > 1 << 20 for line in lines):
        raise ValueError("a line too long")
    return lines


def strict(line: bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a key twice")
        return dict(pairs)

    def none(text: str) -> Any:
        raise ValueError(f"not a whole number: {text}")

    return json.loads(
        line.decode("utf-8"), object_pairs_hook=once, parse_float=none, parse_constant=none
    )


def read(
    content: bytes, hub: str, keys: set[str], identity: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head, and each transaction as `{"txn": facts, "changes": [...], "chain": proof}`."""
    head, body = head_and_body(content, hub, keys)
    manifest, *middle, end = map(strict, lines_of(body, identity))
    for field in ("stream", "first", "last", "key"):
        if manifest[field] != head[field]:
            raise ValueError("manifest of another")
    found: list[dict[str, Any]] = []
    for line in middle:
        if "more" in line:
            found[-1]["changes"] += line["more"]
        else:
            found.append(line)
    chain, ops = head["chain_in"], 0
    for number, one in enumerate(found, head["first"]):
        facts, changes = one["txn"], one["changes"]
        if facts["seq"] != number or len(changes) != facts["ops"]:
            raise ValueError("out of its place")
        for change in changes:
            if "leaf" not in change:
                parts = ("salt", "tbl", "pk", "kind", "body")
                change["leaf"] = proof(*(change[part] for part in parts))
        if facts["salt"] is not None:
            facts["note"] = proof(facts["salt"], facts["about"], facts["reason"])
        who = [facts[name] for name in ("wall_utc", "app_version", "schema_revision")]
        who += [facts[name] for name in ("actor_id", "role", "verb")]
        chain = proof(
            *(chain, facts["id"], head["stream"], facts["seq"], int(facts["hlc"]), *who),
            *(facts["undo_of"] or "", facts["ops"] or "", facts["note"]),
            *(change["leaf"] for change in changes),
        )
        one["chain"] = chain
        ops += len(changes)
    if (len(found), ops, chain) != (head["n_txn"], head["n_ops"], head["chain_out"]):
        raise ValueError("not what its head says")
    if end != {"end": len(found), "chain": chain}:
        raise ValueError("another end")
    return head, found


if __name__ == "__main__":
    kept = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    _, transactions = read(
        Path(sys.argv[1]).read_bytes(), kept["hub"], {kept["signs_public"]}, kept["identity"]
    )
    for transaction in transactions:
        print(json.dumps(transaction, ensure_ascii=False))
