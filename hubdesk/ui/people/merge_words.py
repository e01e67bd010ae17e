"""Two records side by side in words: what each fact says, how they differ, what moves along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.models import Birth, BirthPrecision
from hubdesk.queries.side_by_side import FactPair, RecordSide, Side, SideBySide
from hubdesk.spelling import slips
from hubdesk.ui.people.words import birth_words, channel_words

LABELS: Final = {
    "name": "Name",
    "known_as": "Likes to be called",
    "birth": "Born",
    "phone": "Phone",
    "email": "E-mail",
    "channel": "Contact by",
    "messages": "Messages",
    "post": "Post",
    "language": "Language",
    "interpreter": "Interpreter",
    "address": "Address",
    "guardian": "Parent or carer",
    "heard_from": "Heard of us from",
    "household": "Lives with",
}


def _t(text: str) -> str:
    return translate("People", text)


def fact_words(pair: SideBySide, fact: FactPair, side: Side, today: date) -> str:
    """What one record says about a fact; empty where it says nothing."""
    values = fact.kept if side is Side.KEPT else fact.merged
    if fact.name == "household":
        return _home_words(pair.homes, values["household_id"])
    return _WORDS.get(fact.name, _plain)(values, today)


def difference(pair: SideBySide, fact: FactPair, today: date) -> str:
    """How the two differ, in words: One letter differs. Day and month are the other way round."""
    one, other = (fact_words(pair, fact, side, today) for side in Side)
    if fact.name == "birth":
        return _births_apart(fact)
    apart = slips(one.casefold(), other.casefold(), 2)
    if apart == 0:
        return _t("Only capitals differ.")
    if apart <= 2 and fact.name in ("name", "known_as", "email"):
        return i18n.count(apart, _t("letter differs"), _t("letters differ")) + "."
    if apart <= 2 and fact.name == "phone":
        return i18n.count(apart, _t("digit differs"), _t("digits differ")) + "."
    return _t("These differ.")


def _births_apart(fact: FactPair) -> str:
    one, other = fact.kept["born_on"], fact.merged["born_on"]
    if one and other and (one.month, one.day) == (other.day, other.month):
        return _t("Day and month are the other way round.")
    if one and other and (one.month, one.day) == (other.month, other.day):
        return _t("Only the year differs.")
    return _t("These differ.")


def what_hangs_on(side: RecordSide) -> str:
    """Card L-00318, joined 3 March 2026, 2 loans (1 on loan now), 1 note."""
    parts = [
        _t("Card {card}").format(card=side.card) if side.card else _t("No card"),
        _t("joined {day}").format(day=i18n.plain_day(side.joined_on)),
        *_counts(side),
    ]
    return " · ".join(parts)


def what_moves(pair: SideBySide) -> str:
    """What the record that is merged brings along."""
    counts = _counts(pair.merged)
    what = i18n.listed(counts) if counts else _t("Nothing but the details")
    words = _t("{what} of {name} will stand under {kept}.").format(
        what=what[:1].upper() + what[1:], name=pair.merged.name, kept=pair.kept.name
    )
    if pair.merged.card:
        words += " " + _t("Both cards open the one record.")
    return words


def _counts(side: RecordSide) -> list[str]:
    found = []
    if side.loans:
        loans = i18n.count(side.loans, _t("loan"), _t("loans"))
        now = _t("{loans} ({out} on loan now)").format(loans=loans, out=side.out)
        found.append(now if side.out else loans)
    for number, one, many in (
        (side.gifts, _t("thing given"), _t("things given")),
        (side.agreements, _t("agreement"), _t("agreements")),
        (side.notes, _t("note"), _t("notes")),
    ):
        if number:
            found.append(i18n.count(number, one, many))
    return found


def _plain(values: dict[str, Any], _today: date) -> str:
    return str(next(iter(values.values())) or "")


def _birth(values: dict[str, Any], today: date) -> str:
    precision = BirthPrecision(values["born_precision"] or BirthPrecision.UNKNOWN)
    birth = Birth(precision, values["born_on"], values["born_year"], values["age_band"])
    return birth_words(birth, today)


def _address(values: dict[str, Any], _today: date) -> str:
    if values["no_fixed_address"]:
        return _t("No fixed address")
    where = ", ".join(part for part in (values["address"], values["postcode"]) if part)
    where = where.replace("\n", ", ")
    return _t("Withheld, {where}").format(where=where) if values["address_withheld"] else where


def _guardian(values: dict[str, Any], _today: date) -> str:
    return " · ".join(part for part in values.values() if part)


def _home_words(homes: dict[str, tuple[str, ...]], household_id: str | None) -> str:
    if not household_id:
        return ""
    return i18n.listed(list(homes.get(household_id, ()))) or _t("Nobody here")


def _yes(column: str, yes: str, no: str) -> Callable[[dict[str, Any], date], str]:
    return lambda values, _today: _t(yes) if values[column] else _t(no)


_WORDS: Final[dict[str, Callable[[dict[str, Any], date], str]]] = {
    "birth": _birth,
    "address": _address,
    "guardian": _guardian,
    "channel": lambda values, _today: channel_words(values["channel"]) if values["channel"] else "",
    "messages": _yes("safe_to_leave_message", "Leaving one is safe", "Do not leave messages"),
    "post": _yes("do_not_post", "Do not post anything", "Post is fine"),
    "interpreter": _yes("wants_interpreter", "Wants an interpreter", "Needs none"),
}
