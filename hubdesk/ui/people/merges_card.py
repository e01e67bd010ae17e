"""The records that were made one with this person's, each to be taken apart again."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.one_person import MergeRow
from hubdesk.ui.people.section import Section, named
from hubdesk.ui.people.words import breakable
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("People", text)


class MergesCard(Section):
    """Hidden where there are none. `apart` carries the row somebody wants taken apart."""

    apart = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Records made one"), parent)
        self.hide()

    def show_merges(
        self, merges: tuple[MergeRow, ...], zone: tzinfo | None, barred: str = ""
    ) -> None:
        """Show what was merged into this record, the newest first; `barred` says who may not."""
        self.clear()
        self.setVisible(bool(merges))
        for row in merges:
            self.put_line()
            day = i18n.plain_day(row.merged_at.astimezone(zone).date())
            words = _t("“{name}”, since {day}").format(name=row.name, day=day)
            self.put(WrappedLabel(breakable(words)))
            button = named(
                Button(_t("Take apart"), "link", "split", verb="take apart"), f"apart:{row.id}"
            )
            button.set_words(_t("Take apart"), _t("Take {name} apart").format(name=row.name))
            button.set_reason(barred)
            button.clicked.connect(partial(self._ask, row))
            self.put(button)
            self.rows.setAlignment(button, Qt.AlignmentFlag.AlignLeft)

    def _ask(self, row: MergeRow, _on: bool = False) -> None:
        self.apart.emit(row)
