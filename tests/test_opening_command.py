"""Opening a hub for a command: who types the passphrase, and what is said before any work."""

from __future__ import annotations

import getpass
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hubdesk.app import counted_tries, opening
from hubdesk.app.opening import VARIABLE, opened
from hubdesk.cli import check_screen, main
from hubdesk.errors.store import (
    FileDamaged,
    NoScreen,
    PassphraseMissing,
    PassphraseTooShort,
    TooManyTries,
    WrongPassphrase,
)
from hubdesk.models import AccessEvent, Watched
from hubdesk.operations.hub import change_hub
from hubdesk.paths import Paths
from hubdesk.queries.hub import hub_facts
from hubdesk.store import opening as store_opening
from hubdesk.store.backup import make_copy
from hubdesk.store.database import Database, wall_clock
from hubdesk.store.opening import slots_of
from hubdesk.store.tries import Tries
from tests.conftest import NOW, PASSPHRASE


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    return []


def types(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Somebody at the keyboard who types these. Answers with what they were asked."""
    monkeypatch.delenv(VARIABLE, raising=False)
    asked: list[str] = []
    left = list(answers)

    def typed(prompt: str) -> str:
        asked.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr(getpass, "getpass", typed)
    return asked


def test_a_damaged_page_is_said_before_a_command_writes_anything(paths: Paths, said: list[str]):
    with opened(paths, say=said.append, right="make copy") as database, database.reading() as db:
        where = (
            "SELECT rootpage FROM sqlite_schema WHERE name = 'person'"  # not a page that is free
        )
        page = int(db.connection().exec_driver_sql(where).scalar_one())
    content = bytearray(paths.database.read_bytes())
    content[(page - 1) * 4096 + 99] ^= 4
    paths.database.write_bytes(content)
    with pytest.raises(FileDamaged), opened(paths, say=said.append, right="make copy"):
        pytest.fail("a command must not begin its work on a damaged file")
    assert paths.database.read_bytes() == content


def test_a_command_says_that_the_clock_went_back(
    paths: Paths, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    with opened(paths, say=said.append, right="make copy") as database:
        _change(database)
    assert said == []
    earlier = wall_clock() - timedelta(days=40)
    open_or_mend = store_opening.open_or_mend
    monkeypatch.setattr(
        opening,
        "open_or_mend",
        lambda *given, **asked: open_or_mend(*given, **asked, clock=lambda: earlier),
    )
    with opened(paths, say=said.append, right="make copy"):
        assert said[0].startswith("This computer's clock went back")
        assert "Put the clock right." in said[0]


def _change(database: Database) -> None:
    with database.changing("change hub") as db:
        change_hub(db, facts={"phone": "0121 496 0999"})


def test_the_passphrase_of_a_new_hub_is_typed_until_it_is_twice_the_same(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    asked = types(monkeypatch, PASSPHRASE, PASSPHRASE + "x", PASSPHRASE, PASSPHRASE, PASSPHRASE)
    with (
        opened(Paths(tmp_path), say=said.append, right="make copy") as database,
        database.reading() as db,
    ):
        assert hub_facts(db) is not None
    assert len(asked) == 4
    assert said[0] == "Those two are not the same. Type both again."
    assert "There was no hub in" in said[1]
    with opened(Paths(tmp_path), say=said.append, right="make copy"):
        assert asked[4:] == ["Passphrase: "], "once is enough for a hub that is there"


def test_a_passphrase_that_is_too_short_sets_nothing_up_and_does_not_say_so(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(VARIABLE, "short")
    with (
        pytest.raises(PassphraseTooShort),
        opened(Paths(tmp_path), say=said.append, right="make copy"),
    ):
        pytest.fail("there is no hub to open")
    assert said == []


@pytest.mark.parametrize("at", [0, 1])
def test_with_nobody_there_to_type_it_is_said_which_variable_to_set(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, at: int
):
    types(monkeypatch)
    if at:

        def would_be_seen(prompt: str) -> str:
            warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=1)
            return PASSPHRASE

        monkeypatch.setattr(getpass, "getpass", would_be_seen)
    with pytest.raises(PassphraseMissing) as refusal, opened(paths, say=print, right="make copy"):
        pytest.fail("nobody gave a passphrase")
    assert refusal.value.variable == VARIABLE


def test_looking_at_a_file_without_a_hub_closes_its_records_also_when_the_command_stops(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    closed: list[Path] = []
    close_hub = opening.close_hub

    def closing(there: Paths, database: Database) -> None:
        assert there.database.exists(), "the folder is gone before its records are closed"
        close_hub(there, database)
        closed.append(there.database)

    monkeypatch.setattr(opening, "close_hub", closing)
    with (
        pytest.raises(KeyboardInterrupt),
        opened(
            Paths(tmp_path / "hub"), say=said.append, right="make copy", only_looks=True
        ) as database,
    ):
        raise KeyboardInterrupt
    assert closed == [database.path]
    assert not database.path.parent.exists()


def test_wrong_passphrases_in_a_terminal_make_one_wait_and_are_written_down(
    paths: Paths, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    asked = types(monkeypatch, *["not this one at all"] * 5)
    for refused in [WrongPassphrase] * 4 + [TooManyTries]:
        with pytest.raises(refused), opened(paths, say=said.append, right="make copy"):
            pytest.fail("nothing was opened")
    with pytest.raises(TooManyTries) as waits, opened(paths, say=said.append, right="make copy"):
        pytest.fail("nothing was opened")
    assert 0 < waits.value.seconds <= 30
    assert len(asked) == 5, "nobody types for nothing"
    later = datetime.now(UTC) + timedelta(seconds=31)
    monkeypatch.setattr(counted_tries, "tries_at", lambda p: Tries(p.tries, lambda: later))
    monkeypatch.setattr(opening, "tries_at", lambda p: Tries(p.tries, lambda: later))
    types(monkeypatch, PASSPHRASE)
    with opened(paths, say=said.append, right="make copy") as database, database.reading() as db:
        [event] = db.scalars(select(AccessEvent)).all()
        assert (event.what, event.times) == (Watched.WRONG_LOCK, 5)
    again = Tries(paths.tries, lambda: later)
    assert (again.wrong, again.untold) == (0, 0)


def test_a_copy_and_a_mending_count_the_same_tries(
    paths: Paths, said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with opened(paths, say=said.append, right="make copy") as database:
        copy = make_copy(database, tmp_path, slots_of(paths), now=NOW)
    types(monkeypatch, *["not this one at all"] * 5)
    for command in [["verify", copy.path], ["restore", copy.path], ["mend"]]:
        assert main([*map(str, command), "--home", str(paths.home)]) == 2
    assert Tries(paths.tries, lambda: NOW).wrong == 3


def test_a_command_says_that_the_records_are_on_a_stick(
    paths: Paths, said: list[str], monkeypatch: pytest.MonkeyPatch
):
    """Said, and not refused: a hub that has only a stick goes on working."""
    monkeypatch.setattr(opening, "on_stick", lambda home: home == paths.home)
    with opened(paths, say=said.append, right="make copy"):
        assert said[0].startswith("The records are on a stick.")


def test_a_command_on_an_invented_hub_is_refused_and_touches_no_records(
    paths: Paths, said: list[str], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as refused:
        main(["--throwaway", "backup", "--home", str(paths.home)])
    assert (refused.value.code, list(paths.copies.glob("*"))) == (2, [])
    assert "--throwaway opens a window on an invented hub" in capsys.readouterr().err


def test_help_is_a_command_too(capsys: pytest.CaptureFixture[str]):
    assert main(["help"]) == 0
    assert "hubdesk" in capsys.readouterr().out


def test_where_there_is_no_screen_a_sentence_says_so_and_nothing_is_made():
    for system, variables in (("linux", {"DISPLAY": ":0"}), ("win32", {}), ("darwin", {})):
        check_screen(system, variables)
    with pytest.raises(NoScreen):
        check_screen("linux", {"DISPLAY": ""})
