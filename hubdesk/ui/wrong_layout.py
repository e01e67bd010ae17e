"""Notices a scanner that is set to another country's keyboard, by what its keys give here."""

from __future__ import annotations

from typing import Final

from hubdesk.ids import read_code

# What the keys of AZERTY and QWERTZ give where a scanner set to a British keyboard meant these.
_LAYOUTS: Final = (
    str.maketrans("&É\"'(-È_ÇÀ§QAWZ,?", "1234567890" + "6AQZWMM"),
    str.maketrans("YZ", "ZY"),
)


def read_wrong_layout(text: str) -> str | None:
    """The code of ours that a scanner set to another country's keyboard meant, or None."""
    typed = text.strip().upper()
    if read_code(typed) is not None:
        return None
    for layout in _LAYOUTS:
        meant = typed.translate(layout)
        if read_code(meant) is not None:
            return meant
    return None


def looks_like_wrong_layout(text: str) -> bool:
    """Whether the scanner seems to be set to another country's keyboard."""
    return read_wrong_layout(text) is not None
