"""A secret store as a desktop has one, kept in a file."""

from __future__ import annotations

import base64
from pathlib import Path

from keyring.backend import KeyringBackend


class FileStore(KeyringBackend):
    """A real store of `keyring`, in a file: what a desktop's own store does, for the test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def _name(self, service: str, username: str) -> Path:
        return self._path / base64.urlsafe_b64encode(f"{service}/{username}".encode()).decode()

    def get_password(self, service: str, username: str) -> str | None:
        path = self._name(service, username)
        return path.read_text() if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._path.mkdir(exist_ok=True)
        self._name(service, username).write_text(password)

    def delete_password(self, service: str, username: str) -> None:
        self._name(service, username).unlink()
