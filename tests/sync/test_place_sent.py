"""From what was agreed to a real server, through a bad line, by the work the window does."""

from __future__ import annotations

import hashlib
import random
from functools import partial
from pathlib import Path

from hubdesk.app.place_trying import trying
from hubdesk.app.sending_work import SendingWork
from hubdesk.ids import new_id
from hubdesk.models import PlaceSort, Rhythm
from hubdesk.operations.places import set_up_place
from hubdesk.paths import Paths
from hubdesk.queries.parcels import parcels_that_left, waiting_parcels
from hubdesk.queries.standing_exports import leaves_now
from hubdesk.queries.what_leaves import JOURNAL
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.place_identity import hub_folder, identity_name
from hubdesk.sync.place_setup import Wanted
from hubdesk.sync.sending import Line
from tests.conftest import Clock, HubBuilder
from tests.fault_proxy import FaultProxy
from tests.leaving_verbs import agree
from tests.sync.leaving import new_key
from tests.sync.place_servers import PASSWORD, USER, webdav_server


def test_a_journal_arrives_at_a_real_server_and_an_emptied_place_gets_nothing_more(
    paths: Paths, database: Database, hub: HubBuilder, clock: Clock, tmp_path: Path
) -> None:
    served = tmp_path / "served"
    served.mkdir()
    opener = partial(open_place, wait=lambda _seconds: None, quiet=0.5)
    with (
        webdav_server(served) as server,
        FaultProxy(server.host, random.Random(3)).running() as proxy,
    ):
        wanted = Wanted(
            new_id(), "Hub cloud", PlaceSort.WEBDAV, proxy.address, USER, secret=PASSWORD
        )
        found = trying(paths, database)(wanted, lambda: False)
        hub.do(
            "set up place",
            lambda db, now: set_up_place(
                db, place_id=wanted.id, name=wanted.name, sort=wanted.sort, secret=PASSWORD,
                address=found.address, options=found.options, identity=found.identity, now=now,
            ),
        )  # fmt: skip
        key, _ = new_key()
        hub.do(
            "agree export",
            lambda db, now: agree(
                db, now, JOURNAL, wanted.id, rhythm=Rhythm.BY_HAND, recipient=key,
                recipient_name="The laptop",
            ),
        )  # fmt: skip
        work = SendingWork(paths, database, clock, opener=opener)
        work.pack(hub.look(leaves_now)[0])
        proxy.rate = 0.25
        for _ in range(60):
            if not hub.look(waiting_parcels):
                break
            clock.forward(hours=6)
            work.round(Line())
        assert proxy.met.total() > 0
        (parcel,) = hub.look(parcels_that_left)
        folder = served / hub_folder(read_slots(paths).hub)
        for file in parcel.files:
            content = (folder / file.name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file.sha256
        proxy.rate = 0
        (served / identity_name(read_slots(paths).hub)).unlink()
        before = sorted(served.rglob("*"))
        hub.person("Rosa Nkemelu")
        work.pack(hub.look(leaves_now)[0])
        clock.forward(hours=6)
        work.round(Line())
        assert sorted(served.rglob("*")) == before
        (waits,) = hub.look(waiting_parcels)
    assert waits.trying is not None
    assert waits.trying.trouble == "OtherPlace"
