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
        assert screen.answer.not_me.isVisible(), "a missing button would tell as well"
        screen.newsletter.click()
    screen.email.edit.setText("ada@example.org")
    QTest.keyClick(screen.email.edit, Qt.Key.Key_Return)
    screen.answer.not_me.click()
    door.settle()
    assert door.said.startswith("That is taken back.")
    (reader,) = door.hub.look(readers)
    assert (reader.email, reader.agreed_how) == ("ada@example.org", "on screen")
    screen.begin_again()
    assert not screen.email.isVisible()


def test_taking_back_an_address_sounds_the_same_where_it_was_new(door):
    screen = door.screen
    screen.newsletter.click()
    screen.email.edit.setText("bo@example.org")
    QTest.keyClick(screen.email.edit, Qt.Key.Key_Return)
    screen.answer.not_me.click()
    door.settle()
    assert door.said.startswith("That is taken back.")
    assert "bo@example.org" not in {reader.email for reader in door.hub.look(readers)}
