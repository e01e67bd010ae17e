"""Every page opens in the one window, and no part of it is ever a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from hubdesk.operations.people import assign_card

NAMES = (
    *("desk", "people", "person", "new-person", "edit-person", "devices", "device"),
    *("add-devices", "loans", "activity", "to-print", "settings", "help", "bring-in", "held"),
    *("sessions", "plan-session", "register", "drop-in", "class-skills", "skills", "self-check"),
    *("appointments", "paper-hub", "visit"),
    *("their-file", "erase-person", "privacy", "write-down", "restrict", "withdraw"),
    *("leaving", "may-leave", "left", "sending"),
)


WITH_PERSON = (
    *("person", "skills", "self-check", "edit-person", "held", "their-file", "erase-person"),
    *("restrict", "withdraw"),
)


def test_a_page_opens_in_the_window_and_leaves_it_active(at_desk, hub):
    person, device = hub.person("Ada Okafor"), hub.device()
    hub.do("assign card", lambda db, now: assign_card(db, person_id=person))
    at_desk.open.printing.ask("device-labels", device)
    about = {key: {"id": person} for key in WITH_PERSON}
    facts = about | {"device": {"id": device}}
    for name in NAMES:
        at_desk.shell.go("desk")
        at_desk.settle()
        at_desk.shell.go(name, **facts.get(name, {}))
        at_desk.settle()
        assert at_desk.shell.current == name
        assert QApplication.activeWindow() is at_desk.window, name
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        assert shown == [at_desk.window], name
        assert at_desk.window.windowTitle().endswith("HubDesk"), name


def test_a_text_size_chosen_by_key_is_kept_for_the_next_start(paths, qapp, look):

    from hubdesk.app.starting import Window
    from hubdesk.store.computer import read_choices

    window = Window(paths, read_choices(paths.computer))
    window._resize_text(look.bigger)
    assert read_choices(paths.computer)["look.text_size"] == 110
    window.worker.stop()
    window.deleteLater()
    QApplication.processEvents()


def test_closing_the_window_while_it_opens_is_no_bug(paths, qapp, look):
    import time

    from hubdesk.app.starting import Window
    from hubdesk.store.computer import read_choices

    window = Window(paths, read_choices(paths.computer))
    answered = []
    window.worker.run(lambda: time.sleep(0.05), answered.append)  # so that the next one waits
    window.worker.run(lambda: "never begun", answered.append)
    window.close()
    for _ in range(5):
        QApplication.processEvents()
    assert "never begun" not in answered
    window.deleteLater()
    QApplication.processEvents()
