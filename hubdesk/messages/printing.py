"""Words for printers that do not print, and places that take no file."""

from __future__ import annotations

from hubdesk.errors import printing as e
from hubdesk.i18n import translate
from hubdesk.messages import Message, Words


def _t(text: str) -> str:
    return translate("Printing", text)


def _silent(error: e.PrinterSilent) -> Message:
    what = (
        _t("The printer did not answer. The loan is saved.")
        if error.of_loan
        else _t("The printer did not answer. Nothing is lost.")
    )
    return Message(what, _t("Turn the printer on, then print it again."))


WORDS: Words = {
    e.PrinterSilent: _silent,
    e.PrinterGone: lambda error: Message(
        _t("The printer {name} is not on this computer now.").format(name=error.name),
        _t("Plug it in, or print it again on another."),
    ),
    e.NoPrinter: lambda error: Message(
        _t("This computer has no printer yet."),
        _t("Save the paper as PDF, or add a printer and print it again."),
    ),
    e.FileNotSaved: lambda error: Message(
        _t("The file could not be written there."),
        _t("Choose another folder, then save again."),
    ),
    e.SignatureEmpty: lambda error: Message(_t("Draw the signature first.")),
}
