"""Every choice is declared once: its words, its type, its bounds, and where it is kept."""

from __future__ import annotations

import json

import pytest

from hubdesk import settings
from hubdesk.errors.hub import SettingNotRight
from hubdesk.errors.store import DiskTrouble
from hubdesk.settings import SETTINGS, Kept, Setting
from hubdesk.store.computer import read_choices
from tests.words import faults


def test_no_key_is_declared_twice():
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_choice_has_words_and_a_default_it_allows(setting: Setting):
    assert setting.label
    assert setting.group
    for text in (setting.label, setting.hint, *dict(setting.choices).values()):
        assert faults(text) == []
    text = settings.write(setting.key, setting.default)
    assert settings.read(setting.key, text) == setting.default
    assert type(settings.read(setting.key, text)) is setting.type


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_choice_refuses_what_it_does_not_offer(setting: Setting):
    wrong = ["\x00" * 501]
    if setting.type is bool:
        wrong += ["2", "true", ""]
    if setting.choices:
        wrong += ["", "purple", "101"]
    elif setting.type is int:
        wrong += ["", "-1", "1.5", "٣", "9" * 10, str((setting.most or 0) + 1), "ten"]
        wrong += [str(setting.least - 1)] if setting.least else []
    for text in wrong:
        with pytest.raises(SettingNotRight):
            settings.read(setting.key, text)


def test_the_bounds_the_house_sets_hold():
    bounds = {
        "lock.quiet_minutes": (1, 30, 10),
        "scanner.hold_ms": (35, 90, 35),
        "agreement.valid_months": (0, 60, 12),
    }
    for key, (least, most, default) in bounds.items():
        setting = settings.setting(key)
        assert (setting.least, setting.most, setting.default) == (least, most, default)
    assert settings.setting("lock.closed_minutes").default == 60
    assert settings.defaults(Kept.HUB)["lending.days"] == 14


def test_a_key_nobody_declared_is_an_error():
    for ask in (
        lambda: settings.setting("lending.hours"),
        lambda: settings.read("lending.hours", "1"),
        lambda: settings.write("lending.hours", 1),
    ):
        with pytest.raises(LookupError):
            ask()


def test_a_value_of_another_type_is_a_bug():
    for key, value in (("lending.days", "14"), ("lending.days", True), ("sound.on", 1)):
        with pytest.raises(TypeError):
            settings.write(key, value)


def test_a_computers_choices_are_there_after_a_restart(tmp_path):
    path = tmp_path / "computer.json"
    choices = read_choices(path)
    assert {key: choices[key] for key in choices} == settings.defaults(Kept.COMPUTER)
    choices.choose("look.theme", "dark")
    choices.choose("look.text_size", 150)
    choices.choose("sound.on", False)
    choices.choose("printer.agreement", "Büro HP")
    again = read_choices(path)
    assert (again["look.theme"], again["look.text_size"]) == ("dark", 150)
    assert again["sound.on"] is False
    assert again["printer.agreement"] == "Büro HP"
    assert again["printer.card"] == ""
    assert not again.was_damaged
    assert [file.name for file in tmp_path.iterdir()] == ["computer.json"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'"dark"', b"[" * 60_000, b" " * 70_000]
)
def test_a_damaged_file_of_choices_falls_back_and_says_so(tmp_path, content: bytes):
    path = tmp_path / "computer.json"
    path.write_bytes(content)
    choices = read_choices(path)
    assert choices.was_damaged
    assert choices["look.theme"] == "system"
    choices.choose("look.theme", "light")
    assert read_choices(path)["look.theme"] == "light"


def test_what_a_newer_hubdesk_chose_is_kept_and_written_back(tmp_path):
    path = tmp_path / "computer.json"
    path.write_text(json.dumps({"look.theme": "sepia", "look.cursor": "big", "odd": 3}), "utf-8")
    choices = read_choices(path)
    assert choices["look.theme"] == "system"
    assert not choices.was_damaged
    choices.choose("sound.volume", 10)
    kept = json.loads(path.read_text("utf-8"))
    assert kept == {"look.theme": "sepia", "look.cursor": "big", "sound.volume": "10"}


def test_the_hubs_choices_are_not_kept_by_a_computer(tmp_path):
    choices = read_choices(tmp_path / "computer.json")
    with pytest.raises(LookupError):
        choices["lending.days"]
    with pytest.raises(LookupError):
        choices.choose("lending.days", 7)
    with pytest.raises(SettingNotRight):
        choices.choose("scanner.hold_ms", 10)


def test_a_folder_that_is_gone_is_a_trouble_and_the_old_choice_stands(tmp_path):
    folder = tmp_path / "gone"
    choices = read_choices(folder / "computer.json")
    with pytest.raises(DiskTrouble):
        choices.choose("look.theme", "dark")
    assert choices["look.theme"] == "system"
