"""Clearer numbers: each guess of 2021 beside today's numbers, and those with the hub's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.benchmarks import guessed_words
from hubdesk.queries.benchmarks import BenchmarkRow, Guess, beside_guesses, guesses
from hubdesk.queries.ours_beside import Ours, ours_beside
from hubdesk.ui.clearer.bring_part import BringPart
from hubdesk.ui.clearer.brought_part import SEE, BroughtPart
from hubdesk.ui.clearer.number_lines import NumberLines
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.people.section import Section
from hubdesk.ui.people.words import breakable
from hubdesk.ui.space import column, emptied, line, scroller, sized
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.leaf import Leaf
from hubdesk.ui.widgets.text import WrappedLabel

GUESSES, BROUGHT, BRING = "guesses", "brought", "bring"
TABS: Final = ((GUESSES, "Guesses"), (BROUGHT, "Brought in"), (BRING, "Bring in"))
WIDTH: Final = 860
OURS: Final = "see equality"
_TABLES: Final = frozenset(("benchmark", "equality_published"))


def _t(text: str) -> str:
    return translate("Clearer", text)


class ClearerPage(Page):
    """Three tabs. No number is shown without its year, place, people, source and doubt."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.cards: dict[str, Section] = {}
        self._many = 0
        self.tabs = CountTabs(
            [(key, _t(words)) for key, words in TABS], GUESSES, _t("Which numbers")
        )
        self.brought = BroughtPart(self.gestures)
        self.bring = BringPart(self.gestures)
        self._inside = Leaf()
        column(self._inside, (0, 0, 8, 8), 12)
        self.area = scroller(self._inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll what is read
        self.area.setAccessibleName(_t("Guesses of 2021, and what can be said today"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.brought)
        self._stack.addWidget(self.bring)
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.tabs)
        self._whole.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.open_tab)
        self.bring.brought.connect(lambda: self.open_tab(BROUGHT))
        doors.announcer.changed.connect(self._changed)

    def meta(self) -> str:
        return i18n.count(self._many, _t("number"), _t("numbers"))

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return {BROUGHT: self.brought, BRING: self.bring}.get(self.tabs.value(), self.area)

    def set_frame(self, frame: Frame) -> None:
        self.tabs.fold(frame is Frame.NARROW)

    def arrive(self, **facts: object) -> None:
        wanted = str(facts.get("tab", ""))
        self.open_tab(wanted if wanted in dict(TABS) else self.tabs.value())
        self._show()

    def open_tab(self, tab: str) -> None:
        """Show the guesses, or what was brought in."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex([key for key, _ in TABS].index(tab))

    def _show(self) -> None:
        is_barred = bool(self._doors.barred(OURS))
        ours = {} if is_barred else self._doors.look(ours_beside, right=OURS)
        beside = self._doors.look(beside_guesses, right=SEE)
        layout = emptied(self._inside)
        self.cards = {}
        for guess in guesses():
            card = _card(guess, beside[guess.code], ours)
            self.cards[guess.code] = card
            across = line()  # in a column alone Qt would ask how tall it is at the whole width
            across.addWidget(card, 100)
            across.addStretch(1)
            layout.addLayout(across)  # type: ignore[attr-defined]
        many = self.brought.show_now(ours)
        self._many = many + sum(len(rows) for rows in beside.values())
        self.tabs.set_counts({BROUGHT: many})
        self.retitled.emit()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()


def _card(guess: Guess, rows: list[BenchmarkRow], ours: Mapping[str, Ours]) -> Section:
    card = Section(guess.question)
    sized(card, most_width=WIDTH)
    card.put(WrappedLabel(breakable(guessed_words(guess.guess, guess.said_by)), "body", "2"))
    card.put(WrappedLabel(breakable(guess.found), "body"))
    measures = set()
    for row in rows:
        card.put_line()  # ours stands once, beside the newest of each measure
        card.put(NumberLines(row, ours if row.measure not in measures else {}))
        measures.add(row.measure)
    return card
