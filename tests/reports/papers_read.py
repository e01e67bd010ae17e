"""What the tests of paper share: a hub, rows, and a PDF read back as people and scanners do."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image
from pypdfium2 import raw

from hubdesk.ids import Code, CodeKind, make_code
from hubdesk.queries.papers import AgreementLine, AgreementPaper, HubOnPaper

DPI = 203
HUB = HubOnPaper("Riverside Hub", "0121 496 0318", "12 Mill Lane, Birmingham B9 4AA")
LONG_NAME = "The Riverside and Ladywood Community Digital Skills and Learning Hub " * 3
LONG_HUB = HubOnPaper(LONG_NAME.strip(), "0121 496 0318 extension 44", HUB.address)
MADE_ON = date(2026, 11, 11)
DUE_ON = date(2026, 11, 24)

PROMISES = (
    "You can use these at home until the date above. It is free.",
    "If you need longer, call us before that date. We can usually say yes.",
    "If something breaks or is lost, tell us. We will not charge you for accidents.",
    "We wipe everything on the device when it comes back. Save your own files first.",
    "We keep your name and this loan for 2 years, then delete them.",
)
LAPTOP = AgreementLine(
    "Lenovo ThinkPad L390", "HD-0142", "PF1ABCDE", ("charger", "bag"), "good", DUE_ON
)
HOTSPOT = AgreementLine("Huawei MiFi with 20 GB SIM", "HD-0304", "", ("charger",), "good", DUE_ON)
TABLET = AgreementLine(
    "iPad 9th generation", "HD-0410", "DMPX7", ("charger", "case"), "worn", DUE_ON
)

NAMES = {
    "Polish": "Zażółć Gęślą-Wójcik",
    "Welsh": "Llŷr Ŵyn ap Siân",
    "Vietnamese": "Nguyễn Thị Ánh Đặng",
    "Yoruba": "Ọlọ́runfẹ́mi Ṣadé",
    "Turkish": "Işık Gülşen İnanığ",
    "Romanian": "Ștefan Țîrlea",
    "Cyrillic": "Ольга Щербакова",
    "Greek": "Ελένη Παπαδοπούλου",
    "Urdu": "فاطمہ ٹھنڈا گڑھ علاء الدین",
    "Kurdish": "ڕێبوار ئەحمەد",
    "Hindi": "अनीता शर्मा क्षत्रिय",
    "mixed": "Fatima (فاطمہ) Khan",
}
# Invisible marks that keep brackets in place when mixed directions are copied.
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def agreement(**changes: object) -> AgreementPaper:
    """An agreement of Samira's, with changes."""
    code = make_code(CodeKind.PAPER, 0, 41)
    facts: dict[str, object] = {
        "hub": HUB,
        "code": code.text,
        "printed": code.printed(),
        "title": "Borrowing agreement",
        "borrower": "Samira Haddad",
        "known_as": "Sam",
        "card": "L-00318",
        "lines": (LAPTOP, HOTSPOT),
        "promises": PROMISES,
        "version": 3,
        "large_print": False,
        "staff": "Amira Khan",
        "made_on": MADE_ON,
    }
    return AgreementPaper(**(facts | changes))  # type: ignore[arg-type]


def random_codes(kind: CodeKind, count: int = 200) -> list[Code]:
    """Codes of any desk and number, the same ones each time."""
    chosen = random.Random(f"codes of {kind.value}")
    return [
        make_code(kind, chosen.randrange(100), chosen.randrange(1_000_000)) for _ in range(count)
    ]


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    """The PDF, as the printer and the preview open it."""
    document = pdfium.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def picture(
    page: pdfium.PdfPage, dpi: int = DPI, crop: tuple[float, float, float, float] = (0, 0, 0, 0)
) -> Image.Image:
    """The page in grey, as that many dots an inch print it. `crop` in points off each side."""
    return page.render(scale=dpi / 72, grayscale=True, crop=crop).to_pil()


def scanned(image: Image.Image) -> list[zxingcpp.Barcode]:
    """Every Code 128 in the picture, in reading order."""
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)
    return sorted(found, key=lambda b: (b.position.top_left.y // 40, b.position.top_left.x))


def quiet_dots(image: Image.Image, code: zxingcpp.Barcode) -> tuple[int, int]:
    """How many white dots there are on either side of a code, at the middle of its height."""
    corners = code.position
    y = (corners.top_left.y + corners.bottom_left.y) // 2
    row = [image.getpixel((x, y)) > 128 for x in range(image.width)]
    middle = (corners.top_left.x + corners.top_right.x) // 2
    blacks = [x for x, white in enumerate(row) if not white]
    # zxing names the middle of the outer bars: step out to the bar's own edge.
    left = min((x for x in blacks if x >= corners.top_left.x - 6), default=middle)
    right = max((x for x in blacks if x <= corners.top_right.x + 6), default=middle)
    before = max((x for x in blacks if x < left), default=-1)
    after = min((x for x in blacks if x > right), default=image.width)
    return left - before - 1, after - right - 1


def text_of(page: pdfium.PdfPage) -> str:
    """The page's text as it is copied, one line, without direction marks."""
    return without_marks(page.get_textpage().get_text_range())


def without_marks(text: str) -> str:
    """Copied text on one line, without the invisible marks of direction."""
    return " ".join(_DIRECTION_MARKS.sub("", text).split())


def texts_on(page: pdfium.PdfPage) -> list[pdfium.PdfTextObj]:
    """Every stretch of text on the page that has ink."""
    return [
        text
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        if text.get_bounds()[2] - text.get_bounds()[0] > 0.01
    ]
