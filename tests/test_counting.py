"""A count a test told stands at the end of the run, whichever worker ran the test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.counting import Counted

ROOT = Path(__file__).parents[1]
ROWS = ("killed", "power", "flipped", "refused", "wrong_keys", "key_change")


def test_this_one_counts(counted: Counted):
    counted("counted here: 7")


def test_a_count_is_told_though_another_process_ran_the_test():
    this = f"{Path(__file__).relative_to(ROOT)}::test_this_one_counts"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "1", "--benchmark-disable", this]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert "tests/test_counting.py: counted here: 7" in ran.stdout


def test_every_row_of_trust_tells_its_count():
    for row in ROWS:
        assert "counted(" in (ROOT / "tests" / "store" / f"test_{row}.py").read_text("utf-8"), row
    assert "counted(" in (ROOT / "tests" / "test_erased.py").read_text("utf-8")


def test_every_row_of_the_outbox_tells_its_count():
    rows = (
        "bundles_hostile",
        "bundles_killed",
        "bundle_samples",
        "place_faults",
        "fetching_killed",
    )
    for row in (*rows, "sending_killed", "sending_years"):
        assert "counted(" in (ROOT / "tests" / "sync" / f"test_{row}.py").read_text("utf-8"), row
    text = (ROOT / "tests" / "test_leaving_canaries.py").read_text("utf-8")
    assert "counted(" in text
