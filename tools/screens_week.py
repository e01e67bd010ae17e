"""Pictures of this week: the board, what is on, stories, newsletter, and the poster."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from hubdesk.app.desk import OpenDesk
from hubdesk.app.week_files import pages_of, save_pages
from hubdesk.ui.printing.pdf import page_picture
from hubdesk.ui.week.page import ThisWeekPage
from tests.browser import NoBrowser, browser
from tools.small_png import save_small

if TYPE_CHECKING:
    from tools.screenshots import Photographer

POSTER_WIDTH: Final = 794  # px of an A4 page at 96 to an inch
TALL: Final = 1600  # px of a page that are shown
LOOKS: Final = (
    ("pages-light.png", 1100, False),
    ("pages-dark.png", 1100, True),
    ("pages-phone.png", 390, False),
)


def this_week(camera: Photographer, desk: OpenDesk) -> None:
    """Every tab of the page."""
    shell = desk.window.shell
    shell.go("this-week")
    camera.settle()
    page = shell.page
    assert isinstance(page, ThisWeekPage)
    camera.take("this-week", busy=True)
    page.board.add_button.click()
    page.board.lines["title"].setText("Help desk assistant")
    camera.take("this-week-add", busy=True)
    page.board.close_form()
    for tab in ("on", "stories", "newsletter"):
        page.open_tab(tab)
        camera.take(f"this-week-{tab}", busy=True)
    page.open_tab("poster")
    while page.poster.view.paper.picture.isNull():
        QApplication.processEvents()
    camera.take("this-week-poster", busy=True, wait_ms=600)
    shell.go("desk")


def public_pages(camera: Photographer, desk: OpenDesk) -> None:
    """The poster, and the pages as a browser shows them; without one these stay as they are."""
    now = desk.records.now()
    poster = page_picture(desk.records.paper("week-poster", ""), 0, POSTER_WIDTH)
    save_small(poster, camera.folder / "week-poster.png")
    try:
        with TemporaryDirectory() as home, browser() as page:
            save_pages(Path(home), desk.records.look(lambda db: pages_of(db, now)))
            for name, width, dark in LOOKS:
                page.looks(width=width, dark=dark)
                page.go((Path(home) / "index.html").as_uri())
                shot = Path(home) / "shot.png"
                page.picture(shot)
                whole = QImage(os.fspath(shot))
                save_small(whole.copy(0, 0, width, min(whole.height(), TALL)), camera.folder / name)
    except NoBrowser as reason:
        print(reason)
