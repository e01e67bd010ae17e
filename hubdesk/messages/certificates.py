"""Words for awards and certificates."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.errors import certificates as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Certificates", text)


def _not_standing(error: e.AwardNotStanding) -> Message:
    if error.is_withdrawn:
        return Message(
            _t("{number} was withdrawn.").format(number=error.number),
            _t("Award a new certificate instead."),
        )
    return Message(
        _t("{number} was replaced by a corrected one.").format(number=error.number),
        _t("Use the one that took its place."),
    )


def _too_large(error: e.PictureTooLarge) -> Message:
    if error.in_dots:
        return Message(
            _t("That picture has {size} million dots.").format(size=error.size),
            _t("Choose one with at most {most} million.").format(most=error.most),
        )
    return Message(
        _t("That file has {size} MB.").format(size=error.size),
        _t("Choose a picture of at most {most} MB. A logo needs less than one.").format(
            most=error.most
        ),
    )


WORDS: Words = {
    e.NobodyChosen: lambda error: Message(_t("Choose who gets a certificate.")),
    e.AwardedAlready: lambda error: Message(
        _t("{person} has a certificate for that: {number}.").format(
            person=error.person, number=error.number
        ),
        _t("Print it again, or correct it."),
    ),
    e.SkillsMissing: lambda error: Message(
        _t("Write what they can do now, one skill on each line.")
    ),
    e.TooManySkills: lambda error: Message(
        _t("A certificate holds {most} skills.").format(most=error.most),
        _t("Put some of them together."),
    ),
    e.AwardNotStanding: _not_standing,
    e.NothingCorrected: lambda error: Message(
        _t("{number} says that already. Nothing changed.").format(number=error.number)
    ),
    e.AwardOutOfTime: lambda error: Message(
        _t("Too late to undo: {number} was awarded on {day}.").format(
            number=error.number, day=i18n.short_day(error.on)
        ),
        _t("Withdraw the certificate instead, with a reason."),
    ),
    e.LookTheSame: lambda error: Message(_t("It looks like that already. Nothing changed.")),
    e.PictureNotHere: lambda error: Message(
        _t("A picture of this certificate is not on this computer."),
        _t("Choose it again in Settings, under Certificates."),
    ),
    e.PictureTooLarge: _too_large,
    e.NotAPicture: lambda error: Message(
        _t("That file is no picture HubDesk can read."), _t("Choose a PNG or JPEG file.")
    ),
    e.TooManyPictures: lambda error: Message(
        _t("A certificate shows {most} marks at most.").format(most=error.most),
        _t("Take one away first."),
    ),
}
