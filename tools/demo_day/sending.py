"""What leaves: to a folder, a WebDAV and an S3 server of this computer, over a line that is cut."""

from __future__ import annotations

import random
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from hubdesk.app.place_trying import trying
from hubdesk.ids import new_id
from hubdesk.models import PlaceSort, Rhythm, SendingPlace
from hubdesk.operations.places import set_up_place
from hubdesk.operations.standing_exports import agree_export
from hubdesk.queries.parcels import ParcelRow, parcels_that_left, waiting_parcels
from hubdesk.queries.what_leaves import CALENDAR, JOURNAL, PAGES, STATISTICS, leaving
from hubdesk.store.keys import read_slots
from hubdesk.sync.desk_keys import new_pairs
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.place_identity import hub_folder
from hubdesk.sync.place_setup import Wanted
from hubdesk.ui.sending.page import SendingPage
from tests.fault_proxy import FaultProxy
from tests.sync.place_servers import BUCKET, PASSWORD, USER, Server, s3_server, webdav_server
from tools.demo_day.player import CTRL, Player, WentWrong

FOLDER, CLOUD, STORE = "The council's folder", "The hub's cloud", "The copies far away"
LEAVE = (
    (STATISTICS, FOLDER, Rhythm.MONTHLY),
    (CALENDAR, CLOUD, Rhythm.DAILY),
    (PAGES, CLOUD, Rhythm.WEEKLY),
    (JOURNAL, STORE, Rhythm.DAILY),
)
HELD_OUT = 12  # requests until somebody trips over the cable
MOST = 64 << 20
ENTER = Qt.Key.Key_Return


class Cable(FaultProxy):
    """A line that somebody can pull out. `left` is how many requests still come through."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.host, random.Random(0))
        self.left: int | None = None

    def fault(self, method: str, path: str, body: bytes) -> str:
        if self.left is None:
            return ""
        self.left -= 1
        if self.left >= 0:
            return ""
        self.met["reset"] += 1
        return "reset"


@dataclass
class Away:
    """The places, and the lines to them."""

    p: Player
    root: Path
    cables: list[Cable] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def set_up(self, name: str, sort: PlaceSort, address: str) -> None:
        """As Settings does it: tried, signed, and only then kept."""
        records, id = self.p.desk.records, new_id()
        far = sort in (PlaceSort.WEBDAV, PlaceSort.S3)
        wanted = Wanted(
            id,
            name,
            sort,
            address,
            user=USER if far else "",
            bucket=BUCKET if sort is PlaceSort.S3 else "",
            secret=PASSWORD if far else "",
        )
        found = trying(records.paths, records.database)(wanted, lambda: False)
        records.do(
            "set up place",
            lambda db, now: set_up_place(
                db,
                place_id=id,
                name=name,
                sort=sort,
                address=found.address,
                options=found.options,
                secret=wanted.secret,
                identity=found.identity,
                now=now,
            ),
        )
        self.places[name] = id

    def agree(self, what: str, place: str, rhythm: Rhythm) -> None:
        """What may leave to where. The journal is sealed to a second computer of the hub."""
        sealed = what == JOURNAL
        self.p.desk.records.do(
            "agree export",
            lambda db, now: agree_export(
                db,
                what=what,
                place_id=self.places[place],
                wording_version=leaving(what).version,
                rhythm=rhythm,
                now=now,
                recipient=new_pairs()[2] if sealed else "",
                recipient_name="Laptop at the back" if sealed else "",
            ),
        )

    def lies(self, place_id: str, name: str) -> bytes | None:
        """What a place gives back of a file, asked by itself."""

        def facts(db: Any) -> SendingPlace:
            found = db.get(SendingPlace, place_id)
            assert found is not None
            db.expunge(found)
            return found  # type: ignore[no-any-return]

        place = self.p.look(facts)
        records = self.p.desk.records
        whole = f"{hub_folder(read_slots(records.paths).hub)}/{name}"
        return open_place(place, PASSWORD).get(whole, most=MOST)


def send_away(p: Player) -> str:
    """Ctrl+Shift+S and Enter; the cable is pulled half way, put back, and Enter sends the rest."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        away = Away(p, root)
        for part in ("folder", "cloud", "cloud/hub"):
            (root / part).mkdir()
        servers = (
            stack.enter_context(webdav_server(root / "cloud")),
            stack.enter_context(s3_server()),
        )
        away.cables = [Cable(server) for server in servers]
        for cable in away.cables:
            stack.enter_context(cable.running())
        p.desk.records.at_desk.prove()  # as if the passphrase was typed just now
        away.set_up(FOLDER, PlaceSort.FOLDER, str(root / "folder"))
        away.set_up(CLOUD, PlaceSort.WEBDAV, f"{away.cables[0].address}/hub")
        away.set_up(STORE, PlaceSort.S3, away.cables[1].address)
        for what, place, rhythm in LEAVE:
            away.agree(what, place, rhythm)
        return _sent(p, away)


def _sent(p: Player, away: Away) -> str:
    p.press(Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    page = p.desk.window.shell.page
    if not isinstance(page, SendingPage):
        raise WentWrong("Ctrl+Shift+S did not open Sending")
    for cable in away.cables:
        cable.left = HELD_OUT
    _send_now(p)
    waits: list[ParcelRow] = p.look(waiting_parcels)
    if not waits:
        raise WentWrong("nothing waits, though the line was cut")
    p.picture(
        "line-cut", f"Send · the line was cut: {len(waits)} still waiting, and nothing is lost"
    )
    for cable in away.cables:
        cable.left = None
    _send_now(p)
    if left := p.look(waiting_parcels):
        raise WentWrong(f"{len(left)} things still wait")
    return _compared(p, away, len(waits))


def _send_now(p: Player) -> None:
    """Enter, and wait until nothing is on its way."""
    sending = p.desk.sending
    p.press(ENTER)
    p.wait_for(lambda: not sending.is_busy, seconds=90)
    p.settle()


def _compared(p: Player, away: Away, cut: int) -> str:
    """Each file of each parcel is read back from where it went and compared."""
    rows: list[ParcelRow] = p.look(lambda db: parcels_that_left(db, limit=50))
    if {row.what for row in rows} != {what for what, _, _ in LEAVE}:
        raise WentWrong("not all that was agreed to has left")
    compared, kept = 0, ""
    for row in rows:
        for file in row.files:
            content = away.lies(row.place_id, file.name)
            if content is None or sha256(content).hexdigest() != file.sha256:
                raise WentWrong(f"{file.name} did not arrive whole")
            compared += 1
            if file.name.endswith(".hdb"):
                kept = Path(file.name).name
                (p.folder / kept).write_bytes(content)
    if not kept:
        raise WentWrong("no bundle left")
    met = sum(sum(cable.met.values()) for cable in away.cables)
    places = f"{len(away.places)} places"
    return f"{compared} files at {places}, {cut} waited while {met} tries failed, {kept} kept"
