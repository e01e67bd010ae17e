"""Safeguarding in the settings: who leads it, whether they can read yet, and the ways there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import StaffRole
from hubdesk.queries.concerns import Guardian
from hubdesk.ui.doors import Doors
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import column, emptied
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, Note, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, person_row
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Staff", text)


class SafeguardingCard(Card):
    """Everybody may see whom to speak to; what they read is behind their own passphrase."""

    go = Signal(str, dict)
    verb = ""  # whom to tell is for everybody

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self._doors = doors
        self.body.addWidget(SectionHead(_t("Safeguarding")))
        words = _t(
            "A concern is sealed to the safeguarding lead and the deputy. Nobody else reads it."
        )
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        self.missing = Note("", "warn", "triangle-alert")
        self.body.addWidget(self.missing)
        self._rows = QWidget()
        self.rows = column(self._rows, 0, 0)
        self.body.addWidget(self._rows)
        self.record_button = Button(_t("Record a concern"), "", "shield-alert")
        self.read_button = Button(
            _t("Read concerns"), "", "shield-keyhole", verb="see safeguarding"
        )
        self.record_button.clicked.connect(lambda _on=False: self.go.emit("concern", {}))
        self.read_button.clicked.connect(lambda _on=False: self.go.emit("concerns", {}))
        buttons = QWidget()
        flow = Flow(buttons, 0, 8)
        flow.addWidget(self.record_button)
        flow.addWidget(self.read_button)
        self.body.addWidget(buttons)
        self.show_now()

    def show_now(self) -> None:
        """Look again who leads, and who of them chose a passphrase."""
        here = self._doors.guard.guardians()
        emptied(self._rows)
        for row in here:
            self.rows.addWidget(self._row(row))
        self.missing.set_words(_missing_words(here))

    def _row(self, row: Guardian) -> Row:
        role = _t("Safeguarding lead") if row.role is StaffRole.LEAD else _t("Deputy")
        if row.key is None:
            detail, chip = role, Chip(_t("Cannot read yet"), "warn")
        else:
            made = row.key.made_at.astimezone(self._doors.now().tzinfo)
            day = i18n.plain_day(made.date())
            detail = _t("{role}, passphrase chosen on {day}").format(role=role, day=day)
            chip = Chip(_t("Can read"), "ok", "circle-check")
        shown = person_row(row.name, detail)
        shown.tail.addWidget(chip)
        return shown


def _missing_words(here: list[Guardian]) -> str:
    """What is missing before a concern is safe with this hub; "" when nothing is."""
    ready = [row for row in here if row.key is not None]
    if not here:
        return _t("Nobody leads safeguarding here yet. Give somebody the role above.")
    if not ready:
        names = i18n.listed([row.name for row in here])
        words = _t("{names} has to choose a passphrase under Read concerns first.")
        if len(here) > 1:
            words = _t("{names} have to choose a passphrase under Read concerns first.")
        return words.format(names=names)
    if len(ready) == 1:
        words = _t("Only {name} can read concerns. If {name} forgets the passphrase, nobody can.")
        return words.format(name=ready[0].name)
    return ""
