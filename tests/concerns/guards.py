"""Somebody at the desk who leads safeguarding: their keys made and opened without waiting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hubdesk.app.records import Records
from hubdesk.models import StaffRole
from hubdesk.operations.staff import add_staff, change_roles
from hubdesk.queries.staff import accounts
from hubdesk.ui.concerns.guard import Worry
from tests.ui.alone import until

OWN, DEPUTYS = "heron walks by the weir", "seven lamps in the lane"
CANARY = "Quillfeather saw the bruise"


class Guards:
    """The staff of a hub with a lead and a deputy, and whoever is at the desk of it."""

    def __init__(self, records: Records) -> None:
        self.records, self.guard = records, records.guard
        self.ids: dict[str, str] = {}
        with records.database.changing("add staff") as db:
            for name, role in (
                ("Rosa Diaz", StaffRole.LEAD),
                ("Dan Ellis", StaffRole.DEPUTY),
                ("Tom Reed", StaffRole.VOLUNTEER),
            ):
                self.ids[name] = add_staff(db, name=name, roles=[role]).id
        for row in records.look(accounts):
            self.ids[row.name] = row.id

    def at_desk(self, name: str) -> None:
        self.records.act_as(self.ids[name])

    def roles(self, name: str, *roles: StaffRole) -> None:
        """Somebody's roles from now on, given by another manager."""
        with self.records.database.changing("change roles") as db:
            change_roles(db, account_id=self.ids[name], roles=roles, by="another manager")

    def key(self, name: str, passphrase: str = OWN) -> None:
        """They choose a passphrase for concerns."""
        self.at_desk(name)
        self._ends(self.guard.make_key, passphrase)

    def open(self, name: str, passphrase: str = OWN) -> None:
        """They open what is sealed to them."""
        if self.records.at_desk.acting.id != self.ids[name]:
            self.at_desk(name)
        self._ends(self.guard.open, passphrase)

    def concern(self, text: str = CANARY, *, by: str = "Tom Reed", **facts: Any) -> str:
        """Somebody records a concern; answers with its id."""
        from sqlalchemy import select

        from hubdesk.models import Concern

        self.at_desk(by)
        self.guard.record(Worry(**{"kind": "hurt", "text": text} | facts))
        newest = select(Concern.id).order_by(Concern.id.desc()).limit(1)
        return str(self.records.look(lambda db: db.scalar(newest)))

    def _ends(self, begin: Callable[..., None], passphrase: str) -> None:
        ended: list[object] = []
        begin(
            passphrase,
            owner=self.records,
            then=lambda: ended.append(None),
            refused=ended.append,
        )
        until(lambda: bool(ended))
        if isinstance(ended[0], Exception):
            raise ended[0]
