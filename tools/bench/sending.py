"""What a first send costs whoever works meanwhile: keys answered while a whole journal is packed.

It runs in a process of its own, offscreen, and prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from tools.bench.cache import cache_folder

ROOT = Path(__file__).parents[2]
MANY: Final = 100_000
A_TRANSACTION: Final = 10
ALONE: Final = 100  # keys
TYPED: Final = ("pe", "per", "pers", "person 1", "person 12", "lap")


def first_send(folder: Path, many: int = MANY) -> dict[str, Any]:
    """Answers of the window in ms while `many` changes are packed and sent to a folder."""
    command = [sys.executable, "-m", "tools.bench.sending", os.fspath(folder), str(many)]
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.text.font.db=false"}
    kept = {"PYTHONPYCACHEPREFIX": os.fspath(cache_folder() / "compiled")}
    done = subprocess.run(
        command, env={**os.environ, **quiet, **kept}, capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _make(folder: Path, many: int) -> Path:
    """A hub whose journal has so many changes, allowed to leave to a folder."""
    from hubdesk.app.bundles import keys_of
    from hubdesk.models import Device, DeviceKind, Person, PlaceSort, SendingPlace
    from hubdesk.operations.hub import set_up_hub
    from hubdesk.paths import Paths
    from hubdesk.store.keys import read_slots
    from hubdesk.store.opening import close_hub, make_hub_file
    from hubdesk.store.seal import Deed, seal
    from hubdesk.store.upgrade import HEAD
    from hubdesk.sync.folder_storage import FolderStorage
    from hubdesk.sync.place_identity import new_identity, write_identity
    from tools.bench.big_hub import PASSPHRASE
    from tools.bench.bundles import records
    from tools.bench.crowd import NOW
    from tools.bench.journal import INSERT, PEOPLE, driver
    from tools.throwaway import CHEAP

    paths, place = Paths(folder / "hub"), folder / "place"
    place.mkdir(parents=True)
    database, _ = make_hub_file(
        paths, name="Measured", passphrase=PASSPHRASE, cost=CHEAP, clock=lambda: NOW
    )
    with database.changing("set up hub") as db:
        set_up_hub(db, name="Measured", manager="Amira Khan", now=NOW)
        db.add(DeviceKind(id="kind", name="Laptop"))
        db.flush()
        for number in range(PEOPLE):
            db.add(Person(id=f"person {number}", display_name=f"Person {number}"))
            db.add(Device(id=f"device {number}", kind_id="kind", tag=f"HD-{number:04d}"))
    raw, rows = driver(database), records(many)
    for at in range(0, many, A_TRANSACTION):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(INSERT, rows[at : at + A_TRANSACTION])
        seal(raw, Deed("lend"), NOW, HEAD)
        raw.execute("COMMIT")
    keys = keys_of(database)
    signed = new_identity(read_slots(paths).hub, "place", keys, now=NOW)
    write_identity(FolderStorage(place, "Folder"), signed)
    with database.changing("set up place") as db:
        db.add(
            SendingPlace(
                id="place", name="Folder", sort=PlaceSort.FOLDER, address=str(place),
                options="{}", identity=signed.text, set_up_at=NOW,
            )
        )  # fmt: skip
    close_hub(paths, database)
    return paths.home


def _agree(desk: Any) -> None:
    """From now on all of the journal may leave."""
    from hubdesk.app.bundles import keys_of
    from hubdesk.operations.standing_exports import agree_export
    from hubdesk.queries.what_leaves import JOURNAL, may_leave

    version, to = may_leave()[JOURNAL].version, keys_of(desk.database).recipient

    def work(db: Any, now: Any) -> str:
        made = agree_export(
            db, what=JOURNAL, place_id="place", wording_version=version, rhythm="daily", now=now,
            recipient=to, recipient_name="Second computer",
        )  # fmt: skip
        return str(made.id)

    desk.records.at_desk.prove()
    desk.records.do("agree export", work)


def main(folder: Path, many: int) -> None:
    """Make the hub, open its window, send, and print what was measured."""
    from tools.bench.timing import median, p99
    from tools.bench.window import Measured

    measured = Measured(_make(folder, many))
    own, box = measured.desk.sending, measured.desk.window.shell.search
    box.edit.setFocus()
    texts = cycle(TYPED)

    def answer() -> float:
        time.sleep(0.01)
        return measured.timed(lambda: box.edit.setText(next(texts)))

    alone = [answer() for _ in range(ALONE)]  # the same keys while nothing is sent
    _agree(measured.desk)
    answers = list[float]()
    began = time.perf_counter()
    own.send_now()
    while own.is_busy:
        answers.append(answer())
    took = time.perf_counter() - began
    state = own.state()
    if state.waiting or state.not_made:
        raise RuntimeError(f"it was not sent: {state.waiting} {state.not_made}")
    found = {
        "answers": len(answers),
        "median": median(answers),
        "p99": p99(answers),
        "worst": max(answers),
        "alone": median(alone),
        "alone_p99": p99(alone),
        "took": took,
        "files": sum(len(row.files) for row in own.sent(1_000)),
    }
    measured.window.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
