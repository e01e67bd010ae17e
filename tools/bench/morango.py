"""The same records through Kolibri's Morango, in an environment of its own beside the bench.

Morango is a Django library that other offline-first software for learning is built on. It is put
into a virtual environment kept with the large hubs; where it cannot be installed, its rows say so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.cache import cache_folder

VERSION = "0.8.15"
APP = Path(__file__).with_name("morango_app.py")


@dataclass(frozen=True)
class Peer:
    """Records a second out and in, and bytes a record takes on its way."""

    out: float
    read: float
    size: float


def morango(records: list[dict[str, Any]]) -> Peer | None:
    """Measure Morango on these records; None where it cannot be had. Slow work."""
    python = _environment()
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.json"
        file.write_text(json.dumps(records), "utf-8")
        command = [
            str(python),
            "-I",
            str(APP),
            str(file),
            folder,
        ]  # -I: this folder has its names too
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    return Peer(**json.loads(done.stdout.splitlines()[-1]))


def _environment() -> Path | None:
    folder = cache_folder() / f"morango-{VERSION}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ready = folder / "ready"
    if ready.exists():
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    wanted = f"morango=={VERSION}"
    command = [str(python), "-m", "pip", "install", "--quiet", wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{wanted} could not be installed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    ready.touch()
    return python
