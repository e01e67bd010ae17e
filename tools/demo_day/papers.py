"""Every paper of the day as PDF, read back: its words, and the codes decoded from its picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import zxingcpp

from tools.demo_day.player import Player, WentWrong

AT_203_DPI = 203 / 72


def keep(player: Player, kind: str, about: str = "", *, name: str = "") -> Path:
    """Make a paper as the app prints it and put it in the folder, under its kind or `name`."""
    path = player.folder / f"{name or kind}.pdf"
    path.write_bytes(player.desk.records.paper(kind, about))
    return path


def words_of(path: Path) -> str:
    """The text of a PDF as somebody who selects it gets it."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    # marks that only steer the direction of mixed scripts, and the ends of lines
    marks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    return " ".join("".join(c for c in text if c not in marks).split())


def codes_of(path: Path) -> set[str]:
    """The bar codes of a PDF, decoded from its picture at 203 dpi."""
    document = pypdfium2.PdfDocument(path)
    found: set[str] = set()
    for page in document:
        picture = page.render(scale=AT_203_DPI).to_pil()
        found |= {code.text for code in zxingcpp.read_barcodes(picture)}
    document.close()
    return found


def check(path: Path, *, holds: Sequence[str] = (), codes: Sequence[str] = ()) -> None:
    """WentWrong unless the paper holds these words and these codes scan."""
    words = words_of(path)
    for wanted in holds:
        if wanted not in words:
            raise WentWrong(f"{path.name} does not say {wanted}")
    scanned = codes_of(path)
    for wanted in codes:
        if wanted not in scanned:
            raise WentWrong(f"the code {wanted} of {path.name} does not scan")
