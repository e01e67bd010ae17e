"""Where the bench keeps what takes long to make: large hubs, compiled files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def cache_folder() -> Path:
    """HUBDESK_BENCH_CACHE, or a folder among the temporary ones."""
    named = os.environ.get("HUBDESK_BENCH_CACHE")
    return Path(named) if named else Path(tempfile.gettempdir()) / "hubdesk-bench"
