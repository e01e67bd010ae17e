"""Words for reports that were made: how, and what has changed since."""

from __future__ import annotations

from datetime import date

from hubdesk.i18n import listed, plain_day, translate


def _t(text: str) -> str:
    return translate("Reports", text)


def how_words(how: str) -> str:
    """How a report left the hub."""
    said = {
        "print": _t("Printed"),
        "save": _t("Saved as PDF"),
        "sheet": _t("Saved as a spreadsheet"),
        "poster": _t("Printed as a poster"),
        "command": _t("Made by a command"),
        "command poster": _t("Poster made by a command"),
        "by itself": _t("Made by itself"),
        "sent": _t("Sent by itself"),
    }
    return said.get(how, _t("Made"))


def days_taken_words(first_on: date, *, has_first: bool, has_last: bool) -> list[str]:
    """Which of its two days was not given, and what was taken for it."""
    if has_first and not has_last:
        return [_t("No last day was given: it is of the days up to today.")]
    if has_last and not has_first:
        words = _t("No first day was given: it begins on {day}.")
        return [words.format(day=plain_day(first_on))]
    return []


def nothing_words() -> str:
    """That there is nothing to count."""
    return _t("Nothing was written down on these days.")


def overlap_words(others: int, same: int, last: tuple[str, date] | None) -> str:
    """That two reports with days in common may tell by their difference what each hides.

    Of the very same days it is no other report: it left before they were over or all was marked.
    `last` is what the newest of the others is called, and the day on which it left.
    """
    if last is not None:
        words = (
            _t("“{title}”, which shares days with this one, left the hub on {day}.")
            if others == 1
            else _t("{n} other reports share days with this one. “{title}” left the hub on {day}.")
        ).format(n=others, title=last[0], day=plain_day(last[1]))
    elif same:
        words = _t("A report of these same days left the hub before all was written down.")
    else:
        return ""
    return f"{words} {_t('Give both to one reader, and a small number might be worked out.')}"


def target_alone_words(names: list[str]) -> str:
    """Why targets that count people stand alone where others have a share of the month."""
    words = _t(
        "Whoever comes in two months counts once, so the target of {names} has no % for these days."
    )
    return words.format(names=listed(names))


def change_words(name: str, was: int | None, now: int | None, *, is_told: bool) -> str:
    """Visits +2; of a number that is hidden, that it is another one."""
    if not is_told:
        return _t("{name} is another number").format(name=name)
    if was is None or now is None:
        return _t("{name} is counted in another way").format(name=name)
    change = now - was
    sign = f"+{change:,}" if change > 0 else f"−{-change:,}"
    return _t("{name} {change}").format(name=name, change=sign)
