"""Of what figures are: days, the moments they begin and end, and what is narrowed to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.orm import Session

from hubdesk.errors.figures import DayUnclear, PeriodBackwards, PeriodNotBegun
from hubdesk.models import AGE_BANDS, BirthPrecision, Fund, Person
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.hub import hub_zone

NOT_TOLD_BAND = "not told"
NOT_KNOWN_AREA = "not known"
NO_FIXED_AREA = "no fixed address"
# The youngest age of each band; the last has no oldest.
_FROM = (0, 13, 16, 18, 25, 50, 65, 75)


@dataclass(frozen=True, slots=True)
class Cut:
    """What figures are narrowed to. Empty is everything.

    `kinds` are of SessionKind, `areas` postcode districts, `ages` out of AGE_BANDS.
    """

    fund_id: str = ""
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()

    @property
    def by(self) -> frozenset[str]:
        """The names of what it narrows by."""
        said = {"fund": self.fund_id, "kind": self.kinds, "area": self.areas, "age": self.ages}
        return frozenset(name for name, value in said.items() if value)


EVERYTHING: Final = Cut()
YEARS: Final = range(1900, 2200)  # of days that a report can be of


@dataclass(frozen=True, slots=True)
class Scope:
    """Days from the first to the last, and the moments they begin and end in the hub's zone."""

    first_on: date
    last_on: date
    from_at: datetime
    to_at: datetime
    cut: Cut = EVERYTHING


def scope_of(db: Session, period: Period, cut: Cut, now: datetime) -> Scope:
    """The days of a period that are here by now.

    Refuses PeriodBackwards, PeriodNotBegun and DayUnclear for a year no hub was open in.
    """
    for field, on in (("First day", period.first_on), ("Last day", period.last_on)):
        if on.year not in YEARS:
            raise DayUnclear(field, on.isoformat())
    if period.last_on < period.first_on:
        raise PeriodBackwards(period.first_on, period.last_on)
    zone = hub_zone(db)
    today = now.astimezone(zone).date()
    if period.first_on > today:
        raise PeriodNotBegun(period.first_on)
    return _of_days(period.first_on, min(period.last_on, today), zone, cut)


def before(period: Period) -> Period:
    """The period of the same sort that ends the day before: the month before a month."""
    months = _months(period)
    last_on = period.first_on - timedelta(days=1)
    if months:
        return Period(_months_back(period.first_on, months), last_on)
    return Period(last_on - (period.last_on - period.first_on), last_on)


def scope_before(db: Session, period: Period, cut: Cut) -> Scope:
    """The scope of the period before it."""
    earlier = before(period)
    return _of_days(earlier.first_on, earlier.last_on, hub_zone(db), cut)


def scope_between(db: Session, first_on: date, last_on: date, cut: Cut) -> Scope:
    """The scope of days that are here already."""
    return _of_days(first_on, last_on, hub_zone(db), cut)


def cut_text(cut: Cut) -> str:
    """A cut as a row keeps it; empty is everything."""
    said = {name: value for name, value in asdict(cut).items() if value}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""


def read_cut(text: str) -> Cut:
    """The cut that `cut_text` wrote."""
    said = json.loads(text or "{}")
    return Cut(
        fund_id=said.get("fund_id", ""),
        kinds=tuple(said.get("kinds", ())),
        areas=tuple(said.get("areas", ())),
        ages=tuple(said.get("ages", ())),
    )


def _of_days(first_on: date, last_on: date, zone: ZoneInfo, cut: Cut) -> Scope:
    after = last_on + timedelta(days=1)
    return Scope(
        first_on,
        last_on,
        datetime.combine(first_on, time(), zone),
        datetime.combine(after, time(), zone),
        cut,
    )


def _months(period: Period) -> int:
    """How many whole months it is; 0 where it begins or ends inside one."""
    after = period.last_on + timedelta(days=1)
    if period.first_on.day != 1 or after.day != 1:
        return 0
    return (after.year - period.first_on.year) * 12 + after.month - period.first_on.month


def _months_back(on: date, months: int) -> date:
    at = on.year * 12 + on.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def area_of_person() -> ColumnElement[str]:
    """The postcode district of somebody: B12. One whose address is withheld is not known."""
    gap = func.instr(Person.postcode, " ")
    return case(
        (Person.no_fixed_address == 1, NO_FIXED_AREA),
        (Person.address_withheld == 1, NOT_KNOWN_AREA),
        (Person.postcode == "", NOT_KNOWN_AREA),
        (gap > 0, func.substr(Person.postcode, 1, gap - 1)),
        else_=Person.postcode,
    )


def age_band_of_person(on: date) -> ColumnElement[str]:
    """The band somebody is in on a day. Of a year alone, the age they turn in that year.

    A band that was told stays what was told: nobody knows when they leave it.
    """
    exact = Person.born_precision == BirthPrecision.EXACT
    year = Person.born_precision == BirthPrecision.YEAR
    told = Person.born_precision == BirthPrecision.BAND
    whens = []
    for band, youngest in reversed(list(zip(AGE_BANDS, _FROM, strict=True))):
        by_day = and_(exact, Person.born_on <= _years_back(on, youngest))
        by_year = and_(year, Person.born_year <= on.year - youngest)
        whens.append((or_(by_day, by_year), band))
    return case(*whens, (told, Person.age_band), else_=NOT_TOLD_BAND)


def _years_back(on: date, years: int) -> date:
    """The last day of birth of who is so old on a day. Born on 29 February waits to 1 March."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def person_conditions(scope: Scope) -> Sequence[ColumnElement[bool]]:
    """Where Person fits what the figures are narrowed to."""
    found: list[ColumnElement[bool]] = []
    if scope.cut.areas:
        found.append(area_of_person().in_(scope.cut.areas))
    if scope.cut.ages:
        found.append(age_band_of_person(scope.last_on).in_(scope.cut.ages))
    return found


def fund_name(db: Session, fund_id: str) -> str:
    """What a fund is called, put away or not."""
    fund = db.get(Fund, fund_id)
    return fund.name if fund else ""
