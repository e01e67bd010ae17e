"""What the real window costs: start-up, the front desk, scans, searches, lists, memory.

Each of these runs in a process of its own, offscreen, and prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools.bench.cache import cache_folder
from tools.bench.memory import BARE as BARE_MEMORY
from tools.bench.memory import resident

ROOT = Path(__file__).parents[2]
WARM, PEOPLE = 300, 100  # cycles before growth is measured; who borrows in turn
BARE = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)
def done():
    print(time.monotonic_ns(), flush=True)
    os._exit(0)
bare = Bare()
bare.resize(1366, 768)
bare.show()
app.exec()
"""


def start_ms(home: Path, rounds: int = 9) -> tuple[float, float]:
    """Medians of process start to first paint: a bare QMainWindow, and the unlock screen.

    The two take turns, so that a busy moment of the machine meets both. The first turn of each
    compiles what the others find compiled, and is not counted.
    """
    bare, unlock = [], []
    for _ in range(rounds + 1):
        bare.append(_until_painted([sys.executable, "-c", BARE], {}))
        unlock.append(
            _until_painted(
                [sys.executable, "-m", "hubdesk", "--home", os.fspath(home)],
                {"HUBDESK_QUIT_AFTER": "unlock-painted"},
            )
        )
    return statistics.median(bare[1:]), statistics.median(unlock[1:])


def memory(home: Path, passphrase: str) -> tuple[int, int, int]:
    """Resident bytes: a bare QMainWindow, records just opened, every page opened twice."""
    bare = resident([sys.executable, "-c", BARE_MEMORY], _env({}), ROOT)
    command = [sys.executable, "-m", "tools.bench.memory", os.fspath(home)]
    key = _env({"HUBDESK_PASSPHRASE": passphrase})
    return bare, resident([*command, "opened"], key, ROOT), resident(command, key, ROOT)


def in_own_process(home: Path) -> dict[str, Any]:
    """Everything measured in one run of the window on the hub in `home`."""
    command = [sys.executable, "-m", "tools.bench.window", os.fspath(home)]
    done = subprocess.run(command, env=_env({}), capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _env(more: dict[str, str]) -> dict[str, str]:
    """Offscreen, and with compiled files kept, as an installed program has them."""
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.text.font.db=false"}
    kept = {"PYTHONPYCACHEPREFIX": os.fspath(cache_folder() / "compiled")}
    there = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**there, **quiet, **kept, **more}


