"""Pages come and go all day, and nothing of one that went is taken for something that is here.

PySide keeps a wrapper of every layout item it was asked for, after the item is gone. The next
widget at that place in memory was then taken for the item, and the app ended, after some fifty
pages. `space.held_by` and `space._forget_items` are the remedy; these tests keep it so.
"""

from __future__ import annotations

import gc
import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QWidget
from shiboken6 import Shiboken

import hubdesk
from hubdesk.ui.flow import Flow
from hubdesk.ui.space import add_all, column, emptied, held_by, line
from tests.ui.test_pages_open import NAMES, WITH_PERSON

SOURCE = Path(hubdesk.__file__).parent


def items() -> list[QLayoutItem]:
    """Every layout item that Python believes is there, but those a Flow keeps while it lives."""
    there = Shiboken.getAllValidWrappers()
    kept = {id(item) for one in there if isinstance(one, Flow) for item in one._items}
    found = [one for one in there if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)]
    return [one for one in found if id(one) not in kept]


def test_no_page_leaves_an_item_behind(at_desk, hub):
    gc.collect()
    before = {id(item) for item in items()}
    person, device = hub.person("Ada Okafor"), hub.device()
    facts = {key: {"id": person} for key in WITH_PERSON} | {"device": {"id": device}}
    for name in (*NAMES, *NAMES):
        at_desk.shell.go(name, **facts.get(name, {}))
        at_desk.settle()
        QTest.keyClick(at_desk.window, Qt.Key.Key_Tab)
    gc.collect()
    assert [item for item in items() if id(item) not in before] == []


def test_a_filled_layout_put_into_another_leaves_no_item_behind(show):
    page = QWidget()
    whole = column(page)
    show(page)
    before = {id(item) for item in items()}
    inner = line()
    add_all(inner, QPushButton("One"), add_all(column(), QPushButton("Two"), None), None)
    whole.addLayout(inner)
    assert [item for item in items() if id(item) not in before] == []
    texts = [one.text() for one in held_by(inner) if isinstance(one, QPushButton)]
    assert texts == ["One"]
    assert emptied(whole).count() == 0


def test_only_the_two_files_that_know_how_ask_for_items_or_make_layouts():
    knows = {"space.py", "flow.py"}
    asks = re.compile(r"\.itemAt\(|\bQ(?:VBox|HBox|Grid|Form)Layout\(")
    lines = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.name not in knows
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if asks.search(text)
    ]
    assert lines == []
