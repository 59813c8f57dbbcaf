"""Settings: forgiving to read, whole when written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.settings import Settings, SettingsFile


def read(path: Path, text: str | bytes) -> Settings:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return SettingsFile(path).current


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none.json").current == Settings()


def test_what_is_changed_is_there_at_the_next_start(odd_path: Path) -> None:
    path = odd_path / "设置" / "settings.json"
    first = SettingsFile(path)
    first.change(theme="dark", user_name="张工", font_scale=1.25)
    first.put("splitter", "1,2")
    assert first.get("splitter") == "1,2"
    assert first.get("other", "默认") == "默认"
    assert SettingsFile(path).current == first.current
    assert "张工" in path.read_text(encoding="utf-8")
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = SettingsFile(path)
    settings.put("a", "1")
    path.unlink()
    settings.put("a", "1")
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = SettingsFile(tmp_path / "file" / "settings.json")
    assert settings.change(theme="dark").theme == "dark"


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "null", b"\xff\xfe{", "[" * 100_000, '{"theme": ' + "1" * 5000 + "}"]
)
def test_a_spoilt_file_is_the_defaults(tmp_path: Path, text: str | bytes) -> None:
    assert read(tmp_path / "s.json", text) == Settings()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", 5),
        ("live_panel", 1),
        ("live_panel", "yes"),
        ("font_scale", "1.5"),
        ("font_scale", True),
        ("font_scale", 0),
        ("font_scale", -1.5),
        ("font_scale", 1e30),
        ("font_scale", 10**400),
        ("font_scale", float("nan")),
        ("window", []),
        ("unknown", "x"),
    ],
)
def test_what_does_not_fit_is_the_default(tmp_path: Path, field: str, value: object) -> None:
    text = json.dumps({field: value, "user_name": "张工"})
    assert read(tmp_path / "s.json", text) == Settings(user_name="张工")


def test_whole_numbers_will_do_for_a_scale(tmp_path: Path) -> None:
    found = read(tmp_path / "s.json", '{"font_scale": 2, "window": {"a": 1}}')
    assert found == Settings(font_scale=2.0, window={"a": "1"})


@given(st.dictionaries(
    st.sampled_from([*asdict(Settings()), "other"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
))  # fmt: skip
def test_any_file_makes_settings_of_the_right_types(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    settings = read(path, json.dumps(found))
    for name, default in asdict(Settings()).items():
        assert type(getattr(settings, name)) is type(default)
