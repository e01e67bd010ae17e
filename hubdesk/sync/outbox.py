"""The outbox: a folder of this computer where what is to leave lies sealed until it arrived.

A parcel is a folder named by its id, with its files by number. It is written under another name,
made durable, and then takes its own: it is there whole or not at all, and is never packed again,
since the same work sealed anew would be another file beside the half that was sent. All of it is
closed to this computer's own key, so that no file of the data folder holds a name.

Of a copy of the records, which is closed already, the folder has a second name and no second
content: each piece is read out of it when it is sent. So it stays until the last one arrived,
also where the folder of copies let go of it long before.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from hubdesk.errors.bundles import BundleNotForUs, BundleOdd
from hubdesk.errors.sending import ParcelGone
from hubdesk.queries.parcels import Listed
from hubdesk.store.files import disk_troubles, sync_folder
from hubdesk.sync.body import opened, sealed
from hubdesk.sync.exports import Laid, Made, Stretch, ToSend
from hubdesk.sync.storage import MOST_NAME, NAME

_PART: Final = ".part-"
_ID: Final = re.compile(r"[0-9a-f-]{36}")
LAST: Final = "index.html"  # names all other pages, so none of them may be missing
_WHOLE: Final = "pieces-of-"  # and how long each is: one file with all of them
_NO_SECOND_NAME: Final = frozenset(
    (
        *(errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV),
        errno.EINVAL,  # as Windows says it of FAT
    )
)


def in_order(made: Made) -> list[ToSend]:
    """New files, then those that take the place of others, and what says that all is there."""
    names = [*(one.name for one in made.before), *(one.name for one in made.files)]
    if not all(NAME.fullmatch(name) and len(name) <= MOST_NAME for name in names):
        raise ValueError("a name no place takes")
    if len(set(names)) < len(names):
        raise ValueError("two files of one name")
    return sorted(
        made.files, key=lambda one: (one.last or one.name.split("/")[-1] == LAST, one.over)
    )


def listed(
    files: Sequence[ToSend], supersedes: Sequence[str], before: Sequence[Stretch | Laid] = ()
) -> tuple[Listed, ...]:
    """The files of a parcel as its row names them; what they take the place of goes last."""
    kept = {*(one.name for one in before), *(one.name for one in files)}
    return (
        *(Listed(one.name, one.sha256, one.size) for one in before),
        *(
            Listed(one.name, sha256(one.content).hexdigest(), len(one.content), one.over)
            for one in files
        ),
        *(Listed(name, gone=True) for name in supersedes if name not in kept),
    )


@dataclass(frozen=True)
class Outbox:
    """`recipient` closes what is kept here, `identities` open it."""

    root: Path
    recipient: str
    identities: tuple[str, ...]

    def lay(self, parcel_id: str, name: str, content: bytes) -> Laid:
        """Seal one file away for a parcel that is being made. If it comes to nothing, `let_go`."""
        part = self.root / f"{_PART}{parcel_id}"
        path = part / secrets.token_hex(8)
        with disk_troubles(self.root):
            part.mkdir(parents=True, exist_ok=True)
            self._write(path, content)
        return Laid(name, path, len(content), sha256(content).hexdigest())

    def keep(
        self, parcel_id: str, files: Sequence[ToSend], before: Sequence[Stretch | Laid] = ()
    ) -> None:
        """Seal the contents away under the parcel's id, durably. Raises what a disk refuses."""
        part, whole = self.root / f"{_PART}{parcel_id}", self.root / parcel_id
        with disk_troubles(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            try:
                part.mkdir(exist_ok=True)
                for number, one in enumerate(before):
                    if isinstance(one, Laid):
                        one.path.rename(part / f"{number:05}")
                    elif not number:
                        _hold(one.path, part / f"{_WHOLE}{one.size}")
                for number, file in enumerate(files, len(before)):
                    self._write(part / f"{number:05}", file.content)
                sync_folder(part)
                part.rename(whole)
                sync_folder(self.root)
            finally:
                shutil.rmtree(part, ignore_errors=True)  # what was refused half way

    def _write(self, path: Path, content: bytes) -> None:
        with path.open("xb") as out:
            out.write(sealed(content, (self.recipient,)))
            out.flush()
            os.fsync(out.fileno())

    def content(self, parcel_id: str, number: int, file: Listed, place: str) -> bytes:
        """What is to be sent, to the letter. ParcelGone where it is not here or not as it was."""
        folder = self.root / parcel_id
        path = folder / f"{number:05}"
        try:
            with disk_troubles(self.root):
                if not path.exists() and (whole := next(folder.glob(f"{_WHOLE}*"), None)):
                    content = _stretch(whole, number, file.size)
                else:
                    content = opened(path.read_bytes(), self.identities, path.name)
        except (BundleNotForUs, BundleOdd) as error:
            raise ParcelGone(place) from error
        except Exception as error:
            if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
                raise ParcelGone(place) from error
            raise
        if sha256(content).hexdigest() != file.sha256:
            raise ParcelGone(place)
        return content

    def has(self, parcel_id: str) -> bool:
        """Whether the contents of a parcel lie here."""
        with disk_troubles(self.root):
            return (self.root / parcel_id).is_dir()

    def let_go(self, parcel_id: str) -> None:
        """Remove a parcel's contents: it arrived, or is not to leave, or came to nothing."""
        with disk_troubles(self.root):
            part = self.root / f"{_PART}{parcel_id}"
            shutil.rmtree(part, ignore_errors=True)
            if (folder := self.root / parcel_id).exists():
                # renamed first: cut short, what is left is a part, and no parcel with holes
                folder.rename(part)
                shutil.rmtree(part)

    def sweep(self, known: Collection[str]) -> int:
        """Remove what a process left that ended half way, and what no parcel names any more.

        Nobody may be sealing meanwhile. Answers with how many folders there were.
        """
        with disk_troubles(self.root):
            if not self.root.is_dir():
                return 0
            spare = [one for one in self.root.iterdir() if _is_spare(one.name, known)]
            for one in spare:
                shutil.rmtree(one)
        return len(spare)


def _hold(path: Path, there: Path) -> None:
    """A second name for a file that never changes; a second file where the disk has none."""
    try:
        os.link(path, there)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        shutil.copyfile(path, there)
        with there.open("rb+") as file:
            os.fsync(file.fileno())


def _stretch(whole: Path, number: int, size: int) -> bytes:
    with whole.open("rb") as file:
        file.seek(number * int(whole.name.removeprefix(_WHOLE)))
        return file.read(size)


def _is_spare(name: str, known: Collection[str]) -> bool:
    """Only what has a name of ours is ours to remove."""
    if name.startswith(_PART):
        return _ID.fullmatch(name.removeprefix(_PART)) is not None
    return _ID.fullmatch(name) is not None and name not in known
