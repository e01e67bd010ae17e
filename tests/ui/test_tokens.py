"""The colours can be told apart, and nobody writes one anywhere else."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import hubdesk.ui
from hubdesk.ui.tokens import INK, LIGHT, PAIRS, THEMES, TYPE, Theme, contrast, scaled

UI = Path(hubdesk.ui.__file__).parent


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_pair_that_may_be_drawn_can_be_read(theme: Theme) -> None:
    short = [
        (pair.use, round(contrast(getattr(theme, pair.ink), getattr(theme, pair.fill)), 2))
        for pair in PAIRS
        if contrast(getattr(theme, pair.ink), getattr(theme, pair.fill)) < pair.need
    ]
    assert not short


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_initial_on_an_avatar_can_be_read(theme: Theme) -> None:
    assert min(contrast(ink, fill) for ink, fill in theme.avatars) >= 4.5


def test_contrast_agrees_with_the_table_of_the_design() -> None:
    assert round(contrast(LIGHT.text, LIGHT.bg), 2) == 15.27
    assert round(contrast(LIGHT.c2, LIGHT.surface), 2) == 3.56
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0


def test_every_ink_and_pair_names_a_colour_there_is() -> None:
    names = {field.name for field in fields(LIGHT)}
    assert set(INK.values()) <= names
    assert {pair.ink for pair in PAIRS} | {pair.fill for pair in PAIRS} <= names


def test_no_text_is_smaller_than_12_px() -> None:
    assert min(role.size for role in TYPE.values()) == 12


def test_a_size_grows_with_the_text_and_never_vanishes() -> None:
    assert scaled(15, 200) == 30
    assert scaled(1, 110) == 1
    assert scaled(0, 200) == 0


def test_no_colour_is_written_outside_the_tokens() -> None:
    literal = re.compile(r"""#[0-9A-Fa-f]{6}\b|\brgba?\(|Qt\.GlobalColor\.(?!transparent)""")
    wrong = [
        f"{path.relative_to(UI)}:{number}"
        for path in UI.rglob("*.py")
        if path.name != "tokens.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if literal.search(line)
    ]
    assert not wrong


def test_no_widget_has_a_sheet_of_its_own() -> None:
    wrong = [
        path.name
        for path in UI.rglob("*.py")
        if "setStyleSheet" in path.read_text("utf-8") and path.name != "theme.py"
    ]
    assert not wrong
