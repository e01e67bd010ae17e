"""Every action of the app with its words and keys, declared once: menus, help and tests read it.

`where` names the place an action's keys belong to. Keys of `anywhere` are taken everywhere;
two places may share a key because they are never on the screen together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from hubdesk.ui.key_watch import KeyWatch


@dataclass(frozen=True, slots=True)
class Action:
    """`keys` in Qt's portable spelling, the first one shown; `tip` says what will happen."""

    name: str
    words: str
    keys: tuple[str, ...]
    tip: str
    group: str
    where: str = "anywhere"


GO, DO, DESK, BACK, LEARN, REPORT, LIST, LOOK = (
    "Go to",
    "At any time",
    "Lending",
    "After a return",
    "Sessions",
    "Reports",
    "Lists and forms",
    "How it looks",
)


def _numbered(name: str, words: tuple[str, ...], tip: str, group: str, where: str) -> list[Action]:
    return [
        Action(f"{name}-{at}", text, (f"Alt+{at}",), tip, group, where)
        for at, text in enumerate(words, 1)
    ]


_DUE = ("Due today", "Due in 1 week", "Due in 2 weeks", "Due in 4 weeks", "Pick a due date")
_CALL = ("Spoke", "Left a message", "No answer")
_SIDES = ("Record 1 is right", "Record 2 is right")
_VISIT = (
    *("Get online", "Device", "Benefits", "Job", "NHS App", "E-mail", "Scam worry", "Print"),
    "Form",
)
_CONDITION = ("Good", "Worn", "Damaged", "Needs wiping")

