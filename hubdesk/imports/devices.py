"""A table to lines about devices: ours, and the exports of Snipe-IT and Shelf.

A row stays out only if it has nothing to be known by, if it would stand for two things, or
if it would open a wrong loan. Anything else comes in without the doubtful cell, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hubdesk.errors.bringing_in import Fault, LooksLike
from hubdesk.i18n import plain_day
from hubdesk.ids import CodeKind, folded_code, is_half_of_ours, read_code, read_typed
from hubdesk.imports.codes import code_or_nothing, is_mangled, tidy_iccid, with_nought
from hubdesk.imports.dates import DateStyle, read_date
from hubdesk.imports.headings import Columns, Shape
from hubdesk.imports.lines import BorrowerWords, DeviceLine, Lines
from hubdesk.imports.lists import (
    MOST_CODE,
    Findings,
    date_styles,
    dates_remarks,
    if_right,
    left_out_remarks,
    note_within,
    tell_repeats,
    the_list,
    within,
)
from hubdesk.imports.shapes import OWN_DEVICES
from hubdesk.imports.tables import Row, Table
from hubdesk.imports.words import (
    condition_of,
    kind_of,
    listed_things,
    ownership_of,
    stage_of,
    yes_or_no,
)
from hubdesk.typed import MOST_LINE, read_imei

_FAR_AHEAD = timedelta(days=3650)


@dataclass
class _Reading:
    """What is known while the rows of one file are read."""

    shape: Shape
    columns: Columns
    today: date
    styles: dict[str, DateStyle]
    first_lines: dict[tuple[str, str], int] = field(default_factory=dict)
    keys: Counter[str] = field(default_factory=Counter)


def device_lines(table: Table, *, today: date) -> Lines[DeviceLine]:
    """Every row of a list of devices. `today` settles years of two digits and future days.

    Raises HeadingsUnknown, or OtherList where the list is of people, places or models.
    """
    shape = the_list(table, LooksLike.DEVICES)
    columns = Columns(table, shape)
    found = date_styles(table, columns, "lent_on", "due_on")
    styles = {name: style.style for name, style in found.items()}
    reading = _Reading(shape, columns, today, styles)
    rows = tuple(_line(row, reading) for row in table.rows)
    remarks = [*table.remarks, *left_out_remarks(columns), *dates_remarks(columns, found)]
    return Lines(table.name, shape.name, rows, tuple(remarks))


def _line(row: Row, reading: _Reading) -> DeviceLine:
    columns, say = reading.columns, Findings(row.line, reading.columns)
    if row.extra:
        say.refuse(Fault.EXTRA_CELLS, text=row.extra[0])
    tell_repeats(row, say, columns)
    name, kind, make, model = (
        within(say, f, columns.cell(row, f), MOST_LINE) for f in ("name", "kind", "make", "model")
    )
    if is_mangled(model):
        say.remark(Fault.MODEL_MANGLED, "model", model)
    tag = _tag(row, say, reading)
    serial = _serial(row, say, reading, tag)
    imei, codes = _other_codes(row, say, reading)
    if not (tag or serial or imei or name or model or codes) and not say.problems:
        say.refuse(Fault.NO_IDENTITY)
    _refuse_counted(row, say, reading)
    stage = _stage(row, say, reading)
    borrower, place = _whereabouts(row, say, reading, stage)
    lent_on, due_on = _loan_days(row, say, reading, borrower)
    if name and not model and not make:
        model = name
    return DeviceLine(
        line=row.line,
        source_shape=reading.shape.name,
        key=_key(reading, tag, serial, imei, codes, (name, make, model)),
        tag=tag,
        name=name,
        kind_word=_kind(say, reading, kind, (model, name, make)),
        make=make,
        model=model,
        serial=serial,
        imei=imei,
        condition=_word(row, say, columns, "condition", condition_of, Fault.CONDITION_UNKNOWN),
        stage=stage,
        ownership=_word(row, say, columns, "ownership", ownership_of, Fault.OWNERSHIP_UNKNOWN),
        fund=within(say, "fund", columns.cell(row, "fund"), MOST_LINE),
        place=within(say, "place", place, MOST_LINE),
        contents=listed_things(columns.cell(row, "contents")),
        other_codes=codes,
        borrower=borrower,
        lent_on=lent_on,
        due_on=due_on,
        notes=_notes(row, say, columns),
        problems=tuple(say.problems),
        remarks=tuple(say.remarks),
    )


def _tag(row: Row, say: Findings, reading: _Reading) -> str:
    tag = code_or_nothing(reading.columns.cell(row, "tag"))
    if not tag:
        return ""
    code = read_code(tag)
    if is_mangled(tag):
        say.refuse(Fault.TAG_MANGLED, "tag", tag)
    elif len(tag) > MOST_CODE:
        say.refuse(Fault.TOO_LONG, "tag", str(MOST_CODE))
    elif len(tag.split()) > 3:  # a note under the list, such as who counted
        say.refuse(Fault.TAG_IS_WORDS, "tag", tag)
    elif code and code.kind is not CodeKind.DEVICE:
        say.refuse(Fault.CODE_IS_CARD, "tag", tag)
    elif is_half_of_ours(tag):
        say.refuse(Fault.CODE_HALF_READ, "tag", tag)
    else:
        _refuse_second(say, reading, Fault.TAG_TWICE, "tag", tag)
    return tag


def _serial(row: Row, say: Findings, reading: _Reading, tag: str) -> str:
    serial = code_or_nothing(reading.columns.cell(row, "serial"))
    if is_mangled(serial):
        if tag:
            say.remark(Fault.SERIAL_MANGLED, "serial", serial)
        else:
            say.refuse(Fault.ONLY_SERIAL_MANGLED, "serial", serial)
        return ""
    if len(serial) > MOST_CODE:
        say.refuse(Fault.TOO_LONG, "serial", str(MOST_CODE))
    elif serial:
        _refuse_second(say, reading, Fault.SERIAL_TWICE, "serial", serial)
    return serial


def _other_codes(row: Row, say: Findings, reading: _Reading) -> tuple[str, tuple[str, ...]]:
    """The IMEI if it can be right, and everything else the thing answers to."""
    columns = reading.columns
    typed = code_or_nothing(columns.cell(row, "imei"))
    if imei := if_right(say, Fault.IMEI_NOT_RIGHT, "imei", typed, read_imei):
        _refuse_second(say, reading, Fault.IMEI_TWICE, "imei", imei)
    codes = [
        code_or_nothing(code) for cell in columns.cells(row, "codes") for code in cell.split(",")
    ]
    if sim := code_or_nothing(columns.cell(row, "iccid")):
        if tidy := tidy_iccid(sim):
            codes.append(tidy)
        else:
            say.remark(Fault.ICCID_NOT_RIGHT, "iccid", sim)
    for code in filter(is_mangled, codes):
        say.remark(Fault.NUMBER_MANGLED, "codes", code)
    kept = (code for code in codes if code and len(code) <= MOST_CODE and not is_mangled(code))
    return imei, tuple(dict.fromkeys(kept))


def _refuse_second(say: Findings, reading: _Reading, fault: Fault, name: str, code: str) -> None:
    """Refuse a code that an earlier row has: HD-0142 and hd142 are the same."""
    typed = read_typed(code) if name == "tag" else None
    ours = read_code(code) if name == "tag" else None
    if ours:
        same = f"HD{ours.desk}/{ours.number}"
    elif typed and typed.kind is CodeKind.DEVICE:
        same = f"HD{typed.desk or 0}/{typed.number}"
    else:
        same = folded_code(code) or code
    first = reading.first_lines.setdefault((name, same), say.line)
    if first != say.line:
        say.refuse(fault, name, code, first)


def _refuse_counted(row: Row, say: Findings, reading: _Reading) -> None:
    columns = reading.columns
    tracking = columns.cell(row, "tracking").casefold()
    if reading.shape.sort is LooksLike.COUNTED or "quantity" in tracking:
        number = f"{columns.cell(row, 'quantity') or '?'} {columns.cell(row, 'unit')}"
        say.refuse(Fault.COUNTED, "quantity", number.strip())


def _stage(row: Row, say: Findings, reading: _Reading) -> str:
    text = reading.columns.cell(row, "state")
    stage = stage_of(text)
    if not stage:  # nobody lends what may be broken because a word was not known
        say.remark(Fault.STATE_UNKNOWN, "state", text)
        stage = "withdrawn"
    may_be_lent = yes_or_no(reading.columns.cell(row, "bookable"))
    return "withdrawn" if may_be_lent is False and stage == "ready" else stage


def _whereabouts(
    row: Row, say: Findings, reading: _Reading, stage: str
) -> tuple[BorrowerWords | None, str]:
    """Who has it, and where it stands when it is in."""
    columns = reading.columns
    place = columns.cell(row, "place")
    out_to = columns.cell(row, "out_type").casefold()
    if out_to in ("location", "asset"):
        where = columns.cell(row, "out_place") or columns.cell(row, "borrower") or place
        if out_to == "asset":
            say.remark(Fault.OUT_WITH_NO_PERSON, "out_type", where)
            return None, place
        return None, where
    names = [columns.cell(row, "borrower_first"), columns.cell(row, "borrower_last")]
    borrower = BorrowerWords(
        name=columns.cell(row, "borrower") or " ".join(filter(None, names)),
        username=columns.cell(row, "borrower_username"),
        email=columns.cell(row, "borrower_email"),
        phone=with_nought(code_or_nothing(columns.cell(row, "borrower_phone"))),
        card=columns.cell(row, "borrower_card"),
    )
    if borrower == BorrowerWords():
        return None, place
    if stage != "ready":
        named = borrower.name or borrower.username or borrower.email or borrower.card
        say.remark(Fault.NOT_LENT, "borrower", named or borrower.phone)
    return borrower, place


def _loan_days(
    row: Row, say: Findings, reading: _Reading, borrower: BorrowerWords | None
) -> tuple[date | None, date | None]:
    """The day it went out and the day it is due, where both can be."""
    days: dict[str, date | None] = {}
    for name in ("lent_on", "due_on"):
        text = code_or_nothing(reading.columns.cell(row, name))
        latest = reading.today + _FAR_AHEAD
        days[name] = read_date(text, reading.styles[name], latest=latest) if text else None
        if not text:
            continue
        if borrower is None:
            # In other programs the days of the last loan stay; in ours they mean this one.
            if reading.shape is OWN_DEVICES:
                say.refuse(Fault.LOAN_WITHOUT_BORROWER, name, text)
            days[name] = None
        elif days[name] is None:
            say.refuse(Fault.LOAN_DATE_UNREAD, name, text)
    lent_on, due_on = days["lent_on"], days["due_on"]
    if lent_on and lent_on > reading.today:
        say.refuse(Fault.LENT_IN_FUTURE, "lent_on", plain_day(lent_on))
    elif lent_on and due_on and due_on < lent_on:
        say.refuse(Fault.DUE_BEFORE_LENT, "due_on", plain_day(due_on))
    return lent_on, due_on


def _kind(say: Findings, reading: _Reading, kind: str, others: tuple[str, ...]) -> str:
    word = kind_of(kind, *others)
    if word == "other" and kind and reading.shape is OWN_DEVICES and kind.casefold() != "other":
        say.remark(Fault.KIND_UNKNOWN, "kind", kind)
    return word


def _word(
    row: Row,
    say: Findings,
    columns: Columns,
    name: str,
    meaning: Callable[[str], str],
    unknown: Fault,
) -> str:
    text = columns.cell(row, name)
    word = meaning(text) if text else ""
    if text and not word:
        say.remark(unknown, name, text)
    return word


def _notes(row: Row, say: Findings, columns: Columns) -> str:
    """What the file says that has no place of its own."""
    said = [*columns.cells(row, "notes"), *columns.cells(row, "more_notes")]
    number = columns.cell(row, "model_number")
    if is_mangled(number):
        say.remark(Fault.MODEL_MANGLED, "model_number", number)
    elif number:
        said.append(f"Model number {number}")
    if tags := columns.cell(row, "tags"):
        said.append(f"Tags: {tags}")
    if part_of := columns.cell(row, "part_of"):
        said.append(f"Part of {part_of}")
    return note_within(say, said)


def _key(
    reading: _Reading,
    tag: str,
    serial: str,
    imei: str,
    codes: tuple[str, ...],
    names: tuple[str, ...],
) -> str:
    """What makes this row the same row next time. Rows known by name alone are numbered."""
    known = (("tag", tag), ("serial", serial), ("imei", imei), ("code", "".join(codes[:1])))
    for origin, code in known:
        if code:
            return f"{origin}:{folded_code(code) or code}"
    named = "name:" + "/".join(" ".join(name.casefold().split()) for name in names)
    reading.keys[named] += 1
    return f"{named}#{reading.keys[named]}"
