"""Changing how certificates look. A look is never edited: the next version takes its place."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.errors.certificates import LookTheSame, PictureNotHere, TooManyPictures
from hubdesk.errors.hub import FieldMissing
from hubdesk.models import AwardSort, Border, CertificateTemplate, Orientation, Picture
from hubdesk.operations.person_facts import one_of
from hubdesk.queries.certificate_looks import current_look
from hubdesk.queries.papers import CertificateLook
from hubdesk.typed import clean_line, clean_note

MOST_MARKS: Final = 6


def change_look(
    db: Session,
    *,
    sort: str,
    look: CertificateLook,
    now: datetime,
    pictures: Mapping[str, tuple[bytes, int, int]] | None = None,
) -> CertificateTemplate:
    """The next version of a look. What was awarded stays as it was.

    `pictures` are the bytes, width and height of those that are new here, by hash. Refuses
    ChoiceUnknown, FieldMissing, TextTooLong, TooManyPictures, PictureNotHere and LookTheSame.
    """
    sort = one_of(AwardSort, sort, "Certificate")
    look = _clean(look)
    if look == current_look(db, sort).look:
        raise LookTheSame
    for hash, (data, width, height) in (pictures or {}).items():
        if hash in look.pictures:
            _keep(db, hash, data, width, height)
    here = set(db.scalars(select(Picture.id).where(Picture.id.in_(look.pictures))))
    if set(look.pictures) - here:
        raise PictureNotHere
    newest = select(func.max(CertificateTemplate.version)).where(CertificateTemplate.sort == sort)
    template = CertificateTemplate(
        sort=sort,
        version=(db.scalar(newest) or 1) + 1,  # the first is the one HubDesk ships
        from_on=now.date(),
        orientation=look.orientation,
        border=look.border,
        title=look.title,
        given_to=look.given_to,
        for_words=look.for_words,
        small_print=look.small_print,
        signer=look.signer,
        signature_path=look.signature_path,
        logo=look.logo,
        marks=json.dumps(list(look.marks)),
    )
    db.add(template)
    db.flush()
    return template


def _clean(look: CertificateLook) -> CertificateLook:
    title = clean_line(look.title, "Title", 80)
    if not title:
        raise FieldMissing("Title")
    if len(look.marks) > MOST_MARKS:
        raise TooManyPictures(MOST_MARKS)
    return replace(
        look,
        orientation=one_of(Orientation, look.orientation, "Sheet"),
        border=one_of(Border, look.border, "Border"),
        title=title,
        given_to=clean_line(look.given_to, "Above the name", 80),
        for_words=clean_line(look.for_words, "Below the name", 80),
        small_print=clean_note(look.small_print, "Small print", 300),
        signer=clean_line(look.signer, "Who signs", 80),
    )


def _keep(db: Session, hash: str, data: bytes, width: int, height: int) -> None:
    """Once, under the hash of the bytes."""
    if hashlib.sha256(data).hexdigest() != hash:
        raise ValueError(hash)
    if db.get(Picture, hash) is None:
        text = base64.b64encode(data).decode("ascii")
        db.add(Picture(id=hash, data=text, width=width, height=height))
        db.flush()
