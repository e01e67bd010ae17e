"""How much memory the window takes: resident bytes, read from outside by a process that measures.

The measured process imports nothing but what the app itself imports. `python -m tools.bench.memory
HOME` opens the records, every page twice, and waits to be looked at; with `opened` after it, it
waits as soon as the records are open, before the first page is made.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
bare = QMainWindow()
bare.resize(1366, 768)
bare.show()
for _ in range(10):
    app.processEvents()
print("ready", flush=True)
sys.stdin.read()
"""


def resident(command: list[str], environment: dict[str, str], root: Path) -> int:
    """Resident bytes of a process once it has said that it is ready."""
    import psutil

    child = subprocess.Popen(
        command,
        env=environment,
        cwd=root,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == "ready":
            break
    found = int(psutil.Process(child.pid).memory_info().rss) if child.poll() is None else 0
    _, said = child.communicate("")
    if child.returncode or not found:
        raise RuntimeError(f"exit {child.returncode}: {said[-2000:]}")
    return found


def main(home: str, *, only_opens: bool = False) -> None:
    """Unlock, open every page twice unless it `only_opens` the records, say so, and wait."""
    from hubdesk.app.starting import Window, load_the_desk, make_app
    from hubdesk.paths import Paths
    from hubdesk.store.computer import read_choices
    from hubdesk.store.keys import open_with_passphrase, read_slots

    paths = Paths(Path(home))
    choices = read_choices(paths.computer)
    app = make_app(["hubdesk"], choices)
    window = Window(paths, choices)
    window.resize(1366, 768)
    slots = read_slots(paths)
    window.ask_passphrase(slots)
    window.show()
    app.processEvents()
    load_the_desk()
    key = open_with_passphrase(slots, os.environ["HUBDESK_PASSPHRASE"])
    from hubdesk.store.opening import close_hub, open_hub

    opened = open_hub(paths, slots, key)
    if only_opens:
        print("ready", flush=True)
        sys.stdin.read()
        close_hub(paths, opened.database)
        return
    desk = window.show_records(opened)
    _settle(app, window)
    while desk.records.jobs.busy:
        app.processEvents()
    for name in (*desk.window.shell.names, *desk.window.shell.names, "desk"):
        desk.window.shell.go(name)
        _settle(app, window)
    print("ready", flush=True)
    sys.stdin.read()
    window.close()


def _settle(app: Any, window: Any) -> None:
    """Paint what is shown, and take away what is deleted later, as a running loop does."""
    from PySide6.QtCore import QEvent

    app.processEvents()
    window.repaint()
    for _ in range(4):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main(sys.argv[1], only_opens=sys.argv[2:] == ["opened"])
