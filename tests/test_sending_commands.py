"""`hubdesk send` and `hubdesk receive`, as somebody without a window uses them."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubdesk.app import ways_in
from hubdesk.app.bundles import keys_of
from hubdesk.cli import main
from hubdesk.paths import Paths
from hubdesk.queries.what_leaves import CALENDAR, JOURNAL, REGION_FEED
from hubdesk.store.copies import copies_in
from hubdesk.store.opening import close_hub
from hubdesk.sync.body import sealed
from hubdesk.sync.container import DOMAIN, LENGTH, MAGIC, outside_of, signed
from hubdesk.sync.desk_keys import new_pairs
from hubdesk.sync.strict_json import canonical, read_json
from tests.conftest import CHEAP, PASSPHRASE, Clock, HubBuilder, opened
from tests.sending_hub import SendingHub

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command on the hub: its exit code, and what it said."""
    monkeypatch.setenv("HUBDESK_PASSPHRASE", PASSPHRASE)

    def go(*argv: str, home: Path | None = None) -> tuple[int, str]:
        code = main([*argv, "--home", str(home or paths.home)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return go


@pytest.fixture
def sends(paths: Paths, clock: Clock, tmp_path: Path) -> SendingHub:
    """A hub that may send its journal to a folder; its records are closed by the time of the test,
    and `there` looks at the folder."""
    database = opened(paths, clock)
    hub = HubBuilder(database, clock)
    made = SendingHub(paths, database, hub.do, hub.look, tmp_path / "places")
    made.place("Council drive")
    made.agree(JOURNAL, "Council drive", **made.seal_to_us())
    made.agree(
        REGION_FEED,
        "Council drive",
        recipient=keys_of(database).recipient,
        recipient_name="The region",
        rhythm="weekly",
    )
    hub.lend(hub.person("Bo Li"), hub.device())
    made.agree(CALENDAR, "Council drive", rhythm="by hand")
    made.keys = keys_of(database)  # type: ignore[attr-defined]
    close_hub(paths, database)
    return made


def bundles(sends: SendingHub, below: str = "d/") -> list[str]:
    return [name for name in sends.there("Council drive") if name.startswith(below)]


def test_send_makes_what_is_due_and_says_what_arrived(run: Run, sends: SendingHub):
    code, said = run("send")
    assert code == 0, said
    assert "Sent: Journal for the hub's second computer to Council drive, 1 file, " in said
    assert said.rstrip().endswith("2 things were sent, 0 waiting.")
    (name,) = bundles(sends)
    again = run("send")
    assert again == (0, "0 things were sent, 0 waiting.\n")
    assert bundles(sends) == [name]


def test_send_says_what_waits_and_why_and_goes_on_the_next_time(run: Run, sends: SendingHub):
    shutil.move(sends.root / "Council drive", sends.root / "away")
    code, said = run("send")
    assert code == 1
    assert "Waits: " in said
    assert said.count("Council drive cannot be reached.") == 2, "both are told why"
    assert "0 things were sent, 2 waiting." in said
    shutil.move(sends.root / "away", sends.root / "Council drive")
    assert run("send")[0] == 0
    assert len(bundles(sends)) == 1


def test_a_swapped_place_gets_nothing_and_is_said(run: Run, sends: SendingHub):
    shutil.move(sends.root / "Council drive", sends.root / "away")
    (sends.root / "Council drive").mkdir()
    code, said = run("send")
    assert code == 1
    assert "This is not the Council drive that was set up." in said
    assert list((sends.root / "Council drive").rglob("*")) == []


def test_what_leaves_by_hand_is_sent_when_it_is_named(run: Run, sends: SendingHub):
    run("send")
    assert not bundles(sends, "calendar/")
    code, said = run("send", "--also", "calendar")
    assert code == 0, said
    assert "Sent: Calendar of public sessions to Council drive, 1 file, " in said
    assert len(bundles(sends, "calendar/")) == 1


def test_a_kind_that_does_not_leave_is_never_passed_over_in_silence(run: Run, sends: SendingHub):
    code, said = run("send", "--also", "calender")
    assert code == 2
    assert "calender" in said
    assert bundles(sends) == [], "a slip of the keys sends nothing"
    code, said = run("send", "--also", "statistics")
    assert code == 1
    assert "Statistics was not sent: nobody agreed that it leaves." in said


@pytest.mark.parametrize(
    "name", ["copy-2026-11-24-170205-5f1c2d.0001-0463.8c1f6b2e90a4d7f3.piece", "copy-1.hubdesk"]
)
def test_a_part_of_a_copy_is_told_apart_from_a_bundle(run: Run, tmp_path: Path, name: str):
    (part := tmp_path / name).write_bytes(b"locked")
    for typed in (("receive", str(part)), ("bundle", "show", str(part))):
        code, said = run(*typed)
        assert (code, "choose Bring back a copy, or run hubdesk restore" in said) == (2, True)


def test_a_bundle_or_a_key_that_is_not_there_is_named(run: Run, tmp_path: Path):
    assert run("bundle", "show", str(tmp_path / "nothere.hdb"))[1].startswith(
        "There is no file called nothere.hdb."
    )
    (tmp_path / "one.hdb").write_bytes(MAGIC)
    code, said = run("bundle", "show", str(tmp_path / "one.hdb"), "--identity", "my.key")
    assert code
    assert said.startswith("There is no file called my.key.")


def test_send_without_a_place_says_so(run: Run):
    code, said = run("send")
    assert code == 2
    assert said.startswith("No place is set up to send to, so nothing was sent. Open HubDesk, ")


def test_what_was_sent_is_received_from_the_place_once(run: Run, sends: SendingHub, paths: Paths):
    run("send")
    code, said = run("receive", "Council drive")
    assert code == 0, said
    assert said.endswith("1 bundle is new, 0 were here, 0 not taken.\n")
    (kept,) = paths.received.rglob("*.hdb")
    assert kept.read_bytes() in sends.there("Council drive").values()
    assert b"Bo Li" not in kept.read_bytes()
    again = "0 bundles are new, 1 were here, 0 not taken.\n"
    assert run("receive", "Council drive") == (0, again)
    assert "was here" in run("receive", str(kept))[1]


def test_a_place_that_is_not_there_is_received_from_another_time(run: Run, sends: SendingHub):
    shutil.move(sends.root / "Council drive", sends.root / "away")
    code, said = run("receive", "Council drive")
    assert code == 2
    assert said == ("Council drive cannot be reached. Plug it in or connect, then try again.\n")


def _other_hub(content: bytes, keys: Any) -> bytes:
    outside = outside_of(content, "x", None)
    header = replace(outside.header, hub="0199d7c2-0000-7000-8000-00000000000f")
    return signed(header, outside.body, keys.private).content


def _future(content: bytes, keys: Any) -> bytes:
    outside = outside_of(content, "x", None)
    return signed(replace(outside.header, min_reader=9), outside.body, keys.private).content


def _stranger(content: bytes, keys: Any) -> bytes:
    outside, (public, private, _, _) = outside_of(content, "x", None), new_pairs()
    return signed(replace(outside.header, key=public), outside.body, private).content


def _bomb(content: bytes, keys: Any) -> bytes:
    """16 KB that say they are a gigabyte, signed by this computer itself."""
    import hashlib

    import zstandard

    packer = zstandard.ZstdCompressor(level=19, write_checksum=True).compressobj()
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    body = sealed(packed, [keys.recipient])
    header = replace(
        outside_of(content, "x", None).header,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )
    return signed(header, body, keys.private).content


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_other_hub, "belongs to another hub"),
        (_future, "was written by a newer HubDesk, so it waits"),
        (_stranger, "is signed by a computer this hub does not know"),
        (_bomb, "is larger than a bundle can be, or unpacks to more"),
        (lambda content, _keys: content[:-7], "has not arrived whole"),
        (lambda content, _keys: content[:-7] + b"changed", "is not as it was signed"),
        (lambda _content, _keys: b"PK\3\4 a zip", "is not a bundle of HubDesk"),
        (lambda _content, _keys: b"", "is not a bundle of HubDesk"),
    ],
)
def test_a_file_that_is_not_ours_or_not_whole_gets_its_sentence(
    run: Run,
    sends: SendingHub,
    paths: Paths,
    tmp_path: Path,
    spoil: Callable[[bytes, Any], bytes],
    said: str,
):
    run("send")
    content = sends.there("Council drive")[bundles(sends)[0]]
    (file := tmp_path / "from-a-stick.hdb").write_bytes(spoil(content, sends.keys))  # type: ignore[attr-defined]
    code, words = run("receive", str(file))
    assert code == 2
    assert words.startswith(f"from-a-stick.hdb {said}"), words
    assert not list(paths.received.rglob("*.hdb"))


