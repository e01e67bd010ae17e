"""The hub's own folder at a place, as if there were nothing else there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hubdesk.sync.storage import Lying, Storage


class Below:
    """A storage whose every name begins with `folder`."""

    def __init__(self, storage: Storage, folder: str) -> None:
        self._storage, self._folder = storage, folder

    def list(self, below: str = "") -> Iterator[Lying]:
        start = f"{self._folder}/"
        for lying in self._storage.list(f"{start}{below}".rstrip("/")):
            if lying.name.startswith(start):
                yield replace(lying, name=lying.name.removeprefix(start))

    def get(self, name: str, *, most: int) -> bytes | None:
        return self._storage.get(f"{self._folder}/{name}", most=most)

    def put_new(self, name: str, content: bytes) -> None:
        self._storage.put_new(f"{self._folder}/{name}", content)

    def put_over(self, name: str, content: bytes) -> None:
        self._storage.put_over(f"{self._folder}/{name}", content)

    def remove(self, name: str) -> None:
        self._storage.remove(f"{self._folder}/{name}")
