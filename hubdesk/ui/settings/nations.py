"""The nations a hub can be in, whose bank holidays hold there."""

from __future__ import annotations

from typing import Final

NATIONS: Final = (
    ("ENG", "England"),
    ("WLS", "Wales"),
    ("SCT", "Scotland"),
    ("NIR", "Northern Ireland"),
)
