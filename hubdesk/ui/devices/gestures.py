"""What is done to a device: made ready, sent to repair, withdrawn, put back, lost, found, coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hubdesk.errors import HubDeskError
from hubdesk.i18n import translate
from hubdesk.models import CodeOrigin
from hubdesk.operations.returning import declare_lost, put_back_found
from hubdesk.operations.stock import (
    change_kit,
    link_code,
    make_ready,
    put_back,
    send_to_repair,
    unlink_code,
    withdraw_device,
)
from hubdesk.ui.gestures import Gestures


def _t(text: str) -> str:
    return translate("Devices", text)


class DeviceGestures(Gestures):
    """One verb a method. Each tells what it did, with Undo."""

    def make_ready(self, device_id: str, tag: str) -> bool:
        """It was wiped and can be lent again."""
        return self.act(
            "make ready",
            lambda db, now: make_ready(db, device_id=device_id, now=now),
            _t("{tag} is ready to lend.").format(tag=tag),
            about={"device_ids": [device_id]},
        )

    def to_repair(self, device_id: str, tag: str, note: str) -> bool:
        """It needs mending."""
        return self.act(
            "repair",
            lambda db, now: send_to_repair(db, device_id=device_id, now=now, note=note),
            _t("{tag} is in repair.").format(tag=tag),
            about={"device_ids": [device_id]},
        )

    def withdraw(self, device_id: str, tag: str, note: str) -> bool:
        """It is not for lending any more."""
        return self.act(
            "withdraw",
            lambda db, now: withdraw_device(db, device_id=device_id, now=now, note=note),
            _t("{tag} is not for lending any more.").format(tag=tag),
            about={"device_ids": [device_id]},
        )

    def put_back(self, device_id: str, tag: str, *, holds_data: bool) -> bool:
        """Back from repair or from being withdrawn."""
        words = _t("{tag} is back, and is to be wiped.") if holds_data else _t("{tag} is back.")
        return self.act(
            "put back",
            lambda db, now: put_back(db, device_id=device_id, now=now),
            words.format(tag=tag),
            about={"device_ids": [device_id]},
        )

    def lose(self, device_id: str, tag: str, note: str = "") -> bool:
        """Nobody knows where it is."""
        return self.act(
            "lost",
            lambda db, now: declare_lost(db, device_id=device_id, now=now, note=note),
            _t("{tag} is marked lost.").format(tag=tag),
            about={"device_ids": [device_id]},
        )

    def find(self, device_id: str, tag: str, *, borrower_id: str = "") -> bool:
        """What was lost is here again."""
        whose = {"person_id": borrower_id} if borrower_id else {}
        return self.act(
            "found",
            lambda db, now: put_back_found(db, device_id=device_id, now=now),
            _t("{tag} is found and back.").format(tag=tag),
            about={"device_ids": [device_id], **whose},
        )

    def link(
        self,
        device_id: str,
        tag: str,
        code: str,
        origin: CodeOrigin = CodeOrigin.OLD,
        refused: Callable[[HubDeskError], bool] | None = None,
    ) -> bool:
        """One more code finds this device from now on."""
        return self.act(
            "link code",
            lambda db, now: link_code(db, device_id=device_id, code=code, origin=origin),
            _t("{tag} now answers to {code}.").format(tag=tag, code=code.strip()),
            about={"device_ids": [device_id]},
            refused=refused,
        )

    def unlink(self, device_id: str, tag: str, code_id: str, shown: str) -> bool:
        """A code finds this device no more."""
        return self.act(
            "unlink code",
            lambda db, now: unlink_code(db, code_id=code_id),
            _t("{tag} no longer answers to {code}.").format(tag=tag, code=shown),
            about={"device_ids": [device_id]},
        )

    def set_kit(self, device_id: str, names: Sequence[str], words: str) -> bool:
        """These are the parts that travel with it."""
        return self.act(
            "change kit",
            lambda db, now: change_kit(db, device_id=device_id, names=names),
            words,
            about={"device_ids": [device_id]},
        )
