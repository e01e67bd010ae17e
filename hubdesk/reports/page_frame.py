"""The frame of each public page: what its head says, the band with the hub's name, and the foot."""

from __future__ import annotations

from typing import Final

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.queries.this_week import ThisWeek
from hubdesk.reports.markup import Child, Markup, data, element, together
from hubdesk.reports.structured_data import Data, address_of

CALENDAR: Final = "calendar.ics"
POSTER: Final = "poster.pdf"
HOME: Final = "index.html"
# HubDesk's mark, an H whose bar is a dot; decoration, since the name stands beside it.
MARK: Final = Markup(
    '<svg viewBox="0 0 30 30" aria-hidden="true" focusable="false">'
    '<rect width="30" height="30" rx="8" fill="currentColor"/>'
    '<g fill="var(--band)"><rect x="8.5" y="7.5" width="3" height="15" rx="1.5"/>'
    '<rect x="18.5" y="7.5" width="3" height="15" rx="1.5"/>'
    '<rect x="10" y="13.9" width="10" height="2.2"/><circle cx="15" cy="15" r="2.9"/></g></svg>'
)
# Nothing comes from anywhere else, nothing is sent anywhere, and no script stands in a page.
POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'none'"


def _t(text: str) -> str:
    return translate("Pages", text)


def page(
    week: ThisWeek,
    *,
    name: str,
    title: str,
    says: str,
    main: Markup,
    about: Data,
    has_poster: bool = False,
    index: Markup | None = None,
) -> bytes:
    """One whole page. `says` is one line of what it is, `index` what its search looks through."""
    whole = title if week.hub.name in title else f"{title}, {week.hub.name}"
    canonical = address_of(week.hub, "" if name == HOME else name)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", whole),
        element("meta", name="description", content=says),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="canonical", href=canonical) if canonical else None,
        element("link", rel="stylesheet", href="style.css"),
        element("link", rel="alternate", type="text/calendar", href=CALENDAR, title=_t("Calendar")),
        data(about, type="application/ld+json"),
    )
    is_home = name == HOME
    body = element(
        "body",
        element("a", _t("To what is on this page"), href="#main", class_="skip"),
        _band(week, title, says if is_home else "", is_home=is_home),
        element("main", main, id="main", class_="inner", tabindex="-1"),
        _foot(week, has_poster=has_poster, is_home=is_home),
        index,
        element("script", src="search.js", defer=True) if index is not None else None,
    )
    said = together(Markup("<!DOCTYPE html>\n"), element("html", head, body, lang="en-GB"))
    return f"{said}\n".encode()


def section(id: str, title: str, *children: Child, group: bool = False) -> Markup:
    """A part of a page under its own heading. A group goes away where a search finds none of it."""
    heading = element("h2", title, id=f"{id}-title")
    return element(
        "section",
        heading,
        *children,
        id=id,
        aria_labelledby=f"{id}-title",
        data_group="" if group else None,
    )


def _band(week: ThisWeek, title: str, says: str, *, is_home: bool) -> Markup:
    hub = element("span", week.hub.name, dir="auto")
    home = hub if is_home else element("a", week.hub.name, href=HOME, dir="auto")
    return element(
        "header",
        element(
            "div",
            element("div", MARK, home, class_="brand"),
            element("h1", title, dir="auto"),
            element("p", says) if says else None,
            class_="inner",
        ),
        class_="band",
    )


def _foot(week: ThisWeek, *, has_poster: bool, is_home: bool) -> Markup:
    made = _t("Made on {day}.").format(day=i18n.plain_day(week.made_on))
    links = [element("a", _t("All sessions as a calendar file"), href=CALENDAR)]
    if has_poster:
        links.append(element("a", _t("Poster to print (PDF)"), href=POSTER))
    back = None if is_home else element("p", element("a", _t("Back to this week"), href=HOME))
    return element(
        "footer",
        element(
            "div",
            back,
            *(element("p", link) for link in links),
            element("p", _t("These pages set no cookies and count nobody."), " ", made),
            class_="inner",
        ),
    )
