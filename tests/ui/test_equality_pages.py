"""Equality monitoring in the window: a passphrase, forms typed in, a batch, a quarter published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from hubdesk.app import own_keys
from hubdesk.queries.equality import published, waiting_count
from hubdesk.ui.equality.page import EqualityPage
from hubdesk.ui.equality.type_page import TypeFormPage
from hubdesk.ui.printing.papers import papers_waiting
from tests.conftest import CHEAP
from tests.equality_hub import OWN, took_in
from tests.ui import walks
from tests.ui.alone import until

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture
def page(at_desk, monkeypatch):
    monkeypatch.setattr(own_keys, "calibrated_cost", lambda: CHEAP)
    at_desk.press(KEY.Key_5, CTRL)
    at_desk.shell.page.equality_button.click()
    page = at_desk.shell.page
    assert isinstance(page, EqualityPage)
    return page


def a_key(page):
    page.choose.new.edit.setText(OWN)
    page.choose.again.setText(OWN)
    page.choose.go_button.click()
    until(lambda: page.batch.isVisible())


def test_from_a_passphrase_to_a_published_quarter(at_desk, page, hub):
    assert page.choose.isVisible()
    assert not page.batch.isVisible()
    a_key(page)
    assert not page.batch.go_button.isEnabled(), "nothing waits yet"

    page.type_button.click()
    form = at_desk.shell.page
    assert isinstance(form, TypeFormPage)
    assert not form.combos["reduced"].isEnabled(), "nobody said yes just before"
    for n in range(12):
        form.combos["age"].choose("35-44")
        form.combos["sex"].choose("female" if n < 6 else "male")
        form.keep_button.click()
        assert form.combos["sex"].value() == "no-answer", "nothing of it stays on the screen"
    assert hub.look(waiting_count) == 12
    at_desk.shell.back()

    page.batch.passphrase.setText("not the passphrase")
    page.batch.go_button.click()
    until(lambda: "does not match" in page.batch.form.fields["passphrase"].words())
    page.batch.passphrase.setText(OWN)
    page.batch.go_button.click()
    until(lambda: hub.look(waiting_count) == 0)
    assert page.publish_buttons == {}, "the quarter is not over"

    hub.clock.now += timedelta(days=60)
    page.arrive()
    at_desk.open.records.at_desk.prove()
    page.publish_buttons["2026-Q4"].click()
    assert [one.period for one in hub.look(published)] == ["2026-Q4"]
    assert page.tables.isVisible()
    page.tables.print_button.click()
    page.form_button.click()
    papers, _ = hub.look(papers_waiting)
    assert {paper.kind for paper in papers} <= {"equality-tables", "equality-form"}


def test_the_page_is_whole_in_every_look(at_desk, page, hub, qapp, look):
    a_key(page)
    hub.do(
        "open equality forms",
        lambda db, _: took_in(db, [{"sex": "female"}] * 12 + [{"sex": "male"}] * 11, "2026-08"),
    )
    page.arrive()
    at_desk.open.records.at_desk.prove()
    page.publish("2026-Q3")
    for choice, scale, size in (
        ("light", 100, (1366, 768)), ("dark", 200, (1366, 768)), ("contrast", 100, (1024, 600)),
    ):  # fmt: skip
        walks.put_on(qapp, at_desk.window, look, choice, scale, size)
        assert walks.clipped(at_desk.window) == []
        assert walks.low_contrast(at_desk.window) == []
        assert walks.unnamed(at_desk.window) == []
        assert walks.small_targets(at_desk.window) == []
        assert walks.unreachable(at_desk.window) == []
    page.type_button.click()
    walks.put_on(qapp, at_desk.window, look, "contrast", 200, (1366, 768))
    area = at_desk.shell.page.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width(), "a question ran out of the window"
