"""Words for the numbers of others: the number itself, and all that has to stand beside it."""

from __future__ import annotations

from hubdesk.i18n import translate

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


def read_words(read: str) -> str:
    """Where a number was read, if not with its publisher."""
    said = {
        "elsewhere": _t("Read in somebody else's account of it."),
        "none": _t("Nothing verified was found."),
    }
    return said.get(read, "")
