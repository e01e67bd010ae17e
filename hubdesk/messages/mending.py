"""The report of a recovery, in plain words: what was done, what is missing, what was checked.

It holds no name and no number of anybody: it may be read out, printed and sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hubdesk.i18n import count, translate


def _t(text: str) -> str:
    return translate("Mending", text)


class Readable(Protocol):
    """What can still be read of damaged records: rows, and the tables with damaged pages."""

    @property
    def rows(self) -> int: ...

    @property
    def damaged(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class MendingFacts:
    """What a report is made of. `missing` is -1 where nobody can tell how much there was."""

    at: str
    step: str  # tail, backup, anew or salvage
    brought_back: int
    missing: int
    salvaged: int
    damaged: tuple[str, ...]
    actions: int
    aside: str


def mending_report(facts: MendingFacts) -> str:
    """The lines of the report, one thing a line."""
    lines = [
        _t("HubDesk mended its records on {at}.").format(at=facts.at),
        "",
        _t("What was done"),
        *(f"- {line}" for line in _done(facts)),
        "",
        _t("What is missing"),
        *(f"- {line}" for line in _missing(facts)),
        "",
        _t("What was checked"),
        "- " + _t("Each page of the file, and each record against those it belongs to."),
        "- "
        + _t("The whole history, from its start: {actions}, each as it was saved.").format(
            actions=count(facts.actions, _t("action"), _t("actions"))
        ),
        "",
        _t("The damaged files are kept in set-aside, in {folder}.").format(folder=facts.aside),
        _t("They have the same lock as the records, and are removed after 60 days."),
    ]
    return "\n".join(lines) + "\n"


def readable_words(found: Readable) -> str:
    """1,204 records can still be read. Damaged parts: loan, person."""
    records = count(found.rows, _t("record can"), _t("records can"))
    words = _t("{records} still be read.").format(records=records)
    if not found.damaged:
        return words
    parts = ", ".join(name.replace("_", " ") for name in found.damaged)
    return f"{words} {_t('Damaged parts: {parts}.').format(parts=parts)}"


def _done(facts: MendingFacts) -> list[str]:
    steps = {
        "tail": _t("The records could be read, and were kept."),
        "backup": _t("The newest checked copy took the place of the damaged file."),
        "anew": _t("The records were made again from the safety copy, from the first day on."),
        "salvage": _t("What could still be read was put into a new file: {records}.").format(
            records=count(facts.salvaged, _t("record"), _t("records"))
        ),
    }
    lines = [steps[facts.step]]
    if facts.brought_back:
        things = count(facts.brought_back, _t("action"), _t("actions"))
        lines.append(_t("{actions} came back from the safety copy.").format(actions=things))
    return lines


def _missing(facts: MendingFacts) -> list[str]:
    if facts.step == "salvage":
        lines = [_t("What stood on the damaged pages may be gone, and older history is.")]
        if facts.damaged:
            parts = ", ".join(name.replace("_", " ") for name in facts.damaged)
            lines.append(_t("Damaged parts: {parts}.").format(parts=parts))
        return lines
    if facts.missing > 0:
        things = count(facts.missing, _t("action"), _t("actions"))
        return [
            _t("{actions} saved last. Check the newest lends and returns.").format(actions=things)
        ]
    if facts.missing < 0:
        return [_t("Some of the newest work. Check the newest lends and returns.")]
    return [_t("Nothing.")]
