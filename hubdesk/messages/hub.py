"""Words for what can be wrong with the hub's own facts and choices."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import hub as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Hub", text)


def _setting(error: e.SettingNotRight) -> Message:
    if error.least is not None and error.most is not None:
        return Message(
            _t("{label}: choose a number from {least} to {most}.").format(
                label=error.label.rstrip("?"), least=error.least, most=error.most
            )
        )
    return Message(
        _t("{label}: “{text}” is not one of the choices.").format(
            label=error.label.rstrip("?"), text=error.text
        ),
        _t("Choose one from the list."),
    )


WORDS: Words = {
    e.FieldMissing: lambda error: Message(_t("{field} is empty.").format(field=error.field)),
    e.HubSetUp: lambda error: Message(
        _t("{name} is set up already. Nothing changed.").format(name=error.name)
    ),
    e.SettingNotRight: _setting,
    e.DaysBackwards: lambda error: Message(
        _t("The last closed day, {last}, is before the first.").format(
            last=i18n.short_day(error.last_on)
        ),
        _t("Swap the two days."),
    ),
    e.ClosedTooLong: lambda error: Message(
        _t("That closes the hub for {days}.").format(days=i18n.count(error.days, "day", "days")),
        _t("Check the year: a year is the most."),
    ),
    e.NeverOpen: lambda error: Message(
        _t("The hub would never be open."), _t("Leave at least one day open.")
    ),
    e.TimeNotRight: lambda error: Message(
        _t("“{text}” is not a time of the day.").format(text=error.text),
        _t("Enter it like 10am or 16:30."),
    ),
    e.HoursBackwards: lambda error: Message(
        _t("{day} closes before it opens.").format(day=i18n.DAYS[error.weekday % 7]),
        _t("Enter both times, like 10am and 4pm."),
    ),
    e.OpenAlready: lambda error: Message(_t("Those days are open already. Nothing changed.")),
    e.KindThere: lambda error: Message(
        _t("A kind called “{name}” is there already.").format(name=error.name),
        _t("Choose another name."),
    ),
    e.LastKind: lambda error: Message(
        _t("“{name}” is the only kind there is.").format(name=error.name),
        _t("Add another kind first."),
    ),
    e.KindInUse: lambda error: Message(
        _t("{many} of the kind “{name}”.").format(
            many=i18n.count(error.count, _t("device is"), _t("devices are")), name=error.name
        ),
        _t("Change their kind first, then put it away."),
    ),
    e.WordsTheSame: lambda error: Message(
        _t("These are the words that hold already. Nothing changed.")
    ),
    e.PromisesMissing: lambda error: Message(_t("Enter at least one promise.")),
}
