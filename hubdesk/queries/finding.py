"""What a scan or something typed means: a device, a card, a paper, an action, or a choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from hubdesk.ids import (
    CodeKind,
    DeskAction,
    folded_code,
    is_half_of_ours,
    make_code,
    read_code,
    read_typed,
    tail_of,
)
from hubdesk.models import (
    Agreement,
    Award,
    CodeOf,
    CodeOrigin,
    Device,
    DeviceKind,
    Loan,
    LoanState,
    PaperSlip,
    Person,
)

MOST_CHOICES = 50
_IS_OUT = (
    select(Loan.id)
    .where(Loan.device_id == Device.id, Loan.state == LoanState.OUT)
    .correlate(Device)
    .exists()
)


class Sort(StrEnum):
    """What kind of answer a Finding is."""

    DEVICE = "device"
    PERSON = "person"
    PAPER = "paper"
    SLIP = "slip"
    CERTIFICATE = "certificate"
    ACTION = "action"
    SEVERAL = "several"
    HALF = "half"
    NEW_LABEL = "new label"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that fit: a device or a person. `stage` and `is_out` are a device's."""

    sort: Sort
    id: str
    title: str
    detail: str
    icon: str = ""
    stage: str = ""
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What was meant. `id` is of a device, person, paper or award; `text` is what was scanned."""

    sort: Sort
    text: str
    id: str = ""
    action: DeskAction | None = None
    kind: CodeKind | None = None
    choices: tuple[Choice, ...] = ()
    title: str = ""  # of the one thing found


def find_code(db: Session, text: str) -> Finding:
    """What a scanned code means. A code of ours nobody has yet is a fresh label or card."""
    code = read_code(text)
    if code and code.action:
        return Finding(Sort.ACTION, code.text, action=code.action, kind=code.kind)
    if code and code.kind is CodeKind.PAPER:
        return _paper(db, code.text)
    if code and code.kind is CodeKind.CERTIFICATE:
        return _certificate(db, code.text)
    found = _owners(db, CodeOf.value == folded_code(text))
    if found:
        return _one_or_choose(text, found)
    if code:
        return Finding(Sort.NEW_LABEL, code.text, kind=code.kind)
    if is_half_of_ours(text):
        return Finding(Sort.HALF, text)
    return Finding(Sort.UNKNOWN, text)


def find_typed(db: Session, text: str) -> Finding:
    """What typed letters mean when Enter is pressed: a code, `142`, `hd142`, `HD-0142`, a serial.

    A printed number of ours goes before the end of a longer one. If several fit, as a label and
    an old tag of the same number, it is a choice and never a guess.
    """
    found = find_code(db, text)
    typed = read_typed(text)
    is_known = found.sort is not Sort.UNKNOWN
    if typed is None:
        return found
    if typed.kind in (CodeKind.PAPER, CodeKind.CERTIFICATE) and not is_known:
        paper = find_code(db, make_code(typed.kind, typed.desk or 0, typed.number).text)
        return found if paper.sort is Sort.UNKNOWN else paper
    kinds = [typed.kind] if typed.kind else [CodeKind.DEVICE]
    ours = []
    for kind in kinds:
        ours += _ours_with_number(db, kind, typed.number, typed.desk)
    others = _owners(db, CodeOf.value == folded_code(text)) if is_known else []
    if ours and typed.kind is None:
        others += _others_with_number(db, typed.digits)
    there = {one.id for one in ours}
    ours += {one.id: one for one in others if one.id not in there}.values()
    if ours:
        return _one_or_choose(text, ours)
    if typed.kind is None and len(typed.digits) >= 2:
        ending = _ending_in(db, typed.digits)
        if ending:
            return _one_or_choose(text, [c for c in ending if c.sort is Sort.DEVICE] or ending)
    return found


def is_known_code(db: Session, text: str) -> bool:
    """Whether a burst of keys is a scan: a whole code of ours, or a foreign one we know."""
    if read_code(text):
        return True
    folded = folded_code(text)
    if len(folded) < 4:
        return False
    return (
        db.scalars(
            select(CodeOf.id).where(CodeOf.value == folded, CodeOf.deleted == 0).limit(1)
        ).first()
        is not None
    )


def _paper(db: Session, code: str) -> Finding:
    id = db.scalars(
        select(Agreement.id).where(Agreement.code == code, Agreement.deleted == 0)
    ).first()
    if id is None:
        slip = db.scalar(select(PaperSlip.id).where(PaperSlip.code == code, PaperSlip.deleted == 0))
        sort = Sort.SLIP if slip else Sort.UNKNOWN
        return Finding(sort, code, slip or "", kind=CodeKind.PAPER)
    return Finding(Sort.PAPER, code, id, kind=CodeKind.PAPER)


def _certificate(db: Session, code: str) -> Finding:
    awarded = select(Award.id).where(Award.code == code, Award.deleted == 0)
    id = db.scalars(awarded.order_by(Award.id)).first()
    if id is None:
        return Finding(Sort.UNKNOWN, code, kind=CodeKind.CERTIFICATE)
    return Finding(Sort.CERTIFICATE, code, id, kind=CodeKind.CERTIFICATE)


def _ours_with_number(db: Session, kind: CodeKind, number: int, desk: int | None) -> list[Choice]:
    origin = CodeOrigin.CARD if kind is CodeKind.PERSON else CodeOrigin.LABEL
    if kind not in (CodeKind.PERSON, CodeKind.DEVICE):
        return []
    start = f"{kind.value}{desk:02d}{number:06d}" if desk is not None else ""
    if start:
        return _owners(db, CodeOf.value >= start, CodeOf.value < start + "~")
    rows = _owners(db, CodeOf.tail == tail_of(str(number)), CodeOf.origin == origin)
    # HD-0142 means desk 00 when it is there: that is how desk 00's labels are printed.
    first = f"{kind.value}00{number:06d}"
    plain = _owners(db, CodeOf.value >= first, CodeOf.value < first + "~")
    return plain or rows


def _others_with_number(db: Session, digits: str) -> list[Choice]:
    """Devices with an old tag or serial whose whole last number is this one: LAP-142 for 142."""
    found = _owners(
        db,
        CodeOf.tail == tail_of(digits),
        CodeOf.origin.not_in((CodeOrigin.LABEL, CodeOrigin.CARD, CodeOrigin.SOURCE)),
    )
    return [one for one in found if one.sort is Sort.DEVICE]


def _ending_in(db: Session, digits: str) -> list[Choice]:
    """What has a code that ends in these digits: our labels first, then old tags and serials.

    Tails are kept without leading noughts, so 03 is looked for as it is and as the end of 0003.
    """
    tail, short = digits[::-1], tail_of(digits)
    longer = and_(CodeOf.tail >= tail, CodeOf.tail < tail + ":")
    padded = and_(CodeOf.tail == short, CodeOf.value.endswith(digits))
    fits = or_(longer, padded) if short else longer
    ours = _owners(db, fits, CodeOf.origin == CodeOrigin.LABEL)
    others = _owners(db, fits, CodeOf.origin != CodeOrigin.LABEL)
    there = {one.id for one in ours}
    return [*ours, *(one for one in others if one.id not in there)]


def _owners(db: Session, *conditions: object) -> list[Choice]:
    """The devices and people whose live codes meet the conditions, each once."""
    rows = db.execute(
        select(
            CodeOf.shown,
            CodeOf.device_id,
            CodeOf.person_id,
            Device.title,
            Device.tag,
            Device.stage,
            DeviceKind.icon,
            _IS_OUT,
            Person.display_name,
        )
        .outerjoin(Device, Device.id == CodeOf.device_id)
        .outerjoin(DeviceKind, DeviceKind.id == Device.kind_id)
        .outerjoin(Person, Person.id == CodeOf.person_id)
        .where(*conditions, CodeOf.deleted == 0)  # type: ignore[arg-type]
        .limit(MOST_CHOICES)
    )
    found: dict[str, Choice] = {}
    for shown, device_id, person_id, title, tag, stage, icon, out, name in rows:
        if device_id:
            facts = (title or tag, tag or shown, icon or "laptop", stage or "", bool(out))
            found[device_id] = Choice(Sort.DEVICE, device_id, *facts)
        elif person_id:
            found[person_id] = Choice(Sort.PERSON, person_id, name, shown)
    return list(found.values())


def _one_or_choose(text: str, found: list[Choice]) -> Finding:
    if len(found) == 1:
        one = found[0]
        title = one.title if one.sort is Sort.PERSON else f"{one.title}, {one.detail}"
        return Finding(one.sort, text, one.id, title=title)
    return Finding(Sort.SEVERAL, text, choices=tuple(found))
