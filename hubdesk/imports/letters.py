"""From the bytes of a text file to its letters, whichever program wrote it."""

from __future__ import annotations

import codecs
import re

from hubdesk.errors.bringing_in import Fault, FileNotATable, LooksLike, Problem

_MARKS = (
    (b"PK\x03\x04", LooksLike.ZIP),
    (b"PK\x05\x06", LooksLike.ZIP),
    (b"%PDF", LooksLike.PDF),
    (b"\x89PNG", LooksLike.PICTURE),
    (b"\xff\xd8\xff", LooksLike.PICTURE),
    (b"GIF8", LooksLike.PICTURE),
    (b"II*\x00", LooksLike.PICTURE),
    (b"MM\x00*", LooksLike.PICTURE),
    (b"SQLite format 3", LooksLike.DATABASE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LooksLike.OLD_EXCEL),
    (b"{\\rtf", LooksLike.OTHER_OFFICE),
    (b"Version=1.0\tGenerator=koc", LooksLike.KOHA_OFFLINE),
)
_WEB = re.compile(rb"\s*<(!doctype|html|table|\?xml|head|body)", re.IGNORECASE)
_JSON = re.compile(rb"\s*[\[{]\s*[\"{\[]")
_BOMS = (  # UTF-32 begins with the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_UNSEEN = "\0\x1e\x1f"  # nought, and the two signs the reader of rows keeps for itself
# What programs show when UTF-8 was once read as Windows letters: JosÃ© for José.
_DAMAGED = re.compile("[ÃÂÄÅØÙâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def looks_like(content: bytes) -> LooksLike | None:
    """What the first bytes say the file is, or None where it may be text."""
    for mark, found in _MARKS:
        if content.startswith(mark):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return LooksLike.PICTURE
    if content[4:8] == b"ftyp":
        return LooksLike.PICTURE
    head = content[:200].removeprefix(codecs.BOM_UTF8)
    if _WEB.match(head):
        return LooksLike.WEB_PAGE
    if _JSON.match(head):
        return LooksLike.JSON
    return None


def read_letters(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file, and what had to be done to read it.

    Raises FileNotATable where the bytes are not text at all.
    """
    remarks: list[Problem] = []
    for mark, codec in _BOMS:
        if content.startswith(mark):
            text = content.decode(codec, "replace")
            break
    else:
        if codec := _wide(content):
            text = content.decode(codec, "replace")
        else:
            _refuse_binary(content, name)
            text, guess = _narrow(content)
            if guess:
                remarks.append(Problem(Fault.NOT_UTF8, text=guess))
    if any(unseen in text for unseen in _UNSEEN):
        text = text.translate(dict.fromkeys(map(ord, _UNSEEN)))
        remarks.append(Problem(Fault.CONTROLS_DROPPED))
    return text, remarks


def is_damaged(text: str) -> bool:
    """Whether an earlier program read these letters wrongly: JosÃ© for José."""
    return not text.isascii() and bool(_DAMAGED.search(text))


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain letters is nought."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return ""
    if sample[1::2].count(0) > half * 0.4 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.4 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _refuse_binary(content: bytes, name: str) -> None:
    """Text holds almost no control characters; pictures, databases and programs do."""
    sample = content[:_SAMPLE]
    odd = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13))
    if odd > 8 and odd > len(sample) * 0.02:
        raise FileNotATable(name, LooksLike.NOT_TEXT)


def _narrow(content: bytes) -> tuple[str, str]:
    """Text of one byte a letter or of UTF-8, and the name of the letters if it was a guess."""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass  # not UTF-8 throughout: what follows weighs what else it can be
    nearly = content.decode("utf-8", "replace")
    wide = sum(not c.isascii() for c in nearly)
    if nearly.count("\ufffd") * 10 < wide:
        return nearly, "UTF-8"
    windows = content.decode("cp1252", "replace")
    # Excel on a Mac ended lines with CR alone and wrote Mac letters; only there are they likely.
    if b"\r" in content and b"\n" not in content:
        mac = content.decode("mac_roman")
        spoiled = is_damaged(mac) and not is_damaged(windows)
        if "\ufffd" in windows or spoiled or _likely(mac) > _likely(windows):
            return mac, "Mac"
    if "\ufffd" in windows:
        return content.decode("latin-1"), "Latin-1"
    return windows, "Windows"


def _likely(text: str) -> float:
    """The share of letters beyond ASCII that stand where letters do: é in café, not in È5."""
    good = total = 0
    for found in re.finditer(r"[^\x00-\x7f]", text[: _SAMPLE * 4]):
        at = found.start()
        letter = found.group()
        before = text[at - 1] if at else " "
        total += 1
        if letter.islower() or (letter.isupper() and not before.isalpha()) or letter in "’‘“”–—…":
            good += 1
    return good / total if total else 0.0
