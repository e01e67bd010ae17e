"""Every choice a hub or a computer can make, declared once: key, type, default, words, limits.

The settings page is drawn from this, `operations.hub.change_setting` checks against it, and
a key that is not here is an error. Values are kept as text; `read` and `write` know the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from hubdesk.errors.hub import SettingNotRight

Value = int | bool | str
TEXT_SIZES = (100, 110, 125, 150, 175, 200)


class Kept(StrEnum):
    """Where a choice is kept: in the hub's records, or in a file of this computer."""

    HUB = "hub"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice. `choices` pairs each text with its words; `least` and `most` bound a number."""

    key: str
    type: type[int] | type[bool] | type[str]
    default: Value
    label: str
    hint: str
    group: str
    kept: Kept = Kept.HUB
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    unit: str = ""


def _days(key: str, default: int, most: int, label: str, hint: str, group: str) -> Setting:
    return Setting(key, int, default, label, hint, group, least=1, most=most, unit="days")


_here = partial(Setting, kept=Kept.COMPUTER)

LENDING = (
    _days(
        "lending.days",
        14,
        365,
        "How long is a loan?",
        "Used where no rule of its own says otherwise.",
        "Lending",
    ),
    Setting(
        "lending.most_at_once",
        int,
        3,
        "How many things at once?",
        "The most one person may have out. A kind with a rule of its own is counted by itself.",
        "Lending",
        least=1,
        most=50,
        unit="things",
    ),
    Setting(
        "lending.renewals",
        int,
        2,
        "How often can a loan be renewed?",
        "0 means it has to come back first.",
        "Lending",
        least=0,
        most=50,
        unit="times",
    ),
    _days(
        "lending.renewal_days",
        14,
        365,
        "How long is a renewal?",
        "Counted from the day it was due.",
        "Lending",
    ),
    Setting(
        "lending.guardian_under",
        int,
        18,
        "Ask for a parent or carer below what age?",
        "0 never asks.",
        "Lending",
        least=0,
        most=25,
        unit="years",
    ),
    Setting(
        "lending.overdue_blocks",
        bool,
        True,
        "Something late stops a new loan",
        "A manager can still allow it.",
        "Lending",
    ),
    Setting(
        "desk.first_steps",
        bool,
        True,
        "Show the first steps on the empty front desk",
        "They go away by themselves when all are done.",
        "Lending",
    ),
    _days(
        "lending.soon_days",
        3,
        30,
        "When is a loan due soon?",
        "Loans due within so many days are listed as due soon.",
        "Lending",
    ),
)
AGREEMENTS = (
    Setting(
        "agreement.valid_months",
        int,
        12,
        "How long does a signed agreement last?",
        "0 asks for a new one at every loan.",
        "Agreements",
        least=0,
        most=60,
        unit="months",
    ),
    Setting(
        "agreement.print",
        bool,
        True,
        "Print an agreement when one is due",
        "It can be unticked for each loan.",
        "Agreements",
    ),
)
STOCK = (
    _days(
        "stock.not_seen_days",
        90,
        730,
        "When is a device not seen for long?",
        "Nobody scanned it for so many days.",
        "Devices",
    ),
    _days(
        "gifts.remind_days",
        30,
        180,
        "When do we mention that a SIM or voucher ends?",
        "So many days before its last day.",
        "Devices",
    ),
)
LOCK = (
    Setting(
        "lock.quiet_minutes",
        int,
        10,
        "Hide everything after",
        "Unlocking again is quick.",
        "Lock",
        least=1,
        most=30,
        unit="minutes",
    ),
    Setting(
        "lock.closed_minutes",
        int,
        60,
        "Close the records after",
        "Opening them again asks for the passphrase.",
        "Lock",
        least=5,
        most=480,
        unit="minutes",
    ),
)
LOOK = (
    _here(
        "look.theme",
        str,
        "system",
        "Light or dark",
        "Paper is always light.",
        "Look",
        choices=(
            ("system", "As this computer"),
            ("light", "Light"),
            ("dark", "Dark"),
            ("contrast", "High contrast"),
        ),
    ),
    _here(
        "look.text_size",
        int,
        100,
        "Text size",
        "Ctrl and plus, Ctrl and minus do it too.",
        "Look",
        choices=tuple((str(size), f"{size}%") for size in TEXT_SIZES),
        unit="%",
    ),
    _here(
        "kiosk.clear_seconds",
        int,
        8,
        "It clears itself after",
        "Twice as long where the text is big or read out.",
        "Look",
        least=5,
        most=60,
        unit="seconds",
    ),
    _here("sound.on", bool, True, "Sounds", "One sound for done, another for a problem.", "Look"),
    _here("sound.volume", int, 60, "Volume", "", "Look", least=0, most=100, unit="%"),
)
SCANNER = (
    _here(
        "scanner.hold_ms",
        int,
        35,
        "Wait for the scanner",
        "Longer for a wireless scanner, shorter for quick typing.",
        "Scanner",
        least=35,
        most=90,
        unit="ms",
    ),
    _here(
        "signature.pen",
        str,
        "present",
        "Sign on the screen",
        "Paper is always possible.",
        "Scanner",
        choices=(("present", "When there is a pen or touch screen"), ("never", "Never")),
    ),
)
PAPERS = (
    ("agreement", "Agreements"),
    ("certificate", "Certificates"),
    ("device_label", "Labels on a roll"),
    ("label_sheet", "Sheets of labels"),
    ("card", "Cards"),
    ("card_sheet", "Sheets of cards"),
    ("desk_card", "Desk card"),
    ("list", "Lists"),
    ("recovery", "Recovery sheet"),
)
PRINTERS = tuple(
    _here(f"printer.{paper}", str, "", label, "Asked once, then remembered.", "Printers")
    for paper, label in PAPERS
)
HUB = (
    Setting(
        "hub.week",
        str,
        "",
        "When is the hub open?",
        "Nothing falls due on a weekday when it is closed.",
        "Week",
    ),
)
THIS_WEEK = (
    Setting(
        "week.address",
        str,
        "",
        "Where are the pages read?",
        "The address people type. The poster shows it, also as a square code.",
        "This week",
    ),
)
SETTINGS = (*HUB, *THIS_WEEK, *LENDING, *AGREEMENTS, *STOCK, *LOCK, *LOOK, *SCANNER, *PRINTERS)
BY_KEY = {setting.key: setting for setting in SETTINGS}


def setting(key: str) -> Setting:
    """The choice called `key`. LookupError if nobody declared it: that is a bug, not a slip."""
    if key not in BY_KEY:
        raise LookupError(f"no setting is called {key}")
    return BY_KEY[key]


def defaults(kept: Kept) -> dict[str, Value]:
    """Every choice kept there, as it is before anybody chose."""
    return {s.key: s.default for s in SETTINGS if s.kept is kept}


def write(key: str, value: Value) -> str:
    """The text that keeps `value`. SettingNotRight if the choice does not allow it."""
    wanted = setting(key)
    if type(value) is not wanted.type:
        raise TypeError(f"{key} is {wanted.type.__name__}, not {type(value).__name__}")
    text = str(int(value)) if wanted.type is bool else str(value)
    _check(wanted, text)
    return text


def read(key: str, text: str) -> Value:
    """The value that `text` keeps. SettingNotRight if the choice does not allow it."""
    wanted = setting(key)
    _check(wanted, text)
    if wanted.type is bool:
        return text == "1"
    return int(text) if wanted.type is int else text


def _check(wanted: Setting, text: str) -> None:
    if wanted.choices:
        right = text in dict(wanted.choices)
    elif wanted.type is bool:
        right = text in ("0", "1")
    elif wanted.type is int:
        right = text.isascii() and text.isdigit() and len(text) < 10
        right = right and (wanted.least or 0) <= int(text) <= (wanted.most or 999_999_999)
    else:
        right = len(text) <= 500
    if not right:
        raise SettingNotRight(wanted.label, text, wanted.least, wanted.most)
