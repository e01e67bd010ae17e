"""A new computer, and nothing but an address: the hub comes back from where copies were sent."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hubdesk.models import PlaceSort
from hubdesk.operations.places import PASSWORD as SECRET
from hubdesk.paths import Paths
from hubdesk.store.backup import make_copy
from hubdesk.store.copies import Copy
from hubdesk.store.opening import close_hub, slots_of
from hubdesk.sync import copies_there
from hubdesk.ui.backups.from_place import FromPlace
from tests.conftest import PASSPHRASE, HubBuilder, opened
from tests.fault_proxy import FaultProxy
from tests.sync.place_servers import PASSWORD, USER, webdav_server
from tests.sync.places_with_copies import sent
from tests.ui import walks
from tests.ui.alone import until
from tests.ui.test_bringing_back import Volunteer

KEY = Qt.Key


@pytest.fixture
def copy(paths: Paths, clock: Any) -> Copy:
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    hub.lend(hub.person("Samira Haddad"), hub.device())
    made = make_copy(database, paths.copies, slots_of(paths), now=clock())
    close_hub(paths, database)
    return made


@pytest.fixture
def root(copy: Copy, tmp_path: Path) -> Path:
    """Where it was sent, in pieces; the computer it was made on is gone."""
    sent(copy, tmp_path / "cloud")
    shutil.rmtree(copy.path.parent.parent)
    return tmp_path / "cloud"


class Newcomer(Volunteer):
    """Somebody before the window of a new computer, who is asked where the copies are."""

    def __init__(self, home: Path) -> None:
        super().__init__(Paths(home))
        self.window.steps.welcome.back_button.click()
        until(lambda: self.page.other_button is self.window.focusWidget())
        self.key(KEY.Key_Tab)  # on from another file, since there is no copy here to choose
        self.key(KEY.Key_Return)

    @property
    def place(self) -> FromPlace:
        assert self.page.place is not None
        return self.page.place

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.focusWidget(), key)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget(), text)

    def go_to(self, step: str) -> None:
        until(lambda: self.page._step == step)
        QApplication.processEvents()


@pytest.fixture
def newcomer(qapp: Any, tmp_path: Path) -> Iterator[Callable[[], Newcomer]]:
    shown: list[Newcomer] = []

    def begin() -> Newcomer:
        shown.append(Newcomer(tmp_path / "new laptop"))
        return shown[-1]

    yield begin
    for one in shown:
        one.close()


def test_a_copy_in_pieces_comes_back_from_a_folder_by_keys_alone(
    newcomer: Callable[[], Newcomer], root: Path
):
    volunteer = newcomer()
    assert "Choose another file" not in volunteer.said, "there is none yet to be another of"
    volunteer.key(KEY.Key_Right)
    volunteer.key(KEY.Key_Right)
    assert volunteer.place.fields.sort_now is PlaceSort.FOLDER
    volunteer.key(KEY.Key_Tab)
    volunteer.write(str(root.parent / "nothing"))
    volunteer.key(KEY.Key_Return)
    volunteer.go_to("place")
    assert "is not on this computer" in volunteer.said
    volunteer.place.fields.address.selectAll()
    volunteer.write(str(root))
    volunteer.key(KEY.Key_Return)
    volunteer.go_to("choose")
    assert "At cloud" in volunteer.said
    assert volunteer.page.other_button.text() == "Choose another file"
    [radio] = volunteer.page.copies.radios.values()
    assert radio.text().startswith("Tue 24 Nov, 10:42am · ")
    assert radio.text().endswith(" MB · whole")
    assert volunteer.window.focusWidget() is radio
    volunteer.page.edit.setFocus()
    volunteer.write(PASSPHRASE)
    volunteer.key(KEY.Key_Return)
    volunteer.go_to("confirm")
    assert "The copy holds 1 person, 1 device, 1 out on loan." in volunteer.said
    assert "No list of who was erased lies beside this copy. If anybody was" in volunteer.said
    volunteer.key(KEY.Key_Return)
    volunteer.go_to("done")
    volunteer.key(KEY.Key_Return)
    assert volunteer.finds("haddad")


class Cut(FaultProxy):
    """A line that ends for good once so many pieces went over it."""

    carries = 1_000

    def fault(self, method: str, path: str, body: bytes) -> str:
        if method == "GET" and path.endswith(".piece"):
            self.carries -= 1
        if self.carries < 0:
            self.met["reset"] += 1
            return "reset"
        self.asked.append((method, path))
        return ""

    def pieces(self) -> list[str]:
        return [path for method, path in self.asked if method == "GET" and "piece" in path]


@contextmanager
def cloud(root: Path) -> Iterator[Cut]:
    with webdav_server(root) as server, Cut(server.host, random.Random(1)).running() as proxy:
        yield proxy  # type: ignore[misc]


def test_from_a_cloud_it_goes_on_where_the_line_was_cut_and_no_password_is_kept(
    newcomer: Callable[[], Newcomer], root: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copies_there, "AGAIN", (0.01,))
    volunteer = newcomer()
    of = len(list(root.rglob("*.piece")))
    with cloud(root) as line:
        fields = volunteer.place.fields
        fields.address.setText(line.address)
        fields.user.setText(USER)
        volunteer.page.button.click()
        assert "Password" in fields.fields[SECRET].words(), "it is asked for, and nothing is tried"
        fields.password.setText("wrong")
        volunteer.page.button.click()
        volunteer.go_to("place")
        assert "127.0.0.1 does not let HubDesk in." in volunteer.page.problem.words()
        fields.password.setText(PASSWORD)
        volunteer.page.button.click()
        assert volunteer.window.focusWidget() is volunteer.page, "Enter presses nothing meanwhile"
        volunteer.key(KEY.Key_Escape)
        volunteer.go_to("place")
        assert volunteer.page.problem.isHidden()
        volunteer.page.button.click()
        volunteer.go_to("choose")
        assert "At 127.0.0.1" in volunteer.said
        page = volunteer.page
        assert page.button.text().startswith("Fetch the copy of Tue 24 Nov, 10:42am")
        page.edit.setText("not this one at all")
        page.button.click()
        volunteer.go_to("choose")
        assert "That passphrase does not match." in page.problem.words()
        assert line.pieces() == [], "nobody waits for a copy that a slip would not open"
        page.edit.setText(PASSPHRASE)
        line.carries = 2
        page.button.click()
        assert volunteer.window.focusWidget() is page.busy.cancel, "Enter or Esc stops it"
        volunteer.go_to("choose")
        assert "cannot be reached any more." in page.problem.words()
        assert "it goes on from there" in page.problem.words()
        line.carries = 1_000
        page.how_far = lambda *_how_far: page.stopped.emit()  # type: ignore[method-assign]
        page.button.click()
        volunteer.go_to("choose")
        assert "The copy was not fetched to its end." in page.problem.words()
        del page.how_far
        page.button.click()
        volunteer.go_to("confirm")
        assert len(line.pieces()) <= of + 1, "what came whole came once"
        assert line.pieces()[:2] == sorted(set(line.pieces()))[:2]
    volunteer.press()
    assert page.place is not None
    assert page.place.fields.password.text() == ""
    home = volunteer.window.paths.home
    assert not (home / "copies" / "fetching").exists()
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert all(PASSWORD.encode() not in path.read_bytes() for path in kept)
    page.button.click()
    assert volunteer.finds("haddad")


def test_closing_the_window_waits_for_no_line_that_is_gone(
    newcomer: Callable[[], Newcomer], root: Path
):
    volunteer = newcomer()
    page, window = volunteer.page, volunteer.window
    with cloud(root) as line:
        fields = volunteer.place.fields
        for editor, words in ((fields.address, line.address), (fields.user, USER)):
            editor.setText(words)
        fields.password.setText(PASSWORD)
        page.button.click()
        volunteer.go_to("choose")
        page.edit.setText(PASSPHRASE)
        line.carries = 2
        page.button.click()
        until(lambda: "The line is gone, and is tried again." in page.busy.words())
        began = time.monotonic()
        window.close()
        assert time.monotonic() - began < sum(copies_there.AGAIN) / 4
    assert len(list((window.paths.home / "copies" / "fetching").iterdir())) == 2, "to go on from"


@pytest.mark.parametrize(
    ("theme", "scale", "size"),
    [("light", 100, (1366, 768)), ("dark", 200, (1024, 600)), ("contrast", 200, (1366, 768))],
)
def test_each_step_of_it_can_be_read_and_reached(
    newcomer: Callable[[], Newcomer], root: Path, look: Any, qapp: Any, theme: Any, scale: int,
    size: tuple[int, int],
):  # fmt: skip
    (root.parent / "new laptop").mkdir()
    volunteer = newcomer()
    window = volunteer.window

    def check() -> None:
        walks.put_on(qapp, window, look, theme, scale, size)
        assert walks.low_contrast(window) == []
        assert walks.unnamed(window) == []
        assert walks.small_targets(window) == []
        assert walks.clipped(window) == []
        card = volunteer.page.card
        assert card.mapTo(window, card.rect().topRight()).x() < size[0], "its right side is cut"

    volunteer.place.fields.sort.button(PlaceSort.S3).click()
    check()
    newest = next(root.rglob("copy-*.json"))
    for path in list(newest.parent.iterdir()):
        later = path.with_name(path.name.replace("2026-11-24", "2026-11-25"))
        if path.suffix == ".piece" and "0002" not in path.name:
            shutil.copy(path, later)
    volunteer.place.fields.sort.button(PlaceSort.FOLDER).click()
    volunteer.place.fields.address.setText(str(root))
    volunteer.page.button.click()
    volunteer.go_to("choose")
    assert "Wed 25 Nov, 10:42am is not whole:" in volunteer.said
    check()
    volunteer.page.fetch("Fetching the copy. Leave the computer on…")
    volunteer.page.how_far("24.0 MB of 96.0 MB are here.", 24, 96)
    check()
