"""What a stolen computer might sign: each function changes one thing in the pieces of a bundle.

`HARMLESS` are other ways to write the same, which have to be read; all else has to be refused.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable
from typing import Any

import pyrage
import zstandard

from hubdesk.models import Base
from hubdesk.store.capture import journalled_columns, journalled_tables

Parts = dict[str, Any]
Hostility = Callable[[random.Random, Parts], None]

LOCAL = [table.name for table in Base.metadata.sorted_tables if "local" in table.info]
NO_TABLES: tuple[Any, ...] = (
    *("sqlite_schema", "person; DROP TABLE person", 'person"--', "", "PERSON", "person ", "prson"),
    *("../person", "alembic_version", "person_fts", None, 7, ["person"], {"tbl": "person"}),
)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 7, -1, 2**53 - 1, "", "x", [], {}, [1], {"a": 1}, "\x00", "\n"),
    *("9" * 400, "' OR 1=1 --", "/etc/passwd", "..\\..", "x" * 70_000),
)
RAW = (
    *("1.0", "1e400", "NaN", "Infinity", "-Infinity", "9007199254740993", "1" * 5000, "-0.0"),
    *(
        "1E2",
        "tru",
        '"\\ud800"',
        "[" * 200_000,
        '{"a":' * 5000,
        '"\t"',
        "01",
        "'x'",
        '{"a":1,"a":1}',
    ),
)


def _changed(dice: random.Random, parts: Parts) -> dict[str, Any]:
    """A change that has a body."""
    found = [c for one in parts["txns"] for c in one["changes"] if "body" in c]
    return dice.choice(found) if found else _any_change(dice, parts)


def _any_change(dice: random.Random, parts: Parts) -> dict[str, Any]:
    one = dice.choice(parts["txns"])
    change = {"tbl": "person", "pk": "x", "subject": None, "kind": "I"}
    change |= {"body": '{"v":{}}', "salt": "A" * 22}
    one["changes"].append(change)
    one["txn"]["ops"] += 1
    return change


def _body(dice: random.Random, parts: Parts, work: Callable[[dict[str, Any]], None]) -> None:
    change = _changed(dice, parts)
    body = json.loads(change["body"])
    work(body)
    change["body"] = json.dumps(body, ensure_ascii=False)


def _raw(parts: Parts, before: str, after: str) -> None:
    """Change the text of the lines, once."""

    def work(lines: list[bytes]) -> list[bytes]:
        text = b"\n".join(lines)
        assert before.encode() in text, before
        return text.replace(before.encode(), after.encode("utf-8", "surrogatepass"), 1).split(b"\n")

    parts["lines"] = work


# ---- tables, columns, values ----


def table_not_ours(dice: random.Random, parts: Parts) -> None:
    _changed(dice, parts)["tbl"] = dice.choice(NO_TABLES)


def table_of_this_computer(dice: random.Random, parts: Parts) -> None:
    _changed(dice, parts)["tbl"] = dice.choice(LOCAL)


def column_not_ours(dice: random.Random, parts: Parts) -> None:
    name = dice.choice(("id", "rowid", "nmae", "", "name; --", "display_name ", "__class__"))
    _body(dice, parts, lambda body: body["v"].update({name: "x"}))


def column_folded_here(dice: random.Random, parts: Parts) -> None:
    table = dice.choice([t for t in journalled_tables() if any(c.info.get("local") for c in t.c)])
    column = dice.choice([c.name for c in table.c if c.info.get("local")])
    change = _changed(dice, parts)
    change |= {"tbl": table.name, "kind": "I", "body": json.dumps({"v": {column: "x"}})}


def type_of_a_value(dice: random.Random, parts: Parts) -> None:
    table = dice.choice(journalled_tables())
    column = table.columns[dice.choice(journalled_columns(table))]
    number = str(column.type) == "INTEGER"
    wrong: list[Any] = (
        ["7", "", True, False, [], {}, [7]] if number else [7, 0, True, [], {}, ["x"]]
    )
    if not column.nullable:
        wrong.append(None)
    change = _changed(dice, parts)
    body = json.dumps({"v": {column.name: dice.choice(wrong)}})
    change |= {"tbl": table.name, "kind": "I", "body": body}


def odd_number_in_a_body(dice: random.Random, parts: Parts) -> None:
    change = _changed(dice, parts)
    body = '{"v":{"deleted":' + dice.choice(RAW) + "}}"
    change |= {"tbl": "person", "kind": "I", "body": body}


def body_of_another_shape(dice: random.Random, parts: Parts) -> None:
    change = _changed(dice, parts)
    change["body"] = dice.choice(
        (
            *(
                "",
                "null",
                "[]",
                "{}",
                '"v"',
                '{"v":[]}',
                '{"v":null}',
                '{"v":{},"w":{}}',
                "\ufeff{}",
            ),
            *('{"v":{},"p":{},"b":{},"x":{}}', '{"v":{}}{"v":{}}', '{"v":{},"v":{}}', '{"p":{}}'),
            *(7, None, {"v": {}}, ["v"], "x" * 500_000),
        )
    )


def clock_that_is_none(dice: random.Random, parts: Parts) -> None:
    change = _changed(dice, parts)
    clocks: tuple[Any, ...] = (7, None, "now", "1.2.3", "9" * 30 + ".a", [], "1'.abc")
    clock = dice.choice(clocks)
    body = {"v": {"known_as": "x"}, "p": {"known_as": ""}, "b": {"known_as": clock}}
    change |= {"tbl": "person", "kind": "U", "body": json.dumps(body)}


def edit_without_what_was(dice: random.Random, parts: Parts) -> None:
    _changed(dice, parts).update(tbl="person", kind="U", body='{"v":{"known_as":"x"}}')


def part_of_a_change(dice: random.Random, parts: Parts) -> None:
    change = _changed(dice, parts)
    name = dice.choice(("pk", "kind", "salt", "tbl", "body"))
    odd = [value for value in ODD if name != "pk" or value not in ("x", "' OR 1=1 --")]
    odd = [value for value in odd if name != "pk" or value not in ("/etc/passwd", "..\\..")]
    change[name] = dice.choice(odd)


def subject_that_is_none(dice: random.Random, parts: Parts) -> None:
    _changed(dice, parts)["subject"] = dice.choice((7, [], {}, True, "\x00", "x" * 201, "a\nb"))


def part_too_many(dice: random.Random, parts: Parts) -> None:
    _changed(dice, parts)[dice.choice(("leaf", "x", "by", "mode", "__proto__"))] = "x"


def part_missing(dice: random.Random, parts: Parts) -> None:
    del _changed(dice, parts)[dice.choice(("subject", "salt", "body", "pk"))]


def marker_that_is_none(dice: random.Random, parts: Parts) -> None:
    """A marker erases what the reader holds: it must not name anything but a row of ours."""
    change = _changed(dice, parts)
    change.clear()
    change |= {"tbl": "person", "pk": "x", "kind": "U", "x": None, "by": "", "leaf": "A" * 43}
    name, odd = dice.choice(
        (
            *(("leaf", "x"), ("leaf", 7), ("by", "x"), ("by", None), ("x", 7), ("kind", "X")),
            *(("tbl", "counter"), ("tbl", None), ("pk", ""), ("pk", 7), ("kind", None)),
        )
    )
    change[name] = odd


# ---- transactions ----


def fact_that_is_none(dice: random.Random, parts: Parts) -> None:
    facts = dice.choice(parts["txns"])["txn"]
    name = dice.choice(("id", "seq", "hlc", "wall_utc", "schema_revision", "ops", "salt"))
    facts[name] = dice.choice([value for value in ODD if value != facts[name]])
    if name == "hlc":
        facts[name] = dice.choice((7, "", "-1", "1.5", str(2**63), "9" * 19, None, "٣"))


def words_that_are_none(dice: random.Random, parts: Parts) -> None:
    name = dice.choice(("actor_id", "role", "verb", "about", "reason"))
    facts = dice.choice(parts["txns"])["txn"]
    facts[name] = dice.choice((None, 7, [], {}, True, ["lend"]))


def fact_too_many(dice: random.Random, parts: Parts) -> None:
    facts = dice.choice(parts["txns"])["txn"]
    facts[dice.choice(("stream_id", "chain", "note", "admin", ""))] = "x"


def fact_missing(dice: random.Random, parts: Parts) -> None:
    facts = dice.choice(parts["txns"])["txn"]
    del facts[dice.choice(list(facts))]


def tables_of_tomorrow(dice: random.Random, parts: Parts) -> None:
    dice.choice(parts["txns"])["txn"]["schema_revision"] = dice.choice(("9999", "0000", "00024"))


def count_of_changes_lies(dice: random.Random, parts: Parts) -> None:
    facts = dice.choice(parts["txns"])["txn"]
    facts["ops"] = facts["ops"] + dice.choice((1, -1, 20_001, 2**40))


def numbers_out_of_order(dice: random.Random, parts: Parts) -> None:
    dice.choice((lambda t: t.reverse(), lambda t: t.append(t[0]), lambda t: t.pop()))(parts["txns"])


def said_before(dice: random.Random, parts: Parts) -> None:
    """A chain that starts elsewhere: the end and the head agree with each other, not with it."""
    wrong = dice.choice(("A" * 43, "", "x"))
    parts["after"] = {"chain_in": wrong if wrong != parts["head"]["chain_in"] else "B" * 43}


# ---- lines ----


def number_not_whole(dice: random.Random, parts: Parts) -> None:
    _raw(parts, '"seq": ', f'"seq": {dice.choice(RAW)}, "was": ')


def key_twice(dice: random.Random, parts: Parts) -> None:
    before = dice.choice(('"txn": ', '"changes": ', '"verb": ', '"end": ', '"stream": '))
    _raw(parts, before, f"{before}0, {before}")


def half_a_letter(dice: random.Random, parts: Parts) -> None:
    half = dice.choice(("\\ud800", "\\udfff", "\\uD83D", "\ud800", "\\ud83d\\u0041"))
    _raw(parts, '"role": "', f'"role": "{half}')


def line_of_something_else(dice: random.Random, parts: Parts) -> None:
    other = dice.choice(
        (
            *(
                b"",
                b"{}",
                b"[]",
                b"null",
                b"7",
                b'"x"',
                b'{"more":[]}',
                b"\xff\xfe",
                b"\xef\xbb\xbf{}",
            ),
            *(b"[" * 100_000, b'{"txn":' * 20_000, b'{"end":3,"chain":""}', b'{"roster":[]}'),
            *(b"\x00", b'{"txn":{},"changes":[]}', b"#", b"{'end': 3}"),
        )
    )

    def work(lines: list[bytes]) -> list[bytes]:
        at = dice.randint(0, len(lines))
        return [*lines[:at], other, *lines[at + dice.randint(0, 1) :]]

    parts["lines"] = work


def line_missing(dice: random.Random, parts: Parts) -> None:
    def work(lines: list[bytes]) -> list[bytes]:
        at = dice.randrange(len(lines))
        return [*lines[:at], *lines[at + 1 :]]

    parts["lines"] = work


def manifest_of_another(dice: random.Random, parts: Parts) -> None:
    """Another computer signs what was sealed by one of us."""
    odd = {
        "stream": "0123456789abcdef",
        "first": dice.choice((parts["head"]["first"] + 1, True, 1.5, "1")),
        "last": dice.choice((2**53 - 1, None)),
        "key": "0" * 64,
        "deps": dice.choice(({}, [], {"x": 1}, {parts["head"]["stream"]: -1}, {"../..": 7}, None)),
        "want": dice.choice(({}, "x", [7], ["x" * 150], [None])),
        "digest": dice.choice((7, None, "x", [])),
        "more": 1,
    }
    name = dice.choice(list(odd))
    parts["manifest"] = {name: odd[name]}


def end_of_another(dice: random.Random, parts: Parts) -> None:
    parts["end"] = dice.choice(
        ({"end": 7}, {"end": True}, {"chain": "x"}, {"more": 1}, {"end": 3.0})
    )


# ---- the head ----


def head_that_is_odd(dice: random.Random, parts: Parts) -> None:
    odd: dict[str, tuple[Any, ...]] = {
        "kind": ("DELTA", "snapshot", "region", "", None, 1),
        "hub": ("", "../..", "x" * 65, None),
        "dev": ("", "../../x", "x" * 65, "A", 7, None),
        "stream": ("", "../x", "x", 7, None, "x" * 33),
        "first": (0, -1, "1", True, None, 10**10),
        "last": (0, -1, "1", 10**10, None),
        "n_txn": (0, 1, -1, "3", 2**53 - 1),
        "n_ops": (-1, 10**9, "3", None),
        "chain_out": ("A" * 43, "", "x", 7),
        "size": (0, -1, 16 * 2**20, 2**53 - 1, "9"),
        "sha256": ("0" * 64, "", "../", 7),
        "schema_rev": ("9999", "24", 24, "", "../0"),
        "app": ("", "x" * 41, "a b", 1),
        "created": ("", "yesterday", 7, "2026-11-24T10:42:00+01:00"),
        "reissue": (-1, "0", 10_000, None),
        "supersedes": ("", ["../../etc/passwd"], [7], ["x"] * 65, {}, None),
        "v": (0, "1", True, 1000),
        "min_reader": (2, 999, 0, "1"),
        "extra": (1,),
    }
    name = dice.choice(list(odd))
    parts["after"] = {name: dice.choice(odd[name])}


# ---- packing and sealing ----


def packed_oddly(dice: random.Random, parts: Parts) -> None:
    def without_checksum(text: bytes) -> bytes:
        return zstandard.ZstdCompressor(level=3).compress(text)

    def cut(text: bytes) -> bytes:
        whole = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(text)
        return whole[: dice.randrange(len(whole) - 5)]

    def more(text: bytes) -> bytes:
        return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(text) + b"PK\3\4"

    def wide(text: bytes) -> bytes:
        parameters = zstandard.ZstdCompressionParameters(window_log=27, write_checksum=True)
        packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        return packer.compress(text) + packer.flush()

    def plain(text: bytes) -> bytes:
        return text

    def flipped(text: bytes) -> bytes:
        whole = bytearray(zstandard.ZstdCompressor(level=3, write_checksum=True).compress(text))
        whole[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        whole[dice.randrange(len(whole) - 4, len(whole))] ^= 1 << dice.randrange(8)
        return bytes(whole)

    work = dice.choice((without_checksum, cut, more, wide, plain, flipped))
    parts["pack"] = lambda lines: work(b"\n".join(lines) + b"\n")


def sealed_oddly(dice: random.Random, parts: Parts) -> None:
    right = parts["seal"]
    stranger = pyrage.x25519.Identity.generate().to_public()

    def hard_passphrase(data: bytes) -> bytes:
        """A stanza of age that would have us work for hours at a passphrase."""
        sealed: bytes = right(data)
        begun = sealed.index(b"\n") + 1
        return (
            sealed[:begun]
            + b"-> scrypt "
            + b"A" * 22
            + b" 30\n"
            + b"A" * 43
            + b"\n"
            + sealed[begun:]
        )

    ways: tuple[Callable[[bytes], bytes], ...] = (
        hard_passphrase,
        lambda data: bytes(pyrage.encrypt(data, [stranger])),
        lambda data: data,
        lambda data: right(data)[: -dice.randint(1, 40)],
        lambda data: right(data).replace(b"-> X25519", b"-> plugin", 1),
        lambda data: right(data)[:22] + dice.randbytes(300),
        lambda data: right(data)[:22] + (b"-> X25519 a\n" * 300) + right(data)[22:],
        lambda data: right(data).replace(b"age-encryption.org/v1", b"age-encryption.org/v2"),
        lambda data: bytes(pyrage.encrypt(data, [stranger], armored=True)),
        lambda data: b"x",
    )
    parts["seal"] = dice.choice(ways)


# ---- bombs ----


def _bomb(parts: Parts, text: bytes, many: int) -> None:
    def pack(lines: list[bytes]) -> bytes:
        packer = zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj()
        begun = packer.compress(b"\n".join(lines[:2]) + b"\n")
        return begun + b"".join(packer.compress(text) for _ in range(many)) + packer.flush()

    parts["pack"] = pack


def gigabyte_of_one_line(dice: random.Random, parts: Parts) -> None:
    _bomb(parts, bytes(1 << 20), 1024)


def lines_without_end(dice: random.Random, parts: Parts) -> None:
    _bomb(parts, b"\n" * (1 << 20), 100)


def many_frames(dice: random.Random, parts: Parts) -> None:
    frame = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(bytes(1 << 20))
    parts["pack"] = lambda lines: frame * 2000


def size_stated_huge(dice: random.Random, parts: Parts) -> None:
    def pack(lines: list[bytes]) -> bytes:
        frame = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(bytes(1 << 24))
        return frame[:5] + struct.pack("<I", 2**32 - 1) + frame[9:]

    parts["pack"] = pack


def deep_lines(dice: random.Random, parts: Parts) -> None:
    parts["lines"] = lambda lines: [*lines[:1], *([b"[" * 900_000] * 20)]


def too_many_changes(dice: random.Random, parts: Parts) -> None:
    """As many changes as a transaction can have, and one more."""
    one = parts["txns"][0]
    change = {"tbl": "person", "pk": "x", "subject": None, "kind": "I"}
    change |= {"body": '{"v":{}}', "salt": "A" * 22}
    one["txn"]["ops"] = 20_001
    whole = [json.dumps(change)] * 20_001

    def work(lines: list[bytes]) -> list[bytes]:
        head = json.dumps({"txn": one["txn"], "changes": []})[:-2].encode()
        more = [
            f'{{"more": [{", ".join(whole[at : at + 5000])}]}}' for at in range(0, 20_001, 5000)
        ]
        return [lines[0], head + b"]}", *(line.encode() for line in more), *lines[2:]]

    parts["lines"] = work


# ---- other ways to write the same ----


def keys_in_another_order(dice: random.Random, parts: Parts) -> None:
    parts["txns"] = [dict(reversed(one.items())) for one in parts["txns"]]


def spaces(dice: random.Random, parts: Parts) -> None:
    parts["lines"] = lambda lines: [line.replace(b'{"', b'{ "', 1) for line in lines]


def as_it_is(dice: random.Random, parts: Parts) -> None:
    """Nothing is changed: the frame itself must not be what refuses the others."""


def of_a_later_version_for_us_too(dice: random.Random, parts: Parts) -> None:
    parts["after"] = {"v": 2, "mood": "sunny"}


HARMLESS: tuple[Hostility, ...] = (
    *(keys_in_another_order, spaces, as_it_is, of_a_later_version_for_us_too),
)
BOMBS: tuple[Hostility, ...] = (
    *(gigabyte_of_one_line, lines_without_end, many_frames, size_stated_huge, deep_lines),
    too_many_changes,
)
HOSTILITIES: tuple[Hostility, ...] = (
    *(table_not_ours, table_of_this_computer, column_not_ours, column_folded_here),
    *(type_of_a_value, odd_number_in_a_body, body_of_another_shape, clock_that_is_none),
    *(edit_without_what_was, part_of_a_change, subject_that_is_none, part_too_many, part_missing),
    *(marker_that_is_none, fact_that_is_none, words_that_are_none, fact_too_many, fact_missing),
    *(tables_of_tomorrow, count_of_changes_lies, numbers_out_of_order, said_before),
    *(number_not_whole, key_twice, half_a_letter, line_of_something_else, line_missing),
    *(manifest_of_another, end_of_another, head_that_is_odd, packed_oddly, sealed_oddly),
)
