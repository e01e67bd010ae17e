"""Every verb of figures and reports with something to do, for the tests that undo each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from hubdesk.imports.benchmark_lines import BenchmarkLine
from hubdesk.models import Benchmark
from hubdesk.operations import consulting, reporting, stories
from hubdesk.operations.benchmarks import bring_in_benchmarks, put_away_benchmark
from hubdesk.paths import resource_text
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import Cut
from tests.conftest import TODAY, HubBuilder, in_days

DAYS = Period(in_days(-30), TODAY)


def a_template(version: int = 2, key: str = "hub") -> str:
    """The hub's own report in a later version."""
    said = json.loads(resource_text("figures/hub.json"))
    return json.dumps(said | {"key": key, "version": version})


def a_number(year: str = "2025", amount: int | None = 23, **facts: Any) -> BenchmarkLine:
    """One number of a public body, as a file says it."""
    usual = {
        "measure": "women-it",
        "title": "Women among IT specialists",
        "unit": "percent",
        "geography": "United Kingdom",
        "base": "IT specialists",
        "source": "Invented Office of Counting",
        "method": "A survey we made up",
        "doubt": "Invented for a test",
    }
    return BenchmarkLine(2, year=year, amount=amount, **(usual | facts))


class Reporting:
    """A target, a saved report, two stories, a comment, a consultation and something given."""

    def __init__(self, hub: HubBuilder, person_id: str, gift_id: str) -> None:
        self.person, self.gift = person_id, gift_id
        do, words = hub.do, {"text": "I rang my sister on video.", "person_id": person_id}
        self.target = do(
            "set target",
            lambda db, now: reporting.set_target(db, indicator="visits", amount=90, period=DAYS),
        ).id
        self.saved = do(
            "save report",
            lambda db, now: reporting.save_report(db, name="Ward", template_key="council"),
        ).id
        self.untold, self.told = (
            do("tell story", lambda db, now, a=agreed: stories.tell_story(
                db, **words, agreed_how=a, now=now)).id
            for agreed in ("", "spoken")
        )  # fmt: skip
        self.comment = do(
            "comment", lambda db, now: stories.add_comment(db, text="They help each other", now=now)
        ).id
        do(
            "import benchmarks",
            lambda db, now: bring_in_benchmarks(db, [a_number()], file_name="a.csv", now=now),
        )
        self.number = hub.look(lambda db: db.scalar(select(Benchmark.id)))
        self.asked = do(
            "log consultation",
            lambda db, now: consulting.log_consultation(db, who="Learners", now=now),
        ).id


Verb = Callable[[Reporting, Any, Any], Any]
OF_REPORTING: dict[str, Verb] = {
    "import benchmarks": lambda r, db, now: bring_in_benchmarks(
        db, [a_number("2026"), a_number(measure="women")], file_name="b.csv", now=now
    ),
    "put away benchmark": lambda r, db, now: put_away_benchmark(db, benchmark_id=r.number),
    "set target": lambda r, db, now: reporting.set_target(
        db, indicator="visits", amount=120, period=DAYS
    ),
    "put away target": lambda r, db, now: reporting.put_away_target(db, target_id=r.target),
    "add report template": lambda r, db, now: reporting.add_template(
        db, text=a_template(), name="hub.json"
    ),
    "save report": lambda r, db, now: reporting.save_report(
        db, name="Board", template_key="hub", how_often="quarter", by_itself=True
    ),
    "change saved report": lambda r, db, now: reporting.save_report(
        db, name="Ward 2", template_key="council", report_id=r.saved
    ),
    "put away saved report": lambda r, db, now: reporting.put_away_report(db, report_id=r.saved),
    "make report": lambda r, db, now: reporting.make_report(
        db,
        title="Ward",
        template_key="council",
        template_version=1,
        period=DAYS,
        cut=Cut(kinds=("course",)),
        numbers={"people": 4, "loans": None},
        body="{}",
        how="print",
        now=now,
        saved_report_id=r.saved,
    ),
    "tell story": lambda r, db, now: stories.tell_story(
        db, text="I found a job.", who="Ada", person_id=r.person, agreed_how="paper", now=now
    ),
    "agree to story": lambda r, db, now: stories.agree_to_story(
        db, story_id=r.untold, how="spoken", now=now
    ),
    "take back story": lambda r, db, now: stories.take_back_story(db, story_id=r.told, now=now),
    "comment": lambda r, db, now: stories.add_comment(db, text="More chairs, please", now=now),
    "put away comment": lambda r, db, now: stories.put_away_comment(db, comment_id=r.comment),
    "log consultation": lambda r, db, now: consulting.log_consultation(
        db,
        who="Volunteers",
        method="Over tea",
        how_many=6,
        said="Later",
        changed="Now 6pm",
        now=now,
    ),
    "put away consultation": lambda r, db, now: consulting.put_away_consultation(
        db, consultation_id=r.asked
    ),
    "value gift": lambda r, db, now: consulting.value_gift(db, gift_id=r.gift, pounds=15, now=now),
}
