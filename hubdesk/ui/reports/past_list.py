"""Past reports: what left the hub, when, and by whom. Enter opens one as it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.report_words import how_words
from hubdesk.queries.reports_made import PastRow, past_count, past_window
from hubdesk.ui.doors import Doors
from hubdesk.ui.reports.asked import SEE
from hubdesk.ui.space import column
from hubdesk.ui.widgets.cards import Card
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.list_model import Column, ListModel
from hubdesk.ui.widgets.list_view import ListView


def _t(text: str) -> str:
    return translate("Reports", text)


class _Source:
    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def count(self, _filters: object) -> int:
        return self._doors.look(past_count, right=SEE)

    def read_window(
        self, offset: int, limit: int, _sort: str, _descending: bool, _filters: object
    ) -> Sequence[PastRow]:
        return self._doors.look(lambda db: past_window(db, offset=offset, limit=limit), right=SEE)


class PastList(QWidget):
    """`opened` tells the id of one."""

    opened = Signal(str)

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._narrow = False
        columns = [
            Column[PastRow](_t("Report"), lambda row: row.title, strong=True, detail=self._detail),
            Column[PastRow](_t("How"), lambda row: how_words(row.how), width=190),
            Column[PastRow](_t("When"), self._when, width=180, ink="2"),
        ]
        self.model: ListModel[PastRow] = ListModel(_Source(doors), columns, sentence=self._sentence)
        empty = Empty(_t("No reports yet. Each one that is printed or saved is kept here."), "list")
        self.list = ListView(self.model, _t("Past reports"), empty)
        card = Card((0, 0, 0, 8), 0)
        card.body.addWidget(self.list, 1)
        column(self).addWidget(card, 1)
        self.setFocusProxy(self.list)
        self.list.opened.connect(self.opened)

    def show_now(self) -> int:
        """Read the list again; how many there are."""
        self.model.reload()
        return self.model.rowCount()

    def hide_details(self, narrow: bool) -> None:
        """What there is no room for stands in the line itself."""
        self._narrow = narrow
        self.list.hide_columns(*((1, 2) if narrow else ()))

    def _when(self, row: PastRow) -> str:
        now = self._doors.now()
        return i18n.moment(row.made_at.astimezone(now.tzinfo), now.date())

    def _detail(self, row: PastRow) -> str:
        """What no column beside it says."""
        return self._whole(row) if self._narrow else ", ".join(filter(None, (row.about, row.by)))

    def _whole(self, row: PastRow) -> str:
        return ", ".join(filter(None, (row.about, how_words(row.how), row.by, self._when(row))))

    def _sentence(self, row: PastRow) -> str:
        return f"{row.title}, {self._whole(row)}"
