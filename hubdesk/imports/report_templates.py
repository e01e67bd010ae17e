"""The file of a funder's report: its text, to be checked by whoever knows the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hubdesk.errors.bringing_in import FileTooBig
from hubdesk.errors.figures import TemplateNotRight
from hubdesk.imports.files import first_bytes

MOST_BYTES: Final = 200_000  # fifty times the largest that ships


def template_text(path: Path) -> str:
    """What the file says. Raises FileNotRead, FileTooBig and TemplateNotRight."""
    content = first_bytes(path, MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileTooBig(path.name, MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateNotRight(path.name) from error
