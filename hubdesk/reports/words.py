"""What stands for a number: the same text on paper, screen and sheet."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.periods import hidden_words
from hubdesk.queries.figure_rows import CountCell
from hubdesk.queries.report_rows import PublishedFigure, PublishedTarget


def _t(text: str) -> str:
    return translate("Paper", text)


def number_words(cell: CountCell, threshold: int = 5) -> str:
    """1,204, or what stands where it is hidden."""
    if cell.number is None:
        return hidden_words(cell.hidden, threshold)
    return f"{cell.number:,}"


def figure_words(cell: CountCell, unit: str, threshold: int = 5) -> str:
    """A number with the sign of its unit: £1,204; 12 %."""
    words = number_words(cell, threshold)
    if cell.number is None:
        return words
    if unit in ("£", "pounds"):
        return f"£{words}"
    if unit in ("%", "per cent"):
        return f"{words} %"
    return words


def target_words(figure: PublishedFigure) -> str:
    """78 % of 60 by 31 March 2027, 12 behind; or the share of these days, and all of it."""
    target = figure.target
    if target is None:
        return ""
    day = i18n.plain_day(target.until) if target.until is not None else ""
    if target.whole is not None:
        aim = _t("{target} for these days").format(target=f"{target.amount:,}")
        all_of_it = _t("{words} ({whole} by {day})")
        return all_of_it.format(words=_how_far(target, aim), whole=f"{target.whole:,}", day=day)
    aim = f"{target.amount:,}"
    return _how_far(target, _t("{target} by {day}").format(target=aim, day=day) if day else aim)


def _how_far(target: PublishedTarget, aim: str) -> str:
    share, behind = target.percent, target.behind
    if share is None or behind is None:  # of nought there is no share
        return _t("target {target}").format(target=aim)
    near = _t("about {share} % of {target}") if target.is_rounded else _t("{share} % of {target}")
    words = near.format(share=share, target=aim)
    if target.since is not None:
        day = i18n.plain_day(target.since)
        words = _t("{words} since {day}").format(words=words, day=day)
    if target.pace == target.amount and target.whole is None:
        return words
    if behind:
        return _t("{words}, {n} behind").format(words=words, n=f"{behind:,}")
    return _t("{words}, on pace").format(words=words)
