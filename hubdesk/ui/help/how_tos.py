"""How to do things, in a few short steps each, and what HubDesk is built on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class HowTo:
    """One thing somebody wants to do. `page` is where its button leads, "" for none."""

    title: str
    icon: str
    steps: tuple[str, ...]
    words: str = ""  # on its button
    page: str = ""
    fact: str = ""  # handed to that page as true


HOW_TOS: Final = (
    HowTo(
        "Lend a device",
        "log-out",
        (
            "Scan the person's card, or type part of their name and press Enter.",
            "Scan each device. Untick what does not come with it.",
            "Press Enter. The agreement prints if one has to be signed.",
        ),
        "Go to the front desk",
        "desk",
    ),
    HowTo(
        "Mark a register",
        "clipboard-check",
        (
            "Press Ctrl+2, then Enter on the session.",
            "P is present, L late, T told us, A absent. Ctrl+Enter marks the rest present.",
            "Somebody without a place: press W, type the name, Enter. Or scan their card.",
            "Press Ctrl+S to finish. Who is not marked is never taken for absent.",
        ),
        "Go to Sessions",
        "sessions",
    ),
    HowTo(
        "Log a visit, or count a question",
        "log-in",
        (
            "Press Ctrl+D. Scan the card or type the name, then Enter.",
            "Choose what for, and press Enter.",
            "A question without a name is one button at the right.",
        ),
        "Go to Drop-in",
        "drop-in",
    ),
    HowTo(
        "Take a device back",
        "log-in",
        (
            "Scan the device, on any page. What is out comes back.",
            "Untick what is missing, or choose how it looks.",
            "Laptops, tablets and phones wait to be wiped before the next loan.",
        ),
    ),
    HowTo(
        "Worried about somebody's safety",
        "shield-alert",
        (
            "Is somebody in danger now? Call 999 first.",
            "Record a concern: Ctrl+Shift+R, or the menu on a person's page.",
            "Only the safeguarding lead and the deputy can read it.",
        ),
        "Record a concern",
        "concern",
    ),
    HowTo(
        "Somebody asks about their data",
        "inbox",
        (
            "A copy, a correction, being erased, a complaint: write it down the same day.",
            "Data lost, or seen by who should not? Write that down and tell a manager at once.",
            "The menu on a person's page leads there too. A manager answers.",
        ),
        "Write it down",
        "write-down",
    ),
    HowTo(
        "Award certificates",
        "award",
        (
            "Press Ctrl+Shift+A for a class, or Alt+W on somebody's page.",
            "Choose the course, tick who gets one, and put each name as they want it.",
            "Press Enter. A printed one is marked as a reprint the next time.",
        ),
        "Award certificates",
        "award",
    ),
    HowTo(
        "See how far somebody has come",
        "list-checks",
        (
            "On the first visit open Skills and goals, then Self-check. They answer by numbers.",
            "Later put the ring on a skill and press a number for what you saw.",
            "Print their journey shows both. Lists of skills are in Settings.",
        ),
        "People",
        "people",
    ),
    HowTo(
        "Print the report of a month",
        "chart-column",
        (
            "Press Ctrl+5. The last full month is chosen; registers not finished stand first.",
            "Ctrl+P prints it, Ctrl+E saves it as a PDF. A copy is kept in Past reports.",
            "Enter on a line of Figures opens the list behind it.",
        ),
        "Go to Reports",
        "reports",
    ),
    HowTo(
        "Let something leave the hub",
        "send",
        (
            "Settings, Sending, See what leaves. A manager opens one and reads it to its end.",
            "Choose the place, who gets it and how often. A key is pasted and begins with age1.",
            "What was sent says what left, to whom, and in which words it was agreed.",
        ),
        "Go to Sending",
        "settings",
    ),
    HowTo(
        "Make a device ready again",
        "eraser",
        (
            "Wipe it the way your hub does.",
            "On the front desk choose Make ready, then scan each device you wiped.",
            "Press Esc when you are done.",
        ),
        "Make devices ready",
        "desk",
        "making_ready",
    ),
    HowTo(
        "Work without a scanner",
        "keyboard",
        (
            "Type part of a name in the box at the top, then Enter.",
            "Type the last digits on the label, like 142, then Enter.",
            "Enter again lends. To take a device back, type its digits and Enter.",
        ),
    ),
    HowTo(
        "Add somebody new",
        "user-plus",
        (
            "Press Ctrl+N. Only a name has to be filled in.",
            "Scan a fresh card while the form is open: it is theirs then.",
            "The rest can wait until you know them better.",
        ),
        "New person",
        "new-person",
    ),
    HowTo(
        "Add devices",
        "laptop",
        (
            "Print a sheet of fresh labels in Settings, and stick them on.",
            "Choose what they are once, then scan one label after the other.",
            "Press Esc when you are done.",
        ),
        "Add devices",
        "add-devices",
    ),
    HowTo(
        "Undo a slip",
        "undo-2",
        (
            "Press Ctrl+Z, or choose Undo in the strip. Nothing is asked.",
            "For something older, open Recent activity and choose it.",
            "If it is too late, HubDesk says what stands in the way.",
        ),
        "Recent activity",
        "activity",
    ),
    HowTo(
        "Print again",
        "printer",
        (
            "A paper that did not print waits in To print. The loan is saved.",
            "Turn the printer on and choose Print again, or save it as PDF.",
            "To use another printer, open Settings, Printers, and choose Ask again.",
        ),
        "To print",
        "to-print",
    ),
    HowTo(
        "When something is wrong",
        "life-buoy",
        (
            "Read the strip: it says what happened and what to do next.",
            "Whatever was saved stays saved, even if the computer stops.",
            "Read out the short reference to your coordinator, or send the report.",
        ),
    ),
)

# What it is, the package it comes from, and its licence.
PARTS: Final = (
    ("Qt and PySide6", "PySide6-Essentials", "LGPL-3.0"),
    ("SQLCipher", "sqlcipher3", "BSD and zlib"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("Alembic", "alembic", "MIT"),
    ("PDFium", "pypdfium2", "BSD and Apache-2.0"),
    ("ReportLab", "reportlab", "BSD"),
    ("HarfBuzz", "uharfbuzz", "Apache-2.0"),
    ("fontTools", "fonttools", "MIT"),
    ("python-bidi", "python-bidi", "LGPL"),
    ("FiraGO letters", "pymupdf-fonts", "OFL-1.1"),
    ("Lucide icons", "python-lucide", "ISC"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD"),
    ("age", "pyrage", "MIT"),
    ("Argon2", "argon2-cffi", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("calamine", "python-calamine", "MIT"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("XlsxWriter", "XlsxWriter", "BSD"),
    ("AnyAscii", "anyascii", "ISC"),
    ("platformdirs", "platformdirs", "MIT"),
    ("holidays", "holidays", "MIT"),
    ("phonenumbers", "phonenumberslite", "Apache-2.0"),
    ("Segno", "segno", "BSD"),
    ("uuid-utils", "uuid-utils", "BSD"),
    ("Zstandard", "zstandard", "BSD"),
    ("OpenDAL", "opendal", "Apache-2.0"),
    ("Time zones", "tzdata", "Apache-2.0"),
)
