"""One pass through the rows of a source. A million of them is read once, and no row is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from hubdesk.queries.figures.scope import Scope
from hubdesk.queries.figures.sources import Source, Words
from hubdesk.queries.figures.tally import ONCE, Alike, Row, Tally

# Python does nothing with more rows at once: the window beside it waits for its turn.
AT_ONCE: Final = 1_000
_BETWEEN: Final = ","  # ids that are handed out as one text
Lookup = Callable[[Words], Mapping[str, str]]


def tallied(
    db: Session,
    source: Source,
    scope: Scope,
    columns: Iterable[str],
    looked_up: Lookup,
    *,
    among: Set[str] | None = None,
) -> Tally:
    """The rows of a source by what is asked of them; of anybody else than `among`, none.

    What is looked up in Python is read under its key.
    """
    wanted = {*columns} if among is None else {*columns, "person_id"}
    names, kept = tuple(sorted(wanted - ONCE)), tuple(sorted(wanted & ONCE))
    words = [source.looked_up.get(name) for name in names]
    under = [by.key if by else name for name, by in zip(names, words, strict=True)]
    keys = tuple(dict.fromkeys(under))  # a skill, and by the same key its area
    called = [
        (keys.index(key), looked_up(by.read) if by else None)
        for key, by in zip(under, words, strict=True)
    ]
    said = _Said(called, len(keys)) if any(words) else None
    filling = Filling(names, kept, said, among)
    if source.together is not None:
        for part in read_in_parts(db, _gathered(source, scope, keys, kept)):
            filling.add_gathered(part)
        return filling.tally
    rows = source.rows(scope).subquery("rows_of").c
    for part in read_in_parts(db, select(*(rows[name] for name in (*keys, *kept) or ("id",)))):
        filling.add(part)
    return filling.tally


def _gathered(
    source: Source, scope: Scope, keys: Sequence[str], kept: Sequence[str]
) -> Select[*tuple[Any, ...]]:
    """What lies together as one row, with a text of the ids in it, or how many they are.

    To hand out each of a million rows took as long again as to read them.
    """
    query: Any = source.rows(scope)
    column = query.selected_columns
    last = ids_together(column[kept[0]]) if kept else func.count()
    alike = source.together(scope) if source.together else ()
    chosen: Select[*tuple[Any, ...]] = query.with_only_columns(
        *(column[key] for key in keys), last
    ).group_by(*alike)
    return chosen


def ids_together(column: Any) -> ColumnElement[str]:
    """The ids of rows that are handed out as one."""
    return func.aggregate_strings(column, _BETWEEN)


def ids_in(rows: Sequence[Row], at: int = 0) -> list[str]:
    """Each of them."""
    return _BETWEEN.join([row[at] for row in rows]).split(_BETWEEN)


def read_in_parts(
    db: Session, query: Select[*tuple[Any, ...]], facts: Mapping[str, Any] | None = None
) -> Iterator[list[Row]]:
    """Rows as the database hands them out: to wrap a million took longer than to read them."""
    result = db.connection().execute(query, facts)
    while part := list(result.cursor.fetchmany(AT_ONCE)) if result.cursor else []:
        yield part
    result.close()


def pairs_of(db: Session, query: Select[str, str]) -> dict[str, str]:
    """What each id is called."""
    found: dict[str, str] = {}
    for part in read_in_parts(db, query):
        found.update(part)
    return found


class Filling:
    """A tally in the making. Rows begin with its columns, or with what stands for them."""

    def __init__(
        self,
        columns: tuple[str, ...],
        kept: tuple[str, ...],
        said: _Said | None = None,
        among: Set[str] | None = None,
    ) -> None:
        self._said, self._many = said, said.many if said is not None else len(columns)
        self._kept, self._among = kept, among
        self._rows: defaultdict[Row, Alike] = defaultdict(self._none)
        self.tally = Tally(columns, kept, self._rows)

    def _none(self) -> Alike:
        return Alike(0, tuple(set() for _ in self._kept))

    def add(self, part: Sequence[Row]) -> None:
        """Some rows more."""
        first = self._many
        if self._among is not None:
            whom, among = first + self._kept.index("person_id"), self._among
            part = [row for row in part if row[whom] in among]
        for key, rows in self._alike(part):
            alike = self._rows[key]
            alike.many += len(rows)
            for at, seen in enumerate(alike.once, first):
                seen.update([row[at] for row in rows])
                seen.discard(None)

    def add_gathered(self, part: Sequence[Row]) -> None:
        """Some rows more, each of which stands for several: the text of their ids, or how many."""
        last, among = self._many, self._among
        for key, rows in self._alike(part):
            alike = self._rows[key]
            if not alike.once:
                alike.many += sum(row[last] for row in rows)
                continue
            ids = ids_in(rows, last)
            if among is not None:
                ids = [id for id in ids if id in among]
            alike.many += len(ids)
            alike.once[0].update(ids)

    def _alike(self, part: Sequence[Row]) -> Iterable[tuple[Row, list[Row]]]:
        found: defaultdict[Row, list[Row]] = defaultdict(list)
        many = self._many
        keys = self._said.of(part) if self._said is not None else [row[:many] for row in part]
        for key, row in zip(keys, part, strict=True):
            found[key].append(row)
        return found.items()


class _Said:
    """What the keys of rows are called: of each column its place among them, and the words.

    A column is looked up whole: most keys are of one row, as a device is lent once in a month.
    """

    def __init__(self, columns: Sequence[tuple[int, Mapping[str, str] | None]], many: int) -> None:
        self._columns, self.many = columns, many

    def of(self, part: Sequence[Row]) -> Iterable[Row]:
        """The words of each row, in order."""
        return zip(*[_column(part, at, words) for at, words in self._columns], strict=True)


def _column(part: Sequence[Row], at: int, words: Mapping[str, str] | None) -> list[Any]:
    if words is None:
        return [row[at] for row in part]
    called = words.get
    return [called(row[at], "") for row in part]
