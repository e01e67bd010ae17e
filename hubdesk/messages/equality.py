"""Words for equality monitoring: what stands in the way, and what each period is called."""

from __future__ import annotations

from hubdesk.errors import equality as e
from hubdesk.i18n import MONTHS, translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Equality", text)


def hidden_words(why: str) -> str:
    """What stands where a number is hidden."""
    return {
        "small": _t("Fewer than 5"),
        "with another": _t("Hidden"),
        "small base": _t("Too few"),
        "all alike": _t("Hidden"),
    }.get(why, _t("Not known"))


def percent_words(tenths: int, *, whole: bool = False) -> str:
    """22.5 %, or whole: of numbers that are rounded to five a tenth would say too much."""
    if whole or not tenths % 10:
        return f"{(tenths + 5) // 10} %"
    return f"{tenths // 10}.{tenths % 10} %"


def caption_words(share: str, of: str, geography: str, year: str) -> str:
    """What a benchmark is of."""
    words = _t("{share} of {of}, {geography}, {year}")
    return words.format(share=share, of=of, geography=geography, year=year)


def period_words(period: str) -> str:
    """2026-Q3 as July to September 2026, and 2026 as itself."""
    year, _, quarter = period.partition("-Q")
    if not quarter:
        return _t("Year {year}").format(year=year)
    first = (int(quarter) - 1) * 3
    words = _t("{first} to {last} {year}")
    return words.format(first=MONTHS[first], last=MONTHS[first + 2], year=year)


WORDS: Words = {
    e.NoEqualityKey: lambda error: Message(
        _t("Nobody could open that form yet."),
        _t("A manager chooses a passphrase for equality forms first."),
    ),
    e.TooFewForms: lambda error: Message(
        _t("{waiting} forms wait, and {least} are opened at the least.").format(
            waiting=error.waiting, least=error.least
        ),
        _t("Fewer would let somebody be picked out."),
    ),
    e.FormNotRight: lambda error: Message(_t("That form has an answer to no question of ours.")),
    e.PeriodNotOver: lambda error: Message(
        _t("{period} cannot be published now.").format(period=period_words(error.period)),
        _t("Periods are published in order, once they are over."),
    ),
    e.BenchmarkBare: lambda error: Message(
        _t("That figure does not say where it is from, of whom, where, when and how sure it is."),
        _t("Without all of that it is not shown."),
    ),
    e.EqualityPassphraseShared: lambda error: Message(
        _t("That passphrase opens HubDesk, so others may know it."),
        _t("Choose one that is for equality forms alone."),
    ),
}
