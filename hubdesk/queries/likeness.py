"""When two records may be one person: the one rule for a new name and for the whole list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hubdesk.models import Birth, BirthPrecision
from hubdesk.sounding import name_sounds
from hubdesk.spelling import folded_words


class Likeness(StrEnum):
    """Why somebody may be the same person, the likeliest first."""

    PHONE_AND_NAME = "same phone and name"
    PHONE = "same phone"  # families share one too
    NAME_AND_BIRTH = "same name and birth"
    ALIKE_AND_BIRTH = "alike names, same birth"
    NEAR_BIRTH = "alike names, births one slip apart"
    NAME = "same name"  # and of one of the two the birth is not known
    ALIKE = "alike names"  # the same
    PART_AND_BIRTH = "part of the name, same birth"  # married since, or a twin


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of somebody."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    phone_key: str
    birth: Birth

    @classmethod
    def of(cls, name: str, phone_key: str = "", birth: Birth | None = None) -> Known:
        """What a name, a phone and a birth say."""
        words = tuple(sorted(folded_words(name)))
        return cls(words, name_sounds(name), phone_key, birth or Birth())


class _Births(StrEnum):
    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def likeness(one: Known, other: Known) -> Likeness | None:
    """Whether two records may be one person, and why."""
    same_phone = bool(one.phone_key) and one.phone_key == other.phone_key
    births = _births(one.birth, other.birth)
    if same_phone:
        alike = births is not _Births.DIFFERENT and _one_in_the_other(one, other)
        return Likeness.PHONE_AND_NAME if alike else Likeness.PHONE
    if births is _Births.DIFFERENT:
        return None
    if one.words == other.words and one.words:
        return _SAME_NAME[births]
    if one.sounds == other.sounds and one.sounds:
        if births is _Births.UNKNOWN and one.phone_key and other.phone_key:
            return None  # two spellings and two numbers, and nothing that joins them
        return _ALIKE[births]
    if one.birth.on is None or one.birth.on != other.birth.on:
        return None
    if _one_in_the_other(one, other):
        return Likeness.ALIKE_AND_BIRTH
    return Likeness.PART_AND_BIRTH if {*one.sounds} & {*other.sounds} else None


_SAME_NAME = {
    _Births.SAME: Likeness.NAME_AND_BIRTH,
    _Births.NEAR: Likeness.NEAR_BIRTH,
    _Births.UNKNOWN: Likeness.NAME,
}
_ALIKE = {
    _Births.SAME: Likeness.ALIKE_AND_BIRTH,
    _Births.NEAR: Likeness.NEAR_BIRTH,
    _Births.UNKNOWN: Likeness.ALIKE,
}


def _one_in_the_other(one: Known, other: Known) -> bool:
    """Whether all that the shorter name sounds like is in the longer: Samira, Samira Haddad."""
    shorter, longer = sorted((set(one.sounds), set(other.sounds)), key=len)
    return bool(shorter) and shorter <= longer


def _births(one: Birth, other: Birth) -> _Births:
    if one.on and other.on:
        if one.on == other.on:
            return _Births.SAME
        return _Births.NEAR if _one_slip_apart(one.on, other.on) else _Births.DIFFERENT
    if one.year and other.year:
        return _Births.SAME if one.year == other.year else _Births.DIFFERENT
    bands = BirthPrecision.BAND
    if one.precision == other.precision == bands and one.band == other.band:
        return _Births.SAME
    return _Births.UNKNOWN


def _one_slip_apart(one: date, other: date) -> bool:
    """Day and month the wrong way round, one wrong digit, or two digits swapped."""
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return True
    a, b = one.isoformat(), other.isoformat()
    wrong = [at for at in range(10) if a[at] != b[at]]
    if len(wrong) != 2:
        return len(wrong) == 1
    i, j = wrong
    return j == i + 1 and a[i] == b[j] and a[j] == b[i]
