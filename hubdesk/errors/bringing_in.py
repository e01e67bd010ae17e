"""What can be wrong with a file somebody brings in, and with one of its rows.

A file that cannot be read as the list it should be is a Refusal. What is wrong with one row
is not raised: it is a Problem, carried by the row, so that every row can be named at once.
"""

from dataclasses import dataclass
from enum import StrEnum

from hubdesk.errors import Refusal


class LooksLike(StrEnum):
    """What a file is, when it is not the list somebody wanted."""

    ZIP = "zip"
    PDF = "pdf"
    PICTURE = "picture"
    DATABASE = "database"
    OLD_EXCEL = "old excel"
    OTHER_OFFICE = "other office"
    WEB_PAGE = "web page"
    JSON = "json"
    KOHA_OFFLINE = "koha offline"
    NOT_TEXT = "not text"
    DEVICES = "devices"
    PEOPLE = "people"
    MODELS = "models"
    PLACES = "places"
    COUNTED = "counted"


@dataclass(eq=False)
class FileEmpty(Refusal):
    """Nothing is in the file, or nothing but blank rows."""

    name: str


@dataclass(eq=False)
class ListHalfIn(Refusal):
    """It was stopped, but somebody built on what was in already, so it was not taken back."""

    name: str


@dataclass(eq=False)
class FileTooBig(Refusal):
    """The file is larger than a list of a hub can be. `most` is in bytes."""

    name: str
    most: int


@dataclass(eq=False)
class LineTooLong(Refusal):
    """One line goes on for longer than any row: the line ends were lost. `most` is in bytes."""

    name: str
    most: int


@dataclass(eq=False)
class TooManyRows(Refusal):
    """The table has more rows than are brought in at once."""

    name: str
    most: int


@dataclass(eq=False)
class TooManyColumns(Refusal):
    """The table is wider than any list of people or devices."""

    name: str
    most: int


@dataclass(eq=False)
class FileNotATable(Refusal):
    """The file is something else than rows and columns."""

    name: str
    looks_like: LooksLike


@dataclass(eq=False)
class SheetDamaged(Refusal):
    """The spreadsheet cannot be opened."""

    name: str


@dataclass(eq=False)
class SheetLocked(Refusal):
    """The spreadsheet asks for a password of its own."""

    name: str


@dataclass(eq=False)
class QuoteNotClosed(Refusal):
    """A quotation mark on `line` is never closed, so the rows after it cannot be told apart."""

    name: str
    line: int


@dataclass(eq=False)
class HeadingsUnknown(Refusal):
    """No column says what it is in words we know. `wanted` is DEVICES or PEOPLE."""

    name: str
    wanted: LooksLike
    headings: tuple[str, ...] = ()


@dataclass(eq=False)
class OtherList(Refusal):
    """The file is a list, but of something else than was wanted. `rows` were left out."""

    name: str
    looks_like: LooksLike
    wanted: LooksLike
    rows: int = 0


@dataclass(eq=False)
class FileNotRead(Refusal):
    """There is no such file, or this computer will not let us read it."""

    name: str
    is_missing: bool = False


@dataclass(eq=False)
class BorrowerUnsure(Refusal):
    """Several people fit what the list says of who has a device, so no loan is guessed."""

    name: str
    how_many: int


class Fault(StrEnum):
    """What is wrong with one row, one cell or the whole table.

    Those up to SAME_AS_LINE keep the row out; with the others it comes in.
    """

    NO_IDENTITY = "no tag, serial or name"
    NO_NAME = "no name"
    COUNTED = "counted together"
    EXTRA_CELLS = "more cells than headings"
    TAG_TWICE = "tag twice"
    SERIAL_TWICE = "serial twice"
    IMEI_TWICE = "imei twice"
    CARD_TWICE = "card twice"
    USERNAME_TWICE = "username twice"
    ROW_TWICE = "row twice"
    TAG_IS_WORDS = "tag is words"
    TAG_MANGLED = "tag mangled"
    ONLY_SERIAL_MANGLED = "serial mangled and no tag"
    CODE_HALF_READ = "half of a code"
    CODE_IS_CARD = "a card where a device is due"
    CODE_IS_DEVICE = "a device where a card is due"
    TOO_LONG = "too long"
    LOAN_DATE_UNREAD = "loan date unread"
    LOAN_WITHOUT_BORROWER = "loan without borrower"
    LENT_IN_FUTURE = "lent in future"
    DUE_BEFORE_LENT = "due before lent"
    NOT_A_NUMBER = "neither a number nor a marker"
    BARE = "a number without what it rests on"
    SAME_AS_LINE = "same as line"

    USERNAME_SHARED = "username shared"
    SERIAL_MANGLED = "serial mangled"
    MODEL_MANGLED = "model mangled"
    NUMBER_MANGLED = "number mangled"
    IMEI_NOT_RIGHT = "imei not right"
    ICCID_NOT_RIGHT = "iccid not right"
    KIND_UNKNOWN = "kind unknown"
    STATE_UNKNOWN = "state unknown"
    CONDITION_UNKNOWN = "condition unknown"
    OWNERSHIP_UNKNOWN = "ownership unknown"
    FUND_UNKNOWN = "fund unknown"
    NOT_LENT = "borrower named, not lendable"
    OUT_WITH_NO_PERSON = "out, but not with a person"
    PHONE_NOT_RIGHT = "phone not right"
    EMAIL_NOT_RIGHT = "email not right"
    POSTCODE_NOT_RIGHT = "postcode not right"
    DATE_UNREAD = "date unread"
    BIRTH_IN_FUTURE = "birth in future"
    AGE_NOT_RIGHT = "age not right"
    WORD_UNKNOWN = "word unknown"
    RESTRICTED = "restricted elsewhere"
    MAYBE_TWICE = "maybe twice"
    CELL_TOO_LONG = "cell too long"
    NOTE_CUT = "note cut"
    REPEATED_DIFFERS = "repeated headings differ"

    KEPT = "kept what the hub wrote"
    LEFT_EMPTY = "left empty"
    CODE_LEFT_OUT = "code of another"
    FOUND_BY_NUMBER = "found by its number"
    SAME_NAME = "same name here"
    SAME_PHONE = "same phone here"
    BORROWER_BY_NAME = "borrower found by name alone"
    BORROWER_ADDED = "borrower added"
    OUT_TO_OTHER = "out to somebody else"
    NO_LOAN_AGAIN = "loan was here before"
    STATE_KEPT = "state kept"

    SHORT_ROW = "fewer cells than headings"
    FORMULA = "formula kept as text"
    CELL_BROKEN = "cell holds a spreadsheet's error"
    CONTROLS_DROPPED = "characters nobody can see"
    LETTERS_DAMAGED = "letters damaged earlier"

    HEADING_REPEATED = "heading repeated"
    HEADING_BLANK = "heading blank"
    ROWS_ABOVE = "rows above the headings"
    NO_ROWS = "no rows"
    SHEETS_LEFT_OUT = "sheets left out"
    COLUMNS_LEFT_OUT = "columns left out"
    NOT_UTF8 = "not utf-8"
    DATES_AMBIGUOUS = "day or month first"
    DATES_MIXED = "day and month first"
    MONTH_FIRST = "month first"
    SHORT_YEARS = "years of two digits"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as facts.

    `line` is the row as a spreadsheet counts it (the headings are on 1, 0 is the whole
    file), `column` the heading as the file has it, `text` what stood there, and
    `first_line` the earlier row that it clashes with.
    """

    fault: Fault
    line: int = 0
    column: str = ""
    text: str = ""
    first_line: int = 0
