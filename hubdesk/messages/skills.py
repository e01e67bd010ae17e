"""Words for skills: what is wrong with a list, how a step was seen, what came of learning."""

from __future__ import annotations

from typing import Final

from hubdesk import i18n
from hubdesk.errors import skills as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

OUTCOMES: Final = {
    "EMP1": "Paid work, 16 hours a week or more",
    "EMP2": "Paid work, under 16 hours a week",
    "EMP4": "Self-employed, 16 hours a week or more",
    "EMP5": "Self-employed, under 16 hours a week",
    "NPE1": "Looking for paid work",
    "NPE2": "Not looking for paid work, or retired",
    "EDU2": "Apprenticeship",
    "EDU3": "Supported internship",
    "EDU4": "Another course, full time",
    "EDU5": "Another course, part time",
    "EDU6": "University or college degree",
    "VOL1": "Voluntary work",
    "GAP1": "Gap year before university",
    "OTH1": "Something else",
    "OTH3": "Could not be reached",
    "OTH4": "Reached, but it is not known",
}
# How a judgement came about, after "on 3 November".
SEEN: Final = {
    "seen": "seen",
    "said themselves": "said themselves",
    "shown in work": "shown in work",
    "covered in a session": "covered in a session",
}


def _t(text: str) -> str:
    return translate("Skills", text)


def outcome_words(code: str) -> str:
    """What somebody does after learning. A code we do not know is shown as it is."""
    return _t(OUTCOMES[code]) if code in OUTCOMES else code


def seen_words(method: str) -> str:
    """How somebody knew."""
    return _t(SEEN[method]) if method in SEEN else method


def lack_words(missing: str, *, is_proof_read: bool) -> str:
    """What a list lacks before anything is counted out of it, as a sentence; empty if nothing."""
    return missing if missing or is_proof_read else _t(_UNREAD)


def source_words(source: str, licence: str) -> str:
    """Whose words they are and on what terms, as two sentences."""
    words = _t("{source}. Licence: {licence}.")
    return words.format(source=source.rstrip("."), licence=licence.rstrip("."))


def _at_line(line: int, more: str) -> str:
    """Where in the file it stands, and what to do."""
    return _t("It is in line {line}. {more}").format(line=line, more=more) if line else more


_NOTHING = "Nothing was brought in."
_UNREAD = "Nobody has compared its words with the source yet."


WORDS: Words = {
    e.NotSkills: lambda error: Message(
        _t("“{name}” is not a list of skills.").format(name=error.name),
        _at_line(
            error.line,
            _t("HubDesk reads its own lists and the DigComp 3.0 workbook."),
        ),
    ),
    e.SkillsLack: lambda error: Message(
        _t("“{name}” does not say its {what}.").format(name=error.name, what=error.what),
        _at_line(error.line, _t(_NOTHING)),
    ),
    e.CodeTwice: lambda error: Message(
        _t("The code {code} stands twice in “{name}”.").format(code=error.code, name=error.name),
        _at_line(error.line, _t("Each needs a code of its own. Nothing was brought in.")),
    ),
    e.AreaUnknown: lambda error: Message(
        _t("{code} belongs to the area “{area}”, which “{name}” does not have.").format(
            code=error.code, area=error.area, name=error.name
        ),
        _at_line(error.line, _t(_NOTHING)),
    ),
    e.SkillTooLong: lambda error: Message(
        _t("The words of {code} in “{name}” are too long.").format(
            code=error.code, name=error.name
        ),
        _at_line(
            error.line,
            _t("Use at most {most} letters. Nothing was brought in.").format(most=error.most),
        ),
    ),
    e.TooManySkills: lambda error: Message(
        _t("“{name}” has more than {most} skills.").format(name=error.name, most=error.most),
        _t("Make two lists of it."),
    ),
    e.ScaleNotRight: lambda error: Message(
        _t("The scale of “{name}” cannot be used.").format(name=error.name),
        _t("It needs 2 to 9 steps. The first is not achieved, and a later one is."),
    ),
    e.ListThere: lambda error: Message(
        _t("“{title}”, version {version}, is here already. Nothing changed.").format(
            title=error.title, version=error.version
        )
    ),
    e.ListDiffers: lambda error: Message(
        _t("“{title}”, version {version}, is here with other words.").format(
            title=error.title, version=error.version
        ),
        _t("Give the new one another version. What was judged stays as it is."),
    ),
    e.ListConfirmed: lambda error: Message(
        _t("“{title}” was compared with its source before. Nothing changed.").format(
            title=error.title
        )
    ),
    e.NotOurList: lambda error: Message(
        _t("“{title}” is a list of others, so its words stay as they are.").format(
            title=error.title
        ),
        _t("Add the skill to our own list."),
    ),
    e.SkillThere: lambda error: Message(
        _t("“{text}” is on our own list already.").format(text=error.text)
    ),
    e.SkillPutAway: lambda error: Message(
        _t("“{text}” was put away. Nothing changed.").format(text=error.text)
    ),
    e.StepOfOtherList: lambda error: Message(
        _t("“{step}” is a step of another list. Nothing changed.").format(step=error.step)
    ),
    e.SeenInFuture: lambda error: Message(
        _t("{day} is still to come.").format(day=i18n.short_day(error.on)),
        _t("Choose today or an earlier day."),
    ),
    e.GoalReached: lambda error: Message(_t("That goal is reached already. Nothing changed.")),
    e.FollowUpDone: lambda error: Message(
        _t("Somebody asked {person} already. Nothing changed.").format(person=error.person)
    ),
    e.FollowUpsThere: lambda error: Message(
        _t("The days to ask are all set already. Nothing changed.")
    ),
}
