"""What somebody gave the hub, as plain values to take along to another service.

The law asks for what they told or what is known because they came (UK GDPR, article 20), and not
for what the hub wrote about them. Which is which is said for every table and column here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.messages.held import FLAGS
from hubdesk.models import Seen
from hubdesk.queries.held import HeldRow, held_on
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.papers import HubOnPaper
from hubdesk.queries.their_file import Initials, numbers_of

Plain = str | int | bool

# By table, the columns that are theirs. A reference is named by what it points at.
GAVE: Final[dict[str, tuple[str, ...]]] = {
    "person": (
        *("display_name", "known_as", "born_precision", "born_on", "born_year", "age_band"),
        *("phone", "email", "channel", "language", "wants_interpreter", "safe_to_leave_message"),
        *("do_not_post", "address", "address_withheld", "no_fixed_address", "postcode"),
        *("heard_from", "guardian_name", "guardian_phone", "joined_on"),
    ),
    "support_need": ("need",),
    "emergency_contact": ("name", "relation", "phone"),
    "household": ("connection", "working_devices", "people_learning", "asked_on"),
    "consent": ("purpose", "wording_version", "wording_id", "is_given", "given_on", "how"),
    "loan": ("device_id", "lent_at", "due_first_on", "returned_at"),
    "gift": ("device_id", "given_at", "ends_on"),
    "agreement": ("purpose", "code", "made_at", "signed_on", "signed_how"),
    "enrolment": ("session_id", "series_id", "asked_at", "from_on", "left_on"),
    "attendance": ("session_id", "mark", "minutes", "came_at"),
    "presence": ("session_id", "came_at", "left_at"),
    "session_helper": ("session_id",),
    "goal": ("text", "set_on", "reached_on"),
    "story": (
        *("who", "text", "told_on", "agreed_on", "taken_back_on", "work", "link", "shown_on"),
        "hidden_on",
    ),
    "newsletter_sign_up": ("name", "email", "wording_version", "agreed_on", "taken_back_on"),
    "destination": ("outcome", "starts_on", "told_on"),
    "judgement": ("statement_id", "step_id", "judged_on"),  # what they said of themselves alone
    "rights_request": ("asked", "came_on", "how", "note"),
    "complaint": ("about", "came_on", "how"),
}
# By table, why nothing of it is theirs to take along. They can read all of it in their copy.
THE_HUBS: Final[dict[str, str]] = {
    "person_role": "how the hub sorts people",
    "code_of": "a number the hub gave",
    "person_merge": "what the hub did with two records",
    "not_same": "what the hub found of two records",
    "person_note": "the hub's own words",
    "loan_event": "how the hub kept its list of devices",
    "staff_check": "what the hub checked",
    "award": "the hub's paper, which they have in hand",
    "award_event": "what happened to the hub's paper",
    "follow_up": "a day the hub planned",
    "legal_hold": "why the hub keeps the record",
    "restriction": "what the hub did at their wish",
    "rights_step": "how the hub answered",
    "access_event": "who of the hub looked",
}


@dataclass(frozen=True, slots=True)
class Portable:
    """Records by the name of their table, each a few plain values under fixed names."""

    person_id: str
    name: str
    hub: HubOnPaper
    made_on: date
    records: tuple[tuple[str, tuple[dict[str, Plain], ...]], ...]


def what_they_gave(
    db: Session, person_id: str, *, now: datetime, hidden: Iterable[str] = ()
) -> Portable | None:
    """All of it, with the names in `hidden` as initials; None if they are not here any more."""
    held = held_on(db, person_id)
    if held is None:
        return None
    names = tuple(hidden)
    hide = Initials((*names, *numbers_of(held, names)))
    records = []
    for table in GAVE:
        rows = [_plain(row, hide) for row in held.of((table,)) if _is_theirs(row)]
        if rows := [row for row in rows if row]:
            records.append((table, tuple(rows)))
    return Portable(person_id, held.name, hub_on_paper(db), now.date(), tuple(records))


def _is_theirs(row: HeldRow) -> bool:
    """What was taken back is a slip, and what a tutor saw is the tutor's."""
    facts = {fact.column: fact.value for fact in row.facts}
    return not row.is_deleted and (row.table != "judgement" or facts.get("method") == Seen.SELF)


def _plain(row: HeldRow, hide: Initials) -> dict[str, Plain]:
    facts = {fact.column: fact.value for fact in row.facts}
    found: dict[str, Plain] = {}
    for column in GAVE[row.table]:
        value = facts.get(column)
        if value is None or value == -1:  # -1 is not asked
            continue
        name = column.removesuffix("_id")
        if column in FLAGS:
            found[name] = bool(value)
        elif isinstance(value, date):  # a moment is one, too
            found[name] = value.isoformat()
        else:
            found[name] = hide(value) if isinstance(value, str) else value
    return found
