"""Words for what can be wrong with devices."""

from __future__ import annotations

from hubdesk.errors import devices as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words
from hubdesk.messages.stages import stage_already, stage_said


def _t(text: str) -> str:
    return translate("Devices", text)


def _not_to_wipe(error: e.NotToWipe) -> Message:
    if error.stage == "ready":
        return Message(stage_already(error.stage, error.tag))
    then = "" if error.stage == "given" else _t("Put it back on the shelf from its page.")
    return Message(stage_said(error.stage, error.tag), then)


WORDS: Words = {
    e.NotToWipe: _not_to_wipe,
    e.StageAlready: lambda error: Message(stage_already(error.stage, error.tag)),
    e.DeviceGone: lambda error: Message(
        _t("{tag} was given away, so it is not the hub's any more.").format(tag=error.tag),
        _t("Undo the gift if it never happened."),
    ),
    e.CodeMissing: lambda error: Message(_t("Scan or type the code to link.")),
    e.PartNameMissing: lambda error: Message(_t("Enter the name of the part.")),
    e.PartOut: lambda error: Message(
        _t("The {part} of {tag} is out.").format(part=error.part, tag=error.tag),
        _t("Return it first, then change what belongs to it."),
    ),
    e.LabelCount: lambda error: Message(
        _t("Choose from 1 to {most} labels.").format(most=error.most)
    ),
}
