"""The rules every table keeps from the first one, so that desks can merge and files can be read.

House rule 6: no BLOB, no REAL, a default on every NOT NULL, plain names, only primary and
foreign keys, nothing that cascades, `deleted` as a field, and whose record it is.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Column, MetaData, String, Table, UniqueConstraint
from sqlalchemy.dialects import sqlite

from hubdesk.models import Base

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
TYPES = {"VARCHAR", "TEXT", "INTEGER"}

# Tables the journal leaves out. A new one needs a reason here and in its `info["local"]`.
LOCAL = {
    "capturing",  # the journal itself
    "captured",
    "stream",
    "journal_txn",
    "journal_op",
    "row_clock",
    "counter",  # a printed number is never used twice, even after an undo
    "draft",  # half-finished work stays on its computer
    "person_find",  # what the search box looks through is made again at any time
    "device_find",
    "name_word",
    "way_in",  # the key file is of this computer alone
    "equality_form",  # whoever reads the journal must not learn when it was given
    "equality_answer",  # nor which answers came together
    "desk_key",  # a bundle would hand on what signs bundles
    "place_secret",  # a bundle would hand on the password of a place
    "region_key",  # whoever has it can tell whose a number at the region is
    "region_line",  # it joins a person to that number
    "parcel_try",  # how far a computer has come in sending is nobody else's
    "picture",  # its bytes; the journal carries their hash
}
# No unique and no check constraint, so these are all there may be.
KEYS = {"PrimaryKeyConstraint", "ForeignKeyConstraint"}


def breaches(table: Table) -> list[str]:
    """What breaks the rules in one table, in words."""
    found = [] if PLAIN.fullmatch(table.name) else [f"the name {table.name} is not plain"]
    found += [f"{c.name}: {fault}" for c in table.columns for fault in column_faults(c)]
    for constraint in table.constraints:
        if type(constraint).__name__ not in KEYS:
            found.append(f"{type(constraint).__name__} on {table.name}")
    found += [f"index {index.name} is unique" for index in table.indexes if index.unique]
    for key in table.foreign_keys:
        if key.ondelete or key.onupdate:
            found.append(f"{key.parent.name} cascades")
    if len(table.primary_key) == 0:
        found.append("no primary key")
    return found + ([] if table.info.get("local") else journal_faults(table))


def column_faults(column: Column[object]) -> list[str]:
    """What breaks the rules in one column."""
    found = []
    kind = column.type.compile(dialect=sqlite.dialect())
    if kind not in TYPES:
        found.append(f"is {kind}; text and whole numbers travel, others do not")
    if not PLAIN.fullmatch(column.name):
        found.append("the name is not plain")
    if not column.nullable and not column.primary_key and column.server_default is None:
        found.append("is NOT NULL without a default")
    if column.unique:
        found.append("is unique, which two desks cannot promise each other")
    return found


def journal_faults(table: Table) -> list[str]:
    """What a table that travels must also have."""
    found = []
    if "deleted" not in table.columns:
        found.append("has no `deleted`")
    if "subject" not in table.info:
        found.append('does not say its info["subject"]')
    elif (subject := table.info["subject"]) is not None and subject not in table.columns:
        found.append(f"its subject {subject} is no column")
    if [c.name for c in table.primary_key] != ["id"]:
        found.append("its key is not `id`")
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_keeps_the_rules(table: Table):
    assert breaches(table) == []


def test_the_tables_the_journal_leaves_out_are_known_and_give_a_reason():
    local = {table.name: table.info["local"] for table in TABLES if table.info.get("local")}
    assert set(local) == LOCAL
    for name, reason in local.items():
        assert isinstance(reason, str), name
        assert len(reason.split()) > 2, name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_left_out_of_the_journal_is_marked_true(table: Table):
    for column in table.columns:
        assert column.info.get("local") in (None, True), column.name


def test_a_table_about_a_person_names_them():
    """Whatever points at a person has that person, or nobody, as its subject."""
    for table in TABLES:
        points = {
            key.parent.name for key in table.foreign_keys if key.column.table.name == "person"
        }
        if points and not table.info.get("local"):
            assert table.info["subject"] in points, table.name


def test_every_list_order_has_an_index_that_ends_in_the_id():
    """A window of 200 rows is only quick when its order is an index, the id last."""
    for table in TABLES:
        for index in table.indexes:
            columns = [column.name for column in index.columns]
            if "id" in columns:
                assert columns[-1] == "id", index.name


def test_a_table_that_breaks_every_rule_is_told_each():
    from sqlalchemy import Float, ForeignKey, LargeBinary

    bad = Table(
        "Bad Table",
        MetaData(),
        Column("id", String, primary_key=True),
        Column("price", Float, nullable=False),
        Column("Photo", LargeBinary),
        Column("owner", String, ForeignKey("person.id", ondelete="CASCADE"), unique=True),
        UniqueConstraint("price"),
        info={"subject": "whom"},
    )
    text = "\n".join(breaches(bad))
    for fault in (
        "the name Bad Table is not plain",
        "price: is FLOAT",
        "price: is NOT NULL without a default",
        "Photo: is BLOB",
        "Photo: the name is not plain",
        "owner: is unique",
        "UniqueConstraint",
        "owner cascades",
        "has no `deleted`",
        "its subject whom is no column",
    ):
        assert fault in text
