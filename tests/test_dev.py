"""dev.py: what it decides, what it remembers, and what it tells the user."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

import dev
from installer import lock

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+))? \\$", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    return {name: version for name, version, _ in PIN.findall(path.read_text(encoding="utf-8"))}


@pytest.fixture
def locks(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two small locks in place of the real ones."""
    runtime, both = odd_path / "requirements.lock", odd_path / "requirements-dev.lock"
    runtime.write_text("a==1\n", encoding="utf-8")
    both.write_text("a==1\nb==1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "RUNTIME_LOCK", runtime)
    monkeypatch.setattr(dev, "DEV_LOCK", both)
    return runtime, both


# --- the stamp -------------------------------------------------------------------------------


def test_a_stamp_is_read_back_as_written(odd_path: Path) -> None:
    stamp = dev.Stamp({"requirements.lock": "abc"}, frozenset({"offscreen", "window"}))
    dev.write_stamp(odd_path / "stamp.json", stamp)
    assert dev.read_stamp(odd_path / "stamp.json") == stamp
    assert [path.name for path in odd_path.iterdir()] == ["stamp.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"locks": 3, "qt": []}', '{"locks": {'])
def test_a_damaged_stamp_counts_as_nothing_done(tmp_path: Path, text: str) -> None:
    (tmp_path / "stamp.json").write_text(text, encoding="utf-8")
    assert dev.read_stamp(tmp_path / "stamp.json") == dev.Stamp({})


def test_a_missing_stamp_counts_as_nothing_done(tmp_path: Path) -> None:
    assert dev.read_stamp(tmp_path / "stamp.json") == dev.Stamp({})


def test_the_development_lock_brings_the_runtime_lock_along(locks: tuple[Path, Path]) -> None:
    runtime, both = locks
    assert dev.after_install(both).holds(runtime)
    assert dev.after_install(both).holds(both)
    assert dev.after_install(runtime).holds(runtime)
    assert not dev.after_install(runtime).holds(both)


def test_a_changed_lock_is_not_held(locks: tuple[Path, Path]) -> None:
    stamp = dev.after_install(locks[0])
    locks[0].write_text("a==2\n", encoding="utf-8")
    assert not stamp.holds(locks[0])


# --- the locks -------------------------------------------------------------------------------


def test_the_development_lock_contains_the_runtime_lock() -> None:
    assert pins(dev.RUNTIME_LOCK).items() <= pins(dev.DEV_LOCK).items()


@pytest.mark.parametrize("path", [dev.RUNTIME_LOCK, dev.DEV_LOCK], ids=lambda path: path.name)
def test_every_pin_has_hashes(path: Path) -> None:
    blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    assert [block for block in blocks if not PIN.match(block)] == []
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_what_only_windows_needs_is_locked_for_windows_only() -> None:
    text = dev.DEV_LOCK.read_text(encoding="utf-8")
    assert [name for name, _, marker in PIN.findall(text) if marker] == ["colorama"]
    assert "colorama" not in pins(dev.RUNTIME_LOCK)


def test_a_marker_is_taken_off_and_put_back() -> None:
    assert lock.split_marker("Foo_Bar>=1 ; os_name == 'nt'") == ("Foo_Bar>=1", "os_name == 'nt'")
    assert lock.split_marker("foo") == ("foo", "")
    text = "foo==1 \\\n    --hash=x\nfoo-bar==2 \\\n    --hash=y\n"
    marked = lock.with_marker(text, "Foo_Bar>=1", "os_name == 'nt'")
    assert marked == text.replace("foo-bar==2", "foo-bar==2 ; os_name == 'nt'")
    with pytest.raises(ValueError, match="baz"):
        lock.with_marker(text, "baz", "os_name == 'nt'")


# --- the operating system --------------------------------------------------------------------


def test_the_package_lists_hold_what_containers_lack() -> None:
    groups = dev.read_groups(dev.SYSTEM_PACKAGES)
    assert {"libegl1", "libgl1"} <= set(groups["offscreen"].packages)
    everything = [package for group in groups.values() for package in group.packages]
    assert len(everything) == len(set(everything))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has X11 libraries")
def test_every_library_of_the_x11_plugin_is_brought() -> None:
    qt = Path(PySide6.__file__).parent / "Qt"
    parts = (qt / "plugins" / "platforms" / "libqxcb.so", qt / "lib" / "libQt6XcbQpa.so.6")
    linked = {
        name.decode()
        for part in parts
        for name in re.findall(rb"\0(lib(?:xcb|X11|xkb)[\w-]*\.so\.\d+)(?=\0)", part.read_bytes())
    }
    # Debian calls a package after its library and the number of its interface.
    packages = {
        re.sub(r"(\d)?\.so\.(\d+)", lambda m: f"{m[1]}-{m[2]}" if m[1] else m[2], name).lower()
        for name in linked
    }
    assert len(packages) > 10
    groups = dev.read_groups(dev.SYSTEM_PACKAGES)
    assert packages <= {*groups["x11"].packages, *groups["offscreen"].packages}


def test_missing_commands_are_named() -> None:
    group = dev.PackageGroup(("a",), ("git", "no-such-command-here"))
    assert group.missing_commands() == ["no-such-command-here"]


def fake_apt(folder: Path, exit_code: int) -> None:
    """An apt-get that notes how it was called."""
    script = folder / "apt-get"
    script.write_text(
        f'#!/bin/sh\necho "$@" >> "{folder}/calls"\necho 没有这个包 >&2\nexit {exit_code}\n',
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt-get is Linux's")


@linux_only
def test_root_gets_the_packages(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_apt(odd_path, 0)
    monkeypatch.setenv("PATH", f"{odd_path}:/usr/bin:/bin")
    monkeypatch.setattr(dev, "is_root", lambda: True)
    dev.install_packages(["libone", "libtwo"], "缺少系统库。")
    assert (odd_path / "calls").read_text(encoding="utf-8").splitlines() == [
        "update -q",
        "install -y --no-install-recommends libone libtwo",
    ]


@linux_only
def test_a_user_gets_the_one_command(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_apt(odd_path, 0)
    monkeypatch.setenv("PATH", f"{odd_path}:/usr/bin:/bin")
    monkeypatch.setattr(dev, "is_root", lambda: False)
    with pytest.raises(dev.SetupError) as told:
        dev.install_packages(["libone"], "缺少系统库。")
    command = "sudo apt-get install -y --no-install-recommends libone"
    assert str(told.value) == f"缺少系统库。\n请运行：{command}"
    assert not (odd_path / "calls").exists()


@linux_only
def test_a_failing_apt_is_quoted(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_apt(odd_path, 100)
    monkeypatch.setenv("PATH", f"{odd_path}:/usr/bin:/bin")
    monkeypatch.setattr(dev, "is_root", lambda: True)
    with pytest.raises(dev.SetupError, match="没有这个包"):
        dev.install_packages(["libone"], "缺少系统库。")


def test_without_apt_the_names_are_told(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(odd_path))
    with pytest.raises(dev.SetupError, match="libone libtwo"):
        dev.install_packages(["libone", "libtwo"], "缺少系统库。")


# --- commands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_seen(environ: dict[str, str], platform: str, seen: bool) -> None:
    assert dev.has_display(environ, platform) is seen


def test_run_opens_the_window_or_writes_the_example() -> None:
    assert dev.run_arguments(["a.file"], display=True) == ["-m", "desktop_app", "a.file"]
    assert dev.run_arguments([], display=False) == [
        "-m", "desktop_app", "example", "--out", "out",
    ]  # fmt: skip


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_fitting_pythons_pass(version: tuple[int, int]) -> None:
    dev.check_python(version)


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_other_pythons_are_refused(version: tuple[int, int]) -> None:
    with pytest.raises(dev.SetupError, match=r"3\.11 至 3\.13"):
        dev.check_python(version)


def test_without_arguments_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in ("run", "test", "screens", "bench", "lock"))


def test_an_unknown_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == dev.EXIT_USAGE
    assert "tset" in capsys.readouterr().out


def test_what_the_user_must_mend_ends_with_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "NEWEST", (3, 10))
    assert dev.main(["screens"]) == dev.EXIT_SYSTEM
    assert "请换用合适的 Python" in capsys.readouterr().out


def test_an_old_python_gets_as_far_as_its_answer() -> None:
    """The version check comes after the imports, so these must exist in older Pythons too."""
    code = "import sys; sys.modules['tomllib'] = None; import dev"
    subprocess.run([sys.executable, "-c", code], cwd=dev.ROOT, check=True)


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [((), ("-n", "auto", "--dist", "worksteal")), (("-k", "dev"), ("-k", "dev"))],
)
def test_only_the_whole_suite_is_spread_over_the_cores(
    given: tuple[str, ...], passed_on: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def start(command: list[str], environ: object = None) -> int:
        started.append(command)
        return 0

    monkeypatch.setattr(dev, "prepare", lambda _lock: None)
    monkeypatch.setattr(dev, "ensure_test_tools", lambda: None)
    monkeypatch.setattr(dev, "start", start)
    assert dev.main(["test", *given]) == 0
    assert started[-1] == ["-m", "pytest", *passed_on]
