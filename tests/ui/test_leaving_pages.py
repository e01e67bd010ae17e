"""What leaves, in the window: read in full, agreed to with the passphrase, stopped, and told."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.messages.leaving import rhythm_words
from hubdesk.models import Rhythm
from hubdesk.queries.standing_exports import leaves_now, standing_exports
from hubdesk.queries.what_leaves import CALENDAR, JOURNAL, REGION_FEED, may_leave
from hubdesk.ui.leaving import page as leaving_page
from hubdesk.ui.leaving.kind_page import KindPage
from hubdesk.ui.leaving.log_page import LeftPage
from hubdesk.ui.leaving.page import LeavingPage
from hubdesk.ui.widgets.text import WrappedLabel
from tests.leaving_verbs import REGION, a_place, agree
from tests.ui import walks
from tests.ui.alone import until
from tools.screens_leaving import _fill

KEY = Qt.Key
LOOKS = (
    ("light", 100, (1366, 768)), ("dark", 200, (1366, 768)), ("contrast", 100, (1024, 600)),
)  # fmt: skip


def go(at_desk: Any, name: str, **facts: object) -> Any:
    at_desk.shell.go(name, **facts)
    at_desk.settle()
    return at_desk.shell.page


def words_on(page: Any) -> set[str]:
    return {label.text() for label in page.findChildren(WrappedLabel) if label.isVisible()}


def read_through(at_desk: Any, page: Any) -> None:
    """Enter goes on page by page, and agrees to nothing before the end."""
    for _ in range(9):
        if page.is_read:
            break
        assert page.save_button.text().startswith("Read on")
        at_desk.press(KEY.Key_Return)
    assert page.is_read
    assert QApplication.focusWidget() is page.place


def test_a_kind_is_read_in_full_and_agreed_to_by_keys_alone(at_desk, hub):
    hub.do("set up place", a_place)
    page = go(at_desk, "leaving")
    assert isinstance(page, LeavingPage)
    assert set(page.kind_rows) == set(may_leave())
    page.kind_rows[JOURNAL].setFocus()
    at_desk.press(KEY.Key_Return)
    page = at_desk.shell.page
    assert isinstance(page, KindPage)
    kind = may_leave()[JOURNAL]
    assert words_on(page) >= {*kind.holds, *kind.never, kind.says}

    read_through(at_desk, page)
    page.who.setFocus()
    at_desk.write("Laptop at the back")
    at_desk.press(KEY.Key_Tab)
    at_desk.write(REGION[:-1])
    at_desk.press(KEY.Key_Return)
    assert "not a key" in page.form.fields["key"].words()
    assert hub.look(standing_exports) == []
    page.key.edit.setFocus()
    at_desk.press(KEY.Key_End)
    at_desk.write(REGION[-1])
    at_desk.open.records.at_desk.prove()
    at_desk.press(KEY.Key_Return)
    [row] = hub.look(leaves_now)
    assert (row.recipient, row.recipient_name) == (REGION, "Laptop at the back")
    assert row.account_id == at_desk.open.records.at_desk.acting.id
    assert "may leave to Council drive" in at_desk.said
    assert page.key.edit.text() == "", "a key stays in the field"
    page.stop_buttons[row.id].click()
    assert hub.look(leaves_now) == []


def test_without_the_passphrase_nothing_is_agreed_to(at_desk, hub):
    hub.do("set up place", a_place)
    page = go(at_desk, "may-leave", what=CALENDAR)
    assert not page.form.fields["key"].isVisible(), "it is for everybody"
    read_through(at_desk, page)
    at_desk.press(KEY.Key_Return)
    assert hub.look(standing_exports) == []


def test_the_secret_half_of_a_key_does_not_stay_on_the_screen(at_desk, hub, tmp_path):
    from tests.sync.leaving import new_key

    hub.do("set up place", a_place)
    page = go(at_desk, "may-leave", what=REGION_FEED)
    public, secret = new_key()
    page.key.edit.setText(secret)
    page.key.check()
    assert page.key.edit.text() == ""
    assert "secret half" in page.form.fields["key"].words()
    file = tmp_path / "theirs.txt"
    file.write_text(public)
    page.key.read_file(str(file))
    assert page.key.edit.text() == public
    assert page.key.told.isVisible()


def test_without_a_place_it_leads_to_setting_one_up(at_desk, hub):
    page = go(at_desk, "may-leave", what=CALENDAR)
    assert not page.form.isVisible()
    assert not page.foot.isVisible()
    page.places_button.click()
    at_desk.settle()
    assert at_desk.shell.page.group == "sending"


def test_the_log_says_what_left_to_whom_and_in_which_words(at_desk, hub):
    assert isinstance(go(at_desk, "left"), LeftPage)
    go(at_desk, "desk")
    _fill(at_desk.open)
    page = go(at_desk, "left")
    assert page.model.rowCount() == 8
    at_desk.press(KEY.Key_Down)
    shown = words_on(page._panel) | words_on(page)
    assert any("version 1" in words for words in shown)
    at_desk.press(KEY.Key_End)
    at_desk.settle()


def test_what_has_to_be_sent_again_after_an_erasure_is_looked_for_beside_the_window_and_said(
    at_desk, hub, monkeypatch
):
    place = hub.do("set up place", a_place).id
    hub.do("agree export", lambda db, now: agree(db, now, CALENDAR, place))
    threads = []

    def again(db: Any) -> Any:
        threads.append(threading.current_thread() is threading.main_thread())
        return leaves_now(db)

    monkeypatch.setattr(leaving_page, "still_with_erased", again)
    page = go(at_desk, "leaving")
    until(lambda: any(text.startswith("Somebody was erased.") for text in words_on(page)))
    assert not any(threads)


@pytest.mark.parametrize("rhythm", Rhythm)
def test_every_rhythm_has_words(rhythm: Rhythm):
    assert rhythm_words(rhythm)


def test_the_pages_are_whole_in_every_look(at_desk, hub, qapp, look):
    for number in range(12):
        hub.person(f"Ada {number} Okafor")
    _fill(at_desk.open)
    wrong = []
    for name, facts in (("leaving", {}), ("may-leave", {"what": REGION_FEED}), ("left", {})):
        go(at_desk, name, **facts)
        until(lambda: not at_desk.open.records.jobs.busy)
        for choice, scale, size in LOOKS:
            walks.put_on(qapp, at_desk.window, look, choice, scale, size)
            for walk in (walks.clipped, walks.low_contrast, walks.unnamed, walks.small_targets,
                         walks.unreachable):  # fmt: skip
                wrong += [(name, choice, one) for one in walk(at_desk.window)]
        walks.put_on(qapp, at_desk.window, look, "light", 100, (1366, 768))
    assert wrong == []
