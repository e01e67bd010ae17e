"""What an erasure would reach and what has to stay, said before and on the receipt after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import held as said
from hubdesk.models import Gift, Loan, LoanState
from hubdesk.queries.held import held_on
from hubdesk.queries.one_person import ids_of_person

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Each place in words, and how much of it goes or why it stays."""

    person_id: str
    name: str
    called: str
    goes: Lines
    stays: Lines


def _t(text: str) -> str:
    return translate("Erase", text)


def erasure_plan(db: Session, person_id: str) -> Plan | None:
    """What erasing somebody means; None if they are not here any more."""
    held = held_on(db, person_id)
    if held is None:
        return None
    goes = [
        (_t(group.words), i18n.count(len(rows), _t("record"), _t("records")))
        for group in said.GROUPS
        if group.key != "home" and (rows := held.of(group.tables))
    ]
    elsewhere = held.elsewhere
    things = [one for one in elsewhere.mentions if not one.is_anothers]
    others = [one for one in elsewhere.mentions if one.is_anothers]
    more = (
        (_t("Journal"), held.journal.changes, _t("change"), _t("changes")),
        (_t("Search box"), elsewhere.search_words, _t("word"), _t("words")),
        (
            _t("Half-finished work and papers that wait"),
            elsewhere.drafts + elsewhere.papers,
            _t("piece"),
            _t("pieces"),
        ),
        (_t("Their name in notes on devices"), len(things), _t("note"), _t("notes")),
    )
    goes += [(where, i18n.count(many, one, many_)) for where, many, one, many_ in more if many]
    goes.append((_t("Second file of the newest changes"), _t("Written again without them")))
    return Plan(
        person_id,
        held.name,
        held.known_as or held.name.partition(" ")[0],
        tuple(goes),
        tuple(_stays(db, person_id, [said.mention_words(m.table, m.label) for m in others])),
    )


def _stays(db: Session, person_id: str, others: list[str]) -> list[tuple[str, str]]:
    ids = ids_of_person(db, person_id)
    things = sum(
        db.scalar(select(func.count()).where(column.in_(ids))) or 0
        for column in (Loan.borrower_id, Gift.person_id)
    )
    found = []
    if things:
        counted = i18n.count(things, _t("loan or gift"), _t("loans and gifts"))
        words = _t("{things} as days and devices, without the person, so that counts stay true.")
        found.append((_t("Counts"), words.format(things=counted)))
    lost = db.scalar(
        select(func.count()).where(Loan.borrower_id.in_(ids), Loan.state == LoanState.LOST)
    )
    if lost:
        words = _t("{things} stays lost, but nobody knows any more who had it.")
        things_lost = i18n.count(lost, _t("device"), _t("devices"))
        found.append((_t("Lost devices"), words.format(things=things_lost)))
    if others:
        words = _t("{where}. It is about another person. Change it on their page.")
        where = "; ".join(dict.fromkeys(others))
        found.append((_t("Their name in records of others"), words.format(where=where)))
    found.append(
        (
            _t("Backups"),
            _t("Until newer ones take their place. One brought back here is erased again."),
        )
    )
    found.append(
        (_t("Paper"), _t("Signed agreements and cards in a drawer, until somebody shreds them."))
    )
    found.append(
        (
            _t("What only the safeguarding lead may read"),
            _t("If there is anything, it is kept by a rule of its own. This page cannot see it."),
        )
    )
    found.append((_t("That it was done"), _t("A random number, the day and the reason.")))
    return found
