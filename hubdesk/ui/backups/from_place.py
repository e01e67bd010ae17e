"""Where the copies were sent, asked of somebody whose computer is gone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import PlaceSort
from hubdesk.operations.places import SERVERS
from hubdesk.sync.place_setup import Wanted, called
from hubdesk.ui.place_fields import PlaceFields, server_words
from hubdesk.ui.space import column
from hubdesk.ui.widgets.text import WrappedLabel

SORTS = (PlaceSort.WEBDAV, PlaceSort.S3, PlaceSort.FOLDER)  # a stick is a folder to read from


def _t(text: str) -> str:
    return translate("Copies", text)


class FromPlace(QWidget):
    """The answers. `asked` says that Enter was pressed in one of them."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        body = column(self, 0, 10)
        words = _t("The address and the password with which copies were sent.")
        body.addWidget(WrappedLabel(words, "body"))
        kept = _t("Used now to fetch the copy, and written down nowhere.")
        self.fields = PlaceFields(SORTS, _about, kept=kept, is_named=False)
        fields = self.fields
        for editor in (fields.address, fields.user, fields.password, fields.bucket, fields.region):
            editor.returnPressed.connect(self.asked)
        body.addWidget(fields)
        fields.show_sort()

    def wanted(self) -> Wanted | None:
        """What was typed; None where an answer is missing, which is said beside it."""
        self.fields.clear_problems()
        typed = self.fields.wanted("")
        if missing := self.fields.missing(typed):
            self.fields.say_beside(FieldMissing(missing))
            return None
        return self.fields.wanted("", called(typed))

    def say(self, error: HubDeskError) -> str:
        """Say beside an answer what is wrong with it; the words where it is about none."""
        return "" if self.fields.say_beside(error) else explain(error).text

    def forget(self) -> None:
        """No password stays in it."""
        self.fields.password.clear()


def _about(sort: PlaceSort) -> str:
    if sort in SERVERS:
        return server_words(sort)
    return _t(
        "A folder on a stick, on the network, or one that the program of a cloud drive keeps."
    )
