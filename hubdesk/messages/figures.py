"""Words for figures: a period, a template, a target."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import figures as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words, explain


def _t(text: str) -> str:
    return translate("Figures", text)


def _unknown(error: e.TemplateUnknown) -> Message:
    return Message(
        _t("There is no report called “{name}”.").format(name=error.name),
        _t("There are: {known}.").format(known=", ".join(error.known) or _t("none")),
    )


def _cut(error: e.CutUnknown) -> Message:
    if error.known:
        return Message(
            _t("Figures cannot be narrowed to “{name}”.").format(name=error.name),
            _t("There are: {known}.").format(known=", ".join(error.known)),
        )
    return Message(
        _t("Nobody known here lives in “{name}”.").format(name=error.name),
        _t("Enter the first part of a postcode, like B12."),
    )


def _not_made(error: e.NotMadeByItself) -> Message:
    words = _t("“{name}” could not be made by itself. {why}").format(
        name=error.name, why=explain(error.why).what
    )
    if not error.others:
        return Message(words, _t("Open it under Saved reports."))
    more = _t("Nor could {names}.").format(names=i18n.listed([f"“{one}”" for one in error.others]))
    return Message(f"{words} {more}", _t("Open them under Saved reports."))


WORDS: Words = {
    e.CutUnknown: _cut,
    e.NotMadeByItself: _not_made,
    e.DayUnclear: lambda error: Message(
        _t("{field}: “{typed}” is no day.").format(field=error.field, typed=error.typed),
        _t("Write it like 2026-10-31, or 31 October 2026."),
    ),
    e.PeriodBackwards: lambda error: Message(
        _t("The last day, {last}, is before the first, {first}.").format(
            last=i18n.plain_day(error.last_on), first=i18n.plain_day(error.first_on)
        ),
        _t("Swap the two days."),
    ),
    e.PeriodNotBegun: lambda error: Message(
        _t("Nothing has happened yet: the first day is {first}.").format(
            first=i18n.plain_day(error.first_on)
        ),
        _t("Choose days that are here already."),
    ),
    e.TemplateNotRight: lambda error: Message(
        _t("“{name}” is no report of HubDesk, or is damaged.").format(name=error.name),
        _t("Ask whoever gave it to you for a fresh one."),
    ),
    e.TemplateThere: lambda error: Message(
        _t("“{title}”, version {version}, is here already.").format(
            title=error.title, version=error.version
        ),
        _t("Give the new one a higher version."),
    ),
    e.StoryTakenBack: lambda error: Message(
        _t("They took this story back, so it is told on no more."),
        _t("Write it down anew if they agree again."),
    ),
    e.TemplateUnknown: _unknown,
    e.FundUnknown: lambda error: Message(
        _t("There is no fund called “{name}”.").format(name=error.name),
        _t("Settings shows the funds of the hub."),
    ),
    e.ReportFormUnknown: lambda error: Message(
        (
            _t("A poster is not written as “{name}”.")
            if error.is_poster
            else _t("A report is not written as “{name}”.")
        ).format(name=error.name),
        _t("End its name in .pdf.")
        if error.is_poster
        else _t("End its name in .pdf, .xlsx, .csv or .zip."),
    ),
    e.IndicatorUnknown: lambda error: Message(
        _t("“{template}” asks for “{code}”, which this HubDesk cannot count.").format(
            template=error.template, code=error.code
        ),
        _t("Update HubDesk, or take it out of the report."),
    ),
}
