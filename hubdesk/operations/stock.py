"""The stock: adding devices, what they answer to, what belongs to them, and where they stand.

"On loan" and "overdue" are asked of loans and never stored, so no verb here sets them; a
device that is out is refused, and the refusal says who has it.
"""

from __future__ import annotations

import json
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hubdesk.errors.devices import (
    CodeMissing,
    DeviceGone,
    LabelCount,
    NotToWipe,
    PartNameMissing,
    PartOut,
    StageAlready,
)
from hubdesk.errors.lending import DeviceNotLendable, DeviceOnLoan
from hubdesk.errors.records import CodeHalfRead, CodeInUse
from hubdesk.ids import Code, CodeKind, folded_code, is_half_of_ours, read_code
from hubdesk.models import (
    CodeOf,
    CodeOrigin,
    Condition,
    Device,
    DeviceKind,
    Fund,
    KitItem,
    Ownership,
    Person,
    Stage,
)
from hubdesk.operations.codes import add_code, check_free, codes_of, fresh_code, scanned_code
from hubdesk.operations.device_facts import (
    DeviceFacts,
    check_numbers,
    device_columns,
    keep_numbers,
    title_of,
)
from hubdesk.operations.lending import found, open_loan
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line, clean_note, read_serial

MOST_LABELS = 240  # ten sheets of 24
_IDENTITY = ("make", "model", "serial", "imei")


def add_device(
    db: Session,
    *,
    kind_id: str,
    now: datetime,
    make: str = "",
    model: str = "",
    label: str = "",
    serial: str = "",
    imei: str = "",
    old_codes: Iterable[str] = (),
    contents: Iterable[str] | None = None,
    condition: str = Condition.GOOD,
    ownership: str = Ownership.OWNED,
    place: str = "",
    note: str = "",
    fund_id: str = "",
    stage: str = Stage.READY,
    stage_note: str = "",
) -> Device:
    """Add a thing to the stock, with the label that was scanned or a fresh number.

    Without `contents` it gets what its kind usually comes with. Refuses NotFound (kind, fund),
    CodeHalfRead, CodeOfOtherSort, CodeInUse, ImeiNotRight, NumberMangled, TextTooLong and
    ChoiceUnknown.
    """
    kind = found(db, DeviceKind, kind_id)
    facts: DeviceFacts = {
        "make": make,
        "model": model,
        "serial": serial,
        "imei": imei,
        "condition": condition,
        "ownership": ownership,
        "place": place,
        "note": note,
    }
    columns = device_columns(facts)
    stands = {"stage": one_of(Stage, stage, "State"), "stage_note": clean_note(stage_note, "Note")}
    usual = json.loads(kind.usual_contents or "[]") if contents is None else contents
    parts = [_part(name) for name in usual]
    further = [_further_code(db, old) for old in old_codes]
    check_numbers(db, serial=columns["serial"], imei=columns["imei"], make=columns["make"])
    code = scanned_code(db, label, CodeKind.DEVICE) if label.strip() else None
    code = code or fresh_code(db, CodeKind.DEVICE)
    device = Device(
        kind_id=kind.id,
        fund_id=_fund(db, fund_id),
        tag=code.printed(),
        tag_key=f"{code.desk:02d}{code.number:06d}",
        title=title_of(columns["make"], columns["model"], kind),
        added_on=now.date(),
        seen_on=now.date(),
        **columns,
        **stands,
    )
    db.add(device)
    db.flush()
    _give_codes(db, device, code, further)
    db.add_all(KitItem(device_id=device.id, name=name) for name in parts)
    db.flush()
    return device


def _give_codes(db: Session, device: Device, label: Code, further: Iterable[str]) -> None:
    """What finds it when it is scanned: its label, its makers' numbers and older codes, once."""
    add_code(db, shown=device.tag, value=label.text, origin=CodeOrigin.LABEL, device_id=device.id)
    keep_numbers(db, device)
    for shown in dict.fromkeys(further):
        if folded_code(shown) not in (folded_code(device.serial), device.imei):
            add_code(db, shown=shown, origin=CodeOrigin.OLD, device_id=device.id)


