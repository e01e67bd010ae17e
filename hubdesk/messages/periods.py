"""Words for a stretch of days, and for a number that is not shown: the same everywhere."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hubdesk.i18n import MONTHS, plain_day, translate


def _t(text: str) -> str:
    return translate("Figures", text)


def period_words(first: date, last: date) -> str:
    """October 2026; July to September 2026; 3 October to 14 November 2026; 3 to 14 May 2026."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        ends = f"{MONTHS[last.month - 1]} {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return ends
        year = "" if first.year == last.year else f" {first.year}"
        return _t("{first} to {last}").format(first=f"{MONTHS[first.month - 1]}{year}", last=ends)
    if first == last:
        return plain_day(first)
    begins = plain_day(first)
    if (first.year, first.month) == (last.year, last.month):
        begins = str(first.day)
    elif first.year == last.year:
        begins = begins.removesuffix(f" {first.year}")
    return _t("{first} to {last}").format(first=begins, last=plain_day(last))


def report_words(first: date, last: date) -> str:
    """What a report of these days is called: Monthly report, October 2026."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    named = {1: _t("Monthly report"), 3: _t("Quarterly report"), 12: _t("Yearly report")}
    name = named.get(months, _t("Report")) if whole else _t("Report")
    return f"{name}, {period_words(first, last)}"


def period_slug(first: date, last: date) -> str:
    """How a file name says the period: 2026-10, 2026-Q3, 2026, or both days."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole and months == 1:
        return f"{first:%Y-%m}"
    if whole and months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{first.month // 3 + 1}"
    if whole and months == 12 and first.month == 1:
        return str(first.year)
    return f"{first.isoformat()} to {last.isoformat()}"


def hidden_words(why: str, threshold: int = 5) -> str:
    """What stands where a number is not shown. `why` is a `WhyHidden`."""
    said = {
        "small": _t("fewer than {threshold}").format(threshold=threshold),
        "with another": _t("hidden"),
        "small base": _t("too few to say"),
        "all alike": _t("hidden"),
        "not known": _t("not known"),
    }
    return said[why]


def hidden_reason(why: str, threshold: int = 5) -> str:
    """The whole sentence behind `hidden_words`."""
    said = {
        "small": _t("There are fewer than {threshold}, so that no one can be picked out."),
        "with another": _t("It is hidden so that no hidden number can be worked out."),
        "small base": _t("There are too few in all to say more."),
        "all alike": _t("Everybody here is in one line, so no line is shown."),
        "not known": _t("This was not asked, or the source does not say."),
    }
    return said[why].format(threshold=threshold)
