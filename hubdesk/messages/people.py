"""Words for what can be wrong with people."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import people as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("People", text)


WORDS: Words = {
    e.NoteEmpty: lambda error: Message(_t("Enter a note.")),
    e.PersonErased: lambda error: Message(
        _t("That person was erased. Nothing is left to put together. Nothing changed.")
    ),
    e.NoteDone: lambda error: Message(_t("That note is ticked off already. Nothing changed.")),
    e.BandUnknown: lambda error: Message(
        _t("“{band}” is not an age band we use.").format(band=error.band),
        _t("Choose one from the list."),
    ),
    e.YearNotRight: lambda error: Message(
        _t("Nobody here was born in {year}.").format(year=error.year), _t("Check the year.")
    ),
    e.ChoiceUnknown: lambda error: Message(
        _t("“{text}” is not a choice for {field}.").format(text=error.text, field=error.field),
        _t("Choose one from the list."),
    ),
    e.NumberNotRight: lambda error: Message(
        _t("{field} must be a number from {least} to {most}.").format(
            field=error.field, least=error.least, most=error.most
        )
    ),
    e.SameHousehold: lambda error: Message(
        _t("{person} is in that household already. Nothing changed.").format(person=error.person)
    ),
    e.SamePerson: lambda error: Message(
        _t("That is one record already: {person}.").format(person=error.person),
        _t("Choose somebody else."),
    ),
    e.TwoPeople: lambda error: Message(
        _t("{one} and {other} are kept as two people already. Nothing changed.").format(
            one=error.one, other=error.other
        )
    ),
    e.MergedFurther: lambda error: Message(
        _t("This record is part of {person} since.").format(person=error.person),
        _t("Take that apart first."),
    ),
    e.AgreementEmpty: lambda error: Message(
        _t("The agreement lists nothing."), _t("Lend or give something first.")
    ),
    e.AgreementSigned: lambda error: Message(
        _t("{printed} was signed on {day}. Nothing changed.").format(
            printed=error.printed, day=i18n.short_day(error.signed_on)
        )
    ),
    e.NotAnAgreement: lambda error: Message(
        _t("The paper {code} is not an agreement of this hub.").format(code=error.code),
        _t("Check the paper, or find the person by name."),
    ),
}
