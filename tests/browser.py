"""A real browser without a window, driven over the WebDriver protocol: JSON over a local port.

Chromium and its driver are programs of the computer. On Debian `make test` brings them, as it
brings the libraries of Qt; elsewhere a browser that is there is used.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINE: Final = "apt-get install chromium chromium-driver"
KEYS: Final = {
    "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Right": "\ue014",
    "Down": "\ue015", "Shift": "\ue008", "Back": "\ue003", "Ctrl": "\ue009",
}  # fmt: skip
_STARTS: Final = 30  # seconds, on a busy computer
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol marks one
_NOT_TRIED: Final = urllib.request.ProxyHandler({})  # what is local goes through no proxy


class NoBrowser(RuntimeError):
    """There is none on this computer. Its text is the line that brings one."""


def programs() -> tuple[str, str]:
    """The browser and its driver. NoBrowser where one of them is missing."""
    folder = os.environ.get("CHROMEWEBDRIVER")
    driver = shutil.which("chromedriver", path=folder) if folder else None
    driver = driver or shutil.which("chromedriver")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not driver or not browser:
        raise NoBrowser(f"This test drives a real browser. Run this, then try again: {LINE}")
    return browser, driver


class Browser:
    """One page at a time."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._open = urllib.request.build_opener(_NOT_TRIED)

    def begin(self, browser: str) -> None:
        """Open a window of its own that keeps nothing."""
        flags = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        if os.name == "posix" and os.geteuid() == 0:
            flags.append("--no-sandbox")  # it refuses to start as root with one
        wanted = {"goog:chromeOptions": {"binary": browser, "args": flags}}
        wanted["goog:loggingPrefs"] = {"browser": "ALL"}
        said = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._root += f"/session/{said['sessionId']}"

    def end(self) -> None:
        self._ask("DELETE", "")

    def go(self, address: str) -> None:
        """Open a page, and wait until it is there with all it asks for."""
        self._ask("POST", "/url", {"url": address})

    @property
    def address(self) -> str:
        return str(self._ask("GET", "/url"))

    @property
    def title(self) -> str:
        return str(self._ask("GET", "/title"))

    def js(self, script: str, *given: Any) -> Any:
        """What a function body answers."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(given)})

    def js_later(self, script: str, *given: Any) -> Any:
        """The same, for what answers through the function handed in last."""
        return self._ask("POST", "/execute/async", {"script": script, "args": list(given)})

    def keys(self, *names: str) -> None:
        """Press keys one after the other, wherever the focus is: names of `KEYS`, or letters."""
        actions = [
            {"type": kind, "value": key}
            for name in names
            for key in ([KEYS[name]] if name in KEYS else name)
            for kind in ("keyDown", "keyUp")
        ]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self._ask("POST", "/actions", {"actions": [keyboard]})

    def focused(self) -> dict[str, str]:
        """What has the focus: its tag, its name and role as a screen reader is told, its link."""
        found = self._ask("GET", "/element/active")[_ELEMENT]
        return {
            "tag": str(self._ask("GET", f"/element/{found}/name")),
            "name": str(self._ask("GET", f"/element/{found}/computedlabel")),
            "role": str(self._ask("GET", f"/element/{found}/computedrole")),
            "href": str(self._ask("GET", f"/element/{found}/attribute/href") or ""),
        }

    def cdp(self, command: str, **facts: Any) -> Any:
        """A command of the browser's own, for what WebDriver has none."""
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": facts})

    def looks(self, *, width: int, height: int = 900, dark: bool = False, scale: float = 1) -> None:
        """The size of the window, and what somebody told their computer to prefer."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.cdp("Emulation.setEmulatedMedia", media="", features=[scheme])

    def complaints(self) -> list[str]:
        """What the browser wrote into its log since it was asked last."""
        return [str(one["message"]) for one in self._ask("POST", "/se/log", {"type": "browser"})]

    def picture(self, path: Path) -> None:
        """The whole page as a picture."""
        size = self.js("return document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.js("return innerWidth"), "height": size, "scale": 1}
        shot = self.cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _ask(self, method: str, path: str, said: Any = None) -> Any:
        content = None if said is None else json.dumps(said).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(self._root + path, content, headers, method=method)
        try:
            with self._open.open(asked, timeout=60) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{method} {path}: {error.read().decode()[:600]}") from None


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for as long as it is needed. NoBrowser where there is none."""
    program, driver = programs()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [driver, f"--port={port}", "--allowed-ips="]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            _wait(port, running)
            page = Browser(f"http://127.0.0.1:{port}")
            page.begin(program)
            try:
                yield page
            finally:
                page.end()
        finally:
            running.terminate()


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _STARTS:
        if running.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the driver of the browser did not answer: {running.args}")


def reason_not_here() -> str:
    """Why this computer need not have a browser; empty where it must."""
    try:
        programs()
    except NoBrowser:
        return "" if sys.platform.startswith("linux") else "needs Linux, where a browser is brought"
    return ""
