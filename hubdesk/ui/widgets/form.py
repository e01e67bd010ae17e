"""Forms: a label above each field, a hint under the label, and what is wrong in two places."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
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

from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.space import column, line
from hubdesk.ui.theme import mark_as
from hubdesk.ui.widgets.buttons import Button, plain
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import IconLabel, Label, WrappedLabel

_EDITORS = (QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit)


_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
LONG = 40  # letters: a whole question as a label takes the lines it needs


class Field(QWidget):
    """One question. The label is the buddy of `editor`; the hint and what is wrong describe it."""

    def __init__(
        self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        body = column(self, 0, 4)
        self.label = Label(label, "smallstrong", wrap=len(label) > LONG)
        self.label.setBuddy(editor)
        body.addWidget(self.label)
        if hint:
            body.addWidget(WrappedLabel(hint, "small", "3"))
        body.addWidget(editor)
        self._trouble = QWidget()
        row = line(self._trouble, 0, 8)
        self._words = WrappedLabel("", "smallstrong", "bad")
        row.addWidget(IconLabel("circle-alert", "bad", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        body.addWidget(self._trouble)
        self._trouble.hide()
        if not editor.accessibleName():
            editor.setAccessibleName(plain(label))
        self._describe("")

    def words(self) -> str:
        """What is wrong, as it is shown by the field; "" when nothing is."""
        return self._words.text() if not self._trouble.isHidden() else ""

    def show_problem(self, words: str) -> None:
        """Outline the field and say what is wrong under it; "" takes both away."""
        self._words.setText(words)
        self._trouble.setVisible(bool(words))
        inner = self.editor.findChildren(QWidget)
        for widget in (self.editor, *inner):
            if isinstance(widget, _EDITORS) and not isinstance(
                widget.parent(), QComboBox | QAbstractSpinBox
            ):
                mark_as(widget, c="bad" if words else "")
        self._describe(words)

    def _describe(self, wrong: str) -> None:
        # heard, not seen: the one place that says Error (ux.md 17)
        parts = (f"Error: {wrong}" if wrong else "", self._hint)
        self.editor.setAccessibleDescription(". ".join(part for part in parts if part))


class Problems(Card):
    """The card at the top of a form: what is wrong, a line per field that leads to it."""

    asked = Signal(str)  # name of a field

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 12), 2)
        mark_as(self, c="bad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = line(gap=8)
        head.addWidget(IconLabel("circle-alert", "bad", 20))
        head.addWidget(Label("There is a problem", "h3", "bad"), 1)
        self.body.addLayout(head)
        self._lines: list[Button] = []
        self._first = ""
        self.hide()

    def lines(self) -> list[Button]:
        return list(self._lines)

    def fill(self, wrong: Mapping[str, str]) -> None:
        for button in self._lines:
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._lines = []
        self._first = next(iter(wrong), "")
        for name, words in wrong.items():
            button = Button(words, "link", elides=True)
            button.clicked.connect(lambda _on=False, n=name: self.asked.emit(n))
            self._lines.append(button)
            self.body.addWidget(button)
        self.setAccessibleName("There is a problem. " + " ".join(wrong.values()))
        self.setVisible(bool(wrong))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever types on goes on in the first field that wants something: no letter is lost."""
        plain_key = not event.modifiers() & ~(_SHIFT | _KEYPAD)
        typed = event.text() if plain_key and event.text().isprintable() else ""
        if self._first and self.hasFocus() and typed.strip():
            self.asked.emit(self._first)
            field = self.window().focusWidget()
            if field is not None and field is not self:
                QApplication.sendEvent(field, event)
                return
        super().keyPressEvent(event)


class Form(QWidget):
    """Fields by name, downwards. Nothing typed is ever cleared by a problem.

    `edited` tells that something was typed or chosen, for keeping a draft.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.body = column(self, 0, 18)
        self.problems = Problems()
        self.problems.asked.connect(self.focus_field)
        self.body.addWidget(self.problems)

    def add(self, name: str, label: str, editor: QWidget, hint: str = "") -> Field:
        """A field at the end. `name` is what problems are told by."""
        field = Field(label, editor, hint)
        self.fields[name] = field
        self.body.addWidget(field)
        self.watch(editor)
        return field

    def adopt(self, name: str, field: Field) -> Field:
        """A field that stands somewhere else in the page."""
        self.fields[name] = field
        self.watch(field.editor)
        return field

    def watch(self, editor: QWidget) -> None:
        """Tell `edited` when `editor` or something inside it changes."""
        for widget in (editor, *editor.findChildren(QWidget)):
            for name in ("textEdited", "toggled", "activated", "valueChanged", "chosen"):
                signal = getattr(widget, name, None)
                if signal is not None and hasattr(signal, "connect"):
                    signal.connect(self._edited)
            if isinstance(widget, QPlainTextEdit):
                widget.textChanged.connect(self.edited)

    def show_problems(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong by field, and move the focus to the summary; {} takes all away."""
        for name, field in self.fields.items():
            field.show_problem(wrong.get(name, ""))
        order = [*self.fields, *(name for name in wrong if name not in self.fields)]
        self.problems.fill({name: wrong[name] for name in order if name in wrong})
        if wrong:
            bring_into_view(self.problems)
            self.problems.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.problems, self.problems.accessibleName(), problem=True)

    def focus_field(self, name: str) -> None:
        """The focus to a field, scrolled into view. Unknown names change nothing."""
        if field := self.fields.get(name):
            bring_into_view(field)
            target = field.editor.focusProxy() or field.editor
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, *_what: object) -> None:
        self.edited.emit()


class LineEdit(QLineEdit):
    """A line whose Enter goes on to the page, so that it presses the filled button."""

    def __init__(self, text: str = "", placeholder: str = "", name: str = "") -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)


class NoteEdit(QPlainTextEdit):
    """A few lines of text. Tab leaves it."""

    def __init__(
        self, text: str = "", placeholder: str = "", name: str = "", lines: int = 3
    ) -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 28)
