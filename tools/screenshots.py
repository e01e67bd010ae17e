"""Pictures of every screen, on an invented hub and a fixed day, into docs/pictures/.

Each screen is drawn by the real window, offscreen: light and dark at 100 %, the busiest ones in
high contrast and at 200 % too. `make screenshots` makes them all again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from hubdesk.app.desk import OpenDesk
from hubdesk.app.making import make_throwaway
from hubdesk.app.starting import Window, make_app
from hubdesk.models import CodeOf, Device, Person
from hubdesk.paths import Paths
from hubdesk.store.computer import read_choices
from hubdesk.store.keys import read_slots
from hubdesk.store.opening import Opened
from hubdesk.ui.theme import look

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = (1366, 768)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/London"))
EVERY = (("light", 100), ("dark", 100))
BUSY = (*EVERY, ("contrast", 100), ("light", 200))


class Photographer:
    """The window, and how to bring it to a screen."""

    def __init__(self, window: Window, folder: Path) -> None:
        self.window, self.folder = window, folder
        self.taken: list[str] = []

    def settle(self) -> None:
        for _ in range(6):
            QApplication.processEvents()

    def take(self, name: str, looks: tuple[tuple[str, int], ...] = EVERY) -> None:
        """Grab what is shown in each look."""
        for theme, scale in looks:
            look().choose(theme)  # type: ignore[arg-type]
            look().set_scale(scale)
            self.window.resize(*SIZE)
            self.settle()
            size = f"-{scale}" if scale != 100 else ""
            file = self.folder / f"{name}-{theme}{size}.png"
            self.window.grab().save(os.fspath(file))
            self.taken.append(file.name)
        look().choose("light")
        look().set_scale(100)
        self.settle()


def code_of(desk: OpenDesk, tag: str) -> str:
    """What a scanner reads from the label of a device."""
    query = (
        select(CodeOf.value)
        .join(Device, Device.id == CodeOf.device_id)
        .where(Device.tag == tag, CodeOf.origin == "label")
    )
    return str(desk.records.look(lambda db: db.scalar(query)))


def card_of(desk: OpenDesk, name: str) -> tuple[str, str]:
    """The id of somebody and what a scanner reads from their card."""
    query = (
        select(Person.id, CodeOf.value)
        .join(CodeOf, CodeOf.person_id == Person.id)
        .where(Person.display_name == name, CodeOf.origin == "card")
    )
    row = desk.records.look(lambda db: db.execute(query).first())
    return str(row[0]), str(row[1])


def ready_tags(desk: OpenDesk, kinds: tuple[str, ...]) -> list[str]:
    """A device on the shelf of each kind."""
    from hubdesk.models import DeviceKind, Loan

    found = []
    for kind in kinds:
        query = (
            select(Device.tag)
            .join(DeviceKind, DeviceKind.id == Device.kind_id)
            .where(
                DeviceKind.name == kind,
                Device.stage == "ready",
                Device.deleted == 0,
                ~select(Loan.id)
                .where(Loan.device_id == Device.id, Loan.state.in_(("out", "lost")))
                .exists(),
            )
            .order_by(Device.tag)
        )
        found.append(str(desk.records.look(lambda db, q=query: db.scalars(q).first())))  # type: ignore[misc]
    return found


def photograph(camera: Photographer, desk: OpenDesk) -> None:
    """Bring the window to each screen in turn."""
    window, shell = desk.window, desk.window.shell
    front = window.desk_page.desk

    def scan(code: str) -> None:
        front.forget_scan()
        window.scanned(code)
        camera.settle()

    camera.take("front-desk-start")
    samira, card = card_of(desk, "Samira Haddad")
    scan(card)
    camera.take("front-desk-person")
    for tag in ready_tags(desk, ("Laptop", "MiFi")):
        scan(code_of(desk, tag))
    camera.take("front-desk", BUSY)
    shell.search.edit.setFocus()
    shell.search.edit.setText("sam")
    camera.settle()
    camera.take("search")
    shell.search.clear()
    front.start_again()
    due = desk.records.look(_due_today)
    for tag in due[:3]:
        scan(code_of(desk, tag))
    camera.take("returned", BUSY)
    front.state.returned = ()
    pages: tuple[tuple[str, dict[str, object]], ...] = (
        ("people", {}),
        ("person", {"id": samira}),
        ("edit-person", {"id": samira}),
        ("new-person", {}),
        ("devices", {}),
        ("device", {"id": desk.records.look(lambda db: _device_id(db, due[0]))}),
        ("add-devices", {}),
        ("loans", {"show": "out"}),
        ("activity", {}),
        ("to-print", {}),
        ("bring-in", {}),
        ("settings", {}),
        ("help", {}),
    )
    for name, facts in pages:
        shell.go(name, **facts)
        camera.settle()
        camera.take(name, BUSY if name in ("person", "devices", "loans") else EVERY)


def _due_today(db: object) -> list[str]:
    from hubdesk.queries.today import today_row

    return [loan.tag for loan in today_row(db, NOW.date()).due]  # type: ignore[arg-type]


def _device_id(db: object, tag: str) -> str:
    return str(db.scalar(select(Device.id).where(Device.tag == tag)))  # type: ignore[attr-defined]


def main(folder: Path = FOLDER, say: Callable[[str], None] = print) -> int:
    """Take every picture. 0 when all were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        paths = Paths(Path(home))
        made = make_throwaway(paths, clock=lambda: NOW)
        choices = read_choices(paths.computer)
        make_app(["hubdesk"], choices)
        window = Window(paths, choices)
        window.resize(*SIZE)
        window.show()
        camera = Photographer(window, folder)
        window.ask_passphrase(read_slots(paths))
        camera.settle()
        camera.take("unlock")
        desk = window.show_records(Opened(made.database, False, False, None))
        camera.settle()
        photograph(camera, desk)
        window.close()
    say(f"{len(camera.taken)} pictures in {folder.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
