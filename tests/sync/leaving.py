"""A hub that sends, for the tests of what leaves: a place, an export, and a sender in memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubdesk.app.bundles import keys_of
from hubdesk.app.export_papers import PAPERS
from hubdesk.ids import new_id
from hubdesk.models import Parcel
from hubdesk.queries.standing_exports import ExportRow, leaves_now
from hubdesk.store.database import Database
from hubdesk.sync.exports import MAKERS, Laid, Made, Making, ToSend
from tests.conftest import HubBuilder
from tests.leaving_verbs import a_place, agree

HUB = "0192f3aa-0000-7000-8000-000000000001"


def new_key() -> tuple[str, str]:
    """A key of age: what is sealed to, and what opens."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return str(made.to_public()), str(made)


@dataclass
class Sending:
    """Makes what is agreed and lays it into a place in memory, as a sender without trouble does."""

    database: Database
    hub: HubBuilder
    place_id: str = ""
    there: dict[str, bytes] = field(default_factory=dict)
    ever: dict[str, bytes] = field(default_factory=dict)  # what was taken away again, too
    laid: dict[str, bytes] = field(default_factory=dict)  # while it was made

    def __post_init__(self) -> None:
        self.place_id = str(self.hub.do("set up place", a_place).id)

    def agree(self, what: str, **facts: Any) -> ExportRow:
        id = str(
            self.hub.do(
                "agree export", lambda db, now: agree(db, now, what, self.place_id, **facts)
            ).id
        )
        return next(row for row in self.hub.look(leaves_now) if row.id == id)

    def making(
        self, export: ExportRow, told: Callable[[int], object] = lambda done: None
    ) -> Making:
        keys = keys_of(self.database)
        return Making(self.database, HUB, export, self.hub.clock(), keys, told, PAPERS, self.lay)

    def lay(self, name: str, content: bytes) -> Laid:
        self.laid[name] = content
        return Laid(name, Path(), len(content), hashlib.sha256(content).hexdigest())

    def make(self, export: ExportRow) -> Made | None:
        return MAKERS[export.what](self.making(export))

    def send(self, export: ExportRow) -> Made | None:
        """Make it, write it down, and lay it there."""
        made = self.make(export)
        if made is not None:
            self.seal(export, made)
        return made

    def seal(self, export: ExportRow, made: Made) -> str:
        laid = [ToSend(one.name, self.laid[one.name]) for one in made.laid]
        files = (*laid, *made.files)
        listing: list[dict[str, Any]] = [
            {
                "name": one.name,
                "sha256": hashlib.sha256(one.content).hexdigest(),
                "size": len(one.content),
                "over": one.over,
            }
            for one in files
        ]
        listing += [{"name": name, "gone": True} for name in made.supersedes]
        id, now = new_id(), self.hub.clock()
        with self.database.changing("seal parcel", gesture=False) as db:
            db.add(
                Parcel(
                    id=id, what=export.what, standing_export_id=export.id,
                    place_id=export.place_id, place_name=export.place_name,
                    recipient=export.recipient, recipient_name=export.recipient_name,
                    wording_version=export.wording_version, came_of=made.came_of,
                    listing=json.dumps(listing), size=sum(len(f.content) for f in files),
                    people=made.people, sealed_at=now, sent_at=now,
                )
            )  # fmt: skip
            db.flush()
            if made.kept is not None:
                made.kept(db, id)
        for one in files:
            assert one.over or one.name not in self.there, "two files of one name"
            self.there[one.name] = self.ever[one.name + f"#{len(self.ever)}"] = one.content
        for name in made.supersedes:
            del self.there[name]
        return id
