"""A cache may be absent, foreign, damaged, deleted in mid-run, full, hostile: nothing fails, nothing is executed."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numba
import pytest

from gpssim.cache import keep, kept
from gpssim.compiling.kernel_cache import KernelCache, kernel_folder

CONTENT = b"what was found" * 100
SOMEBODY_ELSE = 12345


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder and a folder for temporary files of this test's own; ``tempfile`` remembers the last, so it is set there."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("GPSSIM_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


def files(folder: Path) -> list[Path]:
    """What is kept; the lock under which it is compiled holds nothing, and who told of it is no matter here."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".lock", ".told"})


def test_what_is_kept_is_private_and_read_again(places: Path) -> None:
    assert kept("things", "one") is None
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT
    assert kept("things", "two") is None
    (file,) = files(places / "cache")
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (file, file.parent, file.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_without_a_home_temporary_files_are_the_cache(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GPSSIM_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # a user without an entry in the system's list of users
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT
    assert len(files(places / "tmp")) == 1
    assert not Path("~").exists()


def test_without_any_folder_nothing_is_kept_and_nothing_fails(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    (places / "cache").write_text("a file")
    assert not keep("things", "one", CONTENT)
    assert kept("things", "one") is None


@pytest.mark.parametrize("named", ["~/kept here", "kept here", "缓存/a"])
def test_home_sign_and_relative_folders(named: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "home").mkdir()
    monkeypatch.setenv("HOME", str(places / "home"))
    monkeypatch.chdir(places)
    monkeypatch.setenv("GPSSIM_CACHE_DIR", named)
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT
    assert files((places / named.replace("~", "home")) / "gpssim")
    assert not (places / "~").exists()


@pytest.mark.parametrize("named", ["/proc/none", "/dev/null", "/dev/null/sub", "x" * 300, "~nobody-of-this-name/x"])
def test_impossible_folders_are_passed_over(named: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places)
    monkeypatch.setenv("GPSSIM_CACHE_DIR", named)
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT
    assert len(files(places / "tmp")) == 1


def test_a_working_folder_that_was_deleted(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "gone").mkdir()
    monkeypatch.chdir(places / "gone")
    monkeypatch.setenv("GPSSIM_CACHE_DIR", "relative")
    (places / "gone").rmdir()
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT


def test_what_belongs_to_somebody_else_is_neither_read_nor_written(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("things", "one", CONTENT)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)
    assert kept("things", "one") is None
    assert not keep("things", "one", b"mine")
    monkeypatch.undo()
    assert files(places / "cache")[0].read_bytes().endswith(CONTENT)


def test_a_folder_that_others_may_write_is_closed_to_them_first(places: Path) -> None:
    keep("things", "one", CONTENT)
    (file,) = files(places / "cache")
    file.parent.chmod(0o777)
    assert kept("things", "one") == CONTENT
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_have_written_is_not_believed(places: Path) -> None:
    keep("things", "one", CONTENT)
    (file,) = files(places / "cache")
    file.chmod(0o666)
    assert kept("things", "one") is None
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT


@pytest.mark.parametrize("what", ["link", "twin", "pipe", "folder"])
def test_what_is_no_file_of_ours_is_not_read(what: str, places: Path) -> None:
    keep("things", "one", CONTENT)
    (file,) = files(places / "cache")
    other = file.rename(places / "other")
    if what == "link":
        file.symlink_to(other)
    elif what == "twin":
        os.link(other, file)
    elif what == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    assert kept("things", "one") is None
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT


@pytest.mark.parametrize("left", [b"", b"half", None, "bit"])
def test_a_damaged_file_is_made_anew(left: bytes | str | None, places: Path) -> None:
    keep("things", "one", CONTENT)
    (file,) = files(places / "cache")
    whole = file.read_bytes()
    if left == "bit":
        left = whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]
    file.write_bytes(whole[:-1] if left is None else left)  # type: ignore[arg-type]  # bytes by now
    assert kept("things", "one") is None
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT


def test_deleted_between_two_uses_it_is_made_again(places: Path) -> None:
    keep("things", "one", CONTENT)
    shutil.rmtree(places / "cache")
    assert kept("things", "one") is None
    assert keep("things", "one", CONTENT)
    assert kept("things", "one") == CONTENT


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond a kilobyte: what a full disk or a quota is."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_on_a_full_disk_nothing_is_kept_and_nothing_is_left_over(places: Path) -> None:
    assert not keep("things", "one", CONTENT)
    assert files(places / "cache") == files(places / "tmp") == []


def test_a_cache_that_cannot_be_written_is_still_read(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("things", "one", CONTENT)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError("read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    assert not keep("things", "two", CONTENT)
    assert kept("things", "one") == CONTENT


# ---------------------------------------------------------------- compiled functions


def twice(x: float) -> float:
    return 2.0 * x


def compiled_anew() -> numba.core.registry.CPUDispatcher:
    made = numba.njit(twice)
    made._cache = KernelCache(twice)
    assert made(3.0) == 6.0
    return made


def hits(made: numba.core.registry.CPUDispatcher) -> int:
    return int(sum(made.stats.cache_hits.values()))


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_a_kernel_is_read_if_whole_and_compiled_if_not(places: Path) -> None:
    assert hits(compiled_anew()) == 0
    assert hits(compiled_anew()) == 1
    (file,) = files(places / "cache")
    whole = file.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-200] + bytes(200)):
        file.write_bytes(damaged)
        assert hits(compiled_anew()) == 0
        assert file.read_bytes() == whole or hits(compiled_anew()) == 1
    shutil.rmtree(places / "cache")
    assert hits(compiled_anew()) == 0


class Bomb:
    """What runs a command when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.file,)


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_a_prepared_kernel_of_somebody_else_is_never_executed(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_anew()
    (file,) = files(places / "cache")
    keep(kernel_folder(), file.name, pickle.dumps(Bomb(places / "executed")))  # whole, and its digest is right
    with monkeypatch.context() as patched:
        patched.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)  # the victim
        assert hits(compiled_anew()) == 0
    file.chmod(0o606)  # ours, but others could have written it
    assert hits(compiled_anew()) == 0
    assert not (places / "executed").exists()
