"""This week at the hub as pages for everybody: the whole folder each time, the first page last."""

from __future__ import annotations

from typing import Final

from hubdesk.i18n import plain_day
from hubdesk.queries.left import left_by
from hubdesk.queries.this_week import this_week
from hubdesk.sync.exports.making import Made, Making, ToSend

FOLDER: Final = "this-week"


def pages(making: Making) -> Made | None:
    """Every page takes the place of the one before. What stands there no more is taken away:
    a session that is over, a job that is taken, a story somebody took back.
    """
    with making.database.reading() as db:
        week = this_week(db, making.now)
        there = left_by(db, making.export.id)
    content: dict[str, bytes] = making.papers["pages"](week)
    making.told(len(content))
    files = tuple(ToSend(f"{FOLDER}/{name}", of, over=True) for name, of in content.items())
    gone = tuple(sorted(there.keys() - {one.name for one in files}))
    came_of = f"{plain_day(week.made_on)} to {plain_day(week.last_on)}"
    return Made(files, came_of, people=len(week.stories), supersedes=gone)
