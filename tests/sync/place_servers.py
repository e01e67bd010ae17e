"""Real servers on this computer to send to: a WebDAV server and an S3 server."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from hubdesk.sync.opened_place import open_place
from hubdesk.sync.storage import Storage

USER, PASSWORD, BUCKET = "anna", "a password of hers", "hub"


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a place."""

    name: str
    sort: str
    address: str
    options: str = "{}"
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and how to speak to it by way of somebody else."""

    sort: str
    host: tuple[str, int]

    def written(self, address: str = "") -> Written:
        options = {"user": USER, "bucket": BUCKET}
        at = address or f"http://{self.host[0]}:{self.host[1]}"
        return Written("The cloud", self.sort, at, json.dumps(options))

    def opened(self, address: str = "", *, password: str = PASSWORD, quiet: float = 20) -> Storage:
        written = self.written(address)
        return open_place(written, password, wait=lambda _seconds: None, quiet=quiet)


def spare_proxies() -> None:
    """What runs on this computer is asked directly, whatever the network of the desk needs."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


@contextmanager
def webdav_server(root: Path) -> Iterator[Server]:
    """wsgidav on cheroot, which asks for a name and a password. `root` is what it serves."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    spare_proxies()
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": os.fspath(root)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {
                "accept_basic": True,
                "accept_digest": False,
                "default_to_digest": False,
            },
            "logging": {"enable": False},
            "verbose": 0,
            "dir_browser": {"enable": False},
            "lock_storage": False,
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=4)
    server.error_log = lambda *_given, **_more: None  # a line that was cut is what is wanted here
    server.prepare()
    thread = Thread(target=server.serve)
    thread.start()
    try:
        yield Server("webdav", ("127.0.0.1", server.bind_addr[1]))
    finally:
        server.stop()
        thread.join()


@contextmanager
def s3_server() -> Iterator[Server]:
    """moto, with an empty bucket."""
    import logging

    from moto.server import ThreadedMotoServer

    spare_proxies()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        made = Server("s3", (host, port))
        empty_bucket(made)
        yield made
    finally:
        server.stop()


def empty_bucket(server: Server) -> None:
    """The bucket, and nothing in it."""
    base = f"http://{server.host[0]}:{server.host[1]}"
    _asked("POST", f"{base}/moto-api/reset")
    _asked("PUT", f"{base}/{BUCKET}")


def _asked(method: str, address: str) -> None:
    request = urllib.request.Request(address, method=method, data=b"" if method == "POST" else None)
    with urllib.request.urlopen(request, timeout=20) as answer:
        answer.read()
