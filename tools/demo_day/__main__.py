"""`python -m tools.demo_day`: with a screen the real app, without one a day played and checked."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "demo"
LEAST_PICTURES, LEAST_PAPERS = 30, 20
OF_LEARNING = (
    *("register-sheet", "paper-pack", "appointment-slip", "journey", "visit-summary", "roll-call"),
    *("certificate-attendance", "certificate-achievement"),
    *("report-month", "report-quarter", "poster-month", "this-week-poster"),
)


def has_screen() -> bool:
    """Whether somebody could see a window."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    if sys.platform in ("win32", "darwin"):
        return not os.environ.get("CI")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """0 if all of it held."""
    if has_screen():
        from hubdesk.cli import main as hubdesk

        return hubdesk(["--throwaway"])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    _pass_over_unseen_windows()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as home:
        return _play(Path(home))


def _pass_over_unseen_windows() -> None:
    """Qt says of a window nobody can see that it cannot be raised. All else it says is shown."""
    from PySide6.QtCore import qInstallMessageHandler

    def say(_kind: object, _where: object, words: str) -> None:
        if not words.startswith("This plugin does not support"):
            print(words, file=sys.stderr)

    qInstallMessageHandler(say)


def _play(home: Path) -> int:
    from hubdesk.app.making import make_throwaway
    from hubdesk.app.starting import Window, make_app
    from hubdesk.paths import Paths
    from hubdesk.store.computer import read_choices
    from hubdesk.store.keys import read_slots
    from hubdesk.store.opening import close_hub
    from tools.demo_day.day import play
    from tools.demo_day.player import Player, WentWrong

    began = time.perf_counter()
    paths = Paths(home)
    made = make_throwaway(paths)
    close_hub(paths, made.database)
    print("Times leave out what a person needs to aim a scanner and to type.")
    print(f"An invented hub with three months behind it ({time.perf_counter() - began:.1f} s)")
    choices = read_choices(paths.computer)
    make_app(["hubdesk"], choices)
    window = Window(paths, choices)
    window.resize(1366, 768)
    window.ask_passphrase(read_slots(paths))
    window.show()
    window.activateWindow()
    player = Player(window, FOLDER, print)
    player.settle(200)
    try:
        play(player, made.recovery)
    except WentWrong as wrong:
        player.picture("went-wrong", str(wrong))
        print(f"It went wrong: {wrong}", file=sys.stderr)
        return 1
    finally:
        window.close()
    distinct = {path.read_bytes() for path in player.pictures}
    sheets = sorted(FOLDER.glob("*.pdf"))
    print(f"{len(distinct)} pictures and {len(sheets)} papers in {FOLDER.name}/")
    missing = [name for name in OF_LEARNING if not (FOLDER / f"{name}.pdf").exists()]
    if missing:
        print(f"Missing: {', '.join(missing)}", file=sys.stderr)
        return 1
    if len(distinct) < LEAST_PICTURES or len(sheets) < LEAST_PAPERS:
        print("That is fewer than there should be.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
