"""Recent activity: what was done on this computer, each with Undo, the newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.rights import PassphraseNeeded
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.operations.rights import untold
from hubdesk.queries.activity import ActivityRow, recent_activity
from hubdesk.ui.activity.list import ActivityList
from hubdesk.ui.activity.rows import ActivityModel
from hubdesk.ui.doors import Doors
from hubdesk.ui.page import Page
from hubdesk.ui.page_stack import PageStack
from hubdesk.ui.space import column
from hubdesk.ui.too_late import ways_on
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.strip import Result
from hubdesk.ui.widgets.text import Label


def _t(text: str) -> str:
    return translate("Activity", text)


class ActivityPage(Page):
    """The last 50 actions, more as one scrolls. Enter undoes the chosen one."""

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._stale = True
        self.model = ActivityModel(self._read, self)
        self.list = ActivityList(self.model)
        self.empty = Empty(_t("Nothing yet today."), "clock", _t("Go to the front desk"))
        self._build()
        self.list.undo_asked.connect(self.undo)
        self.list.kept.connect(self._say_kept)
        self.empty.acted.connect(lambda _which: self.go.emit("desk", {}))
        doors.announcer.changed.connect(self._changed)
        doors.announcer.day_turned.connect(self._changed)
        doors.announcer.acting.connect(self.load)  # who comes may be told less

    def _read(self, limit: int, offset: int) -> list[ActivityRow]:
        hidden = untold(lambda right: not self._doors.barred(right))
        return self._doors.look(
            lambda db: recent_activity(db, limit=limit, offset=offset, hidden=hidden)
        )

    def _build(self) -> None:
        self._whole = column(self, 0, 12)
        card = Card((8, 4, 8, 8), 0)
        self._which = PageStack()
        self._which.addWidget(self.list)
        self._which.addWidget(self.empty)
        card.body.addWidget(self._which, 1)
        self._hint = Label(_t("Choose one with the arrow keys. Enter undoes it."), "small", "2")
        self._whole.addWidget(card, 1)
        self._whole.addWidget(self._hint)

    def strip_place(self) -> QBoxLayout:
        return self._whole

    def first_focus(self) -> QWidget:
        return self.list if self.model.rowCount() else self.empty.buttons[0]

    def title(self) -> str:
        return _t("Recent activity")

    def arrive(self, **facts: object) -> None:
        """Show the newest; the fact `txn_id` chooses one of them."""
        if self._stale:
            self.load()
        txn_id = facts.get("txn_id")
        self.list.choose(self.model.find(txn_id) if isinstance(txn_id, str) else 0)

    def load(self) -> None:
        """Read what was done again; the chosen action and the place stay."""
        self._stale = False
        chosen, place = self.list.chosen(), self.list.verticalScrollBar().value()
        self.model.load(self._doors.today(), self._doors.now().tzinfo)
        some = bool(self.model.rowCount())
        self._which.setCurrentWidget(self.list if some else self.empty)
        self._hint.setVisible(some)
        if chosen is not None:
            at = self.model.find(chosen.row.txn_id)
            self.list.choose(max(at, 0))
            self.list.verticalScrollBar().setValue(place)

    def undo(self, txn_id: str) -> None:
        """Undo one action, or say why it is too late and lead to what stands in the way."""
        shown = self.model.shown(self.model.find(txn_id))
        try:
            words = self._doors.undo(txn_id)
        except PassphraseNeeded as error:
            self._doors.again(error.verb, lambda: self.undo(txn_id))
            return
        except HubDeskError as error:
            row = shown.row if shown is not None else None
            offers = ways_on(self._doors, error, row, self.go.emit)
            self.told.emit(Result("bad", explain(error).text, offers))
            return
        self.told.emit(Result("ok", words, icon="undo-2"))

    def _say_kept(self, row: ActivityRow) -> None:
        """Enter always answers, also where there is nothing to undo."""
        words = _t("That is for good. Nothing was changed.")
        if row.is_undone:
            words = _t("That is undone already. Nothing was changed.")
        elif row.is_undo:
            words = _t("That was an undo itself. Nothing was changed.")
        self.told.emit(Result("info", words))

    def _changed(self, *_tables: object) -> None:
        self._stale = True
        if self.isVisible():
            self.load()
