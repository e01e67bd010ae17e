"""Makes the sample files of a region's feed from an invented hub, with a key for these files alone.

Run from the repository root: `PYTHONPATH=. python tests/samples/feeds/make_feeds.py`. Every run
makes other files; what is committed stays, so that a later HubDesk, and a region's own reader,
prove that they still read what this one wrote.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hubdesk.models import Birth, Person
from hubdesk.operations.attending import sign_in
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.hub import set_up_hub
from hubdesk.paths import Paths
from hubdesk.queries.what_leaves import REGION_FEED
from hubdesk.store.database import Actor
from hubdesk.store.opening import close_hub, make_hub_file
from hubdesk.sync.body import Packing, lines_of, opened
from hubdesk.sync.container import outside_of
from hubdesk.sync.journal_out import Sealing, closed
from hubdesk.sync.strict_json import canonical, read_json
from tests.conftest import Clock, HubBuilder
from tests.sync.leaving import HUB, Sending, new_key
from tools.throwaway import CHEAP

HERE = Path(__file__).parent


def main() -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder))
        database, _ = make_hub_file(
            paths, name="Riverside", passphrase="invented from end to end", cost=CHEAP, clock=clock
        )
        database.actor = Actor("manager", "manager")
        hub = HubBuilder(database, clock)
        hub.do(
            "set up hub",
            lambda db, now: set_up_hub(db, name="Riverside Hub", manager="Amira Khan", now=now),
        )
        sending, (public, secret) = Sending(database, hub), new_key()
        export = sending.agree(REGION_FEED, recipient=public, recipient_name="The region")
        born: dict[str, Any] = {"postcode": "B12 9QR", "birth": Birth.of_year(1990)}
        ids = [hub.person(f"Ada {number} Okafor", more=born) for number in range(7)]
        session = hub.session()
        leaver = hub.person("Bo Li", more=born)
        for id in (*ids, leaver):
            came = lambda db, now, one=id: sign_in(db, session_id=session, person_id=one, now=now)  # noqa: E731
            hub.do("sign in", came)
        for id in ids:
            hub.lend(id, hub.device())
        clock.forward(days=7)
        sending.send(export)
        (first,) = sending.there.items()
        name = hub.look(lambda db: db.get_one(Person, leaver).display_name)
        facts = {"person_id": leaver, "typed_name": name, "ground": "asked"}
        hub.do("erase person", lambda db, now: erase_person(db, **facts, now=now))
        clock.forward(days=7)
        sending.send(export)
        keys = sending.making(export).keys
        _write(first, sending.there, _next(first[1], keys, public, secret), keys, secret)
        close_hub(paths, database)


def _next(content: bytes, keys: Any, public: str, secret: str) -> bytes:
    """The first once more, as a later HubDesk might write it: lines of a kind nobody knows yet."""
    outside = outside_of(content, "first", None)
    manifest, *lines = lines_of(opened(outside.body, (secret,), "first"), "first")
    packing = Packing()
    packing.add(canonical(read_json(manifest) | {"feed": 2, "mood": "sunny"}))
    for line in lines:
        packing.add(line)
    to = Sealing(HUB, keys, (public,), Clock()())
    return closed(replace(outside.header, size=0, sha256=""), packing.packed(), to).content


def _write(
    first: tuple[str, bytes], there: dict[str, bytes], later: bytes, keys: Any, secret: str
) -> None:
    for old in HERE.glob("*.hdb"):
        old.unlink()
    files = dict([first]) | there
    for path, content in files.items():
        (HERE / path.rpartition("/")[2]).write_bytes(content)
    (HERE / "next-feed.hdb").write_bytes(later)
    said = {
        "for": "the samples beside this file, and nothing else",
        "hub": HUB,
        "signs_public": keys.public,
        "identity": secret,
        "there": sorted(path.rpartition("/")[2] for path in there),
        "people": 7,
    }
    (HERE / "keys.json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
