"""Standard streams as programs meet them: absent, closed, full, with nobody at the other end, in any encoding; and the door."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gpssim.cli import app


class Failing(io.StringIO):
    """A stream that the system refuses to write."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, "refused")


class Minimal:
    """What somebody's logger puts in the place of a stream: it has ``write`` and nothing else."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)


def encoded(name: str) -> io.TextIOWrapper:
    """A strict stream in an encoding, as Python opens a redirected stdout."""
    return io.TextIOWrapper(io.BytesIO(), encoding=name, errors="strict", newline="")


def closed() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


ENCODINGS = ("gbk", "cp1252", "ascii", "latin-1", "cp437", "utf-16", "shift_jis")
STREAMS: dict[str, Callable[[], Any]] = {
    "absent": lambda: None,
    "closed": closed,
    "nobody reads": lambda: Failing(errno.EPIPE),
    "minimal": Minimal,
    **{name: lambda name=name: encoded(name) for name in ENCODINGS},  # type: ignore[misc]  # each its own name
}


def left(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], out: Any, err: Any = None, typed: Any = None) -> int:
    """The exit code of a command with these streams; any other end than an exit code is a failure of the test."""
    ours = err if err is not None else io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", ours)
        if typed is not None:
            patch.setattr(sys, "stdin", typed)
        with pytest.raises(SystemExit) as leaving:
            app(list(words), prog_name="gpssim")
        assert (sys.stdout, sys.stderr) == (out, ours)  # what the caller had is put back
    return int(leaving.value.code or 0)


def compared(folder: Path) -> tuple[str, ...]:
    """The command that made the study of these tests, which goes on with it."""
    size = ("--citizens", "100", "--warm-up", "3", "--months", "12", "--workers", "1", "--replications", "2")
    two = ("-p", "open_tender", "-p", "directed_commission")
    return ("compare", "textbook", *two, *size, "--no-placebo", "--no-figures", "--out", str(folder))


def said(stream: io.TextIOWrapper) -> str:
    """What was written to an encoded stream, read back in its encoding."""
    stream.flush()
    return stream.buffer.getvalue().decode(stream.encoding)  # type: ignore[attr-defined]  # a stream over bytes
