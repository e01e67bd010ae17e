"""The one reader of JSON that came from another computer, and the one way we write it.

I-JSON (RFC 7493) and less: UTF-8, no key twice, whole numbers of at most 53 bits and no others, no
half of a pair of surrogates, and limits to depth and length. Python's own reader takes all of
those: the last of two equal keys, 1e400 for infinity, and a file whose numbers another would round.
"""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

MOST_DEPTH: Final = 8
MOST_TEXT: Final = 64 << 10  # letters in one text
LARGEST: Final = (1 << 53) - 1
_SURE: Final = 15  # digits and sign that are within it, whatever they are
_DIGITS: Final = 17


class NotStrict(ValueError):
    """Text that is no JSON, or JSON that two readers could take for two things."""


def read_json(data: bytes, *, most_text: int = MOST_TEXT) -> Any:
    """What a piece of JSON says. NotStrict for all we do not take; its length is the caller's."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrict("not UTF-8") from error
    return read_text(text, most_text=most_text)


def read_text(text: str, *, most_text: int = MOST_TEXT) -> Any:
    """The same for what is text already: the body of a change lies as text in its line."""
    try:
        value = _DECODER.decode(text)
    except RecursionError as error:
        raise NotStrict("too deep") from error
    except NotStrict:
        raise
    except ValueError as error:
        raise NotStrict("no JSON") from error
    # Too few brackets to be too deep, and no text longer than all of it: no need to look.
    if text.count("{") + text.count("[") > MOST_DEPTH or len(text) > most_text:
        _look(value, MOST_DEPTH, most_text)
    if "\\u" in text:  # else there is no way to write half of a pair
        _whole_letters(value)
    return value


def canonical(value: Any) -> bytes:
    """JSON as RFC 8785 writes it, for what is ASCII and whole numbers: sorted keys, no spaces."""
    return _CANONICAL.encode(value).encode("ascii")


def written(value: Any) -> str:
    """JSON without spaces, letters as they are, in the order the keys were given."""
    return _WRITER.encode(value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("a key twice")
    return found


def _whole(digits: str) -> int:
    if len(digits) <= _SURE:
        return int(digits)
    if len(digits) > _DIGITS or abs(value := int(digits)) > LARGEST:
        raise NotStrict("a number too large")
    return value


def _refused(text: str) -> NoReturn:
    raise NotStrict("a number that is not whole")


def _look(value: Any, left: int, most_text: int) -> None:
    kind = type(value)
    if kind is dict:
        texts = [*value, *value.values()]
    elif kind is list:
        texts = value
    else:
        texts, left = [value], left + 1
    if not left:
        raise NotStrict("too deep")
    for one in texts:
        kind = type(one)
        if kind is str:
            if len(one) > most_text:
                raise NotStrict("a text too long")
        elif kind is dict or kind is list:
            _look(one, left - 1, most_text)


def _whole_letters(value: Any) -> None:
    try:
        written(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotStrict("half a letter") from error


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_refused, parse_int=_whole, parse_constant=_refused
)
_CANONICAL = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"))
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
