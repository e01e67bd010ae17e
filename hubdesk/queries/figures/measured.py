"""All sources of one scope, each read once and only when something asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from functools import cached_property
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.models import Person
from hubdesk.queries.figures import borrowing, community, contacts, learning, teaching
from hubdesk.queries.figures.definitions import Indicator, TableOf
from hubdesk.queries.figures.homes import Home, homes_better_off
from hubdesk.queries.figures.passes import Filling, tallied
from hubdesk.queries.figures.people import EarlierContacts
from hubdesk.queries.figures.scope import Scope, person_conditions
from hubdesk.queries.figures.sources import Words
from hubdesk.queries.figures.tally import Tally, columns_for

SOURCES: Final = {
    source.name: source
    for source in (
        *contacts.SOURCES,
        *teaching.SOURCES,
        *borrowing.SOURCES,
        *learning.SOURCES,
        *community.SOURCES,
    )
}
Progress = Callable[[int, int], None]
OF_PERSON: Final = frozenset(("area", "age"))
SHARING, ONLINE = "homes sharing less", "people online now"
_OF_HOMES: Final = (SHARING, ONLINE)


def cuts_of(source: str) -> frozenset[str]:
    """What the rows of a source can be narrowed by."""
    return SOURCES[source].cuts if source in SOURCES else frozenset()


class Steps:
    """Tells how far the counting is, source by source."""

    def __init__(self, progress: Progress, many: int) -> None:
        self._progress, self._many, self._done = progress, many, 0

    def next(self) -> None:
        """One more begins."""
        self._progress(min(self._done, self._many), self._many)
        self._done += 1


class Measured:
    """The tallies of one scope. What the figures and tables ask of each is said at its making.

    Whoever was here in the days `before` is not new, and what keys are called is the same.
    """

    def __init__(
        self,
        db: Session,
        scope: Scope,
        indicators: Iterable[Indicator],
        tables: Iterable[TableOf] = (),
        *,
        before: Measured | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._db, self._scope, self._before = db, scope, before
        self._earlier: EarlierContacts = before._earlier if before else EarlierContacts(db)
        self._looked_up: dict[Words, Mapping[str, str]] = before._looked_up if before else {}
        self._tallies: dict[str, Tally] = {}
        self._wanted: dict[str, set[str]] = {}
        for one in indicators:
            self._wanted.setdefault(_counted_as(one.of), set()).update(columns_for(one))
        for table in tables:
            columns = columns_for(table.indicator) | {table.by}
            self._wanted.setdefault(_counted_as(table.indicator.of), set()).update(columns)
        if self._wanted.keys() & {"contacts", "people"}:
            for name in contacts.parts_of(scope):
                self._wanted.setdefault(name, set()).update(contacts.PARTS[name])
        self._steps: Steps | None = before._steps if before is not None else None
        if progress is not None:  # both periods have the same sources
            self._steps = Steps(progress, 2 * len(self._wanted))

    @cached_property
    def homes(self) -> tuple[list[Home], list[Home]]:
        """Homes where fewer share a device, and those that are online now."""
        return homes_better_off(self._db, self._scope)

    def number(self, indicator: Indicator) -> int | None:
        """The number of an indicator; None where it cannot be narrowed as it is asked."""
        if not self._scope.cut.by <= cuts_of(indicator.of):
            return None
        return self.tally(indicator.of).of(indicator)

    def tally(self, name: str) -> Tally:
        """The rows of a source, counted once."""
        name = _counted_as(name)
        if name not in self._tallies:
            if self._steps is not None:
                self._steps.next()
            self._tallies[name] = self._counted(name)
        return self._tallies[name]

    def _counted(self, name: str) -> Tally:
        wanted = self._wanted.get(name, set())
        if name == "contacts":
            return contacts.contact_tally(self._scope, self.tally)
        if name == "people":
            return self._people(wanted)
        if name in _OF_HOMES:
            return _of_homes(self.homes[_OF_HOMES.index(name)])
        source, cut = SOURCES[name], self._scope.cut
        if not cut.by & OF_PERSON:
            return tallied(self._db, source, self._scope, wanted, self._read_once)
        whole = replace(self._scope, cut=replace(cut, areas=(), ages=()))
        return tallied(self._db, source, whole, wanted, self._read_once, among=self._fitting)

    @cached_property
    def _fitting(self) -> set[str]:
        """Everybody of the areas and ages.

        To look each up for a million visits would take ten times as long as the visits do.
        """
        return set(self._db.scalars(select(Person.id).where(*person_conditions(self._scope))))

    @cached_property
    def people(self) -> set[str]:
        """Everybody with a contact in the days, by id."""
        return contacts.people_ids(self._scope, self.tally)

    def _people(self, wanted: Set[str]) -> Tally:
        """Those of the days before are read beside them, and known there, too."""
        both = [self] if self._before is None else [self._before, self]
        those = [(one._scope, one.people) for one in both]
        found = contacts.people_tallies(self._db, those, wanted, self._earlier, self._read_once)
        if self._before is not None:
            self._before._tallies["people"] = found[0]
        return found[-1]

    def _read_once(self, words: Words) -> Mapping[str, str]:
        """What keys are called, read once for both periods."""
        if words not in self._looked_up:
            self._looked_up[words] = words(self._db)
        return self._looked_up[words]


def _counted_as(name: str) -> str:
    """The source with whose rows those of another are counted."""
    return (SOURCES[name].counted_with or name) if name in SOURCES else name


def _of_homes(homes: list[Home]) -> Tally:
    filling = Filling((), ("home_id", "person_id"))
    filling.add([(home.id, person_id) for home in homes for person_id in home.person_ids])
    return filling.tally
