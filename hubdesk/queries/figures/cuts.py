"""What figures are narrowed to: as somebody typed it, and in the words a report says it in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.figures import CutUnknown
from hubdesk.i18n import translate
from hubdesk.models import AGE_BANDS, Person, SessionKind
from hubdesk.queries.figures.labels import label_of
from hubdesk.queries.figures.scope import (
    NO_FIXED_AREA,
    NOT_KNOWN_AREA,
    NOT_TOLD_BAND,
    Cut,
    area_of_person,
)

KINDS: Final = tuple(SessionKind)
BANDS: Final = (*AGE_BANDS, NOT_TOLD_BAND)
_NO_DISTRICT: Final = (NOT_KNOWN_AREA, NO_FIXED_AREA)


def _t(text: str) -> str:
    return translate("Figures", text)


def checked(db: Session, cut: Cut) -> Cut:
    """What was typed, as the rows have it: Drop-in, 25-49 and b12 do. Refuses CutUnknown.

    A word that fits nothing would make a report of noughts.
    """
    return replace(
        cut,
        kinds=tuple(_one_of(KINDS, "kind", text) for text in cut.kinds),
        areas=tuple(_area(db, text) for text in cut.areas),
        ages=tuple(_one_of(BANDS, "age", text) for text in cut.ages),
    )


def cut_words(cut: Cut) -> str:
    """What a report is narrowed to, its fund apart: "Drop-in; B12; aged 25 to 49"."""
    said = [
        ", ".join(label_of("kind", one) for one in cut.kinds),
        ", ".join(label_of("area", one) for one in cut.areas),
        ", ".join(_age_words(one) for one in cut.ages),
    ]
    return "; ".join(filter(None, said))


def _age_words(band: str) -> str:
    words = label_of("age", band)
    return _t("age not told") if band == NOT_TOLD_BAND else _t("aged {band}").format(band=words)


def _one_of(codes: Iterable[str], by: str, text: str) -> str:
    found = {_letters(word): code for code in codes for word in (code, label_of(by, code))}
    try:
        return found[_letters(text)]
    except KeyError as error:
        raise CutUnknown(text, tuple(label_of(by, code) for code in codes)) from error


def _letters(text: str) -> str:
    """What is left of a word however it is written: 25-49 and 25 to 49, 75+ and 75 or over."""
    plain = text.casefold().replace("+", " or over").replace("and over", "or over")
    return "".join(
        re.findall(r"[a-z]+|\d+", re.sub(r"(\d)\s*(?:-|–|to)\s*(\d)", r"\1 to \2", plain))
    )


def _area(db: Session, text: str) -> str:
    """A district in which somebody lives who is known here; of a whole postcode its first part."""
    for code in _NO_DISTRICT:
        if _letters(text) in (_letters(code), _letters(label_of("area", code))):
            return code
    district = text.strip().upper().partition(" ")[0]
    lives = select(Person.id).where(area_of_person() == district, Person.deleted == 0).limit(1)
    if not district or db.scalar(lives) is None:
        raise CutUnknown(text, ())
    return district
