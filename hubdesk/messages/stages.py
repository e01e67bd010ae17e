"""Where a device stands, in words: one table for chips, lists and sentences about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from hubdesk import i18n
from hubdesk.i18n import translate


def _t(text: str) -> str:
    return translate("Devices", text)


class StageWords(NamedTuple):
    """By itself, said of a device, when it was to be put there again, and what it came to."""

    short: str
    said: str
    already: str
    became: str


STAGES: Final = {
    "ready": StageWords(
        "On the shelf",
        "{tag} is on the shelf.",
        "{tag} is on the shelf already. Nothing changed.",
        "Back on the shelf",
    ),
    "to wipe": StageWords(
        "To wipe",
        "{tag} waits to be wiped.",
        "{tag} waits to be wiped already. Nothing changed.",
        "Waits to be wiped",
    ),
    "repair": StageWords(
        "In repair",
        "{tag} is in repair.",
        "{tag} is in repair already. Nothing changed.",
        "In repair",
    ),
    "lost": StageWords(
        "Lost",
        "{tag} is marked lost.",
        "{tag} is marked lost already. Nothing changed.",
        "Marked lost",
    ),
    "withdrawn": StageWords(
        "Not for lending",
        "{tag} is not for lending.",
        "{tag} is not for lending already. Nothing changed.",
        "Not for lending",
    ),
    "given": StageWords(
        "Given",
        "{tag} was given away.",
        "{tag} was given away already. Nothing changed.",
        "Given away",
    ),
}


def stage_words(stage: str) -> str:
    """On the shelf, In repair. What nobody knows is not for lending."""
    return _t(_of(stage).short)


def standing(stage: str, is_out: bool) -> str:
    """Where it stands, after something else: out, on the shelf."""
    return _t("out") if is_out else i18n.within(stage_words(stage))


def stage_became(stage: str) -> str:
    """What a change came to, in a history: Waits to be wiped."""
    return _t(_of(stage).became)


def stage_said(stage: str, tag: str) -> str:
    """HD-0142 is in repair."""
    return _t(_of(stage).said).format(tag=tag)


def stage_already(stage: str, tag: str) -> str:
    """HD-0142 is in repair already. Nothing changed."""
    return _t(_of(stage).already).format(tag=tag)


def _of(stage: str) -> StageWords:
    return STAGES.get(stage, STAGES["withdrawn"])
