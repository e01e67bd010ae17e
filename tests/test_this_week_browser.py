"""The pages in a real browser: found, read and followed by keys alone, by a server and without.

The rules of WCAG 2.2 AA that a program can check are asked of axe-core, which others made. What it
does not ask is asked here: targets, 320 px, text twice as large, where the focus is seen.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from hubdesk.reports.public_pages import public_pages
from tests.browser import Browser, browser, reason_not_here
from tests.reports.week_rows import a_session, a_week

pytestmark = pytest.mark.skipif(bool(reason_not_here()), reason=reason_not_here())

BELOW = "some/where/this-week"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: arguments[0]}).then((found) => done({
  passes: found.passes.length,
  wrong: found.violations.map((v) => [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 120))]),
}));
"""
SHOWN = """
return [...document.querySelectorAll('li[data-item]')]
  .filter((row) => row.getClientRects().length).map((row) => row.querySelector('a').textContent);
"""
TARGETS = """
return [...document.querySelectorAll('a, input, label.one')]
  .map((one) => [one.textContent || one.type, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.right > 0 && (box.height < 24 || box.width < 24))
  .map(([words, box]) => [words, Math.round(box.width), Math.round(box.height)]);
"""
SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """
const box = document.activeElement.getBoundingClientRect();
const style = getComputedStyle(document.activeElement);
return {top: box.top, bottom: box.bottom, high: innerHeight,
  outline: style.outlineStyle !== 'none' ? parseFloat(style.outlineWidth) : 0};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as they lie at a place, below a folder of somebody's website."""
    root = tmp_path_factory.mktemp("site")
    there = root / BELOW
    there.mkdir(parents=True)
    for name, content in public_pages(a_week(), b"%PDF-1.4").items():
        (there / name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def page() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server that only hands out files, as any does."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_said: Any) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/{BELOW}/"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def home(page: Browser, folder: Path) -> Browser:
    """The first page, opened from a disk, in a window as people have."""
    page.looks(width=1100)
    page.go((folder / BELOW / "index.html").as_uri())
    return page


def tab_to(page: Browser, name: str, most: int = 60) -> dict[str, str]:
    """Press Tab until something of that name has the focus."""
    for _ in range(most):
        page.keys("Tab")
        if (found := page.focused())["name"] == name:
            return found
    raise AssertionError(f"Tab never comes to {name}")


def said(page: Browser) -> str:
    """What a screen reader is told of the search."""
    return str(page.js("return document.querySelector('[role=status]').textContent"))


def test_somebody_finds_a_job_follows_it_and_comes_back_by_keys_alone(home: Browser):
    assert home.title == "This week at Riverside Hub"
    assert len(home.js(SHOWN)) == 14
    tab_to(home, "Find on this page")
    home.keys("lodz")
    assert home.js(SHOWN) == ["Junior web developer"]
    assert said(home) == "1 found."
    found = tab_to(home, "Junior web developer", 4)
    assert found["role"] == "link"
    home.keys("Enter")
    assert home.title == "Junior web developer, Riverside Hub"
    assert "£24k" in home.js("return document.body.innerText")
    tab_to(home, "Back to this week")
    home.keys("Enter")
    assert home.title == "This week at Riverside Hub"
    assert len(home.js(SHOWN)) == 14
    assert home.complaints() == []


def test_the_list_is_narrowed_to_one_sort_and_headings_over_nothing_go(home: Browser):
    tab_to(home, "Everything")
    home.keys("Right", "Right", "Right")
    assert home.focused()["name"] == "Apprenticeships"
    assert home.js(SHOWN) == ["Network technician"]
    heads = "return [...document.querySelectorAll('h2, h3')].filter((h) => h.offsetParent)"
    assert home.js(f"{heads}.map((h) => h.textContent)") == [
        "Jobs, courses and volunteering", "Apprenticeships", "Newsletter", "Come and see us",
        "Closed",
    ]  # fmt: skip
    tab_to(home, "Network technician", 3)
    home.keys("Shift")  # a key alone changes nothing
    assert said(home) == "1 found."


def test_what_nobody_offers_is_said_and_emptying_the_box_brings_all_back(home: Browser):
    tab_to(home, "Find on this page")
    home.keys("astronaut")
    assert (home.js(SHOWN), said(home)) == ([], "Nothing fits. Try fewer words.")
    home.keys("Enter")
    assert home.address.endswith("/index.html"), "Enter sends nothing anywhere"
    home.keys("Escape")
    assert (len(home.js(SHOWN)), said(home)) == (14, "")


def test_a_part_of_the_page_is_reached_from_its_top(home: Browser):
    tab_to(home, "To what is on this page", 1)
    home.keys("Enter")
    assert home.js("return document.activeElement.id") == "main"
    tab_to(home, "Jobs, courses and volunteering", 5)
    home.keys("Enter")
    assert home.js("return location.hash") == "#board"
    home.keys("Tab")
    assert home.focused()["name"] == "Help desk assistant", "the focus went along"


def test_every_focus_is_seen_and_comes_in_the_order_of_the_page(home: Browser):
    seen = []
    for _ in range(40):
        home.keys("Tab")
        if home.focused()["tag"] == "body":
            break
        found = home.js(FOCUS)
        assert found["outline"] >= 2, home.focused()
        assert found["bottom"] > 0, home.focused()
        assert found["top"] < found["high"], home.focused()
        seen.append(
            home.js(
                "return [...document.querySelectorAll('a, input')].indexOf(document.activeElement)"
            )
        )
    assert seen == sorted(seen)
    assert len(seen) > 20


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_wrong_with_any_page(page: Browser, folder: Path, dark: bool):
    axe = (files("axe_core_python") / "axe.min.js").read_text("utf-8")
    page.looks(width=1100, dark=dark)
    names = ["index.html", "session-01930005.html", "session-01930007.html"]
    names += ["opportunity-02940002.html", "story-0395001.html"]
    for name in names:
        page.go((folder / BELOW / name).as_uri())
        page.js(axe)
        found = page.js_later(AXE, list(RULES))
        assert found["wrong"] == [], name
        assert found["passes"] > 15, "axe looked at nothing"


def test_in_the_dark_the_page_is_dark(home: Browser):
    ground = "return getComputedStyle(document.body).backgroundColor"
    assert home.js(ground) == "rgb(245, 246, 244)"
    home.looks(width=1100, dark=True)
    assert home.js(ground) == "rgb(20, 25, 27)"


def test_nothing_is_cut_off_on_a_narrow_phone_or_with_text_twice_as_large(
    page: Browser, folder: Path
):
    long = a_week(sessions=(a_session(1, "Donaudampfschifffahrtsgesellschaft" * 3, room="R" * 90),))
    for name, content in public_pages(long).items():
        (folder / f"long-{name}").write_bytes(content)
    (folder / "style.css").write_bytes(public_pages(long)["style.css"])
    (folder / "search.js").write_bytes(public_pages(long)["search.js"])
    names = [folder / BELOW / "index.html", folder / BELOW / "opportunity-02940001.html"]
    names += [folder / "long-index.html", folder / "long-session-01930001.html"]
    for name in names:
        page.looks(width=320, height=640)
        page.go(name.as_uri())
        assert page.js(SIDEWAYS) <= 0, name
        page.looks(width=640)
        page.js("document.documentElement.style.fontSize = '200%'")
        assert page.js(SIDEWAYS) <= 0, name


def test_every_target_can_be_hit(home: Browser, folder: Path):
    for width in (320, 1100):
        home.looks(width=width)
        for name in ("index.html", "session-01930007.html", "opportunity-02940001.html"):
            home.go((folder / BELOW / name).as_uri())
            assert home.js(TARGETS) == [], (name, width)


def test_without_its_script_the_whole_list_stays_and_no_dead_search(page: Browser, tmp_path: Path):
    made = public_pages(a_week())
    for name in ("index.html", "style.css"):
        (tmp_path / name).write_bytes(made[name])
    page.looks(width=1100)
    page.go((tmp_path / "index.html").as_uri())
    assert len(page.js(SHOWN)) == 14
    assert page.js("return document.getElementById('find').offsetParent") is None
    page.complaints()  # that the script is not there, which is what is tried


def test_a_server_hands_them_out_below_any_path(page: Browser, server: str):
    page.looks(width=1100)
    page.go(server)
    assert page.title == "This week at Riverside Hub"
    tab_to(page, "Find on this page")
    page.keys("open day")
    tab_to(page, "Careers in tech: open day", 4)
    page.keys("Enter")
    assert page.address == f"{server}session-01930007.html"
    told = page.js("return document.querySelector('script[type=\"application/ld+json\"]').text")
    assert json.loads(told)["@type"] == "Event"
    asked = page.js("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert all(one.startswith(server) for one in asked), asked
    assert [one for one in page.complaints() if "favicon" not in one] == []


def test_on_paper_the_list_stands_without_what_only_a_screen_can_do(home: Browser):
    home.cdp("Emulation.setEmulatedMedia", media="print")
    shown = "return getComputedStyle(document.querySelector('{}')).display"
    assert home.js(shown.format("nav")) == home.js(shown.format("#find")) == "none"
    assert len(home.js(SHOWN)) == 14
    home.cdp("Emulation.setEmulatedMedia", media="")
