"""Taking files in: judged by content, refused when they are no files, kept when unreadable."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.app.receiving import Received, clean_name, receive, receive_bytes, size_text
from desktop_app.core.evidence import Readable
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library
from tests.app.evidence_files import pdf_bytes, png_bytes, put


@pytest.fixture
def library(odd_path: Path) -> Iterator[Library]:
    opened = Library.open(odd_path / "企业库.nzl")
    assert isinstance(opened, Library)
    yield opened
    opened.close()


def taken(library: Library, path: Path) -> Received:
    found = receive(library.files, path)
    assert isinstance(found, Received), found
    return found


def refused(library: Library, path: Path) -> str:
    found = receive(library.files, path)
    assert isinstance(found, Problem)
    assert found.message()
    with closing(sqlite3.connect(library.path)) as raw:
        assert raw.execute("SELECT count(*) FROM content_chunk").fetchone() == (0,)
    return found.code


def test_a_pdf_is_kept_with_its_pages_and_hash(library: Library, odd_path: Path) -> None:
    data = pdf_bytes(pages=3)
    steps: list[int] = []
    found = receive(library.files, put(odd_path, "三月 发票.PDF", data), steps.append)
    assert isinstance(found, Received)
    assert (found.file, found.pages, found.size) == ("三月 发票.PDF", 3, len(data))
    assert found.digest == hashlib.sha256(data).hexdigest()
    assert b"".join(library.files.read(found.digest)) == data
    assert steps == sorted(steps)
    assert steps[-1] == len(data)


def test_the_content_tells_what_a_file_is_not_its_name(library: Library, odd_path: Path) -> None:
    assert taken(library, put(odd_path, "照片.pdf", png_bytes())).kind.ending == ".png"
    assert not taken(library, put(odd_path, "发票.pdf", b"MZ\x90 program")).kind.opens


def test_an_encrypted_pdf_is_kept_as_it_is_and_said_so(library: Library, odd_path: Path) -> None:
    found = taken(library, put(odd_path, "a.pdf", pdf_bytes(password="秘密1")))
    assert found.readable is Readable.ENCRYPTED
    assert [one.code for one in found.problems] == ["evidence.encrypted"]
    assert "仍按原样保存" in found.problems[0].message()
    assert library.files.has(found.digest)


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", pdf_bytes()[:200]])
def test_a_broken_pdf_is_kept_as_it_is_and_said_so(
    library: Library, odd_path: Path, data: bytes
) -> None:
    found = taken(library, put(odd_path, "a.pdf", data))
    assert found.readable is Readable.BROKEN
    assert [one.code for one in found.problems] == ["evidence.broken"]


def test_what_is_no_file_is_refused(library: Library, odd_path: Path) -> None:
    file = put(odd_path, "a.pdf", pdf_bytes())
    link = odd_path / "link.pdf"
    link.symlink_to(file)
    assert refused(library, link) == "evidence.link"
    assert refused(library, odd_path) == "evidence.folder"
    assert refused(library, odd_path / "none.pdf") == "evidence.missing"
    assert refused(library, file / "below.pdf") == "evidence.missing"
    assert refused(library, put(odd_path, "empty.pdf", b"")) == "evidence.empty"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_and_a_device_are_refused_without_waiting(library: Library, odd_path: Path) -> None:
    os.mkfifo(odd_path / "pipe.pdf")
    done = threading.Event()
    codes: list[str] = []

    def look() -> None:
        codes.append(refused(library, odd_path / "pipe.pdf"))
        done.set()

    threading.Thread(target=look, daemon=True).start()
    assert done.wait(10)
    assert codes == ["evidence.device"]
    assert refused(library, Path(os.devnull)) == "evidence.device"


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    library: Library, odd_path: Path
) -> None:
    path = odd_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    found = receive(library.files, path, lambda _read: pytest.fail("it was read"))
    assert isinstance(found, Problem)
    assert found.code == "evidence.too_large"
    assert "51.0 MB" in found.message()
    assert "50 MB" in found.message()


def test_a_file_that_changes_while_it_is_read_is_told(library: Library, odd_path: Path) -> None:
    path = put(odd_path, "a.txt", b"x" * 1000)
    changed = False

    def change(_read: int) -> None:
        nonlocal changed
        if not changed:
            changed = True
            path.write_bytes(b"y" * 1000)

    found = receive(library.files, path, change)
    assert isinstance(found, Problem)
    assert found.code == "evidence.changed_meanwhile"


def test_a_full_disk_is_a_problem(library: Library, odd_path: Path) -> None:
    with closing(sqlite3.connect(library.path)) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON content_chunk"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    assert refused(library, put(odd_path, "a.pdf", pdf_bytes())) == "library.cannot_write"


def test_stopping_leaves_nothing_behind(library: Library, odd_path: Path) -> None:
    class Stop(Exception):  # noqa: N818 - it is no error
        pass

    def stop(read: int) -> None:
        if read > 600:
            raise Stop

    path = put(odd_path, "a.txt", b"x" * 1000)
    with pytest.raises(Stop):
        receive(library.files, path, stop)
    with closing(sqlite3.connect(library.path)) as raw:
        assert raw.execute("SELECT count(*) FROM content_chunk").fetchone() == (0,)


def test_a_pasted_picture_is_kept(library: Library) -> None:
    found = receive_bytes(library.files, "剪贴板.png", png_bytes())
    assert isinstance(found, Received)
    assert (found.kind.media, found.size) == ("image/png", len(png_bytes()))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("发票\u202e fdp.exe", "发票 fdp.exe"),
        ("a\x00b\x1b[31mc.pdf", "a b [31mc.pdf"),
        ("\ud800坏.pdf", "坏.pdf"),
        ("\n\t ", "未命名"),
        ("年" * 300 + ".pdf", "年" * 115 + "….pdf"),
        ("地磅　照片.jpg", "地磅 照片.jpg"),
    ],
)
def test_names_are_cleaned_for_display(name: str, shown: str) -> None:
    assert clean_name(name) == shown


def test_sizes_are_told_in_the_unit_that_fits() -> None:
    assert size_text(1) == "1 KB"
    assert size_text(340_000) == "332 KB"
    assert size_text(4_404_019) == "4.2 MB"


def test_the_way_in_never_follows_a_link_made_at_the_last_moment(
    library: Library, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = put(odd_path, "secret.txt", b"secret")
    path = put(odd_path, "a.txt", b"harmless")
    real = os.lstat

    def exchanged(one: Path) -> os.stat_result:
        found = real(one)
        if one == path:
            path.unlink()
            path.symlink_to(target)
        return found

    monkeypatch.setattr(os, "lstat", exchanged)
    found = receive(library.files, path)
    assert isinstance(found, Problem)
    assert found.code == "evidence.unreadable"
