"""A table to lines about people: ours, Koha's, Kolibri's, and the users of Snipe-IT and Shelf.

Only a name is needed. What cannot be right in any other cell is left empty and told, so that
nobody is turned away for a postcode.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from hubdesk.errors import Refusal
from hubdesk.errors.bringing_in import Fault, LooksLike
from hubdesk.errors.records import NameMissing, TextTooLong
from hubdesk.ids import CodeKind, folded_code, is_half_of_ours, read_code
from hubdesk.imports.births import Birth, birth_from_age, birth_from_date, birth_from_year
from hubdesk.imports.codes import code_or_nothing, is_mangled, with_nought
from hubdesk.imports.dates import ColumnStyle
from hubdesk.imports.headings import Columns, Shape
from hubdesk.imports.lines import Lines, PersonLine
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
from hubdesk.imports.tables import Row, Table
from hubdesk.imports.words import (
    channel_of,
    is_no_fixed_address,
    listed_things,
    need_of,
    role_of,
    yes_or_no,
)
from hubdesk.typed import MOST_LINE, Phone, clean_name, read_email, read_phone, read_postcode


@dataclass
class _Reading:
    """What is known while the rows of one file are read."""

    shape: Shape
    columns: Columns
    today: date
    born: ColumnStyle
    first_lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    keys: Counter[str] = field(default_factory=Counter)


def person_lines(table: Table, *, today: date) -> Lines[PersonLine]:
    """Every row of a list of people. `today` settles ages and years of two digits.

    Raises HeadingsUnknown, or OtherList where the list is of devices, places or models.
    """
    shape = the_list(table, LooksLike.PEOPLE)
    columns = Columns(table, shape)
    found = date_styles(table, columns, "born")
    reading = _Reading(shape, columns, today, found["born"])
    rows = tuple(_line(row, reading) for row in table.rows)
    remarks = [*table.remarks, *left_out_remarks(columns), *dates_remarks(columns, found)]
    return Lines(table.name, shape.name, rows, tuple(remarks))


def _line(row: Row, reading: _Reading) -> PersonLine:
    columns, say = reading.columns, Findings(row.line, reading.columns)
    if row.extra:
        say.refuse(Fault.EXTRA_CELLS, text=row.extra[0])
    tell_repeats(row, say, columns)
    name = _name(row, say, columns)
    card = _card(row, say, reading)
    username = _username(row, say, reading, name)
    phone, other_phones = _phones(row, say, columns)
    written = code_or_nothing(columns.cell(row, "email"))
    email = if_right(say, Fault.EMAIL_NOT_RIGHT, "email", written, read_email)
    birth = _birth(row, say, reading)
    postcode, address = _address(row, say, columns)
    _tell_twins(row, say, reading, name, phone, birth)
    return PersonLine(
        line=row.line,
        source_shape=reading.shape.name,
        key=_key(reading, card, username, email, name),
        name=name,
        known_as=within(say, "known_as", columns.cell(row, "known_as"), MOST_LINE),
        phone=phone.shown,
        email=email,
        channel=_choice(row, say, columns, "channel"),
        born_precision=birth.precision,
        born_on=birth.on,
        born_year=birth.year,
        age_band=birth.band,
        postcode=postcode,
        address=address,
        no_fixed_address=is_no_fixed_address(address),
        language=within(say, "language", columns.cell(row, "language"), MOST_LINE),
        wants_interpreter=_answer(row, say, columns, "interpreter"),
        safe_to_leave_message=_answer(row, say, columns, "message"),
        do_not_post=_answer(row, say, columns, "no_post"),
        needs=_choices(row, say, columns, "needs"),
        roles=_choices(row, say, columns, "roles"),
        guardian_name=within(say, "guardian", columns.cell(row, "guardian"), MOST_LINE),
        guardian_phone=with_nought(code_or_nothing(columns.cell(row, "guardian_phone"))),
        heard_from=within(say, "heard_from", columns.cell(row, "heard_from"), MOST_LINE),
        card=card,
        username=username,
        other_codes=tuple(filter(None, map(code_or_nothing, columns.cells(row, "codes")))),
        notes=_notes(row, say, reading, other_phones),
        problems=tuple(say.problems),
        remarks=tuple(say.remarks),
    )


def _name(row: Row, say: Findings, columns: Columns) -> str:
    """The name somebody goes by, its parts in the order they are spoken."""
    parts = [columns.cell(row, part) for part in ("first", "middle", "last")]
    name = columns.cell(row, "name") or " ".join(filter(None, parts))
    label = "name" if columns.cell(row, "name") else "last"
    try:
        return clean_name(name, columns.heading(label))
    except NameMissing:
        say.refuse(Fault.NO_NAME)
    except TextTooLong as error:
        say.refuse(Fault.TOO_LONG, label, str(error.most))
    return ""


def _card(row: Row, say: Findings, reading: _Reading) -> str:
    card = code_or_nothing(reading.columns.cell(row, "card"))
    if not card:
        return ""
    code = read_code(card)
    if is_mangled(card):
        say.remark(Fault.NUMBER_MANGLED, "card", card)
        return ""
    if len(card) > MOST_CODE:
        say.refuse(Fault.TOO_LONG, "card", str(MOST_CODE))
    elif code and code.kind is not CodeKind.PERSON:
        say.refuse(Fault.CODE_IS_DEVICE, "card", card)
    elif is_half_of_ours(card):
        say.refuse(Fault.CODE_HALF_READ, "card", card)
    else:
        first = reading.first_lines.setdefault(("card", folded_code(card)), row.line)
        if first != row.line:
            say.refuse(Fault.CARD_TWICE, "card", card, first)
    return card


def _username(row: Row, say: Findings, reading: _Reading, name: str) -> str:
    """The name somebody signs in with elsewhere. Two people may not share it; one row twice may."""
    username = code_or_nothing(reading.columns.cell(row, "username"))
    if not username:
        return ""
    first = reading.first_lines.setdefault(("username", username.casefold()), row.line)
    if first == row.line:
        reading.first_lines[("username", username.casefold(), name.casefold())] = row.line
        return username
    if ("username", username.casefold(), name.casefold()) in reading.first_lines:
        say.refuse(Fault.USERNAME_TWICE, "username", username, first)
        return username
    say.remark(Fault.USERNAME_SHARED, "username", username, first)
    return ""


def _phones(row: Row, say: Findings, columns: Columns) -> tuple[Phone, list[str]]:
    """The first number that can be right, and whatever else is written, for the notes."""
    right: list[Phone] = []
    rest: list[str] = []
    for written in filter(None, map(code_or_nothing, columns.cells(row, "phone"))):
        if is_mangled(written):
            say.remark(Fault.NUMBER_MANGLED, "phone", written)
            continue
        try:
            phone = read_phone(with_nought(written), columns.heading("phone"))
        except Refusal:
            say.remark(Fault.PHONE_NOT_RIGHT, "phone", written)
            rest.append(written)
        else:
            if phone.key not in (known.key for known in right):
                right.append(phone)
    rest += [phone.shown for phone in right[1:]]
    return right[0] if right else Phone(), rest


def _birth(row: Row, say: Findings, reading: _Reading) -> Birth:
    """What is known of a birth: the day, else the year, else the age as a band."""
    columns, today = reading.columns, reading.today
    fault: tuple[Fault, str, str] | None = None
    for name, unread in (
        ("born", Fault.DATE_UNREAD),
        ("born_year", Fault.DATE_UNREAD),
        ("age", Fault.AGE_NOT_RIGHT),
    ):
        text = code_or_nothing(columns.cell(row, name))
        if not text or text.casefold() in ("not_specified", "deferred"):
            continue
        if name == "born":
            birth = birth_from_date(text, reading.born.style, today)
        elif name == "born_year":
            birth = birth_from_year(text, today)
        else:
            birth = birth_from_age(text)
        if birth and birth.is_ahead:
            fault = (Fault.BIRTH_IN_FUTURE, name, text)
        elif birth:
            return birth
        else:
            fault = (unread, name, text)
    if fault:
        say.remark(*fault)
    return Birth()


def _address(row: Row, say: Findings, columns: Columns) -> tuple[str, str]:
    """The postcode in its printed form, and the address on as many lines as it has parts."""
    street = " ".join(columns.cells(row, "street"))
    parts = [" ".join(part.split()) for part in columns.cells(row, "address")]
    if street and parts:
        parts[0] = f"{street} {parts[0]}"
    typed = columns.cell(row, "postcode")
    postcode = if_right(say, Fault.POSTCODE_NOT_RIGHT, "postcode", typed, read_postcode)
    if not postcode:
        parts.append(typed)
    return postcode, "\n".join(filter(None, parts))


def _tell_twins(
    row: Row, say: Findings, reading: _Reading, name: str, phone: Phone, birth: Birth
) -> None:
    """Tell of an earlier row that may be the same person; the same row again stays out."""
    whole = ("row", *row.cells.values())
    first = reading.first_lines.setdefault(whole, row.line)
    if first != row.line:
        if not say.problems:
            say.refuse(Fault.ROW_TWICE, first_line=first)
        return
    same: list[tuple[str, ...]] = []
    if phone.key:
        same.append(("phone", phone.key))
    if birth.on and name:
        same.append(("birth", birth.on.isoformat(), name.casefold()))
    for sign in same:
        first = reading.first_lines.setdefault(sign, row.line)
        if first != row.line:
            say.remark(Fault.MAYBE_TWICE, text=name, first_line=first)
            return


def _answer(row: Row, say: Findings, columns: Columns, name: str) -> bool | None:
    text = columns.cell(row, name)
    answer = yes_or_no(text)
    if text and answer is None:
        say.remark(Fault.WORD_UNKNOWN, name, text)
    return answer


def _choice(row: Row, say: Findings, columns: Columns, name: str) -> str:
    text = columns.cell(row, name)
    word = channel_of(text)
    if text and not word:
        say.remark(Fault.WORD_UNKNOWN, name, text)
    return word


def _choices(row: Row, say: Findings, columns: Columns, name: str) -> tuple[str, ...]:
    meaning = need_of if name == "needs" else role_of
    words: list[str] = []
    for text in listed_things(columns.cell(row, name)):
        if word := meaning(text):
            words.append(word)
        else:
            say.remark(Fault.WORD_UNKNOWN, name, text)
    return tuple(dict.fromkeys(words))


def _notes(row: Row, say: Findings, reading: _Reading, other_phones: list[str]) -> str:
    """What the file says that has no place of its own."""
    columns = reading.columns
    said = [*columns.cells(row, "notes"), *(f"Phone {phone}" for phone in other_phones)]
    if until := columns.cell(row, "restricted"):
        why = columns.cell(row, "restricted_why")
        say.remark(Fault.RESTRICTED, "restricted", until)
        said.append(f"{reading.shape.name} stopped lending until {until}. {why}".strip())
    return note_within(say, said)


def _key(reading: _Reading, card: str, username: str, email: str, name: str) -> str:
    """What makes this row the same row next time. Rows known by name alone are numbered."""
    for origin, said in (("card", folded_code(card)), ("username", username), ("email", email)):
        if said:
            return f"{origin}:{said.casefold()}"
    named = "name:" + " ".join(name.casefold().split())
    reading.keys[named] += 1
    return f"{named}#{reading.keys[named]}"
