"""Words for agreeing to what leaves the hub."""

from __future__ import annotations

from hubdesk.errors import leaving as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Leaving", text)


def rhythm_words(rhythm: str) -> str:
    """How often, as a page says it."""
    return {
        "by hand": _t("Only when somebody asks"),
        "daily": _t("Every day"),
        "fridays": _t("Every Friday"),
        "weekly": _t("Every week"),
        "monthly": _t("Every month"),
    }[rhythm]


WORDS: Words = {
    e.NothingOfThatKind: lambda error: Message(
        _t("“{what}” is not in the list of what may leave.").format(what=error.what),
        _t("Nothing was sent. Look at What leaves in Settings."),
    ),
    e.WordsChanged: lambda error: Message(
        _t("The words of “{title}” are newer than the ones you read.").format(title=error.title),
        _t("Read them again, then agree."),
    ),
    e.LeavesAlready: lambda error: Message(
        _t("“{title}” already goes to {place}.").format(title=error.title, place=error.place),
        _t("Stop that one first, or choose another place."),
    ),
    e.RhythmNotFor: lambda error: Message(
        _t("“{title}” does not leave that often.").format(title=error.title),
        _t("Choose one of the rhythms shown."),
    ),
    e.KeyMissing: lambda error: Message(
        _t("“{title}” leaves sealed, and nobody could open it.").format(title=error.title),
        _t("Ask whoever gets it for their key. It begins with age1."),
    ),
    e.ForEverybody: lambda error: Message(
        _t("“{title}” is not sealed to anybody's key.").format(title=error.title),
        _t("Take the key out of the field."),
    ),
    e.SecretHalf: lambda error: Message(
        _t("That is the secret half of a key. HubDesk did not keep it."),
        _t("Ask for the line that begins with age1, and tell them to keep the rest to themselves."),
    ),
    e.SeveralKeys: lambda error: Message(
        _t("There is more than one key in it."), _t("Give the one line that begins with age1.")
    ),
    e.ErasedMeanwhile: lambda error: Message(
        _t("Somebody was erased while this was packed, so it was not kept."),
        _t("HubDesk packs it again by itself, without them."),
    ),
    e.NumbersGone: lambda error: Message(
        _t(
            "“{title}” cannot be made on this computer: the secret of its numbers is not here."
        ).format(title=error.title),
        _t("Stop it in What leaves and agree to it anew. The region then begins anew, too."),
    ),
    e.NothingToReport: lambda error: Message(
        _t("The report of “{title}” is not in Reports any more.").format(title=error.title),
        _t("Nothing was sent. Stop it in What leaves, or bring the report in again."),
    ),
}
