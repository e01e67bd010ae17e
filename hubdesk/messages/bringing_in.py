"""Words for what can be wrong with a file that is brought in, and with one of its rows."""

from __future__ import annotations

from collections.abc import Iterable

from hubdesk import i18n
from hubdesk.errors import HubDeskError
from hubdesk.errors import bringing_in as e
from hubdesk.errors.bringing_in import Fault, LooksLike, Problem
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words, explain


def _t(text: str) -> str:
    return translate("BringingIn", text)


_THINGS = {
    LooksLike.ZIP: "a ZIP archive",
    LooksLike.PDF: "a PDF",
    LooksLike.PICTURE: "a picture",
    LooksLike.DATABASE: "a database",
    LooksLike.OLD_EXCEL: "an old or locked Excel file",
    LooksLike.OTHER_OFFICE: "a document of another sort",
    LooksLike.WEB_PAGE: "a web page",
    LooksLike.JSON: "data for programs (JSON)",
    LooksLike.KOHA_OFFLINE: "a Koha offline circulation file",
    LooksLike.NOT_TEXT: "not a table",
    LooksLike.DEVICES: "a list of devices",
    LooksLike.PEOPLE: "a list of people",
    LooksLike.MODELS: "a list of models",
    LooksLike.PLACES: "a list of places",
    LooksLike.COUNTED: "a list of things that are counted",
}
_WANTED = {
    LooksLike.DEVICES: ("devices", "asset tag, kind, make and model"),
    LooksLike.PEOPLE: ("people", "name, phone and postcode"),
}
_SAVE_AS = "Open it in a spreadsheet and save it as XLSX or CSV."


def _other_list(error: e.OtherList) -> Message:
    return Message(
        _t("{name} looks like {thing}, not {wanted}.").format(
            name=error.name,
            thing=_t(_THINGS[error.looks_like]),
            wanted=_t(_THINGS[error.wanted]),
        ),
        _t("Its {rows} were left out, and nothing changed.").format(
            rows=i18n.count(error.rows, "row", "rows")
        ),
    )


def _headings(error: e.HeadingsUnknown) -> Message:
    what, example = _WANTED[error.wanted]
    return Message(
        _t("No heading in {name} is one we know for {what}.").format(name=error.name, what=what),
        _t("Name the columns in the first row: {example}.").format(example=example),
    )


WORDS: Words = {
    e.FileEmpty: lambda error: Message(
        _t("{name} is empty.").format(name=error.name), _t("Choose another file.")
    ),
    e.ListHalfIn: lambda error: Message(
        _t("Part of {name} is in, and somebody has worked with it.").format(name=error.name),
        _t("Bring the same file in again: only the rest is added."),
    ),
    e.FileTooBig: lambda error: Message(
        _t("{name} is larger than {size} MB.").format(
            name=error.name, size=error.most // (1024 * 1024)
        ),
        _t("Split it into smaller files."),
    ),
    e.LineTooLong: lambda error: Message(
        _t("{name} is one endless line, so its rows cannot be told apart.").format(name=error.name),
        _t(_SAVE_AS),
    ),
    e.TooManyRows: lambda error: Message(
        _t("{name} has more than {most} rows.").format(name=error.name, most=f"{error.most:,}"),
        _t("Split it into smaller files."),
    ),
    e.TooManyColumns: lambda error: Message(
        _t("{name} has more than {most} columns.").format(name=error.name, most=error.most),
        _t("Keep the columns you need and save it again."),
    ),
    e.FileNotATable: lambda error: Message(
        _t("{name} is {thing}.").format(name=error.name, thing=_t(_THINGS[error.looks_like])),
        _t("Choose a spreadsheet saved as XLSX or CSV."),
    ),
    e.SheetDamaged: lambda error: Message(
        _t("{name} is damaged and cannot be opened.").format(name=error.name),
        _t("Save it again as XLSX or CSV."),
    ),
    e.SheetLocked: lambda error: Message(
        _t("{name} is locked with a password.").format(name=error.name),
        _t("Open it in a spreadsheet and save it without one."),
    ),
    e.QuoteNotClosed: lambda error: Message(
        _t("A quotation mark on line {line} of {name} is never closed.").format(
            line=error.line, name=error.name
        ),
        _t("Close it, or save the file again from a spreadsheet."),
    ),
    e.FileNotRead: lambda error: Message(
        _t("There is no file called {name}.").format(name=error.name)
        if error.is_missing
        else _t("{name} cannot be read on this computer.").format(name=error.name),
        _t("Check where it is, or choose another file."),
    ),
    e.BorrowerUnsure: lambda error: Message(
        _t("{count} people here fit “{name}”, who has it.").format(
            count=error.how_many, name=error.name
        ),
        _t("Add their phone or card to the list."),
    ),
    e.HeadingsUnknown: _headings,
    e.OtherList: _other_list,
}