def test_one_bad_file_among_many_keeps_no_other_out(run: Run, sends: SendingHub, tmp_path: Path):
    run("send")
    content = sends.there("Council drive")[bundles(sends)[0]]
    (stick := tmp_path / "stick").mkdir()
    (stick / "0000000001-0000000002.0.0123456789abcdef.hdb").write_bytes(content)
    (stick / "other.hdb").write_bytes(b"something else")
    (stick / "notes.txt").write_bytes(b"something else")
    code, said = run("receive", str(stick))
    assert code == 1
    assert "other.hdb is not a bundle of HubDesk." in said
    assert said.endswith("1 bundle is new, 0 were here, 1 not taken.\n")


def test_the_second_computer_is_a_copy_brought_back_after_the_keys_were_made(
    run: Run,
    sends: SendingHub,
    paths: Paths,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """As docs/at-a-place.md says it, word for word; a hub set up anew is another hub."""
    monkeypatch.setattr(ways_in, "calibrated_cost", lambda: CHEAP)
    (tmp_path / "stick").mkdir()
    run("backup", "--to", str(tmp_path / "stick"))
    (copy,) = copies_in(tmp_path / "stick")
    second = tmp_path / "second"
    assert run("restore", str(copy.path), home=second)[0] == 0
    run("send")
    place = sends.root / "Council drive"
    (bundle,) = (path for path in place.rglob("*.hdb") if "/d/" in path.as_posix())
    assert run("bundle", "keys", home=second) == run("bundle", "keys")
    code, said = run("receive", str(bundle), home=second)
    assert code == 0, said
    assert list(Paths(second).received.rglob("*.hdb"))
    code, said = run("bundle", "show", str(bundle), "--open", home=second)
    assert (code, "of the hub on this computer" in said) == (0, True)


def test_nothing_of_that_name_is_said(run: Run):
    code, said = run("receive", "Nowhere")
    assert code == 2
    assert said.startswith("There is no place, file or folder called Nowhere.")


def test_a_region_lists_and_checks_what_arrived_without_a_hub(
    run: Run, sends: SendingHub, tmp_path: Path
):
    run("send")
    place = sends.root / "Council drive"
    (key := tmp_path / "key.txt").write_text("\n".join(sends.keys.identities))  # type: ignore[attr-defined]
    code, said = run("receive", str(place), "--list")
    assert code == 0, said
    assert said.count("Its signature holds.") == 2
    code, said = run("receive", str(place), "--list", "--identity", str(key))
    assert code == 0, said
    assert "about 1 person. Proved to its end." in said
    assert said.endswith("2 files are whole, 0 not.\n")
    name = bundles(sends, "region/")[0]
    (file,) = place.rglob(name.rpartition("/")[2])
    file.write_bytes(file.read_bytes()[:-1])
    code, said = run("receive", str(place), "--list")
    assert code == 1
    assert "has not arrived whole" in said


def test_a_head_can_be_read_by_hand(run: Run, sends: SendingHub):
    """What the tests above spoil is what the manual says a bundle is."""
    run("send")
    content = sends.there("Council drive")[bundles(sends)[0]]
    start = len(MAGIC) + LENGTH.size
    (length,) = struct.unpack_from("<I", content, len(MAGIC))
    head = read_json(content[start : start + length])
    assert canonical(head) == content[start : start + length]
    assert DOMAIN.startswith(b"hubdesk/bundle")
