"""The pages of this week: plain files that hold what they were made of, escaped, and no more."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest

from hubdesk.paths import resource_text
from hubdesk.queries.this_week import ThisWeek
from hubdesk.reports.item_pages import story_title
from hubdesk.reports.markup import Markup, data, element
from hubdesk.reports.public_pages import public_pages
from hubdesk.ui.tokens import DARK, LIGHT
from tests.reports.week_rows import HUB, a_session, a_week, an_opportunity

HOSTILE = (
    """</script><script>alert("1")</script>'"&amp;<img src=x onerror=alert(1)>\u2028\x07 ]]>"""
)
VOID = {"meta", "link", "input", "br"}


class Read(HTMLParser):
    """What a page holds: its elements with their attributes, its text, its data blocks."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.blocks: dict[str, Any] = {}
        self._block = ""
        self.feed(page.decode())
        self.close()
        assert self.open == [], "an element is left open"

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        assert len(said) == len(attrs), f"an attribute of {tag} stands twice"
        self.elements.append((tag, said))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self._block = str(said.get("type", ""))

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))  # of the drawing of the mark

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        if self.open[-1:] == ["script"]:
            self.blocks[self._block] = json.loads(text)
        else:
            self.words.append(text)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [said for name, said in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def pages(week: ThisWeek | None = None) -> dict[str, Read]:
    made = public_pages(week or a_week())
    return {name: Read(content) for name, content in made.items() if name.endswith(".html")}


def test_equal_rows_give_equal_bytes_and_the_first_page_comes_last():
    once, again = public_pages(a_week(), b"%PDF"), public_pages(a_week(), b"%PDF")
    assert once == again
    assert list(once)[-1] == "index.html"
    assert {"style.css", "search.js", "calendar.ics", "poster.pdf"} <= once.keys()
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in once)


def test_every_link_within_leads_to_a_file_or_a_part_that_is_there():
    made = public_pages(a_week(), b"%PDF")
    for name, page in pages().items():
        ids = {said["id"] for _, said in page.elements if said.get("id")}
        for said in page.all("a") + page.all("link"):
            link = str(said["href"])
            if link.startswith(("https://", "tel:")):
                continue
            assert link[1:] in ids if link.startswith("#") else link in made, (name, link)


def test_no_page_asks_for_anything_from_elsewhere_or_sends_anything_anywhere():
    for page in pages().values():
        loads = [said.get("src") or said.get("href") for said in page.all("script")]
        assert set(filter(None, loads)) <= {"search.js"}
        assert [said["href"] for said in page.all("link") if said["rel"] == "stylesheet"] == [
            "style.css"
        ]
        for form in page.all("form"):
            assert "action" not in form
        assert not any(key.startswith("on") for _, said in page.elements for key in said)
        assert not any("style" in said for _, said in page.elements)
    for name in ("style.css", "search.js"):
        found = resource_text(f"pages/{name}")
        assert not re.search(r"url\(|@import|fetch|XMLHttp|cookie|localStorage|https?://", found)


def test_all_of_the_week_is_in_the_list_without_a_script():
    text = pages()["index.html"].text
    for words in (
        "This week at Riverside Hub", "Tuesday 24 November to Monday 30 November",
        "Wednesday 25 November", "10am to midday", "Full, with a waiting list",
        "Cancelled", "Punjabi interpreter", "British Sign Language", "Bull Ring market",
        "In the weeks after", "Careers in tech: open day", "Junior web developer",
        "Łódź & Sons", "Apply by Friday 27 November", "No last day", "Edda, web designer",
        "May we send you our newsletter?", "4 Water Lane", "9:30am to 4pm",
        "Friday 25 December: Christmas Day",
    ):  # fmt: skip
        assert words in text, words


def test_what_somebody_typed_is_text_wherever_it_stands():
    hostile = {
        "hub": replace(HUB, name=HOSTILE, phone=HOSTILE, address=(HOSTILE,)),
        "sessions": (
            a_session(1, HOSTILE, kind="event", room=HOSTILE, venue=HOSTILE,
                      interpreter=HOSTILE, programme=((HOSTILE, HOSTILE),)),
        ),
        "opportunities": (
            an_opportunity(1, HOSTILE, organisation=HOSTILE, place=HOSTILE, pay=HOSTILE,
                           about=HOSTILE, link="javascript:alert(1)", contact=HOSTILE),
        ),
        "newsletter": HOSTILE,
    }  # fmt: skip
    (story,) = a_week().stories
    told = {one.name: HOSTILE for one in fields(story) if one.name not in ("id", "link")}
    week = a_week(**hostile, stories=(replace(story, link="data:text/html,1", **told),))
    for name, page in pages(week).items():
        scripts = [said.get("type") or said.get("src") for said in page.all("script")]
        assert set(scripts) <= {"application/ld+json", "application/json", "search.js"}, name
        assert not page.all("img"), name
        assert not any(key.startswith("on") for _, said in page.elements for key in said)
        for said in page.all("a"):
            assert not str(said["href"]).startswith(("javascript", "data")), name
        assert '<script>alert("1")</script>' in page.text
    calendar = icalendar.Calendar.from_ical(public_pages(week)["calendar.ics"])
    assert len(calendar.walk("VEVENT")) == 3


def test_an_id_from_elsewhere_makes_no_path():
    made = public_pages(a_week(opportunities=(an_opportunity(1, "Job", id="../../x/ä"),)))
    assert "opportunity-x.html" in made


def test_only_what_was_made_here_goes_in_as_it_is():
    assert element("p", "<b>") == "<p>&lt;b&gt;</p>"
    assert element("p", Markup("<b>x</b>")) == "<p><b>x</b></p>"
    assert element("a", "x", href='"', class_="y", data_item=None, hidden=True) == (
        '<a href="&quot;" class="y" hidden>x</a>'
    )
    assert "</script>" not in data("</script>")[:-9]


def test_search_engines_are_told_of_each_session_and_job():
    found = pages()
    event = found["session-01930007.html"].blocks["application/ld+json"]
    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-12-03T17:00+00:00"
    assert event["endDate"] == "2026-12-03T20:00+00:00"
    assert event["location"]["name"] == "Riverside Hub"
    assert event["location"]["address"] == "4 Water Lane, Digbeth, Birmingham B5 5AA"
    assert event["url"] == "https://riverside.example.org/this-week/session-01930007.html"
    cancelled = found["session-01930005.html"].blocks["application/ld+json"]
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
    job = found["opportunity-02940002.html"].blocks["application/ld+json"]
    # what a JobPosting must have, and what its last day is called
    assert {"title", "description", "datePosted", "hiringOrganization", "jobLocation"} <= job.keys()
    assert (job["@type"], job["validThrough"]) == ("JobPosting", "2026-12-14")
    course = found["opportunity-02940004.html"].blocks["application/ld+json"]
    assert course["@type"] == "Course"
    open_ended = found["opportunity-02940005.html"].blocks["application/ld+json"]
    assert open_ended["employmentType"] == "VOLUNTEER"
    for page in found.values():
        about = page.blocks["application/ld+json"]
        assert about["@context"] == "https://schema.org"
        assert "" not in about.values()


def test_the_calendar_holds_every_session_once_and_nobody_of_the_hub():
    content = public_pages(a_week())["calendar.ics"]
    calendar = icalendar.Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) == 8
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED", "CANCELLED"}


def test_without_an_address_the_pages_name_none():
    for page in pages(a_week(hub=replace(HUB, pages=""))).values():
        assert not [said for said in page.all("link") if said["rel"] == "canonical"]
        assert "riverside.example.org" not in str(page.blocks["application/ld+json"])


def test_a_week_in_which_nothing_is_on_says_so():
    empty = a_week(sessions=(), later=(), opportunities=(), stories=(), newsletter="")
    text = pages(empty)["index.html"].text
    assert "Nothing is planned for these days." in text
    assert "Nothing is on the board right now." in text
    assert "People in tech tell" not in text


@pytest.mark.parametrize(
    ("who", "work", "title"),
    [
        ("Edda", "Web designer", "Edda, web designer"),
        ("", "Web designer", "Web designer"),
        ("Edda", "", "Edda"),
        ("", "", "A story"),
    ],
)
def test_a_story_is_called_as_they_want_to_be(who: str, work: str, title: str):
    (story,) = a_week().stories
    assert story_title(replace(story, who=who, work=work)) == title


def test_the_pages_have_the_colours_of_the_window():
    """A style sheet cannot ask the window; so the two are held together here."""
    css = resource_text("pages/style.css")
    light, dark = css.split("@media (prefers-color-scheme: dark)")[:2]
    dark = dark.split("@media (prefers-contrast")[0]
    for sheet, theme in ((light, LIGHT), (dark, DARK)):
        found = dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", sheet))
        for name, token in (
            ("bg", "bg"), ("surface", "surface"), ("border", "border"), ("text", "text"),
            ("border-strong", "border_strong"), ("text2", "text2"), ("link", "accent_text"),
            ("soft", "accent_soft"), ("warn", "warn"), ("warn-soft", "warn_soft"),
            ("focus", "focus"),
        ):  # fmt: skip
            assert found[name] == getattr(theme, token), (theme.name, name)
    assert "--band: #0B6470" in light
    assert LIGHT.accent == "#0B6470"
