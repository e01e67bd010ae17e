"""Staff in the settings: who works here, in which roles; adding, changing, putting away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.operations.staff import bring_back_staff, put_away_staff
from hubdesk.queries.history import RecordKind
from hubdesk.queries.staff import AccountRow, accounts, leavers
from hubdesk.ui.doors import Doors
from hubdesk.ui.gestures import Gestures
from hubdesk.ui.history.button import history_button
from hubdesk.ui.settings.list_card import ListCard
from hubdesk.ui.space import column, emptied, line
from hubdesk.ui.staff.staff_form import StaffForm
from hubdesk.ui.staff.words import roles_words
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row, person_row
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Staff", text)


class StaffCard(ListCard[AccountRow, StaffForm]):
    """Everybody who works here with a way to change them and one to put them away."""

    verb = "change roles"

    def __init__(self, gestures: Gestures) -> None:
        self._gestures = gestures
        self._doors: Doors = gestures.doors
        add = Button(_t("Add somebody"), "", "user-plus", verb="add staff")
        words = _t("What somebody may do here comes from their roles. The change holds at once.")
        super().__init__(_t("Staff"), words, StaffForm(gestures), add)
        self._gone = QWidget()
        self.left = column(self._gone, (0, 10, 0, 0), 2)
        self.body.addWidget(self._gone)
        self.show_now()

    def show_now(self) -> None:
        """Show who works here and who did."""
        here, gone = self._doors.look(accounts), self._doors.look(leavers)
        self.show_rows([self._row(somebody) for somebody in here])
        emptied(self._gone)
        if gone:
            self.left.addWidget(Label(_t("Worked here before"), "smallstrong", "2"))
        for somebody in gone:
            self.left.addWidget(self._left_row(somebody))
        self._gone.setVisible(bool(gone))

    def fill(self, thing: AccountRow | None) -> QWidget:
        self.form.begin(thing)
        return self.form.name

    def _row(self, somebody: AccountRow) -> Row:
        row = person_row(somebody.name, roles_words(somebody.roles))
        name = somebody.name
        if somebody.id == self._doors.acting().id:
            row.tail.addWidget(Chip(_t("At the desk"), "accent"))
        change = IconButton(
            "pencil", _t("Change {name} and their roles").format(name=name), verb="change roles"
        )
        change.clicked.connect(lambda _on=False: self.begin(somebody))
        away = IconButton("archive", _t("Put {name} away").format(name=name), verb="put away staff")
        away.clicked.connect(lambda _on=False: self._put_away(somebody))
        row.tail.addWidget(self._history(somebody))
        row.tail.addWidget(change)
        row.tail.addWidget(away)
        return row

    def _left_row(self, somebody: AccountRow) -> Row:
        row = person_row(somebody.name, roles_words(somebody.roles))
        name = _t("Bring back {name}").format(name=somebody.name)
        back = Button(_t("Bring back"), "ghost", "undo-2", name=name, verb="bring back staff")
        back.clicked.connect(lambda _on=False: self._bring_back(somebody))
        row.tail.addWidget(self._history(somebody))
        row.tail.addWidget(back)
        return row

    def _history(self, somebody: AccountRow) -> IconButton:
        return history_button(self.go.emit, RecordKind.STAFF, somebody.id, somebody.name)

    def _put_away(self, somebody: AccountRow) -> None:
        by = self._doors.acting().id
        self._gestures.act(
            "put away staff",
            lambda db, _now: put_away_staff(db, account_id=somebody.id, by=by),
            _t("{name} is put away. What they did keeps their name.").format(name=somebody.name),
            about={"what": somebody.name},
        )

    def _bring_back(self, somebody: AccountRow) -> None:
        self._gestures.act(
            "bring back staff",
            lambda db, _now: bring_back_staff(db, account_id=somebody.id),
            _t("{name} is on the staff again.").format(name=somebody.name),
            about={"what": somebody.name},
        )


class LookedCard(Card):
    """Says what is written down, and leads to it."""

    go = Signal(str, dict)
    verb = ""  # everybody may read what is kept about them; the list itself is for managers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 14, 20, 16), 10, parent)
        self.body.addWidget(SectionHead(_t("Who looked")))
        words = _t(
            "HubDesk writes down who looks at what is sensitive, saves files or types a wrong"
            " passphrase."
        )
        self.body.addWidget(WrappedLabel(words, "small", "2"))
        row = line(gap=0)
        self.button = Button(_t("See who looked"), "", "eye", verb="see who looked")
        self.button.clicked.connect(lambda _on=False: self.go.emit("who-looked", {}))
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
