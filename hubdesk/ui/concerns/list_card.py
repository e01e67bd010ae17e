"""The concerns in a list, open or closed, and whose turn it is to be able to read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.safeguarding import kind_words
from hubdesk.ui.concerns.guard import ConcernRow, Standing
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.rows import Row
from hubdesk.ui.widgets.text import WrappedLabel

OPEN, CLOSED = "open", "closed"


def _t(text: str) -> str:
    return translate("Concern", text)


class StandingCard(Card):
    """Says that somebody cannot read yet, or still can, and offers to put it right."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 16), 8)
        self.words = WrappedLabel("", "body")
        self.button = Button("", "", "key-round", verb="seal concerns again")
        self.button.clicked.connect(lambda _on=False: self.asked.emit())
        self.body.addWidget(self.words)
        row = line()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_standing(self, standing: Standing, today: date, zone: tzinfo | None) -> None:
        """Hidden while everybody reads what they should."""
        self.setVisible(bool(standing.texts or standing.newer_at))
        self.button.setVisible(bool(standing.texts))
        said = []
        if standing.newer_at is not None:
            day = i18n.short_day(standing.newer_at.astimezone(zone).date(), today)
            words = _t("Newer concerns need the passphrase chosen in your name on {day}.")
            said.append(words.format(day=day))
            said.append(_t("Was that not you? Close these, choose “I forgot it”, tell a manager."))
        if standing.cannot_yet:
            names = i18n.listed(list(standing.cannot_yet))
            said.append(_t("{names} cannot read all of them yet.").format(names=names))
        if standing.can_still:
            names = i18n.listed(list(standing.can_still))
            said.append(_t("{names} could still read some, and should not.").format(names=names))
        self.words.setText(" ".join(said))
        texts = i18n.count(standing.texts, _t("text"), _t("texts"))
        words = _t("Seal {texts} again, for those who lead now").format(texts=texts)
        self.button.set_words(words)


class ConcernList(Card):
    """Tabs over rows. `opened` carries the id of one."""

    opened = Signal(str)
    more_asked = Signal()
    tab_chosen = Signal()

    def __init__(self) -> None:
        super().__init__((20, 14, 20, 16), 8)
        tabs = [(OPEN, _t("Open")), (CLOSED, _t("Closed"))]
        self.tabs = CountTabs(tabs, OPEN, _t("Concerns"))
        self.tabs.chosen.connect(lambda _tab: self.tab_chosen.emit())
        self.nothing = WrappedLabel("", "body", "2")
        self._rows = QWidget()
        self.rows = column(self._rows, 0, 0)
        self.more_button = Button(_t("Show more"), "ghost")
        self.more_button.clicked.connect(lambda _on=False: self.more_asked.emit())
        for widget in (self.tabs, self.nothing, self._rows, self.more_button):
            self.body.addWidget(widget)

    @property
    def shows_closed(self) -> bool:
        return self.tabs.value() == CLOSED

    def count_rows(self) -> int:
        """How many are shown."""
        return self.rows.count()

    def begin(self, open_: int, closed: int) -> None:
        """Empty the list, with how many there are of each."""
        self.tabs.set_counts({OPEN: open_, CLOSED: closed})
        emptied(self._rows)
        here = closed if self.shows_closed else open_
        nothing = _t("Nothing is closed.") if self.shows_closed else _t("No concern is open.")
        self.nothing.setText(nothing)
        self.nothing.setVisible(not here)

    def put(self, rows: Sequence[ConcernRow], total: int, today: date, zone: tzinfo | None) -> None:
        """Rows at the end; `total` is how many there are."""
        for row in rows:
            self.rows.addWidget(self._row(row, today, zone))
        self.more_button.setVisible(self.rows.count() < total)

    def forget(self) -> None:
        """Nothing that was shown stays in a widget."""
        self.tabs.set_counts({OPEN: 0, CLOSED: 0})
        self.tabs.choose(OPEN)
        emptied(self._rows)

    def _row(self, row: ConcernRow, today: date, zone: tzinfo | None) -> Row:
        at = row.at.astimezone(zone)
        day = i18n.short_day(at.date(), today)
        if row.is_broken:
            title, detail = _t("This one cannot be read"), day
        else:
            title = row.about or _t("Nobody named")
            words = _t("{kind} · from {who}, {day}")
            detail = words.format(kind=kind_words(row.kind), who=row.who, day=day)
        shown = Row(title, detail, icon="shield-alert", opens=not row.is_broken, size=40)
        shown.setObjectName(row.id)
        if row.more:
            added = i18n.count(row.more, _t("addition"), _t("additions"))
            shown.tail.addWidget(Chip(added, ""))
        if row.is_shown:
            shown.tail.addWidget(Chip(_t("Others see to ask you"), "info"))
        if not row.is_broken:
            shown.clicked.connect(lambda _on=False, id_=row.id: self.opened.emit(id_))
        return shown
