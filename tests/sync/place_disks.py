"""A real stick that is full, cannot be written to, and is pulled out in the middle.

Run in a name space of its own (`unshare -rm`), where a small disk in memory may be hung in. It
prints what each ended in.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hubdesk.errors import HubDeskError
from hubdesk.sync.folder_storage import FolderStorage, mount_of

LARGE = bytes(range(256)) * 16_000  # 4 MB


def ends_in(place: FolderStorage, content: bytes) -> str:
    try:
        place.put_new("hubdesk-1/d/one.hdb", content)
    except HubDeskError as error:
        return type(error).__name__
    return "sent"


def files(folder: Path) -> int:
    return sum(at.is_file() for at in folder.rglob("*"))


def main(stick: Path) -> None:
    at = str(stick)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", at], check=True)
    mount = mount_of(stick)
    print("mount", mount == at)
    print("full", ends_in(FolderStorage(stick, "The stick", mount=mount), LARGE), files(stick))
    subprocess.run(["mount", "-o", "remount,ro", at], check=True)
    print("read-only", ends_in(FolderStorage(stick, "The stick", mount=mount), b"x"), files(stick))
    subprocess.run(["mount", "-o", "remount,rw,size=30m", at], check=True)
    looks = []

    def pulled() -> bool:
        looks.append(1)
        if len(looks) == 4:  # a part of it is written
            subprocess.run(["umount", "-l", at], check=True)
        return False

    place = FolderStorage(stick, "The stick", mount=mount, stopped=pulled)
    print("pulled", ends_in(place, LARGE), files(stick), len(looks) >= 4)
    print("gone", ends_in(FolderStorage(stick, "The stick", mount=mount), b"x"), files(stick))
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", at], check=True)
    print("back", ends_in(FolderStorage(stick, "The stick", mount=mount), LARGE), files(stick))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
