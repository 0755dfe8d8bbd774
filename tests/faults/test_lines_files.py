"""What the file system refuses is one line with the path; one file that cannot be written costs itself only."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streams_of_all_kinds import compared, left

import gpssim
from gpssim.errors import GpssimError, NotWrittenError, ScenarioError
from gpssim.exports.sheets import Export, Sheet
from gpssim.exports.variables import Variable
from gpssim.files.lines import line_of
from gpssim.files.sparing import sparing, the_rest_goes_on
from gpssim.files.writing import MARK, whole, write_csv, write_text

CASE = '{"cases": [{"kind": "logit_choice", "values": [{"quantity": "share", "value": 1}]}]}'


def refused(monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """The one line with which a command is refused."""
    err = io.StringIO()
    assert left(monkeypatch, words, io.StringIO(), err) == 2, err.getvalue()
    lines = err.getvalue().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, a link to nowhere and a link to itself, which is the working folder."""
    (tmp_path / "plain").write_text("x")
    (tmp_path / "cases.json").write_text(CASE)
    for name, target in (("nowhere", "gone"), ("itself", "itself")):
        (tmp_path / name).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    return tmp_path


RUN = ("--citizens", "100", "--workers", "1", "--out")
WITH_A_FOLDER = {
    "compare": ("compare", "textbook", "-p", "lottery", "-p", "open_tender", "--no-placebo", "--replications", "1", *RUN),
    "run": ("run", "textbook", "-p", "lottery", *RUN),
    "decompose": ("decompose", "textbook", "-p", "lottery", "--friction", "ties", "--replications", "1", *RUN),
    "audit": ("audit", "textbook", *RUN),
    "baseline": ("scenario", "baseline", "textbook", *RUN),
}
BAD = {
    "plain/sub": "what should be a folder is a file",
    "nowhere": "it is a link to nowhere",
    "itself": "it is a link to nowhere",
    "x" * 300: "the name is too long",
}


