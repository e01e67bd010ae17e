"""This week at the hub as a folder of plain pages: rows in, files by name out, the first page last.

They are read without a script, without a server and below any address. Equal rows give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.opportunities import SORTS, sort_words
from hubdesk.paths import resource_text
from hubdesk.queries.opportunities import OpportunityRow
from hubdesk.queries.this_week import PublicSession, PublicStory, ThisWeek
from hubdesk.reports.calendar_file import calendar_file
from hubdesk.reports.item_pages import (
    opportunity_line,
    opportunity_page,
    session_line,
    session_page,
    story_page,
    story_quote,
)
from hubdesk.reports.markup import Markup, data, element, seen, together
from hubdesk.reports.page_frame import CALENDAR, HOME, POSTER, page, section
from hubdesk.reports.structured_data import hub_data
from hubdesk.reports.week_words import closing_words, session_words, when_words

SESSIONS, STORIES = "session", "story"


def _t(text: str) -> str:
    return translate("Pages", text)


def public_pages(week: ThisWeek, poster: bytes = b"") -> dict[str, bytes]:
    """Every file of the folder by its name. With the bytes of the poster, that is in it too."""
    files = {"style.css": _resource("style.css"), "search.js": _resource("search.js")}
    every = (*week.sessions, *week.later)
    at = datetime.combine(week.made_on, time(0), UTC)
    files[CALENDAR] = calendar_file([one.row for one in every], hub=week.hub.name, now=at)
    if poster:
        files[POSTER] = poster
    for session in every:
        files[session_name(session)] = session_page(week, session, session_name(session))
    for row in week.opportunities:
        files[opportunity_name(row)] = opportunity_page(week, row, opportunity_name(row))
    for story in week.stories:
        files[story_name(story)] = story_page(week, story, story_name(story))
    files[HOME] = _home(week, has_poster=bool(poster))
    return files


def session_name(one: PublicSession) -> str:
    """The file a session is told in."""
    return _file("session", one.row.id)


def opportunity_name(row: OpportunityRow) -> str:
    """The file an opportunity is told in."""
    return _file("opportunity", row.id)


def story_name(story: PublicStory) -> str:
    """The file a story is told in."""
    return _file("story", story.id)


def _file(sort: str, id: str) -> str:
    """A name that is one on every disk and server, whatever an id from elsewhere holds."""
    return f"{sort}-{''.join(sign for sign in id if sign.isascii() and sign.isalnum())}.html"


def _resource(name: str) -> bytes:
    return resource_text(f"pages/{name}").encode()


def _home(week: ThisWeek, *, has_poster: bool) -> bytes:
    title = _t("This week at {hub}").format(hub=week.hub.name)
    says = _t("{first} to {last}").format(
        first=i18n.day(week.made_on, week.made_on), last=i18n.day(week.last_on, week.made_on)
    )
    main = together(
        _places(week),
        _find(),
        section("on", _t("What is on"), *_days(week.sessions, _no_sessions()), group=True),
        section("later", _t("In the weeks after"), *_days(week.later, None), group=True)
        if week.later
        else None,
        section("board", _t("Jobs, courses and volunteering"), *_board(week), group=True),
        section("stories", _t("People in tech tell"), *_stories(week), group=True)
        if week.stories
        else None,
        section("newsletter", _t("Newsletter"), *_newsletter(week)),
        section("visit", _t("Come and see us"), *_visit(week)),
    )
    return page(
        week, name=HOME, title=title, says=says, main=main, about=hub_data(week.hub),
        has_poster=has_poster, index=_index(week),
    )  # fmt: skip


def _places(week: ThisWeek) -> Markup:
    wanted = [
        ("on", _t("What is on"), True),
        ("later", _t("In the weeks after"), bool(week.later)),
        ("board", _t("Jobs, courses and volunteering"), True),
        ("stories", _t("People in tech tell"), bool(week.stories)),
        ("newsletter", _t("Newsletter"), True),
        ("visit", _t("Come and see us"), True),
    ]
    links = [
        element("li", element("a", words, href=f"#{id}")) for id, words, there in wanted if there
    ]
    return element("nav", element("ul", *links), aria_label=_t("On this page"))


def _find() -> Markup:
    """The search. It is shown by its script alone: without one it could do nothing."""
    sorts = [
        ("", _t("Everything")),
        (SESSIONS, _t("Sessions")),
        *_sorts(),
        (STORIES, _t("Stories")),
    ]
    choices = [
        element(
            "label",
            element("input", type="radio", name="sort", value=sort, checked=not sort),
            words,
            class_="one",
        )
        for sort, words in sorts
    ]
    return element(
        "form",
        element("label", _t("Find on this page"), for_="typed", class_="words"),
        element("input", type="search", id="typed", autocomplete="off", spellcheck="false"),
        element("fieldset", element("legend", _t("Show")), *choices),
        element("p", role="status"),
        id="find", class_="find", role="search", hidden=True,
    )  # fmt: skip


def _sorts() -> list[tuple[str, str]]:
    plural = {
        "job": _t("Jobs"),
        "apprenticeship": _t("Apprenticeships"),
        "course": _t("Courses of others"),
        "volunteering": _t("Volunteering"),
    }
    return [(sort, plural[sort]) for sort in SORTS]


def _no_sessions() -> Markup:
    return element("p", _t("Nothing is planned for these days. Ask us what comes next."))


def _days(sessions: Iterable[PublicSession], none: Markup | None) -> list[Markup]:
    """Each day with its sessions."""
    by_day: dict[Any, list[PublicSession]] = {}
    for one in sessions:
        by_day.setdefault(one.row.held_on, []).append(one)
    if not by_day:
        return [none] if none is not None else []
    return [
        element(
            "div",
            element("h3", i18n.day(on, on)),
            element("ul", *(session_line(one, session_name(one)) for one in ones), class_="items"),
            data_group="",
        )
        for on, ones in by_day.items()
    ]


def _board(week: ThisWeek) -> list[Markup]:
    """The board by sort, what ends first before the rest."""
    found = []
    for sort, words in _sorts():
        rows = [row for row in week.opportunities if row.sort == sort]
        if rows:
            lines = (opportunity_line(week, row, opportunity_name(row)) for row in rows)
            found.append(
                element(
                    "div",
                    element("h3", words),
                    element("ul", *lines, class_="items"),
                    data_group="",
                )
            )
    return found or [element("p", _t("Nothing is on the board right now."))]


def _stories(week: ThisWeek) -> list[Markup]:
    lines = (story_quote(one, story_name(one)) for one in week.stories)
    return [element("ul", *lines, class_="items")]


def _newsletter(week: ThisWeek) -> list[Markup]:
    """How to sign up: at the hub, since these pages take nothing in."""
    how = _t("Tell us at the desk, or by phone. We ask you this first:")
    if not week.newsletter:
        return [element("p", _t("Ask for it at the desk."))]
    return [
        element("p", how),
        element("blockquote", element("p", week.newsletter, class_="pre", dir="auto")),
    ]


def _visit(week: ThisWeek) -> list[Markup]:
    hub = week.hub
    found = []
    if hub.address:
        found.append(element("address", "\n".join((hub.name, *hub.address)), dir="auto"))
    if hub.phone:
        dial = "".join(sign for sign in hub.phone if sign.isdigit() or sign == "+")
        link = element("a", hub.phone, href=f"tel:{dial}")
        found.append(element("p", _t("Phone: "), link))
    if any(day.opens or not day.is_open for day in hub.opening.days):
        rows = [
            element("tr", element("th", name, scope="row"), element("td", _hours(day)))
            for name, day in zip(i18n.DAYS, hub.opening.days, strict=True)
        ]
        found.append(element("table", element("caption", _t("When we are open")), *rows))
    if hub.closed:
        lines = (element("li", f"{i18n.day(on, week.made_on)}: {why}") for on, why in hub.closed)
        found += [element("h3", _t("Closed")), element("ul", *lines)]
    return found or [element("p", hub.name)]


def _hours(day: Any) -> str:
    if not day.is_open:
        return _t("Closed")
    if day.opens is None or day.closes is None:
        return _t("Open")
    return _t("{opens} to {closes}").format(
        opens=i18n.clock(day.opens), closes=i18n.clock(day.closes)
    )


def _index(week: ThisWeek) -> Markup:
    """What the search looks through: each item with all of its words."""
    items = [
        (one.row.id, SESSIONS, (one.row.title, when_words(one), *session_words(one)))
        for one in (*week.sessions, *week.later)
    ]
    items += [
        (
            row.id,
            row.sort,
            (
                *(row.title, sort_words(row.sort), row.organisation, row.place, row.pay),
                *(row.about, row.contact, closing_words(row, week.made_on)),
            ),
        )
        for row in week.opportunities
    ]
    items += [(one.id, STORIES, (one.who, one.work, one.words)) for one in week.stories]
    told = [
        {"id": id, "sort": sort, "words": seen(" ".join(filter(None, words)))}
        for id, sort, words in items
    ]
    found = {
        "none": _t("Nothing fits. Try fewer words."),
        "one": _t("1 found."),
        "many": _t("{count} found."),
        "items": told,
    }
    return data(found, type="application/json", id="index")


__all__ = ["STORIES", "opportunity_name", "public_pages", "session_name", "story_name"]
