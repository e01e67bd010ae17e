"""The plain words for what is held on a person: its groups, its columns, why it is kept.

Screen, paper and the file in JSON read the same tables. A test finds a column nobody gave words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.held_learning import OF_LEARNING

Value = str | int | date | datetime


def _t(text: str) -> str:
    return translate("Held", text)


@dataclass(frozen=True, slots=True)
class Group:
    """Some tables that belong together. `record` names the rule that says for how long."""

    key: str
    words: str
    icon: str
    tables: tuple[str, ...]
    why: str
    record: str


GROUPS = (
    Group(
        "who",
        "Who they are",
        "users",
        (
            *("person", "person_role", "support_need", "emergency_contact", "code_of"),
            *("person_merge", "not_same"),
        ),
        "To know who is at the desk, how to reach them and what helps them.",
        "people",
    ),
    Group(
        "home",
        "What is at home",
        "house",
        ("household",),
        "To lend what a home needs. Told by themselves, and shared by who lives there.",
        "people",
    ),
    Group(
        "consents",
        "What they agreed to",
        "file-check",
        ("consent", "newsletter_sign_up"),
        "To show what somebody said yes or no to, and when.",
        "people",
    ),
    Group(
        "notes",
        "Notes about them",
        "sticky-note",
        ("person_note",),
        "So that the next volunteer knows what was agreed.",
        "people",
    ),
    Group(
        "things",
        "What they borrowed and were given",
        "laptop",
        ("loan", "loan_event", "gift"),
        "To know where each device is, and for the hub's accounts.",
        "loans",
    ),
    Group(
        "learning",
        "Sessions they came to",
        "calendar-days",
        ("enrolment", "attendance", "session_helper", "staff_check"),
        "To keep a place for them, to know who came, and for those who pay for sessions.",
        "people",
    ),
    Group(
        "building",
        "When they were in the building",
        "log-in",
        ("presence",),
        "To call everybody by name if there is a fire.",
        "presence",
    ),
    Group(
        "certificates",
        "Certificates",
        "award",
        ("award", "award_event"),
        "To print one again, and to say whether one that is shown holds.",
        "people",
    ),
    Group(
        "skills",
        "What they learned",
        "chart-no-axes-column",
        ("judgement", "goal", "destination", "follow_up", "story"),
        "To show them how far they came, and for those who pay for sessions.",
        "people",
    ),
    Group(
        "agreements",
        "Agreements",
        "file-text",
        ("agreement",),
        "The promises both sides made. A claim can be brought for six years.",
        "loans",
    ),
    Group(
        "rights",
        "Their rights and complaints",
        "scale",
        (
            *("rights_request", "rights_step", "restriction", "complaint", "legal_hold"),
            "access_event",
        ),
        "To show that they were answered in time, and who looked.",
        "requests",
    ),
)

TABLES = {
    "person": "Details",
    "person_role": "Role",
    "support_need": "What helps",
    "code_of": "Card",
    "person_merge": "Two records made one",
    "not_same": "Looked at and found to be somebody else",
    "household": "Home",
    "consent": "Consent",
    "newsletter_sign_up": "Signed up for the newsletter",
    "person_note": "Note",
    "emergency_contact": "Whom to ring",
    "enrolment": "Place at a session",
    "attendance": "On a register",
    "presence": "In the building",
    "session_helper": "Helped at a session",
    "staff_check": "Background check",
    "award": "Certificate",
    "award_event": "What happened to a certificate",
    "judgement": "What they could do",
    "goal": "Goal",
    "story": "Story",
    "destination": "What they do now",
    "follow_up": "A day to ask how they got on",
    "loan": "Loan",
    "loan_event": "What happened to a loan",
    "gift": "Given for good",
    "agreement": "Agreement",
    "rights_request": "Request",
    "rights_step": "Step of a request",
    "restriction": "Kept and not used",
    "complaint": "Complaint",
    "legal_hold": "Kept for a reason in law",
    "access_event": "Somebody looked at their page",
}

# By table, then by column. What is not here stands in LEFT_OUT with its reason.
COLUMNS: dict[str, dict[str, str]] = {
    **OF_LEARNING,
    "person": {
        "display_name": "Name",
        "known_as": "Likes to be called",
        "born_precision": "Birth date known",
        "born_on": "Born on",
        "born_year": "Year of birth",
        "age_band": "Age band",
        "phone": "Phone",
        "email": "E-mail",
        "channel": "How to reach them",
        "language": "Language",
        "wants_interpreter": "Wants an interpreter",
        "safe_to_leave_message": "Safe to leave a message",
        "do_not_post": "Send nothing by post",
        "address": "Address",
        "address_withheld": "Address withheld",
        "no_fixed_address": "No fixed address",
        "postcode": "Postcode",
        "heard_from": "Heard of the hub from",
        "guardian_name": "Parent or carer",
        "guardian_phone": "Parent or carer's phone",
        "joined_on": "Joined on",
    },
    "person_role": {"role": "Role"},
    "support_need": {"need": "What helps"},
    "code_of": {"shown": "Number", "origin": "Sort of number"},
    "person_merge": {"from_id": "The other record", "merged_at": "When"},
    "not_same": {"said_at": "When"},
    "household": {
        "connection": "Internet at home",
        "working_devices": "Working devices at home",
        "people_learning": "People learning at home",
        "asked_on": "Asked on",
    },
    "consent": {
        "purpose": "About",
        "wording_version": "Version of the words",
        "wording_id": "The words",
        "is_given": "Said yes",
        "given_on": "On",
        "how": "How",
    },
    "person_note": {
        "text": "Note",
        "missing": "Still to come back",
        "loan_id": "About the loan of",
        "noted_at": "Written",
        "is_done": "Ticked off",
    },
    "emergency_contact": {"name": "Name", "relation": "Who they are", "phone": "Phone"},
    "staff_check": {
        "level": "Level",
        "number": "Number",
        "issued_on": "Issued on",
        "review_on": "Look again on",
    },
    "loan": {
        "device_id": "Device",
        "lent_at": "Lent",
        "due_first_on": "Due at first",
        "due_on": "Due",
        "contents": "Went out with it",
        "condition_out": "Condition",
        "override_reason": "Why a rule was set aside",
        "state": "Where it stands",
        "returned_at": "Came back",
        "renewals": "Times kept longer",
        "missing": "Not back yet",
    },
    "loan_event": {
        "loan_id": "Device",
        "kind": "What",
        "happened_at": "When",
        "due_on": "New due day",
        "condition": "Condition",
        "missing": "Did not come back",
        "item": "Part",
        "note": "Note",
    },
    "gift": {
        "device_id": "Thing",
        "given_at": "Given",
        "ends_on": "Ends on",
        "contents": "Came with it",
        "override_reason": "Why a rule was set aside",
        "is_followed_up": "Spoken about before its end",
    },
    "agreement": {
        "template_id": "Wording",
        "purpose": "For",
        "code": "Number",
        "body": "What it lists",
        "large_print": "In large print",
        "made_at": "Made",
        "signed_on": "Signed on",
        "signed_how": "Signed how",
    },
    "award": {
        "template_id": "Look",
        "replaces_id": "In place of",
        "session_id": "Session",
        "series_id": "Course",
        "sort": "For",
        "name": "Name as printed",
        "what": "What it is for",
        "code": "Number",
        "body": "What else it says",
        "awarded_on": "Awarded on",
        "awarded_at": "Made",
    },
    "award_event": {
        "award_id": "Certificate",
        "kind": "What",
        "why": "Why",
        "happened_at": "When",
    },
    "access_event": {"happened_at": "When"},
    "rights_request": {
        "asked": "Asked for",
        "came_on": "Came on",
        "how": "How",
        "note": "Note",
    },
    "rights_step": {
        "request_id": "Asked for",
        "kind": "What",
        "happened_on": "On",
        "note": "Note",
    },
    "restriction": {
        "ground": "Why",
        "asked_by": "Who asked",
        "why": "What they said",
        "since_on": "Since",
        "told_on": "Told that it ends",
        "lifted_on": "Ended on",
        "lifted_why": "Why it ended",
    },
    "complaint": {
        "came_on": "Came on",
        "how": "How",
        "about": "What about",
        "acknowledged_on": "Acknowledged on",
        "finding": "What was found",
        "told_on": "Told on",
    },
    "legal_hold": {"why": "Why", "since_on": "Since"},
}
LEFT_OUT: dict[str, dict[str, str]] = {
    "person": {
        "sort_name": "the name again, folded for lists",
        "phone_key": "the phone again, as it is dialled",
        "household_id": "an id; the home is a group of its own",
    },
    "code_of": {
        "value": "the number again, folded",
        "tail": "the number again, from its end",
        "device_id": "of a device, never of a person",
    },
    "access_event": {
        "what": "it could tell that there is a safeguarding concern",
        "why": "it could tell that there is a safeguarding concern",
        "account_id": "an id of the staff",
        "times": "always once for a look",
    },
    "person_note": {"kind": "seen from what it says"},
    "not_same": {"other_id": "it names somebody else"},
    "attendance": {"nth": "which visit of the day it was; each has a row"},
    "session_helper": {"account_id": "an id of the staff"},
    "staff_check": {"account_id": "an id of the staff"},
    "judgement": {"account_id": "an id of the staff"},
    "follow_up": {"destination_id": "the answer is a record of its own"},
    "loan": {
        "handing_id": "an id that ties together what was lent at once",
        "policy": "the hub's rule on the day",
    },
    "loan_event": {"heads": "ids of other steps"},
    "gift": {"handing_id": "an id that ties together what was given at once"},
    "agreement": {
        "handing_id": "an id that ties it to the loan",
        "signature_path": "a drawing; it is on the agreement that can be printed",
    },
}
FLAGS = frozenset(
    (
        *("is_walk_in", "with_help"),
        *("wants_interpreter", "safe_to_leave_message", "do_not_post", "address_withheld"),
        *("no_fixed_address", "is_given", "is_done", "is_followed_up", "large_print"),
    )
)
SAID_WHEN_NO = frozenset(("is_given", "safe_to_leave_message"))
_NOT_ASKED = frozenset(("working_devices", "people_learning"))


def label(table: str, column: str) -> str:
    """What a column is called, or empty where it is left out."""
    return _t(COLUMNS.get(table, {}).get(column, ""))


def value_words(column: str, value: Value, zone: tzinfo | None) -> str:
    """A value as it is read; empty where it says nothing."""
    if column in FLAGS:
        return _t("yes") if value else (_t("no") if column in SAID_WHEN_NO else "")
    if isinstance(value, datetime):
        there = value.astimezone(zone)
        return _t("{day}, {time}").format(day=i18n.plain_day(there.date()), time=i18n.clock(there))
    if isinstance(value, date):
        return i18n.plain_day(value)
    if isinstance(value, int):
        return "" if value < 0 or (value == 0 and column not in _NOT_ASKED) else str(value)
    return value


_OF_A_SESSION = ("learning_session", "meeting_action", "tutor_comment")


def mention_words(table: str, label_: str) -> str:
    """Where a record that is not about them names them."""
    if table == "device":
        return _t("In what is written about {tag}").format(tag=label_)
    if table in _OF_A_SESSION and label_:
        return _t("In what is written about the session {title}").format(title=label_)
    if table == "handover_note":
        return _t("In a note for whoever works next, of {day}").format(day=label_)
    if label_:
        return _t("On the page of {name}").format(name=label_)
    return _t("In what the hub says of itself")
