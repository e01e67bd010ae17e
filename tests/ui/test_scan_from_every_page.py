"""Lending and returning by scans from every page of the desk and of those who look after it."""

from __future__ import annotations

from tests.ui.scanned_from import (
    OF_FIGURES,
    OF_LEARNING,
    about_each,
    begin_on,
    lend_from,
    return_from,
)
from tests.ui.test_front_desk import card_of, label


def pages(at_desk):
    """All there are, but those that are walked beside their own tests."""
    names = at_desk.shell.names
    assert set(names) > OF_LEARNING | OF_FIGURES
    return [name for name in names if name not in OF_LEARNING | OF_FIGURES]


def test_lending_takes_two_scans_and_one_key_from_every_page(at_desk, hub):
    lend_from(pages(at_desk), at_desk, hub)


def test_a_return_takes_one_scan_and_no_key_from_every_page(at_desk, hub):
    return_from(pages(at_desk), at_desk, hub)


def test_a_card_a_page_took_is_not_meant_for_whoever_comes_later(at_desk, hub):
    """Two minutes after, or once it was used, a device waits at the desk for a card."""
    about = about_each(hub)
    samira, one, two = hub.person("Samira Haddad"), hub.device(), hub.device()
    begin_on(at_desk, "here-now", about)
    at_desk.scan(card_of(hub, samira))
    assert at_desk.shell.current == "here-now"
    at_desk.scan(label(hub, one), gap_s=121)
    assert at_desk.shell.current == "desk"
    assert at_desk.state.card is None
    begin_on(at_desk, "here-now", about)
    at_desk.scan(label(hub, two))
    assert at_desk.state.card is None
