"""Words for equality monitoring: what stands in the way, and what each period is called."""

from __future__ import annotations

from hubdesk.errors import equality as e
from hubdesk.i18n import MONTHS, translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Equality", text)


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
    e.EqualityPassphraseShared: lambda error: Message(
        _t("That passphrase opens HubDesk, so others may know it."),
        _t("Choose one that is for equality forms alone."),
    ),
}
