"""The first start: setting a hub up step by step, or just looking around."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hubdesk.app.making import Made, make_hub, make_throwaway
from hubdesk.store.opening import Opened
from hubdesk.store.ways_in import change_ways
from hubdesk.ui.first_run.facts import FirstRunFacts
from hubdesk.ui.first_run.first_run import FirstRun

if TYPE_CHECKING:
    from hubdesk.app.starting import Window

HALF_TYPED = "first-run.json"


def show_first_run(window: Window) -> FirstRun:
    """Show the steps. The hub is made in the window's folder."""

    def make(facts: FirstRunFacts) -> Made:
        window.made = make_hub(
            window.paths,
            name=facts.hub.name,
            manager=facts.manager,
            passphrase=facts.passphrase,
            phone=facts.hub.phone,
            address=facts.hub.address,
            nation=facts.hub.nation,
        )
        return window.made

    def proved(made: Any) -> None:
        change_ways(
            window.paths,
            made.database,
            lambda slots: replace(slots, sequence=slots.sequence + 1, recovery_proved=True),
        )

    kept = window.paths.home / HALF_TYPED
    steps = FirstRun(make, computer=window.choices, today=date.today, proved=proved, kept=kept)
    steps.finished.connect(lambda made, begin: _begin(window, made, begin))
    steps.close_asked.connect(window.close)
    steps.look_around_asked.connect(lambda: look_around(window))
    steps.bring_back_asked.connect(lambda: _bring_back(window))
    window.steps = steps
    window.show_page(steps)
    return steps


def _bring_back(window: Window) -> None:
    """A hub that is on a stick comes to this computer: nothing is here that could be lost."""
    from hubdesk.app.rescue import from_first_run

    steps, window.steps = window.steps, None
    if steps is not None:
        window.stack.removeWidget(steps)
        steps.stop()
        steps.deleteLater()
    from_first_run(window)


def look_around(window: Window) -> None:
    """Open an invented hub in a folder of its own, without asking for a passphrase."""
    from hubdesk.app.making import throwaway_folder

    if not window.is_throwaway:
        window.leave_to(throwaway_folder())

    def show(made: Any) -> None:
        window.show_records(Opened(made.database, False, False, None))

    window.worker.run(lambda: make_throwaway(window.paths), show, window.say)


def _begin(window: Window, made: Any, begin: str) -> None:
    (window.paths.home / HALF_TYPED).unlink(missing_ok=True)
    if begin == "practice":
        from hubdesk.sample import fill_sample_hub

        fill_sample_hub(made.database, now=made.database.clock(), size="practice")
    window.steps = window.made = None
    desk = window.show_records(Opened(made.database, False, False, None))
    if begin == "spreadsheet":
        desk.window.shell.go("bring-in")
