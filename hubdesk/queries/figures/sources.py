"""What figures are counted out of: one selectable of rows for each sort of fact, by its name.

A figure counts rows of a source, and the list behind the figure is the same rows. So the two
cannot differ. Each row has an `id`; `person_id` where it is about one, `share` (per cent, of the
fund that figures are narrowed to) where it is about a session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select

from hubdesk.queries.figures.scope import Scope

Chosen = Select[*tuple[Any, ...]]
Rows = Chosen | CompoundSelect[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one sort of fact. `cuts` says what they can be narrowed by."""

    name: str
    rows: Callable[[Scope], Rows]
    cuts: frozenset[str]
