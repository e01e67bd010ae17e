"""A box that finds a person: a name is typed, those who fit are listed, Enter takes one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from hubdesk.i18n import translate
from hubdesk.queries.finding import Sort, find_code
from hubdesk.queries.people import person_card
from hubdesk.queries.search import search
from hubdesk.ui.doors import Doors
from hubdesk.ui.people.words import card_and_apart
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.form import LineEdit
from hubdesk.ui.widgets.key_cap import KeyCap
from hubdesk.ui.widgets.result_list import Found, Group, ResultList
from hubdesk.ui.widgets.text import WrappedLabel

FEW = 4


def _t(text: str) -> str:
    return translate("Register", text)


class _Edit(LineEdit):
    stepped = Signal(int)
    entered = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z undoes what was typed here while there is something, else the last action."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and (not self.text() or not self.isUndoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class FindPerson(Card):
    """A box that finds a person. `chosen` tells an id and name; `new` a name nobody has.

    `key` is the letter that leads here from the list. `adds` says what becomes of a name nobody
    has; without it only those the hub knows are offered.
    """

    chosen = Signal(str, str)
    new = Signal(str)
    left = Signal()

    def __init__(
        self, doors: Doors, title: str, hint: str, key: str = "", *, adds: str = ""
    ) -> None:
        super().__init__((16, 12, 16, 12), 8)
        self._doors, self._adds = doors, adds
        head = SectionHead(title, role="h3")
        if key:
            head.row.addWidget(KeyCap(key))
        self.body.addWidget(head)
        self.edit = _Edit("", _t("Name, or scan their card"), title)
        self.body.addWidget(self.edit)
        self.list = ResultList(self, hints=False)
        self.list.setParent(self)
        self.body.addWidget(self.list)
        self.list.hide()
        self._hint = WrappedLabel(hint, "small", "2")
        self.body.addWidget(self._hint)
        self.edit.textEdited.connect(self._typed)
        self.edit.stepped.connect(self.list.step)
        self.edit.entered.connect(self._entered)
        self.edit.left.connect(self._left)
        self.list.chosen.connect(self._pick)

    def ask(self) -> None:
        """The focus to the box."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def clear(self) -> None:
        """Nothing is typed."""
        self.edit.clear()
        self._close()

    def take_card(self, code: str) -> bool:
        """A card scanned while the focus is here finds its owner. Whether it was one."""
        if not self.edit.hasFocus():
            return False
        found = self._doors.look(lambda db: find_code(db, code))
        if found.sort is not Sort.PERSON:
            return False
        card = self._doors.look(lambda db: person_card(db, found.id, self._doors.today()))
        if card is not None:
            self._pick(("person", card.id, card.name))
        return card is not None

    def is_open(self) -> bool:
        """Whether names are listed."""
        return not self.list.isHidden()

    def _typed(self, text: str) -> None:
        words = text.strip()
        if not words:
            self._close()
            return
        hits = self._doors.look(lambda db: search(db, words, people=FEW, devices=0)).people
        rows = [Found(("person", hit.id, hit.name), hit.name, card_and_apart(hit)) for hit in hits]
        self.list.fill([Group("", [*rows, self._nobody(words)])], choose_first=True)
        self.list.setFixedHeight(self.list.wanted_height())
        self.list.show()

    def _nobody(self, words: str) -> Found:
        """A name that nobody has: they are added, or it is only said."""
        if self._adds:
            name = _t("{name} is new here").format(name=words)
            return Found(("new", "", words), name, self._adds, icon="user-plus")
        name = _t("Nobody else is called {name}").format(name=words)
        return Found(None, name, _t("Add them with Ctrl+N first."), icon="users")

    def _entered(self) -> None:
        found = self.list.current()
        if not self.edit.text().strip():
            self._left()
        elif found is not None:
            self._pick(found.fact)

    def _pick(self, fact: object) -> None:
        sort, id, name = fact if isinstance(fact, tuple) else ("", "", "")
        if not sort:
            return
        self.clear()
        self.edit.setFocus()
        if sort == "person":
            self.chosen.emit(id, name)
        elif sort == "new":
            self.new.emit(name)

    def _left(self) -> None:
        self.clear()
        self.left.emit()

    def _close(self) -> None:
        self.list.hide()
