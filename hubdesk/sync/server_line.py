"""A line to a server: one question at a time, each with an end, and stopped when somebody says so.

OpenDAL asks in the background. Its plain list holds on to Python's lock while it waits for the
answer, so that the whole window would stand still on a slow line; asked this way it does not. What
is read is bounded while it comes: asked for the first bytes only, it keeps all that is sent.

Its threads hand over an answer with Python's lock. One that comes for the lock when Python has
begun to end brings the whole program down: 11 of 60 that asked and ended at once, and none of 60
whose end waited. So it waits.
"""

from __future__ import annotations

import asyncio
import atexit
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import PlaceAway, SendingStopped
from hubdesk.sync.server_troubles import ServerSaid, answered, is_absent
from hubdesk.sync.storage import Lying, kept_name

if TYPE_CHECKING:
    from opendal import AsyncOperator

QUIET: Final = 30.0  # seconds without an answer: the line is gone
SLOWEST: Final = 8 << 10  # bytes a second; a line slower than that is none
LONG: Final = 4 << 20  # bytes whose writing is asked after, since OpenDAL is silent meanwhile
PATIENCE: Final = 4  # times QUIET: a line that is full of what is written answers late
SILENT: Final = 2  # so often in a row no answer: the line is dead
LOOK: Final = 0.05  # seconds between two looks whether somebody said stop
MOST_LISTED: Final = 200_000
A_READ: Final = 256 << 10

LET_GO: Final = 0.1  # seconds; what is waited for takes microseconds
_ASKED: Final = ".is-it-there"
_NEVER_SENT: Final = "called: reqwest::send"

T = TypeVar("T")
Stopped = Callable[[], bool]

atexit.register(time.sleep, LET_GO)


def never() -> bool:
    """Nobody says stop."""
    return False


class ServerLine:
    """What OpenDAL can do, with our errors. `called` is what the hub calls the place."""

    def __init__(
        self, operator: AsyncOperator, called: str, *, stopped: Stopped, quiet: float = QUIET
    ) -> None:
        self._operator = operator
        self._called = called
        self._stopped = stopped
        self._quiet = quiet
        self._heard = 0  # how often something came of the answer that is waited for

    def write(self, name: str, content: bytes, *, once: bool = False) -> None:
        """Put a file. With `once` the server itself refuses it where one lies: NameIsTaken.

        While a large one is on its way the server is asked beside it whether it is still there.
        """
        seconds, is_long = self._quiet + len(content) / SLOWEST, len(content) > LONG
        if once:
            put = lambda: self._operator.write(name, content, if_not_exists=True)  # noqa: E731
        else:
            put = lambda: self._operator.write(name, content)  # noqa: E731
        self._ask(put, seconds, is_long=is_long)

    def read(self, name: str, most: int) -> bytes | None:
        """At most `most` bytes; None where the server says that nothing lies there."""
        try:
            return self._ask(lambda: self._read(name, most), self._quiet)
        except ServerSaid as said:
            if is_absent(said):
                return None
            raise

    def size(self, name: str) -> int | None:
        """How long what lies there is; None where the server says that nothing does."""
        try:
            return self._ask(lambda: self._size(name), self._quiet)
        except ServerSaid as said:
            if is_absent(said):
                return None
            raise

    def rename(self, name: str, new: str) -> None:
        self._ask(lambda: self._operator.rename(name, new), self._quiet)

    def remove(self, name: str) -> None:
        self._ask(lambda: self._operator.delete(name), self._quiet)

    def listing(self, below: str) -> list[Lying]:
        """All files in and below a folder that have a name as we give them."""
        return self._ask(lambda: self._list(f"{below}/" if below else ""), self._quiet)

    def top(self) -> tuple[tuple[str, ...], tuple[Lying, ...]]:
        """The folders and files right at the root that have a name as we give them."""
        return self._ask(self._top, self._quiet)

    async def _read(self, name: str, most: int) -> bytes:
        parts, left = [], most
        file = await self._operator.open(name, "rb")
        try:
            while left and (part := bytes(await file.read(min(left, A_READ)))):
                self._heard += 1
                parts.append(part)
                left -= len(part)
        except OSError as error:
            if _NEVER_SENT in str(error):  # a read never says why; a look at the same does
                await self._operator.stat(name)
            raise
        finally:
            await file.close()
        return b"".join(parts)

    async def _size(self, name: str) -> int:
        return int((await self._operator.stat(name)).content_length)

    async def _list(self, folder: str) -> list[Lying]:
        found: list[Lying] = []
        listed = 0
        async for entry in await self._operator.list(folder, recursive=True):
            listed += 1
            self._heard += 1
            if listed > MOST_LISTED:
                break  # a server that goes on for ever: what is there is never taken for all
            if kept_name(entry.path):
                found.append(Lying(entry.path, entry.metadata.content_length))
        return found

    async def _top(self) -> tuple[tuple[str, ...], tuple[Lying, ...]]:
        folders, files = list[str](), list[Lying]()
        async for entry in await self._operator.list("", recursive=False):
            self._heard += 1
            if len(folders) + len(files) == MOST_LISTED:
                break
            name = entry.path.rstrip("/")
            if not kept_name(name):
                continue
            if entry.path.endswith("/"):
                folders.append(name)
            else:
                files.append(Lying(name, entry.metadata.content_length))
        return tuple(folders), tuple(files)

    def _ask(
        self, question: Callable[[], Awaitable[T]], seconds: float, *, is_long: bool = False
    ) -> T:
        if self._stopped():
            raise SendingStopped(self._called)
        return asyncio.run(self._within(question, seconds, is_long))

    async def _within(
        self, question: Callable[[], Awaitable[T]], seconds: float, is_long: bool
    ) -> T:
        task: asyncio.Task[T] = asyncio.ensure_future(_as_coroutine(question))
        beside = asyncio.ensure_future(self._till_silent()) if is_long else None
        heard, left = self._heard, seconds
        try:
            while True:
                await asyncio.wait({task}, timeout=min(LOOK, left))
                if task.done():
                    break
                left = left - LOOK if heard == self._heard else seconds
                heard = self._heard
                if self._stopped():
                    raise SendingStopped(self._called)
                if left <= 0 or (beside is not None and beside.done()):
                    raise PlaceAway(self._called)
        finally:
            for one in (task, beside):
                if one is not None and not one.done():
                    one.cancel()  # drops the connection
        return answered(task.result, self._called)

    async def _till_silent(self) -> None:
        """Ends when the server has left several small questions in a row without an answer."""
        silent = 0
        while silent < SILENT:
            await asyncio.sleep(self._quiet)
            silent = 0 if await self._answers() else silent + 1

    async def _answers(self) -> bool:
        """Whether anything answers at all: that nothing lies under that name is an answer, too."""
        asked = asyncio.ensure_future(_as_coroutine(lambda: self._operator.stat(_ASKED)))
        try:
            await asyncio.wait({asked}, timeout=self._quiet * PATIENCE)
            if not asked.done():
                return False
            answered(asked.result, self._called)
        except PlaceAway:
            return False
        except (HubDeskError, ServerSaid):
            return True
        finally:
            asked.cancel()
        return True


async def _as_coroutine(question: Callable[[], Awaitable[Any]]) -> Any:
    return await question()
