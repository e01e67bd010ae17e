"""What stays at the top of every page: the search box, who is at the desk, and Lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hubdesk.ui.page import Frame
from hubdesk.ui.space import column, line, sized
from hubdesk.ui.widgets.avatar import Avatar
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.search_box import SearchBox
from hubdesk.ui.widgets.text import ElidedLabel


class TopBar(QWidget):
    """`lock_asked` tells that Lock was pressed."""

    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = line(self, 0, 14)
        self.search = SearchBox()
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sized(self.search, height=46, most_width=700, least_width=180)
        self._avatar = Avatar("", 32)
        self._name = ElidedLabel("", "smallstrong", least=60)
        self._role = ElidedLabel("", "small", "2", least=60)
        self._who = QWidget()
        who = line(self._who, (0, 0, 4, 0), 14)
        names = column(gap=0)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._role)
        names.addStretch(1)
        who.addWidget(self._avatar)
        who.addLayout(names, 1)
        self._lock = Button("Lock", "", "lock", tip="Hide everything (Ctrl+L)")
        self._small_lock = IconButton("lock", "Lock", "Ctrl+L")
        for button in (self._lock, self._small_lock):
            button.clicked.connect(lambda _on=False: self.lock_asked.emit())
        row.addWidget(self.search, 10)
        row.addStretch(1)
        row.addWidget(self._who)
        row.addWidget(self._lock)
        row.addWidget(self._small_lock)
        self._small_lock.hide()
        self._who.hide()

    def set_person(self, name: str, role: str) -> None:
        """Who is at the desk."""
        self._avatar.set_name(name)
        self._name.setText(name)
        self._role.setText(role)
        said = f"{name}, {role}" if role else name
        self._avatar.setAccessibleName(said)
        self._avatar.setToolTip(said)
        self._who.setVisible(bool(name))

    def set_frame(self, frame: Frame) -> None:
        narrow = frame is Frame.NARROW
        for words in (self._name, self._role):
            words.setVisible(not narrow)  # the picture stays, and says both
        self._lock.setVisible(not narrow)
        self._small_lock.setVisible(narrow)
