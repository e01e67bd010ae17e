"""What an erasure would reach and what has to stay, said before and on the receipt after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import held as said
from hubdesk.models import Gift, Loan, LoanState
from hubdesk.queries.held import held_on
from hubdesk.queries.mentions import Mention, mentions_and_perhaps
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.recipients_hold import Holding, recipients_hold
from hubdesk.queries.what_leaves import BACKUP, may_leave

Lines = tuple[tuple[str, str], ...]
MOST_PLACES: Final = 6  # a common name stands in more of them than anybody reads


@dataclass(frozen=True, slots=True)
class Plan:
    """Each place in words, and how much of it goes or why it stays.

    `chores` stay until somebody of the hub does something: not for whoever is erased to read.
    """

    person_id: str
    name: str
    called: str
    goes: Lines
    stays: Lines
    chores: Lines


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What lies outside the records and may hold somebody: copies here, on a stick, set aside.

    `left_there` are places with so many copies that HubDesk does not take away by itself.
    """

    copies: int = 0
    has_place: bool = False
    asides: int = 0
    left_there: tuple[tuple[str, int], ...] = ()


def _t(text: str) -> str:
    return translate("Erase", text)


def erasure_plan(db: Session, person_id: str, elsewhere_: Elsewhere = Elsewhere()) -> Plan | None:
    """What erasing somebody means; None if they are not here any more."""
    ids = ids_of_person(db, person_id)
    named = mentions_and_perhaps(db, ids)
    held = held_on(db, person_id, named.sure)
    if held is None:
        return None
    goes = [
        (_t(group.words), i18n.count(len(rows), _t("entry"), _t("entries")))
        for group in said.GROUPS
        if group.key != "home" and (rows := held.of(group.tables))
    ]
    elsewhere = held.elsewhere
    things = [one for one in named.sure if not one.is_anothers]
    others = [one for one in named.sure if one.is_anothers]
    more = (
        (_t("History of changes"), held.journal.changes, _t("change"), _t("changes")),
        (_t("Search box"), elsewhere.search_words, _t("word"), _t("words")),
        (
            _t("Half-finished work and papers that wait"),
            elsewhere.drafts + elsewhere.papers,
            _t("piece"),
            _t("pieces"),
        ),
        (_t("Their name in notes on devices and sessions"), len(things), _t("note"), _t("notes")),
    )
    goes += [(where, i18n.count(many, one, many_)) for where, many, one, many_ in more if many]
    goes.append((_t("Safety copy of the newest work"), _t("Written again without them")))
    if elsewhere_.asides:
        words = _t("{things}: what can be read is erased too, the rest is removed.")
        many = i18n.count(elsewhere_.asides, _t("thing"), _t("things"))
        goes.append((_t("What was set aside after a mending"), words.format(things=many)))
    sent = recipients_hold(db, ids)
    goes += [_taken_out(one) for one in sent if one.stands and one.what != BACKUP]
    copies = [_copies_there(one) for one in sent if one.what == BACKUP and not one.is_carried]
    return Plan(
        person_id,
        held.name,
        held.known_as or held.name.partition(" ")[0],
        tuple(goes),
        (
            *_stays(db, ids, is_named=bool(others)),
            *copies,
            *_stays_elsewhere(elsewhere_),
        ),
        (
            *[
                _asked_for(one)
                for one in sent
                if one.is_carried or not (one.stands or one.what == BACKUP)
            ],
            *[_left_there(place, copies) for place, copies in elsewhere_.left_there],
            *_chores(_places(others), _places(named.perhaps)),
        ),
    )


def _sent_to(one: Holding) -> str:
    """Feed for the region, at Council drive."""
    kind = may_leave().get(one.what)
    words = _t("{what}, at {place}")
    return words.format(what=kind.title if kind else one.what, place=one.place)


def _taken_out(one: Holding) -> tuple[str, str]:
    files = i18n.count(one.files, _t("file"), _t("files"))
    words = _t("{files}: sent again without them with the next connection, the old ones removed.")
    return _sent_to(one), words.format(files=files)


def _copies_there(one: Holding) -> tuple[str, str]:
    return _sent_to(one), _t("Locked copies, until two newer ones have arrived there.")


def _asked_for(one: Holding) -> tuple[str, str]:
    """Nothing leaves there any more, so nothing takes it away but whoever has it."""
    files = i18n.count(one.files, _t("file"), _t("files"))
    who = one.recipient_name or one.place
    if one.is_carried:
        words = _t("In {files} that went on a stick. Ask {who} to remove all of them.")
        return _sent_to(one), words.format(files=files, who=who)
    words = _t("In {files}, and it was stopped. Ask {who} to remove all of them.")
    return _sent_to(one), words.format(files=files, who=who)


def _left_there(place: str, copies: int) -> tuple[str, str]:
    """An older copy was brought back, so nothing here takes the newer ones away."""
    words = _t("Newer copies of all records, at {place}").format(place=place)
    many = i18n.count(copies, _t("copy"), _t("copies"))
    what = _t("{copies} that HubDesk does not know. Remove them there, unless somebody did.")
    if copies == 1:
        what = _t("{copies} that HubDesk does not know. Remove it there, unless somebody did.")
    return words, what.format(copies=many)


def _stays(db: Session, ids: list[str], *, is_named: bool) -> list[tuple[str, str]]:
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
    words = _t(
        "Where a note has only a first name, HubDesk cannot tell whose it is. It stays there, "
        "and in the history of that note."
    )
    found.append((_t("A first name that stands alone"), words))
    if is_named:
        words = _t("A name in what is held about somebody else belongs to that record.")
        found.append((_t("Where others are written about"), words))
    words = _t("Linked to nobody. If they gave one, it cannot be found.")
    found.append((_t("Equality answers"), words))
    return found


def _places(mentions: Iterable[Mention]) -> list[str]:
    """Each place in words, once."""
    return list(dict.fromkeys(said.mention_words(one.table, one.label) for one in mentions))


def _chores(others: list[str], perhaps: list[str]) -> list[tuple[str, str]]:
    found = []
    if others:
        words = _t("{where}. It is about another person. Change it on their page.")
        found.append((_t("Their name on pages of others"), words.format(where="; ".join(others))))
    for where in perhaps[:MOST_PLACES]:
        found.append((where, _t("A word of their name stands alone. Look before you erase.")))
    if (more := len(perhaps) - MOST_PLACES) > 0:
        several = i18n.count(more, _t("more place"), _t("more places"))
        found.append((several, _t("A word of their name stands alone there, too.")))
    words = _t("HubDesk does not know where they are. Delete them yourself.")
    found.append((_t("Copies somebody made elsewhere"), words))
    return found


def _stays_elsewhere(elsewhere: Elsewhere) -> list[tuple[str, str]]:
    found = []
    if elsewhere.copies:
        words = _t("{copies} from before, until newer ones take their place: about five weeks.")
        copies = i18n.count(elsewhere.copies, _t("copy"), _t("copies"))
        found.append((_t("Copies on this computer"), words.format(copies=copies)))
    if elsewhere.has_place:
        words = _t("The two newest, until two newer copies are there.")
        found.append((_t("Copies on the stick"), words))
    found += [
        (
            _t("A copy that is brought back"),
            _t("They are erased in it again before anybody sees it. The list goes with each copy."),
        ),
        (_t("Paper"), _t("Signed agreements and cards in a drawer, until somebody shreds them.")),
        (
            _t("What only the safeguarding lead may read"),
            _t("If there is anything, it is kept by a rule of its own. This page cannot see it."),
        ),
        (_t("That it was done"), _t("A random number, the day and the reason.")),
    ]
    return found
