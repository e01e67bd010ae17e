"""A card that not everybody may change: it says whom to ask, and its controls cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from hubdesk.ui.space import line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.text import IconLabel, WrappedLabel

_HERE = Qt.FindChildOption.FindDirectChildrenOnly
_EDITORS = (QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit)


class AskNote(QWidget):
    """Whom to ask, under the heading of a card."""

    def __init__(self) -> None:
        super().__init__()
        row = line(self, 0, 8)
        row.addWidget(IconLabel("lock", "text2", 16))
        self.words = WrappedLabel("", "small", "2")
        row.addWidget(self.words, 1)


def settle_card(card: Card, why: str) -> None:
    """Let the card be used, or bar it and say `why`. What it shows stays to be read."""
    note = card.findChild(AskNote, options=_HERE)
    if note is None and why:
        note = AskNote()
        card.body.insertWidget(1, note)
    if note is not None:
        note.words.setText(why)
        note.setVisible(bool(why))
    for editor in (found for kind in _EDITORS for found in card.findChildren(kind)):
        _settle_editor(editor, why)
    for button in card.findChildren(Button):
        button.bar(why)
        if not why:
            button.settle_right()


def _settle_editor(editor: QWidget, why: str) -> None:
    """What the card itself has switched off stays so."""
    if why and editor.isEnabledTo(editor.parentWidget() or editor):
        editor.setProperty("barred", True)
        editor.setEnabled(False)
    elif not why and editor.property("barred"):
        editor.setProperty("barred", False)
        editor.setEnabled(True)
