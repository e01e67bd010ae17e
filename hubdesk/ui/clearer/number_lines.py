"""One number of a public body as it is shown everywhere: never without what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.messages.benchmarks import amount_words, of_whom, ours_words, read_words
from hubdesk.queries.benchmarks import BenchmarkRow, captioned
from hubdesk.queries.ours_beside import Ours
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Clearer", text)


def words_of(row: BenchmarkRow, ours: Mapping[str, Ours]) -> list[tuple[str, str, str]]:
    """The words of a number with their role and ink: the number, of whom, ours, source, doubt."""
    captioned(row)
    number = amount_words(row.amount, row.places, row.unit, row.hidden)
    said = [(f"{row.title}: {number}", "strong", "")]
    said.append((of_whom(row.base, row.geography, row.year), "small", ""))
    if row.beside and (mine := ours.get(row.beside)):
        share = mine.share
        words = ours_words(share.tenths, share.hidden, mine.period, doubtful=share.doubtful)
        said.append((words, "smallstrong", ""))
    if row.source:
        source = _t("Source: {source}. {method}").format(source=row.source, method=row.method)
        said.append((f"{source} {row.source_url}".strip(), "small", "2"))
    else:
        said.append((read_words(row.read), "small", "2"))
    if row.doubt:
        said.append((_t("Mind: {doubt}").format(doubt=row.doubt), "small", "2"))
    return [one for one in said if one[0]]


class NumberLines(QWidget):
    """Those words, one under the other."""

    def __init__(self, row: BenchmarkRow, ours: Mapping[str, Ours]) -> None:
        super().__init__()
        body = column(self, (0, 2, 0, 4), 2)
        for words, role, ink in words_of(row, ours):
            body.addWidget(WrappedLabel(breakable(words), role, ink))
