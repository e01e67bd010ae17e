"""A proxy on this computer that does to what passes what networks do: each fault from a seed.

It stands between HubDesk and a real server. What a fault does to the server is real: half a body
arrives there as half a body, and an answer that gets lost is of something that was done.
"""

from __future__ import annotations

import http.client
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in</body></html>"
FAULTS = (
    "reset",  # the line is cut before anything came through
    "answer lost",  # it was done, and the answer never came
    "half sent",  # half of a body came through, then the line was cut
    "half answer",  # half of an answer comes back
    "repeated",  # it was asked twice
    "lied",  # it says done, and nothing came through
    "refused",  # 503, nothing came through
    "refused after",  # 502, and it was done
    "stalled",  # nothing comes back until the other side gives up
    "page",  # 200 with a page to sign in
    "stale",  # what it answered to the same question before
    "altered",  # one byte is another on the way, there or back
)
_WRITES = frozenset(("PUT", "DELETE", "MOVE", "MKCOL"))
_DONE = {"PUT": 201, "DELETE": 204, "MOVE": 201, "MKCOL": 201}
_LEFT_OUT = frozenset(("connection", "transfer-encoding", "content-length", "keep-alive"))
Answer = tuple[int, list[tuple[str, str]], bytes]


class FaultProxy:
    """`rate` of all requests meet a fault; `only` names those there are. `met` counts each kind."""

    def __init__(self, upstream: tuple[str, int], rng: random.Random, *, rate: float = 0.0) -> None:
        self.upstream = upstream
        self.rng = rng
        self.rate = rate
        self.only: tuple[str, ...] = FAULTS
        self.met: Counter[str] = Counter()
        self.rare: Counter[str] = Counter()
        self.asked: list[tuple[str, str]] = []
        self._before: dict[tuple[str, str, str], Answer] = {}
        self._lock = threading.Lock()
        self._still, self._served = threading.Condition(), 0
        self._ends = threading.Event()
        proxy = self

        class Handler(_Handler):
            of = proxy

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_given: None  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[FaultProxy]:
        self._thread.start()
        try:
            yield self
        finally:
            self._ends.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    @contextmanager
    def serving(self) -> Iterator[None]:
        with self._still:
            self._served += 1
        try:
            yield
        finally:
            with self._still:
                self._served -= 1
                self._still.notify_all()

    def settle(self) -> None:
        """Wait until the last request is over that somebody gave up: it may have come late."""
        with self._still:
            self._still.wait_for(lambda: not self._served)

    def fault(self, method: str, path: str, body: bytes) -> str:
        """What is done to a request, chosen among what fits it; empty for nothing."""
        with self._lock:
            self.asked.append((method, path))
            if self.rng.random() >= self.rate:
                return ""
            fits = [one for one in self.only if self._fits(one, method, path, body)]
            if not fits:
                return ""
            weights = [1 / (1 + self.rare[one]) ** 2 for one in fits]  # the rarest so far first
            (chosen,) = self.rng.choices(fits, weights)
            self.met[chosen] += 1
            self.rare[chosen] += 1
            return chosen

    def _fits(self, fault: str, method: str, path: str, body: bytes) -> bool:
        if fault == "lied":
            return method in _WRITES
        if fault == "half sent":
            return method == "PUT" and len(body) > 1
        if fault == "stale":
            return (method, path, body.hex()) in self._before and method not in _WRITES
        if fault == "half answer":
            return method in ("GET", "PROPFIND")
        if fault == "altered":
            return method == "GET" or (method == "PUT" and bool(body))
        return True

    def forward(self, request: _Handler, body: bytes, *, half: bool = False) -> Answer:
        line = http.client.HTTPConnection(*self.upstream, timeout=20)
        try:
            line.putrequest(
                request.command, request.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in request.headers.items():
                if name.lower() not in _LEFT_OUT:
                    line.putheader(name, value)
            line.putheader("Content-Length", str(len(body)))
            line.endheaders(body[: len(body) // 2] if half else body)  # in one piece: no waiting
            if half:
                return 0, [], b""
            answer = line.getresponse()
            content = answer.read()
            kept = [(n, v) for n, v in answer.getheaders() if n.lower() not in _LEFT_OUT]
            return answer.status, kept, content
        finally:
            line.close()

    def remember(self, request: _Handler, body: bytes, answer: Answer) -> None:
        if request.command not in _WRITES and answer[0] < 300:
            self._before[request.command, request.path, body.hex()] = answer

    def before(self, request: _Handler, body: bytes) -> Answer:
        return self._before[request.command, request.path, body.hex()]

    def stall(self, line: socket.socket) -> None:
        """Until the other side has gone, or the proxy ends."""
        line.settimeout(0.02)
        while not self._ends.is_set():
            try:
                if not line.recv(1):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def altered(self, content: bytes) -> bytes:
        if not content:
            return content
        with self._lock:
            at, bit = self.rng.randrange(len(content)), 1 << self.rng.randrange(8)
        return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


class _Handler(BaseHTTPRequestHandler):
    of: FaultProxy
    protocol_version = "HTTP/1.1"

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        setattr(self, f"do_{self.command}", self._serve)
        return True

    def log_message(self, *_given: Any) -> None:
        pass

    def _serve(self) -> None:
        with self.of.serving():
            body = self._body()
            fault = self.of.fault(self.command, self.path, body) or "nothing"
            getattr(self, f"_{fault.replace(' ', '_')}")(body)

    def _body(self) -> bytes:
        if "chunked" not in (self.headers.get("transfer-encoding") or ""):
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _nothing(self, body: bytes) -> None:
        answer = self.of.forward(self, body)
        self.of.remember(self, body, answer)
        self._answer(answer)

    def _reset(self, _body: bytes) -> None:
        self._cut()

    def _answer_lost(self, body: bytes) -> None:
        self.of.forward(self, body)
        self._cut()

    def _half_sent(self, body: bytes) -> None:
        self.of.forward(self, body, half=True)
        self._cut()

    def _half_answer(self, body: bytes) -> None:
        status, headers, content = self.of.forward(self, body)
        self._answer((status, headers, content), most=len(content) // 2)
        self._cut()

    def _repeated(self, body: bytes) -> None:
        self.of.forward(self, body)
        self._answer(self.of.forward(self, body))

    def _lied(self, _body: bytes) -> None:
        self._answer((_DONE[self.command], [], b""))

    def _refused(self, _body: bytes) -> None:
        self._answer((503, [], b"later"))

    def _refused_after(self, body: bytes) -> None:
        self.of.forward(self, body)
        self._answer((502, [], b"lost"))

    def _stalled(self, _body: bytes) -> None:
        self.of.stall(self.connection)
        self.close_connection = True

    def _page(self, _body: bytes) -> None:
        self._answer((200, [("Content-Type", "text/html")], PAGE))

    def _stale(self, body: bytes) -> None:
        self._answer(self.of.before(self, body))

    def _altered(self, body: bytes) -> None:
        if self.command == "PUT":
            self._answer(self.of.forward(self, self.of.altered(body)))
        else:
            status, headers, content = self.of.forward(self, body)
            self._answer((status, headers, self.of.altered(content)))

    def _answer(self, answer: Answer, most: int | None = None) -> None:
        status, headers, content = answer
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        body = b"" if self.command == "HEAD" else content[: len(content) if most is None else most]
        self._headers_buffer.append(b"\r\n" + body)  # in one piece, or the other side waits
        self.flush_headers()

    def _cut(self) -> None:
        """The line ends with a reset, as when a router is switched off."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
