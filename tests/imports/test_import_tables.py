"""Files as they come: whichever program wrote them, whatever is wrong with them."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.errors import HubDeskError, Refusal
from hubdesk.errors.bringing_in import (
    Fault,
    FileEmpty,
    FileNotATable,
    FileTooBig,
    LineTooLong,
    LooksLike,
    QuoteNotClosed,
    TooManyColumns,
    TooManyRows,
)
from hubdesk.imports.tables import MOST_ROWS, Table, read_table
from hubdesk.messages import explain
from tests.imports.reading import SAMPLE_FILES, faults, shared, shared_names, table

PEOPLE = ("Zoë Brontë", "José Núñez")


def cells(content: bytes | str) -> list[dict[str, str]]:
    content = content.encode() if isinstance(content, str) else content
    return [row.cells for row in read_table(content, "x.csv").rows]


def read_or_refused(content: bytes, name: str) -> Table | Refusal:
    try:
        return read_table(content, name)
    except Refusal as refusal:
        return refusal


@pytest.mark.parametrize(
    "name",
    [
        *("people-latin1.csv", "people-windows.csv", "people-utf8-bom.csv", "people-utf16.csv"),
        *("people-utf16-be-no-mark.csv", "people-cr-only.csv", "people-nul.csv"),
    ],
)
def test_names_keep_their_accents_whatever_letters_the_file_is_in(name: str):
    found = table(name)
    assert found.headings == ("name", "phone", "postcode", "notes")
    assert tuple(row.cells["name"] for row in found.rows[:2]) == PEOPLE
    assert [row.line for row in found.rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("people-latin1.csv", "Windows"),
        ("people-windows.csv", "Windows"),
        ("people-cr-only.csv", "Mac"),
    ],
)
def test_letters_that_had_to_be_guessed_are_told(name: str, letters: str):
    (remark,) = [r for r in table(name).remarks if r.fault is Fault.NOT_UTF8]
    assert remark.text == letters


def test_one_bad_byte_does_not_spoil_a_file_of_utf8():
    text = "name\n" + "Zoë Brontë\n" * 20
    (*good, bad) = cells(text.encode() + b"Jos\xe9 N\xc3\xba\xc3\xb1ez\n")
    assert good[0] == {"name": "Zoë Brontë"}
    assert bad == {"name": "Jos\ufffd Núñez"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_line_end_goes_with_any_separator(end: str, separator: str):
    rows = [["name", "phone", "notes"], ["Ada", "1", "tea, milk; sugar"], ["Bo", "2", "a\tb"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    found = read_table(out.getvalue().encode(), "x.csv")
    assert found.headings == ("name", "phone", "notes")
    assert found.rows[0].cells["notes"] == "tea, milk; sugar"
    assert [row.line for row in found.rows] == [2, 3]


def test_excels_own_first_line_names_the_separator_and_is_no_row():
    found = read_table(b"sep=;\r\nname;notes\r\nAda;a,b,c\r\n", "x.csv")
    assert found.headings == ("name", "notes")
    assert found.rows[0].line == 2


def test_a_list_of_one_column_is_not_cut_at_the_commas_in_it():
    assert cells("name\nOkafor Ada\nYusuf Amina\n") == [
        {"name": "Okafor Ada"},
        {"name": "Yusuf Amina"},
    ]


def test_lines_are_those_a_spreadsheet_shows_blank_rows_and_broken_lines_counted():
    found = read_table(b'name,notes\n\nAda,"one\ntwo"\n,\nBo,\n', "x.csv")
    assert [(row.line, row.cells["name"]) for row in found.rows] == [(3, "Ada"), (5, "Bo")]
    assert found.rows[0].cells["notes"] == "one\ntwo"


def test_a_title_above_the_headings_is_passed_over_and_told():
    found = table("title-above.csv")
    assert found.headings == ("name", "phone", "postcode")
    assert [row.line for row in found.rows] == [4, 5]
    assert faults(found.remarks) == [Fault.ROWS_ABOVE]


def test_headings_that_stand_twice_are_told_apart_and_told():
    found = table("repeated-headings.csv")
    assert found.headings == ("name", "phone", "notes", "phone (2)", "Column E", "notes (2)")
    told = [(r.fault, r.column) for r in found.remarks]
    assert (Fault.HEADING_REPEATED, "phone") in told
    assert (Fault.HEADING_REPEATED, "notes") in told
    assert (Fault.HEADING_BLANK, "Column E") in told


def test_a_blank_column_of_blank_cells_is_nothing():
    assert read_table(b"name,,phone,,\nAda,,1,,\n", "x.csv").headings == ("name", "phone")


def test_short_rows_are_filled_up_and_told_and_long_ones_keep_their_rest():
    found = table("ragged.csv")
    assert [row.extra for row in found.rows] == [(), ("and Tuesdays",), (), ()]
    assert found.rows[0].cells["postcode"] == ""
    assert [r.line for r in found.remarks if r.fault is Fault.SHORT_ROW] == [2, 6]


def test_a_file_of_headings_alone_says_that_it_has_no_rows():
    assert faults(table("people-koha-headings.csv").remarks) == [Fault.NO_ROWS]


def test_a_formula_is_kept_as_text_and_told():
    found = table("formulas.csv")
    assert found.rows[0].cells["name"] == "=cmd|' /C calc'!A0"
    told = {(r.line, r.column) for r in found.remarks if r.fault is Fault.FORMULA}
    assert told == {(2, "name"), (2, "notes"), (3, "notes"), (4, "notes")}


def test_what_a_spreadsheet_was_told_to_keep_as_text_loses_only_the_telling():
    found = table("formulas.csv")
    assert found.rows[1].cells["phone"] == "07700900502"  # ="07700900502"
    assert found.rows[3].cells["phone"] == "07700900504"  # '07700900504
    assert found.rows[4].cells["notes"] == "=not a formula any more"


def test_a_phone_with_plus_and_a_dash_in_a_note_are_no_formulas():
    found = read_table(b"phone,notes\n+44 7700 900503,- brought a dog\n-5,+1\n", "x.csv")
    assert not found.remarks


def test_what_a_spreadsheet_could_not_work_out_is_left_empty_and_told():
    found = table("formulas.csv")
    assert found.rows[4].cells["phone"] == ""
    assert [r.text for r in found.remarks if r.fault is Fault.CELL_BROKEN] == ["#N/A"]


def test_characters_nobody_can_see_are_dropped_and_told():
    assert faults(table("people-nul.csv").remarks) == [Fault.CONTROLS_DROPPED]
    found = read_table("name,notes\nA\x07da,\ufeffb\x85c\n".encode(), "x.csv")
    assert found.rows[0].cells == {"name": "Ada", "notes": "bc"}
    assert faults(found.remarks) == [Fault.CONTROLS_DROPPED] * 2


@pytest.mark.parametrize("content", [b"", b"\n\n", b" ,,\n,,\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file_is_refused(content: bytes):
    with pytest.raises(FileEmpty):
        read_table(content, "empty.csv")


@pytest.mark.parametrize(
    ("content", "thing"),
    [
        (b"%PDF-1.7\n%....", LooksLike.PDF),
        (b"\x89PNG\r\n\x1a\n....", LooksLike.PICTURE),
        (b"\xff\xd8\xff\xe0....", LooksLike.PICTURE),
        (b"RIFF....WEBPVP8 ", LooksLike.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", LooksLike.PICTURE),
        (b"SQLite format 3\x00", LooksLike.DATABASE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", LooksLike.OLD_EXCEL),
        (b"<!DOCTYPE html>\n<table>", LooksLike.WEB_PAGE),
        (b'[{"name": "Ada"}]', LooksLike.JSON),
        (bytes(range(256)) * 8, LooksLike.NOT_TEXT),
    ],
)
def test_a_file_that_is_no_table_is_named_for_what_it_is(content: bytes, thing: LooksLike):
    with pytest.raises(FileNotATable) as refusal:
        read_table(content, "holiday")
    assert refusal.value.looks_like is thing


def test_a_file_of_the_library_tool_is_named():
    with pytest.raises(FileNotATable) as refusal:
        table("koha-offline.koc")
    assert explain(refusal.value).what == "koha-offline.koc is a Koha offline circulation file."


def test_a_quotation_mark_never_closed_is_refused_with_its_line():
    with pytest.raises(QuoteNotClosed) as refusal:
        table("quote-not-closed.csv")
    assert refusal.value.line == 3


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"a" * 40_000_000, LineTooLong),
        (b"name,phone," * 3_700_000, LineTooLong),
        (("name,phone," * 1_850_000).encode("utf-16"), LineTooLong),
        (b'"' + b"a\n" * 10_000_000, QuoteNotClosed),
        (b"name\n" + b"Ada Okafor of Mill Lane\n" * 2_000_000, FileTooBig),
        (b"name\n" + b"\n" * 2_000_000, TooManyRows),
        (b"name,phone\n" + b"Ada,1\n" * (MOST_ROWS + 1), TooManyRows),
        (b"a," * 600 + b"\n1", TooManyColumns),
    ],
    ids=["one line", "one row", "one wide line", "one cell", "big", "blank", "long", "wide"],
)
def test_a_file_without_end_is_refused_quickly(content: bytes, refused: type[HubDeskError]):
    started = time.process_time()
    with pytest.raises(refused):
        read_table(content, "endless.csv")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("content", [b"a" * 40_000_000, b'"' + b"a\n" * 10_000_000])
def test_a_file_without_end_takes_little_more_room_than_itself(content: bytes):
    tracemalloc.start()
    with pytest.raises(Refusal):
        read_table(content, "endless.csv")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * len(content)


def test_the_longest_file_that_is_taken_is_read():
    found = read_table(b"name,phone\n" + b"Ada,1\n" * MOST_ROWS, "x.csv")
    assert found.rows[-1].line == MOST_ROWS + 1


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: path.name)
def test_every_sample_is_read_or_refused_in_whole_sentences(path: Path):
    found = read_or_refused(path.read_bytes(), path.name)
    if isinstance(found, Refusal):
        assert explain(found).text.endswith(".")
    else:
        assert found.headings
        assert all(set(row.cells) == set(found.headings) for row in found.rows)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes):
    with suppress(Refusal):
        read_table(content, "any")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1).filter(
                lambda text: text[0] not in "'=#"
            ),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
    )
)
def test_whatever_is_written_as_csv_is_read_as_it_was(rows: list[list[str]]):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["one", "two", "three"], *rows])
    found = read_table(out.getvalue().encode("utf-8-sig"), "x.csv")
    assert [list(row.cells.values()) for row in found.rows] == rows


@pytest.mark.real_files
@pytest.mark.parametrize(
    "name",
    shared_names("csv-torture-*/*", "csv-torture-*/*/*", "import-*/*", "device-allocations-dfe/*"),
)
def test_every_real_file_is_read_or_refused(name: str):
    found = read_or_refused(shared(name), name.rpartition("/")[2])
    assert explain(found).text if isinstance(found, Refusal) else found.headings


@pytest.mark.real_files
@pytest.mark.parametrize("name", shared_names("csv-torture-spectrum/csvs/*"))
def test_the_acid_files_are_read_as_their_publisher_says(name: str):
    found = read_table(shared(name), name)
    said = json.loads(shared(name.replace("csvs/", "json/").replace(".csv", ".json")))
    said = said if isinstance(said, list) else [said]
    # The publisher took a phone number out of one of the two.
    read = [row.cells | {"Contact Phone Number": ""} for row in found.rows]
    assert read == [
        {key: value.strip() for key, value in row.items()} | {"Contact Phone Number": ""}
        for row in said
    ]


@pytest.mark.real_files
def test_the_naughty_strings_come_through_a_cell_as_they_are():
    strings = [s for s in json.loads(shared("nasty-strings-blns/blns.json")) if s.strip()]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["name", "notes"], *([s, "x"] for s in strings)])
    read = [row.cells["name"] for row in read_table(out.getvalue().encode(), "x.csv").rows]
    told_apart = [(was, now) for was, now in zip(strings, read, strict=True) if was.strip() != now]
    # Only what nobody can see, and what a spreadsheet wrote itself, may have gone.
    assert all(len(now) <= len(was) for was, now in told_apart)
    assert len(told_apart) < 12


@pytest.mark.real_files
@pytest.mark.parametrize("name", shared_names("zip-malformed/*/*"))
def test_an_odd_archive_is_refused(name: str):
    with pytest.raises(Refusal):
        read_table(shared(name), "archive.zip")
