"""What the rows of a table are called: codes that stay, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hubdesk.i18n import translate
from hubdesk.queries.figures.scope import NO_FIXED_AREA, NOT_KNOWN_AREA, NOT_TOLD_BAND

_KINDS: Final = {
    "course": "Course",
    "workshop": "Workshop",
    "drop-in": "Drop-in",
    "one-to-one": "One-to-one",
    "phone support": "Phone support",
    "home visit": "Home visit",
    "job club": "Job club",
    "outreach stall": "Outreach stall",
    "school visit": "School visit",
    "meeting": "Meeting",
    "event": "Event",
}
_ABOUTS: Final = {
    "get online": "Get online",
    "device": "Device",
    "benefits": "Benefits",
    "job": "Job",
    "NHS App": "NHS App",
    "email": "E-mail",
    "scam worry": "Scam worry",
    "print": "Print",
    "form": "Form",
    "other": "Other",
    "": "Not told",
}
_AREAS: Final = {NOT_KNOWN_AREA: "Not told", NO_FIXED_AREA: "No fixed address"}
_AGES: Final = {
    "under 13": "Under 13",
    "13 to 15": "13 to 15",
    "16 to 17": "16 to 17",
    "18 to 24": "18 to 24",
    "25 to 49": "25 to 49",
    "50 to 64": "50 to 64",
    "65 to 74": "65 to 74",
    "75 or over": "75 or over",
    NOT_TOLD_BAND: "Not told",
}
_YEARS: Final = {
    "": "Not by year group",
    "R": "Reception",
    "FE": "Further education",
    "HE": "Higher education",
    **{str(year): f"Year {year}" for year in range(1, 14)},
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": _KINDS,
    "about": _ABOUTS,
    "area": _AREAS,
    "age": _AGES,
    "year_group": _YEARS,
}


def label_of(by: str, code: str) -> str:
    """What a code is called; one that nobody named by itself."""
    words = _WORDS.get(by, {}).get(code)
    return translate("Figures", words) if words is not None else code
