"""Every error raised on purpose has words, and the words hold whatever facts it carries."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import hubdesk
import hubdesk.errors
from hubdesk.errors import HubDeskError, Refusal, Trouble
from hubdesk.errors.devices import NotToWipe, StageAlready
from hubdesk.errors.lending import DeviceNotLendable
from hubdesk.messages import explain, sentences
from hubdesk.messages.stages import STAGES, stage_said
from hubdesk.models import Stage
from hubdesk.ui.settings.groups import GROUPS
from tests.words import faults

NOUNS = [import_module(f"hubdesk.errors.{m.name}") for m in iter_modules(hubdesk.errors.__path__)]
SETTINGS = re.compile(r"Settings, (?:under )?([A-Z]\w+)")  # Settings, Copies
CHOOSE = re.compile(r"\b[Cc]hoose ([A-Z][a-z]+(?: [a-z]+)*)")  # choose Print again
IN_THE_WINDOW = {
    words
    for path in (Path(hubdesk.__file__).parent / "ui").rglob("*.py")
    for words in re.findall(r'_t\("([^"]+)"\)', path.read_text("utf-8"))
}
PLACEHOLDER = re.compile(r"\{\w*\}")


def _all(kind: type[HubDeskError]) -> Iterator[type[HubDeskError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _all(below)


def _of_ours(kind: type[HubDeskError]) -> bool:
    return kind.__module__.startswith("hubdesk.") and kind not in (Refusal, Trouble)


ERRORS = sorted({kind for kind in _all(HubDeskError) if _of_ours(kind)}, key=lambda k: k.__name__)
LEAVES = [kind for kind in ERRORS if not kind.__subclasses__()]


# A fact whose type allows more than its docstring does: what it usually is.
USUAL: dict[str, Any] = {"wanted": "people"}


def made_up(kind: Any, empty: bool) -> Any:
    """A fact of the type a field declares: an empty one, or one like those of a real day."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if empty and type(None) in inner else made_up(inner[0], empty)
    if origin in (tuple, list, frozenset, set):
        return origin(made_up(part, empty) for part in inner if part is not Ellipsis)
    if isinstance(kind, type) and issubclass(kind, HubDeskError):
        return error(LEAF_OF.get(kind, kind), empty)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    facts = {
        str: ("", "HD-0142"),
        int: (0, 12),
        bool: (False, True),
        float: (0.0, 1.5),
        date: (date(2026, 1, 1), date(2026, 11, 25)),
        time: (time(0), time(10, 30)),
        datetime: (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 25, 10, 42, tzinfo=UTC)),
        dict: ({}, {}),
        object: ("", "HD-0142"),
    }
    return facts[kind][0 if empty else 1]


def error(kind: type[HubDeskError], empty: bool) -> HubDeskError:
    """An error of this class with made-up facts."""
    if not dataclasses.is_dataclass(kind):
        return kind()
    return kind(**{name: _fact(name, of, empty) for name, of in _facts(kind).items()})


def _facts(kind: type[HubDeskError]) -> dict[str, Any]:
    types_of = typing.get_type_hints(kind)
    return {field.name: types_of[field.name] for field in dataclasses.fields(kind)}  # type: ignore[arg-type]


def _fact(name: str, of: Any, empty: bool) -> Any:
    if name in USUAL and isinstance(of, type) and issubclass(of, Enum):
        return of(USUAL[name])
    return made_up(of, empty)


LEAF_OF = {kind: kind.__subclasses__()[0] for kind in ERRORS if kind.__subclasses__()}


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_error_raised_on_purpose_has_words_of_its_own(kind: type[HubDeskError]):
    assert kind in sentences()


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("empty", [False, True], ids=["facts", "no facts"])
def test_an_error_is_explained_in_whole_plain_sentences(kind: type[HubDeskError], empty: bool):
    message = explain(error(kind, empty))
    assert message.what
    assert message.what.rstrip()[-1] in ".?:…", message.what
    assert not PLACEHOLDER.search(message.text), message.text
    assert "None" not in message.text
    assert faults(message.text) == [], message.text


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_what_somebody_is_told_to_choose_or_open_is_there_in_the_window(kind: type[HubDeskError]):
    text = explain(error(kind, empty=False)).text
    for named in SETTINGS.findall(text):
        assert any(words.startswith(named) for _key, words in GROUPS), f"no part {named}"
    for named in CHOOSE.findall(text):
        found = any(f"{named} ".startswith(f"{words} ") for words in IN_THE_WINDOW)
        assert found, f"nothing in the window is called {named}"


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_there_are_words_for_every_value_a_fact_can_take(kind: type[HubDeskError]):
    for name, of in _facts(kind).items() if dataclasses.is_dataclass(kind) else ():
        if isinstance(of, type) and issubclass(of, Enum) and name not in USUAL:
            for value in of:
                wrong = error(kind, empty=False)
                setattr(wrong, name, value)
                assert faults(explain(wrong).text) == [], value


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_a_log_line_of_an_error_holds_no_fact(kind: type[HubDeskError]):
    assert str(error(kind, empty=False)) == kind.__name__


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_an_error_is_either_a_refusal_or_a_trouble(kind: type[HubDeskError]):
    assert issubclass(kind, Refusal) != issubclass(kind, Trouble)
    assert (kind.__doc__ or "").strip(), "an error says what it means"


def test_no_words_are_kept_for_an_error_that_is_gone():
    assert set(sentences()) <= set(ERRORS)


def test_every_file_of_errors_was_read():
    assert len(NOUNS) >= 3
    assert {kind.__module__ for kind in LEAVES} == {noun.__name__ for noun in NOUNS}


REFERENCE = re.compile(r"\b[A-Z]-\d{3}\b")
MANUAL = Path(__file__).parents[1] / "docs" / "references.md"


def test_a_reference_read_out_over_the_phone_means_one_trouble_and_the_manual_says_what_to_do():
    given = [
        reference
        for path in sorted(Path(hubdesk.__file__).parent.rglob("*.py"))
        for reference in REFERENCE.findall(path.read_text("utf-8"))
    ]
    assert len(given) >= 16
    assert [one for one in sorted(set(given)) if given.count(one) > 1] == []
    listed = re.findall(r"^\| ([A-Z]-\d{3}) \|", MANUAL.read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(given)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_nobody_at_the_desk_is_sent_to_look_for_a_file_of_ours(kind: type[HubDeskError]):
    text = explain(error(kind, empty=False)).text
    assert not re.search(r"keys(-copy)?\.json|hub\.hubdesk|from a copy", text), text


def test_every_state_a_device_can_be_in_has_one_word_wherever_it_is_said():
    assert set(STAGES) == {str(stage) for stage in Stage}
    for stage, (short, *said) in STAGES.items():
        assert not [fault for words in (short, *said) for fault in faults(words)]
        refused = explain(DeviceNotLendable("HD-0142", stage)).what
        already = explain(StageAlready("HD-0142", stage)).what
        assert refused == stage_said(stage, "HD-0142")
        assert already.startswith(refused.removesuffix("."))
        if stage != "ready":
            assert explain(NotToWipe("HD-0142", stage)).what == refused
