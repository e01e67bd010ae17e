"""What somebody takes home about their appointment: large letters, the day and time in words."""

from __future__ import annotations

from datetime import datetime

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.session_papers import AppointmentPaper
from hubdesk.reports.form_parts import Part, Setting, stacked
from hubdesk.reports.paper import QUIET_INK, Paper

_HOURS = (
    *("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven"),
)
_PAST = {5: "five", 10: "ten", 15: "a quarter", 20: "twenty", 25: "twenty-five", 30: "half"}


def _t(text: str) -> str:
    return translate("Paper", text)


def appointment_slip_pdf(paper: AppointmentPaper) -> bytes:
    """One A4 page; nothing on it is smaller than 18 point. NoFontForLetters for a name."""
    doc = Paper(_t("Your appointment"), paper.hub.name)
    setting = Setting(doc, large=True)
    stacked(_parts(setting, paper)).draw(doc.height - setting.margin)
    return doc.done()


def time_in_words(at: datetime) -> str:
    """Half past ten in the morning. A time between the fives stands in figures: 10:42am."""
    minute = at.minute
    if minute % 5:
        return i18n.clock(at)
    if (at.hour, minute) == (12, 0):
        return _t("midday")
    part = _t("in the morning") if at.hour < 12 else _t("in the afternoon")
    if at.hour >= 18:
        part = _t("in the evening")
    hour, after = _HOURS[at.hour % 12], _HOURS[(at.hour + 1) % 12]
    if not minute:
        return _t("{hour} o'clock {part}").format(hour=hour, part=part)
    if minute <= 30:
        return _t("{minutes} past {hour} {part}").format(
            minutes=_PAST[minute], hour=hour, part=part
        )
    return _t("{minutes} to {hour} {part}").format(
        minutes=_PAST[60 - minute], hour=after, part=part
    )


def _parts(setting: Setting, paper: AppointmentPaper) -> list[Part]:
    words = time_in_words(paper.starts)
    parts = [
        setting.text(paper.hub.name, colour=QUIET_INK),
        setting.gap(6),
        setting.text(_t("Your appointment"), size=34, bold=True),
        setting.gap(14),
        setting.text(paper.who, size=26, bold=True),
        setting.gap(26),
        setting.text(i18n.day(paper.on), size=32, bold=True),
        setting.gap(4),
        setting.text(_t("at {time}").format(time=i18n.clock(paper.starts)), size=32, bold=True),
    ]
    if words != i18n.clock(paper.starts):
        parts.append(setting.text(f"{words[:1].upper()}{words[1:]}", size=22))
    parts.append(setting.gap(24))
    minutes = i18n.count(paper.minutes, _t("minute"), _t("minutes"))
    lines = [
        _t("With {name}").format(name=paper.helper) if paper.helper else "",
        _t("For {minutes}").format(minutes=minutes),
        paper.about,
        paper.where,
        paper.hub.where,
    ]
    for line in filter(None, lines):
        parts += [setting.text(line, size=20), setting.gap(5)]
    parts += [*setting.rule(), *_questions(setting, paper)]
    return parts


def _questions(setting: Setting, paper: AppointmentPaper) -> list[Part]:
    if not paper.hub.phone:
        return [setting.text(_t("You cannot come? Tell us at the desk."), size=20)]
    said = _t("You cannot come? Call {phone}.").format(phone=paper.hub.phone)
    return [setting.text(said, size=20, bold=True)]
