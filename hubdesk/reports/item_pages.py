"""One session, opportunity or story: its line in the list, and the page of its own behind it."""

from __future__ import annotations

from hubdesk import i18n
from hubdesk.i18n import translate
from hubdesk.messages.opportunities import sort_words
from hubdesk.queries.opportunities import OpportunityRow
from hubdesk.queries.this_week import PublicSession, PublicStory, ThisWeek
from hubdesk.reports.markup import Child, Markup, element, together
from hubdesk.reports.page_frame import CALENDAR, page
from hubdesk.reports.structured_data import (
    SCHEMA,
    address_of,
    hub_data,
    opportunity_data,
    session_data,
)
from hubdesk.reports.week_words import (
    booking_words,
    closing_words,
    help_words,
    kind_words,
    time_words,
    when_words,
    where_words,
)

SHORT = 180  # letters of a story in the list


def _t(text: str) -> str:
    return translate("Pages", text)


def session_line(one: PublicSession, name: str) -> Markup:
    """A session in the list of its day."""
    row = one.row
    told = ", ".join(filter(None, (kind_words(one), where_words(one))))
    return element(
        "li",
        element("a", row.title, href=name, dir="auto"),
        element("p", time_words(one), class_="when"),
        element("p", told, dir="auto"),
        _marks(one),
        data_item=row.id,
    )


def opportunity_line(week: ThisWeek, row: OpportunityRow, name: str) -> Markup:
    """An opportunity on the board."""
    told = ", ".join(filter(None, (row.organisation, row.place)))
    soon = row.ends_soon(week.made_on) and row.closing_on is not None
    return element(
        "li",
        element("a", row.title, href=name, dir="auto"),
        element("p", told, dir="auto") if told else None,
        element("p", row.pay, dir="auto") if row.pay else None,
        element(
            "p",
            element(
                "span",
                closing_words(row, week.made_on),
                class_="said mind" if soon else "said",
            ),
        ),
        data_item=row.id,
    )


def story_quote(one: PublicStory, name: str) -> Markup:
    """The beginning of a story, and who tells it."""
    words = " ".join(one.words.split())
    short = words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}…"
    return element(
        "li",
        element("a", story_title(one), href=name, dir="auto"),
        element("blockquote", element("p", f"“{short}”", dir="auto")),
        data_item=one.id,
    )


def story_title(one: PublicStory) -> str:
    """Edda, web designer; what there is of it."""
    told = ", ".join(filter(None, (one.who, i18n.within(one.work) if one.who else one.work)))
    return told or _t("A story")


def session_page(week: ThisWeek, one: PublicSession, name: str) -> bytes:
    """All that everybody may know of a session."""
    row, hub = one.row, week.hub
    at_hub = ", ".join((hub.name, *hub.address))
    facts: list[tuple[str, Child]] = [
        (_t("When"), element("time", when_words(one), datetime=row.starts_at.isoformat())),
        (_t("Where"), ", ".join(filter(None, (row.room, row.venue or at_hub)))),
        (_t("What sort"), kind_words(one)),
        (_t("How to come"), booking_words(one)),
        *((_t("Also"), words) for words in help_words(one)),
        *(((_t("Ask us"), _phone(hub.phone)),) if hub.phone else ()),
    ]
    main = together(
        _said(_t("This session is cancelled.")) if row.is_cancelled else None,
        _facts(facts),
        _programme(one),
        element("p", element("a", _t("Add our sessions to your calendar"), href=CALENDAR)),
    )
    return page(
        week, name=name, title=row.title, says=when_words(one), main=main,
        about=session_data(one, hub, name),
    )  # fmt: skip


def opportunity_page(week: ThisWeek, row: OpportunityRow, name: str) -> bytes:
    """All that is known of an opportunity."""
    facts: list[tuple[str, Child]] = [
        (_t("What sort"), sort_words(row.sort)),
        (_t("Who offers it"), row.organisation),
        (_t("Where"), row.place),
        (_t("Pay or cost"), row.pay),
        (_t("Last day"), closing_words(row, week.made_on)),
        (_t("Whom to ask"), row.contact),
        (_t("More"), _away(row.link, row.link)),
    ]
    about = element("p", row.about, class_="pre", dir="auto") if row.about else None
    helps = _t("We help you to apply: ask at the desk of {hub}.").format(hub=week.hub.name)
    main = together(_facts(facts), about, element("p", helps))
    says = ", ".join(filter(None, (sort_words(row.sort), row.organisation, row.place)))
    return page(
        week, name=name, title=row.title, says=says, main=main,
        about=opportunity_data(row, week.hub, name),
    )  # fmt: skip


def story_page(week: ThisWeek, one: PublicStory, name: str) -> bytes:
    """A story in its own words."""
    film = element("p", _away(_t("See the film"), one.link)) if one.link else None
    words = element("blockquote", element("p", one.words, class_="pre", dir="auto"))
    about = {
        "@context": SCHEMA,
        "@type": "Article",
        "headline": story_title(one),
        "articleBody": one.words,
        "publisher": hub_data(week.hub),
    }
    if url := address_of(week.hub, name):
        about["url"] = url
    return page(
        week, name=name, title=story_title(one), says=_t("A story in their own words"),
        main=together(words, film), about=about,
    )  # fmt: skip


def _marks(one: PublicSession) -> Markup:
    mind = one.row.is_cancelled or one.row.is_full
    first = element("span", booking_words(one), class_="said mind" if mind else "said")
    others = (element("span", words, class_="said") for words in help_words(one))
    return element("p", first, *others)


def _facts(facts: list[tuple[str, Child]]) -> Markup:
    told = (
        together(element("dt", label), element("dd", value, dir="auto"))
        for label, value in facts
        if value
    )
    return element("dl", *told, class_="facts")


def _programme(one: PublicSession) -> Markup | None:
    if not one.programme:
        return None
    lines = (
        element("li", element("b", at), element("span", what, dir="auto"))
        for at, what in one.programme
    )
    return element(
        "section",
        element("h2", _t("Programme")),
        element("ol", *lines, class_="programme", role="list"),
    )


def _away(words: str, link: str) -> Child:
    """A link to a page of somebody else. What is no address of a page stays a text."""
    if not link.startswith(("https://", "http://")):
        return link
    return element("a", words, href=link, rel="noopener noreferrer")


def _said(words: str) -> Markup:
    return element("p", element("span", words, class_="said mind"))


def _phone(phone: str) -> Markup:
    dial = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return element("a", phone, href=f"tel:{dial}")