def edit_device(db: Session, *, device_id: str, facts: DeviceFacts) -> Device:
    """Change what is known about a device. Only the facts handed in are touched.

    A new serial number or IMEI is scanned from now on, the old one no more. Refuses as
    `add_device` does; TypeError for a fact that nobody declared.
    """
    device = found(db, Device, device_id)
    kind = found(db, DeviceKind, facts.get("kind_id", device.kind_id))
    columns = device_columns(facts)
    now_is = {fact: columns.get(fact, getattr(device, fact)) for fact in _IDENTITY}
    check_numbers(
        db,
        serial=now_is["serial"],
        imei=now_is["imei"],
        make=now_is["make"],
        device_id=device.id,
    )
    stands: dict[str, str | None] = {**columns, "kind_id": kind.id}
    stands["title"] = title_of(now_is["make"], now_is["model"], kind)
    if "fund_id" in facts:
        stands["fund_id"] = _fund(db, facts["fund_id"])
    for column, value in stands.items():
        if getattr(device, column) != value:
            setattr(device, column, value)
    keep_numbers(db, device)
    db.flush()
    return device


def link_code(
    db: Session, *, device_id: str, code: str, origin: CodeOrigin = CodeOrigin.OLD
) -> CodeOf:
    """Let a device answer to one more code: an old tag, a maker's number, a second label.

    A code the device has already changes nothing. Refuses CodeMissing, CodeHalfRead,
    NumberMangled, and CodeInUse when something else answers to it.
    """
    device = found(db, Device, device_id)
    shown = _code_text(code)
    for row in codes_of(db, device_id=device.id):
        if row.value == folded_code(shown):
            return row
    value = shown
    if ours := read_code(shown):
        scanned_code(db, shown, CodeKind.DEVICE)
        shown, value, origin = ours.printed(), ours.text, CodeOrigin.LABEL
    check_free(db, value, shown=shown)
    if origin is CodeOrigin.SERIAL:
        # A device has one serial number of its own; another is a further code.
        origin = CodeOrigin.OLD if device.serial else origin
        device.serial = device.serial or shown
    row = add_code(db, shown=shown, value=value, origin=origin, device_id=device.id)
    db.flush()
    return row


def unlink_code(db: Session, *, code_id: str) -> None:
    """A further code no longer finds its device. Its own label always does: CodeInUse."""
    row = found(db, CodeOf, code_id)
    device = found(db, Device, row.device_id or "")
    if row.shown == device.tag:
        raise CodeInUse(row.shown, f"{device.title}, {device.tag}", device.id)
    row.deleted = True
    db.flush()


def change_kit(db: Session, *, device_id: str, names: Sequence[str]) -> list[KitItem]:
    """Make these the parts that travel with a device. The same name may come twice.

    Refuses PartNameMissing, TextTooLong, and PartOut for a part that is out with somebody.
    """
    device = found(db, Device, device_id)
    wanted = Tally(_part(name) for name in names)
    loan = open_loan(db, device.id)
    out = {id for id, _ in json.loads(loan.contents or "[]")} if loan else set()
    gone = []
    for item in kit_of(db, device.id):
        if wanted[item.name]:
            wanted[item.name] -= 1
        elif item.id in out:
            raise PartOut(device.tag, item.name)
        else:
            gone.append(item)
    for item in gone:
        item.deleted = True
    db.add_all(KitItem(device_id=device.id, name=name) for name in wanted.elements())
    db.flush()
    return kit_of(db, device.id)


def kit_of(db: Session, device_id: str) -> list[KitItem]:
    """The parts that travel with a device, in the order they were added."""
    items = select(KitItem).where(KitItem.device_id == device_id, KitItem.deleted == 0)
    return list(db.scalars(items.order_by(KitItem.id)))


