"""A report as open data: valid by the library of the standard, and nothing hidden is nought."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from hubdesk.queries.figure_rows import WhyHidden
from hubdesk.reports.report_package import COUNTED, DESCRIPTOR, FIGURES, report_package
from hubdesk.reports.report_sheet import HEADINGS, report_csv
from tests.reports.report_rows import report as published


def test_the_package_is_valid_and_what_is_hidden_has_no_value(tmp_path: Path):
    import frictionless

    report = published()
    with zipfile.ZipFile(io.BytesIO(report_package(report))) as package:
        assert package.namelist() == [DESCRIPTOR, FIGURES, COUNTED]
        package.extractall(tmp_path)
    found = frictionless.Package(tmp_path / DESCRIPTOR)
    said = found.validate()
    assert said.valid, said.flatten(["task", "rowNumber", "fieldName", "type", "note"])[:5]
    rows = found.get_resource("figures").read_rows()
    hidden = [row for row in rows if row["hidden"]]
    assert hidden
    assert all(row["number"] is None for row in hidden)
    assert all(isinstance(row["number"], int) for row in rows if not row["hidden"])
    [lent] = [row for row in rows if row["target"]]
    assert (lent["code"], lent["target_percent"], lent["target_behind"]) == ("lent", 78, 3)
    assert report_csv(report).endswith((tmp_path / FIGURES).read_bytes())
    counted = found.get_resource("counted").read_rows()
    assert [row["code"] for row in counted] == [one.code for one in report.counted]


def test_it_says_of_which_days_it_is_and_by_which_rule_numbers_were_hidden():
    report = published()
    with zipfile.ZipFile(io.BytesIO(report_package(report))) as package:
        said = json.loads(package.read(DESCRIPTOR))
    assert said["first_on"] == report.period.first_on.isoformat()
    assert said["disclosure"] == {"profile": report.profile, "threshold": report.threshold}
    assert all(words in said["description"] for words in report.disclosure)


def test_whoever_has_nothing_but_the_file_can_read_each_field_and_each_mark():
    with zipfile.ZipFile(io.BytesIO(report_package(published(threshold=7)))) as package:
        resources = json.loads(package.read(DESCRIPTOR))["resources"]
    fields = {field["name"]: field for one in resources for field in one["schema"]["fields"]}
    assert all(field["description"] for field in fields.values())
    hidden = fields["hidden"]
    marks = [mark for mark in hidden["constraints"]["enum"] if mark]
    assert all(f"“{mark}”: " in hidden["description"] for mark in marks)
    assert "“small”: There are fewer than 7" in hidden["description"]


def test_the_same_report_gives_the_same_bytes():
    assert report_package(published()) == report_package(published())


def test_the_page_of_the_manual_names_every_field_and_every_reason():
    page = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text("utf-8")
    named = [
        name
        for line in page.splitlines()
        if line.startswith("| `") and " says |" not in line
        for name in re.findall(r"`([\w ]+)`", line.split("|")[1])
    ]
    assert [name for name in named if name in HEADINGS] == list(HEADINGS)
    assert [name for name in named if name not in HEADINGS] == [why.value for why in WhyHidden][1:]


def test_the_licence_of_the_manual_leaves_the_package_valid(tmp_path: Path):
    import frictionless

    page = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text("utf-8")
    licence = "".join(re.findall(r"(?m)^    (.+)$", page))
    with zipfile.ZipFile(io.BytesIO(report_package(published()))) as package:
        package.extractall(tmp_path)
    said = (tmp_path / DESCRIPTOR).read_text("utf-8")
    (tmp_path / DESCRIPTOR).write_text(said.replace('"title"', f'{licence} "title"', 1), "utf-8")
    found = frictionless.Package(tmp_path / DESCRIPTOR)
    assert [each["name"] for each in found.licenses] == ["OGL-UK-3.0"]
    assert found.validate().valid
