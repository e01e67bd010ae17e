"""What may leave the hub: somebody agrees to it in full, changes how often, and stops it.

Default deny. A row stands for one kind, one place and one recipient; it was agreed in the words of
one version, and in newer words it has to be agreed again before anything more leaves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hubdesk.errors.bundles import NotARecipient
from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.leaving import (
    ForEverybody,
    KeyMissing,
    LeavesAlready,
    RhythmNotFor,
    SecretHalf,
    WordsChanged,
)
from hubdesk.ids import new_secret
from hubdesk.models import RegionKey, RegionLine, Rhythm, SendingPlace, StandingExport
from hubdesk.operations.lending import found
from hubdesk.queries import what_leaves
from hubdesk.queries.what_leaves import REGION_FEED, Closed, Leaving
from hubdesk.typed import clean_line

NAME: Final = "Who gets it"
KEY: Final = re.compile(r"age1[02-9ac-hj-np-z]{58}")  # X25519; whoever seals proves the rest


def agree_export(
    db: Session,
    *,
    what: str,
    place_id: str,
    wording_version: int,
    rhythm: str,
    now: datetime,
    recipient: str = "",
    recipient_name: str = "",
    options: Mapping[str, str] | None = None,
    account_id: str = "",
) -> StandingExport:
    """One kind may leave to one place, in the words of the version that was read.

    Refuses NothingOfThatKind, NotFound for a place that was let go, WordsChanged, RhythmNotFor,
    KeyMissing, ForEverybody, SecretHalf, NotARecipient, FieldMissing and LeavesAlready.
    """
    kind = what_leaves.leaving(what)
    place = found(db, SendingPlace, place_id)
    if wording_version != kind.version:
        raise WordsChanged(kind.title)
    key = _key(kind, recipient)
    called = clean_line(recipient_name, NAME, 100)
    if key and not called:
        raise FieldMissing(NAME)
    same = select(StandingExport.id).where(
        StandingExport.what == what,
        StandingExport.place_id == place.id,
        StandingExport.recipient == key,
        StandingExport.deleted == 0,
    )
    if db.scalars(same.limit(1)).first() is not None:
        raise LeavesAlready(kind.title, place.name)
    row = StandingExport(
        what=what,
        place_id=place.id,
        recipient=key,
        recipient_name=called,
        rhythm=_rhythm(kind, rhythm),
        options=json.dumps(dict(options or {}), ensure_ascii=False, sort_keys=True),
        wording_version=kind.version,
        agreed_at=now,
        account_id=account_id or None,
    )
    db.add(row)
    if what == REGION_FEED and db.scalars(select(RegionKey.id).limit(1)).first() is None:
        db.add(RegionKey(secret=new_secret(), made_at=now))
    db.flush()
    return row


def agree_again(
    db: Session, *, export_id: str, wording_version: int, now: datetime, account_id: str = ""
) -> StandingExport:
    """The same leaves on, in the newer words that were read. Refuses NotFound, WordsChanged."""
    row = found(db, StandingExport, export_id)
    kind = what_leaves.leaving(row.what)
    if wording_version != kind.version:
        raise WordsChanged(kind.title)
    row.wording_version, row.agreed_at, row.account_id = kind.version, now, account_id or None
    db.flush()
    return row


def change_export(db: Session, *, export_id: str, rhythm: str) -> StandingExport:
    """How often it leaves. Another place or key is agreed to anew. NotFound, RhythmNotFor."""
    row = found(db, StandingExport, export_id)
    wanted = _rhythm(what_leaves.leaving(row.what), rhythm)
    if row.rhythm != wanted:
        row.rhythm = wanted
    db.flush()
    return row


def stop_export(db: Session, *, export_id: str) -> StandingExport:
    """Nothing more of it leaves. What left stays in the log, and where it is. NotFound."""
    row = found(db, StandingExport, export_id)
    row.deleted = True
    db.flush()
    return row


def unlink_region(db: Session) -> int:
    """Destroy what makes the numbers of people: nobody can say any more whose a number was.

    What a region holds stays there, about nobody who can be found. A later feed begins anew,
    with other numbers. Answers with how many lines were forgotten here.
    """
    db.execute(delete(RegionKey))
    many = db.execute(delete(RegionLine)).rowcount  # type: ignore[attr-defined]
    fed = select(StandingExport).where(
        StandingExport.what == REGION_FEED, StandingExport.deleted == 0
    )
    for row in db.scalars(fed):
        row.deleted = True
    db.flush()
    return int(many)


def _key(kind: Leaving, text: str) -> str:
    """The key it is sealed to, which begins with age1; empty where it is sealed to nobody."""
    key = clean_line(text, "Key")
    if "AGE-SECRET-KEY" in key.upper():
        raise SecretHalf
    if kind.closed in (Closed.NEVER, Closed.OWN):
        if key:
            raise ForEverybody(kind.title)
        return ""
    if not key:
        if kind.closed is Closed.ALWAYS:
            raise KeyMissing(kind.title)
        return ""
    if not KEY.fullmatch(key):
        raise NotARecipient
    return key


def _rhythm(kind: Leaving, text: str) -> str:
    if text not in kind.rhythms:
        raise RhythmNotFor(kind.title)
    return Rhythm(text)
