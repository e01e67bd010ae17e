"""The rows papers are made from: what a label, a card, an agreement and a call list must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HubOnPaper:
    """The hub as paper names it. Phone and address may be empty."""

    name: str
    phone: str = ""
    address: str = ""

    @property
    def where(self) -> str:
        """The address on one line, with commas where its lines ended."""
        return ", ".join(filter(None, (line.strip(" ,") for line in self.address.splitlines())))


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One device label. `code` is what scans, `printed` what people read (HD-0142).

    `what` (Lenovo ThinkPad L390) helps whoever picks labels to print; it is not on the label.
    It is empty for a fresh label that is no device yet.
    """

    code: str
    printed: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One person's card. Never a full name: `short_name` is "Sam H."."""

    code: str
    printed: str
    short_name: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One thing handed out. Lent things have `due_on`; given ones may have `ends_on`."""

    what: str
    printed: str
    serial: str = ""
    contents: tuple[str, ...] = ()
    condition: str = ""
    due_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """An agreement as it was made on the day, so that a reprint gives the original.

    `made_on` is the day of the original, and `reprint_of_on` says that day again on a later
    copy. `signature_path` is what was drawn on the screen (`reports.signature` says how it is
    written), or empty for ink.
    """

    hub: HubOnPaper
    code: str
    printed: str
    title: str
    borrower: str
    known_as: str
    card: str
    lines: tuple[AgreementLine, ...]
    promises: tuple[str, ...]
    version: int
    large_print: bool
    staff: str
    made_on: date
    signature_path: str = ""
    reprint_of_on: date | None = None


@dataclass(frozen=True, slots=True)
class DueRow:
    """One device that is due or late, with whom to call.

    `safe_to_leave_message` is None when nobody asked the person.
    """

    borrower: str
    phone: str
    printed: str
    what: str
    due_on: date
    safe_to_leave_message: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class KeyOnCard:
    """A key worth knowing, as the desk card shows it: `F2`, and what it does."""

    key: str
    does: str


@dataclass(frozen=True, slots=True)
class CertificateLook:
    """How a sort of certificate looks. Pictures are named by the hash of their bytes."""

    orientation: str
    border: str
    title: str
    given_to: str
    for_words: str
    small_print: str = ""
    signer: str = ""
    signature_path: str = ""
    logo: str = ""
    marks: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Every picture it shows, once."""
        return tuple(dict.fromkeys(filter(None, (self.logo, *self.marks))))


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """One certificate as it was made on the day, so that a reprint gives the original.

    `came` of `held` sessions and `minutes` are 0 where nobody counted. `replaces` is the number
    of the certificate that this one corrects.
    """

    look: CertificateLook
    hub: str
    name: str
    what: str
    awarded_on: date
    code: str
    printed: str
    skills: tuple[str, ...] = ()
    tutor: str = ""
    level: str = ""
    first_on: date | None = None
    last_on: date | None = None
    came: int = 0
    held: int = 0
    minutes: int = 0
    replaces: str = ""
    is_reprint: bool = False


Pictures = Mapping[str, bytes]  # by hash
