"""Who may do what: one table of verb and role, asked at the one door and nowhere else.

A verb is the string a change is sealed with; "see …" is a look that needs a right. Whoever holds
several roles may do what any of them may. Undoing needs the right of the verb that is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from hubdesk.errors.rights import NotAllowed
from hubdesk.models import StaffRole
from hubdesk.models.staff import roles_in

VOLUNTEER, FRONT_DESK, TUTOR, MANAGER, LEAD, DEPUTY = StaffRole

AT_WORK: Final = tuple(StaffRole)  # whatever the role: everybody may stand at the desk
FRONT: Final = (FRONT_DESK, MANAGER)
TEACHING: Final = (FRONT_DESK, TUTOR, MANAGER)
TUTORS: Final = (TUTOR, MANAGER)
MANAGERS: Final = (MANAGER,)
SAFEGUARDING: Final = (LEAD, DEPUTY)

Roles = tuple[StaffRole, ...]

TABLE: Final[dict[str, dict[str, Roles]]] = {
    "loans": {
        "lend": AT_WORK,
        "give": AT_WORK,
        "return": AT_WORK,
        "amend return": AT_WORK,
        "item back": AT_WORK,
        "renew": AT_WORK,
        "call": AT_WORK,
        "amend call": AT_WORK,
        "follow up": AT_WORK,
        "sign agreement": AT_WORK,
        "make agreement": AT_WORK,
    },
    "people": {
        "register person": AT_WORK,
        "edit person": AT_WORK,
        "note": AT_WORK,
        "tick off note": AT_WORK,
        "consent": AT_WORK,
        "withdraw consent": AT_WORK,  # as easily as it was given: UK GDPR, article 7(3)
        "assign card": AT_WORK,
        "household": AT_WORK,
        "needs": AT_WORK,
        "roles": TEACHING,
        "merge people": FRONT,
        "take apart": FRONT,
        "two people": FRONT,
        "import people": MANAGERS,
    },
    "sessions": {
        "plan session": TEACHING,
        "change session": TEACHING,
        "move session": TEACHING,
        "cancel session": TEACHING,
        "replace tutor": TEACHING,
        "note session": TEACHING,
        "book place": AT_WORK,
        "give back place": AT_WORK,
        "give place": AT_WORK,
        "add action": TEACHING,
        "tick off action": AT_WORK,
        "add fund": MANAGERS,
        "change fund": MANAGERS,
        "put away fund": MANAGERS,
        # whoever it is of: a tutor who could write down their own check would check themselves
        "record check": MANAGERS,
        "put away check": MANAGERS,
        "see checks": MANAGERS,
        "see check dates": TEACHING,  # of who speaks at a visit: who plans it answers for it
    },
    "register": {
        "sign in": AT_WORK,  # whoever stands at the door
        "mark": TEACHING,
        "mark rest": TEACHING,
        "note attendance": TEACHING,
        "finish register": TEACHING,
        "reopen register": TEACHING,
        "count heads": TEACHING,
        "visit": AT_WORK,
        "enquiry": AT_WORK,
        "emergency contact": AT_WORK,
        "see emergency contacts": (*TEACHING, *SAFEGUARDING),
        "see needs": TEACHING,  # of a whole class, with what is noted about each
    },
    "paper hub": {
        "make paper pack": AT_WORK,
        "enter slip": AT_WORK,  # whoever may lend may type in what was lent
        "tick off slips": AT_WORK,
    },
    "appointments": {
        "book appointment": AT_WORK,
        "set helper hours": TEACHING,
    },
    "visits": {
        "add speaker": TEACHING,
        "take speaker away": TEACHING,
        "school answer": TEACHING,
        "write decisions": TEACHING,
    },
    "building": {
        "come in": AT_WORK,
        "leave": AT_WORK,
        "begin shift": AT_WORK,
        "end shift": AT_WORK,
        "hand over": AT_WORK,
        "tick off handover": AT_WORK,
        "see hours": MANAGERS,
    },
    "figures": {
        "see figures": TEACHING,
        "see figure rows": MANAGERS,
        "set target": MANAGERS,
        "put away target": MANAGERS,
        "add report template": MANAGERS,
        "save report": MANAGERS,
        "change saved report": MANAGERS,
        "put away saved report": MANAGERS,
        "make report": MANAGERS,
        "tell story": AT_WORK,
        "agree to story": AT_WORK,
        "take back story": AT_WORK,  # as easily as it was agreed to
        "comment": TEACHING,
        "put away comment": TEACHING,
        "log consultation": MANAGERS,
        "put away consultation": MANAGERS,
        "value gift": MANAGERS,
        "import benchmarks": MANAGERS,
        "put away benchmark": MANAGERS,
    },
    "opportunities": {
        "add opportunity": TEACHING,
        "change opportunity": TEACHING,
        "close opportunity": TEACHING,
        "take opportunity away": TEACHING,
    },
    "this week": {
        "leave session out": TEACHING,
        "put session in": TEACHING,
        "show story": AT_WORK,
        "hide story": AT_WORK,  # as easily as it was agreed to
    },
    "newsletter": {
        "sign up": AT_WORK,
        "take back sign-up": AT_WORK,  # as easily as it was given
        "know sign-up": FRONT,
        "see newsletter": FRONT,
    },
    "certificates": {
        "award certificate": TEACHING,
        "print certificate": TEACHING,
        "correct certificate": TEACHING,
        "withdraw certificate": (TUTOR, MANAGER),
    },
    "skills": {
        "self-check": AT_WORK,  # whoever sits with somebody on their first day
        "judge": TEACHING,
        "judge class": TEACHING,
        "cover skills": TEACHING,
        "set goal": TEACHING,
        "reach goal": TEACHING,
        "plan follow-ups": TEACHING,
        "record outcome": AT_WORK,  # whoever picks up the phone
        "add skills list": TUTORS,
        "offer skills list": TUTORS,
        "confirm skills list": MANAGERS,  # they answer for what is counted out of it
        "add skill": TUTORS,
        "rename skill": TUTORS,
        "put away skill": TUTORS,
        "bring back skill": TUTORS,
    },
    "devices": {
        "seen": AT_WORK,  # written down on the way, whoever scans
        "found": AT_WORK,
        "make ready": AT_WORK,
        "lost": FRONT,
        "repair": FRONT,
        "put back": FRONT,
        "add device": FRONT,
        "edit device": FRONT,
        "link code": FRONT,
        "unlink code": FRONT,
        "change kit": FRONT,
        "reserve labels": FRONT,
        "withdraw": MANAGERS,
        "import devices": MANAGERS,
    },
    "hub": {
        "change hub": MANAGERS,
        "change setting": MANAGERS,
        "close days": MANAGERS,
        "reopen days": MANAGERS,
        "change policy": MANAGERS,
        "add kind": MANAGERS,
        "change kind": MANAGERS,
        "put away kind": MANAGERS,
        "change template": MANAGERS,
        "change wording": MANAGERS,
        "change certificate": MANAGERS,
        "add practice": MANAGERS,
        "remove practice": MANAGERS,
    },
    "staff": {
        "add staff": MANAGERS,
        "rename staff": MANAGERS,
        "change roles": MANAGERS,
        "put away staff": MANAGERS,
        "bring back staff": MANAGERS,
        "see who looked": MANAGERS,
    },
    "lock": {
        "change passphrase": AT_WORK,  # their own: nobody else's opens by what they type
        "set own PIN": AT_WORK,
        "set PIN": MANAGERS,
        "take PIN away": MANAGERS,
        "give badge": MANAGERS,
        "take badge away": MANAGERS,
        "give passphrase": MANAGERS,
        "change key": MANAGERS,
        "print recovery sheet": MANAGERS,
    },
    "copies": {
        "make copy": AT_WORK,  # whoever thinks of it does no harm
        "choose place for copies": MANAGERS,
        "bring back copy": MANAGERS,  # its own steps ask for the passphrase
        "take everything": MANAGERS,
        "make pages": TEACHING,  # of what everybody may read, as a folder
        "take addresses": MANAGERS,  # of all who get the newsletter
        "take list": AT_WORK,  # as a file; whoever may print it may save it
        "receive": MANAGERS,  # a bundle of the hub's own, kept beside the records
    },
    "safeguarding": {
        "record concern": AT_WORK,  # anybody may have a worry; nobody at the desk reads it back
        "see safeguarding": SAFEGUARDING,
        "safeguarding key": SAFEGUARDING,
        "add to concern": SAFEGUARDING,
        "close concern": SAFEGUARDING,
        "reopen concern": SAFEGUARDING,
        "show concern": SAFEGUARDING,
        "seal concerns again": SAFEGUARDING,
        "let go of concern": SAFEGUARDING,
    },
    "equality": {
        "give equality form": AT_WORK,  # the learner at the screen, or the desk from paper
        "equality key": MANAGERS,
        "open equality forms": MANAGERS,
        "publish equality": MANAGERS,
        "see equality": MANAGERS,
    },
    "privacy": {
        "see held": MANAGERS,
        "see whole file": MANAGERS,  # what a copy for somebody is made of
        "see privacy": MANAGERS,
        "change rule": MANAGERS,
        "hold": MANAGERS,
        "lift hold": MANAGERS,
        "restrict use": MANAGERS,
        "lift restriction": MANAGERS,
        "rights request": AT_WORK,  # whoever is asked has to write it down
        "rights step": MANAGERS,
        "complaint": AT_WORK,
        "acknowledge complaint": MANAGERS,
        "answer complaint": MANAGERS,
        "breach": AT_WORK,
        "decide breach": MANAGERS,
        "erase person": MANAGERS,
        "erase proposed": MANAGERS,
        "forget presence": MANAGERS,
        "forget breaches": MANAGERS,
        "forget staff": MANAGERS,
        "forget taken back": MANAGERS,
        "forget complaints": MANAGERS,
        "forget stories": MANAGERS,
    },
    "leaving": {
        "set up place": MANAGERS,
        "change place": MANAGERS,
        "let go of place": MANAGERS,
        "see leaving": MANAGERS,
        "agree export": MANAGERS,
        "change export": MANAGERS,
        "stop export": MANAGERS,
        "unlink region": MANAGERS,
    },
    "sending": {
        # by itself, whoever is at the desk: what may leave was agreed to before
        "seal parcel": AT_WORK,
        "try parcel": AT_WORK,
        "parcel sent": AT_WORK,
        "send now": AT_WORK,
        "save to stick": MANAGERS,  # whoever carries it holds what leaves
        "take back parcel": MANAGERS,
    },
    "watching": {  # that somebody looked is always written down
        "saw": AT_WORK,
        "took out": AT_WORK,
        "wrong lock": AT_WORK,
        "clock": AT_WORK,
        "recovered": AT_WORK,
    },
    "work": {
        "draft": AT_WORK,
        "make keys": AT_WORK,  # of this computer, for bundles: made by themselves at the first one
    },
}
# What is done before anybody is at the desk, and what an undo is called itself.
BEFORE_ANYBODY: Final = frozenset(
    ("set up hub", "unattributed", "note ways in", "open stream", "erase again", "undo")
)
# Done only after the passphrase was typed again: what hands out rights, takes all of somebody's
# out of the records, or cannot be undone.
AGAIN: Final = frozenset(
    (
        *("add staff", "change roles", "put away staff", "bring back staff"),
        *("set PIN", "give badge", "give passphrase", "change key"),
        *("erase person", "erase proposed", "see whole file"),
        *("forget presence", "forget breaches", "forget staff", "forget taken back"),
        *("forget complaints", "forget stories"),
        *("take everything", "take list", "take addresses"),
        "publish equality",
        *("agree export", "change export", "unlink region"),
        *("set up place", "change place"),  # where records go, and by which password
    )
)

# What only some may see is not told to others as something that was done, either.
_TOLD_BY: Final[dict[str, tuple[str, ...]]] = {
    "see checks": ("record check", "put away check"),
    "see privacy": ("hold", "lift hold", "rights step"),
}
# That somebody complained: among all that was done it names nobody, in their own history it does.
_COMPLAINTS: Final = ("complaint", "acknowledge complaint", "answer complaint")

# What may be said against somebody who works here, and what the law counts days from: whoever
# wrote it down takes a slip back, and else a manager.
_THEIR_WORD: Final = frozenset(("complaint", "breach", "rights request"))

_ALL: Final = {verb: roles for nouns in TABLE.values() for verb, roles in nouns.items()}


def verbs() -> list[str]:
    """Every verb of the table, in its order."""
    return list(_ALL)


def who_can(verb: str) -> Roles:
    """The roles that may do it. LookupError for a verb the table does not have."""
    if verb not in _ALL:
        raise LookupError(verb)
    return _ALL[verb]


def may(role: str, verb: str) -> bool:
    """Whether a role, or one of several as `joined` writes them, may do it."""
    return not roles_in(role).isdisjoint(who_can(verb))


def check(role: str, verb: str) -> None:
    """NotAllowed, with who can, unless the role may do it."""
    if not may(role, verb):
        raise NotAllowed(verb, tuple(role.value for role in who_can(verb)))


def check_undo(role: str, verb: str, *, is_own: bool = True) -> None:
    """The same for taking a verb back. What the table does not have is for `undo` to refuse.

    `is_own`: whoever takes it back did it.
    """
    if verb in _ALL:
        check(role, verb)
    if verb in _THEIR_WORD and not is_own:
        check(role, "see privacy")


def untold(may_see: Callable[[str], bool], *, of_somebody: bool = False) -> frozenset[str]:
    """The verbs that are not told to whoever has only the rights to see that `may_see` answers to.

    `of_somebody`: in the history of a person, where each tells of them.
    """
    found = {verb for right, verbs in _TOLD_BY.items() if not may_see(right) for verb in verbs}
    if of_somebody and not may_see("see privacy"):
        found.update(_COMPLAINTS)
    return frozenset(found)


def gains(before: Iterable[StaffRole], after: Iterable[StaffRole]) -> bool:
    """Whether roles may do something that others may not."""
    held, wanted = set(before), set(after)
    return any(wanted & set(roles) and not held & set(roles) for roles in _ALL.values())


def needs_passphrase(verb: str) -> bool:
    """Whether the passphrase is asked for again before it."""
    return verb in AGAIN
