"""A report that is kept: the same rows come back, whatever HubDesk wrote them."""

from __future__ import annotations

import json

import pytest

from hubdesk.queries.report_body import body_of, report_of
from tests.reports.report_rows import report


def test_a_report_that_is_kept_comes_back_to_the_digit():
    assert report_of(body_of(report())) == report()
    assert body_of(report_of(body_of(report()))) == body_of(report())


def test_a_report_an_older_hubdesk_kept_is_still_read():
    said = json.loads(body_of(report()))
    for younger in ("notes", "unfinished_count", "reader"):
        del said[younger]
    assert report_of(json.dumps(said)).headlines == report().headlines


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"format": "hubdesk published 2"}', "nothing", "1"]
)
def test_a_body_that_is_no_report_is_refused(body: str):
    with pytest.raises(ValueError, match=r"report|Expecting"):
        report_of(body)


def test_a_body_with_a_number_that_is_none_is_refused():
    damaged = body_of(report()).replace('"number": 86', '"number": "86"', 1)
    with pytest.raises(ValueError, match="no int"):
        report_of(damaged)
