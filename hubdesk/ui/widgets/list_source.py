"""Where the rows of a long list come from: a count and windows, looked at through the doors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from hubdesk.queries.places import Places
from hubdesk.ui.doors import Doors
from hubdesk.ui.widgets.list_model import HasId

Row = TypeVar("Row", bound=HasId)


class Windows(Generic[Row]):
    """A Source out of two queries that know the day and what a list is narrowed to.

    `narrowed_by` is what they call that. What is known of where rows stand holds for one count.
    """

    def __init__(
        self,
        doors: Doors,
        count: Callable[..., int],
        window: Callable[..., list[Row]],
        narrowed_by: str = "filters",
    ) -> None:
        self._doors, self._count, self._window = doors, count, window
        self._narrowed_by = narrowed_by
        self._counted = 0
        self._places: defaultdict[tuple[str, bool], Places] = defaultdict(Places)

    def count(self, filters: Any) -> int:
        """How many rows fit."""
        facts = {"today": self._doors.today(), self._narrowed_by: filters}
        self._places.clear()
        self._counted = self._doors.look(lambda db: self._count(db, **facts))
        return self._counted

    def read_window(
        self, offset: int, limit: int, sort: str, descending: bool, filters: Any
    ) -> Sequence[Row]:
        """The rows of a window."""
        facts = {"today": self._doors.today(), self._narrowed_by: filters}
        return self._doors.look(
            lambda db: self._window(
                db,
                sort=sort,
                descending=descending,
                offset=offset,
                limit=limit,
                count=self._counted,
                places=self._places[sort, descending],
                **facts,
            )
        )
