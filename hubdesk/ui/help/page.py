"""Help: short how-tos, every key, what HubDesk is built on, and reporting a problem."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hubdesk import __version__
from hubdesk.i18n import translate
from hubdesk.spelling import folded
from hubdesk.ui.actions import PLACES, Action, bind, groups
from hubdesk.ui.flow import Flow
from hubdesk.ui.help.how_tos import HOW_TOS, PARTS, HowTo
from hubdesk.ui.help.key_list import KeyList, Line
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.space import column, let_out, line, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Help", text)


class Found(Card):
    """A card that knows its words, so that a search finds it."""

    def __init__(self) -> None:
        super().__init__((20, 14, 16, 16), 8)
        self.said: list[str] = []
        self.tall = 100  # about how high it is, in units: for sharing out over columns

    def fits(self, words: list[str]) -> bool:
        """Whether every word stands somewhere on it."""
        whole = folded(" ".join(self.said))
        return all(word in whole for word in words)


class HowToCard(Found):
    """A few numbered steps, and the way there. `asked` carries a page and its facts."""

    asked = Signal(str, dict)

    def __init__(self, how: HowTo) -> None:
        super().__init__()
        self.said = [_t(how.title), *(_t(step) for step in how.steps)]
        self.tall = 90 + sum(24 * (1 + len(step) // 40) for step in how.steps)
        self.tall += 44 if how.page else 0
        head = line(gap=12)
        head.addWidget(Tile(how.icon, 36, "accent_text"))
        head.addWidget(Label(_t(how.title), "h3", wrap=True), 1)
        self.body.addLayout(head)
        for number, words in enumerate(how.steps, 1):
            step = line(gap=10)
            count = Label(f"{number}", "smallstrong", "2")
            sized(count, width=14)
            step.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            step.addWidget(WrappedLabel(_t(words), "body", "2"), 1)
            self.body.addLayout(step)
        if how.page:
            row = line(None, (14, 0, 0, 0))  # its arrow stands under the words of the steps
            button = Button(_t(how.words), "ghost", "arrow-right")
            facts = {how.fact: True} if how.fact else {}
            button.clicked.connect(lambda _on=False: self.asked.emit(how.page, facts))
            row.addWidget(button)
            row.addStretch(1)
            self.body.addLayout(row)


class KeysCard(Found):
    """The keys of one group of actions."""

    def __init__(self, group: str, actions: list[Action]) -> None:
        super().__init__()
        self.said = [_t(group)]
        self.body.addWidget(SectionHead(_t(group), role="h3"))
        lines: list[Line] = []
        places = list(dict.fromkeys(action.where for action in actions))
        for place in places:
            if len(places) > 1:  # Print is Ctrl+P in a list and Alt+8 in Drop-in
                lines.append((_t(PLACES[place]), ()))
                self.said.append(_t(PLACES[place]))
            for action in (one for one in actions if one.where == place):
                keys = tuple(key.replace("Return", "Enter") for key in action.keys)
                lines.append((_t(action.words), keys))
                self.said += [f"{_t(action.words)}: {' '.join(keys)}", _t(action.tip)]
        self.tall = 60 + 29 * len(lines)
        self.body.addWidget(KeyList(_t(group), lines))


class AboutCard(Found):
    """Version, licences, and what to do when HubDesk itself is at fault."""

    def __init__(self, report: Callable[[], object], desk_card: Callable[[], object]) -> None:
        super().__init__()
        title = _t("About HubDesk {version}").format(version=__version__)
        free = _t("HubDesk is free under the Apache licence 2.0. It is made of these parts:")
        parts = " · ".join(f"{name} ({licence})" for name, _, licence in PARTS)
        report_words = _t("A report holds what went wrong and where, and nobody's data.")
        self.said = [title, free, parts, report_words, _t("Report a problem"), _t("licences")]
        self.tall = 320
        self.body.addWidget(SectionHead(title, role="h3"))
        self.body.addWidget(WrappedLabel(report_words, "body", "2"))
        buttons = QWidget()
        flow = Flow(buttons, gap=8)
        self.report_button = Button(_t("Report a problem"), "", "flag")
        self.report_button.clicked.connect(lambda _on=False: report())
        self.card_button = Button(_t("Print the desk card"), "", "printer")
        self.card_button.clicked.connect(lambda _on=False: desk_card())
        flow.addWidget(self.report_button)
        flow.addWidget(self.card_button)
        self.body.addWidget(buttons)
        self.body.addWidget(WrappedLabel(free, "small", "2"))
        self.body.addWidget(WrappedLabel(parts, "small", "3"))


class HelpPage(Page):
    """Cards in two columns, found as one types. `report_asked` and `print_asked` go outside."""

    report_asked = Signal()
    print_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = 0
        self._frame = Frame.WIDE
        self._whole: QVBoxLayout = column(self, 0, 12)
        self.search = LineEdit("", _t("Find in help"), _t("Find in help"))
        sized(self.search, most_width=360)
        self._nothing = WrappedLabel("", "body", "2")
        self._whole.addWidget(self.search)
        self._whole.addWidget(self._nothing)
        inside = QWidget()
        self._places: QHBoxLayout = line(inside, 0, 16)
        self._stacks: list[QVBoxLayout] = []
        self._whole.addWidget(scroller(inside), 1)
        self.cards = self._make()
        self.search.textChanged.connect(lambda _text: self.look_for())
        bind(self, "filter", self._to_search)
        self.set_frame(Frame.WIDE)

    def _make(self) -> list[Found]:
        cards: list[Found] = []
        for how in HOW_TOS:
            card = HowToCard(how)
            card.asked.connect(self.go)
            cards.append(card)
        cards += [KeysCard(group, actions) for group, actions in groups().items()]
        desk_card = lambda: self.print_asked.emit("desk-card", "")  # noqa: E731
        self.about = AboutCard(self.report_asked.emit, desk_card)
        return [*cards, self.about]

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def first_focus(self) -> QWidget:
        return self.search

    def arrive(self, **facts: object) -> None:
        """The fact `text` is looked for at once."""
        if "text" in facts:
            self.search.setText(str(facts["text"]))

    def step_back(self) -> bool:
        """Esc empties the search first."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def set_frame(self, frame: Frame) -> None:
        self._frame = frame
        wanted = {Frame.WIDE: 3, Frame.MIDDLE: 2}.get(frame, 1)
        if wanted != self._columns:
            self._columns = wanted
            self.look_for()

    def look_for(self) -> None:
        """Show the cards that hold every typed word, shared out over the columns."""
        typed = self.search.text().strip()
        words = folded(typed).split()
        fitting = [card for card in self.cards if card.fits(words)]
        self._nothing.setText(
            _t("Nothing about “{text}” here. Try another word.").format(text=typed)
        )
        self._nothing.setVisible(not fitting)
        self._clear()
        self._stacks = [column(gap=12) for _ in range(self._columns)]
        heights = [0] * self._columns
        for card in fitting:
            # the shortest column takes the next card, so that they end near each other
            at = heights.index(min(heights))
            self._stacks[at].addWidget(card)
            heights[at] += card.tall
        for stack in self._stacks:
            stack.addStretch(1)
            self._places.addLayout(stack, 1)
        for card in self.cards:  # once they have a parent: alone each would be a window
            card.setVisible(card in fitting)

    def _clear(self) -> None:
        let_out(self._places)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
