"""Reads somebody's file from the disk, never more of it than a reader takes at once."""

from __future__ import annotations

from pathlib import Path

from hubdesk.errors.bringing_in import FileNotRead


def first_bytes(path: Path, most: int) -> bytes:
    """Its content, or one byte more than `most` where it holds more. Raises FileNotRead."""
    try:
        if path.exists() and not path.is_file():
            raise FileNotRead(path.name)
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as cause:
        raise FileNotRead(path.name, is_missing=True) from cause
    except (OSError, ValueError) as cause:  # a name with a nought byte is a ValueError
        raise FileNotRead(path.name) from cause
