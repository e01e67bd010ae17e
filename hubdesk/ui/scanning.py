"""Tells a scanner, which is a fast keyboard, from a person who types.

Keys are held back for a moment. If more come in that time they may be a scan, and the end of it
decides: a code is told by `scanned` and typed nowhere, anything else is played back as it came.
In a text field only a code counts as a scan, so that prose from a keyboard macro arrives whole;
elsewhere a burst can only be a scan, known or not, and presses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from hubdesk.ids import is_half_of_ours, read_code
from hubdesk.ui.key_watch import KeyWatch
from hubdesk.ui.wrong_layout import looks_like_wrong_layout as looks_like_wrong_layout
from hubdesk.ui.wrong_layout import read_wrong_layout as read_wrong_layout

LEAST_KEYS: Final = 6
MOST_KEYS: Final = 64  # longer than any code: in a text field it is prose, and is let through
LEAST_HOLD, MOST_HOLD = 35, 90
QUIET_MS: Final = 300

_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_NOT_ALONE: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_AltGr,
)
_COMMAND: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_PRESS, _RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
_FLUSHING: Final = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
    QEvent.Type.FocusOut,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.Close,
)


class Alarm(Protocol):
    """The part of QTimer that is used, so that a test can hand in its own."""

    def start(self, ms: int, /) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as it came: for setting the scanner up."""

    text: str
    slowest_gap: int  # ms between two of its keys
    ending: str  # "Enter", "Tab" or ""


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a key came, in ms: as the system stamped it (0: not at all), and when we saw it."""

    stamp: int
    seen: int

    def since(self, before: _Moment) -> int:
        """ms from `before` to this: by the stamps, which no busy moment of ours can stretch."""
        stamped = self.stamp and before.stamp
        return self.stamp - before.stamp if stamped else self.seen - before.seen


@dataclass(frozen=True, slots=True)
class _Held:
    type: QEvent.Type
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at: _Moment
    target: QWidget | None


class ScanFilter(QObject):
    """`is_code` tells whether a text is a code of ours or known here; it is asked once per burst.

    `hold_ms` is how long a key waits, 35 to 90. `clock` gives ms; `alarm` is made with what it
    is to call. Both are for tests.
    """

    scanned = Signal(str)  # a code, in capitals
    half_read = Signal(str)  # it begins like ours, but its end is wrong
    unknown = Signal(str)  # a burst outside a text field that is no code
    measured = Signal(object)  # a Scan, with each of the three above

    def __init__(
        self,
        is_code: Callable[[str], bool],
        hold_ms: int = LEAST_HOLD,
        *,
        clock: Callable[[], int] = lambda: int(time.monotonic() * 1000),
        alarm: Callable[[Callable[[], None]], Alarm] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_code = is_code
        self._clock = clock
        self._held: list[_Held] = []
        self._alarm = alarm(self._time_out) if alarm else self._real_alarm()
        self._second_look = False
        self._prose = False  # the burst is too long for a code and is let through
        self._last_at = _Moment(0, 0)
        self._scan_ended: _Moment | None = None
        self._swallowed: set[int] = set()  # keys whose release is still to come
        self._watch: KeyWatch | None = None
        self._replayed: tuple[QEvent.Type, int, str, int] | None = None
        self.set_hold(hold_ms)

    def watch(self, app: QApplication) -> None:
        """See the keys of the whole app from now on."""
        self._watch = KeyWatch(self, app)

    def stop(self) -> None:
        """Play back what is held and see no more keys."""
        self.flush()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    @property
    def hold(self) -> int:
        """ms that a key waits."""
        return self._hold

    def set_hold(self, ms: int) -> None:
        self._hold = max(LEAST_HOLD, min(ms, MOST_HOLD))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (_PRESS, _RELEASE) and isinstance(event, QKeyEvent):
            if self._replayed == (kind, event.key(), event.text(), event.timestamp()):
                return False
            return self._press(watched, event) if kind == _PRESS else self._release(event)
        if kind in _FLUSHING and self._held and self._replayed is None:
            self.flush()
        return False

    def flush(self) -> None:
        """Play back what is held, now."""
        self._alarm.stop()
        held, self._held = self._held, []
        for one in held:
            self._play(one)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in _NOT_ALONE:
            return False  # Shift comes in the middle of a scan
        if event.isAutoRepeat():
            self.flush()  # a key kept down is a person's
            return False
        at = _Moment(event.timestamp(), self._clock())
        if self._held and at.since(self._last_at) > self._hold:
            self.flush()
        if event.key() in _ENDS and not event.modifiers() & _COMMAND:
            return self._end(event, at)
        if _is_typing(event):
            return self._hold_back(watched, event, at)
        self.flush()
        self._prose = False
        return False

    def _release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() in self._swallowed:
            self._swallowed.discard(event.key())
            return True
        pressed = [h for h in self._held if h.type == _PRESS and h.key == event.key()]
        if not pressed:
            return False
        self._held.append(self._keep(event, pressed[-1].at, pressed[-1].target))
        return True

    def _hold_back(self, watched: QObject, event: QKeyEvent, at: _Moment) -> bool:
        target = _target(watched)
        if self._prose and at.since(self._last_at) <= self._hold:
            self._last_at = at
            return False
        self._prose = False
        if self._held and self._held[0].target is not target:
            self.flush()
        self._held.append(self._keep(event, at, target))
        self._last_at = at
        if self._presses() > MOST_KEYS and takes_text(target):
            self.flush()
            self._prose = True
            return True
        self._second_look = False
        self._alarm.start(self._hold)
        return True

    def _end(self, event: QKeyEvent, at: _Moment) -> bool:
        """Enter or Tab: the end of a scan, or a key like any other."""
        self._prose = False
        ended = self._scan_ended
        if not self._held and ended is not None and 0 <= at.since(ended) < QUIET_MS:
            self._swallowed.add(event.key())
            return True
        if self._presses() >= LEAST_KEYS:
            ending = "Tab" if event.key() == Qt.Key.Key_Tab else "Enter"
            if self._take(ending, must_be_ours=False):
                self._scan_ended = at
                self._swallowed.add(event.key())
                return True
        self.flush()
        return False

    def _time_out(self) -> None:
        if not self._second_look:
            # keys that waited behind a busy moment come first, and their own time decides
            self._second_look = True
            self._alarm.start(0)
            return
        self._second_look = False
        if self._presses() >= LEAST_KEYS and self._take("", must_be_ours=True):
            self._scan_ended = self._last_at
        else:
            self.flush()

    def _take(self, ending: str, *, must_be_ours: bool) -> bool:
        """Tell of what is held if it is a scan, and forget it; False leaves it held."""
        text = "".join(one.text for one in self._held if one.type == _PRESS).upper()
        ours = read_code(text) is not None
        if ours or (not must_be_ours and self._is_code(text)):
            signal = self.scanned
        elif must_be_ours or takes_text(self._held[0].target):
            return False
        else:
            signal = self.half_read if is_half_of_ours(text) else self.unknown
        self._alarm.stop()
        facts = Scan(text, self._slowest_gap(), ending)
        down = {one.key for one in self._held if one.type == _PRESS}
        self._swallowed |= down - {one.key for one in self._held if one.type == _RELEASE}
        self._held = []
        self.measured.emit(facts)
        signal.emit(text)
        return True

    def _play(self, one: _Held) -> None:
        target = one.target if one.target is not None and isValid(one.target) else None
        target = target or QApplication.focusWidget()
        if target is None:
            return
        event = QKeyEvent(one.type, one.key, one.modifiers, one.text)
        event.setTimestamp(one.at.stamp)
        self._replayed = (one.type, one.key, one.text, one.at.stamp)
        QApplication.sendEvent(target, event)
        self._replayed = None

    @staticmethod
    def _keep(event: QKeyEvent, at: _Moment, target: QWidget | None) -> _Held:
        return _Held(event.type(), event.key(), event.modifiers(), event.text(), at, target)

    def _presses(self) -> int:
        return sum(one.type == _PRESS for one in self._held)

    def _slowest_gap(self) -> int:
        times = [one.at for one in self._held if one.type == _PRESS]
        return max((later.since(before) for before, later in pairwise(times)), default=0)

    def _real_alarm(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._time_out)
        return timer


def _is_typing(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & _COMMAND


def _target(watched: QObject) -> QWidget | None:
    """The widget a key is meant for, which is not yet known while it is at the window."""
    if isinstance(watched, QWidget):
        return watched
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or QApplication.activeWindow()


def takes_text(widget: QWidget | None) -> bool:
    """Whether typing into `widget` leaves letters behind.

    Not where it says that whatever comes so fast can only be a scan, as the lock does.
    """
    if widget is not None and widget.property("no prose"):
        return False
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEditable()


def hold_for(slowest_gap: int) -> int:
    """The hold for a scanner whose slowest two keys lie `slowest_gap` ms apart."""
    return max(LEAST_HOLD, min(2 * slowest_gap, MOST_HOLD))
