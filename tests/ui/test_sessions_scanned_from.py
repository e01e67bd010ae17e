"""Lending and returning by scans from every page of sessions and skills."""

from __future__ import annotations

from tests.ui.scanned_from import OF_LEARNING, lend_from, return_from


def test_lending_takes_two_scans_and_one_key_from_each(at_desk, hub):
    lend_from(sorted(OF_LEARNING), at_desk, hub)


def test_a_return_takes_one_scan_and_no_key_from_each(at_desk, hub):
    return_from(sorted(OF_LEARNING), at_desk, hub)
