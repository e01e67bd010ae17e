"""What the rows of a table are called: codes that stay, in the words of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from hubdesk.i18n import MONTHS, translate
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
_EVENTS: Final = {
    "visit": "Came to a session",
    "handed over": "Took something home",
    "renewed": "Renewed a loan",
    "returned": "Brought something back",
    "lost": "Said to be lost",
    "found": "Found again",
    "called": "Called",
    "item back": "A part came back",
    "noted": "Noted",
}
_CONNECTIONS: Final = {
    "none": "No connection",
    "phone data": "Phone data only",
    "broadband": "Broadband",
    "": "Not asked",
}
_SORTS: Final = {"attendance": "For coming", "achievement": "For what they can do"}
_OUTCOMES: Final = {
    "EMP1": "EMP1: paid work of 16 hours or more",
    "EMP2": "EMP2: paid work under 16 hours",
    "EMP4": "EMP4: self-employed, 16 hours or more",
    "EMP5": "EMP5: self-employed under 16 hours",
    "NPE1": "NPE1: looking for work",
    "NPE2": "NPE2: not looking for work",
    "EDU2": "EDU2: apprenticeship",
    "EDU3": "EDU3: supported internship",
    "EDU4": "EDU4: further education, full time",
    "EDU5": "EDU5: further education, part time",
    "EDU6": "EDU6: higher education",
    "VOL1": "VOL1: voluntary work",
    "GAP1": "GAP1: gap year",
    "OTH1": "OTH1: something else",
    "OTH3": "OTH3: could not be reached",
    "OTH4": "OTH4: reached, not known",
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
    "what": _EVENTS,
    "event": _EVENTS,
    "connection": _CONNECTIONS,
    "sort": _SORTS,
    "outcome": _OUTCOMES,
}


def label_of(by: str, code: str) -> str:
    """What a code is called; one that nobody named by itself."""
    if by == "week":
        on = date.fromisoformat(code)
        return f"{on.day} {MONTHS[on.month - 1][:3]}"
    words = _WORDS.get(by, {}).get(code)
    return translate("Figures", words) if words is not None else code
