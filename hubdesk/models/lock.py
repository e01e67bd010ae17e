"""What the records remember of the lock around them, so that nothing taken away comes back."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, number, words


class WayIn(Base):
    """A slot of the key file, and the number of the newest key file it stood in.

    Local: the key file belongs to this computer. A slot whose number is below the newest one
    was taken away, and an old key file must not bring it back.
    """

    __tablename__ = "way_in"
    __table_args__ = {"info": {"local": "the key file is of this computer alone"}}

    kind: Mapped[str] = words()
    sequence: Mapped[int] = number()
