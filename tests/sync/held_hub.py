"""A hub whose drive can be away and whose line can end in the middle, and what left it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from hubdesk.app.bundles import keys_of
from hubdesk.app.sending_work import SendingWork
from hubdesk.errors.sending import PlaceAway
from hubdesk.models import How
from hubdesk.operations.erasing import erase_person
from hubdesk.operations.parcels import take_back_parcel
from hubdesk.operations.standing_exports import stop_export
from hubdesk.operations.stories import tell_story
from hubdesk.paths import Paths
from hubdesk.queries.leaving_log import log_window
from hubdesk.queries.parcels import ParcelRow, waiting_parcels
from hubdesk.queries.what_leaves import JOURNAL
from hubdesk.store.database import Database
from hubdesk.sync.journal_in import read_content
from hubdesk.sync.opened_place import open_place
from hubdesk.sync.sending import Line
from tests.conftest import HubBuilder
from tests.sending_hub import SendingHub

DRIVE = "Drive"
NAME = "Ada Canary"


class Place:
    """A folder behind a line: `before` and `after` are asked around each bundle that goes there."""

    def __init__(self, inner: Any, before: Callable[[], object], after: Callable[[], object]):
        self._inner, self._before, self._after = inner, before, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def put_new(self, name: str, content: bytes) -> Any:
        if not name.endswith(".hdb"):
            return self._inner.put_new(name, content)
        self._before()
        answer = self._inner.put_new(name, content)
        self._after()
        return answer


class Held:
    """A hub with a drive that can be away, and a line that can end in the middle."""

    def __init__(self, paths: Paths, database: Database, hub: HubBuilder, root: Path) -> None:
        self.hub, self.database = hub, database
        self.sends = SendingHub(paths, database, hub.do, hub.look, root / "places")
        self.sends.place(DRIVE)
        self.work = SendingWork(paths, database, database.clock, opener=self._open)
        self.takes = 1_000  # so many bundles before the line ends
        self.after: Callable[[], object] = lambda: None

    def _open(self, place: Any, secret: str) -> Any:
        return Place(open_place(place, secret), self._count, lambda: self.after())

    def _count(self) -> None:
        self.takes -= 1
        if self.takes < 0:
            raise PlaceAway(DRIVE)

    def journal(self) -> Any:
        return self.sends.agree(JOURNAL, DRIVE, rhythm="daily", **self.sends.seal_to_us())

    def round(self, *, anew: bool = False) -> list[str]:
        return self.work.round(Line(), anew=anew).packed

    def away(self) -> None:
        (self.sends.root / DRIVE).rename(self.sends.root / "away")

    def back(self) -> None:
        (self.sends.root / "away").rename(self.sends.root / DRIVE)

    def sealed_while_down(self) -> list[ParcelRow]:
        """What was sealed while the line was down."""
        self.takes = 0
        self.round()
        self.hub.clock.forward(hours=5)
        waits: list[ParcelRow] = self.hub.look(waiting_parcels)
        return waits

    def take_back(self) -> None:
        for row in self.hub.look(waiting_parcels):
            self.hub.do(
                "take back parcel",
                lambda db, now, id=row.id: take_back_parcel(db, id, now=now),
            )

    def erase(self, id: str) -> None:
        facts = {"person_id": id, "typed_name": NAME, "ground": "asked"}
        self.hub.do("erase person", lambda db, now: erase_person(db, **facts, now=now))

    def stop(self, export: Any) -> None:
        self.hub.do("stop export", lambda db, _now: stop_export(db, export_id=export.id))

    def log(self) -> list[tuple[str, int]]:
        return [(row.state, row.left) for row in self.hub.look(log_window)]

    def names(self, name: str) -> int:
        """In how many bundles at the place somebody is named."""
        identities = keys_of(self.database).identities
        bundles = [
            read_content(content, path.rpartition("/")[2], None, identities)
            for path, content in self.sends.there(DRIVE).items()
        ]
        return sum(any(name in str(one.ops) for one in bundle.entries) for bundle in bundles)

    def there(self) -> set[str]:
        return set(self.sends.there(DRIVE))


def a_stick(tmp_path: Path) -> Path:
    (stick := tmp_path / "stick").mkdir()
    return stick


def names_on(stick: Path) -> set[str]:
    return {path.name for path in stick.rglob("*.hdb")}


def a_story(hub: HubBuilder, person: str) -> str:
    told_on, how = date(2026, 10, 10), How.PAPER
    facts = {"text": "QQSTORY I write mails", "who": "Ada", "person_id": person}
    told = lambda db, now: tell_story(db, **facts, told_on=told_on, agreed_how=how, now=now)  # noqa: E731
    return str(hub.do("tell story", told).id)


def text_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in pages)
