"""What a line says of a device, ready to be written: its codes, its facts, its parts."""

from __future__ import annotations

from dataclasses import dataclass

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Fault, Problem
from hubdesk.errors.records import CodeOfOtherSort, TextTooLong
from hubdesk.ids import CodeKind, read_code
from hubdesk.models import CodeOrigin, Condition, Ownership
from hubdesk.operations.bringing_in.codes import Named, named, our_code
from hubdesk.operations.bringing_in.lines import DeviceSaid
from hubdesk.operations.codes import NAMES_OF_CODES
from hubdesk.operations.device_facts import DeviceFacts, origin_of
from hubdesk.typed import MOST_NOTE, clean_line

LABELS = {
    "kind_id": "Kind",
    "fund_id": "Paid by",
    "make": "Make",
    "model": "Model",
    "serial": "Serial number",
    "imei": "IMEI",
    "condition": "Condition",
    "ownership": "Whose it is",
    "place": "Place",
    "note": "Note",
}
MOST_PART = 100


@dataclass(frozen=True, slots=True)
class DeviceFace:
    """A device of the hub, as far as telling them apart needs."""

    id: str
    title: str
    tag: str
    make: str


def codes_named(line: DeviceSaid) -> list[Named] | Refusal:
    """Every code of a line, each once; or why one of them cannot be a device's.

    A line without any is known by its key alone.
    """
    label = our_code(line.tag, CodeKind.DEVICE)
    found = [Named.of_ours(label) if label else named(line.tag, CodeOrigin.TAG)]
    serial, others = _numbers(line)
    found.append(named(serial, origin_of(serial)))
    found.append(named(line.imei, CodeOrigin.IMEI))
    for other in others:
        ours = read_code(other)
        if ours and ours.kind is not CodeKind.DEVICE:
            names = NAMES_OF_CODES
            return CodeOfOtherSort(other, names[ours.kind], names[CodeKind.DEVICE])
        found.append(Named.of_ours(ours) if ours else named(other, CodeOrigin.OLD))
    codes = {code.value: code for code in reversed(found) if code}
    return list(reversed(codes.values())) or [Named.of_line("device", line.key)]


def facts_said(line: DeviceSaid, *, is_new: bool) -> DeviceFacts:
    """What a line says of a device. A name that is not its model goes to the note."""
    is_named = line.name and line.name.casefold() not in (line.model.casefold(), "")
    note = "\n".join(filter(None, (f"Name: {line.name}" if is_named else "", line.notes)))
    return {
        "make": line.make,
        "model": line.model,
        "serial": _numbers(line)[0],
        "imei": line.imei,
        "condition": line.condition or (Condition.GOOD if is_new else ""),
        "ownership": line.ownership or (Ownership.OWNED if is_new else ""),
        "place": line.place,
        "note": note[:MOST_NOTE],
    }


def _numbers(line: DeviceSaid) -> tuple[str, tuple[str, ...]]:
    """The maker's number and the other codes: the number on a SIM is its serial number."""
    others = tuple(line.other_codes)
    if line.serial:
        return line.serial, others
    sim = next((code for code in others if origin_of(code) is CodeOrigin.ICCID), "")
    return sim, tuple(code for code in others if code != sim)


def parts_of(line: DeviceSaid, remarks: list[Problem]) -> list[str]:
    parts = []
    for part in line.contents:
        try:
            parts.append(clean_line(part, "Part", MOST_PART))
        except TextTooLong as refusal:
            remarks.append(
                Problem(Fault.CELL_TOO_LONG, line.line, refusal.field, str(refusal.most))
            )
    return [part for part in parts if part]


def makes_differ(one: str, other: str) -> bool:
    """Whether both makes are known and are not the same."""
    return bool(one and other) and one.casefold() != other.casefold()


def shown_of(line: DeviceSaid) -> str:
    """A line that is not a device (yet), as lists show one."""
    parts = (line.make, line.model) if line.model else (line.make, line.name)
    return " ".join(filter(None, parts))
