"""Slow work beside the window: the window gets its turns for as long as anybody works."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtTest import QTest

from hubdesk.errors.store import DatabaseBusy
from hubdesk.ui.eager import EAGER_S, USUAL_S
from hubdesk.ui.jobs import Jobs
from tests.ui.alone import until


@pytest.fixture
def two(qapp) -> Iterator[tuple[Jobs, Jobs]]:
    """The queue of the records, and the one of the printer."""
    records, press = Jobs(), Jobs()
    yield records, press
    records.stop()
    press.stop()


def begin(jobs: Jobs) -> threading.Event:
    """A job that works until it is let go."""
    go = threading.Event()
    jobs.run(lambda: go.wait(10), owner=jobs, then=lambda _done: None)
    return go


def is_eager() -> bool:
    now = sys.getswitchinterval()
    assert now == pytest.approx(EAGER_S) or now == pytest.approx(USUAL_S)
    return now == pytest.approx(EAGER_S)


def end(jobs: Jobs, go: threading.Event, qtbot) -> None:
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)


class Dies:
    """Says on which thread it goes."""

    def __init__(self, said: list[str]) -> None:
        self.said = said

    def __del__(self) -> None:
        self.said.append(threading.current_thread().name)


def test_what_only_a_job_knew_goes_on_the_window_s_thread(two):
    """Elsewhere Qt and Python wait for each other's lock, and the window hangs for good."""
    jobs, _ = two
    said: list[str] = []
    for fails in (False, True) * 5:

        def work(known: Dies, fails: bool = fails) -> int:
            if fails:
                raise DatabaseBusy
            return len(known.said)

        answers: list[object] = []
        jobs.run(partial(work, Dies(said)), owner=jobs, then=answers.append, refused=answers.append)
        until(lambda: bool(answers))  # noqa: B023
        answers.clear()
        gc.collect()
    assert said == ["MainThread"] * 10


def test_a_printed_page_does_not_slow_the_window_under_a_list_that_is_still_brought_in(two, qtbot):
    records, press = two
    long, short = begin(records), begin(press)
    end(press, short, qtbot)
    assert is_eager()
    end(records, long, qtbot)
    assert not is_eager()


def test_a_queue_that_is_stopped_gives_back_its_own_turns_only(two, qtbot):
    records, press = two
    long, short = begin(records), begin(press)
    more = begin(press)  # still waits when the printer's queue is stopped
    short.set()
    press.stop()
    more.set()
    QTest.qWait(1)  # answers of the stopped queue still arrive, and are counted no more
    assert is_eager()
    end(records, long, qtbot)
    assert not is_eager()


def test_a_bug_in_a_job_is_heard_of_by_whoever_asked_and_told_as_every_other(two, qtbot):
    records, _ = two
    heard: list[str] = []

    def bug() -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as told:
        records.run(
            bug, owner=records, then=lambda _done: None, broke=lambda: heard.append("broke")
        )
        qtbot.waitUntil(lambda: not records.busy)
    assert heard == ["broke"]
    assert [kind for kind, *_ in told] == [ZeroDivisionError]


def test_a_job_that_went_wrong_is_counted_too(two, qtbot):
    records, _ = two
    go = threading.Event()

    def wrong() -> None:
        go.wait(10)
        raise DatabaseBusy

    said: list[Exception] = []
    records.run(wrong, owner=records, then=lambda _done: None, refused=said.append)
    assert is_eager()
    go.set()
    qtbot.waitUntil(lambda: bool(said))
    assert not is_eager()
