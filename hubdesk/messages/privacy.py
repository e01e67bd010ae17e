"""Words for what stands in the way of an erasure, a request or a concern."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import privacy as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

_STEPS = {
    "paused": "paused",
    "resumed": "taken up again",
    "extended": "extended",
    "done": "answered",
    "refused": "refused",
}


def _t(text: str) -> str:
    return translate("Privacy", text)


def _still_has(error: e.StillHas) -> Message:
    what = _t("{person} still has {tags}.").format(
        person=error.person, tags=i18n.listed(list(error.tags)) or _t("something")
    )
    if len(error.tags) > 1:
        return Message(what, _t("Return them first, or mark them lost."))
    return Message(what, _t("Return it first, or mark it lost."))


WORDS: Words = {
    e.StillHas: _still_has,
    e.OnHold: lambda error: Message(
        _t("The record of {person} is kept for a reason in law: {why}.").format(
            person=error.person, why=error.why
        ),
        _t("Lift the hold on the Privacy page first."),
    ),
    e.SeeTheLead: lambda error: Message(
        _t("See the safeguarding lead before {person} is erased.").format(person=error.person)
    ),
    e.NameDiffers: lambda error: Message(
        _t("That is not the name on the record."),
        _t("Type {person} exactly, or keep the record.").format(person=error.person),
    ),
    e.ErasedSince: lambda error: Message(
        _t("Somebody in it was erased since, so it cannot be undone.")
    ),
    e.ReasonMissing: lambda error: Message(_t("Write down: {field}.").format(field=error.field)),
    e.HoldThere: lambda error: Message(
        _t("The record of {person} is kept already. Nothing changed.").format(person=error.person)
    ),
    e.RequestClosed: lambda error: Message(
        _t("That request was answered before. Nothing changed.")
    ),
    e.StepNotNow: lambda error: Message(
        _t("That request cannot be {step} now. Nothing changed.").format(
            step=_t(_STEPS.get(error.step, error.step))
        )
    ),
    e.DayNotRight: lambda error: Message(
        _t("{field} cannot be {day}.").format(field=error.field, day=i18n.short_day(error.on)),
        _t("Check the day."),
    ),
    e.PeriodNotRight: lambda error: Message(
        _t("Choose from {least} to {most} months.").format(least=error.least, most=error.most)
    ),
    e.RecordRestricted: lambda error: Message(
        _t("The record of {person} is kept and not used, since {day}.").format(
            person=error.person, day=i18n.short_day(error.since_on)
        ),
        _t("A manager can lift it under All that is held."),
    ),
    e.RestrictedAlready: lambda error: Message(
        _t("The record of {person} is not used since {day}. Nothing changed.").format(
            person=error.person, day=i18n.short_day(error.since_on)
        )
    ),
    e.NotRestricted: lambda error: Message(
        _t("The record of {person} is in use. Nothing changed.").format(person=error.person)
    ),
    e.NotToldYet: lambda error: Message(
        _t("The law asks that {person} is told first.").format(person=error.person),
        _t("Tell them, then tick that they know."),
    ),
    e.NothingGiven: lambda error: Message(
        _t("{person} has agreed to nothing that can be taken back.").format(person=error.person)
    ),
    e.ErasedListDamaged: lambda error: Message(
        _t("The list of who was erased cannot be read. The records themselves are whole."),
        _t("If a copy was just brought back, erase them again."),
    ),
}
