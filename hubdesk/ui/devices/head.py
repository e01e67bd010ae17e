"""The head of a device's page: what it is, where it stands, and the one big thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from hubdesk.i18n import translate
from hubdesk.models import Stage
from hubdesk.queries.device_page import DevicePage
from hubdesk.ui.devices.words import ChipWords, stage_icon
from hubdesk.ui.flow import Flow
from hubdesk.ui.page import Frame
from hubdesk.ui.space import column, line, spaced
from hubdesk.ui.widgets.buttons import Button, primary
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Tile
from hubdesk.ui.widgets.text import ElidedLabel


def _t(text: str) -> str:
    return translate("Devices", text)


class DeviceHead(QWidget):
    """`asked` names what the filled button stands for now."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = line(self, (0, 8, 0, 10), 16)
        left = QWidget()
        row = line(left, 0, 16)
        self.tile = Tile("laptop", 56)
        self.title = ElidedLabel("", "h1", least=160)
        self.chip = Chip("")
        self.detail = ElidedLabel("", "body", "2", least=160)
        words = column(gap=2)
        first = line(gap=10)
        first.addWidget(self.title)
        first.addWidget(self.chip)
        first.addStretch(1)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.detail)
        words.addStretch(1)
        row.addWidget(self.tile)
        row.addLayout(words, 1)
        self._whole.addWidget(left, 1)
        self._buttons = QWidget()
        flow = Flow(self._buttons, gap=8)
        self.primary_button = primary("")
        self.print_button = Button(_t("Print label"), icon="printer")
        flow.addWidget(self.primary_button)
        flow.addWidget(self.print_button)
        self._whole.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignVCenter)
        self._verb = ""
        self.primary_button.clicked.connect(lambda _on=False: self.asked.emit(self._verb))

    @property
    def verb(self) -> str:
        """What the filled button stands for now."""
        return self._verb

    def show_device(self, device: DevicePage, chip: ChipWords) -> None:
        """Show what it is and what is the next thing to do with it."""
        self.tile.icon.set_icon(device.icon or "laptop")
        self.title.setText(device.title)
        is_out = device.loan is not None and device.stage != Stage.LOST
        icon = "log-out" if is_out else stage_icon(device.stage)
        self.chip.set_words(*chip, icon)
        parts = (device.tag, device.kind if device.kind != device.title else "", device.place)
        self.detail.setText(" · ".join(part for part in parts if part))
        self._verb, words, icon = next_thing(device)
        self.primary_button.set_words(words)
        self.primary_button.set_icon(icon)
        self.primary_button.needs("put back" if self._verb == "put back" else "")

    def set_frame(self, frame: Frame) -> None:
        """The buttons stand below where there is little room."""
        narrow = frame is Frame.NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if narrow else across)
        spaced(self._whole, (0, 6, 0, 8) if narrow else (0, 8, 0, 10), 8 if narrow else 16)
        self.tile.setVisible(not narrow)


def next_thing(device: DevicePage) -> tuple[str, str, str]:
    """What one most likely wants to do with it: a verb, its words and its icon."""
    tag = device.tag
    if device.stage == Stage.LOST:
        return "found", _t("{tag} is found").format(tag=tag), "search"
    if device.loan is not None:
        return "return", _t("Take {tag} back").format(tag=tag), "rotate-ccw"
    if device.stage == Stage.TO_WIPE:
        return "ready", _t("Make {tag} ready").format(tag=tag), "check"
    if device.stage in (Stage.REPAIR, Stage.WITHDRAWN):
        return "put back", _t("Put {tag} back").format(tag=tag), "package-check"
    if device.stage == Stage.GIVEN:
        return "person", _t("Open whose it is"), "user"
    give = device.is_given_kind
    words = _t("Give {tag}") if give else _t("Lend {tag}")
    return "lend", words.format(tag=tag), "gift" if give else "scan-barcode"
