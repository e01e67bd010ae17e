"""The manual of bringing in cannot fall behind: every heading it names is one we read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hubdesk.imports.headings import Shape, folded
from hubdesk.imports.shapes import OWN_DEVICES, OWN_PEOPLE
from hubdesk.imports.tables import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from hubdesk.imports.words import KINDS, kind_of, stage_of
from tests.imports.reading import SAMPLE_FILES, SAMPLES

PAGE = (Path(__file__).parents[2] / "docs" / "bringing-in.md").read_text("utf-8")


def headings_of(title: str) -> list[str]:
    """What stands in backticks in the first column of the table under a title."""
    part = PAGE.split(f"## {title}")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [heading for row in rows for heading in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize(
    ("title", "shape"),
    [("Devices: our own headings", OWN_DEVICES), ("People: our own headings", OWN_PEOPLE)],
)
def test_every_heading_of_the_manual_is_read(title: str, shape: Shape):
    known = {form for forms in shape.fields.values() for form in forms}
    named = {folded(heading) for heading in headings_of(title)}
    assert len(named) > 15
    assert named <= known
    unnamed = [name for name, forms in shape.fields.items() if not named & set(forms)]
    assert set(unnamed) <= {"username"}


def test_the_kinds_and_states_of_the_manual_are_ours():
    kinds = PAGE.split("| `kind` | ")[1].split(";")[0].split(", ")
    assert [kind.casefold() for kind in kinds] == list(KINDS)
    assert [kind_of(kind) for kind in kinds] == list(KINDS)
    states = PAGE.split("| `state` | ")[1].split(" |")[0].split(", ")
    assert all(stage_of(state) for state in states)


def test_the_bounds_of_the_manual_are_ours():
    bounds = f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns and {MOST_BYTES // 1024**2} MB"
    assert bounds in PAGE


def test_every_sample_is_described():
    told = (SAMPLES / "README.md").read_text("utf-8")
    for path in SAMPLE_FILES:
        tail = path.stem.partition("-")[2]
        assert path.name in told or f"`-{tail}`" in told or f"-{path.stem.split('-')[-1]}`" in told
