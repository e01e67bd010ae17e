"""The papers a hub prints: their words, their printer, and what waits to be printed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import DraftKind
from hubdesk.queries.agreements import agreement_row, agreement_rows
from hubdesk.queries.awards import award_rows
from hubdesk.queries.drafts import DraftRow, drafts
from hubdesk.queries.paper_rows import (
    cards_by_person,
    fresh_labels,
    labels_by_device,
    short_names,
)
from hubdesk.queries.reports_made import past_titles
from hubdesk.queries.session_papers import session_titles

_MOST_NAMED = 3


def _t(text: str) -> str:
    return translate("Printing", text)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: what it is called, and the setting that remembers its printer.

    `one` is what it is called where there is a single thing on it.
    """

    words: str
    printer: str
    icon: str = "file-text"
    one: str = ""


KINDS: Final = {
    "agreement": PaperKind("Agreement", "printer.agreement"),
    "agreement-copy": PaperKind("Copy of an agreement", "printer.agreement"),
    "certificate": PaperKind("Certificates", "printer.certificate", "award", "Certificate"),
    "certificate-copy": PaperKind(
        "Reprints of certificates", "printer.certificate", "award", "Reprint of a certificate"
    ),
    "device-labels": PaperKind("Labels", "printer.device_label", "barcode", "Label"),
    "device-sheet": PaperKind("Sheet of labels", "printer.label_sheet", "barcode"),
    "fresh-sheet": PaperKind("Sheet of fresh labels", "printer.label_sheet", "barcode"),
    "person-cards": PaperKind("Cards", "printer.card", "id-card", "Card"),
    "card-sheet": PaperKind("Sheet of cards", "printer.card_sheet", "id-card"),
    "desk-card": PaperKind("Desk card", "printer.desk_card", "keyboard"),
    "due-list": PaperKind("Call list", "printer.list", "list"),
    "paper-pack": PaperKind("Paper pack", "printer.list", "file-text"),
    "register-sheet": PaperKind("Register", "printer.list", "clipboard-check"),
    "appointment-slip": PaperKind("Appointment slip", "printer.list", "calendar-days"),
    "visit-summary": PaperKind("Visit summary", "printer.list", "book-open"),
    "programme": PaperKind("Programme", "printer.list", "list"),
    "journey": PaperKind("Journey", "printer.list", "list-checks"),
    "journey-large": PaperKind("Journey in large print", "printer.list", "list-checks"),
    "report": PaperKind("Report", "printer.list", "chart-column"),
    "report-poster": PaperKind("Poster of a report", "printer.list", "chart-column"),
    "week-poster": PaperKind("Poster of this week", "printer.list", "calendar-days"),
    "equality-form": PaperKind("Equality form", "printer.list", "clipboard-list"),
    "equality-form-large": PaperKind(
        "Equality form in large print", "printer.list", "clipboard-list"
    ),
    "equality-tables": PaperKind("Equality tables", "printer.list", "chart-column"),
    "roll-call": PaperKind("Roll call", "printer.list", "clipboard-check"),
    "test-page": PaperKind("Test page", "printer.list", "scan-barcode"),
    "recovery-sheet": PaperKind("Recovery sheet", "printer.recovery", "key-round"),
}
OF_AWARD: Final = ("certificate", "certificate-copy")
OF_PERSON: Final = ("journey", "journey-large")
OF_LOAN: Final = ("agreement", "agreement-copy")
OF_SESSION: Final = ("register-sheet", "appointment-slip", "visit-summary", "programme")
OF_REPORT: Final = ("report", "report-poster")
# As a file they can go anywhere, and nobody counts the sheets. So each that names several people
# is written down; those with phone numbers want the passphrase first.
LISTS_PEOPLE: Final = frozenset(
    (
        *("due-list", "paper-pack", "roll-call", "register-sheet", "visit-summary"),
        *("person-cards", "card-sheet", "certificate", "certificate-copy"),
    )
)
WITH_PHONES: Final = frozenset(("due-list", "paper-pack"))
_SORT: Final = {
    **dict.fromkeys(OF_LOAN, "agreement"),
    **dict.fromkeys(OF_AWARD, "award"),
    **dict.fromkeys(OF_SESSION, "session"),
    **dict.fromkeys(OF_PERSON, "person"),
    **dict.fromkeys(OF_REPORT, "report"),
    **dict.fromkeys(("person-cards", "card-sheet"), "card"),
    **dict.fromkeys(("device-labels", "device-sheet"), "label"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One paper that waits. `whom` is a short name or tags, `number` what is printed on it."""

    id: str
    kind: str
    about: str
    whom: str
    number: str
    asked_at: datetime

    @property
    def is_of_one(self) -> bool:
        """Whether it is one person's own paper: a card, a certificate."""
        return _SORT.get(self.kind) in ("card", "award") and "," not in self.about

    @property
    def title(self) -> str:
        """Agreement for Sam H."""
        kind = KINDS[self.kind]
        words = _t(kind.words if "," in self.about else kind.one or kind.words)
        return _t("{paper} for {whom}").format(paper=words, whom=self.whom) if self.whom else words

    @property
    def file_name(self) -> str:
        """A name for the file without anybody's name in it."""
        parts = (_t(KINDS[self.kind].words), self.number)
        return " ".join(part for part in parts if part) + ".pdf"


class _Named:
    """Whose the papers of a list are and what is on them, asked once for all of them."""

    def __init__(self, db: Any, papers: list[tuple[DraftRow, str, str]]) -> None:
        of: dict[str, list[str]] = defaultdict(list)
        for _, kind, about in papers:
            of[_SORT.get(kind, "")] += _ids(about)
        self.agreements = agreement_rows(db, of["agreement"])
        self.awards = {row.id: row for row in award_rows(db, of["award"])}
        self.cards = cards_by_person(db, of["card"])
        self.labels = labels_by_device(db, of["label"])
        self.sessions = session_titles(db, of["session"])
        self.people = short_names(db, of["person"])
        self.reports = past_titles(db, of["report"])

    def is_gone(self, kind: str, about: str) -> bool:
        """Whether what the paper is of was taken back; of a class, all of it."""
        if kind in OF_LOAN:
            return about not in self.agreements
        if kind in OF_SESSION:
            return about not in self.sessions
        if kind in OF_PERSON:
            return about not in self.people
        if kind in OF_REPORT:
            return about not in self.reports
        return kind in OF_AWARD and not any(id in self.awards for id in _ids(about))


def papers_waiting(db: Any) -> tuple[list[Waiting], list[str]]:
    """What waits, oldest first, and the ids of papers of what was undone meanwhile."""
    papers = [
        (draft, str(draft.body.get("paper", "")), str(draft.body.get("about", "")))
        for draft in drafts(db, DraftKind.TO_PRINT)
    ]
    named = _Named(db, papers)
    found: list[Waiting] = []
    gone: list[str] = []
    for draft, kind, about in papers:
        if kind not in KINDS:
            continue  # a newer HubDesk asked for it, and prints it when it is back
        if named.is_gone(kind, about):
            gone.append(draft.id)
        else:
            found.append(_waiting(named, draft, kind, about))
    return found, gone


def person_of(db: Any, kind: str, about: str) -> str:
    """The id of the one person a paper is about, or empty."""
    if kind in OF_LOAN:
        row = agreement_row(db, about)
        return row.person_id if row else ""
    if kind in OF_AWARD:
        awards = award_rows(db, _ids(about))
        return awards[0].person_id if len(awards) == 1 else ""
    is_theirs = kind in OF_PERSON or (kind in ("person-cards", "card-sheet") and "," not in about)
    return about if is_theirs else ""


def _waiting(named: _Named, draft: DraftRow, kind: str, about: str) -> Waiting:
    ids, sort = _ids(about), _SORT.get(kind, "")
    whom = number = ""
    if sort == "agreement":
        row = named.agreements[about]
        whom, number = row.who, row.printed
    elif sort == "award":
        awards = [named.awards[id] for id in ids if id in named.awards]
        whom = _some([award.who for award in awards], _t("person"), _t("people"))
        number = awards[0].printed if len(awards) == 1 else ""
    elif sort == "card":
        cards = list(dict.fromkeys(named.cards[id] for id in ids if id in named.cards))
        whom = _some([card.short_name for card in cards], _t("person"), _t("people"))
        number = cards[0].printed if len(cards) == 1 else ""
    elif sort == "label":
        tags = [named.labels[id].printed for id in ids if id in named.labels]
        whom = _some(tags, _t("device"), _t("devices"))
    elif sort == "person":
        whom = named.people[about]
    elif sort == "report":
        number = named.reports[about]
    elif sort == "session":
        whom = named.sessions[about]
    elif kind == "paper-pack":
        number = i18n.short_day(date.fromisoformat(about))
    elif kind == "fresh-sheet" and (tags := [label.printed for label in fresh_labels(ids)]):
        number = f"{tags[0]} to {tags[-1]}"
    return Waiting(draft.id, kind, about, whom, number, draft.made_at)


def _ids(about: str) -> list[str]:
    return [part for part in about.split(",") if part]


def _some(names: list[str], one: str, many: str) -> str:
    if len(names) > _MOST_NAMED:
        return i18n.count(len(names), one, many)
    return i18n.listed(names)
