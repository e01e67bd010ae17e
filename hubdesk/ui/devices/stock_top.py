"""What stands over the list of devices: the filter, the kinds, and the tabs with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.i18n import translate
from hubdesk.queries.devices import DeviceFilter, DevicesShown
from hubdesk.queries.hub import KindRow
from hubdesk.ui.flow import Flow
from hubdesk.ui.people.filter import FilterEdit
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.choices import Combo
from hubdesk.ui.widgets.count_tabs import CountTabs
from hubdesk.ui.widgets.text import Label

WAIT_MS: Final = 60  # a pause in typing, so that a fast typist asks once a word
ANY_WIDTH: Final = 4000  # units
_TABS: Final = (
    (DevicesShown.ON_SHELF, "On shelf"),
    (DevicesShown.OUT, "Out"),
    (DevicesShown.TO_WIPE, "To wipe"),
    (DevicesShown.NOT_SEEN, "Not seen"),
    (DevicesShown.REPAIR, "Repair"),
    (DevicesShown.LOST, "Lost"),
    (DevicesShown.GIVEN, "Given"),
    (DevicesShown.ALL, "All"),
)


def _t(text: str) -> str:
    return translate("Devices", text)


class StockTop(QWidget):
    """`changed` tells that the list is to be read anew."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FilterEdit(_t("Filter by make, model, tag or code"))
        self.kind = Combo([("", _t("All kinds"))], "", _t("Kind"))
        self.tabs = CountTabs(
            [(tab.value, _t(words)) for tab, words in _TABS], DevicesShown.ALL, _t("Which devices")
        )
        self.found = Label("", "small", "2")
        lines = column(self)
        self._flow_box, self._line_box = QWidget(), QWidget()
        self._flow = Flow(self._flow_box, margins=12, gap=12)
        self._line = line(self._line_box, (12, 8, 12, 6), 8)
        lines.addWidget(self._flow_box)
        lines.addWidget(self._line_box)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.changed)
        self.filter.textChanged.connect(lambda _text: self._soon.start())
        self.kind.activated.connect(lambda _at: self.changed.emit())
        self.tabs.chosen.connect(lambda _tab: self.changed.emit())
        self.set_narrow(False)

    @property
    def tab(self) -> DevicesShown:
        """Which devices are shown."""
        return DevicesShown(self.tabs.value())

    @property
    def typed(self) -> str:
        """What the list is filtered by."""
        return self.filter.text().strip()

    @property
    def is_narrowed(self) -> bool:
        """Whether less than the whole tab is shown."""
        return bool(self.typed or self.kind.value())

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that the list does not show yet."""
        return self._soon.isActive()

    def filters(self, not_seen_days: int) -> DeviceFilter:
        """What stands in it. Nothing waits to be read after this."""
        self._soon.stop()
        return DeviceFilter(self.tab, self.kind.value(), self.typed, not_seen_days)

    def clear(self) -> None:
        """Nothing typed any more; whoever calls this reads the list anew."""
        self.filter.setText("")
        self._soon.stop()

    def offer_kinds(self, kinds: Sequence[KindRow]) -> None:
        """The kinds to choose from; the choice stands."""
        options = [("", _t("All kinds")), *((kind.id, kind.name) for kind in kinds)]
        self.kind.set_options(options, self.kind.value())

    def set_narrow(self, narrow: bool) -> None:
        """On lines that break, or on one where there is little room."""
        if narrow:
            sized(self.filter, least_width=90, most_width=ANY_WIDTH)
            sized(self.kind, width=112)
            sized(self.tabs, width=132)
        else:
            sized(self.filter, width=300)
            sized(self.kind, width=180)
            sized(self.tabs, least_width=0, most_width=ANY_WIDTH)
        home = self._line if narrow else self._flow
        for widget in (self.filter, self.kind, self.tabs, self.found):
            home.addWidget(widget)
        self.tabs.fold(narrow)
        self._flow_box.setVisible(not narrow)
        self._line_box.setVisible(narrow)