@pytest.mark.parametrize("folder", BAD, ids=lambda name: name[:9])
@pytest.mark.parametrize("command", WITH_A_FOLDER)
def test_a_folder_that_cannot_be_is_refused_before_anything_runs(
    command: str, folder: str, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("something ran")

    monkeypatch.setattr("gpssim.studies.session.execute", never)
    assert BAD[folder] in refused(monkeypatch, *WITH_A_FOLDER[command], folder)


@pytest.mark.parametrize("command", WITH_A_FOLDER)
def test_a_folder_that_may_not_be_written_is_refused(command: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(self: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", denied)
    told = refused(monkeypatch, *WITH_A_FOLDER[command], "new")
    assert told in ("gpssim: 'new': not allowed", "gpssim: new cannot be written: not allowed")


@pytest.mark.parametrize("command", ["figures", "export", "cite"])
@pytest.mark.parametrize("folder", ["plain", "nowhere", "itself", "gone", "x" * 300], ids=lambda name: name[:9])
def test_a_folder_without_a_study_is_refused(command: str, folder: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, command, folder).startswith("gpssim: ")


@pytest.mark.parametrize("name", ["sub/x", "plain/x", "y" * 260, "城" * 100, "\udce9"], ids=lambda name: ascii(name[:5]))
def test_a_scenario_that_cannot_be_written_is_refused(name: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(os.listdir(places))
    refused(monkeypatch, "scenario", "new", name)
    assert set(os.listdir(places)) == before


TOML = 'name = "a"\nmonths = 6\n' * 30


@pytest.mark.parametrize(
    "name", ["x" * 300, TOML, "plain/x", "nowhere", "itself", ".", "", "a\0b", "\udce9"], ids=lambda n: ascii(n[:9])
)
def test_a_scenario_that_cannot_be_read_is_refused(name: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(monkeypatch, "scenario", "check", name)
    refused(monkeypatch, "scenario", "show", "textbook", "--against", name or ".")
    with pytest.raises(GpssimError):
        gpssim.load_scenario(name)


@pytest.mark.parametrize("file", ["gone.json", "plain", ".", "itself", "x" * 300], ids=lambda name: name[:9])
def test_a_case_file_that_cannot_be_read_is_refused(file: str, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(monkeypatch, "verify", "--no-figures", "--cases", file)


def test_a_table_that_a_spreadsheet_holds_costs_itself_only(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder stands for the file that may not be written; no LaTeX, no table and no figures were there."""
    (kept / "compare.csv").mkdir()
    out, err = io.StringIO(), io.StringIO()
    command = [word for word in compared(kept) if word != "--no-figures"]
    monkeypatch.setattr("gpssim.figures.figures", lambda: {"outcomes_over_time": _figure("outcomes_over_time")})
    (kept / "figures").mkdir()
    (kept / "figures" / "outcomes_over_time.pdf").mkdir()
    assert left(monkeypatch, tuple(command), out, err) == 1
    lines = err.getvalue().splitlines()
    assert lines[-1] == (
        f"gpssim: not written: '{kept / 'compare.csv'}', '{kept / 'figures' / 'outcomes_over_time.pdf'}': it is a folder"
    )
    assert {"compare.tex", "arms.csv", "arms.tex"} <= set(os.listdir(kept))
    assert {f"outcomes_over_time.{ending}" for ending in ("svg", "png", "csv")} <= set(os.listdir(kept / "figures"))
    assert "Coverage" in out.getvalue()
    assert not list(kept.rglob("*.tmp"))


def _figure(name: str) -> Any:
    from gpssim.plugins import SHELVES

    return SHELVES["figure"].find(name)


def test_a_full_disk_names_all_files_in_one_line(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    err = io.StringIO()
    assert left(monkeypatch, compared(kept), io.StringIO(), err) == 1
    assert err.getvalue().splitlines()[-1].endswith("and 2 more: no space left")


def test_a_disk_that_fills_while_runs_are_stored_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "runs/part")

    folder, err = tmp_path / "study", io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr("pyarrow.parquet.write_table", full)
        assert left(patch, compared(folder), io.StringIO(), err) == 1
    assert "no space left; finished runs are in" in err.getvalue().splitlines()[-1]
    assert left(monkeypatch, compared(folder), io.StringIO()) == 0


@pytest.fixture
def small_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small sheets in the place of all that is exported."""
    frame = pd.DataFrame({"label": ["覆盖率"], "value": [1 / 3]})
    variables = (Variable("label", "label", ""), Variable("value", "value", "share"))
    sheets = tuple(Sheet(name, name, frame, variables) for name in ("comparison", "arms"))
    export = Export(sheets, {}, {name: name for name in ("sheet", "variable", "label", "unit", "holds", "rows")})
    monkeypatch.setattr("gpssim.exports.sheets_of", lambda *_: export)


@pytest.mark.usefixtures("small_export")
def test_an_export_names_what_is_written_and_what_is_not(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept / "export" / "arms.csv").mkdir(parents=True)
    out, err = io.StringIO(), io.StringIO()
    assert left(monkeypatch, ("export", str(kept)), out, err) == 1
    assert "arms.csv" in err.getvalue()
    assert "arms.csv" not in out.getvalue()
    assert {"comparison.csv", "variables.csv"} == {Path(line).name for line in out.getvalue().splitlines()}


@pytest.mark.usefixtures("small_export")
@pytest.mark.parametrize("name", ["csv", "dta", "parquet", "xlsx"])
def test_from_python_everything_is_written_before_the_error(name: str, kept: Path) -> None:
    locked = "gpssim.xlsx" if name == "xlsx" else f"arms.{name}"
    (kept / "export" / locked).mkdir(parents=True)
    with pytest.raises(NotWrittenError, match=rf"not written: '.*{locked}': it is a folder") as error:
        gpssim.export(gpssim.load_results(kept), kept / "export", name)
    assert isinstance(error.value, OSError)
    assert name == "xlsx" or (kept / "export" / f"comparison.{name}").is_file()


def half_written(target: Path) -> None:
    with whole(target) as file:
        file.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    target = write_text("before", tmp_path / "table.tex")
    with pytest.raises(OSError, match=r"table\.tex"):
        half_written(target)
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["table.tex"]
    link = tmp_path / "link.tex"
    link.symlink_to(target)
    write_text("after", link)
    assert (link.is_symlink(), target.read_text()) == (True, "after")


def test_errors_of_the_system_are_lines() -> None:
    assert line_of(OSError(errno.ENOSPC, "No space left on device", "a")) == "'a': no space left"
    assert line_of(OSError("Error writing bytes to file.\nDetail: x")) == "Error writing bytes to file. Detail: x"
    assert line_of(MemoryError()) == "out of memory"
    assert line_of(FileNotFoundError(errno.ENOENT, "No such file", "a", None, "b")) == "'b': no such file or folder"
    assert "\n" not in line_of(OSError(errno.ENOENT, "x", "a\nb"))
    with pytest.raises(NotWrittenError, match="not written: 'a': not allowed"), the_rest_goes_on(), sparing("a"):
        raise PermissionError(errno.EACCES, "Permission denied")


def test_tables_are_read_by_spreadsheets_and_by_pandas(tmp_path: Path) -> None:
    """Excel on a Chinese Windows reads UTF-8 only behind a mark; files without such letters need none."""
    frame = pd.DataFrame({"label_zh": ["覆盖率", "a,b", 'c"d'], "value": [0.1, 1 / 3, float("nan")]})
    file = write_csv(frame, tmp_path / "t.csv")
    assert file.read_bytes().startswith(MARK + b"label_zh,value\n")
    assert b"\r" not in file.read_bytes()
    pd.testing.assert_frame_equal(pd.read_csv(file), frame)
    assert pd.read_csv(file, encoding="utf-8-sig").equals(pd.read_csv(file))
    assert write_csv(frame[["value"]], tmp_path / "ascii.csv").read_bytes().startswith(b"value\n")


@pytest.mark.parametrize("kind", ["bool", "boolean"])
def test_flags_are_flags_to_every_tool(tmp_path: Path, kind: str) -> None:
    """Base R takes True for a text."""
    flags = [True, False, *([None] if kind == "boolean" else [])]
    frame = pd.DataFrame({"flagged": pd.array(flags, dtype=kind), "n": range(len(flags))})
    written = write_csv(frame, tmp_path / "t.csv").read_text().splitlines()
    assert written == ["flagged,n", "TRUE,0", "FALSE,1", *([",2"] if kind == "boolean" else [])]
    assert pd.read_csv(tmp_path / "t.csv")["flagged"].tolist()[:2] == [True, False]
    assert frame["flagged"].dtype == kind, "the caller's table stays as it is"
    twice = write_csv(pd.concat([frame[["n"]], frame[["n"]] > 0], axis=1), tmp_path / "twice.csv")
    assert twice.read_text().splitlines()[:3] == ["n,n", "0,FALSE", "1,TRUE"]


@pytest.mark.usefixtures("small_export")
def test_tables_of_commands_carry_the_mark_and_exports_for_programs_do_not(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(monkeypatch, (*compared(kept), "--export", "csv"), io.StringIO()) == 0
    assert (kept / "compare.csv").read_bytes().startswith(MARK)
    assert not (kept / "export" / "comparison.csv").read_bytes().startswith(MARK)
    assert next(iter(pd.read_csv(kept / "compare.csv"))) == "outcome"


def test_streams_that_the_shell_closed_are_no_fault(tmp_path: Path) -> None:
    """``2>&-``: the number of stderr must not go to a file of results."""
    code = (
        "import os, sys\nos.close(2); sys.stderr = None\n"
        "from gpssim.cli import main\nsys.argv = ['gpssim', 'scenario', 'show', 'nowhere']\n"
        "try:\n    main()\nexcept SystemExit as left:\n    print(left.code, os.path.samestat(os.fstat(2), os.stat(os.devnull)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120)
    assert (done.returncode, done.stdout.split()) == (0, ["2", "True"])


def test_a_path_that_is_no_text_is_refused_from_python() -> None:
    for path in ("r\udce9sultats", "a\0b"):
        with pytest.raises(ScenarioError, match="it must be text"):
            gpssim.load_results(path)
