"""WebDAV and S3 as places, by OpenDAL. Whatever a server says, only what was read back counts.

WebDAV (Nextcloud, ownCloud, a NAS): a file is put under another name, read back, and renamed.
OpenDAL can ask a server to rename over what is there and not otherwise, so we look before. Between
the look and the renaming only another computer of the hub could come, and names are of content.
S3: the server itself refuses to put a file where one lies, so one question is enough.
"""

from __future__ import annotations

import hashlib
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import NameTaken, NotRemoved, NotThePlace, PlaceReadsBackOther
from hubdesk.sync.folder_storage import UNFINISHED, Wait
from hubdesk.sync.server_line import LONG, ServerLine
from hubdesk.sync.server_troubles import ServerSaid, is_taken
from hubdesk.sync.storage import MARK, Lying, is_page, is_spoilt, kept_name

AGAIN: Final = (0.2, 1.0)  # seconds: what was just written is not to be read at once everywhere


class ServerStorage(ABC):
    """What the two have in common: reading, listing, removing, and proof by reading back."""

    def __init__(self, line: ServerLine, called: str, *, wait: Wait = time.sleep) -> None:
        self._line = line
        self._called = called
        self._wait = wait

    def list(self, below: str = "") -> Iterator[Lying]:
        """The files below a folder. May be stale, and a page to sign in looks like an empty one."""
        with self._troubles():
            found = self._line.listing(below)
        yield from found

    def top(self) -> tuple[tuple[str, ...], tuple[Lying, ...]]:
        """The folders and the files right at its root."""
        with self._troubles():
            return self._line.top()

    def get(self, name: str, *, most: int) -> bytes | None:
        """The content; None where nothing lies there. At most `most` bytes are ever read."""
        _check(name)
        with self._troubles():
            return self._line.read(name, most)

    def remove(self, name: str) -> None:
        """Gone, or never there; looked for again, since a server may say so and not do it."""
        _check(name)
        with self._troubles():
            self._line.remove(name)
            self._prove_gone(name)

    def put_new(self, name: str, content: bytes) -> None:
        """Whole or not at all; whoever sends reads it back under its name."""
        _check(name)
        with self._troubles():
            self._put_new(name, content)

    def put_over(self, name: str, content: bytes) -> None:
        """The same in place of what lies there."""
        _check(name)
        with self._troubles():
            if self._line.read(name, len(content) + 1) != content:
                self._publish(name, content)
                self._prove(name, content)

    @abstractmethod
    def _put_new(self, name: str, content: bytes) -> None:
        """Put it where nothing lies, and prove it."""

    @abstractmethod
    def _publish(self, name: str, content: bytes) -> None:
        """Put it, whatever lies there."""

    def _prove(self, name: str, content: bytes) -> None:
        """What lies there is what was written; waits a little where it is not there yet."""
        lying = self._line.read(name, len(content) + 1)
        for seconds in AGAIN:
            if lying == content:
                return
            self._wait(seconds)
            lying = self._line.read(name, len(content) + 1)
        if lying != content:
            raise self._other(lying, content)

    def _prove_gone(self, name: str) -> None:
        lying = self._line.read(name, 512)
        for seconds in AGAIN:
            if lying is None:
                return
            self._wait(seconds)
            lying = self._line.read(name, 512)
        if lying is None:
            return
        raise NotThePlace(self._called) if is_page(lying) else NotRemoved(self._called)

    def _other(self, lying: bytes | None, content: bytes) -> HubDeskError:
        if lying is not None and is_page(lying) and not is_page(content):
            return NotThePlace(self._called)
        return PlaceReadsBackOther(self._called)

    def _taken(self, name: str, lying: bytes, content: bytes) -> HubDeskError:
        if is_page(lying) and not is_page(content):
            return NotThePlace(self._called)
        return NameTaken(self._called, name)

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except ServerSaid as said:
            trouble = said.trouble
        else:
            return
        raise trouble


class WebdavStorage(ServerStorage):
    """A folder of a WebDAV server."""

    def _put_new(self, name: str, content: bytes) -> None:
        lying = self._line.read(name, len(content) + 1)
        if lying == content:
            return
        if lying is not None and not is_spoilt(name, lying, content):
            raise self._taken(name, lying, content)
        self._publish(name, content)
        # It was read back before it got its name, and the courier reads it under its name: where
        # nothing lay before, that it lies there in its length is enough, and is no third download.
        if lying is not None or self._line.size(name) != len(content):
            self._prove(name, content)

    def _publish(self, name: str, content: bytes) -> None:
        part = _part(name, content)
        self._line.write(part, content)
        try:
            lying = self._line.read(part, len(content) + 1)
            if lying != content:
                raise self._other(lying, content)
            self._renamed(part, name)
        except (HubDeskError, ServerSaid):
            with suppress(HubDeskError, ServerSaid):  # what went wrong first is what is said
                if self._line.read(name, len(content) + 1) == content:
                    return  # it was renamed, and only the answer was lost
                self._line.remove(part)
            raise

    def _renamed(self, part: str, name: str) -> None:
        try:
            self._line.rename(part, name)
        except ServerSaid as said:  # what was read back a moment ago is not there any more
            raise PlaceReadsBackOther(self._called) from said


class S3Storage(ServerStorage):
    """A bucket of a server that speaks S3."""

    def _put_new(self, name: str, content: bytes) -> None:
        # It refuses what lies there only once all of it was sent, so of what is long we ask first.
        is_there = len(content) > LONG and self._line.size(name) == len(content)
        if is_there and self._line.read(name, len(content) + 1) == content:
            return
        try:
            self._line.write(name, content, once=True)
        except ServerSaid as said:
            if not is_taken(said):
                raise
            lying = self._line.read(name, len(content) + 1)
            if lying is not None and is_spoilt(name, lying, content):
                self._publish(name, content)
            elif lying is not None and lying != content:
                raise self._taken(name, lying, content) from None
        self._prove(name, content)

    def _publish(self, name: str, content: bytes) -> None:
        self._line.write(name, content)


def _part(name: str, content: bytes) -> str:
    """Where a file lies until it is whole: the same at each try, so that none leaves two behind."""
    folder, slash, _ = name.rpartition("/")
    return f"{folder}{slash}{UNFINISHED}{hashlib.sha256(content).hexdigest()[:MARK]}"


def _check(name: str) -> None:
    if not kept_name(name):
        raise ValueError("no name of a place")
