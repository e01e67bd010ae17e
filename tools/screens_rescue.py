"""Pictures of bringing a copy back, of saving what can be read, and of closing the window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hubdesk.messages.copies import (
    BroughtBack,
    holds_words,
    lost_words,
    moment_words,
    no_list_words,
    report_lines,
)
from hubdesk.ui.backups.back_page import BringBackPage, Typed
from hubdesk.ui.backups.closing_page import ClosingPage
from hubdesk.ui.backups.state import CopyRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tools.screenshots import Photographer

HUB, DAMAGED = "Riverside Digital Hub", "Part of the records file is damaged."
HELD = (148, 312, 41)


def rescue(camera: Photographer, now: datetime) -> None:
    """Each step as somebody meets it; the copies are invented, nothing is brought back."""
    made = [now - timedelta(days=day, hours=1) for day in (1, 2, 8)]
    rows = [CopyRow(Path(f"copy-{at:%Y-%m-%d}.hubdesk"), at, *HELD, 6_000_000) for at in made]
    page = BringBackPage(HUB, DAMAGED, rows, Typed("known already"), can_salvage=True)
    _show(camera, page)
    camera.take("bring-back", busy=True)
    page.ask(holds_words(*HELD), lost_words(None, made[0]), loses=True)
    camera.settle()
    camera.take("bring-back-sure", busy=True)
    facts = BroughtBack(rows[0].path.name, made[0], now, 8_412, *HELD, None, Path("set-aside"), 1)
    page.report(report_lines(facts), "set-aside/report.txt")
    camera.settle()
    camera.take("bring-back-done", busy=True)
    _leave(camera, page)
    page = BringBackPage(HUB, DAMAGED, rows, Typed("known already"), can_salvage=True)
    page.salvage.setChecked(True)
    _show(camera, page)
    camera.take("salvage", busy=True)
    page.ask_salvage("8,103 records can still be read. Damaged parts: loan event.")
    camera.settle()
    camera.take("salvage-sure", busy=True)
    _leave(camera, page)
    from_place(camera, made)
    closing = ClosingPage(HUB)
    _show(camera, closing)
    camera.take("closing", busy=True)
    _leave(camera, closing)


def from_place(camera: Photographer, made: Sequence[datetime]) -> None:
    """On a new computer: where the copies were sent, what lies there, and one on its way."""
    page = BringBackPage("", "Bring back a copy of your hub", [], None)
    page.has_records = False
    page.ask_place()
    assert page.place is not None
    page.place.fields.address.setText("https://cloud.example.org")
    page.place.fields.user.setText("riverside")
    page.place.fields.password.setText("made up for a picture")
    _show(camera, page)
    camera.take("bring-back-place", busy=True)
    newest, *older = made
    found: list[CopyRow | str] = [
        f"{moment_words(newest, newest.date())} is not whole: 3 of 463 pieces are missing.",
        *(CopyRow(Path(f"copy-{at:%d}.json"), at, *HELD, 96_300_000, "there") for at in older),
    ]
    page.show_there("cloud.example.org", found)
    camera.settle()
    camera.take("bring-back-there", busy=True)
    page.fetch("Fetching the copy. Leave the computer on…")
    page.how_far("24.0 MB of 91.8 MB are here.", 24, 92)
    camera.settle()
    camera.take("bring-back-fetching", busy=True)
    unknown = no_list_words(older[0], is_damaged=False)
    page.ask(holds_words(*HELD), lost_words(None, older[0]), loses=True, unknown=[unknown])
    camera.settle()
    camera.take("bring-back-fetched", busy=True)
    _leave(camera, page)


def _show(camera: Photographer, page: BringBackPage | ClosingPage) -> None:
    camera.window.show_page(page)
    camera.settle()


def _leave(camera: Photographer, page: BringBackPage | ClosingPage) -> None:
    camera.window.stack.removeWidget(page)
    page.deleteLater()
