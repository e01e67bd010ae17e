"""Makes the sample bundles from an invented hub, with a key that is for these files alone.

Run from the repository root: `PYTHONPATH=. python tests/samples/bundles/make_bundles.py`. Every run
makes other files, for sealing is never twice the same; what is committed stays, so that a later
HubDesk proves that it still reads what this one wrote.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from hubdesk.models import Person
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.store.database import Actor
from hubdesk.store.opening import close_hub, make_hub_file
from hubdesk.sync.container import DOMAIN, LENGTH, MAGIC, SIGNATURE, Sealed
from hubdesk.sync.desk_keys import DeskKeys, make_desk_keys
from hubdesk.sync.journal_out import Sealing, journal_bundles, reissued
from hubdesk.sync.strict_json import canonical
from tests.random_work import RandomWork
from tools.throwaway import CHEAP

HERE = Path(__file__).parent
HUB = "0199d7c2-5a31-7c4e-8f10-48756244736b"
OTHER = "0199d7c2-5a31-7c4e-8f10-0000000000ff"
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
BEFORE = 60  # actions before somebody is erased


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        database, _ = make_hub_file(
            paths,
            name="Riverside",
            passphrase="invented from end to end",
            cost=CHEAP,
            clock=lambda: NOW,
        )
        database.actor = Actor("manager", "manager")
        with database.changing("set up hub") as db:
            set_up_hub(db, name="Riverside Hub", manager="Amira Khan", now=NOW)
        with database.changing("make keys") as db:
            keys = make_desk_keys(db, now=NOW)
        work = RandomWork(database, random.Random(23), NOW)
        work.begin(people=8, devices=6)
        while len(work.done) < BEFORE:
            work.act()
        sealing = Sealing(HUB, keys, (keys.recipient,), NOW)
        with database.apart() as raw:
            (first,) = journal_bundles(raw, sealing)
        with database.reading() as db:
            person = db.scalars(select(Person).order_by(Person.id)).first()
            assert person is not None
            leaver, name = person.id, person.display_name
        _settle(database, leaver, name)
        with database.apart() as raw:
            second = list(
                journal_bundles(raw, sealing, after={first.header.stream: first.header.last})
            )
            again = reissued(raw, sealing, first.header)
        close_hub(paths, database)
    _write(keys, first, [*second, again])


def _settle(database: Any, person_id: str, name: str) -> None:
    """What is out comes back, then they are erased."""
    from hubdesk.models import Loan
    from hubdesk.operations.returning import return_device

    with database.reading() as db:
        out = [
            loan.device_id
            for loan in db.scalars(select(Loan).where(Loan.borrower_id == person_id))
            if loan.returned_at is None
        ]
    for device_id in out:
        with database.changing("return") as db:
            return_device(db, device_id=device_id, now=NOW)
    with database.changing("erase person") as db:
        erase_person(db, person_id=person_id, typed_name=name, ground="asked", now=NOW)


def _write(keys: DeskKeys, first: Sealed, others: list[Sealed]) -> None:
    for old in HERE.glob("*.hdb"):
        old.unlink()
    for bundle in (first, *others):
        (HERE / bundle.header.name).write_bytes(bundle.content)
    body = _body_of(first)
    head = asdict(first.header)
    next_version = head | {"v": 2, "min_reader": 2, "mood": "sunny", "schema_rev": "9999"}
    later = {
        "next-version.hdb": _signed(next_version, body, keys.private),
        "next-tables.hdb": _signed(head | {"schema_rev": "9999"}, body, keys.private),
        "next-but-readable.hdb": _signed(head | {"v": 2, "mood": "sunny"}, body, keys.private),
        "next-container.hdb": MAGIC[:-1] + b"\2" + first.content[8:],
        "other-hub.hdb": _signed(head | {"hub": OTHER}, body, keys.private),
        "cut.hdb": first.content[: len(first.content) * 2 // 3],
    }
    for name, content in later.items():
        (HERE / name).write_bytes(content)
    said = {
        "for": "the samples beside this file, and nothing else",
        "hub": HUB,
        "signs_public": keys.public,
        "identity": keys.identities[0],
        "read": {
            bundle.header.name: {
                "transactions": bundle.header.n_txn,
                "changes": bundle.header.n_ops,
                "chain": bundle.header.chain_out,
            }
            for bundle in (first, *others)
        },
    }
    (HERE / "keys.json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")


def _body_of(bundle: Sealed) -> bytes:
    return bundle.content[len(bundle.content) - bundle.header.size :]


def _signed(head: dict[str, Any], body: bytes, private: str) -> bytes:
    text = canonical(head)
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    signature = key.sign(DOMAIN + text)
    assert len(signature) == SIGNATURE
    return MAGIC + LENGTH.pack(len(text)) + text + signature + body


if __name__ == "__main__":
    main()
