"""The papers: how many pages, what they say, how large it is, and what the file says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdfium2 import raw

from hubdesk.ids import CodeKind, DeskAction, make_code
from hubdesk.operations.beginnings import TEMPLATES, FirstTemplate
from hubdesk.queries.here_now import HereNow, HereRow, HereSort
from hubdesk.queries.papers import AgreementLine, CardRow, DueRow, HubOnPaper, LabelRow
from hubdesk.reports import scanner_page
from hubdesk.reports.agreement import agreement_pdf
from hubdesk.reports.cards import person_card_sheets_pdf, person_cards_pdf
from hubdesk.reports.desk_card import desk_card_pdf, keys_to_know
from hubdesk.reports.due_list import due_list_pdf
from hubdesk.reports.gift_form import gift_form_pdf
from hubdesk.reports.labels import device_label_sheets_pdf, device_labels_pdf
from hubdesk.reports.recovery_sheet import recovery_sheet_pdf
from hubdesk.reports.roll_call import roll_call_pdf
from hubdesk.reports.signature import strokes_of
from hubdesk.ui.actions import ACTIONS
from tests.reports.papers_read import (
    DUE_ON,
    HOTSPOT,
    HUB,
    LAPTOP,
    LONG_HUB,
    MADE_ON,
    NAMES,
    TABLET,
    agreement,
    opened,
    text_of,
    texts_on,
)

GROUPS = ("7K3M", "QX9A", "0F2T", "WZ8B", "1D4H", "RN6C", "5VPE", "GJ2Y")
FORMS = {"loan": agreement_pdf, "gift": gift_form_pdf}
SIM = AgreementLine("Vodafone SIM, 40 GB a month", "", "8944110", ends_on=date(2027, 5, 11))
SIGNATURE = "M 0 40 L 20 10 L 40 50 L 60 5 L 80 40.5 M 200,5"


def labels(count: int) -> list[LabelRow]:
    codes = [make_code(CodeKind.DEVICE, 0, number) for number in range(142, 142 + count)]
    return [LabelRow(code.text, code.printed(), "Lenovo ThinkPad L390") for code in codes]


def cards(count: int) -> list[CardRow]:
    codes = [make_code(CodeKind.PERSON, 0, number) for number in range(318, 318 + count)]
    return [CardRow(code.text, code.printed(), "Sam H.") for code in codes]


def due_rows(count: int) -> list[DueRow]:
    names = list(NAMES.values())
    return [
        DueRow(
            names[at % len(names)],
            "07700 900118" if at % 3 else "",
            f"HD-{142 + at:04d}",
            "Lenovo ThinkPad L390",
            MADE_ON + timedelta(days=at - 4),
            (True, False, None)[at % 3],
        )
        for at in range(count)
    ]


def in_the_building(count: int) -> HereNow:
    at = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
    names = list(NAMES.values())
    rows = [
        HereRow(str(n), HereSort.PERSON, names[n % len(names)], at, "s", "Digital basics", "Room 2")
        for n in range(count)
    ]
    return HereNow(at, tuple(rows[:-2]), tuple(rows[-2:]))


EVERY_PAPER = {
    "labels": lambda hub: device_labels_pdf(labels(2), hub),
    "label sheets": lambda hub: device_label_sheets_pdf(labels(25), hub),
    "cards": lambda hub: person_cards_pdf(cards(2), hub),
    "card sheets": lambda hub: person_card_sheets_pdf(cards(9), hub),
    "desk card": desk_card_pdf,
    "agreement": lambda hub: agreement_pdf(agreement(hub=hub)),
    "agreement in large print": lambda hub: agreement_pdf(agreement(hub=hub, large_print=True)),
    "gift form": lambda hub: gift_form_pdf(agreement(hub=hub, lines=(SIM,))),
    "recovery sheet": lambda hub: recovery_sheet_pdf(hub, GROUPS, MADE_ON),
    "call list": lambda hub: due_list_pdf(due_rows(30), hub, MADE_ON),
    "roll call": lambda hub: roll_call_pdf(in_the_building(40), hub),
    "test page": scanner_page.test_page_pdf,
}


@pytest.mark.parametrize("make", EVERY_PAPER.values(), ids=EVERY_PAPER.keys())
class TestEveryPaper:
    def test_equal_rows_make_equal_bytes_whatever_was_printed_between(self, make):
        first = make(HUB)
        agreement_pdf(agreement(borrower=NAMES["Urdu"], known_as="ڕێ"))
        assert make(HUB) == first

    def test_the_file_names_its_title_hub_and_language_and_nobody_else(self, make):
        with opened(make(HUB)) as document:
            about = document.get_metadata_dict()
        assert about["Title"]
        assert about["Author"] == "Riverside Hub"
        assert not {"Samira", "Haddad", "Sam"} & set(" ".join(about.values()).split())

    def test_every_font_is_embedded(self, make):
        pdf = make(HUB)
        assert b"/Helvetica" not in pdf
        with opened(pdf) as document:
            for page in document:
                assert all(raw.FPDFFont_GetIsEmbedded(font_of(t)) == 1 for t in texts_on(page))

    def test_it_stays_on_its_page_under_the_longest_hub_name(self, make):
        with opened(make(LONG_HUB)) as document:
            for page in document:
                for text in texts_on(page):
                    left, bottom, right, top = text.get_bounds()
                    assert left >= 0
                    assert bottom >= 0
                    assert right <= page.get_width()
                    assert top <= page.get_height()

    def test_it_needs_no_phone_and_no_address(self, make):
        with opened(make(HubOnPaper("A"))) as document:
            assert "None" not in "".join(text_of(page) for page in document)

    def test_its_background_is_white(self, make):
        with opened(make(HUB)) as document:
            image = document[0].render(scale=0.5).to_pil().convert("RGB")
        corners = [(0, image.height - 1), (image.width - 1, image.height - 1)]
        assert {image.getpixel(corner) for corner in corners} == {(255, 255, 255)}


def font_of(text):
    return raw.FPDFTextObj_GetFont(text)


@pytest.mark.parametrize(("large_print", "least"), [(False, 12), (True, 18)])
@pytest.mark.parametrize("make", [agreement_pdf, gift_form_pdf])
def test_no_letter_of_a_form_is_smaller_than_promised(make, large_print: bool, least: int):
    paper = agreement(
        large_print=large_print,
        lines=(LAPTOP, HOTSPOT, TABLET),
        reprint_of_on=date(2026, 3, 3),
        borrower="Maximiliana-Konstantina Papadopoulou " * 3,
        hub=LONG_HUB,
    )
    with opened(make(paper)) as document:
        sizes = [text.get_font_size() for page in document for text in texts_on(page)]
    assert min(sizes) >= least


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.purpose)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_up_to_three_things_and_the_first_promises_fit_on_one_page_a_copy(
    large_print: bool, template: FirstTemplate, count: int
):
    paper = agreement(
        large_print=large_print,
        title=template.title,
        promises=template.promises,
        lines=(LAPTOP, HOTSPOT, TABLET)[:count],
    )
    with opened(FORMS[template.purpose](paper)) as document:
        assert len(document) == 2
        assert "Your copy" in text_of(document[0])
        assert "Our copy" in text_of(document[1])


def test_more_devices_go_on_to_a_second_page_and_none_is_lost():
    lines = tuple(replace(LAPTOP, printed=f"HD-{number:04d}") for number in range(200, 212))
    with opened(agreement_pdf(agreement(large_print=True, lines=lines))) as document:
        pages = [text_of(page) for page in document]
        assert min(t.get_font_size() for page in document for t in texts_on(page)) >= 18
    assert len(pages) == 4
    for copy in (pages[:2], pages[2:]):
        assert all(f"HD-{number:04d}" in " ".join(copy) for number in range(200, 212))
        assert "Signed by" not in copy[0]
        assert "Signed by" in copy[1]
        assert "page 2 of 2" in copy[1]
        assert copy[1].startswith("Borrowing agreement, P-00041, Samira Haddad")


@pytest.mark.parametrize("large_print", [False, True])
def test_the_promises_stand_on_one_page_however_many_things_are_borrowed(large_print: bool):
    promises = next(template.promises for template in TEMPLATES if template.purpose == "loan")
    for count in range(1, 14):
        lines = tuple(replace(LAPTOP, printed=f"HD-{number:04d}") for number in range(count))
        paper = agreement(large_print=large_print, lines=lines, promises=promises)
        with opened(agreement_pdf(paper)) as document:
            pages = [text_of(page) for page in document]
        whole = [page for page in pages if "What we both agree" in page]
        assert len(whole) == 2, "one page of each copy"
        assert all(promise in page for page in whole for promise in promises)
        assert all("Signed by" in page for page in whole), "what is signed stands above the line"


def test_more_promises_than_a_page_holds_go_on_to_the_next_and_none_is_lost():
    promises = tuple(f"Promise {number} is kept by both of us." for number in range(70))
    with opened(agreement_pdf(agreement(large_print=True, promises=promises))) as document:
        text = " ".join(text_of(document[at]) for at in range(len(document) // 2))
    assert all(promise in text for promise in promises)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Charger", "charger"),
        ("Power lead", "power lead"),
        ("USB cable", "USB cable"),
        ("MiFi", "MiFi"),
        ("A4 folder", "A4 folder"),
        ("فاطمہ", "فاطمہ"),
    ],
)
def test_what_comes_along_is_said_inside_the_sentence(name: str, said: str):
    line = replace(LAPTOP, contents=(name, "Bag"))
    with opened(agreement_pdf(agreement(lines=(line,)))) as document:
        assert f"With {said} and bag." in text_of(document[0])


def test_an_address_written_in_lines_has_commas_on_one():
    hub = replace(HUB, address="Riverside Centre\n1 Canal Row,\n\nBirmingham B99 9AA")
    with opened(agreement_pdf(agreement(hub=hub))) as document:
        assert "Riverside Centre, 1 Canal Row, Birmingham B99 9AA" in text_of(document[0])


def test_an_agreement_says_who_what_until_when_and_whom_to_call():
    with opened(agreement_pdf(agreement())) as document:
        text = text_of(document[0])
    for said in (
        "Riverside Hub",
        "Samira Haddad",
        "Card L-00318, known as Sam",
        "Tuesday 24 November 2026",
        "Lenovo ThinkPad L390, HD-0142",
        "With charger and bag. Condition: good. Serial PF1ABCDE.",
        "We wipe everything on the device when it comes back.",
        "Questions? Call 0121 496 0318, or ask at the desk.",
        "Amira Khan",
        "Version 3. Made on 11 November 2026.",
    ):
        assert said in text


def test_different_days_stand_beside_each_thing():
    lines = (LAPTOP, replace(HOTSPOT, due_on=DUE_ON + timedelta(days=7)))
    with opened(agreement_pdf(agreement(lines=lines))) as document:
        text = text_of(document[0])
    assert "Bring back by Tuesday 24 November 2026." in text
    assert "Bring back by Tuesday 1 December 2026." in text


def test_a_reprint_says_of_which_day_the_original_is():
    with opened(agreement_pdf(agreement(reprint_of_on=date(2026, 3, 3)))) as document:
        assert all("Copy of the original of 3 March 2026" in text_of(page) for page in document)


def test_a_gift_form_says_until_when_it_works_and_nothing_of_bringing_back():
    with opened(gift_form_pdf(agreement(lines=(SIM,), title="Yours to keep"))) as document:
        assert len(document) == 2
        text = text_of(document[0])
    assert "Works until Tuesday 11 May 2027." in text
    assert "Given on Wednesday 11 November 2026" in text.replace("Samira Haddad ", "")
    assert "Bring back by" not in text
    assert text.count("to keep") == 1, "the title says it"


def test_a_signature_drawn_on_the_screen_stands_above_its_line():
    def strokes(path: str) -> int:
        with opened(agreement_pdf(agreement(signature_path=path))) as document:
            return len(list(document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])))

    assert strokes(SIGNATURE) == strokes("") + 1
    assert strokes_of(SIGNATURE)[1] == [(200.0, 5.0)]
    for wrong in ("scribble", "L 1 2", "M 1 2 L 3", "M 1 2 C 1 2 3 4 5 6"):
        with pytest.raises(ValueError, match="not a signature"):
            strokes_of(wrong)


def test_sheets_hold_24_labels_and_begin_where_the_last_one_ended():
    def pages(count: int, start_at: int = 0) -> int:
        with opened(device_label_sheets_pdf(labels(count), HUB, start_at)) as document:
            return len(document)

    assert (pages(24), pages(25), pages(19, 5), pages(20, 5), pages(1, 23)) == (1, 2, 1, 2, 1)
    for wrong in (-1, 24):
        with pytest.raises(ValueError, match=str(wrong)):
            pages(1, wrong)


def test_labels_and_cards_have_the_size_they_say():
    with opened(device_labels_pdf(labels(3), HUB)) as document:
        assert len(document) == 3
        assert document[2].get_size() == pytest.approx((62 / 25.4 * 72, 29 / 25.4 * 72), abs=0.2)
    with opened(person_cards_pdf(cards(2), HUB)) as document:
        assert len(document) == 2
        assert document[0].get_size() == pytest.approx((86 / 25.4 * 72, 54 / 25.4 * 72), abs=0.2)
    with opened(person_card_sheets_pdf(cards(9), HUB)) as document:
        assert len(document) == 2


def test_a_label_says_whom_to_call_only_when_there_is_a_phone():
    with opened(device_labels_pdf(labels(1), HUB)) as document:
        assert text_of(document[0]) == "Riverside Hub HD-0142 Found this? Call 0121 496 0318"
    with opened(device_labels_pdf(labels(1), HubOnPaper("Riverside Hub"))) as document:
        assert text_of(document[0]) == "Riverside Hub HD-0142"


def test_a_card_holds_a_short_name_and_no_more():
    with opened(person_cards_pdf(cards(1), HUB)) as document:
        assert text_of(document[0]) == "Riverside Hub Sam H. Card L-00318"


def test_a_long_hub_name_ends_in_an_ellipsis_on_a_label():
    with opened(device_labels_pdf(labels(1), LONG_HUB)) as document:
        assert "…" in text_of(document[0])


def test_the_desk_card_has_the_actions_and_six_keys():
    with opened(desk_card_pdf(HUB)) as document:
        assert len(document) == 1
        text = text_of(document[0])
    for said in ("Lend", "Undo", "Start again", "Make ready", "Due today", "Due in 4 weeks"):
        assert said in text
    for key in ("F2", "Enter", "Esc", "Ctrl+Z", "Ctrl+Shift+H", "Ctrl+L"):
        assert key in text
    with opened(desk_card_pdf(HUB, (DeskAction.LEND,))) as document:
        assert "Undo" not in text_of(document[0]).split("Keys to know")[0]


def test_the_keys_on_the_desk_card_are_keys_the_window_knows():
    known = {key for action in ACTIONS.values() for key in action.keys} | {"Enter", "Esc"}
    assert {key.key for key in keys_to_know()} <= known


def test_the_recovery_sheet_has_two_copies_with_every_group():
    with opened(recovery_sheet_pdf(HUB, GROUPS, MADE_ON)) as document:
        assert len(document) == 2
        for at, page in enumerate(document, 1):
            text = text_of(page).replace(" ", "")
            assert all(f"{number}{group}" in text for number, group in enumerate(GROUPS, 1))
            assert f"Copy {at} of 2" in text_of(page)
    with pytest.raises(ValueError, match="7"):
        recovery_sheet_pdf(HUB, GROUPS[:7], MADE_ON)


def test_the_call_list_says_how_late_and_whether_a_message_is_safe():
    rows = due_rows(30)
    with opened(due_list_pdf(rows, HUB, MADE_ON)) as document:
        pages = [text_of(page) for page in document]
    assert len(pages) > 1
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
    assert all("Due back" in page for page in pages)
    whole = " ".join(pages)
    assert "4 things overdue, 26 things due." in whole
    assert "4 days late" in whole
    assert "1 day late" in whole
    assert "Messages: never" in whole
    assert all(row.printed in whole for row in rows)
    assert all(word in whole for row in rows for word in row.borrower.split())


def test_a_name_no_font_draws_does_not_keep_the_others_off_the_call_list():
    nothing_draws = "\U00010d50\U00010d51"  # Garay, which no computer has a font for yet
    names = ("王小明", "Ewa Nowak", f"Awa {nothing_draws}")
    rows = [replace(due_rows(1)[0], borrower=name) for name in names]
    with opened(due_list_pdf(rows, HUB, MADE_ON)) as document:
        said = text_of(document[0])
    assert "Wangxiaoming" in said or "王小明" in said  # as the fonts of this computer allow
    assert "Ewa Nowak" in said
    assert "Awa" in said
    assert "3 things overdue. " in said, "what is nought is left out"
    assert "Garay. Those names are in Latin letters." in said
    assert all(row.printed in said for row in rows)


def test_a_call_list_with_nobody_on_it_says_so():
    with opened(due_list_pdf([], HUB, MADE_ON)) as document:
        assert "Nothing is due." in text_of(document[0])


@pytest.mark.parametrize("make", [device_labels_pdf, person_cards_pdf, person_card_sheets_pdf])
def test_no_paper_is_made_of_nothing(make):
    with pytest.raises(ValueError, match="no "):
        make([], HUB)
