"""WebDAV and S3 as places, on real servers of this computer; and what else may answer there."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from hubdesk.errors import HubDeskError
from hubdesk.errors.sending import (
    ClocksApart,
    NameTaken,
    NotThePlace,
    PlaceAway,
    PlaceFull,
    PlaceHasNoSuchFolder,
    PlaceNotSafe,
    PlaceReadsBackOther,
    PlaceSaysNo,
    SendingStopped,
    TooLargeForPlace,
)
from hubdesk.sync import server_line
from hubdesk.sync.opened_place import open_place, safe_address
from hubdesk.sync.storage import Storage
from tests.fault_proxy import PAGE, FaultProxy
from tests.sync.certificates import made_certificates
from tests.sync.place_servers import Server, Written, s3_server, spare_proxies, webdav_server

CONTENT = bytes(range(256)) * 40
NAME = "hubdesk-11/d/aa/0000000001.hdb"


@pytest.fixture(scope="module", params=["webdav", "s3"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("served")
    with webdav_server(root) if request.param == "webdav" else s3_server() as made:
        yield made


@contextmanager
def answering(status: int, body: bytes = b"") -> Iterator[tuple[str, list[str]]]:
    """A server that has one answer to all; its address and what it was asked."""
    spare_proxies()
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def parse_request(self) -> bool:
            known = super().parse_request()
            if known:
                setattr(self, f"do_{self.command}", self.serve)
            return known

        def serve(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            asked.append(f"{self.command} {self.path}")
            self.send_response_only(status)
            self.send_header("Content-Length", str(len(body)))
            self._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined]
            self.flush_headers()

        def log_message(self, *_given: Any) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_port}", asked
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def opened(sort: str, address: str, **more: Any) -> Storage:
    written = Written("The cloud", sort, address, json.dumps({"user": "anna", "bucket": "hub"}))
    return open_place(written, "secret", wait=lambda _seconds: None, **more)


def said(act: Any) -> HubDeskError:
    with pytest.raises(HubDeskError) as caught:
        act()
    return caught.value


def test_a_real_server_keeps_what_is_put_and_never_writes_over_it(server: Server) -> None:
    there = server.opened()
    there.put_new(NAME, CONTENT)
    there.put_new(NAME, CONTENT)
    assert isinstance(said(lambda: there.put_new(NAME, b"another")), NameTaken)
    assert there.get(NAME, most=1 << 20) == CONTENT
    assert there.get(NAME, most=7) == CONTENT[:7]
    assert there.get("hubdesk-11/nothing", most=7) is None
    assert [(one.name, one.size) for one in there.list("hubdesk-11")] == [(NAME, len(CONTENT))]
    assert list(there.list("nowhere")) == []
    there.put_over(NAME, b"this week")
    there.put_over(NAME, b"this week")
    assert there.get(NAME, most=100) == b"this week"
    there.remove(NAME)
    there.remove(NAME)
    assert there.get(NAME, most=100) is None
    assert [one.name for one in there.list()] == []


def test_a_new_file_comes_back_over_a_line_that_costs_once_and_is_then_only_looked_for(
    tmp_path: Path,
) -> None:
    with (
        webdav_server(tmp_path) as server,
        FaultProxy(server.host, random.Random(1)).running() as proxy,
    ):
        server.opened(proxy.address).put_new(NAME, CONTENT)
        read = [path.rpartition("/")[2] for method, path in proxy.asked if method == "GET"]
        assert read.count(NAME.rpartition("/")[2]) == 1, "before it was there, and nothing came"
        assert len(read) == 2, "the other is the file itself, before it got its name"
        proxy.rate, proxy.only = 1, ("lied",)
        with pytest.raises(HubDeskError):
            server.opened(proxy.address).put_new(NAME.replace("1.hdb", "2.hdb"), CONTENT)


def test_a_server_that_says_renamed_and_did_nothing_is_not_believed(tmp_path: Path) -> None:
    def lies(method: str, _path: str, _body: bytes) -> str:
        return "lied" if method == "MOVE" else ""

    with (
        webdav_server(tmp_path) as server,
        FaultProxy(server.host, random.Random(1)).running() as proxy,
    ):
        proxy.fault = lies  # type: ignore[method-assign]
        there = server.opened(proxy.address)
        assert isinstance(said(lambda: there.put_new(NAME, CONTENT)), PlaceReadsBackOther)


def test_what_a_line_spoilt_under_the_name_of_its_hash_is_written_again(server: Server) -> None:
    import hashlib

    name = f"hubdesk-11/d/{hashlib.sha256(CONTENT).hexdigest()[:16]}.hdb"
    there = server.opened()
    there.put_over(name, b"one byte of it is another")
    there.put_new(name, CONTENT)
    assert there.get(name, most=1 << 20) == CONTENT
    there.remove(name)


def test_a_wrong_password_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with webdav_server(tmp_path) as server:
        refused = server.opened(password="of somebody else")
        assert isinstance(said(lambda: refused.put_new(NAME, CONTENT)), PlaceSaysNo)
    assert list(tmp_path.iterdir()) == []


def test_cancel_ends_what_is_on_its_way_at_once(server: Server) -> None:
    stop = threading.Event()
    with FaultProxy(server.host, random.Random(1), rate=1).running() as proxy:
        proxy.only = ("stalled",)
        there = open_place(server.written(proxy.address), "x", stopped=stop.is_set, quiet=60)
        threading.Timer(0.1, stop.set).start()
        assert isinstance(said(lambda: there.put_new(NAME, CONTENT)), SendingStopped)
        assert isinstance(said(lambda: there.get(NAME, most=1)), SendingStopped)


class Putting(FaultProxy):
    """A line that takes a while for what is put; `dies` then, or goes on answering all else."""

    dies = False

    def fault(self, method: str, path: str, body: bytes) -> str:
        self.asked.append((method, path))
        is_dead = self.dies and any(one == "PUT" for one, _ in self.asked)
        return "stalled" if is_dead else ""

    def forward(self, request: Any, body: bytes, **more: Any) -> Any:
        if request.command == "PUT":
            time.sleep(1.5)
        return super().forward(request, body, **more)


@pytest.mark.parametrize("dies", [False, True])
def test_while_a_large_file_is_on_its_way_a_line_that_is_dead_is_told_from_one_that_is_slow(
    server: Server, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    monkeypatch.setattr(server_line, "LONG", 0)
    monkeypatch.setattr(server_line, "SLOWEST", 1)  # it would be waited for hours
    monkeypatch.setattr(server_line, "PATIENCE", 1)
    name = NAME.replace("1.hdb", f"{int(dies)}.large")
    with Putting(server.host, random.Random(1)).running() as proxy:
        proxy.dies = dies
        there = server.opened(proxy.address, quiet=0.3 if dies else 1.0)
        if dies:
            assert isinstance(said(lambda: there.put_new(name, bytes(40_000))), PlaceAway)
        else:
            there.put_new(name, bytes(40_000))
        assert any("is-it-there" in path for _, path in proxy.asked)


def test_python_goes_on_while_a_list_is_waited_for(server: Server) -> None:
    """OpenDAL's plain list held on to Python's lock, and the whole window with it."""
    ticks = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.01):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    with FaultProxy(server.host, random.Random(1), rate=1).running() as proxy:
        proxy.only = ("stalled",)
        there = server.opened(proxy.address, quiet=0.4)
        thread.start()
        assert isinstance(said(lambda: list(there.list())), PlaceAway)
        done.set()
        thread.join()
    assert len(ticks) > 5


CODE = "<?xml version='1.0'?><Error><Code>{}</Code><Message>m</Message></Error>"


@pytest.mark.parametrize("sort", ["webdav", "s3"])
@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, PAGE, NotThePlace),  # a network that wants you to sign in, or a proxy like it
        (401, b"", PlaceSaysNo),
        (403, CODE.format("SignatureDoesNotMatch").encode(), PlaceSaysNo),
        (405, b"", PlaceSaysNo),
        (413, b"", TooLargeForPlace),
        (423, b"", PlaceAway),
        (429, b"", PlaceAway),
        (500, b"", PlaceAway),
        (507, b"", PlaceFull),
    ],
)
def test_each_answer_of_a_server_ends_in_its_sentence(
    sort: str, status: int, body: bytes, says: type[HubDeskError]
) -> None:
    with answering(status, body) as (address, _):
        there = opened(sort, address)
        assert isinstance(said(lambda: there.put_new(NAME, CONTENT)), says)
        assert isinstance(said(lambda: there.put_over(NAME, CONTENT)), says)


def test_a_bucket_or_folder_that_is_not_there_and_a_wrong_clock_are_told_apart() -> None:
    with answering(404, CODE.format("NoSuchBucket").encode()) as (address, _):
        there = opened("s3", address)
        assert isinstance(said(lambda: there.put_new(NAME, CONTENT)), PlaceHasNoSuchFolder)
    with answering(404) as (address, _):
        there = opened("webdav", address)
        assert isinstance(said(lambda: there.put_new(NAME, CONTENT)), PlaceHasNoSuchFolder)
    with answering(403, CODE.format("RequestTimeTooSkewed").encode()) as (address, _):
        assert isinstance(said(lambda: opened("s3", address).put_new(NAME, CONTENT)), ClocksApart)


@pytest.mark.parametrize("sort", ["webdav", "s3"])
def test_nobody_there_is_away(sort: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert isinstance(said(lambda: opened(sort, address).put_new(NAME, CONTENT)), PlaceAway)
    away = opened(sort, "https://no-such-host.invalid")
    assert isinstance(said(lambda: away.put_new(NAME, CONTENT)), PlaceAway)


def test_what_opendal_tells_stays_out_of_our_errors() -> None:
    with answering(500, b"a secret of the server") as (address, _):
        error = said(lambda: opened("webdav", address).put_new(NAME, CONTENT))
    chain: BaseException | None = error
    while chain is not None:
        assert "secret" not in str(chain)
        assert "Backtrace" not in str(chain)
        chain = chain.__cause__ or chain.__context__


def test_a_server_that_never_ends_its_answer_is_read_no_further() -> None:
    with answering(200, bytes(8 << 20)) as (address, _):
        assert opened("webdav", address).get(NAME, most=1000) == bytes(1000)


TRUSTING = """
import sys
from hubdesk.errors import HubDeskError
from hubdesk.sync import server_line
from hubdesk.sync.opened_place import open_place
from tests.sync.place_servers import Written, spare_proxies
spare_proxies()
for sort in ("webdav", "s3"):
    for address in sys.argv[1:]:
        there = open_place(Written("It", sort, address, '{"user": "u", "bucket": "b"}'), "p")
        try:
            print(there.get("hubdesk-1/x", most=9))
        except HubDeskError as error:
            print(type(error).__name__)
