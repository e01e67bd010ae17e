"""What others write where we have words of our own: kinds, states, roles, needs, yes and no.

The words answered are those of the models; a test holds the two together. A word we do not
know is answered with nothing, and the row says so: nothing is guessed.
"""

from __future__ import annotations

import re

KINDS = ("laptop", "tablet", "phone", "mifi", "sim", "desktop", "charger", "headset", "voucher")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b", re.IGNORECASE)


# In this order: a laptop charger is a charger, a mobile data SIM is a SIM.
_KIND_SIGNS = tuple(
    (kind, _any(*words.split("|")))
    for kind, words in (
        ("sim", "sim|sim[ -]?card|esim"),
        ("voucher", "voucher"),
        ("charger", "charger|charging (?:lead|cable)|power (?:adapter|adaptor|supply)|psu"),
        ("headset", "headset|headphone|earphone|earbud"),
        ("mifi", "mi-?fi|dongle|hotspot|router"),
        ("tablet", "tablet|ipad|galaxy tab|kindle|fire hd|lenovo tab|mediapad"),
        ("laptop", "laptop|notebook|netbook|mac ?book|chromebook|thinkpad|latitude|elitebook"),
        ("laptop", "probook|ideapad|vivobook|zenbook|inspiron|aspire|travelmate|vostro|xps"),
        ("laptop", "pavilion|surface (?:pro|laptop|go)"),
        ("desktop", "desktop|imac|mac (?:mini|studio)|optiplex|thinkcentre|elitedesk|prodesk"),
        ("desktop", "all[ -]in[ -]one|tower|nuc|pc"),
        ("phone", "phone|iphone|smart ?phone|mobile|handset|pixel"),
    )
)

# Folded to lower case and single spaces; looked for whole before any word within is.
_STATES = {
    "": "ready",
    "ready": "ready",
    "ready to deploy": "ready",
    "deployed": "ready",
    "available": "ready",
    "in custody": "ready",
    "checked out": "ready",
    "on loan": "ready",
    "out": "ready",
    "lent": "ready",
    "in use": "ready",
    "in stock": "ready",
    "on shelf": "ready",
    "working": "ready",
    "active": "ready",
    "ok": "ready",
    "to wipe": "to wipe",
    "wipe": "to wipe",
    "given": "given",
    "gifted": "given",
    "given away": "given",
}
_STATE_SIGNS = tuple(
    (stage, _any(*words.split("|")))
    for stage, words in (
        ("lost", "lost|stolen|missing|not found"),
        ("repair", "repair|broken|fault|faulty|damaged|diagnostic|pending|not working"),
        ("repair", "maintenance|being fixed|cracked"),
        ("withdrawn", "undeployable|archived?|retired|withdrawn|disposed|scrap|scrapped"),
        ("withdrawn", "recycled|sold|decommissioned|unavailable|not for lending|weee"),
        ("to wipe", "wiped?|wiping|erased?"),
    )
)

_CONDITIONS = {
    "good": ("good", "new", "as new", "like new", "very good", "excellent", "fine", "ok", "a"),
    "worn": ("worn", "fair", "used", "marked", "scratched", "average", "b"),
    "damaged": ("damaged", "broken", "cracked", "faulty", "poor", "bad", "c"),
}
_OWNERSHIPS = {
    "owned": ("owned", "ours", "hub", "owned by us", "bought", "purchased", "owned for loan"),
    "on loan to us": ("on loan to us", "loan to us", "leased", "borrowed", "third party"),
    "donated for giving": ("donated for giving", "donated for gifting", "to give", "for gifting"),
    "owned by a funder": ("owned by a funder", "funder", "funder owned", "grant"),
}
_ROLES = {
    "learner": ("learner", "student", "participant"),
    "borrower": ("borrower", "patron", "member"),
    "volunteer": ("volunteer",),
    "tutor": ("tutor", "coach", "class coach", "facility coach", "trainer", "digital champion"),
    "parent or carer": ("parent or carer", "parent", "carer", "parent/carer"),
    "teacher": ("teacher",),
    "role model": ("role model",),
}
_NEEDS = {
    "large print": ("large print", "large text"),
    "hearing loop": ("hearing loop", "loop"),
    "interpreter": ("interpreter",),
    "quiet seat": ("quiet seat", "quiet"),
    "step-free": ("step-free", "step free", "wheelchair", "step-free access"),
    "reads with help": ("reads with help", "help with reading", "reading help"),
}
_CHANNELS = {
    "phone": ("phone", "call", "telephone", "mobile", "phonepro", "by phone"),
    "text": ("text", "sms", "text message", "smsalertnumber", "by text"),
    "email": ("email", "e-mail", "emailpro", "by email", "by e-mail"),
    "post": ("post", "letter", "by post", "mail"),
    "in person": ("in person", "face to face"),
}
_NOWHERE = ("nfa", "no fixed address", "no fixed abode", "of no fixed abode", "homeless")
_YES = frozenset(("yes", "y", "true", "1", "x", "ja", "oui"))
_NO = frozenset(("no", "n", "false", "0"))


def kind_of(*texts: str) -> str:
    """The kind of thing that the texts name, the most telling text first; else `other`."""
    for text in texts:
        for kind, sign in _KIND_SIGNS:
            if text and sign.search(text):
                return kind
    return "other"


def stage_of(text: str) -> str:
    """Where a device stands, or nothing where the words are not known.

    Snipe-IT adds its own sort in brackets, which counts: Waiting (undeployable).
    """
    plain = _plain(re.sub(r"\((deployed|deployable)\)", "", text, flags=re.IGNORECASE))
    if plain in _STATES:
        return _STATES[plain]
    return next((stage for stage, sign in _STATE_SIGNS if sign.search(plain)), "")


def condition_of(text: str) -> str:
    """How a device looks and works, or nothing where the word is not known."""
    return _named(_plain(text), _CONDITIONS)


def ownership_of(text: str) -> str:
    """On what ground the hub has it, or nothing where the words are not known."""
    return _named(_plain(text), _OWNERSHIPS)


def role_of(text: str) -> str:
    """What somebody is at the hub, or nothing where the word is not known."""
    return _named(_plain(text), _ROLES)


def need_of(text: str) -> str:
    """What helps somebody at the desk, or nothing where the word is not known."""
    return _named(_plain(text), _NEEDS)


def channel_of(text: str) -> str:
    """How somebody would like to be reached, or nothing where the word is not known."""
    return _named(_plain(text), _CHANNELS)


def is_no_fixed_address(text: str) -> bool:
    """Whether an address says that there is none."""
    return _plain(text).rstrip(".") in _NOWHERE


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where the text says neither."""
    plain = _plain(text)
    return True if plain in _YES else False if plain in _NO else None


def listed_things(text: str) -> tuple[str, ...]:
    """A list in one cell: charger, bag; mouse."""
    parts = re.split(r"[,;+/|\n]|\band\b|&", text)
    return tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _named(plain: str, names: dict[str, tuple[str, ...]]) -> str:
    return next((name for name, said in names.items() if plain in said), "")
