"""A place by what is written of it: the one door from a row to something to send to."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from hubdesk.errors.sending import PlaceNotSafe
from hubdesk.models import PlaceSort
from hubdesk.sync.folder_storage import FolderStorage, Wait
from hubdesk.sync.server_line import QUIET, ServerLine, Stopped, never
from hubdesk.sync.server_storage import S3Storage, WebdavStorage
from hubdesk.sync.storage import Browsable
from hubdesk.sync.strict_json import read_text

# Only what cannot leave this computer may go without https: a server for a try-out.
THIS_COMPUTER: Final = frozenset(("localhost", "127.0.0.1", "::1"))
_PATH: Final = "/%:@!$&'()*+,;=-._~"  # what is left as it is in a path: it may be quoted already


class PlaceWritten(Protocol):
    """What is written of a place: a SendingPlace, or a frozen copy of one."""

    @property
    def name(self) -> str: ...
    @property
    def sort(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def options(self) -> str: ...


def open_place(
    place: PlaceWritten,
    secret: str,
    *,
    wait: Wait = time.sleep,
    stopped: Stopped = never,
    quiet: float = QUIET,
) -> Browsable:
    """The place, ready to be spoken to; nothing was asked of it yet.

    Whoever sends asks `check_identity` first. `wait` is how the time between two tries passes,
    `stopped` is asked again and again and ends what is on its way with SendingStopped, and `quiet`
    is after how many seconds without an answer a server counts as away.
    """
    options = read_text(place.options or "{}")
    sort = PlaceSort(place.sort)
    if sort in (PlaceSort.FOLDER, PlaceSort.STICK):
        mount = options.get("mount", "")
        return FolderStorage(
            Path(place.address), place.name, mount=mount, wait=wait, stopped=stopped
        )
    kind = WebdavStorage if sort is PlaceSort.WEBDAV else S3Storage
    operator = _operator(sort, safe_address(place.address), options, secret)
    line = ServerLine(operator, place.name, stopped=stopped, quiet=quiet)
    return kind(line, place.name, wait=wait)


def safe_address(address: str) -> str:
    """The address of a server as it is asked. PlaceNotSafe for one in the open, or none at all."""
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise PlaceNotSafe(address) from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in THIS_COMPUTER)
    if not safe or not host or parts.username is not None or parts.query or parts.fragment:
        raise PlaceNotSafe(address)
    path = quote(parts.path, safe=_PATH).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _operator(sort: PlaceSort, address: str, options: dict[str, Any], secret: str) -> Any:
    import opendal

    user = options.get("user", "")
    if sort is PlaceSort.WEBDAV:
        return opendal.AsyncOperator(
            "webdav", endpoint=address, root="/", username=user, password=secret
        )
    return opendal.AsyncOperator(
        "s3",
        endpoint=address,
        bucket=options.get("bucket", ""),
        region=options.get("region", "") or "us-east-1",
        root="/" + options.get("folder", "").strip("/"),
        access_key_id=user,
        secret_access_key=secret,
        disable_config_load="true",  # no key of whoever else uses this computer
        disable_ec2_metadata="true",
    )
