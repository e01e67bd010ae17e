"""Pictures of places to send to: the list, and a new one being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubdesk.app.desk import OpenDesk
from hubdesk.ids import new_id
from hubdesk.models import PlaceSort
from hubdesk.operations.places import set_up_place

if TYPE_CHECKING:
    from tools.screenshots import Photographer

_PLACES: tuple[tuple[str, PlaceSort, str, dict[str, str]], ...] = (
    ("The black stick", PlaceSort.STICK, "/media/front-desk/BLACK", {}),
    ("Our OneDrive", PlaceSort.FOLDER, "/home/front-desk/OneDrive/HubDesk", {}),
    (
        "Hub cloud",
        PlaceSort.WEBDAV,
        "https://cloud.example.org/remote.php/dav/files/hub",
        {"user": "hub"},
    ),
)


def places(camera: Photographer, desk: OpenDesk) -> None:
    """Three places, and the form of a fourth."""
    from hubdesk.ui.settings.page import SettingsPage
    from hubdesk.ui.settings.places_part import PlacesCard

    desk.records.at_desk.prove()
    for name, sort, address, options in _PLACES:

        def work(db: Any, now: Any, of: tuple[Any, ...] = (name, sort, address, options)) -> None:
            called, kind, at, more = of
            secret = "" if not more else "made up for a picture"
            set_up_place(
                db, place_id=new_id(), name=called, sort=kind, address=at, options=more,
                secret=secret, identity="{}", now=now,
            )  # fmt: skip

        desk.records.do("set up place", work)
    shell = desk.window.shell
    shell.go("settings", group="sending")
    camera.settle()
    camera.take("places", busy=True)
    page = shell.page
    assert isinstance(page, SettingsPage)
    card = next(one for one in page.cards["sending"] if isinstance(one, PlacesCard))
    card.begin(None)
    card.form.fields.sort.button(PlaceSort.WEBDAV).click()
    camera.settle()
    camera.take("place", busy=True, show=card.form)
    card.leave()
    shell.go("desk")
