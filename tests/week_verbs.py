"""The verbs of the board, the pages and the newsletter, for the tests of every verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hubdesk.models import How, NewsletterSignUp, Opportunity, OpportunitySort, Story
from hubdesk.operations import newsletter, opportunities, week
from hubdesk.operations.stories import tell_story
from tests.conftest import HubBuilder, in_days

if TYPE_CHECKING:
    from tests.random_verbs import Dice

JOB: opportunities.OpportunityFacts = {
    "sort": "job",
    "title": "Help desk assistant",
    "organisation": "Invented College",
    "place": "Digbeth",
    "pay": "£12.60 an hour",
    "about": "Answer the phone and mend printers.",
    "link": "jobs.example.org/help-desk",
    "contact": "jobs@example.org",
    "closing_on": in_days(10),
}


class PublicWeek:
    """A job on the board, two sessions of which one is left out, two stories, an address."""

    def __init__(self, hub: HubBuilder) -> None:
        self.hub, self.person = hub, hub.person("Edda Wren")
        self.job = add(hub)
        self.drop_in = hub.session("Open door", kind="drop-in", held_on=in_days(2))
        self.left_out = hub.session("Quiet hour", kind="workshop", held_on=in_days(3))
        out: Any = {"session_id": self.left_out}
        hub.do("leave session out", lambda db, now: week.leave_session_out(db, **out))
        self.story, self.shown = (told(hub, self.person) for _ in range(2))
        shows = {"story_id": self.shown, "how": How.PAPER, "work": "Web designer"}
        hub.do("show story", lambda db, now: week.show_story(db, **shows, now=now))
        self.address = signed(hub, "ren@example.org")


def add(hub: HubBuilder, **facts: Any) -> str:
    """One on the board."""
    said: Any = JOB | facts
    return str(
        hub.do(
            "add opportunity",
            lambda db, now: opportunities.add_opportunity(db, facts=said, now=now),
        ).id
    )


def told(hub: HubBuilder, person_id: str = "", text: str = "I taught myself to code.") -> str:
    """A story that is only written down."""
    facts: Any = {"text": text, "who": "Edda", "person_id": person_id}
    return str(hub.do("tell story", lambda db, now: tell_story(db, **facts, now=now)).id)


def signed(hub: HubBuilder, email: str, name: str = "Ren") -> str:
    """An address for the newsletter."""
    facts = {"email": email, "name": name, "how": How.SCREEN}
    return str(hub.do("sign up", lambda db, now: newsletter.sign_up(db, **facts, now=now)).id)


Verb = Callable[[PublicWeek, Any, Any], Any]
OF_WEEK: dict[str, Verb] = {
    "add opportunity": lambda s, db, now: opportunities.add_opportunity(db, facts=JOB, now=now),
    "change opportunity": lambda s, db, now: opportunities.change_opportunity(
        db, opportunity_id=s.job, facts={"pay": "£13", "closing_on": in_days(20)}, now=now
    ),
    "close opportunity": lambda s, db, now: opportunities.close_opportunity(
        db, opportunity_id=s.job, now=now
    ),
    "take opportunity away": lambda s, db, now: opportunities.take_opportunity_away(
        db, opportunity_id=s.job
    ),
    "leave session out": lambda s, db, now: week.leave_session_out(db, session_id=s.drop_in),
    "put session in": lambda s, db, now: week.put_session_in(db, session_id=s.left_out),
    "show story": lambda s, db, now: week.show_story(
        db, story_id=s.story, how=How.SPOKEN, link="https://film.example.org/edda", now=now
    ),
    "hide story": lambda s, db, now: week.hide_story(db, story_id=s.shown, now=now),
    "sign up": lambda s, db, now: newsletter.sign_up(
        db, email="new@example.org", how=How.PAPER, now=now
    ),
    "take back sign-up": lambda s, db, now: newsletter.take_back_sign_up(
        db, sign_up_id=s.address, now=now
    ),
    "know sign-up": lambda s, db, now: newsletter.know_sign_up(
        db, sign_up_id=s.address, person_id=s.person, now=now
    ),
}


# For random work


def _add(w: Dice, db: Any, now: datetime) -> None:
    closing = w.dice.choice((None, (now + timedelta(days=w.dice.randint(0, 40))).date()))
    sort = w.dice.choice(list(OpportunitySort))
    facts: Any = {"sort": sort, "title": w.words() or "Job", "closing_on": closing}
    opportunities.add_opportunity(db, facts=facts, now=now)


def _sign(w: Dice, db: Any, now: datetime) -> None:
    email = f"somebody{w.dice.randrange(10**6)}@example.org"
    newsletter.sign_up(db, email=email, how=w.dice.choice(list(How)), now=now)


def _show(w: Dice, db: Any, now: datetime) -> None:
    if w.dice.random() < 0.5:
        tell_story(db, text=w.words() or "I", now=now)
    how = w.dice.choice(list(How))
    week.show_story(db, story_id=w.one(db, Story, Story.deleted == 0).id, how=how, now=now)


WEEK_AT_RANDOM = {
    "add opportunity": _add,
    "close opportunity": lambda w, db, now: opportunities.close_opportunity(
        db, opportunity_id=w.one(db, Opportunity, Opportunity.deleted == 0).id, now=now
    ),
    "sign up": _sign,
    "take back sign-up": lambda w, db, now: newsletter.take_back_sign_up(
        db, sign_up_id=w.one(db, NewsletterSignUp, NewsletterSignUp.deleted == 0).id, now=now
    ),
    "show story": _show,
    "hide story": lambda w, db, now: week.hide_story(
        db, story_id=w.one(db, Story, Story.deleted == 0).id, now=now
    ),
}