_FAULTS = {
    Fault.NO_IDENTITY: "It has no asset tag, no serial, no name and no model.",
    Fault.NO_NAME: "It has no name.",
    Fault.COUNTED: "{text} are counted together. Give each device a row of its own.",
    Fault.EXTRA_CELLS: (
        "It has more cells than headings, from “{text}” on. Look for a comma inside a cell."
    ),
    Fault.TAG_TWICE: "The asset tag {text} is on line {first} already.",
    Fault.SERIAL_TWICE: "The serial {text} is on line {first} already.",
    Fault.IMEI_TWICE: "The IMEI {text} is on line {first} already.",
    Fault.CARD_TWICE: "The card {text} is on line {first} already.",
    Fault.USERNAME_TWICE: "The sign-in name {text} is on line {first} already.",
    Fault.ROW_TWICE: "Line {first} says the same.",
    Fault.TAG_IS_WORDS: "“{text}” does not look like an asset tag.",
    Fault.TAG_MANGLED: "A spreadsheet changed the asset tag to {text}. Type it again, as text.",
    Fault.ONLY_SERIAL_MANGLED: (
        "A spreadsheet changed the serial to {text}, and there is no asset tag. Type it as text."
    ),
    Fault.CODE_HALF_READ: "The code {text} is cut short or misread. Scan it again.",
    Fault.CODE_IS_CARD: "{text} is a person's card, not a device.",
    Fault.CODE_IS_DEVICE: "{text} is a device, not a person's card.",
    Fault.TOO_LONG: "“{column}” is longer than {text} letters.",
    Fault.LOAN_DATE_UNREAD: "“{column}” says {text}, which is not a day we can read.",
    Fault.LOAN_WITHOUT_BORROWER: "“{column}” is filled in, but nobody is named as borrower.",
    Fault.LENT_IN_FUTURE: "It would be lent on {text}, which is still to come.",
    Fault.DUE_BEFORE_LENT: "It would be due on {text}, before it was lent.",
    Fault.NOT_A_NUMBER: "“{column}” says {text}, which is neither a number nor a marker for none.",
    Fault.BARE: "It does not say what it rests on. Missing: {text}.",
    Fault.SAME_AS_LINE: "It is the same as line {first}.",
    Fault.USERNAME_SHARED: "The sign-in name {text} belongs to line {first}. It was left empty.",
    Fault.SERIAL_MANGLED: "A spreadsheet changed the serial to {text}. It was left empty.",
    Fault.MODEL_MANGLED: "A spreadsheet changed “{column}” to {text}.",
    Fault.NUMBER_MANGLED: "A spreadsheet changed “{column}” to {text}. It was left empty.",
    Fault.IMEI_NOT_RIGHT: "{text} is not a right IMEI. It was left empty.",
    Fault.ICCID_NOT_RIGHT: "{text} is not a right SIM number. It was left empty.",
    Fault.KIND_UNKNOWN: "We do not know the kind “{text}”. It came in as other.",
    Fault.STATE_UNKNOWN: "We do not know the state “{text}”. It came in as not for lending.",
    Fault.CONDITION_UNKNOWN: "We do not know the condition “{text}”. A new one counts as good.",
    Fault.OWNERSHIP_UNKNOWN: "We do not know the ownership “{text}”. A new one counts as ours.",
    Fault.FUND_UNKNOWN: "The hub has no fund called “{text}”. What paid for it was left empty.",
    Fault.NOT_LENT: "{text} is named, but a device in this state cannot be on loan.",
    Fault.OUT_WITH_NO_PERSON: "It is out, but not to a person: {text}. No loan was made.",
    Fault.PHONE_NOT_RIGHT: "{text} does not look like a phone number. It is in the notes.",
    Fault.EMAIL_NOT_RIGHT: "{text} does not look like an e-mail address. It was left empty.",
    Fault.POSTCODE_NOT_RIGHT: "{text} does not look like a UK postcode. It is in the address.",
    Fault.DATE_UNREAD: "“{column}” says {text}, which cannot be right. It was left empty.",
    Fault.BIRTH_IN_FUTURE: "“{column}” says {text}, which is still to come. It was left empty.",
    Fault.AGE_NOT_RIGHT: "{text} is not an age we can read. It was left empty.",
    Fault.WORD_UNKNOWN: "“{column}” says “{text}”, which we do not know. It was left empty.",
    Fault.RESTRICTED: "Their library stopped lending to them until {text}. It is in the notes.",
    Fault.MAYBE_TWICE: "{text} may be the same person as on line {first}.",
    Fault.CELL_TOO_LONG: "“{column}” is longer than {text} letters. It was left empty.",
    Fault.NOTE_CUT: "The notes are longer than {text} letters. The rest was left out.",
    Fault.REPEATED_DIFFERS: "“{column}” stands twice and says two things. The first was used.",
    Fault.KEPT: "“{column}” says {text}. What the hub wrote was kept.",
    Fault.LEFT_EMPTY: "“{column}” says {text}, which cannot be right. It was left empty.",
    Fault.CODE_LEFT_OUT: "The code {text} belongs to somebody or something else. It was left out.",
    Fault.FOUND_BY_NUMBER: "It was found by its number. From now on {text} finds it too.",
    Fault.SAME_NAME: "Somebody called {text} was here already. Look whether it is the same person.",
    Fault.SAME_PHONE: "Somebody here has the phone of {text}. Look whether it is the same person.",
    Fault.BORROWER_BY_NAME: "{text}, who has it, was found by name alone.",
    Fault.BORROWER_ADDED: "{text}, who has it, was not known here and was added.",
    Fault.OUT_TO_OTHER: "It is out to {text} here. That loan stays.",
    Fault.NO_LOAN_AGAIN: "The hub had this loan, or a later one, before. No loan was made.",
    Fault.STATE_KEPT: "Here it stands as “{text}”, and that stays. No loan was made.",
    Fault.SHORT_ROW: "It has fewer cells than there are headings.",
    Fault.FORMULA: "“{column}” looks like a formula: {text}. It was kept as plain text.",
    Fault.CELL_BROKEN: "“{column}” says {text}. It was left empty.",
    Fault.CONTROLS_DROPPED: "Characters nobody can see were dropped.",
    Fault.LETTERS_DAMAGED: "Another program spoiled the letters in “{column}”: {text}.",
    Fault.HEADING_REPEATED: "The heading “{column}” stands twice.",
    Fault.HEADING_BLANK: "“{column}” has no heading, so it was left out.",
    Fault.ROWS_ABOVE: "The rows above the headings were passed over.",
    Fault.NO_ROWS: "There are headings, but no rows under them.",
    Fault.SHEETS_LEFT_OUT: "Only one sheet was read. Left out: {text}.",
    Fault.COLUMNS_LEFT_OUT: "These columns have no place here: {text}.",
    Fault.NOT_UTF8: "The letters of this file were guessed ({text}). Look at names with accents.",
    Fault.DATES_AMBIGUOUS: "“{column}” may have the day or the month first. It was read day first.",
    Fault.DATES_MIXED: "“{column}” has days first and months first. Look at its dates.",
    Fault.MONTH_FIRST: "“{column}” was read with the month first.",
    Fault.SHORT_YEARS: "“{column}” has years of two digits. Look at its dates.",
}
_MOST_SHOWN = 80


