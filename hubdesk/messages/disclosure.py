"""Words for what was hidden or rounded in a table, as they stand below it."""

from __future__ import annotations

from collections.abc import Collection

from hubdesk.i18n import translate


def _t(text: str) -> str:
    return translate("Disclosure", text)


def notes_of(why: Collection[str], *, threshold: int, rounding: int) -> tuple[str, ...]:
    """What was done to a table; `why` are the reasons of its cells."""
    notes = []
    if "small" in why:
        notes.append(_t("Numbers from 1 to {most} are hidden.").format(most=threshold - 1))
    if "with another" in why:
        notes.append(_t("Others are hidden too, so that no hidden number can be worked out."))
    if "small base" in why:
        notes.append(_t("Where there are too few in all, no line has a number."))
    if "all alike" in why:
        notes.append(_t("Where all are in one line, no line has a number."))
    if rounding > 1:
        notes.append(
            _t("Rounded to the nearest {base}, so lines may not add up.").format(base=rounding)
        )
    return tuple(notes)
