"""One writer a folder: the second is told who the first is, and a dead one leaves nothing that has to be removed."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import sys
from pathlib import Path
from threading import Thread

import pytest

from gpssim.errors import StudyError
from gpssim.records import load_results
from gpssim.studies import RunOutcome, Task
from gpssim.studies.lock import LOCK, sole_writer
from tests.faults.folders import POSIX, ended, forked, quick, study
from tests.studies.fakes import as_quick


def other(pid: int = 1, host: str | None = None) -> str:
    return json.dumps({"process": pid, "host": host or socket.gethostname(), "since": "2020-01-01T00:00:00+00:00"})


@POSIX
def test_of_two_writers_at_the_same_moment_one_is_refused_in_a_line_and_the_folder_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "both"
    begin, ready = os.pipe(), os.pipe()

    def write(seed: int) -> None:
        chosen = study(seed=seed, replications=7)
        assert chosen.description
        os.write(ready[1], b".")
        os.read(begin[0], 1)
        try:
            digest = chosen.run(folder).digest
        except StudyError as error:
            told = str(error)
            digest = "refused" if "\n" not in told and ("being written by" in told or "seed is" in told) else told
        (tmp_path / str(seed)).write_text(digest)

    children = [forked(lambda seed=seed: write(seed)) for seed in (1, 2)]
    for _ in children:
        os.read(ready[0], 1)
    os.write(begin[1], b"..")
    assert [ended(child) for child in children] == [0, 0]
    told = {seed: (tmp_path / str(seed)).read_text() for seed in (1, 2)}
    assert list(told.values()).count("refused") == 1, told
    winner = next(seed for seed in told if told[seed] != "refused")
    results = load_results(folder)
    results.verify()
    assert results.manifest["seed"] == winner
    assert results.digest == told[winner] == study(seed=winner, replications=7).run().digest
    assert not (folder / LOCK).exists()


@POSIX
def test_the_second_says_who_holds_the_folder_and_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    read, write = os.pipe()

    def hold() -> None:
        with sole_writer(tmp_path):
            os.write(write, b".")
            signal.pause()

    child = forked(hold)
    os.read(read, 1)
    with pytest.raises(StudyError, match=rf"is being written by process {child} since \d{{4}}-.*: wait until it has ended, or"):
        study().run(tmp_path)
    os.kill(child, signal.SIGKILL)
    ended(child)
    assert (tmp_path / LOCK).exists()
    assert set(study().run(tmp_path).runs["status"]) == {"SUCCEEDED"}
    assert not (tmp_path / LOCK).exists()


def test_the_lock_of_a_holder_that_was_killed_when_all_was_done_goes_with_the_next_who_comes_by(tmp_path: Path) -> None:
    digest = study().run(tmp_path).digest
    (tmp_path / LOCK).write_text(other(2**22 + 1))
    assert study().run(tmp_path).digest == digest
    assert not (tmp_path / LOCK).exists()


def test_two_threads_of_one_process_are_two_writers(tmp_path: Path) -> None:
    told: list[str] = []

    @as_quick
    def second(task: Task) -> RunOutcome:
        if not told:
            thread = Thread(target=lambda: told.append(refusal(tmp_path)))
            thread.start()
            thread.join()
        return quick(task)

    study(runner=second).run(tmp_path)
    assert told == [f"{tmp_path} is being written by this process already: wait until it has ended, or choose another folder"]


def refusal(folder: Path) -> str:
    with pytest.raises(StudyError) as error:
        study().run(folder)
    return str(error.value)


def test_what_is_complete_is_read_while_another_writes_and_needs_no_lock(tmp_path: Path) -> None:
    digest = study().run(tmp_path).digest
    with sole_writer(tmp_path):
        assert study().run(tmp_path).digest == load_results(tmp_path).digest == digest
        assert "being written by" in refusal_of_more(tmp_path)


def refusal_of_more(folder: Path) -> str:
    with pytest.raises(StudyError) as error:
        study(replications=4).run(folder)
    return str(error.value)


def test_an_error_in_the_study_gives_the_lock_back(tmp_path: Path) -> None:
    def stop(*_: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        study().run(tmp_path, progress=stop)
    assert len(study().run(tmp_path).runs) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="fcntl")
@pytest.mark.parametrize(
    ("said", "free"),
    [
        ("", True),
        ("not JSON", True),
        ("[]", True),
        (other(2**22 + 1), True),
        (other(os.getpid()), False),
        (other(1, "elsewhere"), False),
    ],
    ids=["empty", "no_json", "no_table", "dead", "alive", "elsewhere"],
)
def test_where_there_are_no_locks_the_file_is_believed_as_long_as_its_process_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, free: bool
) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "lockf", none)
    (tmp_path / LOCK).write_text(said)
    if free:
        assert len(study().run(tmp_path).runs) == 6
        assert not (tmp_path / LOCK).exists()
    else:
        assert "being written by process" in refusal(tmp_path)
        assert (tmp_path / LOCK).read_text() == said
