"""The board of opportunities: what others offer, until its last day or until somebody closes it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final, TypedDict

from sqlalchemy.orm import Session

from hubdesk.errors.hub import FieldMissing
from hubdesk.errors.opportunities import ClosingPassed, LinkNotRight, OpportunityOver
from hubdesk.models import Opportunity, OpportunitySort
from hubdesk.operations.lending import found
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line, clean_note

# By column, what its field is called and the letters it holds.
LINES: Final = {
    "title": ("Title", 120),
    "organisation": ("Who offers it", 120),
    "place": ("Where", 160),
    "pay": ("Pay or cost", 120),
    "contact": ("Whom to ask", 160),
}
ABOUT: Final = ("About it", 2000)
_LINK = re.compile(
    r"https?://[^\s/?#@<>\"']+(\.[^\s/?#@<>\"']+)+([/?#][^\s<>\"']*)?", re.IGNORECASE
)


class OpportunityFacts(TypedDict, total=False):
    """What is known of one, as it was typed."""

    sort: str
    title: str
    organisation: str
    place: str
    pay: str
    about: str
    link: str
    contact: str
    closing_on: date | None
    is_public: bool


def add_opportunity(db: Session, *, facts: OpportunityFacts, now: datetime) -> Opportunity:
    """Put one on the board.

    Refuses FieldMissing without a title, TextTooLong, ChoiceUnknown, LinkNotRight, and
    ClosingPassed for a last day that is over.
    """
    columns = _columns(facts, now.date())
    if not columns.get("title"):
        raise FieldMissing("Title")
    columns.setdefault("sort", OpportunitySort.JOB)
    made = Opportunity(opened_on=now.date(), **columns)
    db.add(made)
    db.flush()
    return made


def change_opportunity(
    db: Session, *, opportunity_id: str, facts: OpportunityFacts, now: datetime
) -> Opportunity:
    """Say it better, or give it another last day. Only the facts handed in are touched.

    Without a last day it stands for its weeks from today again. Refuses NotFound, OpportunityOver
    and what `add_opportunity` refuses.
    """
    row = _open(db, opportunity_id)
    columns = _columns(facts, now.date(), stood=row.closing_on)
    if columns.get("title") == "":
        raise FieldMissing("Title")
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed and row.closing_on is None:
        row.opened_on = now.date()
    db.flush()
    return row


def close_opportunity(db: Session, *, opportunity_id: str, now: datetime) -> Opportunity:
    """It is taken, or over sooner: it leaves the board at once. Refuses OpportunityOver."""
    row = _open(db, opportunity_id)
    row.closed_on = now.date()
    db.flush()
    return row


def take_opportunity_away(db: Session, *, opportunity_id: str) -> Opportunity:
    """It should not have been there at all. Refuses NotFound."""
    row = found(db, Opportunity, opportunity_id)
    row.deleted = True
    db.flush()
    return row


def read_link(text: str, field: str = "Link") -> str:
    """The address of a page, with https:// where nothing stands before it. LinkNotRight."""
    typed = clean_line(text, field, 400)
    if not typed:
        return ""
    link = typed if "://" in typed else f"https://{typed}"
    if not _LINK.fullmatch(link):
        raise LinkNotRight(typed)
    return link


def _open(db: Session, opportunity_id: str) -> Opportunity:
    row = found(db, Opportunity, opportunity_id)
    if row.closed_on is not None:
        raise OpportunityOver(row.title)
    return row


def _columns(facts: OpportunityFacts, today: date, *, stood: date | None = None) -> dict[str, Any]:
    """The facts as the columns hold them. A last day that `stood` may be over by now."""
    given: dict[str, Any] = dict(facts)
    columns: dict[str, Any] = {
        name: clean_line(given[name], *LINES[name]) for name in LINES if name in given
    }
    if "about" in given:
        columns["about"] = clean_note(given["about"], *ABOUT)
    if "sort" in given:
        columns["sort"] = one_of(OpportunitySort, given["sort"], "Sort")
    if "link" in given:
        columns["link"] = read_link(given["link"])
    if "is_public" in given:
        columns["is_public"] = int(bool(given["is_public"]))
    if "closing_on" in given:
        closing_on = given["closing_on"]
        if closing_on is not None and closing_on < today and closing_on != stood:
            raise ClosingPassed(closing_on, today)
        columns["closing_on"] = closing_on
    return columns
