"""A package of all records, brought into a hub that has none: checked first, whole or not at all.

Everything is proved before the new file counts: the hash of each part, the kind of each number,
every reference, and the chain of the journal. Then this computer opens a line of work of its own,
as it does after a copy was brought back.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table

from hubdesk.errors.bringing_in import FileNotRead
from hubdesk.errors.packages import NotAPackage, PackageDamaged, PackageFromNewer, PackageFromOlder
from hubdesk.store import search_index
from hubdesk.store.proof import prove_all
from hubdesk.store.settling import open_stream
from hubdesk.store.upgrade import HEAD, KNOWN
from hubdesk.sync.package import DESCRIPTOR, FORMAT, into, is_number, path_of, tables
from hubdesk.sync.package_out import A_PORTION, Told

# Before any work: a descriptor is small, and no table unpacks to more than its part says.
MOST_DESCRIBED: Final = 4 << 20  # bytes
MOST_BYTES: Final = 64 << 30
WIDEST_CELL: Final = 16 << 20  # letters; a picture in base64 is the longest there is


class Package:
    """A file that says it holds a hub. Opening it reads only what describes it.

    Raises FileNotRead, NotAPackage, PackageFromNewer, PackageFromOlder and PackageDamaged.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, IsADirectoryError) as error:
            raise NotAPackage(self.name) from error
        except OSError as error:
            raise FileNotRead(self.name, is_missing=not path.exists()) from error
        try:
            self._said = self._describing()
        except BaseException:
            self._zip.close()
            raise

    @property
    def title(self) -> str:
        """The name of the hub."""
        return str(self._said.get("title", ""))

    @property
    def rows(self) -> int:
        """How many rows it says it has."""
        return sum(int(part["rows"]) for part in self._parts().values())

    def close(self) -> None:
        self._zip.close()

    def fill(self, raw: Any, now: datetime, told: Told = lambda done, of: None) -> int:
        """Put every row into an empty file of today's tables. Answers with how many.

        One transaction: what is raised leaves the file empty.
        """
        whole, done = self.rows, 0
        raw.execute("PRAGMA foreign_keys = OFF")  # checked as a whole below
        raw.execute("BEGIN IMMEDIATE")
        try:
            raw.execute("INSERT OR IGNORE INTO capturing (id, mode) VALUES ('mode', 'apply')")
            raw.execute("UPDATE capturing SET mode = 'apply'")
            for table in tables():
                raw.execute(f"DELETE FROM {table.name}")
                for rows in self._rows(table):
                    raw.executemany(into(table), rows)
                    done += len(rows)
                    told(done, whole)
                self._check_numbers(raw, table)
            self._check_whole(raw)
            search_index.rebuild(raw)
            raw.execute("UPDATE capturing SET mode = 'capture'")
            raw.execute("COMMIT")
        except BaseException:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise
        open_stream(raw, "brought in from a package", now)
        return done

    # What it says of itself

    def _describing(self) -> dict[str, Any]:
        try:
            if self._zip.getinfo(DESCRIPTOR).file_size > MOST_DESCRIBED:
                raise NotAPackage(self.name)
            said = json.loads(self._zip.read(DESCRIPTOR))
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise NotAPackage(self.name) from error
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise NotAPackage(self.name)
        revision = str(said.get("revision", ""))
        if revision not in KNOWN:
            raise PackageFromNewer(self.name)
        if revision != HEAD:
            raise PackageFromOlder(self.name, revision)
        self._said = said
        for table in tables():
            self._check_part(table)
        return said

    def _parts(self) -> dict[str, dict[str, Any]]:
        found = self._said.get("resources")
        if not isinstance(found, list):
            raise NotAPackage(self.name)
        return {str(part.get("name")): part for part in found if isinstance(part, dict)}

    def _check_part(self, table: Table) -> None:
        """It is there, has the columns of today, and is as large as it says."""
        part = self._parts().get(table.name)
        names = [column.name for column in table.columns]
        try:
            assert part is not None
            columns = [field["name"] for field in part["schema"]["fields"]]
            size = self._zip.getinfo(path_of(table.name)).file_size
            right = columns == names and size == int(part["bytes"]) <= MOST_BYTES
            right = right and int(part["rows"]) >= 0 and str(part["hash"]).startswith("sha256:")
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise PackageDamaged(self.name, table.name) from error
        if not right:
            raise PackageDamaged(self.name, table.name)

    # Its rows

    def _rows(self, table: Table) -> Iterator[list[list[str]]]:
        part, wide = self._parts()[table.name], len(table.columns)
        csv.field_size_limit(WIDEST_CELL)
        count = 0
        try:
            with self._zip.open(path_of(table.name)) as file:
                hashed = _Hashed(file)
                text = io.TextIOWrapper(io.BufferedReader(hashed), "utf-8", newline="")
                lines = csv.reader(text, strict=True)
                if next(lines, None) != [column.name for column in table.columns]:
                    raise PackageDamaged(self.name, table.name)
                portion: list[list[str]] = []
                for line in lines:
                    if len(line) != wide:
                        raise PackageDamaged(self.name, table.name)
                    portion.append(line)
                    if len(portion) == A_PORTION:
                        count += len(portion)
                        yield portion
                        portion = []
                count += len(portion)
                yield portion
                if (f"sha256:{hashed.hash.hexdigest()}", count) != (part["hash"], part["rows"]):
                    raise PackageDamaged(self.name, table.name)
        except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error, EOFError) as error:
            raise PackageDamaged(self.name, table.name) from error

    def _check_numbers(self, raw: Any, table: Table) -> None:
        for column in filter(is_number, table.columns):
            odd = f"typeof({column.name}) NOT IN ('integer', 'null')"
            if raw.execute(f"SELECT 1 FROM {table.name} WHERE {odd} LIMIT 1").fetchone():
                raise PackageDamaged(self.name, table.name)

    def _check_whole(self, raw: Any) -> None:
        """Every reference has its row, and the journal is the one that was sealed."""
        if lost := raw.execute("PRAGMA foreign_key_check").fetchone():
            raise PackageDamaged(self.name, str(lost[0]))
        for proof in prove_all(raw):
            if not proof.holds:
                raise PackageDamaged(self.name, "journal_txn")


class _Hashed(io.RawIOBase):
    """What is read of a part, hashed on its way."""

    def __init__(self, file: Any) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self._file.read(len(into))
        self.hash.update(data)
        into[: len(data)] = data
        return len(data)
