"""A hub that sends to folders of this computer, for the tests of sending and their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hubdesk.app.bundles import keys_of
from hubdesk.ids import new_id
from hubdesk.models import PlaceSort, SendingPlace
from hubdesk.paths import Paths
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.store.database import Database
from hubdesk.store.keys import read_slots
from hubdesk.sync.folder_storage import FolderStorage
from hubdesk.sync.place_identity import hub_folder, new_identity, write_identity
from tests.leaving_verbs import agree


@dataclass
class SendingHub:
    """`do` changes the hub as somebody at the desk does."""

    paths: Paths
    database: Database
    do: Any
    look: Any
    root: Path
    places: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by_itself(
        cls, paths: Paths, database: Database, root: Path, *, now: datetime
    ) -> SendingHub:
        """One with no test around it, as of a program that is to be killed."""

        def do(verb: str, work: Any) -> Any:
            with database.changing(verb) as db:
                made = work(db, now)
                db.flush()
                db.expunge_all()
                return made

        def look(work: Any) -> Any:
            with database.reading() as db:
                return work(db)

        return cls(paths, database, do, look, root)

    @property
    def hub(self) -> str:
        return read_slots(self.paths).hub

    def place(self, name: str, sort: PlaceSort = PlaceSort.FOLDER) -> str:
        """A folder, set up and signed."""
        folder, id = self.root / name, new_id()
        folder.mkdir(parents=True)
        signed = new_identity(self.hub, id, keys_of(self.database), now=self.database.clock())
        write_identity(FolderStorage(folder, name), signed)

        def work(db: Any, now: Any) -> SendingPlace:
            made = SendingPlace(
                id=id, name=name, sort=sort, address=str(folder), options="{}",
                identity=signed.text, set_up_at=now,
            )  # fmt: skip
            db.add(made)
            return made

        self.do("set up place", work)
        self.places[name] = id
        return id

    def agree(self, what: str, place: str, **facts: Any) -> ExportRow:
        """One kind may leave there from now on."""
        place_id = self.places[place]
        made = self.do("agree export", lambda db, now: agree(db, now, what, place_id, **facts))
        return next(row for row in self.look(leaves_now) if row.id == made.id)

    def seal_to_us(self) -> dict[str, str]:
        """The hub's second computer, as one who gets it."""
        return {
            "recipient": keys_of(self.database).recipient,
            "recipient_name": "Our second computer",
        }

    def there(self, name: str) -> dict[str, bytes]:
        """What lies in the hub's folder at a place, besides its identity."""
        folder = self.root / name / hub_folder(self.hub)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "target.json"
        }
