"""JSON that two readers could take for two things is taken by none of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.sync.strict_json import LARGEST, NotStrict, canonical, read_json, read_text, written

REFUSED = (
    *(b"", b" ", b"{", b"{}x", b"\xef\xbb\xbf{}", b"\xff", b"{'a':1}", b'{"a":1,}', b"[1,]", b"01"),
    *(b"1.0", b"1e2", b"NaN", b"Infinity", b"-Infinity", b"1e400", b"9007199254740992"),
    *(b"-9007199254740992", b"9" * 5000, b'{"a":1,"a":1}', b'{"a":{"b":1,"b":2}}', b'["\t"]'),
    *(b'"\\ud800"', b'"\\udc00\\ud800"', b'{"\\ud83d":1}', b"[" * 9 + b"]" * 9, b"[" * 100_000),
    *('{"a":1}'.encode("utf-16"), b'"\\x41"', b"/**/1"),
)
TAKEN: tuple[tuple[bytes, Any], ...] = (
    (b'{"a":[1,-1,null,true,""]}', {"a": [1, -1, None, True, ""]}),
    (b'"\\ud83d\\ude00\\u0000"', "😀\x00"),
    (str(LARGEST).encode(), LARGEST),
    (str(-LARGEST).encode(), -LARGEST),
    (b"[" * 8 + b"]" * 8, [[[[[[[[]]]]]]]]),
)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:12])
def test_what_two_could_read_in_two_ways_is_refused(text: bytes):
    with pytest.raises(NotStrict):
        read_json(text)


@pytest.mark.parametrize(("text", "value"), TAKEN, ids=lambda one: str(one)[:12])
def test_what_can_be_read_in_one_way_is_taken(text: bytes, value: Any):
    assert read_json(text) == value


def test_a_text_longer_than_allowed_is_refused_wherever_it_stands():
    for text in ('"xxxxx"', '{"xxxxx":1}', '[[{"a":"xxxxx"}]]'):
        with pytest.raises(NotStrict):
            read_text(text, most_text=4)
        assert read_text(text, most_text=5)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(PLAIN, max_size=3))
@settings(max_examples=100, deadline=None)
def test_what_we_write_we_read(value: Any):
    deep = json.dumps(value)
    try:
        assert read_json(canonical(value)) == value
        assert read_text(written(value)) == value
    except NotStrict:
        assert deep.count("[") + deep.count("{") > 8, "only what is too deep"
