"""How certificates look now, and the pictures on them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.certificates import PictureNotHere
from hubdesk.models import AwardSort, Border, CertificateTemplate, Orientation, Picture
from hubdesk.queries.papers import CertificateLook

# Until the hub changes them. A hub's certificate is no qualification, and says so.
_NOT_ONE = "This certificate is not a nationally recognised qualification."
SHIPPED = {
    AwardSort.ATTENDANCE: CertificateLook(
        orientation=Orientation.LANDSCAPE,
        border=Border.DOUBLE,
        title="Certificate of attendance",
        given_to="Awarded to",
        for_words="for taking part in",
        small_print=_NOT_ONE,
    ),
    AwardSort.ACHIEVEMENT: CertificateLook(
        orientation=Orientation.LANDSCAPE,
        border=Border.DOUBLE,
        title="Certificate of achievement",
        given_to="Awarded to",
        for_words="for learning these skills in",
        small_print=_NOT_ONE,
    ),
}


@dataclass(frozen=True, slots=True)
class LookRow:
    """The look that holds now. `id` is empty and `version` 1 while it is as HubDesk ships it."""

    id: str
    version: int
    look: CertificateLook


def current_look(db: Session, sort: str) -> LookRow:
    """How a sort of certificate looks now."""
    row = db.scalars(
        select(CertificateTemplate)
        .where(CertificateTemplate.sort == sort, CertificateTemplate.deleted == 0)
        .order_by(CertificateTemplate.version.desc(), CertificateTemplate.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return LookRow("", 1, SHIPPED[AwardSort(sort)])
    look = CertificateLook(
        orientation=row.orientation,
        border=row.border,
        title=row.title,
        given_to=row.given_to,
        for_words=row.for_words,
        small_print=row.small_print,
        signer=row.signer,
        signature_path=row.signature_path,
        logo=row.logo,
        marks=tuple(json.loads(row.marks or "[]")),
    )
    return LookRow(row.id, row.version, look)


def look_of(facts: dict[str, Any]) -> CertificateLook:
    """A look as an award keeps it."""
    return CertificateLook(**{**facts, "marks": tuple(facts.get("marks", ()))})


def pictures(db: Session, hashes: Iterable[str]) -> dict[str, bytes]:
    """The bytes of pictures by their hash. PictureNotHere if one is not on this computer."""
    wanted = set(filter(None, hashes))
    if not wanted:
        return {}
    rows = db.execute(select(Picture.id, Picture.data).where(Picture.id.in_(wanted)))
    found = {id: base64.b64decode(data) for id, data in rows}
    if wanted - found.keys():
        raise PictureNotHere
    return found


def picture_of(db: Session, hash: str) -> bytes:
    """The bytes of one picture; none where there is none here: what is not made for it goes on."""
    try:
        return pictures(db, (hash,))[hash] if hash else b""
    except PictureNotHere:
        return b""