def _until_painted(command: list[str], more: dict[str, str]) -> float:
    began = time.monotonic_ns()
    done = subprocess.run(
        command, env=_env(more), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return (int(done.stdout.split()[-1]) - began) / 1e6


class Measured:
    """The window on a large hub, and what it costs."""

    def __init__(self, home: Path) -> None:
        from hubdesk.app.starting import Window, load_the_desk, make_app
        from hubdesk.paths import Paths
        from hubdesk.store.computer import read_choices
        from hubdesk.store.keys import open_with_passphrase, read_slots
        from hubdesk.store.opening import open_hub
        from tools.bench.big_hub import PASSPHRASE
        from tools.bench.crowd import NOW

        self.paths = Paths(home)
        choices = read_choices(self.paths.computer)
        self.app = make_app(["hubdesk"], choices)
        self.window = Window(self.paths, choices)
        self.window.resize(1366, 768)
        slots = read_slots(self.paths)
        self.window.ask_passphrase(slots)
        self.window.show()
        self.settle()
        load_the_desk()  # while somebody types the passphrase
        key = open_with_passphrase(slots, PASSPHRASE)
        began = time.perf_counter()
        opened = open_hub(self.paths, slots, key, clock=lambda: NOW)
        self.desk = self.window.show_records(opened)
        self.paint()
        self.to_desk_ms = (time.perf_counter() - began) * 1000
        self.wait_for_jobs()

    def settle(self) -> None:
        from PySide6.QtCore import QEvent

        for _ in range(4):
            self.app.processEvents()
            # Outside a running loop nothing else takes away what is deleted later.
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def paint(self) -> None:
        """Until what is shown is painted."""
        self.app.processEvents()
        self.window.repaint()
        self.settle()

    def wait_for_jobs(self) -> None:
        while self.desk.records.jobs.busy:
            self.app.processEvents()
            time.sleep(0.01)

    def timed(self, work: Any) -> float:
        began = time.perf_counter()
        work()
        self.paint()
        return (time.perf_counter() - began) * 1000

    def scans(self, many: int) -> list[float]:
        """From a scan's end to its result painted: cards, and devices that come back."""
        from sqlalchemy import select

        from hubdesk.models import CodeOf

        window, dice = self.desk.window, random.Random(7)
        query = select(CodeOf.value).where(CodeOf.origin.in_(("card", "label"))).limit(20_000)
        codes = self.desk.records.look(lambda db: list(db.scalars(query)))
        times = []
        for _ in range(many):
            code = dice.choice(codes)
            window.desk_page.desk.forget_scan()
            times.append(self.timed(lambda code=code: window.scanned(code)))
        window.desk_page.desk.start_again()
        self.settle()
        return times

    def keys(self, texts: list[str]) -> list[float]:
        """From a key released by the scan filter to the list painted."""
        box = self.desk.window.shell.search
        box.edit.setFocus()
        times = []
        for text in texts:
            box.edit.setText(text[:-1])
            self.settle()
            times.append(self.timed(lambda text=text: box.edit.setText(text)))
        box.clear()
        self.settle()
        return times

    def lists(self) -> dict[str, float]:
        """All loans: opened, sorted by due day, by the borrower's name, scrolled."""
        from hubdesk.queries.loans import Shown

        shell = self.desk.window.shell
        shell.go("people")
        self.settle()
        found = {"opened": self.timed(lambda: shell.go("loans", show=Shown.ALL.value))}
        page: Any = shell.page
        view = page.list
        columns = {column.sort: at for at, column in enumerate(page.model.columns)}
        from PySide6.QtCore import Qt

        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        found["by due date"] = self.timed(lambda: view.sortByColumn(columns["due_on"], down))
        found["by borrower"] = self.timed(lambda: view.sortByColumn(columns["borrower"], up))
        found["to the end"] = self.timed(view.scrollToBottom)
        bar = view.verticalScrollBar()
        middle = bar.maximum() // 2
        found["to the middle"] = self.timed(lambda: bar.setValue(middle))
        found["on from the middle"] = self.timed(lambda: bar.setValue(middle + 200))
        return found

    def history(self, changes: int) -> float:
        """Until the history of somebody whose details changed so often is painted."""
        from sqlalchemy import select

        from hubdesk.models import Person
        from hubdesk.operations.people import edit_person
        from hubdesk.queries.history import RecordKind

        records, shell = self.desk.records, self.desk.window.shell
        person = records.look(lambda db: db.scalars(select(Person.id).limit(1)).one())
        for number in range(changes):
            facts: Any = {"language": f"language {number}"}
            with records.database.changing("edit person", about={"person_id": person}) as db:
                edit_person(db, person_id=person, facts=facts, now=records.now())
            self.app.processEvents()  # a window that does nothing for a minute has slept
        shell.go("people")
        self.settle()
        return self.timed(lambda: shell.go("history", kind=RecordKind.PERSON, id=person))

    def backup(self) -> dict[str, float]:
        """A verified copy made beside the window: how long, how large, and the longest stall."""
        copies = self.desk.copies
        began = last = time.perf_counter()
        worst = 0.0
        copies.make()
        while copies.state().busy:
            self.window.repaint()
            self.app.processEvents()
            now = time.perf_counter()
            worst, last = max(worst, now - last), now
            time.sleep(0.002)
        if copies.state().problem:
            raise RuntimeError(copies.state().problem)
        size = copies.copies()[0].manifest.size / 1024**2
        return {"stall": worst * 1000, "took": time.perf_counter() - began, "megabytes": size}

    def growth(self, cycles: int) -> int:
        """Bytes that `cycles` times lending and taking back leave behind."""
        import gc

        import psutil
        from sqlalchemy import select

        from hubdesk.models import CodeOf, Device, DeviceKind, Loan, Person

        self.desk.window.shell.go("desk")  # a list of 300,000 loans would be counted each time
        front = self.desk.window.desk_page.desk
        out = select(Loan.id).where(Loan.device_id == Device.id, Loan.state == "out").exists()
        thing = (
            select(CodeOf.value)
            .join(Device, Device.id == CodeOf.device_id)
            .join(DeviceKind, DeviceKind.id == Device.kind_id)
            .where(DeviceKind.holds_data == 0, DeviceKind.is_given == 0, ~out)
            .where(Device.stage == "ready", CodeOf.origin == "label")
        )
        codes = self.desk.records.look(lambda db: list(db.scalars(thing.limit(PEOPLE))))
        has = select(Loan.id).where(Loan.borrower_id == Person.id, Loan.state == "out").exists()
        people = self.desk.records.look(
            lambda db: list(db.scalars(select(Person.id).where(~has).limit(PEOPLE)))
        )
        before = 0
        # Each connection keeps 2 MB of pages, and is full after some hundred cycles: from then
        # on whatever grows is not kept on purpose.
        for number in range(-WARM, cycles):
            if number == 0:
                gc.collect()
                before = psutil.Process().memory_info().rss
            code = codes[number % len(codes)]
            front.show_person(people[number % len(people)])
            front.device(self._device(code))
            front.handing.prints = False  # ticked anew for each loan: nobody prints a thousand
            front.lend()
            front.device(self._device(code))
            front.state.returned = ()
            self.settle()
        gc.collect()
        return int(psutil.Process().memory_info().rss) - before

    def _device(self, code: str) -> str:
        from hubdesk.queries.finding import find_code

        found = self.desk.records.look(lambda db: find_code(db, code))
        return str(found.id)


def main(home: Path) -> None:
    """Measure and print one line of JSON."""
    from tools.bench.figures import window_turns
    from tools.bench.records import typed_texts
    from tools.bench.registers import learning
    from tools.bench.skills_pages import skills_pages

    measured = Measured(home)
    texts = typed_texts(measured.desk.database, random.Random(3), 150)
    found = {
        "to_desk": measured.to_desk_ms,
        "scans": measured.scans(200),
        "keys": measured.keys(texts),
        "lists": measured.lists(),
        "learning": learning(measured),
        "skills": skills_pages(measured),
        "figures": window_turns(measured),
        "backup": measured.backup(),
        "growth": measured.growth(500),
        "hold": measured.desk.window.scans.hold,
        "history": measured.history(1000),
    }
    measured.window.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
