"""Words for safeguarding concerns: what stands in the way, and of what kind one is."""

from __future__ import annotations

from typing import Final

from hubdesk.errors import safeguarding as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words

# What a worry is about, as whoever has it would say it.
KINDS: Final = {
    "hurt": "Somebody is hurt, or afraid of somebody",
    "care": "Somebody does not get the care they need",
    "money": "Money or things are taken from somebody",
    "online": "Pressure, threats or pictures online",
    "self": "Somebody may hurt themselves",
    "staff": "Somebody who works here",
    "other": "Something else",
}
# What was added to one afterwards.
STEPS: Final = {
    "note": "Learned since",
    "action": "What we did",
    "referral": "Told somebody outside the hub",
    "closed": "Closed",
    "reopened": "Opened again",
}


def _t(text: str) -> str:
    return translate("Safeguarding", text)


def kind_words(kind: str) -> str:
    """What a worry is about. A kind of a newer HubDesk is something else."""
    return _t(KINDS.get(kind, KINDS["other"]))


def step_words(kind: str) -> str:
    """What was added."""
    return _t(STEPS.get(kind, STEPS["note"]))


WORDS: Words = {
    e.NobodyReceives: lambda error: Message(
        _t("Nobody at this hub can receive a concern here yet."),
        _t("Tell the safeguarding lead or a manager yourself, today."),
    ),
    e.PassphraseShared: lambda error: Message(
        _t("That passphrase opens HubDesk, so a manager may know it."),
        _t("Choose one that is for concerns alone."),
    ),
    e.NoKeyYet: lambda error: Message(
        _t("You have no passphrase for concerns yet."), _t("Choose one first.")
    ),
    e.ConcernsShut: lambda error: Message(
        _t("The concerns are shut."), _t("Type your passphrase for concerns again.")
    ),
    e.ConcernClosed: lambda error: Message(_t("That concern is closed. Open it again first.")),
    e.ConcernOpen: lambda error: Message(_t("That concern is open. Close it first.")),
    e.ConcernKept: lambda error: Message(
        _t("The hub's rule keeps that concern for longer. Nothing changed.")
    ),
    e.SealBroken: lambda error: Message(
        _t("One concern cannot be read. The others are whole."),
        _t("Bring back a copy from before, or ask the deputy to open it."),
    ),
}
