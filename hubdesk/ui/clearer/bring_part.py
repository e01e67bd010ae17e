"""Bringing in numbers of public bodies: a file, what it does not say itself, then a look at it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.imports.benchmark_lines import BenchmarkLine, BenchmarkLines, Said
from hubdesk.imports.benchmarks import read_benchmarks
from hubdesk.imports.files import first_bytes
from hubdesk.imports.tables import MOST_BYTES
from hubdesk.messages import explain
from hubdesk.messages.benchmarks import HIDDEN, amount_words, brought_words, of_whom
from hubdesk.messages.bringing_in import reasons_said, remarks_said
from hubdesk.operations.benchmarks import bring_in_benchmarks
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import Form, LineEdit
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import WrappedLabel

VERB: Final = "import benchmarks"
WIDTH: Final = 760
SHOWN: Final = 12  # lines named one by one; of the rest it is said how many there are
_FACTS: Final[Mapping[str, tuple[str, str]]] = {
    "source": ("Who published it", "Like: Office for National Statistics, Census 2021"),
    "source_url": ("Address it was loaded from", ""),
    "year": ("Year it is about", ""),
    "geography": ("Place it is about", ""),
    "base": ("Of whom", "Like: everybody aged 16 or over"),
    "method": ("How it was counted", ""),
    "doubt": ("What to mind", ""),
    "unit": ("Unit", "Like: percent, people"),
    "title": ("What is counted", "Where the heading of its column does not say it well."),
}
_WANTED: Final[Mapping[str, tuple[str, str]]] = {
    "columns": ("Only these columns", "With commas between. Empty is all that hold numbers."),
    "places": ("Only these places", "With commas between. Empty is every line."),
}


def _t(text: str) -> str:
    return translate("Clearer", text)


class BringPart(QWidget):
    """`brought` tells that numbers came in. Nothing is kept before somebody looked at it."""

    brought = Signal()

    def __init__(self, gestures: Gestures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures = gestures
        self._path: Path | None = None
        self._turn = 0
        self.lines: BenchmarkLines | None = None
        self.edits = {name: LineEdit() for name in (*_FACTS, *_WANTED)}
        self.form = Form()
        self.file_button = Button(_t("Choose a file"), "", "file-down", verb=VERB)
        self.look_button = Button(_t("Look at it"), "primary", "search")
        self.bring_button = Button(_t("Bring in"), "", "check", verb=VERB)
        self.file = Section(_t("A file of a public body"))
        self.seen = Section(_t("What is in it"))
        self.facts = Section(_t("What it does not say itself"))
        self._build()
        self.file_button.clicked.connect(lambda _on=False: self._choose_file())
        self.look_button.clicked.connect(lambda _on=False: self.look())
        self.bring_button.clicked.connect(lambda _on=False: self.bring_in())
        self.form.edited.connect(self.forget)
        self.forget()

    def _build(self) -> None:
        inside = Leaf()
        body = column(inside, (0, 0, 8, 8), 12)
        words = _t("CSV or XLSX, as it was published.")
        self.name = WrappedLabel("", "strong")
        for widget in (WrappedLabel(words, "small", "2"), self.name):
            self.file.put(widget)
        for name, (label, hint) in {**_FACTS, **_WANTED}.items():
            self.form.add(name, _t(label), self.edits[name], _t(hint) if hint else "")
        self.facts.put(self.form)
        for card, button in (
            (self.file, self.file_button),
            (self.seen, self.bring_button),
            (self.facts, self.look_button),
        ):
            below = QWidget()
            alone = line(below, 0, 8)
            alone.addWidget(button)
            alone.addStretch(1)
            card.put_below(below)
            sized(card, most_width=WIDTH)
            body.addWidget(card)
        body.addStretch(1)
        column(self).addWidget(scroller(inside), 1)
        self.setFocusProxy(self.file_button)

    def _choose_file(self) -> None:
        """The computer's own dialog, which lets the window live on."""
        dialog = QFileDialog(self.window(), _t("Choose a file with numbers"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_t("Tables (*.csv *.xlsx)"), _t("All files (*)")])
        dialog.fileSelected.connect(self.set_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_file(self, path: str) -> None:
        """This file, from now on."""
        self._path = Path(path)
        self.forget()
        self.look()

    def said(self) -> Said:
        """What whoever brings it in says of the file."""
        facts = {name: self.edits[name].text().strip() for name in _FACTS}
        columns, places = (
            tuple(part.strip() for part in self.edits[name].text().split(",") if part.strip())
            for name in _WANTED
        )
        return Said(columns=columns, places=places, **facts)

    def look(self) -> None:
        """Read the file beside the window, and show what would come in."""
        path, said = self._path, self.said()
        if path is None:
            return
        self.forget()
        self._turn += 1
        turn = self._turn
        self._gestures.doors.later(
            lambda: read_benchmarks(first_bytes(path, MOST_BYTES), path.name, said),
            owner=self,
            then=lambda lines: self._show(turn, lines),
            refused=lambda error: self._refused(turn, error),
        )

    def bring_in(self) -> None:
        """Keep what was looked at."""
        lines = self.lines
        if lines is None or not lines.good:
            return
        refused, empty = len(lines.refused), lines.empty
        if self._gestures.act(
            VERB,
            lambda db, now: bring_in_benchmarks(db, lines.good, file_name=lines.name, now=now),
            lambda made: brought_words(made.added, made.newer, made.unchanged, refused, empty),
            about={"what": lines.name},
        ):
            self._path = None
            self.forget()
            self.brought.emit()

    def forget(self) -> None:
        """What was seen holds no more: another file, or something else said of it."""
        self.lines = None
        self._turn += 1
        self.seen.clear()
        self.seen.hide()
        self.name.setText(self._path.name if self._path else _t("No file is chosen."))
        self.look_button.set_reason("" if self._path else _t("Choose a file first."))
        self.bring_button.set_reason(_t("Look at it first."))

    def _refused(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            assert isinstance(error, HubDeskError)
            self.seen.clear()
            self.seen.put(WrappedLabel(breakable(explain(error).text), "body", "bad"))
            self.seen.show()

    def _show(self, turn: int, lines: BenchmarkLines) -> None:
        if turn == self._turn:
            self._show_lines(lines)

    def _show_lines(self, lines: BenchmarkLines) -> None:
        """What would come in, and what would not."""
        self.lines = lines
        self.seen.clear()
        many = i18n.count(len(lines.good), _t("number would come in"), _t("numbers would come in"))
        self.seen.put(WrappedLabel(many, "strong"))
        for words in _told(lines):
            self.seen.put(WrappedLabel(breakable(words), "small", "2"))
        self.seen.show()
        self.bring_button.set_reason("" if lines.good else _t("Nothing in it can come in."))


def _told(lines: BenchmarkLines) -> list[str]:
    """The first numbers, then what has none and why, what is refused, and what to look at."""
    said = [_number(one) for one in lines.good[:SHOWN]]
    said += _more(len(lines.good))
    for why, words in HIDDEN.items():
        if many := sum(one.hidden == why for one in lines.good):
            sort = _t("{words}: {count}. None of them counts as nought.")
            said.append(sort.format(words=_t(words), count=f"{many:,}"))
    for one in lines.refused[:SHOWN]:
        out = _t("Line {line} stays out. {why}")
        said.append(out.format(line=one.line, why=reasons_said(one.problems)))
    return [*said, *_more(len(lines.refused)), *remarks_said(lines.remarks)]


def _number(one: BenchmarkLine) -> str:
    number = amount_words(one.amount, one.places, one.unit, one.hidden)
    return f"{one.title}: {number} ({of_whom(one.base, one.geography, one.year)})"


def _more(many: int) -> list[str]:
    return [_t("And {more} more.").format(more=f"{many - SHOWN:,}")] if many > SHOWN else []
