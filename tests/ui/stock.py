"""What the tests of the stock share: labels, pages, and what the records say of a device."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from hubdesk.ids import CodeKind, make_code
from hubdesk.queries.activity import last_to_undo
from hubdesk.queries.device_page import device_page
from hubdesk.queries.devices import device_window
from tests.conftest import TODAY


def whole(hub, device_id):
    return hub.look(lambda db: device_page(db, device_id))


def label_of(number, desk=0):
    return make_code(CodeKind.DEVICE, desk, number).text


def page(at_desk):
    return at_desk.shell.page


def tags(at_desk):
    model = page(at_desk).model
    return [model.row(at).tag for at in range(model.rowCount())]


def open_device(at_desk, device_id):
    at_desk.shell.go("device", id=device_id)
    at_desk.settle()
    return page(at_desk)


def words_in(widget):
    """What a card says, from top to bottom."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def last_verb(hub):
    return hub.look(last_to_undo).verb


def added(hub):
    """The tags and titles of the stock."""
    rows = hub.look(lambda db: device_window(db, today=TODAY))
    return [(row.tag, row.title) for row in rows]
