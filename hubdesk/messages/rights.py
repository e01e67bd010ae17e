"""Words for who may do what: what a verb is called, and who to ask."""

from __future__ import annotations

from collections.abc import Sequence

from hubdesk.errors import rights as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

# "Ask a manager to …"
TO = {
    "lend": "lend a device",
    "give": "give a device",
    "return": "take a device back",
    "amend return": "change what came back",
    "item back": "take a missing part back",
    "renew": "give a loan a new due date",
    "call": "log a call",
    "amend call": "change what a call said",
    "follow up": "follow up what ends soon",
    "sign agreement": "mark an agreement signed",
    "make agreement": "make an agreement",
    "register person": "add a person",
    "edit person": "change a person's details",
    "note": "write a note",
    "tick off note": "tick off a note",
    "consent": "change what a person agreed to",
    "assign card": "give out a card",
    "household": "change who shares a home",
    "needs": "change what helps a person",
    "roles": "change the roles of a person",
    "merge people": "make two records of one person one",
    "take apart": "make two records of one again",
    "two people": "say that two records are two people",
    "import people": "bring in a list of people",
    "plan session": "plan sessions",
    "change session": "change a session",
    "move session": "move a session",
    "cancel session": "cancel a session",
    "replace tutor": "give a session to another tutor",
    "note session": "write a note about a session",
    "book place": "book a place",
    "give back place": "give a place back",
    "give place": "give a place to whoever waits",
    "add action": "write down an action",
    "tick off action": "tick off an action",
    "add fund": "add a fund",
    "record check": "write down a background check",
    "make paper pack": "make a paper pack",
    "enter slip": "enter a slip",
    "tick off slips": "tick off slips that were not used",
    "book appointment": "book an appointment",
    "set helper hours": "say when somebody sees people",
    "add speaker": "add a speaker",
    "take speaker away": "take a speaker away",
    "school answer": "write down what a school says",
    "write decisions": "write down what was decided",
    "sign in": "sign somebody in",
    "mark": "mark a register",
    "mark rest": "mark a register",
    "note attendance": "write on a register",
    "finish register": "finish a register",
    "reopen register": "open a register again",
    "count heads": "count heads",
    "visit": "log a visit",
    "enquiry": "count a question",
    "emergency contact": "change whom to ring",
    "see emergency contacts": "see whom to ring",
    "self-check": "ask somebody what they can do",
    "judge": "say what somebody can do",
    "judge class": "say what a class can do",
    "cover skills": "say what a session was about",
    "set goal": "write down a goal",
    "reach goal": "say that a goal is reached",
    "plan follow-ups": "plan when to ask people how they got on",
    "record outcome": "write down what somebody does now",
    "add skills list": "bring in a list of skills",
    "offer skills list": "choose the lists of skills",
    "add skill": "add to our own list of skills",
    "put away skill": "put a skill away",
    "seen": "note that a device was seen",
    "found": "mark a device found",
    "make ready": "make a device ready",
    "lost": "mark a device lost",
    "repair": "send a device to repair",
    "put back": "put a device back on the shelf",
    "add device": "add devices",
    "edit device": "change a device",
    "link code": "link a code to a device",
    "unlink code": "take a code away from a device",
    "change kit": "change what comes with a device",
    "reserve labels": "print fresh labels",
    "withdraw": "take a device out of lending",
    "import devices": "bring in a list of devices",
    "change hub": "change the hub's details",
    "change setting": "change the hub's settings",
    "close days": "change when the hub is closed",
    "reopen days": "change when the hub is closed",
    "change policy": "change the rules of lending",
    "add kind": "add a kind of device",
    "change kind": "change a kind of device",
    "put away kind": "put a kind of device away",
    "change template": "change the words of an agreement",
    "change certificate": "change how certificates look",
    "award certificate": "award a certificate",
    "print certificate": "print a certificate",
    "correct certificate": "correct a certificate",
    "withdraw certificate": "withdraw a certificate",
    "change wording": "change what people are asked to agree to",
    "add practice": "add sample people and devices",
    "remove practice": "take the sample people away",
    "add staff": "add somebody to the staff",
    "rename staff": "change a name of the staff",
    "change roles": "change somebody's roles",
    "put away staff": "put somebody's account away",
    "bring back staff": "bring somebody back",
    "see who looked": "see who looked",
    "change passphrase": "change the passphrase",
    "set own PIN": "set your own PIN",
    "set PIN": "set the PIN of somebody",
    "take PIN away": "take a PIN away",
    "give badge": "give out a badge",
    "take badge away": "take a badge away",
    "give passphrase": "give somebody a passphrase",
    "change key": "change the key of the records",
    "print recovery sheet": "print a new recovery sheet",
    "make copy": "make a copy",
    "choose place for copies": "choose where copies are kept",
    "bring back copy": "bring a copy back",
    "see held": "see all that is held on a person",
    "see privacy": "open Privacy",
    "change rule": "change how long things are kept",
    "hold": "keep a record for a reason in law",
    "lift hold": "let a record go that the law kept",
    "rights request": "write down what somebody asked for",
    "rights step": "answer what somebody asked for",
    "complaint": "write down a complaint",
    "acknowledge complaint": "say that a complaint came",
    "answer complaint": "answer a complaint",
    "breach": "write down a loss of data",
    "decide breach": "decide about a loss of data",
    "erase person": "erase a person",
    "erase proposed": "erase who is proposed",
    "record concern": "record a concern",
    "see safeguarding": "look at safeguarding concerns",
    "safeguarding key": "choose a passphrase for concerns",
    "add to concern": "add to a concern",
    "close concern": "close a concern",
    "reopen concern": "open a concern again",
    "show concern": "say on a page to see the lead",
    "seal concerns again": "change who can read concerns",
    "let go of concern": "let an old concern go",
    "saw": "note who looked",
    "took out": "save what is held on somebody",
    "wrong lock": "note a wrong passphrase",
    "clock": "note the clock",
    "recovered": "note how the records were opened",
    "draft": "keep unfinished work",
}
ROLES = {
    "volunteer": "a volunteer",
    "front desk": "the front desk",
    "tutor": "a tutor",
    "manager": "a manager",
    "safeguarding lead": "the safeguarding lead",
    "deputy": "the deputy",
}


def _t(text: str) -> str:
    return translate("Rights", text)


def ask_words(verb: str, who_can: Sequence[str]) -> str:
    """Ask a manager to bring somebody back. Two of those who can are enough to name."""
    names = [_t(ROLES.get(role, role)) for role in who_can]
    some = list(dict.fromkeys((names[0], names[-1]))) if names else [_t("a manager")]
    who = _t(" or ").join(some)
    return _t("Ask {who} to {do}.").format(who=who, do=do_words(verb))


def do_words(verb: str) -> str:
    """What a verb is called: lend a device."""
    return _t(TO.get(verb, "do this"))


WORDS: Words = {
    e.NotAllowed: lambda error: Message(ask_words(error.verb, error.who_can)),
    e.PassphraseNeeded: lambda error: Message(
        _t("Type the passphrase again to {do}.").format(do=do_words(error.verb))
    ),
}
