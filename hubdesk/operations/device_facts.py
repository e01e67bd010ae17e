"""What may be written down about a device, checked field by field, and its makers' numbers."""

from __future__ import annotations

from typing import TypedDict

from sqlalchemy.orm import Session

from hubdesk.ids import folded_code
from hubdesk.models import CodeOf, CodeOrigin, Condition, Device, DeviceKind, Ownership
from hubdesk.operations.codes import add_code, codes_of, in_use, owners
from hubdesk.operations.person_facts import one_of
from hubdesk.typed import clean_line, clean_note, read_imei, read_serial


class DeviceFacts(TypedDict, total=False):
    """The facts of a device that can be changed. What is left out stays as it is."""

    kind_id: str
    fund_id: str  # empty: nobody said what paid for it
    make: str
    model: str
    serial: str
    imei: str
    condition: str
    ownership: str
    place: str
    note: str


_LINES = {"make": "Make", "model": "Model", "place": "Place"}


def device_columns(facts: DeviceFacts) -> dict[str, str]:
    """The columns that `facts` set, clean; rows of others are left to the caller.

    TypeError for a fact that nobody declared. Refuses ImeiNotRight, NumberMangled,
    ChoiceUnknown and TextTooLong.
    """
    others = ("kind_id", "fund_id")
    return {fact: _clean(fact, str(value)) for fact, value in facts.items() if fact not in others}


def _clean(fact: str, text: str) -> str:
    match fact:
        case "serial":
            return read_serial(text)
        case "imei":
            return read_imei(text)
        case "condition":
            return one_of(Condition, text, "Condition")
        case "ownership":
            return one_of(Ownership, text, "Whose it is")
        case "note":
            return clean_note(text, "Note")
        case _ if fact in _LINES:
            return clean_line(text, _LINES[fact])
    raise TypeError(f"a device has no fact called {fact}")


def title_of(make: str, model: str, kind: DeviceKind) -> str:
    """Make and model as one; a model that begins with its make is not given it twice."""
    if make and model.casefold().startswith(make.casefold()):
        return model
    return f"{make} {model}".strip() or kind.name


def check_numbers(db: Session, *, serial: str, imei: str, make: str, device_id: str = "") -> None:
    """Refuse CodeInUse for a serial number or IMEI that finds another device already.

    Makers do not know of each other's numbers: two makes that both are known may share one.
    """
    for number in (imei, serial):
        for row in owners(db, number):
            if row.device_id and row.device_id == device_id:
                continue
            if number == serial and _of_other_make(db, row, make):
                continue
            raise in_use(db, row, number)


def keep_numbers(db: Session, device: Device) -> None:
    """Make the codes of a device say what its columns say of serial number and IMEI."""
    wanted = {CodeOrigin.IMEI: device.imei, origin_of(device.serial): device.serial}
    for row in codes_of(db, device_id=device.id):
        if row.origin in (CodeOrigin.IMEI, CodeOrigin.SERIAL, CodeOrigin.ICCID):
            if row.shown == wanted.get(CodeOrigin(row.origin)):
                del wanted[CodeOrigin(row.origin)]
            else:
                row.deleted = True
    for origin, shown in wanted.items():
        if folded_code(shown):
            add_code(db, shown=shown, origin=origin, device_id=device.id)


def _of_other_make(db: Session, row: CodeOf, make: str) -> bool:
    other = db.get(Device, row.device_id) if row.device_id else None
    if other is None or not other.make or not make:
        return False
    return other.make.casefold() != make.casefold()


def origin_of(serial: str) -> CodeOrigin:
    """The number of a SIM begins with 89 and has 19 or 20 digits (ITU-T E.118)."""
    digits = folded_code(serial)
    is_sim = digits.isdigit() and len(digits) in (19, 20) and digits.startswith("89")
    return CodeOrigin.ICCID if is_sim else CodeOrigin.SERIAL
