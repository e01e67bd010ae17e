"""A key of somebody's own: what is sealed to its public half, nobody else at the hub can open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from hubdesk.models.base import Base, Deletable, moment, number, reference, words


class OwnKey(Deletable, Base):
    """The public half of a key, and the other one wrapped.

    `wrapped` opens only with a passphrase of their own. A key that a newer one took the place of
    is `deleted`, and still opens what was sealed to it.
    """

    __abstract__ = True

    account_id: Mapped[str] = reference("account.id")
    public: Mapped[str] = words()
    wrapped: Mapped[str] = words()
    salt: Mapped[str] = words()
    nonce: Mapped[str] = words()
    memory_kib: Mapped[int] = number()
    passes: Mapped[int] = number()
    lanes: Mapped[int] = number()
    made_at: Mapped[datetime] = moment()
