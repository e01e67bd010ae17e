"""A published report as open data: a small Frictionless Tabular Data Package in one zip.

`figures.csv` has one number a line, exactly as `report_csv` writes it; `counted.csv` says how each
figure is counted; `datapackage.json` describes both. What is hidden is `c`, and the schema says
that this is no value, so that no program takes it for a number, least of all for nought. A target
stands on the line of its figure.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from typing import Any, Final

from hubdesk.messages.periods import hidden_reason
from hubdesk.queries.figure_rows import WhyHidden
from hubdesk.queries.report_rows import PublishedReport
from hubdesk.reports.report_sheet import HIDDEN, defused, report_csv

DESCRIPTOR: Final = "datapackage.json"
FIGURES, COUNTED = "figures.csv", "counted.csv"
_MARK: Final = b"\xef\xbb\xbf"  # Excel needs it, and a package says its letters itself
_FIELDS: Final = {
    "part": "Part of the report",
    "table": "Title of the table; empty for a figure",
    "code": "Code of the figure or of the line",
    "label": "What is counted, in words",
    "column": "Heading of the column: which days",
    "unit": "What is counted: visits, people, minutes and so on",
    "first_on": "First day that is counted",
    "last_on": "Last day that is counted",
    "number": f"The number; {HIDDEN} where it is hidden, which is never nought",
    "hidden": "",  # its words come with the threshold of the report
    "only": "Of whose money and which part of the hub's work it is; empty for all of it",
    "target": "What is to be reached; empty where no target is set",
    "target_since": "First day that is counted against the target",
    "target_reached": f"What was reached since that day; {HIDDEN} where it is hidden or not told",
    "target_to_nearest": "1, or 5 where what was reached is told to the nearest 5",
    "target_percent": f"What was reached in per cent of the target; {HIDDEN} where it is hidden",
    "target_due": "What was due by the last day, if every day of the target does the same",
    "target_behind": f"How much less was reached than was due; {HIDDEN} where it is hidden",
    "target_whole": "All of it, by its last day, where that is not the last of the report",
    "target_until": "The last day of all of it",
}
_COUNTED_FIELDS: Final = {
    "code": "Code of the figure, as in figures.csv",
    "version": "Version of its rule; a rule that changes gets a new one",
    "name": "What is counted, in words",
    "rule": "What counts, and what does not",
    "evidence": "What at the hub it is counted from",
}


def report_package(report: PublishedReport) -> bytes:
    """The zip. Equal reports give equal bytes."""
    out = io.BytesIO()
    parts = (
        (DESCRIPTOR, json.dumps(_descriptor(report), ensure_ascii=False, indent=1).encode()),
        (FIGURES, report_csv(report).removeprefix(_MARK)),
        (COUNTED, _counted(report)),
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _moment(report.made_on))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def _moment(day: date) -> tuple[int, int, int, int, int, int]:
    """A zip knows no day before 1980."""
    return (max(day.year, 1980), day.month, day.day, 0, 0, 0)


def _counted(report: PublishedReport) -> bytes:
    sheet = io.StringIO()
    lines = csv.writer(sheet, lineterminator="\r\n")
    lines.writerow(tuple(_COUNTED_FIELDS))
    for one in report.counted:
        words = (defused(text) for text in (one.name, one.rule, one.evidence))
        lines.writerow((one.code, one.version, *words))
    return sheet.getvalue().encode()


def _descriptor(report: PublishedReport) -> dict[str, Any]:
    title = report.called
    facts = [*report.disclosure, *report.notes]
    return {
        "profile": "tabular-data-package",
        "name": _name(report),
        "title": f"{title}, {report.hub}",
        "description": " ".join(facts),
        "created": f"{report.made_on.isoformat()}T00:00:00Z",
        "hub": report.hub,
        "report": report.template,
        "only": report.about,
        "first_on": report.period.first_on.isoformat(),
        "last_on": report.period.last_on.isoformat(),
        "is_over": report.is_over,
        "disclosure": {"profile": report.profile, "threshold": report.threshold},
        "resources": [
            _resource("figures", FIGURES, _figures_schema(report.threshold)),
            _resource("counted", COUNTED, _counted_schema()),
        ],
    }


def _name(report: PublishedReport) -> str:
    days = f"{report.period.first_on.isoformat()}-{report.period.last_on.isoformat()}"
    return re.sub(r"[^a-z0-9]+", "-", f"report-{report.template.casefold()}-{days}").strip("-")


def _resource(name: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _figures_schema(threshold: int) -> dict[str, Any]:
    days = ("first_on", "last_on", "target_since", "target_until")
    types = {name: "integer" for name in _FIELDS if name.startswith("target")}
    types |= {"number": "integer", **dict.fromkeys(days, "date")}
    fields: list[dict[str, Any]] = [
        {"name": name, "type": types.get(name, "string"), "description": words}
        for name, words in _FIELDS.items()
    ]
    fields[list(_FIELDS).index("hidden")] |= {
        "description": _why_words(threshold),
        "constraints": {"enum": [why.value for why in WhyHidden]},
    }
    return {"fields": fields, "missingValues": ["", HIDDEN]}


def _why_words(threshold: int) -> str:
    """What each mark of a hidden number means, for somebody who has nothing but this file."""
    marks = (why.value for why in WhyHidden if why is not WhyHidden.NOT_HIDDEN)
    said = " ".join(f"“{mark}”: {hidden_reason(mark, threshold)}" for mark in marks)
    return f"Why it is hidden; empty where it is shown. {said}"


def _counted_schema() -> dict[str, Any]:
    fields = [
        {"name": n, "type": "integer" if n == "version" else "string", "description": words}
        for n, words in _COUNTED_FIELDS.items()
    ]
    return {"fields": fields, "primaryKey": ["code", "version"]}
