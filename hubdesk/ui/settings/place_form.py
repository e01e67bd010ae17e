"""A place to send to being written: what sort it is, where, and by which name and password.

It is tried before it is kept: a small file is written there, read back and removed. That goes on
beside the window, and Cancel ends it at once.
"""

from __future__ import annotations

import json
import threading
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.sending import (
    NoSuchFolder,
    PlaceHasNoSuchFolder,
    PlaceInRecords,
    PlaceNameTaken,
    PlaceNotSafe,
    PlaceSetUpAlready,
)
from hubdesk.i18n import translate
from hubdesk.ids import new_id
from hubdesk.messages import explain
from hubdesk.models import PlaceSort
from hubdesk.operations.places import (
    ADDRESS,
    BUCKET,
    NAME,
    PASSWORD,
    SERVERS,
    USER,
    change_place,
    set_up_place,
)
from hubdesk.queries.sending_places import PlaceRow
from hubdesk.sync.place_setup import Found, TryPlace, Wanted
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import WrittenForm
from hubdesk.ui.space import sized
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.buttons import Button
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.form import Field, LineEdit
from hubdesk.ui.widgets.segments import Segments
from hubdesk.ui.widgets.strip import announce
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


def honest_words(sort: str) -> str:
    """What has to be known of such a place, and what it was never tried with."""
    return {
        PlaceSort.FOLDER: _t(
            "A folder on this computer or the network. For OneDrive, Google Drive or Dropbox, "
            "choose a folder their own program keeps. Not tried with those programs themselves."
        ),
        PlaceSort.STICK: _t(
            "Leave the stick in while HubDesk sends. Eject it before you take it out."
        ),
        PlaceSort.WEBDAV: _t(
            "The address of the site is enough for Nextcloud. Use an app password. "
            "Tried with a WebDAV server, not tried with Nextcloud itself."
        ),
        PlaceSort.S3: _t(
            "Ask whoever runs it for the four things below. "
            "Tried with an S3 server, not tried with Amazon itself."
        ),
    }[PlaceSort(sort)]


