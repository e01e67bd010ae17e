"""Which computer this is, as a hash: a copy of the records must know that it woke up elsewhere."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
from pathlib import Path


def this_machine(hub: str) -> str:
    """The same on every start of one computer; tells nothing about it, and differs by hub."""
    return hashlib.sha256(f"{hub}/{_number() or platform.node()}".encode()).hexdigest()[:32]


def _number() -> str:
    """What the system calls this installation; empty where it has no such number."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE,
            r"SOFTWARE\Microsoft\Cryptography",
            access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
        ) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    if sys.platform == "darwin":
        asked = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        return next((line for line in told.splitlines() if "IOPlatformUUID" in line), "").strip()
    there = Path("/etc/machine-id")
    return there.read_text("ascii").strip() if there.exists() else ""
