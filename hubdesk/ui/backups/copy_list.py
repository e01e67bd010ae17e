"""Which copy: those that are here, those that a place has, and files from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.ui.backups.state import CopyRow
from hubdesk.ui.space import column
from hubdesk.ui.widgets.text import Label, WrappedLabel


def _t(text: str) -> str:
    return translate("Copies", text)


class CopyList(QWidget):
    """A copy a line. `turned` says that another one is chosen; `group` takes other choices."""

    turned = Signal()

    def __init__(self, copies: Sequence[CopyRow]) -> None:
        super().__init__()
        self._rows = {copy.path: copy for copy in copies}
        self._there: list[QWidget] = []  # what was found at a place
        self.group = QButtonGroup(self)
        self.radios: dict[Path, QRadioButton] = {}
        self._lines = column(self, 0, 4)
        for copy in copies:
            where = "" if copy.where == "computer" else _t(", on the stick")
            self._lines.addWidget(self._radio(copy.path, f"{copy.when}{where}"))

    @property
    def path(self) -> Path | None:
        """The copy that is chosen."""
        return next((path for path, radio in self.radios.items() if radio.isChecked()), None)

    @property
    def row(self) -> CopyRow | None:
        """What is known of it; None of a file from elsewhere."""
        path = self.path
        return self._rows.get(path) if path is not None else None

    def choose(self, path: Path) -> None:
        """A file, which is added where it is not there yet."""
        if path not in self.radios:
            self._lines.addWidget(self._radio(path, path.name))
        self.radios[path].setChecked(True)

    def show_there(self, place: str, found: Sequence[CopyRow | str]) -> None:
        """What a place has, above all others; a sentence for each that cannot be fetched.

        The newest that can be is chosen.
        """
        self._let_go_of_there()
        has_others = bool(self.radios)
        self._there.append(Label(_t("At {place}").format(place=place), "smallstrong", wrap=True))
        for one in found:
            if isinstance(one, CopyRow):
                self._rows[one.path] = one
                hub = one.hub.replace("&", "&&")  # or Qt takes it for a key
                words = _t("{when} · {size} · whole").format(
                    when=" · ".join(part for part in (hub, one.when) if part),
                    size=i18n.size(one.size),
                )
                self._there.append(self._radio(one.path, words))
            else:
                self._there.append(WrappedLabel(one, "small", "2"))
        if has_others:
            self._there.append(Label(_t("Others"), "smallstrong"))
        for at, widget in enumerate(self._there):
            self._lines.insertWidget(at, widget)
        whole = next((one for one in found if isinstance(one, CopyRow)), None)
        if whole is not None:
            radio = self.radios[whole.path]
            radio.setChecked(True)
            radio.show()
            radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go_of_there(self) -> None:
        there, self._there = self._there, []
        for path in [path for path, radio in self.radios.items() if radio in there]:
            self.group.removeButton(self.radios.pop(path))
            del self._rows[path]
        for widget in there:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _radio(self, path: Path, words: str) -> QRadioButton:
        radio = QRadioButton(words)
        radio.toggled.connect(lambda _on: self.turned.emit())
        self.group.addButton(radio)
        self.radios[path] = radio
        return radio