def said(problem: Problem) -> str:
    """What is wrong with one row, cell or file, in one or two short sentences."""
    shown = " ".join(problem.text.split())
    if len(shown) > _MOST_SHOWN and problem.fault is not Fault.COLUMNS_LEFT_OUT:
        shown = f"{shown[:_MOST_SHOWN]}…"
    return _t(_FAULTS[problem.fault]).format(
        text=shown, column=problem.column, first=problem.first_line
    )


def said_with_line(problem: Problem) -> str:
    """The same, after its line: `Line 14: It has no name.`"""
    if not problem.line:
        return said(problem)
    return _t("Line {line}: {what}").format(line=problem.line, what=said(problem))


def reasons_said(reasons: Iterable[Problem | HubDeskError]) -> str:
    """Why a row stays out, in one line: what is wrong with it, or the rule that says no."""
    return " ".join(
        said(reason) if isinstance(reason, Problem) else explain(reason).text for reason in reasons
    )


def counted(added: int, updated: int, unchanged: int, refused: int) -> str:
    """What became of a list: 12 added, 3 updated, 40 unchanged, 2 refused."""
    return _t("{added} added, {updated} updated, {unchanged} unchanged, {refused} refused").format(
        added=f"{added:,}",
        updated=f"{updated:,}",
        unchanged=f"{unchanged:,}",
        refused=f"{refused:,}",
    )


def counted_briefly(added: int, updated: int, unchanged: int, refused: int) -> str:
    """The same without what is nought, as the window says it: 12 added, 2 refused."""
    parts = (
        (added, _t("{count} added")),
        (updated, _t("{count} updated")),
        (unchanged, _t("{count} unchanged")),
        (refused, _t("{count} refused")),
    )
    return ", ".join(words.format(count=f"{number:,}") for number, words in parts if number)


def handed_counted(lent: int, people_added: int) -> str:
    """What came with a list of devices: 9 on loan, 7 people added with them. Or nothing."""
    parts = []
    if lent:
        parts.append(_t("{count} on loan").format(count=f"{lent:,}"))
    if people_added:
        people = i18n.count(people_added, _t("person"), _t("people"))
        parts.append(_t("{people} added with them").format(people=people))
    return ", ".join(parts)


def remarks_said(remarks: Iterable[Problem]) -> list[str]:
    """What somebody should look at: one sentence for each sort, and on how many lines it is."""
    sorts: dict[tuple[Fault, str], list[Problem]] = {}
    for remark in remarks:
        sorts.setdefault((remark.fault, remark.column), []).append(remark)
    told = []
    for alike in sorts.values():
        more = len({remark.line for remark in alike}) - 1
        words = said_with_line(alike[0])
        if more:
            lines = i18n.count(more, _t("more line"), _t("more lines"))
            words = _t("{words} ({lines} like it)").format(words=words, lines=lines)
        told.append(words)
    return told
