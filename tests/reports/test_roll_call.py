"""The roll call of a fire drill: everybody on it, by name, with a box to tick in the rain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2

from hubdesk.queries.here_now import HereNow, HereRow, HereSort, Nameless
from hubdesk.queries.papers import HubOnPaper
from hubdesk.reports.roll_call import roll_call_pdf

HUB = HubOnPaper("Riverside Hub", "0121 496 0318")
AT = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
CAME = AT - timedelta(minutes=30)


def here(*rows: HereRow, perhaps: tuple[HereRow, ...] = ()) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(roll_call_pdf(HereNow(AT, rows, perhaps), HUB))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


def person(name: str, **more: str) -> HereRow:
    return HereRow(name, HereSort.PERSON, name, CAME, **more)


def test_who_gave_no_name_has_a_box_of_their_own_and_is_in_no_sum():
    nameless = (Nameless("Open day", "Hall", 15),)
    pdf = roll_call_pdf(HereNow(AT, (person("Bo Li"),), (), nameless), HUB)
    document = pypdfium2.PdfDocument(pdf)
    (page,) = (" ".join(one.get_textpage().get_text_range().split()) for one in document)
    document.close()
    assert "1 person in the building: 1 person who came." in page
    assert "Counted without a name 15 people Open day, Hall" in page


def test_everybody_is_on_it_with_where_to_look_for_them():
    (page,) = here(
        person("Ada Okafor", session="Digital basics", room="Room 2"),
        person("Bo Li"),
        HereRow("a", HereSort.STAFF, "Amira Khan", CAME),
        HereRow("v", HereSort.VISITOR, "Fire inspector", CAME),
    )
    assert "Tuesday 24 November 2026, 10:42am" in page
    assert "4 people in the building: 1 of the staff, 2 people who came and 1 visitor." in page
    for said in ("Ada Okafor Room 2, since 10:12am", "Bo Li Dropped in, since 10:12am",
                 "Amira Khan Staff, since 10:12am", "Fire inspector Visitor"):  # fmt: skip
        assert said in page
    assert "Perhaps gone" not in page


def test_who_perhaps_went_stands_apart_and_is_not_counted():
    gone = HereRow("x", HereSort.PERSON, "Cy Brown", CAME, "s", "Taster", "", True)
    (page,) = here(person("Bo Li"), perhaps=(gone,))
    assert "1 person in the building" in page
    assert page.index("Bo Li") < page.index("Perhaps gone") < page.index("Cy Brown")


def test_an_empty_building_says_so_and_keeps_lines_for_anybody_else():
    (page,) = here()
    assert "0 people in the building." in page
    assert "Nobody is signed in." in page
    assert "Anybody else" in page


def test_a_name_no_font_draws_is_not_left_off():
    (page,) = here(person("Awa \U00010d50\U00010d51"), person("Ewa Nowak"))
    assert "Awa" in page
    assert "Ewa Nowak" in page


def test_two_hundred_people_run_over_numbered_pages():
    pages = here(*(person(f"Person {n:03}") for n in range(200)))
    assert len(pages) > 3
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
    whole = " ".join(pages)
    assert all(f"Person {n:03}" in whole for n in range(200))
