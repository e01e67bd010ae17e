"""The desk with nobody at it: what to do, the first steps of a new hub, and who was here lately."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.empty_desk import EmptyDesk, FirstSteps
from hubdesk.ui.doors import Doors
from hubdesk.ui.space import column, emptied, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Card, SectionHead
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.empty import Empty
from hubdesk.ui.widgets.rows import Row, device_row, person_row

LEAST, MOST = 320, 460  # units of width, so that the rows are one block in the middle


def _t(text: str) -> str:
    return translate("FrontDesk", text)


class StartCard(Card):
    """`go` leads to the page of a step, `person_asked` opens somebody.

    `put_away` asks that the first steps are not shown any more.
    """

    go = Signal(str, dict)
    person_asked = Signal(str)
    put_away = Signal()

    def __init__(self, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__((20, 0, 20, 16), 0, parent)
        self._doors = doors
        self.words = Empty(_t("Scan a card or a device to start."), "scan-barcode")
        self.body.addStretch(1)
        self.body.addWidget(self.words)
        self.below = QWidget()
        sized(self.below, least_width=LEAST, most_width=MOST)
        self._below = column(self.below, 0, 2)
        self.body.addWidget(self.below, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addStretch(1)
        self._shown: EmptyDesk | None = None
        self.rows: list[Row] = []

    def show_empty(self, found: EmptyDesk, *, making_ready: bool) -> None:
        """Draw it again where anything changed."""
        ready = _t("Scan each device that is wiped. Press Esc when done.")
        start = _t("Scan a card or a device to start.")
        self.words.set_words(ready if making_ready else start)
        self.below.setVisible(bool(found.steps or found.lately) and not making_ready)
        if found == self._shown:
            return
        self._shown = found
        emptied(self._below)
        self.rows = []
        if found.steps is not None:
            self._draw_steps(found.steps)
        elif found.lately:
            self._draw_lately(found)

    def _draw_steps(self, steps: FirstSteps) -> None:
        head = SectionHead(_t("First steps"), role="h3")
        away = Button(_t("Hide this list"), "ghost")
        away.clicked.connect(lambda _on=False: self.put_away.emit())
        head.row.addWidget(away)
        self._below.addWidget(head)
        for done, words, icon, page in (
            (steps.has_labels, _t("Print labels"), "printer", "add-devices"),
            (steps.has_devices, _t("Add devices"), "laptop", "add-devices"),
            (steps.has_people, _t("Add people"), "user-plus", "new-person"),
            (steps.has_lent, _t("Lend the first device"), "scan-barcode", ""),
        ):
            row = device_row(words, "", "check" if done else icon, opens=bool(page), size=32)
            if done:
                row.tail.addWidget(Chip(_t("Done"), "ok", "check"))
                row.setAccessibleName(_t("{step}, done").format(step=words))
            elif page:
                row.clicked.connect(lambda _on=False, to=page: self.go.emit(to, {}))
            else:
                row.set_words(words, _t("Scan a card, scan a device, press Enter."))
            self._add(row)

    def _draw_lately(self, found: EmptyDesk) -> None:
        self._below.addWidget(SectionHead(_t("Lately at this desk"), role="h3"))
        today = self._doors.today()
        zone = self._doors.now().tzinfo
        for one in found.lately:
            row = person_row(one.who, i18n.moment(one.at.astimezone(zone), today), opens=True)
            row.clicked.connect(lambda _on=False, id=one.person_id: self.person_asked.emit(id))
            self._add(row)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self._below.addWidget(row)
