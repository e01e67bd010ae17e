"""Privacy: whose time is over, what people asked for, complaints, losses of data, the rules."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.privacy.due_card import DueCard
from hubdesk.ui.privacy.log_cards import BreachesCard, ComplaintsCard
from hubdesk.ui.privacy.requests_card import RequestsCard
from hubdesk.ui.privacy.rules_card import RulesCard
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.leaf import Leaf

TABS: Final = (
    ("due", "Time is over"),
    ("requests", "Requests"),
    ("complaints", "Complaints"),
    ("breaches", "Losses of data"),
    ("rules", "Rules"),
)
_TABLES: Final = frozenset(
    (
        *("retention_rule", "legal_hold", "rights_request", "rights_step", "complaint", "breach"),
        *("person", "loan", "erasure", "restriction", "presence", "account"),
    )
)
WIDTH: Final = 860


def _t(text: str) -> str:
    return translate("Privacy", text)


Shown = DueCard | RequestsCard | ComplaintsCard | BreachesCard | RulesCard


class PrivacyPage(Page):
    """Tabs over cards. The fact `tab` of `arrive` opens one."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.due = DueCard(gestures)
        self.requests = RequestsCard(gestures)
        self.complaints = ComplaintsCard(gestures)
        self.breaches = BreachesCard(gestures)
        self.rules = RulesCard(gestures)
        self.cards: tuple[Shown, ...] = (
            self.due,
            self.requests,
            self.complaints,
            self.breaches,
            self.rules,
        )
        self.tabs = CountTabs([(key, _t(words)) for key, words in TABS], "due", _t("Privacy"))
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
        for card, sort in ((self.complaints, "complaint"), (self.breaches, "breach")):
            card.wanted.connect(lambda s=sort: self.go.emit("write-down", {"sort": s}))
        self.requests.opened.connect(self.go)
        self._counts: dict[str, int] = {}
        self.due.looked.connect(self._due_looked)
        doors.announcer.changed.connect(self._changed)

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def primary(self) -> Button | None:
        return None  # several things can be done here, and none of them by a slip

    def arrive(self, **facts: object) -> None:
        wanted = str(facts.get("tab", ""))
        self.open_tab(wanted if wanted in dict(TABS) else self.tabs.value())
        self._show()

    def leave(self) -> None:
        """Nothing half-written about anybody stays behind."""
        self.complaints.forget()
        self.breaches.forget()

    def set_frame(self, frame: Frame) -> None:
        self.tabs.fold(frame is Frame.NARROW)

    def has_unsaved(self) -> bool:
        return self.complaints.is_writing() or self.breaches.is_writing()

    def can_save(self) -> bool:
        return False

    def open_tab(self, tab: str) -> None:
        """Show one of the cards."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex([key for key, _ in TABS].index(tab))

    def _show(self) -> None:
        counts = {key: card.show_now() for (key, _), card in zip(TABS, self.cards, strict=True)}
        counts.pop("rules")  # they wait for nobody
        self._counts = counts
        self.tabs.set_counts(counts)

    def _due_looked(self) -> None:
        """Whose time is over is known a moment after the rest."""
        self._counts["due"] = self.due.count() + self.due.others()
        self.tabs.set_counts(self._counts)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()
