"""The devices added in this sitting, newest first, each with its own Undo."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, DropPlace, SectionHead
from hubdesk.ui.widgets.rows import Row, device_row
from hubdesk.ui.widgets.text import WrappedLabel

MOST_ROWS = 60  # further ones are counted and stand in the list of devices


def _t(text: str) -> str:
    return translate("Devices", text)


@dataclass(frozen=True, slots=True)
class Added:
    """One device of this sitting and the transaction that added it."""

    device_id: str
    tag: str
    title: str
    icon: str
    txn_id: str
    code: str = ""  # what else it answers to


class AddedCard(Card):
    """Each signal carries an Added; that of `serial_asked` waits for its number."""

    undone = Signal(object)
    opened = Signal(object)
    serial_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 16, 16), 8, parent)
        self.head = SectionHead(_t("Added now"), 0)
        self.body.addWidget(sized(self.head, least_height=38))
        self.words = WrappedLabel("", "body", "2")
        self.body.addWidget(self.words)
        self.drop = DropPlace(_t("Scan a fresh label to add the first"))
        self.body.addWidget(self.drop)
        self._rows = QWidget()
        self._lines = column(self._rows, 0, 2)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        self._added: list[Added] = []
        self._drawn: dict[str, Row] = {}

    def added(self) -> tuple[Added, ...]:
        """What was added and not undone, newest first."""
        return tuple(self._added)

    def newest(self) -> Added | None:
        """The one added last."""
        return self._added[0] if self._added else None

    def prepend(self, added: Added) -> None:
        """One more, at the top."""
        self._added.insert(0, added)
        row = self._row(added)
        self._drawn[added.device_id] = row
        self._lines.insertWidget(0, row)
        for old in self._added[MOST_ROWS:]:
            self._take_row(old.device_id)
        self._count()

    def keep(self, device_ids: Collection[str]) -> None:
        """Only these are still here: the others were undone somewhere else."""
        for added in [a for a in self._added if a.device_id not in device_ids]:
            self._added.remove(added)
            self._take_row(added.device_id)
        self._count()

    def say_serial(self, device_id: str, serial: str) -> None:
        """The number that was scanned for one of them."""
        if row := self._drawn.get(device_id):
            added = next(a for a in self._added if a.device_id == device_id)
            row.set_words(added.title, f"{added.tag} · {serial}")
            for button in row.findChildren(Button):
                if button.objectName() == "serial":
                    button.hide()

    def begin_anew(self) -> None:
        """Another sitting."""
        self.keep(())

    def _row(self, added: Added) -> Row:
        detail = f"{added.tag} · {added.code}" if added.code else added.tag
        row = device_row(added.title, detail, added.icon, opens=True)
        row.clicked.connect(lambda _on=False: self.opened.emit(added))
        serial = Button(
            _t("Add serial"),
            "ghost",
            name=_t("Scan the serial number of {tag}").format(tag=added.tag),
        )
        serial.setObjectName("serial")
        serial.clicked.connect(lambda _on=False: self.serial_asked.emit(added))
        undo = Button(_t("Undo"), "ghost", "undo-2", name=_t("Undo {tag}").format(tag=added.tag))
        undo.clicked.connect(lambda _on=False: self.undone.emit(added))
        for button in (serial, undo):
            row.tail.addWidget(button)
        return row

    def _take_row(self, device_id: str) -> None:
        row = self._drawn.pop(device_id, None)
        if row is not None:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _count(self) -> None:
        many = len(self._added)
        self.head.set_count(many)
        said = i18n.count(many, _t("device"), _t("devices"))
        self.words.setText(_t("{devices} added. Scan the next.").format(devices=said))
        self.words.setVisible(bool(many))
        self.drop.setVisible(not many)
