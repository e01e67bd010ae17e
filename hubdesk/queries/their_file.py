"""The copy somebody can ask for of all that is held on them, in plain words.

One text for the screen, the paper and the file for a computer. Names of other people stand in it
as initials, unless whoever makes it says that a name may be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages import held as said
from hubdesk.messages.activity import Said, action_words
from hubdesk.messages.retention import period_words
from hubdesk.models import Account, Person
from hubdesk.models.person import LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, short_name
from hubdesk.queries.activity import ActivityRow, history_of_person
from hubdesk.queries.held import Held, HeldRow, Journal, Value, held_on
from hubdesk.queries.one_person import ids_of_person
from hubdesk.queries.paper_rows import hub_on_paper
from hubdesk.queries.papers import HubOnPaper
from hubdesk.queries.retention import rules

Facts = tuple[tuple[str, str], ...]
MOST_LINES = 5000  # of history: more than anybody's
# Where somebody else is named who may be nobody the hub knows.
_OTHERS = (("person", "guardian_name"), ("emergency_contact", "name"))
# How somebody else is rung, and in which column of the same record they are named.
_RUNG: dict[tuple[str, str], str] = {
    ("person", "guardian_phone"): "guardian_name",
    ("emergency_contact", "phone"): "name",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One record: what it is, and each fact with its label."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class FilePart:
    """Records that belong together, with why they are kept and for how long."""

    key: str
    title: str
    why: str
    rows: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class TheirFile:
    """All of it, ready to be read. `history` is when and what, the newest first."""

    person_id: str
    name: str
    hub: HubOnPaper
    made_on: date
    parts: tuple[FilePart, ...]
    earlier: Facts
    history: Facts
    places: Facts


def _t(text: str) -> str:
    return translate("Held", text)


def their_file(
    db: Session, person_id: str, *, now: datetime, hidden: Iterable[str] = ()
) -> TheirFile | None:
    """The copy, with the names in `hidden` as initials; None if they are not here any more."""
    held = held_on(db, person_id)
    if held is None:
        return None
    names = tuple(hidden)
    hide = Initials((*names, *numbers_of(held, names)))
    rows = history_of_person(db, person_id, limit=MOST_LINES)
    return TheirFile(
        person_id,
        held.name,
        hub_on_paper(db),
        now.date(),
        tuple(_parts(db, held, now.tzinfo, hide)),
        tuple((hide(label), hide(text)) for label, text in _earlier(held.journal, now.tzinfo)),
        tuple((when, hide(what)) for when, what in _history(rows, now)),
        tuple((label, hide(text)) for label, text in places_of(held, now.tzinfo)),
    )


def third_parties(db: Session, person_id: str) -> tuple[str, ...]:
    """Names of others that somebody's file would hold: at home, in notes, of those who worked."""
    held = held_on(db, person_id)
    if held is None:
        return ()
    names = dict.fromkeys(held.others)
    text = "\n".join(
        str(fact.value) for row in held.rows for fact in row.facts if isinstance(fact.value, str)
    )
    text += "\n" + "\n".join(str(one.value) for one in held.journal.earlier)
    names |= dict.fromkeys(
        str(fact.value)
        for row in held.of(table for table, _ in _OTHERS)
        for fact in row.facts
        if (row.table, fact.column) in _OTHERS
    )
    names |= dict.fromkeys(
        str(one.value) for one in held.journal.earlier if (one.table, one.column) in _OTHERS
    )
    ids = ids_of_person(db, person_id)
    for column in (Person.display_name, Account.name):
        written = func.instr(text.lower(), func.lower(column)) > 0
        query = select(column).where(written, column != "")
        if column is Person.display_name:
            query = query.where(Person.id.not_in(ids))
        names |= dict.fromkeys(db.scalars(query))
    mentions = held.elsewhere.mentions
    names |= dict.fromkeys(one.label for one in mentions if one.is_anothers)
    names |= dict.fromkeys(row.who for row in history_of_person(db, person_id, limit=MOST_LINES))
    return tuple(sorted(name for name in names if name and name != held.name))


def numbers_of(held: Held, hidden: Iterable[str]) -> tuple[str, ...]:
    """The phones of those whose names are hidden, but for what is the person's own number too.

    A number from before does not say whose it was: it goes with any name of that kind.
    """
    names = {name.strip().casefold() for name in hidden}
    found: list[Value] = []
    for row in held.rows:
        facts = {fact.column: fact.value for fact in row.facts}
        for (table, column), called in _RUNG.items():
            if row.table == table and str(facts.get(called, "")).casefold() in names:
                found.append(facts.get(column, ""))
    for (table, column), called in _RUNG.items():
        before = {str(value).casefold() for value in _ever(held, table, called)}
        if before & names:
            found += _before(held, table, column)
    own = {_dialled(str(value)) for value in _ever(held, "person", "phone")}
    numbers = dict.fromkeys(str(value) for value in found if value)
    return tuple(number for number in numbers if _dialled(number) not in own)


def _ever(held: Held, table: str, column: str) -> list[Value]:
    """Every value a column has or had."""
    now = [fact.value for row in held.of((table,)) for fact in row.facts if fact.column == column]
    return [*now, *_before(held, table, column)]


def _before(held: Held, table: str, column: str) -> list[Value]:
    return [one.value for one in held.journal.earlier if (one.table, one.column) == (table, column)]


def _dialled(number: str) -> str:
    return re.sub(r"\D", "", number)


