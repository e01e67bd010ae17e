"""A place to send to being written: what sort it is, where, and by which name and password.

It is tried before it is kept: a small file is written there, read back and removed. That goes on
beside the window, and Cancel ends it at once.
"""

from __future__ import annotations

import json
import threading
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from hubdesk.errors import HubDeskError
from hubdesk.errors.hub import FieldMissing
from hubdesk.i18n import translate
from hubdesk.ids import new_id
from hubdesk.messages import explain
from hubdesk.models import PlaceSort
from hubdesk.operations.places import SERVERS, change_place, set_up_place
from hubdesk.queries.sending_places import PlaceRow
from hubdesk.sync.place_setup import Found, TryPlace, Wanted
from hubdesk.ui.focus import bring_into_view
from hubdesk.ui.place_fields import SORTS, PlaceFields, server_words
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import WrittenForm
from hubdesk.ui.widgets.busy_line import BusyLine
from hubdesk.ui.widgets.cards import Note
from hubdesk.ui.widgets.strip import announce
from hubdesk.ui.widgets.text import WrappedLabel


def _t(text: str) -> str:
    return translate("Places", text)


def honest_words(sort: PlaceSort) -> str:
    """What has to be known of such a place, and what it was never tried with."""
    if sort is PlaceSort.FOLDER:
        return _t(
            "A folder on this computer or the network. For OneDrive, Google Drive or Dropbox, "
            "choose a folder their own program keeps. Not tried with those programs themselves."
        )
    if sort is PlaceSort.STICK:
        return _t("Leave the stick in while HubDesk sends. Eject it before you take it out.")
    return server_words(sort)


class PlaceForm(WrittenForm):
    """One place being written. `done` says it was kept or left."""

    def __init__(self, choosing: Choosing, try_place: TryPlace) -> None:
        super().__init__(_t("Try it and save"))
        self._choosing, self._try_place = choosing, try_place
        self._place: PlaceRow | None = None
        self._id = ""
        self._stop: threading.Event | None = None
        self.fields = PlaceFields(
            [sort for sort, _words in SORTS],
            honest_words,
            kept=_t("Kept inside the records, and never shown."),
            is_named=True,
        )
        self.fields.sort.chosen.connect(lambda _sort: self._sort_chosen())
        self.metered = QCheckBox(_t("Send here on a phone's line, too"))
        self.metered_hint = WrappedLabel(_t("It may cost money."), "small", "2")
        self.metered.setAccessibleDescription(self.metered_hint.text())
        self.problem = Note("", "bad", "circle-alert")
        self.busy = BusyLine()
        self.busy.cancelled.connect(self.stop)
        for widget in (self.title, self.fields, self.metered, self.metered_hint):
            self.body.addWidget(widget)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.busy)
        self.add_buttons()

    def begin(self, place: PlaceRow | None) -> None:
        """Write a new place, or change one."""
        self._place, self._id = place, place.id if place else new_id()
        self.title.setText(_t("Change this place") if place else _t("A new place"))
        self.fields.begin(place)
        self.metered.setChecked(bool(place and place.on_metered))
        self._say("")
        self._sort_chosen()

    def first(self) -> QWidget:
        """What is written first."""
        return self.fields.name if self._place else self.fields.sort

    def save(self) -> None:
        """Try it beside the window; then keep it."""
        if self._stop is not None:
            return
        wanted = self.fields.wanted(self._id)
        self._say("")
        # the password that is kept is for nobody else
        is_kept = self._place is not None and not self._place.lacks_secret
        needs_password = not is_kept or self._is_elsewhere(wanted)
        if missing := self.fields.missing(wanted, needs_password=needs_password):
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
        self.fields.password.clear()

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
        self.fields.password.clear()
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
        if not self.fields.say_beside(error):
            self._say(explain(error).text)
        return True

    def _say(self, words: str) -> None:
        self.fields.clear_problems()
        self.problem.set_words(words)
        if words:
            # once it has its height
            QTimer.singleShot(0, self, lambda: bring_into_view(self.problem))
            announce(self, words, problem=True)

    def _sort_chosen(self) -> None:
        for widget in (self.metered, self.metered_hint):
            widget.setVisible(self.fields.sort_now in SERVERS)
