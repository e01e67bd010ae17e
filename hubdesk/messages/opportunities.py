"""Words for the board, the pages and the newsletter."""

from __future__ import annotations

from typing import Final

from hubdesk import i18n
from hubdesk.errors import opportunities as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

SORTS: Final = {
    "job": "Job",
    "apprenticeship": "Apprenticeship",
    "course": "Course",
    "volunteering": "Volunteering",
}
# What somebody is asked before their story stands where everybody can read it, by version.
STORY_WORDINGS: Final = {
    1: (
        "May we show your story to everybody, on our poster and on our pages? "
        "We show the name you choose and what you do, and nothing else about you. "
        "You can change your mind. We then take it down, but cannot call back what is out."
    ),
}
STORY_WORDING: Final = max(STORY_WORDINGS)


def _t(text: str) -> str:
    return translate("Opportunities", text)


def sort_words(sort: str) -> str:
    """Apprenticeship."""
    return _t(SORTS[sort])


WORDS: Words = {
    e.ClosingPassed: lambda error: Message(
        _t("{day} is over already.").format(day=i18n.day(error.closing_on, error.today)),
        _t("Enter a last day that is still to come, or leave it empty."),
    ),
    e.LinkNotRight: lambda error: Message(
        _t("“{link}” is no address of a page.").format(link=error.link),
        _t("It looks like www.example.org or https://example.org/jobs."),
    ),
    e.OpportunityOver: lambda error: Message(
        _t("“{title}” was closed before.").format(title=error.title), _t("Add it anew.")
    ),
    e.FolderOfOthers: lambda error: Message(
        _t("“{folder}” holds the pages of somebody else.").format(folder=error.folder),
        _t("Choose another folder, or an empty one."),
    ),
    e.NeverPublic: lambda error: Message(
        _t("“{title}” is not for everybody, so it is on no page.").format(title=error.title)
    ),
    e.SignedUpAlready: lambda error: Message(
        _t("{email} gets the newsletter already.").format(email=error.email)
    ),
    e.SignUpOver: lambda error: Message(
        _t("{email} does not stand on this list any more.").format(email=error.email),
        _t("Sign them up again if they agree."),
    ),
}
