"""This week as files: into a folder, by command, and off to a place; gone there when it is over."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app.week_files import OURS, addresses_csv, save_pages
from hubdesk.cli import main
from hubdesk.errors.opportunities import FolderOfOthers
from hubdesk.messages import explain
from hubdesk.models import How
from hubdesk.operations import opportunities, week
from hubdesk.operations.stories import take_back_story
from hubdesk.paths import Paths
from hubdesk.queries.left import to_be_sealed_again
from hubdesk.queries.newsletter import readers
from hubdesk.queries.what_leaves import PAGES
from hubdesk.store.database import Database
from tests.conftest import PASSPHRASE, HubBuilder, in_days
from tests.sync.leaving import Sending
from tests.week_verbs import add, signed, told


def a_story(hub: HubBuilder) -> str:
    story = told(hub, hub.person("Edda Wren"))
    facts = {"story_id": story, "how": How.PAPER, "work": "Web designer"}
    hub.do("show story", lambda db, now: week.show_story(db, **facts, now=now))
    return story


def test_pages_are_sent_whole_and_what_is_over_is_taken_away(database: Database, hub: HubBuilder):
    sending = Sending(database, hub)
    job, story = add(hub, closing_on=in_days(3)), a_story(hub)
    hub.session("Open door", kind="drop-in", held_on=in_days(2))
    export = sending.agree(PAGES)
    made = sending.send(export)
    assert made is not None
    assert made.files[-1].name == "this-week/index.html"
    assert all(one.over for one in made.files)
    assert made.people == 1
    assert b"%PDF" in sending.there["this-week/poster.pdf"][:8]
    page = f"this-week/story-{story.replace('-', '')}.html"
    assert page in sending.there
    assert sending.hub.look(to_be_sealed_again) == []
    hub.do("take back story", lambda db, now: take_back_story(db, story_id=story, now=now))
    (again,) = sending.hub.look(to_be_sealed_again)
    assert again.id == export.id, "it does not wait for Friday"
    facts = {"opportunity_id": job}
    hub.do(
        "close opportunity",
        lambda db, now: opportunities.close_opportunity(db, **facts, now=now),
    )
    second = sending.send(export)
    assert second is not None
    assert page in second.supersedes
    assert page not in sending.there
    assert not any("opportunity-" in name for name in sending.there)
    assert b"taught myself" not in b"".join(sending.there.values())
    assert sending.hub.look(to_be_sealed_again) == []


def test_a_folder_holds_the_newest_pages_and_nothing_that_is_over(tmp_path: Path):
    there = tmp_path / "website"
    save_pages(there, {"session-1.html": b"1", "index.html": b"first"})
    (there / "notes.txt").write_text("of somebody else")
    save_pages(there, {"session-2.html": b"2", "index.html": b"second"})
    assert sorted(path.name for path in there.iterdir()) == [
        "index.html", OURS, "notes.txt", "session-2.html",
    ]  # fmt: skip
    assert (there / "index.html").read_bytes() == b"second"


def test_pages_of_somebody_else_are_left_alone(tmp_path: Path):
    (tmp_path / "index.html").write_text("Ours for years")
    with pytest.raises(FolderOfOthers) as refusal:
        save_pages(tmp_path, {"index.html": b"new"})
    assert "holds the pages of somebody else" in explain(refusal.value).text
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_list_of_names_that_was_meddled_with_takes_nothing_else_away(tmp_path: Path):
    outside = tmp_path / "precious.txt"
    outside.write_text("stays")
    there = tmp_path / "website"
    save_pages(there, {"index.html": b"1"})
    (there / OURS).write_text(f"index.html\n../precious.txt\n{outside}\n")
    save_pages(there, {"index.html": b"2"})
    assert outside.exists()


def test_the_command_writes_pages_and_poster(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    out, poster = tmp_path / "pages", tmp_path / "poster.pdf"
    asked = ["week", "--out", str(out), "--poster", str(poster), "--home", str(paths.home)]
    assert main(asked) == 0
    assert (out / "index.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert poster.read_bytes().startswith(b"%PDF")
    said = capsys.readouterr().out
    assert f"The pages are in {out}." in said
    assert "0 sessions, 0 opportunities." in said


@pytest.mark.parametrize(
    ("option", "file", "said"),
    [
        ("--out", "", "The records themselves are in that folder."),
        ("--out", "..", "The records themselves are in that folder."),
        ("--poster", "moon/poster.pdf", "There is no folder "),
    ],
)
def test_pages_are_not_written_among_the_records_and_a_folder_that_is_missing_is_named(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: Any, option: str, file: str, said: str
):
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)
    assert main(["week", option, str(paths.home / file), "--home", str(paths.home)]) == 2
    assert said in capsys.readouterr().err
    assert not (paths.home / "index.html").exists()


def test_addresses_are_a_sheet_in_which_nothing_is_a_formula(hub: HubBuilder):
    signed(hub, "ren@example.org", name="=cmd|' /C calc'!A0")
    signed(hub, "-a@example.org", name="Łucja")
    content = addresses_csv(hub.look(readers)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["email"] for row in rows] == ["'-a@example.org", "ren@example.org"]
    assert rows[1]["name"].startswith("'=")
    assert (rows[0]["how"], rows[0]["wording_version"]) == ("on screen", "1")
