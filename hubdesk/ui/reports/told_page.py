"""What reports tell besides numbers: stories, what tutors say, who was asked, worth of gifts."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.reports.asked_cards import AskedCard, WorthCard
from hubdesk.ui.reports.told_cards import CommentsCard, StoriesCard
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.leaf import Leaf

TABS: Final = (
    ("stories", "Stories"),
    ("comments", "What tutors say"),
    ("asked", "Who was asked"),
    ("worth", "Worth of gifts"),
)
_TABLES: Final = frozenset(
    ("story", "tutor_comment", "consultation", "gift_value", "gift", "person")
)
WIDTH: Final = 760


def _t(text: str) -> str:
    return translate("Reports", text)


class ToldPage(Page):
    """Tabs over cards. The fact `tab` of `arrive` opens one."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.stories, self.comments = StoriesCard(gestures), CommentsCard(gestures)
        self.asked, self.worth = AskedCard(gestures), WorthCard(gestures)
        self.cards: tuple[StoriesCard | CommentsCard | AskedCard | WorthCard, ...] = (
            self.stories,
            self.comments,
            self.asked,
            self.worth,
        )
        self.tabs = CountTabs(
            [(key, _t(words)) for key, words in TABS], "stories", _t("What is told")
        )
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.tabs)
        self._stack = QStackedWidget()
        for card in self.cards:
            inside = Leaf()
            body = column(inside, (0, 0, 8, 8), 12)
            sized(card, most_width=WIDTH)
            body.addWidget(card)
            body.addStretch(1)
            self._stack.addWidget(scroller(inside))
        self._whole.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.open_tab)
        doors.announcer.changed.connect(self._changed)

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return self.tabs

    def set_frame(self, frame: Frame) -> None:
        self.tabs.fold(frame is Frame.NARROW)

    def has_unsaved(self) -> bool:
        return any(card.is_writing() for card in self.cards)

    def can_save(self) -> bool:
        return False

    def leave(self) -> None:
        """Nothing half-written about anybody stays behind."""
        for card in self.cards:
            card.forget()

    def arrive(self, **facts: object) -> None:
        wanted = str(facts.get("tab", ""))
        self.open_tab(wanted if wanted in dict(TABS) else self.tabs.value())
        self._show()

    def scanned(self, code: str) -> bool:
        """A card scanned in the box of a story says whose it is."""
        return self.stories.person.take_card(code)

    def open_tab(self, tab: str) -> None:
        """Show one of the cards."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex([key for key, _ in TABS].index(tab))

    def _show(self) -> None:
        counts = {key: card.show_now() for (key, _), card in zip(TABS, self.cards, strict=True)}
        self.tabs.set_counts(counts)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()
