"""`make unplug`: a window lends while another process kills it, again and again, and counts.

With a screen it can be watched, without one it runs all the same. The window is the real one,
unlocked and worked with by keys and scans. After each kill it starts again on the same folder and
says how many actions it had told somebody were saved, and how many of those are there.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from select import select
from typing import Any

from tools.demo_day.__main__ import has_screen

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
KILLS = 20
HEADSETS = 40  # things to lend, beside those of the invented hub
PICTURED = (1, 7, 14, 20)  # after which kills a picture is kept
LONGEST = 60  # seconds a window may take to be there
ENTER_MS = 380  # a hand needs longer than that from a scan to Enter


def main() -> int:
    """0 if after every kill all that was acknowledged was found."""
    if len(sys.argv) > 1:
        return window(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    with tempfile.TemporaryDirectory(prefix="hubdesk-unplug-") as folder:
        return pull(Path(folder), random.Random())


def pull(folder: Path, dice: random.Random) -> int:
    """Start the window, kill it, start it again; print what each start found."""
    from hubdesk.app.making import make_throwaway
    from hubdesk.operations.beginnings import kind_id
    from hubdesk.operations.stock import add_device
    from hubdesk.paths import Paths
    from hubdesk.store.opening import close_hub

    paths = Paths(folder / "hub")
    database = make_throwaway(paths).database
    now = database.clock()
    with database.changing("add device") as db:
        for _ in range(HEADSETS):
            add_device(db, kind_id=kind_id("headset"), now=now)
    close_hub(paths, database)
    told = folder / "told"
    told.write_text("")
    for kill in range(KILLS + 1):
        picture = f"unplug-{kill:02}" if kill in PICTURED else ""
        command = [sys.executable, "-m", "tools.unplug", str(paths.home), str(told), picture]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:
            found = _until_killed(running, told, dice, kills=kill < KILLS)
        if found is None:
            print("The window did not come.", file=sys.stderr)
            return 1
        print(f"{kill:2} kills: {found['words']}  (open after {found['took']:.1f} s)", flush=True)
        if found["acknowledged"] != found["found"]:
            return 1
    return 0


def _until_killed(
    running: subprocess.Popen[bytes], told: Path, dice: random.Random, *, kills: bool
) -> dict[str, Any] | None:
    """Write down what the window says is saved, and kill it in the middle of its work."""
    assert running.stdout is not None
    pipe = running.stdout.fileno()
    found: dict[str, Any] | None = None
    end, rest = time.monotonic() + LONGEST, b""
    with told.open("a") as kept:
        while (left := end - time.monotonic()) > 0:
            if not select([pipe], [], [], left)[0]:
                break
            *lines, rest = (rest + os.read(pipe, 65536)).split(b"\n")
            for said in map(json.loads, lines):
                if "found" in said:
                    found, end = said, time.monotonic() + (2 + dice.random() * 3) * kills
                else:
                    kept.write(said["saved"] + "\n")
        running.kill()
        while more := os.read(pipe, 65536):  # what it had still said before the kill
            rest += more
        for line in rest.split(b"\n")[:-1]:
            if b"saved" in line:
                kept.write(json.loads(line)["saved"] + "\n")
    return found


def window(home: Path, told: Path, picture: str) -> int:
    """The window's own process: unlock, count, say so, then lend until it is killed."""
    from PySide6.QtCore import Qt

    from hubdesk.app import LOOK_AROUND
    from hubdesk.app.starting import Window, make_app
    from hubdesk.paths import Paths
    from hubdesk.store.computer import read_choices
    from hubdesk.store.keys import read_slots
    from tools.demo_day.player import Player

    began = time.monotonic()
    paths = Paths(home)
    choices = read_choices(paths.computer)
    make_app(["hubdesk"], choices)
    shown = Window(paths, choices)
    shown.ask_passphrase(read_slots(paths))
    shown.show()
    shown.activateWindow()
    player = Player(shown, PICTURES, lambda _: None)
    player.settle(100)
    player.write(LOOK_AROUND)
    player.press(Qt.Key.Key_Return)
    player.wait_for(lambda: shown.desk is not None, LONGEST)
    took = time.monotonic() - began
    _count(player, told, took, picture)
    _work(player)
    return 0


def _count(player: Any, told: Path, took: float, picture: str) -> None:
    """Say in the window how much was acknowledged before, and how much of it is there."""
    from sqlalchemy import select

    from hubdesk.models import JournalTxn
    from hubdesk.ui.widgets.strip import Result
    from tools.small_png import save_small

    ids = told.read_text().split()
    there = set(player.look(lambda db: db.scalars(select(JournalTxn.id)).all()))
    found = sum(id in there for id in ids)
    words = f"Acknowledged {len(ids)}, found {found}"
    player.desk.window.shell.tell(Result("ok" if found == len(ids) else "bad", words))
    player.settle(300)
    if picture:
        shot = player.window.grab().toImage()
        save_small(shot.scaledToWidth(shot.width() // 2), PICTURES / f"{picture}.png")
    _say(words=words, acknowledged=len(ids), found=found, took=took)


def _work(player: Any) -> None:
    """One device after another is lent by card, label and Enter, and comes back by its label."""
    from PySide6.QtCore import Qt
    from sqlalchemy import select

    from hubdesk.models import CodeOf, Device, DeviceKind, JournalTxn, Loan

    newest = select(JournalTxn.id).order_by(JournalTxn.hlc.desc(), JournalTxn.id.desc()).limit(1)
    last = player.look(lambda db: db.scalar(newest))

    def saved() -> None:
        nonlocal last
        now = player.look(lambda db: db.scalar(newest))
        if now != last:
            last = now
            _say(saved=now)

    player.desk.records.announcer.changed.connect(lambda _tables: saved())
    out = select(Loan.device_id).where(Loan.state.in_(("out", "lost")))
    things = (
        select(CodeOf.value)
        .join(Device, Device.id == CodeOf.device_id)
        .join(DeviceKind, DeviceKind.id == Device.kind_id)
        .where(CodeOf.origin == "label", CodeOf.deleted == 0, Device.stage == "ready")
        .where(DeviceKind.holds_data == 0, DeviceKind.is_given == 0, Device.id.not_in(out))
    )
    busy = select(Loan.borrower_id).where(Loan.state == "out")
    cards = (
        select(CodeOf.value)
        .where(CodeOf.origin == "card", CodeOf.deleted == 0, CodeOf.person_id.is_not(None))
        .where(CodeOf.person_id.not_in(busy))
    )
    while True:
        player.settle(20)
        labels = player.look(lambda db: db.scalars(things).all())
        people = player.look(lambda db: db.scalars(cards).all())
        for card, label in zip(people, labels, strict=False):
            player.press(Qt.Key.Key_Escape)
            for code in (card, label):
                _scan(player, code)
            player.press(Qt.Key.Key_Return)
            player.press(Qt.Key.Key_Escape)
            _scan(player, label)


def _scan(player: Any, code: str) -> None:
    """Every key in a burst, Enter at its end, then the time a hand needs."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    for letter in code:
        QTest.keyClicks(player._target(), letter)
    QTest.keyClick(player._target(), Qt.Key.Key_Return)
    player.settle(ENTER_MS)


def _say(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
