"""Whether a folder is a safe place for records: local, not copied, writable, with room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hubdesk.errors.store import DiskFull, FolderNotWritable, FolderOnNetwork, FolderSynced
from hubdesk.store.files import trouble_of

NETWORK_TYPES = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p"),
        *("afpfs", "webdav", "davfs", "fuse.rclone", "ncpfs", "afs", "ceph", "glusterfs"),
        "fuse.glusterfs",
    )
)
# Names of the folders that copying services watch, in small letters.
SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "box sync": "Box",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
}
# Where Linux and macOS put what is plugged in.
CARRIED = ("/media/", "/run/media/", "/Volumes/")
BLOCKS = Path("/sys/class/block")
MB = 1024 * 1024
ROOM_NEEDED = 20 * MB  # below this no hub is made: not even a day's work fits
ROOM_TO_SAVE = 100 * MB  # below this nothing more is saved, so that the log can still be folded in
ROOM_TO_WARN = 500 * MB


def check_place(home: Path, *, mounts: str | None = None) -> None:
    """Refuse a network or copied folder; FolderNotWritable or DiskFull when nothing can be written.

    `mounts` is the text of /proc/mounts (or of `mount`), read from the computer if not given.
    The folder is made if it is not there yet.
    """
    full = home.expanduser().absolute()
    real = Path(os.path.realpath(full))  # a link may lead to such a folder
    for folder in dict.fromkeys((full, real)):
        if service := copying_service(folder):
            raise FolderSynced(os.fspath(home), service)
        if on_network(folder, mounts):
            raise FolderOnNetwork(os.fspath(home))
    try:
        make_folder(full)
        probe = full / ".can-write"
        probe.write_bytes(b"HubDesk")
        probe.unlink()
    except OSError as error:
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise FolderNotWritable(os.fspath(home)) from error
        raise trouble_of(error, os.fspath(home)) from error


def make_folder(home: Path) -> None:
    """The folder of a hub, if it is not there yet, for this account of the computer alone.

    Somebody with an account of their own could else copy the records with their key file, and
    guess at the passphrase for as long as they like. Raises OSError.
    """
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o700, exist_ok=True)
    elif not home.is_dir():
        raise NotADirectoryError(home)


def check_room(home: Path, needed: int = ROOM_NEEDED) -> None:
    """DiskFull if the disk has less room than `needed`."""
    if free_bytes(home) < needed:
        raise DiskFull


def free_bytes(folder: Path) -> int:
    """The room left on the disk of a folder. Raises FolderNotWritable or DiskTrouble."""
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise trouble_of(error, os.fspath(folder)) from error


def copying_service(folder: Path) -> str:
    """The name of the service that copies this folder, or empty."""
    for part in folder.parts:
        low = part.lower()
        for mark, service in SERVICES.items():
            if low == mark or low.startswith((f"{mark} ", f"{mark}-", f"{mark}drive")):
                return service
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    return ""


def on_network(folder: Path, mounts: str | None = None) -> bool:
    """Whether the folder lies on another computer's disk."""
    if os.fspath(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE, winbase.h
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote)
    return _mount_of(folder, mounts).kind in NETWORK_TYPES


def on_stick(home: Path, mounts: str | None = None, blocks: Path = BLOCKS) -> bool:
    """Whether the folder lies on a stick, a card or a disk that is pulled out and carried away.

    `blocks` is where Linux says of each disk whether it can be taken out.
    """
    folder = Path(os.path.realpath(home.expanduser()))
    if sys.platform == "win32":
        import ctypes

        removable = 2  # DRIVE_REMOVABLE, winbase.h
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == removable)
    mount = _mount_of(folder, mounts)
    if mount.point.startswith(CARRIED):  # a disk in a case says of itself that it is a fixed one
        return True
    disk = Path(os.path.realpath(blocks / Path(mount.device).name))
    flags = (disk / "removable", disk.parent / "removable")  # of a partition its disk knows it
    return any(flag.exists() and flag.read_text("ascii", "replace")[:1] == "1" for flag in flags)


@dataclass(frozen=True)
class _Mount:
    device: str = ""
    point: str = ""
    kind: str = ""


def _mount_of(folder: Path, mounts: str | None) -> _Mount:
    """The disk a folder lies on, as far as the computer says so."""
    best = _Mount()
    for mount in _mount_points(_mounts() if mounts is None else mounts):
        if len(mount.point) >= len(best.point) and folder.is_relative_to(mount.point):
            best = mount
    return best


def _mounts() -> str:
    if sys.platform == "darwin":
        return subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    there = Path("/proc/mounts")
    return there.read_text("utf-8", "replace") if there.exists() else ""


def _mount_points(text: str) -> list[_Mount]:
    found = []
    for line in text.splitlines():
        if " on " in line and " (" in line:  # macOS: //me@nas/share on /Volumes/share (smbfs, …)
            device, _, after = line.partition(" on ")
            point, _, rest = after.rpartition(" (")
            found.append(_Mount(device, point, rest.split(",")[0].strip(" )")))
        elif len(parts := line.split()) >= 3:  # Linux: device point type options
            found.append(_Mount(parts[0], parts[1].replace("\\040", " "), parts[2]))
    return found
