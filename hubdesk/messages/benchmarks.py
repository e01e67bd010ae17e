"""Words for the numbers of others: the number itself, and all that has to stand beside it."""

from __future__ import annotations

from hubdesk.errors import benchmarks as e
from hubdesk.i18n import listed, translate
from hubdesk.messages import Message, Words
from hubdesk.messages.equality import hidden_words, percent_words

NOT_ADJUSTED = "Not adjusted for age."


def _t(text: str) -> str:
    return translate("Benchmarks", text)


def amount_words(amount: int | None, places: int, unit: str, hidden: str = "") -> str:
    """1.9 %; 1,144,900 people; and in words why there is no number. Never nought for none."""
    if amount is None:
        return _t(HIDDEN.get(hidden, "Not found"))
    whole, part = divmod(abs(amount), 10**places)
    digits = f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"
    digits = f"−{digits}" if amount < 0 else digits
    return f"{digits} %" if unit == "percent" else f"{digits} {unit}".strip()


HIDDEN = {
    "suppressed": "Hidden by its publisher",
    "not applicable": "Does not apply",
    "not available": "Not available",
    "not published": "Not published",
    "unreliable": "Too unreliable to show",
    "rounds to nought": "Some, but rounds to nought",
    "missing": "Left empty",
}


def of_whom(base: str, geography: str, year: str) -> str:
    """IT specialists, United Kingdom, 2024: without it no number may be shown."""
    return ", ".join(filter(None, (base, geography, year)))


def guessed_words(guess: str, said_by: str) -> str:
    """What was said in 2021, and who was named for it."""
    if said_by == "nobody":
        return _t("Said in 2021: {guess}, without a source.").format(guess=guess)
    words = _t("Said in 2021: {guess}, named as from {who}.")
    return words.format(guess=guess, who=said_by)


def ours_words(tenths: int | None, hidden: str, period: str, *, doubtful: bool) -> str:
    """The hub's own part beside it, with the caption it never goes without."""
    if tenths is None:
        part = hidden_words(hidden)
    else:
        part = _t("{share} of those who answered").format(share=percent_words(tenths, whole=True))
    few = _t("Fewer than 30 answered.") if doubtful else ""
    words = _t("Our hub: {part}, {period}.").format(part=part, period=period)
    return " ".join(filter(None, (words, few, _t(NOT_ADJUSTED))))


def read_words(read: str) -> str:
    """Where a number was read, if not with its publisher."""
    said = {
        "elsewhere": _t("Read in somebody else's account of it."),
        "none": _t("Nothing verified was found."),
    }
    return said.get(read, "")


WORDS: Words = {
    e.NoNumbers: lambda error: Message(
        _t("No column of {name} holds numbers.").format(name=error.name),
        _t("Choose the table itself, not the page that tells about it."),
    ),
    e.NotThere: lambda error: Message(
        _t("{name} has no {wanted}.").format(name=error.name, wanted=listed(list(error.wanted))),
        _t("Write it as the file does."),
    ),
    e.FactsMissing: lambda error: Message(
        _t("{name} does not say what its numbers rest on. Missing: {missing}.").format(
            name=error.name, missing=", ".join(error.missing)
        ),
        _t("Say it yourself, then look at the file again."),
    ),
    e.TooManyNumbers: lambda error: Message(
        _t("{name} holds {count} numbers, and {most} come in at the most.").format(
            name=error.name, count=f"{error.count:,}", most=f"{error.most:,}"
        ),
        _t("Say which column or which place you want."),
    ),
}


def brought_words(added: int, newer: int, unchanged: int, refused: int, empty: int) -> str:
    """What became of a file: 12 added (3 newer than before), 2 here already, 1 refused."""
    words = _t("{added} added ({newer} newer than before), {unchanged} here already")
    words = words.format(added=f"{added:,}", newer=f"{newer:,}", unchanged=f"{unchanged:,}")
    more = _t("{refused} refused, {empty} empty cells").format(
        refused=f"{refused:,}", empty=f"{empty:,}"
    )
    return f"{words}, {more}"
