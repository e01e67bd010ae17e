"""The desk with nobody at it leads a new hub, and remembers who was here lately."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hubdesk.queries.empty_desk import empty_desk

CTRL = Qt.KeyboardModifier.ControlModifier


def start(at_desk):
    return at_desk.shell.page.start


def steps(at_desk) -> list[str]:
    at_desk.settle()
    return [row.accessibleName() for row in start(at_desk).rows]


def words_of(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_a_new_hub_is_led_by_four_steps(at_desk):
    assert start(at_desk).isVisible()
    assert steps(at_desk) == [
        "Print labels",
        "Add devices",
        "Add people",
        "Lend the first device, Scan a card, scan a device, press Enter.",
    ]
    start(at_desk).rows[2].click()
    assert at_desk.shell.current == "new-person"


def test_steps_are_ticked_by_what_is_in_the_records(at_desk, hub):
    device, person = hub.device("Headset"), hub.person("Samira Haddad")
    assert steps(at_desk)[:3] == ["Print labels, done", "Add devices, done", "Add people, done"]
    hub.lend(person, device)
    at_desk.settle()
    assert hub.look(empty_desk).steps is None
    assert "Lately at this desk" in words_of(start(at_desk))


def test_the_steps_can_be_put_away_and_undo_brings_them_back(at_desk):
    start(at_desk).put_away.emit()
    assert steps(at_desk) == []
    assert at_desk.said == "The first steps are hidden. Settings can show them again."
    at_desk.press(Qt.Key.Key_Z, CTRL)
    assert len(steps(at_desk)) == 4


def test_the_three_people_here_last_are_one_press_away_without_their_family_names(at_desk, hub):
    start(at_desk).put_away.emit()
    for name in ("Samira Haddad", "Ewa Nowak", "Kofi Mensah", "Grace Okafor"):
        person = hub.person(name)
        hub.clock.forward(seconds=60)
        at_desk.desk.show_person(person)
        hub.lend(person, hub.device("Headset"))
        at_desk.desk.hide_person()
    at_desk.settle()
    shown = steps(at_desk)
    assert [words.split(",")[0] for words in shown] == ["Grace O.", "Kofi M.", "Ewa N."]
    start(at_desk).rows[1].click()
    at_desk.settle()
    assert at_desk.state.card.name == "Kofi Mensah"
