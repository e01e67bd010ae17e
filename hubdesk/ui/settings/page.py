"""Settings: the choices of the hub and of this computer, kept as they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

from hubdesk.i18n import translate
from hubdesk.store.computer import ComputerChoices
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Frame, Page
from hubdesk.ui.scanning import ScanFilter
from hubdesk.ui.settings.calibrate import CalibrateCard
from hubdesk.ui.settings.choice_row import ChoicesCard
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.groups import GROUPS, Wires, cards_of
from hubdesk.ui.settings.hub_part import HubCard
from hubdesk.ui.settings.key_part import ManagerCard
from hubdesk.ui.settings.lock_part import PassphraseCard
from hubdesk.ui.settings.only_some import settle_card
from hubdesk.ui.settings.who_unlocks import StaffLockCard
from hubdesk.ui.space import column, scroller, sized
from hubdesk.ui.staff.checks_card import ChecksCard
from hubdesk.ui.theme import look
from hubdesk.ui.tokens import CHOICES
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.count_tabs import CountTabs

if TYPE_CHECKING:
    from hubdesk.sync.place_setup import TryPlace

_ALSO: Final = {
    "consents": "agreements",
    "sounds": "look",
    "sound": "look",
    "stock": "devices",
    "printing": "printers",
}
_TABLES: Final = frozenset(
    (
        *("hub", "hub_setting", "closed_day", "lending_policy", "agreement_template"),
        *(
            *("certificate_template", "framework", "statement"),
            "device_kind",
            *("sending_place", "standing_export"),
            "consent_wording",
            "person",
            "device",
            "account",
            "concern_key",
            "account_role",
            "account_lock",
            "fund",
            "staff_check",
        ),
    )
)
WIDTH: Final = 860  # units: a longer line is hard to read


def _t(text: str) -> str:
    return translate("Settings", text)


@runtime_checkable
class Written(Protocol):
    """A card on which something is written before it is saved."""

    def is_writing(self) -> bool: ...

    def save(self) -> None: ...


class SettingsPage(Page):
    """Tabs over groups of cards. The fact `group` of `arrive` opens one.

    `print_asked` carries a kind of paper and what it is about; `choice_made` the key of a
    choice of this computer that has just been kept; `key_change_asked` that the records are to
    get a new key.
    """

    print_asked = Signal(str, str)
    choice_made = Signal(str)
    key_change_asked = Signal()

    def __init__(
        self,
        doors: Doors,
        computer: ComputerChoices,
        *,
        scanner: Callable[[], ScanFilter | None] = lambda: None,
        try_place: TryPlace | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._narrow = False
        self._stale: set[str] = set()
        self.choosing = Choosing(doors, computer, self.told.emit, self._put_into_force)
        self._wires = Wires(
            self.choosing,
            scanner=scanner,
            go=self.go.emit,
            print_paper=self.print_asked.emit,
            change_key=self.key_change_asked.emit,
            measured=self._scanner_measured,
            try_place=try_place,
        )
        self.cards: dict[str, list[Card]] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.tabs = CountTabs([(key, _t(words)) for key, words in GROUPS], "hub", _t("Settings"))
        self._whole = column(self, 0, 12)
        self._whole.addWidget(self.tabs)
        self._stack = QStackedWidget()
        self._whole.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.open_group)
        doors.announcer.changed.connect(self._records_changed)
        doors.announcer.acting.connect(self._acting_changed)
        look().changed.connect(self._look_changed)
        self.open_group("hub")

    @property
    def group(self) -> str:
        """The group that is open."""
        return self.tabs.value()

    def repeats_result(self) -> bool:
        return False

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def arrive(self, **facts: object) -> None:
        """The fact `group` opens one of the groups; unknown ones change nothing."""
        wanted = str(facts.get("group", ""))
        wanted = _ALSO.get(wanted, wanted)
        if wanted in dict(GROUPS):
            self.open_group(wanted)
        else:
            self._show_now()
        self.choosing.doors.copies.look_again()

    def leave(self) -> None:
        """What was typed and not left yet is kept."""
        self._settle()
        self._stop_scans()
        for card in self.cards.get("lock", []):
            if isinstance(card, PassphraseCard | StaffLockCard | ManagerCard):
                card.forget()
        for card in self.cards.get("staff", []):
            if isinstance(card, ChecksCard):
                card.forget()

    def primary(self) -> Button | None:
        """The filled button of a rule or wording that is being written."""
        for card in self.cards.get(self.group, []):
            button = getattr(getattr(card, "form", card), "save_button", None)
            button = button or getattr(card, "save_button", None)
            if isinstance(button, Button) and button.isVisible():
                return button
        return None

    def set_frame(self, frame: Frame) -> None:
        self._narrow = frame is Frame.NARROW
        self.tabs.fold(self._narrow)
        for cards in self.cards.values():
            self._narrow_cards(cards)

    def has_unsaved(self) -> bool:
        """Whether a rule, a wording or closed days are being written."""
        return bool(self._being_written())

    def save_unsaved(self) -> bool:
        for card in self._being_written():
            card.save()
        return not self.has_unsaved()

    def _being_written(self) -> list[Written]:
        cards = self.cards.get(self.group, [])
        return [card for card in cards if isinstance(card, Written) and card.is_writing()]

    def step_back(self) -> bool:
        """Esc leaves what is being written, or stops waiting for scans."""
        for card in self.cards.get(self.group, []):
            if isinstance(card, CalibrateCard) and card.is_running:
                card.stop()
                return True
            form = getattr(card, "form", None)
            if isinstance(form, QWidget) and form.isVisible():
                card.leave()  # type: ignore[attr-defined]  # what has a form can leave it
                return True
        return False

    def scanned(self, code: str) -> bool:
        """Whether a scan belongs to this page: a badge, or any while the scanner is set up."""
        cards = self.cards.get(self.group, [])
        if any(isinstance(card, StaffLockCard) and card.scanned(code) for card in cards):
            return True
        if any(isinstance(card, ChecksCard) and card.form.finder.take_card(code) for card in cards):
            return True
        return any(
            isinstance(card, CalibrateCard) and card.is_running
            for card in self.cards.get(self.group, [])
        )

    def open_group(self, group: str) -> None:
        """Show the cards of a group, building them at the first time."""
        self._settle()
        self._stop_scans()
        self.tabs.choose(group)
        if group not in self._areas:
            self._build_group(group)
        self._stack.setCurrentWidget(self._areas[group])
        self._show_now()

    def _build_group(self, group: str) -> None:
        cards = cards_of(group, self._wires)
        inside = QWidget()
        body = column(inside, 0, 12)
        for card in cards:
            sized(card, most_width=WIDTH)
            body.addWidget(card)
        body.addStretch(1)
        self.cards[group] = cards
        self._areas[group] = scroller(inside)
        self._stack.addWidget(self._areas[group])
        self._narrow_cards(cards)
        self._settle_rights(group)
        self._stale.discard(group)

    def _narrow_cards(self, cards: list[Card]) -> None:
        for card in cards:
            if isinstance(card, ChoicesCard):
                card.set_narrow(self._narrow)

    def _show_now(self) -> None:
        if self.group in self._stale:
            self._stale.discard(self.group)
            for card in self.cards[self.group]:
                show = getattr(card, "show_now", None)
                if show is not None:
                    show()
            self._settle_rights(self.group)

    def _settle_rights(self, group: str) -> None:
        """What whoever is at the desk may not change says whom to ask."""
        for card in self.cards[group]:
            verb = str(getattr(card, "verb", ""))
            settle_card(card, self.choosing.doors.barred(verb) if verb else "")

    def _acting_changed(self) -> None:
        for group, cards in self.cards.items():
            if self.choosing.doors.barred("change setting"):
                for card in cards:
                    form = getattr(card, "form", None)
                    if isinstance(form, QWidget) and form.isVisible():
                        card.leave()  # type: ignore[attr-defined]  # what has a form can leave it
            self._settle_rights(group)
        self._stale = set(self.cards)
        self._show_now()

    def _records_changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._stale = set(self.cards)
            if self.isVisible():
                self._show_now()

    def _settle(self) -> None:
        for card in self.cards.get(self.group, []):
            if isinstance(card, ChoicesCard | HubCard):
                card.settle()

    def _stop_scans(self) -> None:
        for card in self.cards.get("scanner", []):
            if isinstance(card, CalibrateCard):
                card.stop()

    def _scanner_measured(self, hold: int) -> None:
        wanted = next(
            row.wanted
            for card in self.cards["scanner"]
            if isinstance(card, ChoicesCard)
            for key, row in card.rows.items()
            if key == "scanner.hold_ms"
        )
        self.choosing.choose(wanted, hold)
        self._stale.add("scanner")
        self._show_now()

    def _put_into_force(self, key: str) -> None:
        """A choice of this computer holds at once."""
        value = self.choosing.computer[key]
        if key == "look.theme":
            look().choose(next(one for one in CHOICES if one == value))
        elif key == "look.text_size":
            look().set_scale(int(value))
        elif key == "scanner.hold_ms" and (found := self._scanner()) is not None:
            found.set_hold(int(value))
        self._stale |= {"look", "scanner", "printers"} & set(self.cards)
        self._show_now()
        self.choice_made.emit(key)

    def _look_changed(self) -> None:
        """The text size may have been changed by its keys: the app keeps it after this."""
        if "look" in self.cards:
            self._stale.add("look")
            QTimer.singleShot(0, self, self._show_now)
