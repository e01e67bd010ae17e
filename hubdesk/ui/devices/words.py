"""How devices are put in words on screen: where one stands, how it looks, whose it is."""

from __future__ import annotations

from datetime import date, datetime

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.stages import stage_words
from hubdesk.models import CodeOrigin, Condition, Ownership, Stage
from hubdesk.queries.device_page import DevicePage
from hubdesk.queries.devices import DeviceRow
from hubdesk.ui.widgets.chips import Kind

ChipWords = tuple[str, Kind]


def _t(text: str) -> str:
    return translate("Devices", text)


CONDITIONS = {
    Condition.GOOD: "Good",
    Condition.WORN: "Worn",
    Condition.DAMAGED: "Damaged",
}
OWNERSHIPS = {
    Ownership.OWNED: "It is ours",
    Ownership.ON_LOAN_TO_US: "On loan to us",
    Ownership.TO_GIVE: "Donated for giving",
    Ownership.FUNDER: "A funder's",
}
_STAGE_KINDS: dict[str, Kind] = {Stage.READY: "ok", Stage.TO_WIPE: "warn", Stage.LOST: "bad"}
_STAGE_ICONS = {
    Stage.READY: "circle-check",
    Stage.TO_WIPE: "eraser",
    Stage.REPAIR: "wrench",
    Stage.LOST: "circle-question-mark",
    Stage.WITHDRAWN: "archive",
    Stage.GIVEN: "gift",
}
_ORIGINS = {
    CodeOrigin.LABEL: "Label",
    CodeOrigin.CARD: "Card",
    CodeOrigin.TAG: "Old tag",
    CodeOrigin.SERIAL: "Serial number",
    CodeOrigin.IMEI: "IMEI",
    CodeOrigin.ICCID: "SIM number",
    CodeOrigin.OLD: "Linked code",
}


def condition_words(condition: str) -> str:
    """Good, Worn, Damaged; nothing where nobody said."""
    known = {str(key): words for key, words in CONDITIONS.items()}
    return _t(known[condition]) if condition in known else condition


def ownership_words(ownership: str) -> str:
    """Whose it is."""
    known = {str(key): words for key, words in OWNERSHIPS.items()}
    return _t(known[ownership]) if ownership in known else ownership


def origin_words(origin: str) -> str:
    """What a code is."""
    known = {str(key): words for key, words in _ORIGINS.items()}
    return _t(known[origin]) if origin in known else origin


def stage_chip(stage: str) -> ChipWords:
    """Where a device stands, loans apart."""
    return stage_words(stage), _STAGE_KINDS.get(stage, "")


def stage_icon(stage: str) -> str:
    """The icon beside where it stands."""
    return _STAGE_ICONS.get(Stage(stage), "circle") if stage in list(Stage) else "circle"


def due_chip(due_on: date, today: date, soon_days: int) -> ChipWords:
    """6 days late, due today, due tomorrow, or the day; marked within `soon_days`."""
    days = (due_on - today).days
    if days < 0:
        late = i18n.count(-days, _t("day late"), _t("days late"))
        return late, "bad"
    if days == 0:
        return _t("Due today"), "warn"
    return i18n.short_day(due_on, today), "warn" if days <= soon_days else ""


def row_chip(row: DeviceRow, today: date) -> ChipWords:
    """Where the device of a list stands; with whom and until when where it is out."""
    if not row.loan_id or row.due_on is None:
        return stage_chip(row.stage)
    if row.stage == Stage.LOST:
        return _t("Lost, was with {who}").format(who=row.who), "bad"
    return out_chip(row.who, row.due_on, today, row.soon_days)


def out_chip(who: str, due_on: date, today: date, soon_days: int) -> ChipWords:
    """Out to Sam H. until Tue 25 Nov; Sam H., 6 days late."""
    words, kind = due_chip(due_on, today, soon_days)
    if due_on < today:
        return _t("{who}, {late}").format(who=who, late=words), kind
    if due_on == today:
        return _t("{who}, due today").format(who=who), kind
    return _t("{who} until {day}").format(who=who, day=words), kind or "info"


def page_chip(device: DevicePage, today: date) -> ChipWords:
    """Where the device of a page stands."""
    loan = device.loan
    if loan is not None and device.stage != Stage.LOST:
        if loan.due_on < today:
            return _t("Out, {late}").format(
                late=due_chip(loan.due_on, today, loan.soon_days)[0]
            ), "bad"
        return _t("Out"), "info"
    return stage_chip(device.stage)


def seen_words(seen_on: date, today: date) -> str:
    """When somebody last had it in their hands."""
    return _t("Today") if seen_on == today else i18n.short_day(seen_on, today)


def day_of(at: datetime, like: datetime) -> date:
    """The hub's day of a moment; `like` is a moment in the hub's time zone."""
    return at.astimezone(like.tzinfo).date()


def when_words(at: datetime, now: datetime) -> str:
    """10:42am today; Tue 18 Nov, 10:42am otherwise."""
    here = at.astimezone(now.tzinfo)
    if here.date() == now.date():
        return i18n.clock(here)
    day = i18n.short_day(here.date(), now.date())
    return _t("{day}, {time}").format(day=day, time=i18n.clock(here))


def renewed_words(times: int) -> str:
    """Renewed once, renewed twice, renewed 3 times; nothing for never."""
    said = {0: "", 1: _t("renewed once"), 2: _t("renewed twice")}
    return said.get(times, _t("renewed {times} times").format(times=times))
