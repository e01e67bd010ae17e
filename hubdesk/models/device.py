"""A thing the hub lends or gives, its kind, the codes it answers to and what belongs to it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hubdesk.models.base import STAYS, Base, Deletable, a_day, flag, number, reference, words


class Stage(StrEnum):
    """Where a device stands, apart from loans: "on loan" and "overdue" are asked, not stored."""

    READY = "ready"
    TO_WIPE = "to wipe"
    REPAIR = "repair"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"


class Condition(StrEnum):
    """How a device looks and works when it changes hands."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"


class Ownership(StrEnum):
    """On what ground the hub has a device."""

    OWNED = "owned"
    ON_LOAN_TO_US = "on loan to us"
    TO_GIVE = "donated for giving"
    FUNDER = "owned by a funder"


class CodeOrigin(StrEnum):
    """What a code is: our own label, or something else the thing answers to.

    SOURCE is the line of a list that has no code at all. It is never shown, typed or scanned.
    """

    LABEL = "label"
    CARD = "card"
    TAG = "tag"
    SERIAL = "serial"
    IMEI = "imei"
    ICCID = "iccid"
    OLD = "old"
    SOURCE = "source"


class DeviceKind(Deletable, Base):
    """A kind of thing: laptop, tablet, SIM. Whether it is lent or given is said here."""

    __tablename__ = "device_kind"
    __table_args__ = {"info": {"subject": None, "names": "nobody"}}

    name: Mapped[str] = words()
    icon: Mapped[str] = words()
    is_given: Mapped[bool] = flag()
    holds_data: Mapped[bool] = flag()
    usual_contents: Mapped[str] = words()  # a JSON list of names
    runs_days: Mapped[int] = number()  # a given SIM ends after so many days; 0 has no end
    place: Mapped[int] = number()  # order in lists


class Device(Deletable, Base):
    """One thing. It has a printed label, and may have more codes."""

    __tablename__ = "device"
    __table_args__ = (
        Index("ix_device_tag_key_id", "tag_key", "id"),
        # The stock list shows what is not deleted, so each of its orders begins there.
        Index("ix_device_deleted_tag_key_id", "deleted", "tag_key", "id"),
        Index("ix_device_deleted_stage_tag_key_id", "deleted", "stage", "tag_key", "id"),
        Index("ix_device_deleted_kind_id_tag_key_id", "deleted", "kind_id", "tag_key", "id"),
        Index("ix_device_deleted_title_id", "deleted", "title", "id"),
        Index("ix_device_deleted_seen_on_id", "deleted", "seen_on", "id"),
        Index("ix_device_fund_id_id", "fund_id", "id"),
        {"info": {"subject": None}},
    )

    kind_id: Mapped[str] = reference("device_kind.id")
    fund_id: Mapped[str | None] = reference("fund.id", nullable=True)  # what paid for it
    tag: Mapped[str] = words()  # as printed for people: HD-0142
    tag_key: Mapped[str] = words()  # desk and number with noughts, so HD-9999 is before HD-10000
    title: Mapped[str] = words()  # make and model in one, as lists show it
    make: Mapped[str] = words()
    model: Mapped[str] = words()
    serial: Mapped[str] = words()
    imei: Mapped[str] = words()
    stage: Mapped[str] = words()
    stage_note: Mapped[str] = words()
    condition: Mapped[str] = words()
    ownership: Mapped[str] = words()
    place: Mapped[str] = words()
    note: Mapped[str] = words()
    added_on: Mapped[date] = a_day()
    seen_on: Mapped[date] = a_day()


class KitItem(Deletable, Base):
    """A part that travels with a device: its charger, its bag."""

    __tablename__ = "kit_item"
    __table_args__ = (
        Index("ix_kit_item_device_id_id", "device_id", "id"),
        {"info": {"subject": None}},
    )

    device_id: Mapped[str] = reference("device.id")
    name: Mapped[str] = words()


class CodeOf(Deletable, Base):
    """One code a device or a person's card answers to. Exactly one of the two is set."""

    __tablename__ = "code_of"
    __table_args__ = (
        Index("ix_code_of_value_id", "value", "id"),
        Index("ix_code_of_tail_id", "tail", "id"),
        Index("ix_code_of_device_id_id", "device_id", "id"),
        Index("ix_code_of_person_id_id", "person_id", "id"),
        {"info": {"subject": "person_id"}},
    )

    value: Mapped[str] = words()  # folded: capitals and digits only
    tail: Mapped[str] = words()  # `ids.tail_of`: the digits it ends in, last first
    shown: Mapped[str] = words()  # as it stands on the thing
    origin: Mapped[str] = words(info=STAYS)
    device_id: Mapped[str | None] = reference("device.id", nullable=True)
    person_id: Mapped[str | None] = reference("person.id", nullable=True)