_ALL: Final = (
    Action("desk", "Front desk", ("Ctrl+1",), "Lend and take back", GO),
    Action("sessions", "Sessions", ("Ctrl+2",), "What is on, and every register", GO),
    Action("people", "People", ("Ctrl+3",), "Everybody this hub knows", GO),
    Action("devices", "Devices", ("Ctrl+4",), "Everything this hub lends or gives", GO),
    Action("reports", "Reports", ("Ctrl+5",), "Figures of a month, printed or saved", GO),
    Action("loans", "Loans", ("Ctrl+6",), "What is out, due soon and overdue", GO),
    Action("here-now", "Here now", ("Ctrl+Shift+B",), "Everybody in the building", GO),
    Action("my-shift", "My shift", ("Ctrl+Shift+E",), "Your hours, and what to hand over", GO),
    Action("this-week", "This week", ("Ctrl+Shift+W",), "The board, poster and pages", GO),
    Action("settings", "Settings", ("Ctrl+,",), "Hub, lending, look and scanner", GO),
    Action("help", "Help", ("F1",), "How to do things, and every key", GO),
    Action("activity", "Recent activity", ("Ctrl+H",), "What was done, each with Undo", GO),
    Action("sending", "Sending", ("Ctrl+Shift+S",), "What waits to be sent, and what was", GO),
    Action("back", "Back", ("Alt+Left",), "To where you were before", GO),
    Action("find", "Find", ("F2", "Ctrl+K"), "To the box at the top", DO),
    Action("undo", "Undo", ("Ctrl+Z",), "Take back what was just done", DO),
    Action("lock", "Lock", ("Ctrl+L",), "Hide everything until you are back", DO),
    Action("hide-person", "Hide person", ("Ctrl+Shift+H",), "Take the person off the screen", DO),
    Action("new-person", "New person", ("Ctrl+N",), "Add somebody new", DO),
    Action("add-devices", "Add devices", ("Ctrl+Shift+N",), "Scan fresh labels in", DO),
    Action("concern", "Record a concern", ("Ctrl+Shift+R",), "About somebody's safety", DO),
    Action("award", "Award certificates", ("Ctrl+Shift+A",), "To one or to a whole class", DO),
    Action("to-print", "To print", ("Ctrl+Shift+P",), "Papers that wait for the printer", DO),
    Action("kiosk", "Sign-in screen", ("Ctrl+Shift+D",), "Lock the desk; people sign in", DO),
    Action(
        "leave-kiosk",
        "Leave the sign-in screen",
        ("Ctrl+Shift+Q",),
        "Asks for a PIN of the staff",
        DO,
        "kiosk",
    ),
    Action("quit", "Quit HubDesk", ("Ctrl+Q",), "Close and lock the records", DO),
    Action("sign-in", "Sign in", ("Alt+S",), "They came to a session", DESK, "lend"),
    Action("lend", "Lend", ("Return",), "Lend what is in the list", DESK, "lend"),
    Action("start-again", "Start again", ("Alt+Z",), "Put everything back", DESK, "lend"),
    Action(
        "add-to-basket", "Add to the list", ("Alt+A",), "Add the device just seen", DESK, "lend"
    ),
    Action("lend-parked", "Lend now", ("Alt+L",), "Lend the list that was left", DESK, "lend"),
    Action("put-back", "Put back", ("Alt+B",), "Put the list that was left back", DESK, "lend"),
    *_numbered("due", _DUE, "Choose when it is due", DESK, "lend"),
    Action("renew", "Renew instead", ("Alt+R",), "Give it a new due date", BACK, "returned"),
    Action("note", "Note", ("Alt+N",), "Write a note about it", BACK, "returned"),
    *_numbered("condition", _CONDITION, "Choose how it looks", BACK, "returned"),
    Action(
        "ready", "Make ready", ("Alt+M",), "It was wiped and can be lent again", BACK, "returned"
    ),
    Action("drop-in", "Drop-in", ("Ctrl+D",), "Log a visit, or count a question", DO),
    Action("appointments", "Appointments", ("Ctrl+B",), "Who sees whom, and what is free", DO),
    Action("paper-hub", "The hub on paper", ("Ctrl+Shift+K",), "For a day without power", DO),
    Action("next-free", "Next free", ("Alt+F",), "To the next free slot", LEARN, "appointments"),
    Action(
        "book-again",
        "Book again",
        ("Alt+A",),
        "The same person, a week later",
        LEARN,
        "appointments",
    ),
    Action(
        "no-show",
        "Did not come",
        ("X",),
        "Of the chosen appointment, in the list",
        LEARN,
        "appointments",
    ),
    Action("day-before", "Day before", ("Ctrl+PgUp",), "One day back", LEARN, "appointments"),
    Action("day-after", "Day after", ("Ctrl+PgDown",), "One day on", LEARN, "appointments"),
    Action(
        "print-slip", "Print the slip", ("Alt+P",), "What they take home", LEARN, "appointments"
    ),
    Action(
        "mark-rest",
        "Mark the rest present",
        ("Ctrl+Return",),
        "All who are left",
        LEARN,
        "register",
    ),
    Action(
        "finish-register",
        "Finish register",
        ("Ctrl+S",),
        "Nobody changes it any more",
        LEARN,
        "register",
    ),
    Action(
        "mark-present",
        "Present",
        ("P",),
        "Mark whoever has the ring, in the list",
        LEARN,
        "register",
    ),
    Action("mark-late", "Late", ("L",), "Came after the start", LEARN, "register"),
    Action("mark-told", "Told us", ("T",), "Said that they cannot come", LEARN, "register"),
    Action("mark-absent", "Absent", ("A",), "Did not come and said nothing", LEARN, "register"),
    Action("mark-early", "Left early", ("E",), "Went before the end", LEARN, "register"),
    Action("mark-remote", "Elsewhere", ("R",), "Joined from elsewhere", LEARN, "register"),
    Action("register-note", "Note", ("N",), "Write a note about them", LEARN, "register"),
    Action("walk-in", "Walk-in", ("W",), "Somebody came without a place", LEARN, "register"),
    Action(
        "judge-step",
        "How far somebody is",
        ("1",),
        "A number for each step of the scale, in the grid of skills",
        LEARN,
        "class",
    ),
    Action(
        "say-step",
        "My answer",
        ("1",),
        "A number for each answer of the self-check",
        LEARN,
        "check",
    ),
    Action("say-skip", "Skip this one", ("0",), "The next question", LEARN, "check"),
    Action("say-back", "Back", ("Backspace",), "The question before", LEARN, "check"),
    Action(
        "judge-rest",
        "Everybody can do it",
        ("Ctrl+Return",),
        "All of the class who are not so far yet",
        LEARN,
        "class",
    ),
    *_numbered("visit", _VISIT, "What they dropped in for", LEARN, "drop-in"),
    Action("visit-0", "Other", ("Alt+0",), "What they dropped in for", LEARN, "drop-in"),
    Action(
        "plan-session", "Plan a session", ("Alt+P",), "One, or a course of many", LEARN, "sessions"
    ),
    Action("move-session", "Move", ("Alt+M",), "Another day, time or room", LEARN, "sessions"),
    Action("cancel-session", "Cancel", ("Alt+X",), "It does not take place", LEARN, "sessions"),
    Action(
        "replace-tutor", "Another tutor", ("Alt+T",), "Somebody else teaches it", LEARN, "sessions"
    ),
    Action("book-place", "Book a place", ("Alt+B",), "Give somebody a place", LEARN, "sessions"),
    Action(
        "week-before",
        "Week before",
        ("Ctrl+PgUp",),
        "The sessions of the week before",
        LEARN,
        "sessions",
    ),
    Action(
        "week-after",
        "Week after",
        ("Ctrl+PgDown",),
        "The sessions of the week after",
        LEARN,
        "sessions",
    ),
    Action("save", "Save", ("Ctrl+S",), "Save what is on this page", LIST, "form"),
    Action(
        "save-and-go",
        "Save and go",
        ("Alt+G",),
        "Save, then do what was scanned",
        LIST,
        "strip",
    ),
    Action("edit", "Edit", ("Alt+E",), "Change the details", LIST, "record"),
    Action("record-note", "Note", ("Alt+N",), "Write a note", LIST, "record"),
    Action("record-renew", "Renew", ("Alt+R",), "Give a loan a new due date", LIST, "record"),
    Action("record-award", "Award", ("Alt+W",), "Award a certificate", LIST, "record"),
    Action("record-return", "Return", ("Alt+U",), "The device is back", LIST, "record"),
    Action("record-lost", "Mark lost", ("Alt+O",), "Nobody can find the device", LIST, "record"),
    Action("call", "Log a call", ("Alt+C",), "Write down that you called", LIST, "record"),
    Action(
        "text", "Text this person", ("Alt+T",), "Words ready for the hub's phone", LIST, "record"
    ),
    *_numbered("side", _SIDES, "Keep what this record says", LIST, "side by side"),
    *_numbered("call", _CALL, "Say what came of the call", LIST, "called"),
    Action("filter", "Filter the list", ("Ctrl+F",), "To the filters of the list", LIST),
    Action("save-report", "Save as PDF", ("Ctrl+E",), "And keep a copy", REPORT, "reports"),
    Action("period-before", "Period before", ("Ctrl+PgUp",), "One month back", REPORT, "reports"),
    Action("period-after", "Next period", ("Ctrl+PgDown",), "One month on", REPORT, "reports"),
    Action("print-list", "Print", ("Ctrl+P",), "Print the list or the report that is shown", LIST),
    Action("bigger", "Bigger text", ("Ctrl++", "Ctrl+="), "Make everything bigger", LOOK),
    Action("smaller", "Smaller text", ("Ctrl+-",), "Make everything smaller", LOOK),
    Action("usual-size", "Usual text size", ("Ctrl+0",), "Back to the usual size", LOOK),
)
ACTIONS: Final = {action.name: action for action in _ALL}
# Where an action's keys belong, as somebody would say it. Those of `anywhere` need no place.
PLACES: Final = {
    "anywhere": "Anywhere",
    "kiosk": "The sign-in screen",
    "lend": "The front desk, lending",
    "returned": "The front desk, after a return",
    "appointments": "Appointments",
    "register": "A register",
    "class": "The skills of a class",
    "check": "The self-check",
    "drop-in": "Drop-in",
    "sessions": "The list of sessions",
    "reports": "Reports",
    "form": "A form",
    "strip": "A scan over unsaved work",
    "record": "A person, a device or a loan",
    "side by side": "Two records side by side",
    "called": "Just after a call",
}


