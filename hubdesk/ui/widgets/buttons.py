"""Every button: filled, big with its key, plain, quiet, icon only, pill, rail entry."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from hubdesk.ui.icons import draw_icon
from hubdesk.ui.icons import icon as themed_icon
from hubdesk.ui.rights import whom_to_ask
from hubdesk.ui.theme import look, mark_as
from hubdesk.ui.widgets.key_cap import cap_size, draw_cap

Kind = Literal[
    "",
    "primary",
    "big",
    "choice",
    "danger",
    "ghost",
    "link",
    "icon",
    "nav",
    "railword",
    "seg",
    "pill",
]
_FILLED: Final = {"primary": "on_accent", "big": "on_accent", "danger": "on_bad"}
_INK: Final = {**_FILLED, "ghost": "accent_text", "link": "accent_text"}
_ICON_SIZE: Final = {"nav": 20, "railword": 22, "pill": 15, "big": 20}
_CAP_GAP: Final = 16
_QT_ICON_GAP: Final = 4
_QT_STAND_IN: Final = "XXXX"  # what Qt measures where there are no words


def plain(words: str) -> str:
    """`words` without the & that underlines a letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


class Button(QPushButton):
    """A button of a kind. `key` is drawn as a cap; `name` is what is heard when it differs.

    `on` makes it one that stays chosen. Words that do not fit end in an ellipsis, with the whole
    of them as tool tip; only `elides=True` lets it become narrower than its words.

    `verb` is what pressing it does, where not everybody may: see `ui.rights`.
    """

    def __init__(
        self,
        words: str = "",
        kind: Kind = "",
        icon: str = "",
        *,
        key: str = "",
        name: str = "",
        tip: str = "",
        on: bool | None = None,
        elides: bool = False,
        verb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.verb = verb
        self._wanted = True  # by the page; it is enabled when nothing bars it either
        self._reason = ""
        self._bar = ""
        self._kind: Kind = kind
        self._icon = icon
        self._key = key
        self._name = name
        self._tip = tip
        self._cap_is_shown = False
        self._measured: tuple[object, ...] = ()
        self._more = 0  # px it is wider than Qt would have it, for what was measured
        self.setAutoDefault(False)  # Enter presses the filled button only
        self.setProperty("elides", elides)
        mark_as(self, k=kind)
        if on is not None:
            self.setCheckable(True)
            self.toggled.connect(self._show_on)
            self.setChecked(on)
            mark_as(self, on="1" if on else "0")
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()

    @property
    def kind(self) -> Kind:
        return self._kind

    @property
    def key(self) -> str:
        return self._key

    def set_words(self, words: str, name: str = "") -> None:
        """Other words on the button, and what is heard where they differ."""
        self.setText(words)
        self._name = name
        self._say()
        self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        mark_as(self, k=kind)

    def set_key(self, key: str) -> None:
        """Another key beside the words, "" for none."""
        self._key = key
        self._say()
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_reason(self, reason: str) -> None:
        """Disable the button and say why; "" enables it again."""
        self._reason = reason
        self.setEnabled(not reason)
        self._say_tip()

    def setEnabled(self, on: bool) -> None:
        self._wanted = on
        super().setEnabled(on and not self._bar)

    def needs(self, verb: str) -> None:
        """Pressing it does `verb` from now on; "" is for everybody."""
        self.verb = verb
        self.bar(whom_to_ask(self, verb))

    def settle_right(self) -> None:
        """Ask the frame whether whoever is at the desk may do this."""
        if self.verb:
            self.needs(self.verb)

    def bar(self, why: str) -> None:
        """Nobody with the role of whoever is here may press it: say whom to ask. "" lifts it."""
        if why != self._bar:
            self._bar = why
            super().setEnabled(self._wanted and not why)
            self._say_tip()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle_right()

    def _say(self) -> None:
        name = self._name or plain(self.text())
        self.setAccessibleName(name)
        self._say_tip()

    def _say_tip(self) -> None:
        tip = self._bar or self._reason or self._usual_tip()
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def _usual_tip(self) -> str:
        shown = self._tip or (self.accessibleName() if not self.text() else "")
        key = self.property("shortcut words") or (self._key if not self.text() else "")
        return f"{shown} ({key})" if shown and key else shown

    def _show_on(self, on: bool) -> None:
        mark_as(self, on="1" if on else "0")

    def _ink(self) -> str:
        if self._kind in ("nav", "railword", "pill") and self.isChecked():
            return "accent_text"
        return _INK.get(self._kind, "text2")

    def _icon_units(self) -> int:
        return _ICON_SIZE.get(self._kind, 18) if self._icon else 0

    def _lead(self) -> str:
        """The room between icon and words, in spaces: Qt leaves 4 px at any text size."""
        if not self._icon or not self.text():
            return ""
        room = look().px(12 if self._kind == "nav" else 8) - _QT_ICON_GAP
        return " " * max(1, round(room / self._width(" ")))

    def _width(self, words: str) -> int:
        return max(1, self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, words).width())

    def _cap_room(self) -> int:
        if not self._key or not self.text():
            return 0
        return look().px(_CAP_GAP) + cap_size(self._key).width()

    def is_cut(self) -> bool:
        """Whether the words end in an ellipsis; the key's cap gives way before they do."""
        room = self.width() + self._cap_room()
        return bool(self.text()) and self.sizeHint().width() > room

    def _icon_room(self) -> int:
        if not self._icon:
            return 0
        return look().px(self._icon_units()) + (_QT_ICON_GAP if self.text() else 0)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        # Layouts ask far more often than it changes: 17 µs each time, and now 3. Qt's own answer
        # stands for the font.
        facts = (*hint.toTuple(), self.text(), self._icon, self._key, self._kind, look().scale)
        if facts != self._measured:
            self._measured, self._more = facts, self._more_than_qt()
        return QSize(hint.width() + self._more, hint.height())

    def _more_than_qt(self) -> int:
        """The room for what Qt does not know of: the icon, its gap, the key's cap."""
        more = self._width(self._lead() + self.text()) - self._width(self.text())
        more += self._icon_room() + self._cap_room()
        return more if self.text() else more - self._width(_QT_STAND_IN)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self.property("elides"):
            return QSize(min(hint.width(), look().px(96)), hint.height())
        return hint

    def _option(self) -> QStyleOptionButton:
        """What is painted: the icon in the colour of now, and as many words as there is room for.

        Words with a key cap behind them are pushed to the left by spaces as wide as the cap.
        Qt's own `initStyleOption` stays: it asks for it at each change of style of a button or of
        what holds it, and each time came here for it. Painting took 119 µs, and now 71.
        """
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self._icon:
            size = self._icon_units()
            ink = self._ink() if self.isEnabled() else "text3"
            option.icon = themed_icon(self._icon, ink, size)
            option.iconSize = QSize(look().px(size), look().px(size))
        words = self._lead() + self.text()
        short = self.sizeHint().width() - self.width()
        cap = self._cap_room() if short <= 0 else 0  # the words matter more than the key
        self._cap_is_shown = bool(cap)
        short -= self._cap_room() - cap
        if short > 0 and self.text():
            room = self._width(words) - short
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        if cap:
            words += " " * round(cap / self._width(" "))
        option.text = words
        return option

    def paintEvent(self, event: QPaintEvent) -> None:
        option = self._option()
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        if not self._cap_is_shown and not self._has_ring():
            self._mind_tip()
            return
        with QPainter(self) as painter:
            if self._cap_is_shown:
                self._paint_cap(painter)
            if self._has_ring():
                self._paint_ring(painter)
        self._mind_tip()

    def _has_ring(self) -> bool:
        return self._kind in _FILLED and self.hasFocus()

    def _mind_tip(self) -> None:
        """Words that are cut short are the tool tip, unless there is a better one."""
        if self.text() and not self.toolTip() and self.width() < self.sizeHint().width():
            self.setToolTip(plain(self.text()))

    def _paint_cap(self, painter: QPainter) -> None:
        words = self._width(self._lead() + self.text())
        cap = cap_size(self._key)
        whole = self._icon_room() + words + self._cap_room()
        left = (self.width() - whole) / 2 + whole - cap.width()
        top = (self.height() - cap.height()) / 2
        ink = look().colour(self._ink() if self.isEnabled() else "text3")
        draw_cap(painter, QRectF(left, top, *cap.toTuple()), self._key, ink, ink)

    def _paint_ring(self, painter: QPainter) -> None:
        # a ring in the fill's own colour would not be seen, so a filled button has it inside
        now = look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.colour(_FILLED[self._kind]), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), now.px(6), now.px(6))


