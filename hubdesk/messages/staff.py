"""Words for what can be wrong with staff and their roles."""

from __future__ import annotations

from hubdesk.errors import staff as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Staff", text)


WORDS: Words = {
    e.StaffThere: lambda error: Message(
        _t("{name} works here already.").format(name=error.name or _t("Somebody")),
        _t("Add a second name or a letter, so that nobody is mixed up."),
    ),
    e.StaffLeft: lambda error: Message(
        _t("{name} worked here before.").format(name=error.name or _t("Somebody")),
        _t("Bring them back, or add a second name."),
    ),
    e.RolesMissing: lambda error: Message(_t("Tick at least one role.")),
    e.LastManager: lambda error: Message(
        _t("{name} is the only manager.").format(name=error.name or _t("This person")),
        _t("Make somebody else a manager first."),
    ),
    e.OwnRoles: lambda error: Message(
        _t("Nobody gives themselves a role."), _t("Ask another manager to do it.")
    ),
    e.OwnAccount: lambda error: Message(
        _t("You cannot put your own account away."), _t("Ask another manager to do it.")
    ),
    e.StaffAway: lambda error: Message(
        _t("{name} does not work here any more.").format(name=error.name or _t("This person")),
        _t("A manager can bring them back."),
    ),
    e.NotYetHere: lambda error: Message(
        _t("In these records you do not work here. They may be from before you were added."),
        _t("Ask a manager to open them."),
    ),
}
