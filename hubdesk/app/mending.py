"""The last resort for damaged records: what can still be read of them is saved, in a new file.

For the window and for `hubdesk mend`. The damaged file is set aside as it is, and stays there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hubdesk.app.counted_tries import check_may_try, counted, tell_tries, tries_at
from hubdesk.app.erasures import without_the_erased
from hubdesk.app.opening import held, passphrase
from hubdesk.app.who_opened import act_as_opener
from hubdesk.errors.copies import ScratchLeft
from hubdesk.errors.store import NoHubHere
from hubdesk.messages import explain
from hubdesk.messages.mending import readable_words
from hubdesk.paths import Paths
from hubdesk.store.connections import open_raw
from hubdesk.store.database import wall_clock
from hubdesk.store.files import disk_troubles
from hubdesk.store.keys import KeySlots, Way, find_passphrase
from hubdesk.store.opening import Opened, close_hub, is_hub, open_hub, open_or_mend, slots_of
from hubdesk.store.places import check_room
from hubdesk.store.recovery import MENDS, Recovery
from hubdesk.store.salvage import Salvaged, salvage
from hubdesk.store.scratch import scratch

Clock = Callable[[], datetime]
Say = Callable[[str], None]
DONE, NOT_RIGHT = 0, 1


@dataclass(frozen=True)
class Saved:
    """The records as they could be saved, open, and the written report."""

    opened: Opened
    report: Path


@dataclass(frozen=True)
class LookedInto:
    """How much of damaged records can be read. `left` is a copy that cannot be removed after."""

    salvaged: Salvaged
    left: ScratchLeft | None = None

    @property
    def words(self) -> str:
        """Both, for whoever decides what is done."""
        said = readable_words(self.salvaged)
        return f"{said} {explain(self.left).text}" if self.left else said


def look_into(paths: Paths, data_key: bytes, clock: Clock = wall_clock) -> LookedInto:
    """How much of the damaged records can be read. They are only looked at, in a copy."""
    check_room(paths.home, 3 * paths.database.stat().st_size)
    found: Salvaged | None = None
    try:
        with scratch(paths.looking) as folder:
            with disk_troubles(paths.home):
                folder.home.mkdir(parents=True)
                for end in ("", "-wal"):
                    path = paths.database.with_name(f"{paths.database.name}{end}")
                    if path.exists():
                        shutil.copyfile(path, folder.home / path.name)
            to = folder.home / "read.hubdesk"
            found = salvage(lambda: open_raw(folder.database, data_key), to, data_key, [], clock())
    except ScratchLeft as left:
        if found is None:
            raise
        return LookedInto(found, left)
    return LookedInto(found)


def save_readable(paths: Paths, slots: KeySlots, way: Way, *, clock: Clock = wall_clock) -> Saved:
    """Put what can be read in the place of the damaged records, and open it.

    CannotMend or NothingReadable, with nothing changed. Nobody who was erased comes back by it.
    """
    check_room(paths.home, 3 * paths.database.stat().st_size)
    found = Recovery(paths, slots, way.data_key, clock()).recover()
    opened = open_hub(paths, slots, way.data_key, opened_by=way.slot.id, clock=clock)
    act_as_opener(opened.database, way.slot, slots)
    return Saved(without_the_erased(paths, opened), found.report)


def mend(paths: Paths, *, accept_loss: bool, say: Say) -> int:
    """`hubdesk mend`: what loses nothing is done at once, the rest only when somebody says so."""
    if not is_hub(paths):
        raise NoHubHere(str(paths.home))
    with held(paths, "mend"):
        slots, tries = slots_of(paths), tries_at(paths)
        check_may_try(tries)
        typed = passphrase("Passphrase: ")
        with counted(tries):
            way = find_passphrase(slots, typed)
        try:
            opened = open_or_mend(paths, slots, way.data_key, opened_by=way.slot.id)
        except MENDS as damage:
            if not accept_loss:
                say(explain(damage).text)
                say(look_into(paths, way.data_key).words)
                say("Bring the newest copy back with `hubdesk restore`.")
                say("Without one, save what can be read: `hubdesk mend --lose-damaged`.")
                return NOT_RIGHT
            saved = save_readable(paths, slots, way)
            tell_tries(saved.opened.database, way.slot, slots, tries)
            close_hub(paths, saved.opened.database)
            say(saved.report.read_text("utf-8").rstrip())
            say(f"This report is kept in {saved.report}.")
            return DONE
        opened = without_the_erased(paths, opened)
        try:
            opened.database.check_whole()
            act_as_opener(opened.database, way.slot, slots)
            tell_tries(opened.database, way.slot, slots, tries)
        finally:
            close_hub(paths, opened.database)
        for remark in opened.remarks:
            say(explain(remark).text)
        say("The records are whole: every page and every row was read.")
    return DONE
