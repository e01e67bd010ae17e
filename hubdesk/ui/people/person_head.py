"""The head of a person's page: who it is, what helps them, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.people import PersonPage as PersonFacts
from hubdesk.ui.flow import Flow
from hubdesk.ui.icons import icon as themed_icon
from hubdesk.ui.page import Frame
from hubdesk.ui.people.words import breakable, chip_words, first_word, need_icon
from hubdesk.ui.rights import bar_entry
from hubdesk.ui.space import column, end_empty, line
from hubdesk.ui.theme import look
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


# What the menu offers: its name, its words and its icon. None is a line between two.
MENU = (
    ("text", "Text this person", "message-square"),
    ("card", "Print card", "id-card"),
    ("new card", "New card number", "refresh-cw"),
    ("agreement", "Print agreement", "printer"),
    ("held", "All that is held", "folder-search"),
    ("data", "Data request or complaint", "inbox"),
    ("withdraw", "Take back a consent", "circle-x"),
    ("concern", "Record a concern", "shield-alert"),
    None,
    ("same", "Has another record here", "merge"),
    ("hide", "Hide this person", "eye-off"),
)

_RIGHTS = {"held": "see held", "same": "merge people"}


class NameLabel(WrappedLabel):
    """A name on one line, or on as many as it takes: it is never cut on its own page."""

    def sizeHint(self) -> QSize:
        return self.fontMetrics().size(0, self.text()) + QSize(2, 2)


class PersonHead(QWidget):
    """Avatar, name, chips and buttons. `chosen` tells which thing of the menu was wanted."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.avatar = Avatar("", 58)
        self.name = NameLabel("", "h1")
        # beside the avatar, whichever way its script runs
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self.detail = WrappedLabel("", "body", "2")
        self.lend = Button(_t("Lend a device"), "primary", "scan-barcode")
        self.note = Button(_t("Add note"), icon="notebook-pen", tip="Alt+N")
        self.edit = Button(_t("Edit"), icon="pencil", tip="Alt+E")
        self.more = IconButton("ellipsis", _t("More about this person"))
        self.more.clicked.connect(lambda _on=False: self.open_menu())
        self.menu = QMenu(self)
        self._chips: list[Chip] = []
        self._build()

    def _build(self) -> None:
        self._whole: QHBoxLayout = line(self, (0, 8, 0, 10), 16)
        who = line(gap=16)
        words = column(gap=2)
        title = QWidget()
        self._title = Flow(title, gap=10)
        self._title.addWidget(self.name)
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(self.detail)
        words.addStretch(1)
        who.addWidget(self.avatar)
        who.addLayout(words, 1)
        buttons = line(gap=8)
        for button in (self.lend, self.note, self.edit, self.more):
            buttons.addWidget(button)
        self._whole.addLayout(who, 1)
        self._whole.addLayout(buttons)
        self._buttons = buttons
        self.set_frame(Frame.NARROW)  # the smallest; the window says how much room there is

    def show_person(self, person: PersonFacts) -> None:
        """Show somebody."""
        self.avatar.set_name(person.name)
        self.name.setText(breakable(person.name, 30))
        self.name.setAccessibleName(person.name)
        self.name.updateGeometry()
        self.detail.setText(breakable(_detail(person), 30))
        self.more.set_words("", _t("More about {name}").format(name=person.name))
        for chip in self._chips:
            self._title.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [
            Chip(chip_words(n, person.language), "info", need_icon(n)) for n in person.needs
        ]
        if person.unused is not None:
            words = _t("Not to be used, since {day}")
            day = i18n.plain_day(person.unused.since_on)
            self._chips.append(Chip(words.format(day=day), "warn", "eye-off"))
        self.edit.set_reason(not_to_be_changed() if person.unused else "")
        if person.sees_lead:
            self._chips.append(Chip(_t("See the safeguarding lead"), "warn", "shield-alert"))
        for chip in self._chips:
            self._title.addWidget(chip)
            chip.show()

    def set_frame(self, frame: Frame) -> None:
        """The buttons under the name where there is little room."""
        narrow = frame is Frame.NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if narrow else across)
        self.avatar.setVisible(not narrow)
        self._fit()
        end_empty(self._buttons, 4, narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The buttons can give up their words, so these keep no window from being small."""
        hint = super().minimumSizeHint()
        if self._whole.direction() != QBoxLayout.Direction.TopToBottom:
            return hint
        words = sum(button.sizeHint().width() for button in (self.note, self.edit))
        return QSize(max(0, hint.width() - words + 2 * self.more.sizeHint().width()), hint.height())

    def _fit(self) -> None:
        """The small buttons lose their words only where there is no room for them."""
        named = (
            (self.note, _t("Add note"), _t("Add note")),
            (self.edit, _t("Edit"), _t("Edit details")),
        )
        for button, words, said in named:
            button.set_words(words, said)
        all_ = (self.lend, self.note, self.edit, self.more)
        room = look().px(8) * (len(all_) - 1) + sum(button.sizeHint().width() for button in all_)
        narrow = self._whole.direction() == QBoxLayout.Direction.TopToBottom
        if narrow and room > self.width():
            for button, _words, said in named:
                button.set_words("", said)

    def open_menu(self) -> None:
        """Drop the menu under its button."""
        self.menu.clear()
        for entry in MENU:
            if entry is None:
                self.menu.addSeparator()
                continue
            name, words, icon = entry
            action = self.menu.addAction(themed_icon(icon, "text2", 18), _t(words))
            action.triggered.connect(partial(self._choose, name))
            bar_entry(self.menu, action, _RIGHTS.get(name, ""))
        corner = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height()))
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _choose(self, name: str, _on: bool = False) -> None:
        self.chosen.emit(name)


def not_to_be_changed() -> str:
    """Why nobody changes the details of a record that is kept and not used."""
    return _t("The record is kept and not used. A manager can lift that.")


def _detail(person: PersonFacts) -> str:
    parts = []
    parts.append(_t("Card {card}").format(card=person.card) if person.card else _t("No card"))
    if person.known_as and person.known_as != first_word(person.name):
        parts.append(_t("likes to be called {name}").format(name=person.known_as))
    parts.append(_t("joined {day}").format(day=i18n.plain_day(person.joined_on)))
    return " · ".join(parts)
