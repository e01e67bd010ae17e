"""What the page says: on its filled button, and of what was done."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.bringing_in import counted_briefly
from hubdesk.operations.bringing_in import Brought
from hubdesk.ui.bring_in.work import Forecast

DEVICES, PEOPLE = "devices", "people"


def _t(text: str) -> str:
    return translate("BringIn", text)


def things(what: str, number: int) -> str:
    """1 device, 12 people."""
    if what == PEOPLE:
        return i18n.count(number, _t("person"), _t("people"))
    return i18n.count(number, _t("device"), _t("devices"))


def bring_words(what: str, brought: Brought) -> str:
    """Bring in 12 devices; Update 3 people; Choose another file."""
    if brought.added and brought.updated:
        words = _t("Bring in {things}, update {more}")
        return words.format(things=things(what, brought.added), more=f"{brought.updated:,}")
    if brought.added:
        return _t("Bring in {things}").format(things=things(what, brought.added))
    if brought.updated:
        return _t("Update {things}").format(things=things(what, brought.updated))
    return _t("Choose another file")


def done_words(what: str, brought: Brought) -> str:
    """Devices brought in: 12 added, 3 updated, 2 refused. What is nought is left out."""
    words = _t("People brought in: {counts}.") if what == PEOPLE else ""
    words = words or _t("Devices brought in: {counts}.")
    counts = (brought.added, brought.updated, brought.unchanged, brought.refused)
    return words.format(counts=counted_briefly(*counts))


def other_list_words(what: str, name: str) -> str:
    """The file is the other of the two lists, and is looked at as that."""
    words = _t("{name} is a list of people, so it is looked at as one.")
    if what == DEVICES:
        words = _t("{name} is a list of devices, so it is looked at as one.")
    return words.format(name=name)


def summary(forecast: Forecast, *, is_done: bool) -> str:
    """12 devices new, 3 updated, 40 as they were. 2 rows would stay out. 9 of them on loan."""
    brought = forecast.brought
    counts = (
        (brought.added, _t("{count} new").format(count=things(forecast.what, brought.added))),
        (brought.updated, _t("{count} updated").format(count=f"{brought.updated:,}")),
        (brought.unchanged, _t("{count} as they were").format(count=f"{brought.unchanged:,}")),
    )
    words = ", ".join(said for number, said in counts if number)
    words = f"{words}." if words else ""
    if not brought.changes and not is_done:
        words = f"{_t('Nothing in this file is new.')} {words}".strip()
    if brought.refused:
        rows = i18n.count(brought.refused, _t("row"), _t("rows"))
        out = _t("{rows} stayed out.") if is_done else _t("{rows} would stay out.")
        words = f"{words} {out.format(rows=rows)}".strip()
    if not brought.lent:
        return words
    lent = _t("{count} on loan.").format(count=f"{brought.lent:,}")
    if brought.people_added:
        people = i18n.count(brought.people_added, _t("new person"), _t("new people"))
        lent = _t("{count} on loan, {people} among the borrowers.").format(
            count=f"{brought.lent:,}", people=people
        )
    return f"{words} {lent}"
