"""Words for what can be wrong with devices."""

from __future__ import annotations

from hubdesk.errors import devices as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Devices", text)


_ALREADY = {
    "ready": "{tag} is on the shelf already. Nothing changed.",
    "to wipe": "{tag} is waiting to be wiped already. Nothing changed.",
    "repair": "{tag} is in repair already. Nothing changed.",
    "withdrawn": "{tag} is withdrawn already. Nothing changed.",
}

_NOT_TO_WIPE = {
    "ready": "{tag} is ready already. Nothing changed.",
    "repair": "{tag} is in repair.",
    "lost": "{tag} is marked lost.",
    "withdrawn": "{tag} is withdrawn.",
    "given": "{tag} was given away.",
}


def _not_to_wipe(error: e.NotToWipe) -> Message:
    what = _t(_NOT_TO_WIPE.get(error.stage, "{tag} is not waiting to be wiped."))
    then = _t("Put it back on the shelf from its page.") if error.stage != "ready" else ""
    return Message(what.format(tag=error.tag), "" if error.stage == "given" else then)


WORDS: Words = {
    e.NotToWipe: _not_to_wipe,
    e.StageAlready: lambda error: Message(
        _t(_ALREADY.get(error.stage, "{tag} is there already. Nothing changed.")).format(
            tag=error.tag
        )
    ),
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
