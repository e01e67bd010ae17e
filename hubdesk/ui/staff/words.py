"""What each role is called on the screen, and what it may do in a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hubdesk.i18n import translate
from hubdesk.models import StaffRole

_MAY: Final = {
    StaffRole.VOLUNTEER: ("Volunteer", "Lends, takes back, looks up and adds people."),
    StaffRole.FRONT_DESK: ("Front desk", "Also adds and changes devices, and prints labels."),
    StaffRole.TUTOR: ("Tutor", "Also says who learns here."),
    StaffRole.MANAGER: ("Manager", "Also settings, staff and lists brought in."),
    StaffRole.LEAD: ("Safeguarding lead", "Also reads safeguarding concerns."),
    StaffRole.DEPUTY: ("Deputy", "Stands in for the safeguarding lead."),
}


def _t(text: str) -> str:
    return translate("Staff", text)


def role_words(role: StaffRole) -> str:
    """Front desk."""
    return _t(_MAY[role][0])


def may_words(role: StaffRole) -> str:
    """What somebody with this role may do."""
    return _t(_MAY[role][1])


def roles_words(roles: Iterable[StaffRole]) -> str:
    """Tutor, manager."""
    words = ", ".join(role_words(role).lower() for role in roles)
    return words[:1].upper() + words[1:]
