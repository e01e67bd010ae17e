"""Where the hub sends things, what it agreed to send there, and what left."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from hubdesk.models.base import Base, Deletable, flag, moment, number, reference, words


class PlaceSort(StrEnum):
    """What a place is. A cloud drive is a folder: its own program carries what lies in it."""

    FOLDER = "folder"
    STICK = "stick"
    WEBDAV = "webdav"
    S3 = "s3"


class SendingPlace(Deletable, Base):
    """Somewhere the hub's exports can go. `identity` is what the hub wrote there and signed.

    `options` is a JSON object of text: a user's name, a bucket, a region. Secrets are not in it.
    """

    __tablename__ = "sending_place"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()
    sort: Mapped[str] = words()  # a PlaceSort
    address: Mapped[str] = words()  # a folder, or where a server answers
    options: Mapped[str] = words()
    identity: Mapped[str] = words()
    on_metered: Mapped[bool] = flag()  # may be used where the line costs by the amount
    set_up_at: Mapped[datetime] = moment()


class PlaceSecret(Base):
    """The password of a place. Its id is the place's."""

    __tablename__ = "place_secret"
    __table_args__ = {"info": {"local": "the journal travels, and a password must not"}}

    secret: Mapped[str] = words()


class Rhythm(StrEnum):
    """How often something leaves by itself."""

    BY_HAND = "by hand"
    DAILY = "daily"
    FRIDAYS = "fridays"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class StandingExport(Deletable, Base):
    """One kind of export that somebody agreed may leave to one place. Without a row nothing does.

    `what` is its key in the list of all that may ever leave. It was shown in full, in the wording
    of `wording_version`, before `agreed_at`. `recipient` is the key (age) it is sealed to; empty
    where what leaves is for everybody.
    """

    __tablename__ = "standing_export"
    __table_args__ = (
        Index("ix_standing_export_place_id_id", "place_id", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    what: Mapped[str] = words()
    place_id: Mapped[str] = reference("sending_place.id")
    recipient: Mapped[str] = words()
    recipient_name: Mapped[str] = words()
    rhythm: Mapped[str] = words()  # a Rhythm
    options: Mapped[str] = words()  # a JSON object of text, as the kind of export has them
    wording_version: Mapped[int] = number(1)
    agreed_at: Mapped[datetime] = moment()
    account_id: Mapped[str | None] = reference("account.id", nullable=True)


class Parcel(Deletable, Base):
    """What was sealed to leave, once, and when it arrived. The log of all that left.

    `listing` is a JSON array of objects: `name` below the place's root, `sha256`, `size`, and
    `over` where it takes the place of an older file of that name, and `left` where it arrived
    before the rest was taken back. `people` counts whose records are in it. `came_of` is the moment
    or days it tells of, in words of the kind of export. One that was lost before it left is
    deleted: it counts as never sealed.
    """

    __tablename__ = "parcel"
    __table_args__ = (
        Index("ix_parcel_sealed_at_id", "sealed_at", "id"),
        Index("ix_parcel_place_id_sent_at_id", "place_id", "sent_at", "id"),
        Index("ix_parcel_standing_export_id_sealed_at_id", "standing_export_id", "sealed_at", "id"),
        {"info": {"subject": None, "names": "nobody"}},
    )

    what: Mapped[str] = words()
    standing_export_id: Mapped[str | None] = reference("standing_export.id", nullable=True)
    place_id: Mapped[str | None] = reference("sending_place.id", nullable=True)
    place_name: Mapped[str] = words()  # as it was called then
    recipient: Mapped[str] = words()
    recipient_name: Mapped[str] = words()
    wording_version: Mapped[int] = number(1)
    came_of: Mapped[str] = words()
    listing: Mapped[str] = words()
    size: Mapped[int] = number()
    people: Mapped[int] = number()
    sealed_at: Mapped[datetime] = moment()
    sent_at: Mapped[datetime | None] = mapped_column()  # first read back and found whole
    taken_back_at: Mapped[datetime | None] = mapped_column()  # removed there, or never sent
    instead_of_id: Mapped[str | None] = reference("parcel.id", nullable=True)


class ParcelTry(Base):
    """How far the sending of a parcel has come. Its id is the parcel's; gone when it arrived."""

    __tablename__ = "parcel_try"
    __table_args__ = {
        "info": {"local": "it is of this computer, and tomorrow nothing of it matters"}
    }

    arrived: Mapped[int] = number()  # files of its listing that were read back
    tries: Mapped[int] = number()
    next_at: Mapped[datetime | None] = mapped_column()
    trouble: Mapped[str] = words()  # the name of the error, for its words
    missed: Mapped[int] = number()  # so often not all of it lay there any more at a later look
    stopped: Mapped[bool] = flag()  # by somebody, or by an answer that trying again cannot change
