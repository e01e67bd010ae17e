"""Bundles of every version that was given out are read for ever, by us and by anybody else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from hubdesk.cli import main
from hubdesk.errors import HubDeskError
from hubdesk.errors.bundles import BundleCut, BundleFromNewer, BundleOfOtherHub
from hubdesk.messages import explain
from hubdesk.sync import body, container, journal_in
from hubdesk.sync.journal_in import read_bundle
from tests import bundle_reader
from tests.bundle_fuzz import KEYS, SAMPLES, TRUST
from tests.counting import Counted

PAGE = Path(__file__).parents[2] / "docs" / "bundle-format.md"
NOT_TAKEN = {
    "next-version.hdb": BundleFromNewer,
    "next-tables.hdb": BundleFromNewer,
    "next-container.hdb": BundleFromNewer,
    "other-hub.hdb": BundleOfOtherHub,
    "cut.hdb": BundleCut,
}


def test_every_sample_is_known(counted: Counted):
    names = {path.name for path in SAMPLES.glob("*.hdb")}
    assert names == {*KEYS["read"], *NOT_TAKEN, "next-but-readable.hdb"}
    assert len(KEYS["read"]) >= 3
    counted(f"{len(names)} golden files: {len(names) - len(NOT_TAKEN)} read, {len(NOT_TAKEN)} held")


@pytest.mark.parametrize("name", [*KEYS["read"], "next-but-readable.hdb"])
def test_a_reader_made_from_the_page_alone_reads_the_same(name: str):
    path = SAMPLES / name
    ours = read_bundle(path, TRUST, (KEYS["identity"],))
    head, theirs = bundle_reader.read(
        path.read_bytes(), KEYS["hub"], {KEYS["signs_public"]}, KEYS["identity"]
    )
    assert ours.header.name == bundle_reader.name_of(head)
    assert len(ours.entries) == len(theirs) > 0
    for entry, other in zip(ours.entries, theirs, strict=True):
        facts = {**other["txn"], "stream_id": head["stream"], "chain": other["chain"]}
        assert entry.facts == facts | {"hlc": int(facts["hlc"])}
        for (_, *op), change in zip(entry.ops, other["changes"], strict=True):
            whose = change["subject"] if "subject" in change else change["x"]
            assert op == [
                *(change["tbl"], change["pk"], whose, change["kind"]),
                *(change.get("body"), change.get("salt"), change["leaf"]),
            ]


@pytest.mark.parametrize("name", KEYS["read"])
def test_what_was_written_then_is_what_is_read_now(name: str):
    read = read_bundle(SAMPLES / name, TRUST, (KEYS["identity"],))
    assert read.header.name == name
    assert KEYS["read"][name] == {
        "transactions": len(read.entries),
        "changes": sum(len(entry.ops) for entry in read.entries),
        "chain": read.entries[-1].chain,
    }


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_is_not_for_us_is_held_or_refused_with_a_sentence(name: str):
    with pytest.raises(HubDeskError) as raised:
        read_bundle(SAMPLES / name, TRUST, (KEYS["identity"],))
    assert type(raised.value) is NOT_TAKEN[name]
    if NOT_TAKEN[name] is BundleFromNewer:
        assert "written by a newer HubDesk, so it waits" in explain(raised.value).text
        if name != "next-tables.hdb":
            with pytest.raises(bundle_reader.Held):
                bundle_reader.read(
                    (SAMPLES / name).read_bytes(), KEYS["hub"], {KEYS["signs_public"]}, ""
                )


def test_nobody_who_was_erased_is_in_what_took_the_place_of_the_first():
    first, again = (name for name in sorted(KEYS["read"]) if name.startswith("0000000001-"))
    before, after = (
        read_bundle(SAMPLES / name, TRUST, (KEYS["identity"],)) for name in (first, again)
    )
    assert after.header.supersedes == (first,)
    assert before.header.chain_out == after.header.chain_out, "the proofs are the same"
    emptied = [
        (is_now, was)
        for now, then in zip(after.entries, before.entries, strict=True)
        for is_now, was in zip(now.ops, then.ops, strict=True)
        if is_now != was
    ]
    assert emptied
    assert all(now[5] is None and now[6] is None and now[-1] == was[-1] for now, was in emptied)


def test_the_other_reader_has_nothing_of_ours():
    tree = ast.parse(Path(bundle_reader.__file__).read_text("utf-8"))
    imported = {
        name.name.split(".")[0] if isinstance(node, ast.Import) else str(node.module).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert not {"hubdesk", "tests", "tools"} & imported


def test_the_page_names_every_field_and_every_limit():
    page = PAGE.read_text("utf-8")
    for field in container.Header.__dataclass_fields__:
        assert f"`{field}`" in page, field
    assert body.MOST_PLAIN == 64 << 20
    assert "64 MiB, 200 times" in page
    assert (body.MOST_RATIO, container.MOST_HEAD) == (200, 16_384)
    assert f"{container.MOST_HEAD:,}" in page
    for name in re.findall(r"`hubdesk bundle (\w+)", page):
        assert name in ("show", "keys")
    assert journal_in.__doc__


def test_a_bundle_is_explained_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    name = sorted(KEYS["read"])[1]
    nobody = ("--home", str(tmp_path / "no hub"))
    assert main(["bundle", "show", str(SAMPLES / name), *nobody]) == 0
    said = capsys.readouterr().out
    asked, compared = said.split("To compare with what the hub gave you:")
    order = ("What it is: ", "Whose: ", "When: ", "For whom: ", "Is it whole: ")
    assert [line for line in asked.splitlines() if line.startswith(order)] == [
        "What it is: the work of a hub, as its journal keeps it; 75 actions with 196 changes.",
        "Whose: a hub that the file names by a number alone. It stands below.",
        "When: sealed on 24 November 2026 by HubDesk 0.1.0.",
        "For whom: whoever has the key it is sealed to. Whose that is, the file does not say.",
        "Is it whole: yes, and as it was signed, to the last letter.",
    ]
    assert "It takes the place of" in asked
    technical = (KEYS["hub"], KEYS["signs_public"][:8])
    assert not [one for one in technical if one in asked], "what a person asks comes first"
    assert not [one for one in technical if one not in compared]
    assert "Its content is closed." in said
    key = tmp_path / "key.txt"
    key.write_text(f"# for the samples\n{KEYS['identity']}\n", "utf-8")
    assert main(["bundle", "show", str(SAMPLES / name), "--identity", str(key)]) == 0
    said = capsys.readouterr().out
    assert "Opened and proved to its end: 75 actions" in said
    assert "only the proof is left: somebody was erased since." in said
    key.write_text("nothing of the kind", "utf-8")
    assert main(["bundle", "show", str(SAMPLES / name), "--identity", str(key)]) == 2
    assert "holds no key that opens a bundle" in capsys.readouterr().err


def test_a_file_that_is_none_is_explained_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    zipped = tmp_path / "holiday.hdb"
    zipped.write_bytes(b"PK\3\4 and so on")
    assert main(["bundle", "show", str(zipped)]) == 2
    assert capsys.readouterr().err.startswith("holiday.hdb is not a bundle of HubDesk.")
    renamed = tmp_path / "copy (1).hdb"
    renamed.write_bytes((SAMPLES / sorted(KEYS["read"])[0]).read_bytes())
    assert main(["bundle", "show", str(renamed)]) == 0
    assert "The file was renamed. Its own name is 0000000001-" in capsys.readouterr().out
