"""Places to send to, in the settings: which there are, a new one, changing and letting go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import PlaceSort
from hubdesk.operations.places import let_go_of_place
from hubdesk.queries.history import RecordKind
from hubdesk.queries.sending_places import PlaceRow, sending_places
from hubdesk.sync.place_setup import TryPlace
from hubdesk.ui.history.button import history_button
from hubdesk.ui.place_fields import sort_words
from hubdesk.ui.settings.choosing import Choosing
from hubdesk.ui.settings.list_card import ListCard
from hubdesk.ui.settings.place_form import PlaceForm
from hubdesk.ui.widgets.buttons import Button, IconButton
from hubdesk.ui.widgets.chips import Chip
from hubdesk.ui.widgets.rows import Row

_ICONS = {
    PlaceSort.FOLDER: "folder",
    PlaceSort.STICK: "hard-drive",
    PlaceSort.WEBDAV: "cloud-upload",
    PlaceSort.S3: "cloud-upload",
}


def _t(text: str) -> str:
    return translate("Places", text)


class PlacesCard(ListCard[PlaceRow, PlaceForm]):
    """Every place with a way to change it and one to let go of it."""

    verb = "set up place"

    def __init__(self, choosing: Choosing, try_place: TryPlace) -> None:
        self._choosing = choosing
        words = _t(
            "Where this hub may send things. Nothing leaves until a manager agreed to it in full."
        )
        add = Button(_t("Add a place"), "", "plus", verb="set up place")
        super().__init__(_t("Places to send to"), words, PlaceForm(choosing, try_place), add)
        self.form.done.connect(self.form.forget)
        self.show_now()

    def show_now(self) -> None:
        """Show the places there are."""
        self.show_rows([self._row(place) for place in self._choosing.doors.look(sending_places)])

    def fill(self, thing: PlaceRow | None) -> QWidget:
        self.form.begin(thing)
        return self.form.first()

    def _row(self, place: PlaceRow) -> Row:
        row = Row(place.name, place_words(place), icon=_ICONS[PlaceSort(place.sort)], size=32)
        if place.lacks_secret:
            row.beside.addWidget(Chip(_t("Needs its password"), "warn"))
        change = IconButton("pencil", _t("Change the place {name}").format(name=place.name))
        change.clicked.connect(lambda _on=False: self.begin(place))
        away = IconButton("circle-x", _t("Let go of the place {name}").format(name=place.name))
        away.clicked.connect(lambda _on=False: self._let_go(place))
        row.tail.addWidget(history_button(self.go.emit, RecordKind.PLACE, place.id, place.name))
        row.tail.addWidget(change)
        row.tail.addWidget(away)
        return row

    def _let_go(self, place: PlaceRow) -> None:
        words = _t("Nothing is sent to {name} any more. What lies there stays there.")
        self._choosing.gestures.act(
            "let go of place",
            lambda db, _now: let_go_of_place(db, place_id=place.id),
            words.format(name=place.name),
            about={"what": place.name},
        )


def place_words(place: PlaceRow) -> str:
    """USB stick · 2 things leave to it · /media/anna/STICK."""
    many = i18n.count(place.exports, _t("thing leaves"), _t("things leave"))
    said = _t("{many} to it").format(many=many) if place.exports else _t("nothing leaves to it yet")
    return " · ".join(part for part in (sort_words(place.sort), said, place.address) if part)
