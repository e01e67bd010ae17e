"""A report of invented figures, for the tests of charts, paper, poster and page."""

from __future__ import annotations

from datetime import date

from hubdesk.queries.figure_rows import CountCell, CountRow, CountTable, Period, WhyHidden
from hubdesk.queries.report_rows import (
    Counted,
    PublishedFigure,
    PublishedReport,
    PublishedSection,
    PublishedTarget,
    Quoted,
    UnfinishedRegister,
)

SMALL, OTHER = WhyHidden.SMALL, WhyHidden.WITH_ANOTHER
Number = int | WhyHidden


def cell(number: Number) -> CountCell:
    return CountCell(None, number) if isinstance(number, WhyHidden) else CountCell(number)


def table(
    code: str,
    title: str,
    columns: tuple[str, ...],
    rows: dict[str, tuple[Number, ...]],
    total: tuple[Number, ...] = (),
) -> CountTable:
    made = tuple(CountRow(at, at, tuple(map(cell, numbers))) for at, numbers in rows.items())
    whole = CountRow("total", "Total", tuple(map(cell, total))) if total else None
    return CountTable(code, title, "people", "Which", columns, made, whole)


def figure(
    code: str, label: str, now: Number, before: Number = 0, unit: str = ""
) -> PublishedFigure:
    return PublishedFigure(code, label, unit, cell(now), cell(before))


WEEKS = table(
    "visits-by-week",
    "Visits each week",
    ("Visits",),
    {"29 Sept": (38,), "6 Oct": (44,), "13 Oct": (51,), "20 Oct": (57,), "27 Oct": (24,)},
    (214,),
)
TYPES = table("by-type", "Devices by type", ("Lent",), {"Laptops": (26,), "Tablets": (11,)})
BACK = table("back", "Devices back", ("Devices",), {"On time": (41,), "Still out": (SMALL,)})
AGES = table(
    "by-age",
    "By age",
    ("People", "Visits", "First time"),
    {"16 to 24": (12, 126, 15), "25 to 49": (31, 174, SMALL), "50 to 64": (22, 158, OTHER)},
    (65, 458, 29),
)


def report(**changes: object) -> PublishedReport:
    """October at Riverside Hub, with changes."""
    facts: dict[str, object] = {
        "hub": "Riverside Hub",
        "template": "Monthly report",
        "reader": "The hub itself",
        "period": Period(date(2026, 10, 1), date(2026, 10, 31)),
        "compared": Period(date(2026, 9, 1), date(2026, 9, 30)),
        "made_on": date(2026, 11, 3),
        "disclosure": ("Numbers under 5 are hidden.",),
        "headlines": (
            figure("people", "People helped", 86, 77),
            PublishedFigure(
                "lent", "Devices lent", "", cell(47), cell(47), PublishedTarget(60, 50, cell(47))
            ),
            figure("certificates", "Certificates given", SMALL, 17),
            figure("gifts", "Worth of gifts", 1204, 1190, "£"),
        ),
        "sections": (
            PublishedSection(
                "sessions", "Sessions and visits", (figure("ran", "Held", 31, SMALL),), (WEEKS,)
            ),
            PublishedSection("loans", "Devices and loans", (), (TYPES, BACK)),
            PublishedSection("who", "Who came", (), (AGES,)),
        ),
        "unfinished": (UnfinishedRegister("Digital basics", date(2026, 10, 14), "Amira Khan"),),
        "stories": (Quoted("I rang my sister and saw her face.", "Samira H."),),
        "comments": (Quoted("Half of them can attach a file now.", "Amira Khan"),),
        "counted": (Counted("people", 2, "People helped", "Different people.", "Registers."),),
    }
    return PublishedReport(**(facts | changes))  # type: ignore[arg-type]
