"""The answers that say where a place is and how to get in: for sending there, and to fetch from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    NoSuchFolder,
    PlaceHasNoSuchFolder,
    PlaceInRecords,
    PlaceNameTaken,
    PlaceNotSafe,
    PlaceSetUpAlready,
)
from hubdesk.i18n import translate
from hubdesk.messages import explain
from hubdesk.models import PlaceSort
from hubdesk.operations.places import ADDRESS, BUCKET, NAME, PASSWORD, SERVERS, USER
from hubdesk.queries.sending_places import PlaceRow
from hubdesk.sync.place_setup import Wanted
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.space import column, sized
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.text import WrappedLabel

SORTS: Final = (
    (PlaceSort.FOLDER, "Folder or share"),
    (PlaceSort.STICK, "USB stick"),
    (PlaceSort.WEBDAV, "Nextcloud or WebDAV"),
    (PlaceSort.S3, "S3"),
)

_REGION: Final = "Region"
# What is wrong with one of the answers is said beside it.
_FIELD_OF: Final[dict[type[Exception], str]] = {
    PlaceNotSafe: ADDRESS,
    NoSuchFolder: ADDRESS,
    PlaceInRecords: ADDRESS,
    PlaceHasNoSuchFolder: ADDRESS,
    PlaceSetUpAlready: ADDRESS,
    PlaceNameTaken: NAME,
}


def _t(text: str) -> str:
    return translate("Places", text)


def sort_words(sort: str) -> str:
    """What a place is, in words."""
    return _t(dict(SORTS)[PlaceSort(sort)])


def server_words(sort: PlaceSort) -> str:
    """What has to be known of a server, and what it was never tried with."""
    return {
        PlaceSort.WEBDAV: _t(
            "The address of the site is enough for Nextcloud. Use an app password. "
            "Tried with a WebDAV server, not tried with Nextcloud itself."
        ),
        PlaceSort.S3: _t(
            "Ask whoever runs it for the five things below. "
            "The name is the access key, and the password is the secret key. "
            "Tried with an S3 server, not tried with Amazon itself."
        ),
    }[sort]


class PlaceFields(QWidget):
    """Its sort, then what that sort needs. `about` says what has to be known of each.

    `is_named` asks what the hub calls it as well. `kept` says what becomes of the password.
    """

    def __init__(
        self,
        sorts: Sequence[PlaceSort],
        about: Callable[[PlaceSort], str],
        *,
        kept: str,
        is_named: bool,
    ) -> None:
        super().__init__()
        self._about_of = about
        self._first = self._place = PlaceSort(sorts[0])
        self._is_fixed = False  # of a place that is changed
        self.sort = Segments(
            [(str(sort.value), sort_words(sort)) for sort in sorts],
            sorts[0],
            _t("What sort of place"),
        )
        self.sort.chosen.connect(lambda _sort: self.show_sort())
        self.about = WrappedLabel("", "small", "2")
        self.fields = self._make_fields(kept, is_named)
        body = column(self, 0, 10)
        for widget in (self.sort, self.about, *self.fields.values()):
            body.addWidget(widget)
        body.insertWidget(body.indexOf(self.fields[ADDRESS]) + 1, self.choose_button)

    def _make_fields(self, kept: str, is_named: bool) -> dict[str, Field]:
        self.name, self.address, self.user = LineEdit(), LineEdit(), LineEdit()
        self.bucket, self.region, self.password = LineEdit(), LineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.choose_button = Button(_t("Choose a folder"), "", "folder")
        self.choose_button.clicked.connect(lambda _on=False: self._choose())
        for editor in (self.name, self.address, self.user, self.bucket, self.region, self.password):
            sized(editor, most_width=520)
        named = {}
        if is_named:
            words = _t("As you call it here.")
            named[NAME] = Field(_t("Name of the place"), self.name, words)
        return {
            **named,
            ADDRESS: Field(_t("Address"), self.address),
            USER: Field(_t("Name there"), self.user),
            PASSWORD: Field(_t("Password"), self.password, kept),
            BUCKET: Field(_t("Bucket"), self.bucket),
            _REGION: Field(_t("Region"), self.region, _t("For example: eu-west-2")),
        }

    def begin(self, place: PlaceRow | None) -> None:
        """Empty, or as a place is that is changed: it stays of its sort."""
        options = json.loads(place.options or "{}") if place else {}
        self._is_fixed = place is not None
        self._place = PlaceSort(place.sort) if place else self._first
        self.sort.setVisible(place is None)
        self.sort.choose(self._place.value)
        self.name.setText(place.name if place else "")
        self.address.setText(place.address if place else "")
        for editor, key in ((self.user, "user"), (self.bucket, "bucket"), (self.region, "region")):
            editor.setText(options.get(key, ""))
        self.password.clear()
        self.show_sort()

    @property
    def sort_now(self) -> PlaceSort:
        """The sort that is chosen."""
        return self._place if self._is_fixed else PlaceSort(self.sort.value())

    def wanted(self, id: str, name: str = "") -> Wanted:
        """What was typed."""
        return Wanted(
            id,
            name or self.name.text().strip(),
            self.sort_now,
            self.address.text().strip(),
            self.user.text().strip(),
            self.bucket.text().strip(),
            self.region.text().strip(),
            self.password.text(),
        )

    def missing(self, wanted: Wanted, *, needs_password: bool = True) -> str:
        """The first answer this sort needs that was not given; "" for none."""
        needed = [(NAME, wanted.name)] if NAME in self.fields else []
        needed.append((ADDRESS, wanted.address))
        if self.sort_now in SERVERS:
            needed.append((USER, wanted.user))
            if needs_password:
                needed.append((PASSWORD, wanted.secret))
        if self.sort_now is PlaceSort.S3:
            needed.append((BUCKET, wanted.bucket))
        return next((field for field, written in needed if not written), "")

    def say_beside(self, error: HubDeskError) -> bool:
        """Say what is wrong beside the answer it is about; False where it is about none."""
        field = _FIELD_OF.get(type(error), "") or getattr(error, "field", "")
        if field not in self.fields:
            return False
        self.fields[field].show_problem(explain(error).text)
        self.fields[field].editor.setFocus()
        # once it has its height
        QTimer.singleShot(0, self, lambda: bring_into_view(self.fields[field]))
        return True

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for field in self.fields.values():
            field.show_problem("")

    def show_sort(self) -> None:
        """Ask what the chosen sort needs, and nothing else."""
        sort = self.sort_now
        is_server = sort in SERVERS
        self.about.setText(self._about_of(sort))
        for field in (USER, PASSWORD):
            self.fields[field].setVisible(is_server)
        for field in (BUCKET, _REGION):
            self.fields[field].setVisible(sort is PlaceSort.S3)
        self.choose_button.setVisible(not is_server)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), _t("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.address.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
