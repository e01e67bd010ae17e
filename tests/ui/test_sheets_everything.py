"""All records saved from Settings: by a manager, after the passphrase, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog

from hubdesk.models import Watched
from hubdesk.queries.access import Shown, access_window
from hubdesk.sync.package_in import Package
from hubdesk.ui.backups.everything_part import EverythingCard
from tests.conftest import PASSPHRASE
from tests.ui.alone import until
from tests.ui.conftest import DeskDriver


def card(at_desk: DeskDriver) -> EverythingCard:
    at_desk.shell.go("settings", group="copies")
    at_desk.settle()
    [found] = at_desk.shell.page.findChildren(EverythingCard)
    return found


def test_a_manager_saves_all_records_and_it_is_written_down(at_desk: DeskDriver, tmp_path: Path):
    hub: Any = at_desk.hub
    hub.person("Samira Haddad")
    page = card(at_desk)
    page.save_button.click()
    at_desk.settle()
    ask = at_desk.open.window.ask_again
    assert ask.isVisible(), "the passphrase is asked for first"
    ask.passphrase.setText(PASSPHRASE)
    ask.go_button.click()
    until(lambda: not ask._check.is_busy)
    at_desk.settle()
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]
    assert dialog.selectedFiles()[0].endswith("Riverside Hub, all records.zip")
    dialog.reject()
    file = tmp_path / "all.zip"
    page.save(str(file))
    until(lambda: page.save_button.isEnabled())
    assert at_desk.said.startswith("all.zip holds all records, ")
    package = Package(file)
    assert package.title == "Riverside Hub"
    package.close()
    rows = hub.look(lambda db: access_window(db, shown=Shown.FILES))
    assert [row.what for row in rows] == [Watched.EVERYTHING]
    page.save(str(tmp_path / "no folder" / "all.zip"))
    until(lambda: page.save_button.isEnabled())
    assert "holds all records" not in at_desk.said, "a folder that is not there is said in words"
    assert at_desk.said
