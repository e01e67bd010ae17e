"""Ids no other desk will choose, and the codes printed on labels, cards and papers.

An id is a UUID in text and means nothing to a person. A code is what a scanner reads: a
kind of three letters, two digits of the desk, six of its counter and one check character
(ISO 7064 MOD 37,36), always twelve characters, capitals and digits only, so that Code 128
reads the same on every keyboard layout. A code is a label, never a key.
"""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import dataclass
from enum import StrEnum

from uuid_utils.compat import uuid7

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE_LENGTH = 12
_PAIRS = uuid.UUID("6f1d2f0a-7c52-5b1e-9d5e-68756264736b")


def new_id() -> str:
    """An id for a new record: a UUIDv7, so that ids sort by the time they were made."""
    return str(uuid7())


def random_id() -> str:
    """An id that tells neither when it was made nor in which order: a UUIDv4."""
    return str(uuid.uuid4())


def new_secret() -> str:
    """32 random bytes in hexadecimal, for what nobody may guess."""
    return secrets.token_hex(32)


def pair_id(table: str, *parts: str) -> str:
    """The id of a row that may exist once per pair, the same whichever desk makes it."""
    return str(uuid.uuid5(_PAIRS, "\x1f".join((table, *parts))))


class CodeKind(StrEnum):
    """What a code of ours names."""

    DEVICE = "HDD"
    PERSON = "HDL"
    PAPER = "HDP"
    CERTIFICATE = "HDC"
    ACTION = "HDA"


class DeskAction(StrEnum):
    """What the codes on the desk card do when they are scanned."""

    LEND = "LEND"
    UNDO = "UNDO"
    CLEAR = "CLEAR"
    READY = "READY"
    DUE_TODAY = "TODAY"
    DUE_1_WEEK = "WEEK1"
    DUE_2_WEEKS = "WEEK2"
    DUE_4_WEEKS = "WEEK4"


_SHORT = {
    CodeKind.DEVICE: ("HD", 4),
    CodeKind.PERSON: ("L", 5),
    CodeKind.PAPER: ("P", 5),
    CodeKind.CERTIFICATE: ("C", 5),
}


def check_character(body: str) -> str:
    """The ISO 7064 MOD 37,36 check character of `body` (capitals and digits)."""
    product = 36
    for character in body:
        product = (product + ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return ALPHABET[(37 - product) % 36]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of ours, read and checked."""

    kind: CodeKind
    desk: int
    number: int
    text: str
    action: DeskAction | None = None

    def printed(self) -> str:
        """How the code is printed for people: HD-0142, or HD-02-0142 from another desk."""
        if self.kind is CodeKind.ACTION:
            return self.action.value if self.action else self.text
        letters, digits = _SHORT[self.kind]
        number = f"{self.number:0{digits}d}"
        # Desk 00 is the first computer of the hub: its labels were printed short for good.
        return f"{letters}-{number}" if self.desk == 0 else f"{letters}-{self.desk:02d}-{number}"


def make_code(kind: CodeKind, desk: int, number: int) -> Code:
    """The code of number `number` of a desk. ValueError beyond 99 desks or 999,999 numbers."""
    if not (0 <= desk <= 99 and 0 <= number <= 999_999):
        raise ValueError((desk, number))
    body = f"{kind.value}{desk:02d}{number:06d}"
    return Code(kind, desk, number, body + check_character(body))


def action_code(action: DeskAction) -> Code:
    """The code on the desk card for `action`."""
    body = f"{CodeKind.ACTION.value}{action.value:0<8}"
    return Code(CodeKind.ACTION, 0, 0, body + check_character(body), action)


_ACTIONS = {action_code(action).text: action for action in DeskAction}
_OURS = re.compile(r"HD[DLPC][0-9]{8}[0-9A-Z]")
_BEGUN = re.compile(r"HD[DLPC][0-9]|HD[DLPCA][0-9A-Z]{3}")
_TYPED = re.compile(r"(?P<letters>HD|L|P|C)?-?(?:(?P<desk>[0-9]{2})-)?(?P<number>[0-9]{1,6})")
_LETTERS = {letters: kind for kind, (letters, _) in _SHORT.items()}


def read_code(text: str) -> Code | None:
    """The code of ours that `text` is, whole and with a right check character, or None."""
    text = text.strip().upper()
    if action := _ACTIONS.get(text):
        return action_code(action)
    if not _OURS.fullmatch(text) or check_character(text[:-1]) != text[-1]:
        return None
    return Code(CodeKind(text[:3]), int(text[3:5]), int(text[5:11]), text)


def is_half_of_ours(text: str) -> bool:
    """Whether `text` begins like a code of ours but is not one: a scan that went wrong."""
    text = text.strip().upper()
    return bool(_BEGUN.match(text)) and read_code(text) is None


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What a person typed for a printed number: `142`, `hd142`, `HD-0142`, `HD-02-0142`."""

    kind: CodeKind | None
    desk: int | None
    number: int
    digits: str


def read_typed(text: str) -> TypedNumber | None:
    """The printed number that `text` may mean, or None. `hd0142` is HD-0142."""
    found = _TYPED.fullmatch(text.strip().upper().replace(" ", ""))
    if not found:
        return None
    letters, desk = found["letters"], found["desk"]
    return TypedNumber(
        _LETTERS[letters] if letters else None,
        int(desk) if desk else None,
        int(found["number"]),
        found["number"],
    )


def folded_code(text: str) -> str:
    """A code as it is looked up: capitals and digits only, whatever a label adds to them."""
    return "".join(c for c in text.upper() if c.isalnum())


def tail_of(text: str) -> str:
    """The digits a code ends in, last first and without leading noughts: HD-0142 gives 241.

    Last first, so that "ends in 42" is a range of an index. A code of ours ends in its number,
    its check character left off.
    """
    code = read_code(text)
    body = f"{code.number}" if code else folded_code(text)
    digits = re.search(r"[0-9]*$", body)
    return (digits[0] if digits else "").lstrip("0")[::-1]