class Initials:
    """Puts initials in the place of names: Yusuf Haddad becomes Y. H., and a number becomes …"""

    def __init__(self, names: Iterable[str]) -> None:
        whole = {name.strip() for name in names if name.strip()}
        forms = {form: initials(name) for name in whole for form in _forms(name)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._names = {form.casefold(): short for form, short in forms.items()}
        words = "|".join(re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def __call__(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._names.get(found[0].casefold(), "…"), text)


def initials(name: str) -> str:
    """Y. H.; three dots for a number, whose first digits would tell as much as all of it."""
    if _is_number(name):
        return "…"
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"\w[\w'’-]*", name))


def _forms(name: str) -> tuple[str, ...]:
    """How a name is written: a history says Yusuf H. of Yusuf Haddad. A number has one form."""
    if _is_number(name):
        return (name,)
    short = short_name(name)
    typed = short.rstrip(RIGHT_TO_LEFT_MARK + LEFT_TO_RIGHT_MARK)  # nobody types the mark
    return tuple(dict.fromkeys((name, short, typed)))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d\s()+./-]*\d[\d\s()+./-]*", text))


def facts_of(row: HeldRow, zone: tzinfo | None) -> Facts:
    """The facts of a row in words, those that say nothing left out."""
    found = []
    for one in row.facts:
        words = said.label(row.table, one.column)
        value = said.value_words(one.column, one.value, zone) if words else ""
        if value:
            found.append((words, value))
    return tuple(found)


def title_of(row: HeldRow) -> str:
    """What a row is."""
    title = _t(said.TABLES[row.table])
    return _t("{what} (taken back, still kept)").format(what=title) if row.is_deleted else title


def why_words(db: Session, group: said.Group) -> str:
    """Why some records are kept, and for how long."""
    rule = rules(db)[group.record]
    long = period_words(rule.record, rule.months)
    return _t("{why} Kept {long}.").format(why=_t(group.why), long=long)


def places_of(held: Held, zone: tzinfo | None) -> Facts:
    """Where else it lies, and how much."""
    elsewhere = held.elsewhere
    many = elsewhere.search_words
    half = (
        (elsewhere.drafts, _t("half-finished form or basket"), _t("half-finished forms, baskets")),
        (elsewhere.papers, _t("paper that waits for a printer"), _t("papers that wait")),
    )
    words = [i18n.count(many, one, more) for many, one, more in half if many]
    named = [said.mention_words(m.table, m.label) for m in elsewhere.mentions]
    nothing = _t("Nothing")
    return (
        (_t("History of changes"), _journal_words(held.journal, zone) or nothing),
        (_t("Search box"), i18n.count(many, _t("word"), _t("words")) if many else nothing),
        (_t("Half-finished work"), i18n.listed(words) or nothing),
        (_t("Named on other pages"), "; ".join(dict.fromkeys(named)) or _t("Nowhere")),
        (
            _t("Safety copy of the newest work, and copies"),
            _t("The same again, encrypted, until newer copies take its place."),
        ),
        (
            _t("What only the safeguarding lead may read"),
            _t("Not shown here, whether there is anything or not. The lead answers for it."),
        ),
        (
            _t("Equality forms, if they gave one"),
            _t("Linked to nobody, so it cannot be found again: not to show, nor to erase."),
        ),
        (_t("Notes on problems"), _t("Nothing: no name is ever written there.")),
    )


def _parts(db: Session, held: Held, zone: tzinfo | None, hide: Initials) -> list[FilePart]:
    found = []
    for group in said.GROUPS:
        rows = tuple(
            FileRow(title_of(row), tuple((label, hide(v)) for label, v in facts_of(row, zone)))
            for row in held.of(group.tables)
        )
        if rows:
            found.append(FilePart(group.key, _t(group.words), why_words(db, group), rows))
    return found


def _earlier(journal: Journal, zone: tzinfo | None) -> list[tuple[str, str]]:
    found = []
    for one in journal.earlier:
        label = said.label(one.table, one.column)
        value = said.value_words(one.column, one.value, zone) if label else ""
        if value:
            words = _t("{value}, until {day}")
            day = i18n.plain_day(one.until.astimezone(zone).date())
            found.append((label, words.format(value=value, day=day)))
    return found


def _history(rows: Iterable[ActivityRow], now: datetime) -> list[tuple[str, str]]:
    found = []
    for row in rows:
        at = row.at.astimezone(now.tzinfo)
        when = _t("{day}, {time}").format(day=i18n.plain_day(at.date()), time=i18n.clock(at))
        facts: dict[str, Any] = row.about
        what = action_words(row.verb, Said(row.person, row.tags, facts, None))
        if row.is_undone:
            what = _t("{what} (undone)").format(what=what)
        if row.who:
            what = _t("{what}, by {who}").format(what=what, who=row.who)
        found.append((when, what))
    return found


def _journal_words(journal: Journal, zone: tzinfo | None) -> str:
    if journal.first_at is None or journal.last_at is None:
        return ""
    words = _t("{changes} from {first} to {last}.")
    if journal.earlier:
        words = _t("{changes} from {first} to {last}, {old}.")
    return words.format(
        changes=i18n.count(journal.changes, _t("change"), _t("changes")),
        first=i18n.plain_day(journal.first_at.astimezone(zone).date()),
        last=i18n.plain_day(journal.last_at.astimezone(zone).date()),
        old=i18n.count(
            len(journal.earlier), _t("earlier value among them"), _t("earlier values among them")
        ),
    )
