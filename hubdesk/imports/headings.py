"""Whose list this is, and which of its columns says what: by its headings alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hubdesk.errors.bringing_in import LooksLike
from hubdesk.imports.tables import Row, Table
from hubdesk.typed import clean_line

_AGAIN = re.compile(r" \(\d+\)$")  # our own mark of a heading that stood twice
_KEY = re.compile(r"\(([A-Z_]+)\)$")  # Kolibri: "Nom complet (FULL_NAME)"
# Fields that keep everything their columns say, so that two answers are no clash.
GATHERED = ("notes", "more_notes", "phone", "address", "street", "codes")
_TYPED = re.compile(r"cf:\s*(.*?)\s*,\s*type:.*", re.IGNORECASE)  # Shelf: "cf: brand, type:option"


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of list: how it is known, and what its headings mean.

    `needs` are groups of folded headings: one of each must be there. `unless` are headings
    that say it is something else. `fields` gives, for each field of ours, the folded
    headings that hold it, the best first.
    """

    name: str
    sort: LooksLike
    needs: tuple[tuple[str, ...], ...]
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()


def folded(heading: str) -> str:
    """A heading as it is compared: letters and digits only, whatever their case."""
    return "".join(c for c in heading.casefold() if c.isalnum())


def meanings(heading: str) -> tuple[str, ...]:
    """The folded forms a heading may be known by, the surest first."""
    heading = _AGAIN.sub("", heading)
    forms = [folded(heading)]
    if typed := _TYPED.fullmatch(heading):
        forms.append(folded(typed[1]))
    if key := _KEY.search(heading):
        forms += [folded(key[1]), folded(heading[: key.start()])]
    return tuple(dict.fromkeys(filter(None, forms)))


def shape_of(headings: Iterable[str], shapes: Iterable[Shape]) -> Shape | None:
    """The first shape that the headings fit, or None."""
    known = {form for heading in headings for form in meanings(heading)}
    for shape in shapes:
        fits = all(any(form in known for form in group) for group in shape.needs)
        if fits and not any(form in known for form in shape.unless):
            return shape
    return None


class Columns:
    """Where the fields of a shape stand in one table."""

    def __init__(self, table: Table, shape: Shape) -> None:
        forms: dict[str, list[str]] = {}
        for heading in table.headings:
            for form in meanings(heading):
                forms.setdefault(form, []).append(heading)
        self._of: dict[str, tuple[str, ...]] = {}
        for name, wanted in shape.fields.items():
            found = [heading for form in wanted for heading in forms.get(form, ())]
            self._of[name] = tuple(dict.fromkeys(found))
        used = {heading for headings in self._of.values() for heading in headings}
        rest = [heading for heading in table.headings if heading not in used]
        single = used - {h for name in GATHERED for h in self._of.get(name, ())}
        self.repeated = tuple(
            (_AGAIN.sub("", heading), heading)
            for heading in table.headings
            if heading in single and _AGAIN.sub("", heading) in single - {heading}
        )
        self.left_out = tuple(h for h in rest if any(row.cells[h] for row in table.rows))

    def heading(self, name: str) -> str:
        """The heading under which a field stands, or the field's own name."""
        return next(iter(self._of.get(name, ())), name)

    def has(self, name: str) -> bool:
        """Whether the table has a column for a field."""
        return bool(self._of.get(name))

    def cell(self, row: Row, name: str) -> str:
        """What the row says in a field, on one line: the first of its columns that says any."""
        return next((_one_line(said) for said in self._said(row, name)), "")

    def cells(self, row: Row, name: str) -> tuple[str, ...]:
        """Everything different the row says in a field's columns, as written."""
        return tuple(dict.fromkeys(self._said(row, name)))

    def column(self, table: Table, name: str) -> list[str]:
        """A field of every row."""
        return [self.cell(row, name) for row in table.rows]

    def _said(self, row: Row, name: str) -> Iterable[str]:
        return (row.cells[heading] for heading in self._of.get(name, ()) if row.cells[heading])


def _one_line(text: str) -> str:
    if text.isascii():  # most cells, and all that can be in them is spaces
        return " ".join(text.split())
    return clean_line(text, "", len(text) * 4)
