"""What is written down about each invented person, part told and part drawn by dice."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from hubdesk.models import AGE_BANDS, Birth, Channel, Role
from hubdesk.operations.person_facts import PersonFacts
from hubdesk.sample.numbers import Numbers
from hubdesk.sample.words import SamplePerson, SampleWords
from hubdesk.spelling import folded_words


@dataclass(frozen=True, slots=True)
class Registration:
    """Somebody as the New person form is filled in."""

    who: SamplePerson
    phone: str
    email: str
    heard_from: str
    roles: tuple[str, ...]
    privacy_given: bool
    more: PersonFacts


def registration(
    who: SamplePerson, dice: random.Random, numbers: Numbers, words: SampleWords
) -> Registration:
    """The form of one person. The same dice give the same form."""
    reached = dice.choices(("phone", "both", "email", "home", "neither"), (50, 18, 8, 14, 10))[0]
    phone, email = who.phone, ""
    if not phone and reached in ("phone", "both"):
        phone = numbers.mobile()
    elif not phone and reached == "home":
        phone = numbers.at_home()
    name = folded_words(who.known_as or who.name)
    if reached in ("both", "email") and name:
        email = f"{'.'.join(name[:2])}{dice.randint(2, 99)}@example.{dice.choice(('org', 'net'))}"
    roles = [Role.BORROWER]
    if dice.random() < 0.6:
        roles.append(Role.LEARNER)
    if dice.random() < 0.06 and not who.guardian:
        roles.append(Role.VOLUNTEER)
    return Registration(
        who=who,
        phone=phone,
        email=email,
        heard_from=dice.choice(words.heard_from) if dice.random() < 0.7 else "",
        roles=tuple(roles),
        privacy_given=dice.random() < 0.95,
        more=_more(who, dice, numbers, words, bool(phone), bool(email)),
    )


def _more(
    who: SamplePerson,
    dice: random.Random,
    numbers: Numbers,
    words: SampleWords,
    has_phone: bool,
    has_email: bool,
) -> PersonFacts:
    facts: PersonFacts = {
        "birth": birth_of(who.born),
        "language": who.language,
        "channel": who.channel or _channel(dice, has_phone, has_email),
        "wants_interpreter": "interpreter" in who.needs,
        "safe_to_leave_message": dice.random() > 0.12,
        "do_not_post": dice.random() < 0.07,
    }
    where = dice.random()
    if where < 0.04:
        facts["no_fixed_address"] = True
    elif where < 0.09:
        facts["address_withheld"] = True
    elif where < 0.75:
        facts["address"] = f"{dice.randint(1, 140)} {dice.choice(words.streets)}"
        facts["postcode"] = dice.choice(words.postcodes)
    if who.guardian:
        facts["guardian_name"] = who.guardian
        facts["guardian_phone"] = numbers.mobile()
    return facts


def _channel(dice: random.Random, has_phone: bool, has_email: bool) -> str:
    ways = [Channel.IN_PERSON]
    ways += [Channel.PHONE, Channel.TEXT, Channel.TEXT] if has_phone else []
    ways += [Channel.EMAIL, Channel.EMAIL] if has_email else []
    return dice.choice(ways)


def birth_of(text: str) -> Birth:
    """1979-03-14, 1979 or an age band."""
    if text in AGE_BANDS:
        return Birth.of_band(text)
    return Birth.of_year(int(text)) if len(text) == 4 else Birth.of_day(date.fromisoformat(text))
