"""The lock as the records know it: slots of the key file, and who comes back from a quiet lock."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, Deletable, number, reference, words


class WayIn(Base):
    """A slot of the key file, and the number of the newest key file it stood in.

    Local: the key file belongs to this computer. A slot whose number is below the newest one
    was taken away, and an old key file must not bring it back.
    """

    __tablename__ = "way_in"
    __table_args__ = {"info": {"local": "the key file is of this computer alone"}}

    kind: Mapped[str] = words()
    sequence: Mapped[int] = number()


class AccountLock(Deletable, Base):
    """How somebody who works here comes back from a quiet lock, on any computer of the hub.

    `pin` is an Argon2id hash and opens no file; `badge` is the code of a card, which only says
    who they are. The id is made of the account's: there is one row a person.
    """

    __tablename__ = "account_lock"
    __table_args__ = {"info": {"subject": None}}

    account_id: Mapped[str] = reference("account.id")
    pin: Mapped[str] = words()
    badge: Mapped[str] = words()
