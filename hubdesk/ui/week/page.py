"""This week at the hub: what everybody may read of, on a poster for the wall and as pages."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.models import Watched
from hubdesk.operations.access import note_access
from hubdesk.queries.newsletter import Reader, readers
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures, ToPrint
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.printing.press import Press
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.week.board_card import BoardCard
from hubdesk.ui.week.newsletter_card import NewsletterCard
from hubdesk.ui.week.on_card import OnCard
from hubdesk.ui.week.poster_part import PosterPart
from hubdesk.ui.week.shown_card import ShownCard
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.leaf import Leaf

TABS: Final = (
    ("board", "Board"),
    ("on", "What is on"),
    ("stories", "Stories"),
    ("newsletter", "Newsletter"),
    ("poster", "Poster and pages"),
)
_TABLES: Final = frozenset(
    (
        *("opportunity", "learning_session", "learning_series", "session_left_out", "story"),
        *("newsletter_sign_up", "consent", "person", "hub", "hub_setting", "closed_day"),
    )
)
WIDTH: Final = 760


class Files(Protocol):
    """What this page writes outside the records."""

    def save_pages(self, folder: str) -> object:
        """Write the pages into a folder of their own below this one."""
        ...

    def addresses(self, rows: tuple[Reader, ...]) -> bytes:
        """A sheet of who gets the newsletter."""
        ...


def _t(text: str) -> str:
    return translate("Opportunities", text)


class ThisWeekPage(Page):
    """Tabs over cards. The fact `tab` of `arrive` opens one."""

    def __init__(
        self,
        doors: Doors,
        press: Press,
        to_print: ToPrint,
        files: Files,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors, self._press, self._files = doors, press, files
        self.gestures = Gestures(doors, self.told.emit, self.go.emit)
        self.board, self.on = BoardCard(self.gestures), OnCard(self.gestures)
        self.board.go.connect(self.go)
        self.stories, self.newsletter = ShownCard(self.gestures), NewsletterCard(self.gestures)
        self.poster = PosterPart(self.gestures, press, to_print, files.save_pages)
        self.cards: dict[str, BoardCard | OnCard | ShownCard | NewsletterCard] = {
            "board": self.board,
            "on": self.on,
            "stories": self.stories,
            "newsletter": self.newsletter,
        }
        self.tabs = CountTabs([(key, _t(words)) for key, words in TABS], "board", _t("This week"))
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.tabs)
        self._stack = QStackedWidget()
        for card in self.cards.values():
            inside = Leaf()
            body = column(inside, (0, 0, 8, 8), 12)
            sized(card, most_width=WIDTH)
            body.addWidget(card)
            body.addStretch(1)
            self._stack.addWidget(scroller(inside))
        self._stack.addWidget(self.poster)
        self._whole.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.open_tab)
        self.newsletter.take_button.clicked.connect(lambda _on=False: self.ask_addresses())
        doors.announcer.changed.connect(self._changed)

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def repeats_result(self) -> bool:
        return False

    def first_focus(self) -> QWidget:
        return self.tabs

    def primary(self) -> Button | None:
        if self.tabs.value() != "poster" or self.poster.address.hasFocus():
            return None  # Enter behind an address keeps it, and prints nothing
        return self.poster.print_button

    def set_frame(self, frame: Frame) -> None:
        self.tabs.fold(frame is Frame.NARROW)

    def has_unsaved(self) -> bool:
        return any(card.is_writing() for card in self.cards.values())

    def can_save(self) -> bool:
        return False

    def step_back(self) -> bool:
        """Esc puts an open form away."""
        card = self.cards.get(self.tabs.value())
        if card is None or not card.is_writing():
            return False
        card.close_form()
        return True

    def leave(self) -> None:
        """Nothing half-written about anybody stays behind."""
        for card in self.cards.values():
            card.close_form()

    def arrive(self, **facts: object) -> None:
        wanted = str(facts.get("tab", ""))
        self.open_tab(wanted if wanted in dict(TABS) else self.tabs.value())

    def scanned(self, code: str) -> bool:
        """A card scanned where somebody is asked for says who it is."""
        return self.newsletter.person.isVisible() and self.newsletter.person.take_card(code)

    def open_tab(self, tab: str) -> None:
        """Show one of the cards."""
        self.tabs.choose(tab)
        self._stack.setCurrentIndex([key for key, _ in TABS].index(tab))
        self._show()

    def ask_addresses(self) -> None:
        """Save who gets the newsletter, once the passphrase was typed again."""
        self._doors.again("take addresses", self._save_addresses)

    def _save_addresses(self) -> None:
        rows = self._doors.look(readers, right="take addresses")

        def done() -> None:
            why = _t("Addresses for the newsletter")
            self._doors.do(
                "took out",
                lambda db, now: note_access(db, what=Watched.LIST_FILE, why=why, now=now),
            )
            self.gestures.say(_t("The addresses are saved. Nobody else may have this file."))

        self._press.save_file(
            lambda: self._files.addresses(rows),
            _t("Newsletter addresses.csv"),
            "csv",
            (_t("Save the addresses"), _t("Spreadsheets (*.csv)")),
            done=done,
            refused=self.gestures.refuse,
        )

    def _show(self) -> None:
        """The card that is open is drawn again; of the others only their count."""
        counted = (("board", self.board), ("on", self.on), ("stories", self.stories))
        self.tabs.set_counts({key: card.count_now() for key, card in counted})
        (self.cards.get(self.tabs.value()) or self.poster).show_now()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES and self.isVisible():
            self._show()
