"""The command `hubdesk report`: the same figures in three forms, and plain words for bad input."""

from __future__ import annotations

import csv
import errno
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import reporting
from hubdesk.app.opening import VARIABLE
from hubdesk.cli import DONE, REFUSED, main
from hubdesk.errors.store import DiskFull
from hubdesk.messages.report_words import how_words
from hubdesk.operations.report_keeping import keep_report
from hubdesk.paths import Paths
from hubdesk.queries.figure_rows import Period
from hubdesk.queries.figures import template_of
from hubdesk.queries.publishing import told
from hubdesk.queries.reports_made import past_window
from hubdesk.store.opening import close_hub
from tests.conftest import PASSPHRASE, TODAY, Clock, HubBuilder, opened
from tests.reports.papers_read import opened as pdf_opened
from tests.reports.papers_read import text_of

AGAIN = "--replace"


@pytest.fixture
def home(paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed hub in which seven borrowed on one day."""
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    for number in range(7):
        hub.lend(hub.person(f"Ada {number}"), hub.device())
    close_hub(paths, database)
    return paths.home


def asked(home: Path, *words: object) -> int:
    return main(["report", *map(str, words), "--home", str(home)])


def test_the_same_figures_come_as_paper_sheet_and_lines_and_each_is_kept(
    home: Path, paths: Paths, tmp_path: Path, clock: Clock
):
    days = ("--from", TODAY.replace(day=1), "--to", TODAY)
    for form in ("pdf", "xlsx", "csv"):
        assert asked(home, "hub", *days, "--out", tmp_path / f"report.{form}") == DONE
    lines = csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig")))
    [lent] = [line for line in lines if line["code"] == "loans" and line["table"] == ""][:1]
    assert lent["number"] == "7"
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    database = opened(paths, clock)
    with database.reading() as db:
        assert [row.how for row in past_window(db, offset=0, limit=9)] == ["command"] * 3
    close_hub(paths, database)


def test_a_report_that_may_give_away_what_another_hides_says_so(home: Path, tmp_path: Path, capsys):
    """The window did; a quarter by command beside its months said nothing."""
    first = TODAY.replace(day=1)
    assert asked(home, "hub", "--from", first, "--to", TODAY, "--out", tmp_path / "a.csv") == DONE
    assert "left the hub" not in capsys.readouterr().out
    two = (TODAY - timedelta(days=50), TODAY)
    assert asked(home, "hub", "--from", two[0], "--to", two[1], "--out", tmp_path / "b.csv") == DONE
    said = capsys.readouterr().out
    shared = "“Report, 1 to 24 November 2026”, which shares days with this one, left the hub on "
    assert shared in said
    assert "Give both to one reader, and a small number might be worked out." in said
    days = ("--from", two[0], "--to", TODAY - timedelta(days=1))
    assert asked(home, "hub", *days, "--out", tmp_path / "c.csv") == DONE
    assert "2 other reports share days with this one. “" in capsys.readouterr().out


def test_the_same_report_made_on_an_earlier_day_is_not_called_another(
    home: Path, paths: Paths, clock: Clock, tmp_path: Path, capsys
):
    """Yesterday's print of a month that is not over was called another report."""
    days = ("--from", TODAY.replace(day=1), "--to", TODAY + timedelta(days=3))
    database = opened(paths, clock)
    with database.changing("make report") as db:
        yesterday = clock() - timedelta(days=1)
        made = told(
            db, template=template_of(db, "hub"), period=Period(days[1], days[3]), now=yesterday
        )
        keep_report(db, made, how="print", now=yesterday)
    close_hub(paths, database)
    assert asked(home, "hub", *days, "--out", tmp_path / "a.csv") == DONE
    said = capsys.readouterr().out
    assert "A report of these same days left the hub before all was written down." in said
    assert "shares days" not in said


def test_a_report_is_found_however_its_name_is_written(home: Path, tmp_path: Path):
    assert asked(home, " HUB", "--from", TODAY, "--out", tmp_path / "a.csv") == DONE
    assert asked(home, "Good-Things", "--from", TODAY, "--out", tmp_path / "b.csv") == DONE


def test_the_poster_of_a_month_comes_by_command_too(home: Path, tmp_path: Path, capsys):
    days = ("--from", TODAY.replace(day=1), "--to", TODAY)
    file = tmp_path / "poster.pdf"
    assert asked(home, "hub", *days, "--poster", "--out", file) == DONE
    with pdf_opened(file.read_bytes()) as document:
        assert len(document) == 1
        assert "at Riverside Hub" in text_of(document[0])
    assert asked(home, "hub", *days, "--poster", "--out", tmp_path / "poster.csv") == REFUSED


def test_a_poster_by_command_is_kept_as_a_poster(home: Path, tmp_path: Path, paths, clock):
    """It was kept as the report it is of, and printed again as four pages."""
    assert asked(home, "hub", "--poster", "--out", tmp_path / "a.pdf") == DONE
    assert asked(home, "hub", "--out", tmp_path / "b.pdf") == DONE
    database = opened(paths, clock)
    with database.reading() as db:
        kept = {row.how: row.is_poster for row in past_window(db, offset=0, limit=9)}
    close_hub(paths, database)
    assert kept == {"command": False, "command poster": True}
    assert {how_words(how) for how in kept} == {"Made by a command", "Poster made by a command"}


def test_a_slip_is_told_before_anybody_types_a_passphrase(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    def unasked(*_: object, **__: object) -> None:
        raise AssertionError("a passphrase was asked for")

    monkeypatch.setattr("hubdesk.app.reporting.opened", unasked)
    file = tmp_path / "a.pdf"
    days = ("--from", TODAY, "--to", TODAY - timedelta(days=1))
    assert asked(home, "hub", *days, "--out", file) == REFUSED
    assert asked(home, "hub", "--from", "31 June 2026", "--out", file) == REFUSED
    capsys.readouterr()
    for folder in (tmp_path / "reports", tmp_path / "reports.pdf"):
        folder.mkdir()
        assert asked(home, "hub", "--replace", "--out", folder) == REFUSED
        said = capsys.readouterr().err
        assert said.startswith(f"{folder.name} is a folder, and the name of a file is needed.")


def test_what_figures_are_narrowed_to_is_read_as_people_write_it_and_said_in_the_file(
    home: Path, tmp_path: Path
):
    for words in (("--age", "25-49", "--kind", "Drop In"), ("--age", "75+", "--area", "Not told")):
        file = tmp_path / "a.csv"
        assert asked(home, "council", *words, "--from", TODAY, "--out", file, AGAIN) == DONE
        [about] = {
            line["only"] for line in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
        }
        assert about in ("only Drop-in; aged 25 to 49", "only Not told; aged 75 or over")


def test_without_a_last_day_it_runs_to_today_and_says_so(home: Path, tmp_path: Path, capsys):
    file = tmp_path / "a.csv"
    assert asked(home, "hub", "--from", "2026-11-03", "--out", file) == DONE
    assert "No last day was given: it is of the days up to today." in capsys.readouterr().out
    assert asked(home, "hub", "--to", "2026-11-20", "--out", file, AGAIN) == DONE
    assert "No first day was given: it begins on 1 November 2026." in capsys.readouterr().out
    for days in ((), ("--from", "2026-11-03", "--to", "2026-11-20")):
        assert asked(home, "hub", *days, "--out", file, AGAIN) == DONE
        assert "day was given" not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["report", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "last day; today if there is only a first" in said
    assert "first day; that of its month if there is only a last" in said
    assert "without days it is of the last full month" in said


def test_a_stick_that_may_only_be_read_is_said_in_a_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    """Such a disk refuses to remove even a file that is not there, and that was a traceback."""

    stick = tmp_path / "stick"
    stick.mkdir()

    def refusing(real: Any) -> Any:
        def done(path: Path, *words: Any, **said: Any) -> Any:
            if path.parent == stick:
                raise OSError(errno.EROFS, "read-only file system")
            return real(path, *words, **said)

        return done

    for name in ("open", "unlink"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name)))
    assert asked(home, "hub", "--out", stick / "a.csv") == REFUSED
    assert f"HubDesk cannot write in {stick}." in capsys.readouterr().err


def test_a_stick_that_is_full_is_not_said_to_be_the_computer(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    """It was told to free room on a computer that had enough."""

    def full(_path: Path, _content: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(reporting, "write_whole", full)
    assert asked(home, "hub", "--out", tmp_path / "a.csv") == REFUSED
    assert f"There is no room in {tmp_path}: the file was not written." in capsys.readouterr().err


@pytest.mark.parametrize("days", [("1/11/2026", "24/11/2026"), ("1 Nov 2026", "24 11 2026")])
def test_days_are_read_as_people_write_them(home: Path, tmp_path: Path, days, capsys):
    file = tmp_path / "a.csv"
    assert asked(home, "hub", "--from", days[0], "--to", days[1], "--out", file) == DONE
    assert "1 to 24 November 2026" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("moon", "--out", "a.pdf"), "There is no report called “moon”."),
        (("hub", "--out", "a.doc"), "A report is not written as “a.doc”."),
        (("hub", "--out", "a.csv", "--fund", "Moon"), "There is no fund called “Moon”."),
        (
            ("hub", "--out", "a.csv", "--from", "2026-11-09", "--to", "2026-11-02"),
            "The last day, 2 November 2026, is before the first, 9 November 2026.",
        ),
        (("hub", "--out", "a.csv", "--from", "9/11"), "First day: “9/11” is no day."),
        (
            ("hub", "--out", "a.csv", "--from", "2026-11-01", "--to", "9999-12-31"),
            "Last day: “9999-12-31” is no day.",
        ),
        (("hub", "--out", "a.csv", "--from", "0001-01-01"), "First day: “0001-01-01” is no day."),
        (("hub", "--out", "a.csv", "--kind", "dance"), "There are: Course, Workshop, Drop-in"),
        (("hub", "--out", "a.csv", "--age", "30s"), "Figures cannot be narrowed to “30s”."),
        (("hub", "--out", "a.csv", "--area", "Q9"), "Nobody known here lives in “Q9”."),
        (("hub", "--out", "moon/a.csv"), "There is no folder moon."),
        (
            ("hub", "--out", "a.csv", "--from", "2090-01-01", "--to", "2090-01-31"),
            "Nothing has happened yet: the first day is 1 January 2090.",
        ),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence_and_leaves_no_file(
    home: Path, words, said: str, tmp_path: Path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert asked(home, *words) == REFUSED
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("a.*"))