def primary(words: str, icon: str = "", **more: str) -> Button:
    """The one filled button of a screen."""
    return Button(words, "primary", icon, **more)  # type: ignore[arg-type]


class BigButton(Button):
    """The big action of a screen, with Enter as its cap. Long names give way."""

    def __init__(self, words: str, icon: str = "", key: str = "Enter") -> None:
        super().__init__(words, "big", icon, key=key, elides=True)
        self._whole = self._short = words

    def set_either(self, whole: str, short: str) -> None:
        """`short` on the button where there is no room for `whole`, which is what is heard."""
        self._whole, self._short = whole, short
        if whole == short:
            self.set_words(whole)
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._choose()

    def _choose(self) -> None:
        if self._whole == self._short:
            return
        frame = self.sizeHint().width() - self._width(self._lead() + self.text())
        room = self.width() - (frame - self._cap_room())
        words = self._whole if self._width(self._whole) <= room else self._short
        if words != self.text() or self.accessibleName() != plain(self._whole):
            self.set_words(words, plain(self._whole))


class IconButton(Button):
    """An icon alone. `name` says the thing and the person it is about; `key` is its shortcut."""

    def __init__(self, icon: str, name: str, key: str = "", *, verb: str = "") -> None:
        super().__init__("", "icon", icon, name=name, key=key, verb=verb)


class Pill(Button):
    """Something that came with a device: ticked, or to be added."""

    def __init__(self, words: str, on: bool = True, name: str = "") -> None:
        super().__init__(words, "pill", "check" if on else "plus", name=name, on=on)
        self.toggled.connect(self._swap)

    def _swap(self, on: bool) -> None:
        self.set_icon("check" if on else "plus")


class RailButton(Button):
    """An entry of the narrow rail: the icon over its word."""

    def __init__(self, words: str, icon: str, on: bool | None = False) -> None:
        super().__init__(words, "railword", icon, on=on)

    def sizeHint(self) -> QSize:
        now = look()
        words = self.fontMetrics().horizontalAdvance(self.text())
        height = now.px(10 + 22 + 3) + self.fontMetrics().height()
        return QSize(max(now.px(66), words + now.px(8)), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(44), self.sizeHint().height())

    def _option(self) -> QStyleOptionButton:
        """Qt paints the ground only."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        return option

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = look()
        size, ink = now.px(22), self._ink()
        top = now.px(5) + size + now.px(2)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - 4
        )
        with QPainter(self) as painter:
            left = (self.width() - size) // 2
            draw_icon(painter, QRectF(left, now.px(5), size, size), self._icon, ink)
            painter.setPen(now.colour(ink))
            painter.setFont(self.font())
            room = QRect(0, top, self.width(), self.height() - top)
            centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(centred.value), words)
