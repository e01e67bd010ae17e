"""A learner's journey on paper: everything on it is so, and in large print nothing is small."""

from __future__ import annotations

from typing import Any

import pytest

from hubdesk.app.papers import paper_bytes
from hubdesk.operations import judging, progress
from hubdesk.operations.people import set_needs
from tests.conftest import NOW, HubBuilder
from tests.reports.papers_read import opened, text_of, texts_on
from tests.skills_verbs import Of, bring_in, judge


def printed(hub: HubBuilder, kind: str, person: str) -> Any:
    return opened(paper_bytes(hub.look, kind, person, now=NOW))


@pytest.fixture
def ada(hub: HubBuilder) -> str:
    """She said what she could do, came on since, and has a goal."""
    eds, ada = Of(bring_in(hub)), hub.person("Ada Okafor")
    answers = {eds.skill(f"EDS18-F{n}"): eds.step(n % 3) for n in range(1, 10)}
    hub.do(
        "self-check",
        lambda db, now: judging.check_self(db, person_id=ada, answers=answers, now=now),
    )
    judge(hub, eds, ada, "EDS18-F1", 3)
    hub.do(
        "set goal",
        lambda db, now: progress.set_goal(db, person_id=ada, text="Ring my sister", now=now),
    )
    hub.do("needs", lambda db, _now: set_needs(db, person_id=ada, needs=["large print"]))
    return ada


def test_the_journey_says_what_they_can_do_how_far_they_came_and_what_is_next(
    hub: HubBuilder, ada: str
):
    with printed(hub, "journey", ada) as document:
        text = " ".join(text_of(page) for page in document)
    for said in (
        "My journey", "Ada Okafor", "Essential digital skills", "Getting started",
        "I said I could do 0 of 9 on my own. Today it is 1.", "I can do on my own",
        "Switch a device on", "I am working on", "Ring my sister",
        "Nobody has compared its words with the source yet.", "Open Government Licence v3.0",
        "Riverside Hub, 24 November 2026",
    ):  # fmt: skip
        assert said in text, said
    assert "1 of 9" not in text.replace("0 of 9", ""), "no count out of a list nobody compared"


@pytest.mark.parametrize(("kind", "least"), [("journey", 12), ("journey-large", 18)])
def test_no_letter_of_it_is_smaller_than_promised(hub: HubBuilder, ada: str, kind: str, least: int):
    with printed(hub, kind, ada) as document:
        sizes = [text.get_font_size() for page in document for text in texts_on(page)]
        text = " ".join(text_of(page) for page in document)
    assert min(sizes) >= least
    assert "Know why passwords and personal details must be kept safe" in text
