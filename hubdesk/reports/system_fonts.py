"""Finding a font of this computer that draws a letter the house font does not hold.

The one place in this room that reads files: the fonts other programs installed. They are
mapped into memory, not read, and looked round for again when a letter is not found.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import uharfbuzz as hb

from hubdesk.reports.fonts import Font

_KINDS = {".ttf", ".otf", ".ttc", ".otc"}
_installed: list[Font] = []

# Later words weigh less. A name with none of them is plain, which is what a form wants.
_UNWANTED = {
    r"italic|oblique|slanted": 40,
    r"mono|condensed|unjoined|narrow|math|last ?resort|fallback": 30,
    r"serif|rashi|kufi|looped|display|traditional|ming|song|batang": 20,
    r"thin|light|black|heavy|extra|ultra|medium|semi|demi": 10,
}
_BOLD = re.compile(r"\b(bold|black|heavy)\b")


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, whether or not each folder exists."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return (own / "fonts", home / ".fonts", *(Path(p) / "fonts" for p in shared.split(":") if p))


def find_on_this_computer(letters: str, bold: bool) -> Font | None:
    """The plainest installed face that draws all of `letters`, or None.

    A letter not found is looked for again each time, so that installing a font helps at once.
    """
    if not (found := plainest(_installed, letters, bold)):
        _installed[:] = faces_in(font_folders())
        found = plainest(_installed, letters, bold)
    return found


def faces_in(folders: tuple[Path, ...]) -> list[Font]:
    """Every face in these folders, in the order of their files."""
    return [font for path in _files(folders) for font in _faces(path)]


def plainest(fonts: list[Font], letters: str, bold: bool) -> Font | None:
    """The face that suits a form best among those that draw all of `letters`, or None."""
    fits = [font for font in fonts if font.holds(letters) and font.may_be_embedded()]
    return min(fits, key=lambda f: (_weight(f.full_name, bold), f.full_name), default=None)


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in _KINDS)


def _faces(path: Path) -> Iterator[Font]:
    """Every face of a font file. A file nobody may read, or that is no font, has none."""
    try:
        blob = hb.Blob.from_file_path(str(path))
    except (hb.HarfBuzzError, OSError):
        return
    for index in range(hb.Face(blob, 0).count):
        yield Font(blob, index)


def _weight(name: str, bold: bool) -> int:
    """How far a face is from plain: lower is better."""
    name = name.lower()
    far = sum(cost for words, cost in _UNWANTED.items() if re.search(words, name))
    return far + (5 if bool(_BOLD.search(name)) is not bold else 0)
