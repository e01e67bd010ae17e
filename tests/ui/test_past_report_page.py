"""A report that left, opened again: as it left, as a spreadsheet too, and told from its like."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog
from python_calamine import CalamineWorkbook

from hubdesk.app.papers import paper_bytes
from hubdesk.operations.funds import add_fund
from hubdesk.operations.report_keeping import keep_report
from hubdesk.queries.figures import Cut, templates
from hubdesk.queries.publishing import told
from hubdesk.ui.printing.papers import papers_waiting
from hubdesk.ui.reports.page import ReportsPage
from hubdesk.ui.reports.past_page import PastPage
from tests.conftest import NOW, HubBuilder
from tests.queries.test_reports_made import OCTOBER, a_visit
from tests.ui import walks
from tests.ui.alone import until


def left(hub: HubBuilder, how: str = "print", **cut) -> str:
    """A report of October that left."""
    found = hub.look(
        lambda db: told(db, template=templates(db)[0], period=OCTOBER, cut=Cut(**cut), now=NOW)
    )
    kept = hub.do("make report", lambda db, now: keep_report(db, found, how=how, now=now))
    return str(kept.id)


def opened(at_desk, id: str) -> PastPage:
    at_desk.shell.go("past-report", id=id)
    page = at_desk.shell.page
    assert isinstance(page, PastPage)
    until(lambda: not page.view.paper.picture.isNull())
    return page


def test_the_spreadsheet_of_a_report_that_left_has_the_figures_of_then(at_desk, hub, tmp_path):
    """A funder asks for it months later: it could be had with the figures of today alone."""
    for name in ("Ada", "Bo", "Cleo", "Dee", "Ewa"):
        a_visit(hub, name)
    page = opened(at_desk, left(hub))
    a_visit(hub, "Femi")
    page.sheet_button.click()
    [dialog] = at_desk.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Riverside Hub report 2026-10.xlsx")
    file = tmp_path / "then.xlsx"
    dialog.fileSelected.emit(str(file))
    until(file.exists)
    until(lambda: at_desk.said.startswith("Saved: Riverside Hub report 2026-10.xlsx."))
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Key figures").to_python()
    assert ["People", 5.0] in [row[:2] for row in rows]


def test_a_poster_that_left_is_shown_and_printed_again_as_a_poster(at_desk, hub):
    """It said "As it left the hub" above four pages, and printed them."""
    a_visit(hub, "Ada Okafor")
    id = left(hub, "poster")
    page = opened(at_desk, id)
    assert page.view._pdf == paper_bytes(hub.look, "report-poster", id, now=NOW)
    page.print_again()
    assert [one.kind for one in hub.look(papers_waiting)[0]] == ["report-poster"]


def test_two_reports_of_one_month_say_what_each_is_narrowed_to(at_desk, hub):
    fund = str(hub.do("add fund", lambda db, now: add_fund(db, name="Ward grant")).id)
    whole, part = left(hub), left(hub, fund_id=fund, ages=("25-49",))
    at_desk.shell.go("reports", tab="past")
    page = at_desk.shell.page
    assert isinstance(page, ReportsPage)
    said = [page.past.model.sentence(at) for at in range(2)]
    about = "Ward grant · only aged 25 to 49"
    assert [about in one for one in said] == [True, False]
    assert about in opened(at_desk, part).meta()
    assert "only" not in opened(at_desk, whole).meta()


def test_a_line_of_past_reports_says_nothing_twice(qapp, look, at_desk):
    """ "Printed" and the time stood below its name, and again in the columns beside it."""
    at_desk.shell.go("reports", tab="past")
    page = at_desk.shell.page
    assert isinstance(page, ReportsPage)
    until(lambda: page.made is not None)
    page.out.print_report()
    title = page.past.model.columns[0]
    for scale, said in ((100, "Amira Khan"), (200, "Printed, Amira Khan, 10:42am")):
        walks.put_on(qapp, at_desk.window, look, "light", scale, (1366, 768))
        assert title.detail(page.past.model.row(0)) == said
        assert page.past.model.sentence(0).endswith("Printed, Amira Khan, 10:42am"), "aloud, all"


def test_what_would_be_saved_is_what_is_chosen(at_desk):
    """September was chosen, and under Saved reports stood "now for October 2026"."""
    at_desk.shell.go("reports", tab="saved")
    page = at_desk.shell.page
    assert isinstance(page, ReportsPage)
    page.options.period.step(-1)
    until(lambda: page.saved.says.text().startswith("Monthly report, now for September 2026"))
