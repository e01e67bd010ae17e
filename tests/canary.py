"""A day at the desk that ends in the middle: run by `test_canaries`, it kills itself.

python -m tests.canary HOME search|print|import|import-cut-short [FILE]
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME, KNOWN_AS = "Zyxaquorn Veldimarsh", "Quornzy"
PHONE, NOTE = "0121 496 0733", "Brumblethwack at the door"
TYPED = "zyxaquorn veld"
CANARIES = ("zyxaquorn", "veldimarsh", "quornzy", "brumblethwack", "1214960733", "121 496 0733")
SCRIPTS = "فاطمہ کنعانی"
PASSPHRASE = "four words are enough"


def make(paths: Any, work: Any) -> None:
    """A hub with somebody whose name is nowhere else, closed again."""
    from hubdesk.app.making import make_hub
    from hubdesk.operations.desk import lend_basket
    from hubdesk.operations.lending import Item
    from hubdesk.operations.people import add_note, register_person
    from hubdesk.operations.stock import add_device
    from hubdesk.queries.hub import kind_called
    from hubdesk.store.keys import KeyCost

    cheap = KeyCost(memory_kib=8, passes=1, lanes=1)
    made = make_hub(paths, name="Hub", manager="Amira", passphrase=PASSPHRASE, cost=cheap)
    now = datetime.now(UTC)
    with made.database.changing("lend") as db:
        person = register_person(
            db, display_name=NAME, known_as=KNOWN_AS, phone=PHONE, privacy_given=True, now=now
        )
        register_person(db, display_name=SCRIPTS, now=now)
        add_note(db, person_id=person.id, text=NOTE, now=now)
        kind = kind_called(db, "Laptop")
        assert kind is not None
        device = add_device(db, kind_id=kind.id, make="Lenovo", now=now)
        lent = lend_basket(db, borrower_id=person.id, items=[Item(device.id)], now=now)
        agreement_id = lent.agreement_id
    work(made.database, agreement_id)


def search(database: Any, paths: Any) -> None:
    """Type the name in the real window, key by key, until the list shows it."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    from hubdesk.app.desk import OpenDesk
    from hubdesk.app.starting import make_app
    from hubdesk.operations.people import add_note
    from hubdesk.queries.search import search as look
    from hubdesk.store.computer import read_choices
    from hubdesk.store.opening import Opened

    choices = read_choices(paths.computer)
    app = QApplication.instance() or make_app(["hubdesk"], choices)
    assert isinstance(app, QApplication)
    window = QMainWindow()
    desk = OpenDesk(paths, Opened(database, False, False, None), choices, window)
    window.setCentralWidget(desk.window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    desk.unlocked()
    for letter in TYPED:
        QTest.keyClick(app.focusWidget() or window, letter)
        desk.window.scans.flush()
    QTest.qWait(300)
    assert TYPED in [box.text() for box in window.findChildren(QLineEdit)]
    with database.reading() as db:
        assert [hit.name for hit in look(db, TYPED).people] == [NAME]
    with database.changing("note") as db:  # an idle desk may have emptied the log
        add_note(db, person_id=person_of(db), text=NOTE, now=datetime.now(UTC))
    die()  # while the window stands, with all that works beside it


def person_of(db: Any) -> str:
    """The id of whose name it is."""
    from sqlalchemy import select

    from hubdesk.models import Person

    found: str = db.scalars(select(Person.id).where(Person.display_name == NAME)).one()
    return found


def print_all(database: Any, paths: Any, agreement_id: str) -> None:
    """Print every paper about the person, by the press of the window, as a driver spools it."""
    import pypdfium2

    from hubdesk.app.papers import paper_bytes
    from hubdesk.app.starting import make_app
    from hubdesk.operations.people import assign_card
    from hubdesk.store.computer import read_choices
    from hubdesk.ui.printing.press import Press
    from tests.ui.alone import PdfPrinters

    with database.changing("assign card") as db:
        person_id = person_of(db)
        assign_card(db, person_id=person_id)

    def look(work: Any) -> Any:
        with database.reading() as db:
            return work(db)

    choices = read_choices(paths.computer)
    app = make_app(["hubdesk"], choices)
    spool = paths.home.parents[1] / "spool"  # watched too
    spool.mkdir()
    press = Press(choices, printers=PdfPrinters(spool, "Brother QL"), parent=app)
    for kind, about in (("agreement", agreement_id), ("person-cards", person_id), ("due-list", "")):
        paper = paper_bytes(look, kind, about, now=datetime(2099, 1, 1, tzinfo=UTC))
        text = " ".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)
        )
        assert "Zyxaquorn" in text or KNOWN_AS in text, (kind, text)
        _print(press, paper)
    assert len([page for page in spool.iterdir() if page.stat().st_size > 1000]) == 3


def _print(press: Any, paper: bytes) -> None:
    """One paper, printed when this returns."""
    from PySide6.QtTest import QTest

    from hubdesk.ui.printing.press import Work

    ended: list[object] = []
    press.print_pdf(
        Work(
            lambda: paper,
            "printer.agreement",
            "Where to print",
            lambda: ended.append("printed"),
            ended.append,
            lambda: ended.append("cancelled"),
        )
    )
    for _ in range(1000):
        if ended:
            break
        QTest.qWait(10)
    assert ended == ["printed"], ended


def bring_in(home: Path, file: Path, *, is_cut: bool) -> None:
    """Bring in a list of people by the command; it ends in the middle, or at its last sentence."""
    from sqlalchemy import Engine, event

    from hubdesk.cli import main as command

    class Screen(io.StringIO):
        def write(self, text: str) -> int:
            if " added" in text:
                die()
            return len(text)

    commits = 0

    def committing(_connection: Any) -> None:
        nonlocal commits
        commits += 1
        if is_cut and commits == 3:
            die()

    event.listen(Engine, "commit", committing)
    os.environ["HUBDESK_PASSPHRASE"] = PASSPHRASE
    with contextlib.redirect_stdout(Screen()):
        command(["import", "people", os.fspath(file), "--home", os.fspath(home)])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(home: Path, what: str, file: str = "") -> None:
    from hubdesk.paths import Paths
    from hubdesk.store.opening import close_hub

    paths = Paths(home)

    def work(database: Any, agreement_id: str) -> None:
        match what:
            case "search":
                search(database, paths)
            case "print":
                print_all(database, paths, agreement_id)
            case "import" | "import-cut-short":
                close_hub(paths, database)
                bring_in(home, Path(file), is_cut=what == "import-cut-short")

    make(paths, work)
    die()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
