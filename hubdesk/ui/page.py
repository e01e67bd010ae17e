"""What a page of the window is to the frame around it. No page knows another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from hubdesk.ui.tokens import MIDDLE, WIDE
from hubdesk.ui.widgets.buttons import Button


class Frame(StrEnum):
    """How much room there is, counted in units: window px / text scale."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"


def frame_of(width: int, scale: int) -> Frame:
    """The layout for a window `width` px wide at a text size of `scale` per cent."""
    units = width * 100 / scale
    return Frame.WIDE if units >= WIDE else Frame.MIDDLE if units >= MIDDLE else Frame.NARROW


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page to hand to the shell. `factory` is called at the first visit.

    `key` is the name of its action in `actions.ACTIONS`, "" for none. `place` says where in the
    rail it stands; pages reached only from others stand nowhere, and `under` names the entry
    that is shown as chosen while they are open. `right` is the verb it is for, where not everybody
    may: then it is in no rail and does not open.
    """

    name: str
    title: str
    icon: str
    key: str
    factory: Callable[[], Page]
    place: Literal["top", "bottom", ""] = "top"
    under: str = ""
    right: str = ""

    @property
    def about_person(self) -> bool:
        """Whether it shows one person, so that it is put away when they are to be hidden."""
        return self.under == "people"


class Page(QWidget):
    """A page. Override what applies; everything here has a harmless default."""

    go = Signal(str, dict)  # name of a page, facts handed to its arrive()
    told = Signal(object)  # a strip.Result
    retitled = Signal()  # title() or meta() changed
    side_changed = Signal()  # side_words() changed
    hide_asked = Signal()  # take the person off the screen, everywhere

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.side_button: Button | None = None  # of the frame, once it was placed

    def title(self) -> str:
        """The page's title; "" takes the one of its PageSpec."""
        return ""

    def meta(self) -> str:
        """The line at the right of the title; "" shows the day and time."""
        return ""

    def has_own_head(self) -> bool:
        """Whether the page draws its title itself (a person's name), so that the frame does not."""
        return False

    def stands_alone(self) -> bool:
        """Whether nothing else of the window is shown: who sits before it does not work here."""
        return False

    def head_buttons(self) -> list[QWidget]:
        """Widgets for the right end of the title row. Asked once.

        One whose property `unneeded` is true stays away when the page is opened.
        """
        return []

    def strip_place(self) -> QBoxLayout | None:
        """Where the result strip stands while this page is open; None: above the whole page."""
        return None

    def repeats_result(self) -> bool:
        """Whether what happened on the page before stays in the strip here.

        It does where people work. Where something is written, set or read it would only be in
        the way: it waits in the strip until the next working page, and Ctrl+Z undoes it anyway.
        """
        return True

    def side(self) -> QWidget | None:
        """The panel at the right, a drawer where there is less room. Asked once."""
        return None

    def side_words(self) -> str:
        """Words of the button that opens the drawer, its count among them: Today: 2 overdue."""
        return ""

    def side_bar(self) -> QBoxLayout | None:
        """The line of buttons the drawer's goes first in; None leaves it to the title row."""
        return None

    def place_side_button(self, button: Button) -> bool:
        """Put the drawer's button on the page; False leaves it to the title row."""
        self.side_button, bar = button, self.side_bar()
        if bar is not None and bar.indexOf(button) < 0:
            bar.insertWidget(0, button)
        return bar is not None

    def open_side(self) -> None:
        """Open the panel where it is a drawer; where there is room it stands open."""
        if self.side_button is not None and self.side_button.isVisible():
            self.side_button.click()

    def arrive(self, **facts: object) -> None:
        """The page is about to be shown; `facts` say what about."""

    def leave(self) -> None:
        """Another page is about to be shown."""

    def set_frame(self, frame: Frame) -> None:
        """The room has changed."""

    def first_focus(self) -> QWidget | None:
        """Where the focus goes on arrival; None: the search box."""
        return None

    def primary(self) -> Button | None:
        """The one filled button. Enter presses it from anywhere on the page."""
        return None

    def step_back(self) -> bool:
        """Esc: take one step back inside the page. False lets the frame leave the page."""
        return False

    def has_unsaved(self) -> bool:
        """Whether something is typed here that is not saved: a scan then keeps the page."""
        return False

    def can_save(self) -> bool:
        """Whether `save_unsaved` can save at once; a long piece of work cannot."""
        return True

    def save_unsaved(self) -> bool:
        """Save what is typed. False if that is refused: the page then says why."""
        return True

    def press_primary(self) -> bool:
        """Press the filled button, if there is one and it can be pressed."""
        button = self.primary()
        if button is None or not button.isVisible() or not button.isEnabled():
            return False
        button.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and not self.press_primary():
                _press_focused(self)
            return
        super().keyPressEvent(event)


def _press_focused(page: QWidget) -> None:
    focused = page.window().focusWidget()
    if isinstance(focused, QPushButton):  # a row that opens is one, too
        focused.click()
