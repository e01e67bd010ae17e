"""What can be wrong with getting paper out of a printer, or a file onto a disk."""

from dataclasses import dataclass

from hubdesk.errors import Refusal, Trouble


@dataclass(eq=False)
class PrinterSilent(Trouble):
    """The printer took no page. `of_loan` says that the paper belongs to a loan already saved."""

    of_loan: bool = False


@dataclass(eq=False)
class PrinterGone(Trouble):
    """The printer that was remembered is not on this computer now. `name` is the computer's."""

    name: str


@dataclass(eq=False)
class NoPrinter(Trouble):
    """This computer knows no printer at all."""


@dataclass(eq=False)
class FileNotSaved(Trouble):
    """The place somebody chose for a file took none."""


@dataclass(eq=False)
class SignatureEmpty(Refusal):
    """Nothing was drawn where a signature was asked for."""