class PlaceForm(WrittenForm):
    """One place being written. `done` says it was kept or left."""

    def __init__(self, choosing: Choosing, try_place: TryPlace) -> None:
        super().__init__(_t("Try it and save"))
        self._choosing, self._try_place = choosing, try_place
        self._place: PlaceRow | None = None
        self._id = ""
        self._stop: threading.Event | None = None
        self.sort = Segments(
            [(str(sort.value), _t(words)) for sort, words in SORTS],
            PlaceSort.FOLDER,
            _t("What sort of place"),
        )
        self.sort.chosen.connect(lambda _sort: self._sort_chosen())
        self.about = WrappedLabel("", "small", "2")
        self._make_fields()
        self.metered = QCheckBox(_t("Send here on a phone's line, too. It may cost money."))
        self.problem = Note("", "bad", "circle-alert")
        self.busy = BusyLine()
        self.busy.cancelled.connect(self.stop)
        for widget in (self.title, self.sort, self.about, *self._fields.values()):
            self.body.addWidget(widget)
        self.body.insertWidget(self.body.indexOf(self._fields[ADDRESS]) + 1, self.choose_button)
        for widget in (self.metered, self.problem, self.busy):
            self.body.addWidget(widget)
        self.add_buttons()

    def _make_fields(self) -> None:
        self.name, self.address, self.user = LineEdit(), LineEdit(), LineEdit()
        self.bucket, self.region, self.password = LineEdit(), LineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.choose_button = Button(_t("Choose a folder"), "", "folder")
        self.choose_button.clicked.connect(lambda _on=False: self._choose())
        for editor in (self.name, self.address, self.user, self.bucket, self.region, self.password):
            sized(editor, most_width=520)
        self._fields = {
            NAME: Field(_t("Name of the place"), self.name, _t("As you call it here.")),
            ADDRESS: Field(_t("Address"), self.address),
            USER: Field(_t("Name there"), self.user),
            PASSWORD: Field(
                _t("Password"), self.password, _t("Kept inside the records, and never shown.")
            ),
            BUCKET: Field(_t("Bucket"), self.bucket),
            _REGION: Field(_t("Region"), self.region, _t("For example: eu-west-2")),
        }

    def begin(self, place: PlaceRow | None) -> None:
        """Write a new place, or change one."""
        self._place, self._id = place, place.id if place else new_id()
        options = json.loads(place.options or "{}") if place else {}
        self.title.setText(_t("Change this place") if place else _t("A new place"))
        self.sort.setVisible(place is None)
        self.sort.choose(place.sort if place else PlaceSort.FOLDER.value)
        self.name.setText(place.name if place else "")
        self.address.setText(place.address if place else "")
        for editor, key in ((self.user, "user"), (self.bucket, "bucket"), (self.region, "region")):
            editor.setText(options.get(key, ""))
        self.password.clear()
        self.metered.setChecked(bool(place and place.on_metered))
        self._say("")
        self._sort_chosen()

    def first(self) -> QWidget:
        """What is written first."""
        return self.name if self._place else self.sort

    @property
    def sort_now(self) -> PlaceSort:
        """The sort that is chosen."""
        return PlaceSort(self._place.sort if self._place else self.sort.value())

    def save(self) -> None:
        """Try it beside the window; then keep it."""
        if self._stop is not None:
            return
        wanted = Wanted(
            self._id,
            self.name.text().strip(),
            self.sort_now,
            self.address.text().strip(),
            self.user.text().strip(),
            self.bucket.text().strip(),
            self.region.text().strip(),
            self.password.text(),
        )
        self._say("")
        if missing := self._missing(wanted):
            self._refused(FieldMissing(missing))
            return
        stop = self._stop = threading.Event()
        self.busy.begin(_t("Trying {place}…").format(place=wanted.name))
        self.save_button.setEnabled(False)
        self._choosing.doors.later(
            lambda: self._try_place(wanted, stop.is_set),
            owner=self,
            then=lambda found: self._tried(wanted, found, stop),
            refused=lambda error: self._untried(error, stop),
        )

    def stop(self) -> None:
        """Cancel: nothing is kept."""
        if self._stop is not None:
            self._stop.set()
            self._ended()

    def forget(self) -> None:
        """The form is left: no password stays in it."""
        self.stop()
        self.password.clear()

    def _missing(self, wanted: Wanted) -> str:
        needed = [(NAME, wanted.name), (ADDRESS, wanted.address)]
        if self.sort_now in SERVERS:
            needed.append((USER, wanted.user))
            kept = self._place is not None and not self._place.lacks_secret
            if not kept or self._is_elsewhere(wanted):  # the one that is kept is for nobody else
                needed.append((PASSWORD, wanted.secret))
        if self.sort_now is PlaceSort.S3:
            needed.append((BUCKET, wanted.bucket))
        return next((field for field, written in needed if not written), "")

    def _is_elsewhere(self, wanted: Wanted) -> bool:
        if self._place is None:
            return False
        before = json.loads(self._place.options or "{}")
        now = {"user": wanted.user, "bucket": wanted.bucket, "region": wanted.region}
        return wanted.address != self._place.address or any(
            before.get(key, "") != value for key, value in now.items()
        )

    def _tried(self, wanted: Wanted, found: Found, stop: threading.Event) -> None:
        if stop.is_set():
            return
        self._ended()
        place, metered = self._place, self.metered.isChecked()
        facts: dict[str, Any] = {
            "place_id": wanted.id,
            "name": wanted.name,
            "address": found.address,
            "options": found.options,
            "secret": wanted.secret,
            "identity": found.identity,
            "on_metered": metered,
        }

        def work(db: Any, now: Any) -> Any:
            if place is None:
                return set_up_place(db, sort=wanted.sort, now=now, **facts)
            return change_place(db, **facts)

        self._choosing.gestures.act(
            "change place" if place else "set up place",
            work,
            lambda made: self._kept(made.name, found),
            about={"what": wanted.name},
            refused=self._refused,
        )

    def _kept(self, name: str, found: Found) -> str:
        self.password.clear()
        QTimer.singleShot(0, self, self.done.emit)  # also where the passphrase came in between
        words = _t("We wrote, read back and removed a small file. {place} is ready.")
        others = _t("Another computer of this hub sends there too.")
        return " ".join([words.format(place=name), *([others] if found.is_others else [])])

    def _untried(self, error: Exception, stop: threading.Event) -> None:
        if not stop.is_set():
            self._ended()
            if isinstance(error, HubDeskError):
                self._refused(error)

    def _ended(self) -> None:
        self._stop = None
        self.busy.end()
        self.save_button.setEnabled(True)

    def _refused(self, error: HubDeskError) -> bool:
        words = explain(error).text
        field = _FIELD_OF.get(type(error), "") or getattr(error, "field", "")
        if field in self._fields:
            self._fields[field].show_problem(words)
            self._fields[field].editor.setFocus()
            self._bring(self._fields[field])
        else:
            self._say(words)
        return True

    def _say(self, words: str) -> None:
        for field in self._fields.values():
            field.show_problem("")
        self.problem.set_words(words)
        if words:
            self._bring(self.problem)
            announce(self, words, problem=True)

    def _bring(self, widget: QWidget) -> None:
        QTimer.singleShot(0, self, lambda: bring_into_view(widget))  # once it has its height

    def _sort_chosen(self) -> None:
        sort = self.sort_now
        is_server = sort in SERVERS
        self.about.setText(honest_words(sort))
        for field in (USER, PASSWORD):
            self._fields[field].setVisible(is_server)
        for field in (BUCKET, _REGION):
            self._fields[field].setVisible(sort is PlaceSort.S3)
        self.choose_button.setVisible(not is_server)
        self.metered.setVisible(is_server)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), _t("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.address.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
