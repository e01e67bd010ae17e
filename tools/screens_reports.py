"""Pictures of reports: the paper, the figures, the list behind one, and what was made before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from hubdesk.app.desk import OpenDesk
from hubdesk.ui.reports.page import ReportsPage

if TYPE_CHECKING:
    from tools.screenshots import Photographer


def reports(camera: Photographer, desk: OpenDesk) -> None:
    """Every screen of reports."""
    shell = desk.window.shell

    def open_page(name: str, **facts: object) -> Any:
        shell.go(name, **facts)
        camera.settle()
        return shell.page

    page = open_page("reports")
    assert isinstance(page, ReportsPage)
    while page.made is None or page.view.paper.picture.isNull():
        QApplication.processEvents()
    camera.take("reports", busy=True, wait_ms=600)
    page.open_tab("figures")
    camera.take("reports-figures", busy=True)
    lines = page.figures.list.list
    lines.choose_first()
    page.out.print_report()
    camera.settle()
    page.saved.name.setText("Month end for the trustees")
    page.saved.by_itself.setChecked(True)
    page.saved.save()
    page.open_tab("saved")
    camera.take("reports-saved", busy=True)
    page.open_tab("past")
    page.past.list.choose_first()
    camera.take("reports-past", busy=True)
    shown = open_page("past-report", id=page.past.list.chosen())
    while shown.view.paper.picture.isNull() or not (shown.same.words() or shown.changed.words()):
        QApplication.processEvents()
    camera.take("past-report", busy=True, wait_ms=600)
    lines.opened.emit(lines.chosen())
    camera.settle()
    camera.take("report-rows", busy=True)
    told = open_page("told", tab="stories")
    told.stories.text.setPlainText("I rang my sister in Lahore and saw her face.")
    camera.take("told", busy=True)
    told.stories.forget()
    told.open_tab("asked")
    camera.take("told-asked")
    told.open_tab("worth")
    camera.take("told-worth")
    open_page("desk")
