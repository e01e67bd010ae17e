"""A published report as text that is kept, and the same report read back, to the digit."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from hubdesk.queries.figure_rows import WhyHidden
from hubdesk.queries.report_rows import PublishedReport

FORMAT: Final = "hubdesk published 1"


def body_of(report: PublishedReport) -> str:
    """The report as JSON: equal reports give equal text."""
    body = {"format": FORMAT, **asdict(report)}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, default=_day)


def report_of(body: str) -> PublishedReport:
    """The report a body holds. ValueError for one that a newer HubDesk wrote, or that is damaged.

    What an older HubDesk did not know yet takes its default.
    """
    said = json.loads(body)
    if not isinstance(said, dict) or said.pop("format", None) != FORMAT:
        raise ValueError("no published report of ours")
    found = _read(PublishedReport, said)
    assert isinstance(found, PublishedReport)
    return found


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _read(kind: Any, said: Any) -> Any:
    """`said` as a value of a kind: a frozen row, a tuple of them, a day or plain."""
    if get_origin(kind) in (Union, UnionType):
        if said is None:
            return None
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        known = {field.name for field in fields(kind)}
        return kind(**{name: _read(hints[name], said[name]) for name in known & set(said)})
    if get_origin(kind) is tuple:
        of = get_args(kind)[0]
        return tuple(_read(of, one) for one in said)
    if kind is date:
        return date.fromisoformat(said)
    if kind is WhyHidden:
        return WhyHidden(said)
    if not isinstance(said, kind):
        raise ValueError(f"{said!r} is no {kind.__name__}")
    return said
