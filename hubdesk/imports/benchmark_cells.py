"""One cell of a public body's table, and the notes around it: a number, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from hubdesk.imports.headings import folded
from hubdesk.imports.tables import Record

MOST_PLACES: Final = 8  # digits behind the point that are kept
MOST: Final = 10**18  # what a whole number of the store holds

# What public bodies write where there is no number, and what it means.
MARKERS: Final = {
    "suppressed": ("c", "supp", "*", "[c]", "**"),
    "not applicable": ("z", "na", "n/a", "notapplicable", "doesnotapply", "ne", "[z]"),
    "not available": ("x", ":", "..", "...", "[x]", "new"),
    "not published": ("np",),
    "unreliable": ("u", "lowcov", "[u]"),
    "rounds to nought": ("low", "k", "[low]", "[k]", "~"),
    "missing": ("-", "–", "null", "99999999", "[-]"),
}
_MEANS: Final = {sign: why for why, signs in MARKERS.items() for sign in signs}

_NOTES = {"population": "base", "units": "unit", "date": "year", "source": "source"}
_OTHER_NOTES = ("sex", "age", "areatype", "areaname", "ruralurban", "variable", "time", "measures")
_A_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?\s*%?")


def number_in(text: str) -> tuple[int | None, int, bool, str] | None:
    """A cell as its digits, how many stand behind the point, whether it is a per cent, or a why.

    None where it is neither a number nor a marker: `3,924` is (3924, 0, False, "").
    """
    cell = text.strip()
    if why := _MEANS.get(_sign(cell)):
        return None, 0, False, why
    if not cell or not _A_NUMBER.fullmatch(cell) or not any(c.isdigit() for c in cell):
        return None
    digits = cell.rstrip("% ").replace(",", "").replace("−", "-")
    value = Decimal(digits)
    places = min(MOST_PLACES, max(0, -int(value.as_tuple().exponent)))
    amount = round(value.scaleb(places))
    return (amount, places, cell.endswith("%"), "") if abs(amount) < MOST else None


def _sign(cell: str) -> str:
    """A marker as it is looked up: `Not applicable` and `notapplicable` are one."""
    return "".join(cell.casefold().split())


def parts_of(records: list[Record]) -> tuple[list[Record], list[Record], list[Record]]:
    """The notes above the headings, the headings with their rows, and the notes below."""
    filled = [[cell for cell in cells if cell.strip()] for _line, cells in records]
    most = max((len(cells) for cells in filled[:40]), default=0)
    start = next(
        (
            at
            for at, cells in enumerate(filled)
            if len(cells) >= 2 and len(cells) * 5 >= most * 2 and not _is_note(cells)
        ),
        0,
    )
    end = len(records)
    while end > start + 1 and len(filled[end - 1]) < 2 and most > 1:
        end -= 1
    return records[:start], records[start:end], records[end:]


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row of two cells is a note such as `Population : | All usual residents`."""
    name = folded(cells[0])
    return len(cells) == 2 and (name in _NOTES or name in _OTHER_NOTES)


def said_in_notes(above: list[Record], below: list[Record]) -> dict[str, str]:
    """What the notes say: the title and the publisher, the people, the year, and what to mind."""
    found: dict[str, str] = {}
    titles = []
    for _line, cells in above:
        told = [" ".join(cell.split()) for cell in cells if cell.strip()]
        if len(told) == 2 and (name := _NOTES.get(folded(told[0]))):
            found.setdefault(name, told[1])
        elif len(told) == 1:
            titles.append(told[0])
    if titles:
        found.setdefault("source", ". ".join(titles))
    feet = [" ".join(cell.split()) for _line, cells in below for cell in cells if cell.strip()]
    if feet:
        found.setdefault("method", " ".join(feet))
    return found
