"""The words of the rules for how long something is kept."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate

RECORDS = {
    "people": "People we have not seen",
    "loans": "Loans, gifts and agreements",
    "requests": "Requests and complaints",
    "concerns": "Safeguarding concerns",
    "presence": "Who was in the building",
    "helpers": "Volunteers",
    "checks": "Background checks",
    "funded": "Who came to a paid-for session",
    "consents": "Consents and stories",
    "breaches": "Losses of data",
    "staff": "Staff who left, and their hours",
    "taken back": "Records of people taken back by Undo",
}
COUNTED_FROM = {
    "people": "after the last contact",
    "loans": "after it came back or was given",
    "requests": "after it came",
    "concerns": "after the lead closed it",
    "presence": "after they came",
    "helpers": "after they last helped",
    "checks": "after it was issued",
    "funded": "after the session",
    "consents": "after it was said or told",
    "breaches": "after it was decided whom to tell",
    "staff": "after they left",
    "taken back": "after it was taken back",
}
WHY = {
    "people": "Long enough for somebody to come back. Counts stay without them.",
    "loans": "A claim about a loan can be brought for six years, and accounts are kept as long.",
    "requests": "To show that it was answered in time, if somebody asks later.",
    "presence": "To call everybody by name in a fire. When somebody last came stays with them.",
    "helpers": "Long enough to give a reference, or to be asked what happened.",
    "checks": "Only its number and days are here. The certificate itself is never kept.",
    "funded": "Whoever paid may ask for proof. Write in what your contract says.",
    "consents": "To show what was agreed, for as long as a picture or story may be about.",
    "breaches": "Damages can be claimed for six years. How many and when stays.",
    "staff": "Records of paid hours are kept six years. What they did stays, without the name.",
    "taken back": "Time to see that it was right. Nothing brings such a record back.",
    "concerns": "A child may ask for it once grown. The lead lets it go, and nobody else sees it.",
}


def _t(text: str) -> str:
    return translate("Retention", text)


def record_words(record: str) -> str:
    """What a rule is about."""
    return _t(RECORDS[record])


def period_words(record: str, months: int) -> str:
    """3 years after the last contact."""
    if months % 12 == 0:
        long = i18n.count(months // 12, _t("year"), _t("years"))
    else:
        long = i18n.count(months, _t("month"), _t("months"))
    return f"{long} {_t(COUNTED_FROM[record])}"


def why_words(record: str, why: str) -> str:
    """The hub's own reason, or the one that comes with HubDesk."""
    return why or _t(WHY[record])
