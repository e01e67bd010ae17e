"""What is about to be handed over, to whom, until when. It survives a walk away and a restart."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from hubdesk.models import Condition
from hubdesk.operations.lending import Item
from hubdesk.queries.desk import DeskThing

DUE_DAYS = {1: 0, 2: 7, 3: 14, 4: 28}  # the choices on screen; 5 picks a date


@dataclass(frozen=True)
class BasketLine:
    """One thing in the list, with the kit items that stay at the hub."""

    thing: DeskThing
    without: frozenset[str] = frozenset()
    condition: str = Condition.GOOD

    @property
    def item(self) -> Item:
        return Item(self.thing.id, tuple(sorted(self.without)), self.condition)


@dataclass(frozen=True)
class Basket:
    """A list being made. Frozen: a change gives a new one, which is saved at once."""

    id: str = ""  # of the draft it is kept as; empty until it is kept
    person_id: str = ""
    lines: tuple[BasketLine, ...] = ()
    due_choice: int = 0  # 0 is the hub's rule; 1 to 4 of DUE_DAYS; 5 is `picked`
    picked: date | None = None
    happened_on: date | None = None

    def holds(self, device_id: str) -> bool:
        return any(line.thing.id == device_id for line in self.lines)

    def with_thing(self, thing: DeskThing) -> Basket:
        line = BasketLine(thing, condition=thing.condition or Condition.GOOD)
        return replace(self, lines=(*self.lines, line))

    def with_line(self, changed: BasketLine) -> Basket:
        lines = [changed if line.thing.id == changed.thing.id else line for line in self.lines]
        return replace(self, lines=tuple(lines))

    def lacking(self, device_id: str) -> Basket:
        return replace(self, lines=tuple(ln for ln in self.lines if ln.thing.id != device_id))

    @property
    def lends(self) -> int:
        """How many of the lines come back one day."""
        return sum(not line.thing.is_given for line in self.lines)

    def as_body(self) -> dict[str, Any]:
        """The basket for the drafts: ids and choices only, no names."""
        return {
            "person_id": self.person_id,
            "due_choice": self.due_choice,
            "picked": self.picked.isoformat() if self.picked else "",
            "happened_on": self.happened_on.isoformat() if self.happened_on else "",
            "lines": [asdict(line.item) for line in self.lines],
        }


@dataclass(frozen=True)
class Kept:
    """A basket as it was kept: ids, to be looked up again."""

    id: str
    person_id: str
    due_choice: int
    picked: date | None
    happened_on: date | None
    items: tuple[Item, ...]


def read_kept(id: str, body: dict[str, Any]) -> Kept:
    """The basket a draft holds. ValueError or KeyError if it holds none."""
    return Kept(
        id=id,
        person_id=body["person_id"],
        due_choice=int(body["due_choice"]),
        picked=date.fromisoformat(body["picked"]) if body["picked"] else None,
        happened_on=date.fromisoformat(body["happened_on"]) if body["happened_on"] else None,
        items=tuple(
            Item(line["device_id"], tuple(line["without"]), line["condition"])
            for line in body["lines"]
        ),
    )


def looked_up(kept: Kept, things: dict[str, DeskThing]) -> Basket:
    """The basket again; what is not here any more is left out."""
    lines = tuple(
        BasketLine(things[item.device_id], frozenset(item.without), item.condition)
        for item in kept.items
        if item.device_id in things
    )
    return Basket(kept.id, kept.person_id, lines, kept.due_choice, kept.picked, kept.happened_on)
