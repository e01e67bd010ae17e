"""An address for the newsletter, given at the sign-in screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hubdesk.queries.newsletter import readers
from tests.ui.test_kiosk import door, one_door

__all__ = ["door", "one_door"]  # the screen, and somebody who stands before it


def test_somebody_gives_an_address_for_the_newsletter_and_nobody_learns_whose_is_on_it(door):
    screen = door.screen
    screen.newsletter.click()
    assert "May we send you our newsletter?" in screen.hint.text()
    screen.email.edit.setText("ada at example")
    screen.email.yes.click()
    assert "no e-mail address yet" in screen.answer.words.text()
    assert screen.email.edit.text() == "ada at example", "nothing typed is cleared by a slip"
    for _ in range(2):  # the second time it is there already, and is told the same
        screen.email.edit.setText("ada@example.org")
        QTest.keyClick(screen.email.edit, Qt.Key.Key_Return)
        door.settle()
        assert door.said == "Thank you. The newsletter comes to you from now on."
        assert screen.email.edit.text() == ""
        screen.newsletter.click()
    (reader,) = door.hub.look(readers)
    assert (reader.email, reader.agreed_how) == ("ada@example.org", "on screen")
    screen.begin_again()
    assert not screen.email.isVisible()
