"""What this computer knows of its feed to a region: what makes the numbers, and what was sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, moment, number, words


class RegionKey(Base):
    """The secret that numbers of people are made with. One row; without it nobody can be found.

    Random, never journalled, in no bundle and no open package: it leaves only inside the locked
    copies of all records.
    """

    __tablename__ = "region_key"
    __table_args__ = {"info": {"local": "whoever has it can tell whose a number is"}}

    secret: Mapped[str] = words()  # 64 hexadecimal digits
    made_at: Mapped[datetime] = moment()


class RegionLine(Base):
    """One line in a file at the region: whose it is, and what it says. The newest file holds.

    An erasure empties `body` and `person_id`; the number stays until the next feed has taken it
    away there.
    """

    __tablename__ = "region_line"
    __table_args__ = (
        Index("ix_region_line_person_id_id", "person_id", "id"),
        Index("ix_region_line_export_id_seq_id", "export_id", "seq", "id"),
        {"info": {"local": "it joins a person to their number at the region"}},
    )

    export_id: Mapped[str] = words()
    person_id: Mapped[str] = words()
    tbl: Mapped[str] = words()  # the table of the feed: participant, attendance, loan, skill
    rid: Mapped[str] = words()  # the line's number there
    pid: Mapped[str] = words()  # the person's number there
    body: Mapped[str] = words()  # a JSON object, as it was sent
    clock: Mapped[int] = number()
    seq: Mapped[int] = number()  # number of the file
    is_gone: Mapped[int] = number()  # it takes away what stood there
