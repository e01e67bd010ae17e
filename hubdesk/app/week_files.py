"""This week at the hub as files: the folder of pages, the poster, and who gets the newsletter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from hubdesk.app.export_papers import PAPERS
from hubdesk.app.opening import opened
from hubdesk.app.records import Records
from hubdesk.errors.figures import ReportFormUnknown
from hubdesk.errors.opportunities import FolderOfOthers
from hubdesk.errors.store import NoHubHere
from hubdesk.i18n import count, plain_day, translate
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_zone
from hubdesk.queries.newsletter import Reader
from hubdesk.queries.this_week import this_week
from hubdesk.reports.page_frame import HOME
from hubdesk.store.files import check_writes, disk_troubles, write_whole
from hubdesk.store.opening import is_hub
from hubdesk.store.second_place import check_not_home

DONE: Final = 0
FOLDER: Final = "this-week"
OURS: Final = "made-by-hubdesk.txt"  # the names of what was written there last
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
_SPELLED: Final = ("=", "+", "-", "@", "\t")  # what a spreadsheet would take for a formula


def _t(text: str) -> str:
    return translate("Opportunities", text)


def week(
    paths: Paths, *, out: Path | None, poster: Path | None, replaces: bool = False,
    say: Callable[[str], None],
) -> int:  # fmt: skip
    """The command `hubdesk week`: the pages into a folder, the poster into a file, or both."""
    if poster is not None and poster.suffix.lower() != ".pdf":
        raise ReportFormUnknown(poster.name, is_poster=True)
    if not is_hub(paths):
        raise NoHubHere(str(paths.home))
    if poster is not None:
        check_writes(poster, replaces=replaces)
    if out is not None:  # or whoever puts the pages on the net puts the records there too
        check_not_home(out, paths)
    with (
        opened(paths, say=say, right="make pages", only_looks=True) as database,
        database.reading() as db,
    ):
        found = this_week(db, database.clock().astimezone(hub_zone(db)))
    if out is not None:
        save_pages(out, PAPERS["pages"](found))
        say(f"The pages are in {out}. Open {HOME} to read them.")
    if poster is not None:
        from hubdesk.reports.week_poster import week_poster_pdf

        write_whole(poster, week_poster_pdf(found))
        say(f"The poster is in {poster}.")
    many = count(len(found.sessions), "session", "sessions")
    jobs = count(len(found.opportunities), "opportunity", "opportunities")
    say(f"{plain_day(found.made_on)} to {plain_day(found.last_on)}: {many}, {jobs}.")
    return DONE


def pages_of(db: Session, now: datetime) -> dict[str, bytes]:
    """The pages as they are now."""
    made: dict[str, bytes] = PAPERS["pages"](this_week(db, now))
    return made


def save_pages(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the pages into a folder, the first one last, and take away what is over.

    Refuses FolderOfOthers where a first page lies that is not ours. Raises what a disk refuses.
    """
    with disk_troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
        list_of_ours = folder / OURS
        ours = list_of_ours.read_text("utf-8").split() if list_of_ours.exists() else []
        if (folder / HOME).exists() and HOME not in ours:
            raise FolderOfOthers(folder.name)
    # written down before the pages: a power cut leaves none that nobody takes away later
    names = sorted({*files, *(name for name in ours if _NAME.fullmatch(name))})
    write_whole(list_of_ours, "\n".join(names).encode())
    for name, content in files.items():
        write_whole(folder / name, content)
    with disk_troubles(folder):
        for name in names:
            if name not in files:
                (folder / name).unlink(missing_ok=True)
    write_whole(list_of_ours, "\n".join(sorted(files)).encode())


def addresses_csv(rows: tuple[Reader, ...]) -> bytes:
    """Who gets the newsletter, for the program that sends it: no cell is a formula."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["email", "name", "agreed_on", "how", "wording_version"])
    for row in rows:
        cells = (row.email, row.name, row.agreed_on.isoformat(), row.agreed_how)
        sheet.writerow([_plain(cell) for cell in (*cells, row.wording_version)])
    return out.getvalue().encode("utf-8-sig")


class WeekFiles:
    """What the page of this week writes outside the records."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def save_pages(self, folder: str) -> None:
        """Into a folder of their own below the one that was chosen."""
        now = self._records.now()
        files = self._records.look(lambda db: pages_of(db, now), right="make pages")
        save_pages(Path(folder) / FOLDER, files)

    def addresses(self, rows: tuple[Reader, ...]) -> bytes:
        """A sheet of who gets the newsletter."""
        return addresses_csv(rows)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_SPELLED) else cell
