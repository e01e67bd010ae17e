"""What the tests of bringing in share: a day, our samples, and the real files where they are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.imports.devices import device_lines
from hubdesk.imports.lines import DeviceLine, Lines, PersonLine
from hubdesk.imports.people import person_lines
from hubdesk.imports.tables import Table, read_table
from tests.conftest import SHARED

TODAY = date(2025, 11, 24)
SAMPLES = Path(__file__).parents[1] / "samples"
SAMPLE_FILES = sorted(
    path for path in SAMPLES.iterdir() if path.suffix in {".csv", ".tsv", ".xlsx", ".koc"}
)


def table(name: str) -> Table:
    """The table in one of our samples."""
    return read_table((SAMPLES / name).read_bytes(), name)


def devices(name: str) -> Lines[DeviceLine]:
    return device_lines(table(name), today=TODAY)


def people(name: str) -> Lines[PersonLine]:
    return person_lines(table(name), today=TODAY)


def devices_in(text: str) -> Lines[DeviceLine]:
    return device_lines(read_table(text.encode(), "typed.csv"), today=TODAY)


def people_in(text: str) -> Lines[PersonLine]:
    return person_lines(read_table(text.encode(), "typed.csv"), today=TODAY)


def shared(name: str) -> bytes:
    """A real file. A test that reads one is marked `real_files`, so a clean clone leaves it out."""
    return (SHARED / name).read_bytes()


def shared_names(*patterns: str) -> list[str]:
    """The real files that fit, or one name for a test that is left out."""
    found = [path for pattern in patterns for path in SHARED.glob(pattern) if path.is_file()]
    kept = [path for path in sorted(found) if path.name not in ("README.md", "LICENSE")]
    return [path.relative_to(SHARED).as_posix() for path in kept] or [patterns[0]]


def faults(problems: tuple[Problem, ...]) -> list[Fault]:
    return [problem.fault for problem in problems]


def counted(lines: Lines[DeviceLine] | Lines[PersonLine]) -> Counter[Fault]:
    """How often each remark is made about rows."""
    return Counter(remark.fault for row in lines for remark in row.remarks)
