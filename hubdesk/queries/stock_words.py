"""What the stock calls its makes, models and places, and who can have paid: what forms offer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk.models import Device
from hubdesk.queries.funds import funds

MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class StockWords:
    """What was typed before, the most used first. `models` pairs each make with its model."""

    makes: tuple[str, ...] = ()
    models: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    funds: tuple[tuple[str, str], ...] = ()  # id and name of what can have paid for a device

    def models_of(self, make: str) -> tuple[str, ...]:
        """The models of a make, whatever its capitals; of every make where none is given."""
        wanted = make.strip().casefold()
        fitting = [m for its_make, m in self.models if not wanted or its_make.casefold() == wanted]
        return tuple(dict.fromkeys(fitting))


def stock_words(db: Session, *, kind_id: str = "") -> StockWords:
    """The makes and models of a kind (of every kind without one), and all places."""
    of_kind = [Device.kind_id == kind_id] if kind_id else []
    pairs = _most_used(db, (Device.make, Device.model), *of_kind)
    places = _most_used(db, (Device.place,))
    return StockWords(
        makes=tuple(dict.fromkeys(make for make, _ in pairs if make)),
        models=tuple((make, model) for make, model in pairs if model),
        places=tuple(place for (place,) in places if place),
        funds=tuple((one.id, one.name) for one in funds(db)),
    )


def still_here(db: Session, device_ids: Collection[str]) -> set[str]:
    """Those of these devices that were not taken back since."""
    if not device_ids:
        return set()
    here = select(Device.id).where(Device.id.in_(device_ids), Device.deleted == 0)
    return set(db.scalars(here))


def _most_used(db: Session, columns: tuple[Any, ...], *conditions: Any) -> list[Any]:
    return list(
        db.execute(
            select(*columns)
            .where(Device.deleted == 0, *conditions)
            .group_by(*columns)
            .order_by(func.count().desc(), *columns)
            .limit(MOST_WORDS)
        )
    )
