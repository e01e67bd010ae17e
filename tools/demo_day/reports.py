"""Month end: the report and the poster of the last full month, by keys, read back from paper."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import Qt

from hubdesk.queries.periods import PeriodSort
from hubdesk.queries.report_rows import PublishedReport
from hubdesk.queries.reports_made import PastRow, past_report, past_window
from hubdesk.ui.reports.page import ReportsPage
from tools.demo_day.papers import check, keep
from tools.demo_day.player import CTRL, Player, WentWrong

SHARP = 1.4  # of 72 dots to an inch


def month_end(p: Player) -> str:
    """Ctrl+5 and Ctrl+P: a copy is kept, and the paper says what the screen said."""
    p.press(Qt.Key.Key_5, CTRL)
    page = p.desk.window.shell.page
    if not isinstance(page, ReportsPage):
        raise WentWrong("Ctrl+5 did not open Reports")
    p.wait_for(lambda: page.made is not None and not page.view.paper.picture.isNull())
    p.picture("report", "Report · the report of the last full month")
    made = page.made
    assert made is not None
    p.press(Qt.Key.Key_P, CTRL)
    month = _newest(p)
    path = keep(p, "report", month.id, name="report-month")
    check(path, holds=_words_of(made.report))
    _as_pages(p, "report-month")
    keep(p, "report-poster", month.id, name="poster-month")
    _as_pages(p, "poster-month")
    page.open_tab("figures")
    p.picture("figures", "Report · each figure opens the list behind it")
    page.open_tab("past")  # where the copy is kept
    people = next(one for one in made.report.headlines if one.code == "people")
    return f"{people.now.number} people, {path.name} of {len(path.read_bytes()):,} bytes"


def quarter_end(p: Player) -> str:
    """Three months, chosen on the same page and printed."""
    page = p.desk.window.shell.page
    if not isinstance(page, ReportsPage):
        raise WentWrong("Reports is not open any more")
    page.open_tab("paper")
    before = page.made
    page.options.period.sort.choose(PeriodSort.QUARTER)
    p.wait_for(lambda: page.made is not None and page.made is not before)
    made = page.made
    assert made is not None
    p.press(Qt.Key.Key_P, CTRL)
    path = keep(p, "report", _newest(p).id, name="report-quarter")
    check(path, holds=_words_of(made.report))
    p.wait_for(lambda: not page.view.paper.picture.isNull())
    return f"{made.report.called}, {path.name}"


def _newest(p: Player) -> PastRow:
    rows: list[PastRow] = p.look(lambda db: past_window(db, offset=0, limit=1))
    if not rows or p.look(lambda db: past_report(db, rows[0].id)) is None:
        raise WentWrong("no copy of the report was kept")
    return rows[0]


def _words_of(report: PublishedReport) -> list[str]:
    """What the paper has to say: each key figure that is shown, and each part."""
    numbers = [f"{one.now.number:,}" for one in report.headlines if one.now.number is not None]
    parts = [one.title for one in report.sections if one.tables or one.figures]
    return [*numbers, *parts, *report.disclosure]


def _as_pages(p: Player, name: str) -> None:
    """The pages as pictures, beside the PDF."""
    document = pypdfium2.PdfDocument(p.folder / f"{name}.pdf")
    for at in range(len(document)):
        picture = document[at].render(scale=SHARP).to_pil()
        picture.save(p.folder / f"{name}-{at + 1}.png")
    document.close()
