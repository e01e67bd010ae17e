"""Pictures of this week: the board, what is on, stories, newsletter, and the poster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from hubdesk.app.desk import OpenDesk
from hubdesk.ui.week.page import ThisWeekPage

if TYPE_CHECKING:
    from tools.screenshots import Photographer


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
