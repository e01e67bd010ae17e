"""The table of bank holidays says what the package of holidays says, and is read without it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from hubdesk.queries.bank_holidays import FIRST, LAST, TABLE, bank_holidays
from tools import bank_holidays as made


def test_the_table_says_what_the_package_says():
    assert made.table() == TABLE


def test_a_year_beyond_the_table_is_asked_of_the_package():
    assert bank_holidays("ENG", LAST + 1)[date(LAST + 1, 12, 25)] == "Christmas Day"
    assert bank_holidays("NIR", FIRST - 1)[date(FIRST - 1, 7, 12)] == "Battle of the Boyne"


def test_the_years_a_hub_plans_in_need_no_package():
    code = (
        "import sys; from hubdesk.queries.bank_holidays import bank_holidays;"
        "bank_holidays('SCT', 2026); sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
