"""A report as a spreadsheet: in which forms, and what such files are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hubdesk.i18n import translate
from hubdesk.queries.report_rows import PublishedReport


def _t(text: str) -> str:
    return translate("Reports", text)


_KINDS: Final = {
    "xlsx": "Workbooks (*.xlsx)",
    "csv": "Comma-separated lines (*.csv)",
    "zip": "Data packages (*.zip)",
}


def sheet_words(ending: str) -> tuple[str, str]:
    """The title above the question where it goes, and what such files are called."""
    return _t("Save as a spreadsheet"), _t(_KINDS[ending])


def sheet_of(report: PublishedReport, ending: str) -> Callable[[], bytes]:
    """What makes its bytes: as a workbook, as lines that any program reads, or as open data."""

    def make() -> bytes:
        from hubdesk.reports.report_package import report_package
        from hubdesk.reports.report_sheet import report_csv
        from hubdesk.reports.report_workbook import report_xlsx

        forms = {"xlsx": report_xlsx, "csv": report_csv, "zip": report_package}
        return forms[ending](report)

    return make
