"""Bringing in the numbers of public bodies from their own files, by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from hubdesk.app.opening import opened
from hubdesk.i18n import translate
from hubdesk.imports.benchmark_lines import BenchmarkLines, Said
from hubdesk.imports.benchmarks import read_benchmarks
from hubdesk.imports.files import first_bytes
from hubdesk.imports.tables import MOST_BYTES
from hubdesk.messages.benchmarks import HIDDEN, brought_words
from hubdesk.messages.bringing_in import reasons_said, remarks_said
from hubdesk.operations.benchmarks import bring_in_benchmarks
from hubdesk.paths import Paths
from hubdesk.store.database import Database

VERB: Final = "import benchmarks"
FACTS: Final = (
    *("source", "source_url", "year", "geography", "base", "method", "doubt", "unit", "title"),
)


def _t(text: str) -> str:
    return translate("BringingIn", text)


def import_benchmarks(
    paths: Paths, file: Path, said: Said, *, dry_run: bool, say: Callable[[str], None]
) -> int:
    """Name each refused line with its reason, then what has no number, then the counts.

    0 when it ran. Raises what `read_benchmarks` and `opened` raise.
    """
    lines = read_benchmarks(first_bytes(file, MOST_BYTES), file.name, said)
    with opened(paths, say=say, right=VERB, only_looks=dry_run) as database:
        if dry_run:
            say(_t("Only looking: nothing is saved."))
        for line in lines.refused:
            say(f"{_t('Line {line}:').format(line=line.line)} {reasons_said(line.problems)}")
        _tell(lines, say)
        if dry_run:
            good = len(lines.good)
            say(_t("{count} would come in.").format(count=f"{good:,}"))
            return 0
        say(store(database, lines))
    return 0


def store(database: Database, lines: BenchmarkLines) -> str:
    """Keep the good ones as one action. Answers with what became of them."""
    now = database.clock()
    with database.changing(VERB, about={"what": lines.name}) as db:
        brought = bring_in_benchmarks(db, lines.good, file_name=lines.name, now=now)
    refused = len(lines.refused)
    return brought_words(brought.added, brought.newer, brought.unchanged, refused, lines.empty)


def _tell(lines: BenchmarkLines, say: Callable[[str], None]) -> None:
    """How many have no number and why, and what to look at."""
    for why, words in HIDDEN.items():
        if many := sum(line.hidden == why for line in lines.good):
            say(_t("{words}: {count}. None of them counts as nought.").format(
                words=_t(words), count=f"{many:,}"))  # fmt: skip
    for words in remarks_said(lines.remarks):
        say(words)
