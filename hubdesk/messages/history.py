"""What a change did, in words: Due date moved from Tue 25 Nov to Tue 2 Dec."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.held import COLUMNS, FLAGS
from hubdesk.messages.stages import stage_became

Value = str | int | date | datetime | None
MOST_LETTERS = 160  # of a value; a long note is read on its own page

# Beside the words for what is held on people: what only a history tells.
_MORE: dict[str, dict[str, str]] = {
    "person": {"born_on": "Birthday"},
    "loan": {"due_on": "Due date"},
    "agreement": {"signed_on": "Day of signing", "signed_how": "Signature"},
    "kit_item": {"name": "Part"},
    "learning_session": {
        "kind": "Kind",
        "title": "Title",
        "held_on": "Day",
        "starts_at": "Start",
        "ends_at": "End",
        "room": "Room",
        "venue": "Place",
        "tutor_id": "Tutor",
        "places": "Places",
        "interpreter": "Interpreter for",
        "has_bsl": "British Sign Language",
        "needs_check": "Background check needed",
        "break_minutes": "Break in minutes",
        "details": "What was agreed and said",
        "note": "Session note",
        "cancelled_why": "Why it is cancelled",
    },
    "head_count": {
        "planned": "Planned",
        "came": "Came",
        "year_group": "Year group",
        "girls": "Girls",
        "boys": "Boys",
        "pupil_premium": "Pupil Premium",
        "send": "SEND",
    },
    "meeting_action": {
        "text": "Action",
        "due_on": "Due date",
        "owner": "Who does it",
        "is_done": "Done",
    },
    "session_fund": {"share": "Share in per cent"},
    "account": {"name": "Name"},
    "fund": {"name": "Name", "code": "Code of the funder"},
    "organisation": {
        "name": "Name",
        "sort": "Sort",
        "urn": "URN",
        "contact": "Contact",
    },
    "framework": {
        "version": "Version",
        "title": "Name",
        "source": "Source",
        "source_url": "Address of the source",
        "licence": "Licence",
        "retrieved_on": "Taken from the source",
        "missing": "What it lacks",
        "is_proof_read": "Compared with its source",
        "is_offered": "Worked with",
    },
    "device_kind": {
        "name": "Name",
        "holds_data": "Holds people’s files",
        "usual_contents": "Comes with",
        "runs_days": "Days it runs",
        "is_given": "Given to keep",
    },
    "sending_place": {
        "name": "Name",
        "address": "Address",
        "on_metered": "Used where the line costs by the amount",
    },
    "standing_export": {"rhythm": "How often", "recipient_name": "Who gets it"},
    "opportunity": {
        "sort": "Sort",
        "title": "Title",
        "organisation": "Who offers it",
        "place": "Where",
        "pay": "Pay or cost",
        "about": "About it",
        "link": "Link",
        "contact": "Whom to ask",
        "closing_on": "Last day to apply",
        "closed_on": "Closed on",
        "is_public": "For everybody to read",
    },
    "agreement_template": {"title": "Title", "promises": "Promise"},
    "consent_wording": {"text": "Sentence"},
    "lending_policy": {
        "days": "Days of a loan",
        "renewals": "Renewals",
        "renewal_days": "Days of a renewal",
        "most_at_once": "At once",
        "min_age": "From what age",
        "guardian_under": "Parent or carer below",
    },
    "retention_rule": {"months": "Months", "why": "Reason"},
    "hub": {"name": "Name", "phone": "Phone", "address": "Address", "nation": "Nation"},
    "hub_setting": {"value": "Choice"},
    "skill_area": {"title": "Area", "is_whole": "Area with every skill of the source"},
    "statement": {"text": "Skill", "context": "Example", "is_put_away": "Skill put away"},
    "scale_step": {"title": "Step", "said": "Step, in one’s own words"},
    "device": {
        "kind_id": "Kind",
        "tag": "Label",
        "make": "Make",
        "model": "Model",
        "serial": "Serial number",
        "imei": "IMEI",
        "stage": "Where it stands",
        "stage_note": "Why it stands there",
        "condition": "Condition",
        "ownership": "Owned by",
        "fund_id": "Paid by",
        "place": "Place",
        "note": "Note",
    },
}
# What the words of the action say already.
_LEFT_OUT = frozenset(
    (
        ("code_of", "origin"),
        ("agreement", "body"),
        ("person", "born_precision"),
        ("not_same", "said_at"),
    )
)


# Kept as one text of many parts: that it changed is said, and the page shows what it is now.
_ONLY_THAT = frozenset((("learning_session", "details"), ("hub", "nation")))
_YES_OR_NO = FLAGS | {"has_bsl", "needs_check", "is_proof_read", "is_offered"}
_YES_OR_NO |= {"is_whole", "is_put_away", "holds_data", "is_given", "on_metered", "is_public"}
# Words of a choice, which would run into the sentence around them.
_QUOTED = frozenset(("condition", "ownership", "channel", "connection", "signed_how"))


def _t(text: str) -> str:
    return translate("History", text)


def change_words(
    table: str,
    column: str,
    old: Value,
    new: Value,
    *,
    today: date,
    zone: tzinfo | None = None,
    is_hidden: bool = False,
    is_erased: bool = False,
) -> str:
    """One change as a sentence without its full stop; empty for what is not told.

    `is_hidden`: whoever looks may know that it changed, and not from what to what.
    """
    if is_erased:
        return _t("What it said was erased")
    label = _label(table, column)
    if not label:
        return ""
    if is_hidden or (table, column) in _ONLY_THAT:
        return _t("{what} changed").format(what=label)
    if table == "device" and column in ("stage", "stage_note"):
        return _stage_change(column, str(new or ""))
    before, after = (_value_words(column, value, today, zone) for value in (old, new))
    if column == "due_on" and before and after:
        words = _t("{what} moved from {old} to {new}")
    elif before and after:
        words = _t("{what} changed from {old} to {new}")
    elif after:
        words = _t("{what} is now {new}")
    elif before:
        words = _t("{what} was {old}, now empty")
    else:
        return ""
    return words.format(what=label, old=before, new=after)


def _stage_change(column: str, new: str) -> str:
    """Where a device stands, as it is said at the desk; what it was the action before told."""
    if column == "stage":
        return stage_became(new)
    return _t("Why: {note}").format(note=_shortened(new)) if new else ""


def is_told(table: str, column: str) -> bool:
    """Whether a history has words for a column."""
    return bool(_label(table, column))


def _label(table: str, column: str) -> str:
    if (table, column) in _LEFT_OUT:
        return ""
    words = _MORE.get(table, {}).get(column) or COLUMNS.get(table, {}).get(column, "")
    return _t(words) if words else ""


def _value_words(column: str, value: Value, today: date, zone: tzinfo | None) -> str:
    if value is None or value == "":
        return ""
    if column in _YES_OR_NO:
        return _t("yes") if value else _t("no")
    if isinstance(value, datetime):
        there = value.astimezone(zone)
        on = i18n.short_day(there.date(), today)
        return _t("{day}, {time}").format(day=on, time=i18n.clock(there))
    if isinstance(value, date):
        return i18n.short_day(value, today) if column == "due_on" else i18n.plain_day(value)
    if isinstance(value, int):
        return "" if value < 0 or (column == "born_year" and value == 0) else str(value)
    shown = _shortened(value)
    return f"“{shown}”" if column in _QUOTED else shown


def _shortened(value: str) -> str:
    shown = ", ".join(" ".join(part.split()) for part in value.splitlines() if part.strip())
    return f"{shown[:MOST_LETTERS]}…" if len(shown) > MOST_LETTERS else shown
