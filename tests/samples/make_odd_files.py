"""Makes the samples that no editor would save again as they are: odd letters, odd line ends, XLSX.

Run from the repository root: `python tests/samples/make_odd_files.py`. Everybody is invented.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
ACCENTS = """name,phone,postcode,notes
Zoë Brontë,07700 900601,B12 0XX,café on Mondays
José Núñez,07700 900602,,£5 for the bus
Siân Llŷr,07700 900603,CF10 1ZZ,
"""
WESTERN = ACCENTS.replace("Llŷr", "Rhys")  # Latin-1 has no ŷ
SNIPE_BAD = """Full Name,Email,Username,Company,item Name,Category,Model name,Manufacturer,\
Model Number,Serial,Asset Tag,Location,Category,Notes,Purchase Date,Purchase Cost,Company,Status,\
Warranty,Supplier
Samira Haddad,samira@example.org,shaddad,Riverside,Loan 1,Laptops,Latitude 3420,Dell,6.37702E+15,\
8KTR2J3,970882174-8,Saint-Étienne,Laptops,"Dent, left side",4/5/16,849.59,Riverside,Undeployable,\
14,Bright
Kofi Mensah,kofi@example.org,kmensah,,Loan 2,Laptops,Latitude 3420,Dell,5.02E+18,8KTR2J4,\
544574073-0,Front Desk,Laptops,,3/8/16,763.46,,Ready to Deploy,12,Bright
Grace Adeyemi,grace@example.org,gadeyemi,Riverside,Loan 3,Tablets,iPad 9,Apple,3.74623E+14,\
DMPF4XYZQ1,710141467-2,Front Desk,Tablets,,8/9/15,233.57,Riverside,Lost,,
,,,,Loan 4,Laptops,ThinkPad E14,Lenovo,3.54962E+15,PF3KX9QA,103538064-1,Back Room,Laptops,,\
10/11/15,,,Pending Diagnostics,,
,,,,Loan 5,Mobile Phones,G22,Nokia,3.56708E+15,,118753405-6,Back Room,Phones,,1/23/16,,,Archived,,
,,,,Loan 6,Laptops,ThinkPad E14,Lenovo,3.00525E+13,5.50015E+12,998233705-X,Málaga Room,Laptops,,\
,,,,,
"""


def make_text_files() -> None:
    (HERE / "people-latin1.csv").write_bytes(WESTERN.encode("latin-1"))
    (HERE / "people-windows.csv").write_bytes(WESTERN.replace("£5", "€5").encode("cp1252"))
    (HERE / "people-utf8-bom.csv").write_bytes(ACCENTS.encode("utf-8-sig"))
    (HERE / "people-utf16.csv").write_bytes(ACCENTS.encode("utf-16"))
    (HERE / "people-utf16-be-no-mark.csv").write_bytes(ACCENTS.encode("utf-16-be"))
    (HERE / "people-cr-only.csv").write_bytes(WESTERN.replace("\n", "\r").encode("mac_roman"))
    (HERE / "people-nul.csv").write_bytes(ACCENTS.replace("Siân", "Si\0ân").encode())
    # UTF-8 once shown as Windows letters, then saved by an old Mac: what BAD exports look like.
    shown = SNIPE_BAD.encode().decode("cp1252", "replace").replace("\ufffd", "?")
    old = shown.rstrip("\n").replace("\n", "\r").encode("mac_roman", "replace")
    (HERE / "snipe-it-bad.csv").write_bytes(old)


def make_devices_workbook() -> None:
    """Numbers, dates and answers as a spreadsheet keeps them, and sheets beside the list."""
    book = xlsxwriter.Workbook(HERE / "devices-ours.xlsx")
    book.set_properties({"created": datetime(2025, 11, 24)})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Devices")
    headings = ("asset tag", "kind", "make", "model", "serial", "imei", "borrower", "lent on")
    for column, heading in enumerate((*headings, "due back", "bookable", "notes")):
        sheet.write(0, column, heading)
    rows: list[tuple[object, ...]] = [
        ("HD-0401", "laptop", "Dell", 3420, 8123456, "", "Ada Okafor", date(2025, 11, 3)),
        ("HD-0402", "phone", "Nokia", "G22", "", 356938035643809, "", ""),
        ("HD-0403", "SIM", "", "", 8944110000000123453, "", "", ""),
        (404, "tablet", "Apple", "iPad 9", "DMPF4XYZQ9", "", "Bilal Aziz", "14/11/2025"),
    ]
    for line, cells in enumerate(rows, 1 + 1):  # one blank row stands under the headings
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)
            else:
                sheet.write(line, column, cell)
        sheet.write_boolean(line, 9, True)
    sheet.write_datetime(2, 8, datetime(2025, 12, 1), day)
    sheet.write_formula(2, 10, '="charger " & "missing"', None, "charger missing")
    sheet.write_formula(3, 10, "=1/0", None, "#DIV/0!")
    sheet.merge_range(7, 0, 7, 3, "Counted by Ruth, 24 November")
    book.add_worksheet("Prices").write(0, 0, "not for bringing in")
    book.add_worksheet("Old").hide()
    book.close()


def make_people_workbook() -> None:
    """The first sheet is blank: the list is on the second."""
    book = xlsxwriter.Workbook(HERE / "people-ours.xlsx")
    book.set_properties({"created": datetime(2025, 11, 24)})
    book.add_worksheet("Cover")
    sheet = book.add_worksheet("People")
    day = book.add_format({"num_format": "d mmm yyyy"})
    for column, heading in enumerate(("Name", "Phone", "Date of birth", "Do not post")):
        sheet.write(0, column, heading)
    sheet.write_row(1, 0, ("Zoë Brontë", 7700900611))
    sheet.write_datetime(1, 2, datetime(1985, 3, 27), day)
    sheet.write_boolean(1, 3, True)
    sheet.write_row(2, 0, ("José Núñez", "07700 900612", 1979))
    book.close()


if __name__ == "__main__":
    make_text_files()
    make_devices_workbook()
    make_people_workbook()
