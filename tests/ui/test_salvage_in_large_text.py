"""Bringing a copy back in large text: the line that is chosen is a line that is seen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from hubdesk.ui.backups.back_page import BringBackPage
from hubdesk.ui.backups.state import CopyRow
from tests.conftest import NOW
from tests.ui.conftest import settle


@pytest.fixture
def page_of(show, look, qapp):
    def made(copies: int) -> BringBackPage:
        look.wear("light", 200)
        rows = [
            CopyRow(Path(f"copy-{n}.hubdesk"), NOW - timedelta(days=n), 120, 40, 12, 30_000_000)
            for n in range(copies)
        ]
        page = BringBackPage("Riverside Hub", "It is damaged.", rows, None, can_salvage=True)
        show(page, 1366, 768)
        settle(qapp)
        return page

    return made


def is_seen(page: BringBackPage, line: QRadioButton) -> bool:
    port = page.area.viewport()
    return port.rect().contains(line.rect().translated(line.mapTo(port, line.rect().topLeft())))


def chosen(page: BringBackPage) -> QRadioButton:
    found = page.copies.group.checkedButton()
    assert isinstance(found, QRadioButton)
    return found


@pytest.mark.parametrize("copies", [0, 1, 3, 8])
def test_the_line_that_is_chosen_is_seen_from_the_start_and_with_each_arrow(page_of, qapp, copies):
    page = page_of(copies)
    assert is_seen(page, chosen(page))
    chosen(page).setFocus()
    for _ in range(copies):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        settle(qapp)
        assert chosen(page) is QApplication.focusWidget()
        assert is_seen(page, chosen(page)), chosen(page).text()
    assert page.salvage.isChecked()


def test_another_text_size_leaves_the_chosen_line_in_view(page_of, qapp, look):
    page = page_of(8)
    page.salvage.click()
    page.button.setFocus()
    settle(qapp)
    for scale in (100, 150, 200):
        look.wear("light", scale)
        settle(qapp)
        assert is_seen(page, page.salvage), scale