"""


def test_a_certificate_out_of_date_or_of_another_is_never_trusted(tmp_path: Path) -> None:
    """Real TLS: the same server with a good certificate is spoken to, with the others not."""
    spare_proxies()
    with made_certificates(tmp_path) as servers:
        environment = {"SSL_CERT_FILE": str(servers.authority), "PATH": ""}
        asked = [servers.good, servers.expired, servers.of_another]
        trusting = subprocess.run(
            [sys.executable, "-c", TRUSTING, *asked],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        doubting = subprocess.run(
            [sys.executable, "-c", TRUSTING, *asked],
            env={"PATH": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    assert trusting.stdout.split() == ["b'ok'", "PlaceUnproved", "PlaceUnproved"] * 2
    assert doubting.stdout.split() == ["PlaceUnproved"] * 6


def test_a_proxy_that_wants_somebody_to_sign_in_is_not_the_place() -> None:
    with answering(407) as (proxy, asked):
        said_there = subprocess.run(
            [sys.executable, "-c", TRUSTING, "https://cloud.example.org"],
            env={"PATH": "", "HTTPS_PROXY": proxy},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
    assert said_there.split() == ["NotThePlace"] * 2
    assert set(asked) == {"CONNECT cloud.example.org:443"}  # nothing went past it


@pytest.mark.parametrize(
    "address",
    [
        *("http://cloud.example.org/dav", "ftp://cloud.example.org", "cloud.example.org", ""),
        *(
            "https://",
            "https://anna:word@cloud.example.org",
            "https://c.example/?a=1",
            "https://c:x",
        ),
        *("file:///etc", "http://localhost.example.org"),
    ],
)
def test_an_address_that_would_be_read_on_the_way_is_refused(address: str) -> None:
    with pytest.raises(PlaceNotSafe):
        safe_address(address)


def test_a_folder_with_spaces_in_its_address_is_found(tmp_path: Path) -> None:
    (tmp_path / "Our hub, café").mkdir()
    with webdav_server(tmp_path) as server:
        there = server.opened(f"http://127.0.0.1:{server.host[1]}/Our hub, café/")
        there.put_new(NAME, CONTENT)
        assert [one.name for one in there.list()] == [NAME]
    assert (tmp_path / "Our hub, café" / NAME).read_bytes() == CONTENT
