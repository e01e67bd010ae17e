"""Everything a hub holds, written into one open file: for the day it leaves HubDesk.

The rows are read in one view of one moment, while the desk goes on. The file is begun under
another name and takes its own once it is whole and on the disk.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

import hubdesk
from hubdesk.queries.hub import hub_facts
from hubdesk.store.files import disk_troubles, let_go, sync_folder
from hubdesk.store.upgrade import HEAD
from hubdesk.sync.package import DESCRIPTOR, FORMAT, out_of, path_of, rows_of, schema_of, tables

Told = Callable[[int, int], object]  # rows so far, and of how many; what it raises ends the work
A_PORTION: Final = 2_000  # rows between two looks at whether to go on
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every part: equal hubs give equal parts

README: Final = """\
All records of a hub, written by HubDesk. Personal data: keep it as you keep the hub.

Each file in data/ is a table as CSV (UTF-8, RFC 4180). datapackage.json describes them: it is a
Frictionless Tabular Data Package. A cell that says \\N has no value. Words that begin with
= + - @ \\ or an apostrophe have one more apostrophe in front, and so has a code of digits that a
spreadsheet would take for a number and change (0121, 447700900100); take it away when you read.

HubDesk brings it back: hubdesk import everything FILE --home NEW_FOLDER
"""


def write_package(
    db: Session,
    to: Path,
    *,
    now: datetime,
    with_concerns: bool = False,
    told: Told = lambda done, of: None,
) -> int:
    """Write every record into `to`. Answers with how many rows there are.

    `with_concerns` is for whoever may see them: else they are left out, and who looked at one.
    `db` looks at one moment. Raises DiskFull and the other troubles of a disk; whatever is
    raised, no half of a file is left.
    """
    part = to.with_name(f"{to.name}.part")
    with disk_troubles(to.parent):
        try:
            rows = _write(db, part, now, told, with_concerns)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(to)
            sync_folder(to.parent)
        finally:
            let_go(part)
    return rows


def _write(db: Session, part: Path, now: datetime, told: Told, with_concerns: bool) -> int:
    counts = {
        table.name: _count(db, rows_of(table, with_concerns=with_concerns)) for table in tables()
    }
    whole, done, resources = sum(counts.values()), 0, []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr(_part("README.txt"), README)
        for table in tables():
            with package.open(_part(path_of(table.name)), "w", force_zip64=True) as file:
                sheet = _Sheet(file)
                sheet.write([tuple(column.name for column in table.columns)])
                for rows in _portions(db, out_of(table, with_concerns=with_concerns)):
                    sheet.write(rows)
                    done += len(rows)
                    told(done, whole)
                sheet.close()
            resources.append(_resource(table, sheet, counts[table.name]))
        package.writestr(_part(DESCRIPTOR), _descriptor(db, now, resources, with_concerns))
    return done


def _count(db: Session, rows: str) -> int:
    return int(db.connection().exec_driver_sql(f"SELECT count(*) FROM {rows}").scalar() or 0)


def _portions(db: Session, query: str) -> Iterator[list[tuple[Any, ...]]]:
    # Past SQLAlchemy's rows: a million of them cost as much as reading them.
    raw: Any = db.connection().connection.driver_connection
    cursor = raw.execute(query)
    while rows := cursor.fetchmany(A_PORTION):
        yield rows


class _Sheet:
    """One CSV file of the zip, hashed while it is written."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        data = text.getvalue().encode()
        self._hash.update(data)
        self.size += len(data)
        self._file.write(data)

    def close(self) -> None:
        self.hash = f"sha256:{self._hash.hexdigest()}"


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return info


def _resource(table: Table, sheet: _Sheet, rows: int) -> dict[str, Any]:
    model = next((m for m in _models() if m.__table__ is table), None)
    words = " ".join((model.__doc__ or "").split("\n\n")[0].split()) if model else ""
    return {
        "name": table.name,
        "path": path_of(table.name),
        "profile": "tabular-data-resource",
        "description": words,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": sheet.size,
        "hash": sheet.hash,
        "rows": rows,
        "schema": schema_of(table),
    }


def _models() -> list[Any]:
    from hubdesk.models import Base

    return [mapper.class_ for mapper in Base.registry.mappers]


def _descriptor(
    db: Session, now: datetime, resources: list[dict[str, Any]], with_concerns: bool
) -> bytes:
    facts = hub_facts(db)
    said = {
        "profile": "tabular-data-package",
        "name": "hubdesk-records",
        "title": facts.name if facts else "",
        "created": now.isoformat(timespec="seconds"),
        "format": FORMAT,
        "revision": HEAD,
        "hubdesk": hubdesk.__version__,
        "concerns": "sealed" if with_concerns else "left out",
        "resources": resources,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
