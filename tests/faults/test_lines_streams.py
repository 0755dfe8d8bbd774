"""Whatever stdout and stderr are, a command ends with its exit code, and what they can take is there."""

from __future__ import annotations

import codecs
import errno
import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streams_of_all_kinds import STREAMS, Failing, Minimal, compared, encoded, left, said

import gpssim
from gpssim.files.signs import escaped, fitted
from gpssim.files.standard import Outlet, is_terminal
from gpssim.studies import progress

COMMANDS = {
    "mechanisms": ("mechanisms", "--language", "zh"),
    "one mechanism": ("mechanisms", "open_tender", "--language", "zh"),
    "list": ("scenario", "list"),
    "show": ("scenario", "show", "textbook", "--changed", "--language", "zh"),
    "latex": ("scenario", "show", "textbook", "--format", "latex", "--changed"),
    "cite": ("cite",),
    "help": ("--help",),
    "version": ("--version",),
}


@pytest.mark.parametrize("kind", STREAMS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_prints_into_every_stream(command: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(monkeypatch, COMMANDS[command], STREAMS[kind](), STREAMS[kind]()) == 0


@pytest.mark.parametrize("kind", STREAMS)
def test_a_refusal_is_2_into_every_stream(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(monkeypatch, ("scenario", "show", "城"), STREAMS[kind](), STREAMS[kind]()) == 2
    assert left(monkeypatch, ("compare", "textbook", "--polcy", "城"), STREAMS[kind](), STREAMS[kind]()) == 2


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_comparison_is_a_table_in_every_encoding(encoding: str, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first minus sign was a traceback on a redirected Chinese Windows."""
    out = encoded(encoding)
    assert left(monkeypatch, compared(kept), out) == 0
    text = said(out)
    assert "directed_commission" in text
    assert re.search(r"[ \[]-\d", text)
    assert "?" not in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_data_lose_nothing_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = encoded(encoding)
    assert left(monkeypatch, ("mechanisms", "--json"), out) == 0
    assert "公开招标" in {row["label_zh"] for row in json.loads(said(out))}
    out = encoded(encoding)
    assert left(monkeypatch, ("scenario", "show", "suzhou-high-tech", "--format", "toml"), out) == 0
    assert tomllib.loads(said(out))["title_zh"] == gpssim.load_scenario("suzhou-high-tech").title_zh


def test_signs_are_substituted_by_what_reads_alike_and_by_as_many_places() -> None:
    assert fitted("−0.2 ± 1, “é” ≤ 3 €", "ascii") == '-0.2 +- 1, "e" <= 3 EUR'
    assert fitted("公开 ok", "latin-1") == "???? ok"  # two places each on a terminal: columns stay
    assert fitted("−公开", "gbk") == "-公开"
    assert fitted("−公开", "utf-8") == "−公开"
    assert fitted("\udce9 −", "utf-8") == "? −"
    assert fitted("−", "no such encoding") == "-"
    assert json.loads(escaped('["😀公"]', "ascii")) == ["😀公"]
    assert tomllib.loads(escaped('a = "😀公"', "ascii", "toml")) == {"a": "😀公"}


def test_a_full_disk_behind_stdout_is_a_line_and_1(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    assert left(monkeypatch, ("mechanisms",), Failing(errno.ENOSPC), err) == 1
    assert err.getvalue() == "gpssim: stdout cannot be written: no space left\n"
    assert left(monkeypatch, ("scenario", "show", "nowhere"), Failing(errno.ENOSPC), io.StringIO()) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_the_device_that_is_always_full(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert left(monkeypatch, ("mechanisms",), full) == 1


def test_files_are_written_although_nobody_reads(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``| head -1``: what is printed goes nowhere, and the work is done."""
    assert left(monkeypatch, compared(kept), Failing(errno.EPIPE), Failing(errno.EPIPE)) == 0
    assert {"compare.csv", "compare.tex", "arms.csv", "arms.tex"} <= {file.name for file in kept.iterdir()}


class Strange:
    """No stream at all."""

    isatty = 3


@pytest.mark.parametrize("stream", [None, io.StringIO(), Minimal(), Strange(), STREAMS["closed"]()])
def test_a_study_runs_whatever_stderr_is(stream: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """``sys.stderr`` is None under pythonw; it had no ``isatty``."""
    monkeypatch.setattr("sys.stderr", stream)
    assert not is_terminal(stream)
    with progress.shown(None) as tick:
        tick(1, 2)


def test_a_bar_that_is_asked_for_leaves_a_line_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.shown(True) as tick:
        tick(0, 8)
        tick(8, 8)
    assert "8/8" in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 1


def test_a_notebook_shows_a_bar_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was shown: stderr of a notebook is no terminal."""
    display = pytest.importorskip("IPython.display")
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell
    drawn: list[str] = []
    shown: list[dict[str, str]] = []

    class Handle:
        def update(self, bundle: dict[str, str], *, raw: bool) -> None:
            drawn.append(bundle["text/html"])

    def displayed(bundle: dict[str, str], *, raw: bool, display_id: bool) -> Handle:
        shown.append(bundle)
        drawn.append(bundle["text/html"])
        return Handle()

    monkeypatch.setattr(display, "display", displayed)
    monkeypatch.setattr("IPython.get_ipython", lambda: type("Shell", (), {"kernel": object()})())
    assert shell is not None
    with progress.shown(True) as tick:
        tick(3, 8)
    assert '<progress value="3" max="8"' in drawn[-1]
    assert "3 of 8 runs" in drawn[-1]
    assert shown == [{"text/html": drawn[0], "text/plain": "3 of 8 runs"}], "a line where no HTML is shown, such as in LaTeX"
    with progress.shown(None) as tick:
        tick(1, 8)
    with progress.shown(True):
        pass
    assert len(drawn) == 1, "nothing where nothing is run"
    now = [0.0]
    tick = progress.notebook_bar(clock=lambda: now[0])
    for done in range(1001):
        now[0] += 0.01
        tick(done, 1000)
    assert len(shown) == 2, "one output"
    assert 45 < len(drawn) - 1 < 55, "about five drawings a second"
    assert drawn[-1].startswith('<progress value="1000" max="1000"')


def test_an_outlet_is_a_stream_for_everybody() -> None:
    outlet = Outlet(Minimal())
    assert outlet.write("−") == 1
    assert (outlet.encoding, outlet.isatty(), outlet.writable()) == ("utf-8", False, True)
    with pytest.raises(TypeError):
        outlet.write(b"")  # type: ignore[arg-type]  # who asks whether it takes bytes
    with pytest.raises(OSError, match="fileno"):
        Outlet(None).fileno()
    assert codecs.lookup(Outlet(encoded("gbk")).encoding).name == "gbk"
