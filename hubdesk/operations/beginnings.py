"""What every hub begins with: kinds of things, policies of given things, promises, and words.

Ids are made from the words, so that two desks that each set up the hub make the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from hubdesk.ids import pair_id
from hubdesk.models import Purpose


@dataclass(frozen=True, slots=True)
class FirstKind:
    """A kind of thing a hub begins with. `word` is what lists of others are read as."""

    word: str
    name: str
    icon: str  # a Lucide name
    contents: tuple[str, ...] = ()
    is_given: bool = False
    holds_data: bool = False
    runs_days: int = 0

    @property
    def id(self) -> str:
        return kind_id(self.word)


@dataclass(frozen=True, slots=True)
class FirstPolicy:
    """A policy for a kind that the general one does not fit."""

    kind_word: str
    most_at_once: int
    min_age: int

    @property
    def id(self) -> str:
        return pair_id("lending_policy", self.kind_word, "", "1")


@dataclass(frozen=True, slots=True)
class FirstTemplate:
    """The first version of the promises, five by each side."""

    purpose: str
    title: str
    promises: tuple[str, ...]

    @property
    def id(self) -> str:
        return pair_id("agreement_template", self.purpose, "1")


@dataclass(frozen=True, slots=True)
class FirstWording:
    """What people are asked about one purpose until the hub finds words of its own."""

    purpose: Purpose
    text: str

    @property
    def id(self) -> str:
        return pair_id("consent_wording", self.purpose, "shipped")


def kind_id(word: str) -> str:
    """The id of the kind a hub begins with that is called so: laptop, sim, mifi."""
    return pair_id("device_kind", word)


KINDS = (
    FirstKind("laptop", "Laptop", "laptop", ("Charger", "Bag"), holds_data=True),
    FirstKind("tablet", "Tablet", "tablet", ("Charger", "Case"), holds_data=True),
    FirstKind("phone", "Phone", "smartphone", ("Charger",), holds_data=True),
    FirstKind(
        "desktop",
        "Desktop computer",
        "monitor",
        ("Monitor", "Keyboard", "Mouse", "Power lead"),
        holds_data=True,
    ),
    FirstKind("mifi", "MiFi", "router", ("Charger",)),
    FirstKind("charger", "Charger", "plug"),
    FirstKind("headset", "Headset", "headphones"),
    FirstKind("keyboard and mouse", "Keyboard and mouse", "keyboard"),
    FirstKind("webcam", "Webcam", "webcam"),
    FirstKind("other", "Other", "package"),
    FirstKind("sim", "SIM card", "card-sim", is_given=True, runs_days=180),
    FirstKind("voucher", "Data voucher", "ticket", is_given=True, runs_days=30),
    FirstKind(
        "laptop to keep", "Laptop to keep", "gift", ("Charger",), is_given=True, holds_data=True
    ),
)

# The National Databank gives to adults, one at a time (domain.md 1.11).
POLICIES = (
    FirstPolicy("sim", most_at_once=1, min_age=18),
    FirstPolicy("voucher", most_at_once=1, min_age=18),
)

TEMPLATES = (
    FirstTemplate(
        "loan",
        "Borrowing agreement",
        (
            "I will look after what I borrow and keep it safe and dry.",
            "It belongs to the hub: I will not lend it on, sell it or change it.",
            "I will use it lawfully, and with respect for other people.",
            "I will bring everything listed here back, clean, by the day agreed.",
            "I will tell the hub straight away if it is broken, lost or stolen.",
            "The hub lends it in working order and shows me how to use it.",
            "The hub helps when something goes wrong, and does not charge for normal wear.",
            "The hub wipes what I leave on it before anybody else borrows it.",
            "The hub keeps my details safe and uses them only for this loan and its services.",
            "The hub talks with me first if there is a problem.",
        ),
    ),
    FirstTemplate(
        "gift",
        "Yours to keep",
        (
            "What is listed here is mine to keep from today.",
            "I was told what works and what does not.",
            "I look after it from now on, and pay for any repairs.",
            "I will use it lawfully, and will not sell on a SIM or a voucher.",
            "I will have it recycled, or bring it back, when I no longer want it.",
            "The hub gives it for good and will not ask for it back.",
            "The hub has wiped it if anybody used it before.",
            "The hub shows me how to use it and answers my first questions.",
            "The hub tells me before a SIM or voucher ends, if it can reach me.",
            "The hub keeps my details safe and uses them only for its services.",
        ),
    ),
)

# Read out or shown at the desk, so each is short, and none takes a yes for granted.
WORDINGS = (
    FirstWording(
        Purpose.PRIVACY_NOTICE,
        "Here is our privacy notice. It says what we write down about you, why, and for how long. "
        "You can see it all, have it put right or have it erased. "
        "If you are not happy, tell us, or the data protection regulator (ICO).",
    ),
    FirstWording(
        Purpose.SUPPORT_NEEDS,
        "May we write down what helps you here, such as large print or a quiet seat? "
        "Everybody who works at our desk can see it. "
        "We help you just the same if you say no.",
    ),
    FirstWording(
        Purpose.CONTACT,
        "May we contact you about what else we offer? "
        "About what you have borrowed we would reach you in any case. "
        "You can tell us to stop at any time.",
    ),
    FirstWording(
        Purpose.PHOTOS,
        "May we take photos of you here and show them, on paper and online? "
        "You can change your mind. We then use them no more, but cannot call back what is out. "
        "We help you just the same if you say no.",
    ),
    FirstWording(
        Purpose.NEWSLETTER,
        "May we send you our newsletter? "
        "It tells you about sessions, devices and jobs. "
        "You can tell us to stop at any time.",
    ),
)