def make_ready(db: Session, *, device_id: str, now: datetime) -> Device:
    """A device was wiped and checked, and can be lent again. Refuses NotToWipe."""
    device = found(db, Device, device_id)
    if device.stage != Stage.TO_WIPE:
        raise NotToWipe(device.tag, device.stage)
    device.stage, device.stage_note, device.seen_on = Stage.READY, "", now.date()
    db.flush()
    return device


def send_to_repair(db: Session, *, device_id: str, now: datetime, note: str = "") -> Device:
    """A device needs mending. Refuses DeviceOnLoan, DeviceGone and StageAlready."""
    return _set_aside(db, device_id, Stage.REPAIR, note, now)


def withdraw_device(db: Session, *, device_id: str, now: datetime, note: str = "") -> Device:
    """A device is not for lending any more. Refuses DeviceOnLoan, DeviceGone, StageAlready."""
    return _set_aside(db, device_id, Stage.WITHDRAWN, note, now)


def put_back(db: Session, *, device_id: str, now: datetime) -> Device:
    """Back on the shelf from repair or from being withdrawn; to wipe first if it holds data.

    Refuses StageAlready, DeviceGone, and DeviceNotLendable for a lost one.
    """
    device = found(db, Device, device_id)
    if device.stage == Stage.GIVEN:
        raise DeviceGone(device.tag)
    if device.stage in (Stage.READY, Stage.TO_WIPE):
        raise StageAlready(device.tag, device.stage)
    if device.stage == Stage.LOST:
        raise DeviceNotLendable(device.tag, device.stage)
    holds_data = found(db, DeviceKind, device.kind_id).holds_data
    device.stage = Stage.TO_WIPE if holds_data else Stage.READY
    device.stage_note, device.seen_on = "", now.date()
    db.flush()
    return device


def mark_seen(db: Session, *, device_ids: Iterable[str], now: datetime) -> None:
    """Somebody had these in their hands today, as in a stock check."""
    for device_id in device_ids:
        device = found(db, Device, device_id)
        device.seen_on = max(device.seen_on or now.date(), now.date())
    db.flush()


def reserve_labels(db: Session, *, count: int, kind: CodeKind = CodeKind.DEVICE) -> list[Code]:
    """Fresh numbers for a sheet of labels or cards, never given out again. Refuses LabelCount."""
    if not 1 <= count <= MOST_LABELS:
        raise LabelCount(MOST_LABELS)
    codes = [fresh_code(db, kind) for _ in range(count)]
    db.flush()
    return codes


def _set_aside(db: Session, device_id: str, stage: Stage, note: str, now: datetime) -> Device:
    device = found(db, Device, device_id)
    if device.stage == Stage.GIVEN:
        raise DeviceGone(device.tag)
    if device.stage == stage:
        raise StageAlready(device.tag, stage)
    if loan := open_loan(db, device_id):
        who = found(db, Person, loan.borrower_id)
        raise DeviceOnLoan(device.tag, who.display_name, loan.due_on, loan.id)
    device.stage, device.stage_note = stage, clean_note(note, "Note")
    device.seen_on = now.date()
    db.flush()
    return device


def _code_text(code: str) -> str:
    shown = read_serial(code, "Code")
    if not folded_code(shown):
        raise CodeMissing
    if is_half_of_ours(shown):
        raise CodeHalfRead(shown)
    return shown


def _further_code(db: Session, code: str) -> str:
    """A code of before that nothing else answers to."""
    shown = _code_text(code)
    check_free(db, shown)
    return shown


def _fund(db: Session, fund_id: str) -> str | None:
    return found(db, Fund, fund_id).id if fund_id else None


def _part(name: str) -> str:
    clean = clean_line(name, "Part", 100)
    if not clean:
        raise PartNameMissing
    return clean