def shown_key(name: str) -> str:
    """The first key of an action as it is printed on a cap: Ctrl+Z, Enter."""
    keys = ACTIONS[name].keys
    return keys[0].replace("Return", "Enter") if keys else ""


def groups() -> dict[str, list[Action]]:
    """The actions by group, in the order they are declared, for the page that lists the keys."""
    found: dict[str, list[Action]] = {}
    for action in _ALL:
        found.setdefault(action.group, []).append(action)
    return found


def bind(owner: QWidget, name: str, act: Callable[[], object]) -> QAction:
    """Let the keys of action `name` call `act` while `owner`'s window is active.

    A page binds on itself: keys of a page that is not shown do nothing, because Qt only
    counts the shortcuts of visible widgets.
    """
    declared = ACTIONS[name]
    made = QAction(declared.words, owner)
    made.setObjectName(name)
    # Enter belongs to the filled button (Page.keyPressEvent): a shortcut would take it from lists
    keys = [key for key in declared.keys if key != "Return"]
    made.setShortcuts([QKeySequence(key) for key in keys])
    made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    made.setToolTip(f"{declared.tip} ({shown_key(name)})")
    made.setAutoRepeat(False)
    made.triggered.connect(lambda _checked=False: act())
    owner.addAction(made)
    return made


def _combination(key: str) -> QKeyCombination:
    first: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # the stub forgets it
    return first


class KeysFirst(QObject):
    """Keeps the keys of `anywhere` for the app where a text field would take them for editing.

    On Linux Ctrl+K deletes to the end of a line. Undo stays with the field that has something
    to undo.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours: set[QKeyCombination] = set()
        for action in _ALL:
            if action.where == "anywhere" and action.name != "undo":
                self._ours.update(_combination(key) for key in action.keys)
        self._watch: KeyWatch | None = None

    def watch(self, app: QApplication) -> None:
        """Guard the keys of the whole app from now on."""
        self._watch = KeyWatch(self, app)

    def stop(self) -> None:
        """Let every field take what it likes again."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.keyCombination() not in self._ours:
            return False
        event.ignore()
        return True
