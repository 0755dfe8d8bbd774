"""What pages publish is made by a declared command, at the size that the pages name, and can be made again."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gpssim.studies.identity import package_numbers

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

import published  # noqa: E402  # a script's folder has to be on the path first
import published_tables  # noqa: E402  # the same
import rerun  # noqa: E402  # the same

RUNS = published.declared()
LOG = published.log()
PREDICTED_BY_HAND = {"results/runs.toml", "results/where_each_is_best.toml"}
"""The log itself, and what was expected before anything was run."""


def test_every_table_and_picture_has_one_run() -> None:
    made = [file for run in RUNS.values() for file in run.writes]
    assert len(set(made)) == len(made)
    there = {str(path.relative_to(DOCS)) for path in [*(DOCS / "results").iterdir(), *(DOCS / "_static").glob("*.png")]}
    assert there - PREDICTED_BY_HAND - set(made) == set()


@pytest.mark.parametrize("name", RUNS)
def test_the_log_says_what_was_run(name: str) -> None:
    """The sizes that its own command spells out, at a commit, with tables that are there."""
    entry = LOG[name]
    typed = {option.replace("-", "_"): int(value) for option, value in re.findall(r"--([a-z-]+) (\d+)\b", entry["command"])}
    assert {key: entry[key] for key in typed.keys() & set(published.SIZES)} == {
        key: value for key, value in typed.items() if key in published.SIZES
    }
    assert set(entry["tables"]) <= set(RUNS[name].writes)
    assert [file for file in entry["tables"] if not (DOCS / file).exists()] == []
    assert re.fullmatch(r"[0-9a-f]{7,}\+?", entry["commit"])


@pytest.mark.parametrize("name", RUNS)
def test_a_run_that_would_be_another_today_is_marked_wherever_it_is_named(name: str) -> None:
    """A default or command may change before everything is run again; then pages and the list must not pass old for new."""
    run, entry = RUNS[name], LOG[name]
    logged = {key: entry[key] for key in (*published.SIZES, "also") if key in entry}
    same = entry["command"] == run.command and logged == run.size and entry["numbers"] == package_numbers()
    page, listed = published.substitutions()[f"run_{name}"], rerun.listed([run])
    assert page.startswith(f"before the present defaults: run at commit {entry['commit']} with ") is not same
    assert (" stale " in listed.splitlines()[0]) is not same
    for key in logged:
        if logged[key] != run.size.get(key):
            assert f"{key.replace('_', '-')} {logged[key]}" in page.split("; ")[0]


def test_a_stale_run_is_told_by_what_was_other_then(monkeypatch: pytest.MonkeyPatch) -> None:
    run = published.Run("small", "python experiments/count.py", (), 1.0, also="two cells")
    monkeypatch.setattr(published, "size_of", lambda command: {"seed": 4, "warm_up": 120})
    entry = {"command": run.command, "seed": 4, "warm_up": 120, "also": "two cells", "commit": "abc1234"}
    entry |= {"version": "9.9", "numbers": package_numbers()}
    assert published.before(run, entry) == ""
    assert published.before(run, entry | {"warm_up": 60}) == (
        "before the present defaults: run at commit abc1234 with warm-up 60; "
    )
    assert published.changed(run, entry | {"seed": 5, "also": "a cell"}) == ["seed 5", "also a cell"]
    assert published.changed(run, entry | {"command": "python experiments/other.py"}) == ["another command"]
    assert published.changed(run, entry | {"numbers": "others"}) == ["the numbers of gpssim 9.9"]
    del entry["warm_up"]
    assert published.changed(run, entry) == ["warm-up not said"]


@pytest.mark.parametrize("name", RUNS)
def test_what_a_run_leaves_is_known_to_be_made_into_tables(name: str) -> None:
    for how in RUNS[name].writes.values():
        assert how == published.IN_PLACE or how.startswith("figures/") or callable(getattr(published_tables, how))


@pytest.mark.parametrize("page", sorted({page for run in RUNS.values() for page in run.pages}))
def test_a_page_takes_sizes_and_tables_from_the_runs(page: str) -> None:
    """Every run that a page rests on is named by substitution; a seed written by hand could be another one."""
    text = (DOCS / page).read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{ run_(\w+) \}\}", text)) == {run.name for run in RUNS.values() if page in run.pages}
    assert re.findall(r"\bseed \d+", text) == []
    shown = re.findall(r"^:file: (\S+)", text, re.MULTILINE) + re.findall(
        r"\]\((\S+\.png)\)|^```\{image\} (\S+)", text, re.MULTILINE
    )
    own = {file for run in RUNS.values() if page in run.pages for file in run.writes}
    files = {next(filter(None, f)) if isinstance(f, tuple) else f for f in shown}
    assert {str((DOCS / page).parent.joinpath(f).resolve().relative_to(DOCS)) for f in files} <= own


def test_every_statement_names_its_page_and_a_run_that_there_is_or_says_why_not() -> None:
    rows = list(csv.DictReader((DOCS / "statements.csv").read_text(encoding="utf-8").splitlines()))
    for row in rows:
        assert None not in row, row
        assert (ROOT / row["page"]).is_file()
        assert row["run"] in RUNS or row["note"] or not row["rests_on"], row["statement"]
        for file in row["rests_on"].split("; "):
            assert not file.startswith("docs/") or (ROOT / file).is_file(), file
    named = {row["run"] for row in rows} - {""}
    assert named == set(RUNS), "a run that no statement rests on, or none"


def test_pages_without_runs_show_no_tables_of_results() -> None:
    pages = {page for run in RUNS.values() for page in run.pages}
    others = [p for p in DOCS.rglob("*.md") if str(p.relative_to(DOCS)) not in pages]
    assert [
        str(p) for p in others if "results/" in "".join(re.findall(r"^:file: .*", p.read_text(encoding="utf-8"), re.MULTILINE))
    ] == []


@pytest.mark.parametrize(
    ("command", "size"),
    [
        ("gpssim compare textbook -p lottery -p open_tender --replications 3 --worlds 2 --seed 9 --months 12", (3, 2, 9, 12)),
        ("python experiments/why_the_sign.py --replications 5 --seed 2 --months 24", (5, None, 2, 24)),
        ("python experiments/check_predictions.py --declared predictions_of_mechanisms", (8, None, 40417, 84)),
        ("gpssim study run experiments/studies/what_matters.toml", (1, 896, 15, 120)),
        ("gpssim study run experiments/studies/how_many_replications.toml", (None, None, 15, 120)),
        ("gpssim search suzhou", (1, 7, 1, 84)),
        ("gpssim calibrate armenia", (8, None, 1, 24)),
    ],
)
def test_sizes_are_read_off_commands(command: str, size: tuple[int | None, ...]) -> None:
    found = published.size_of(command)
    assert tuple(found.get(name) for name in ("replications", "worlds", "seed", "months")) == size


@pytest.mark.parametrize("planted", ["gpssim compare textbook --polcy a", "python experiments/why_the_sign.py --replicas 3"])
def test_a_planted_command_is_refused(planted: str) -> None:
    with pytest.raises(Exception, match=r"(?i)no such|unrecognized"):
        published.size_of(planted)


def test_the_log_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "LOG", tmp_path / "runs.toml")
    told = {"a": {"command": 'say "x"', "tables": ["results/a.csv"], "seed": 1, "date": "2026-01-01"}, "b": {"seed": 2}}
    published.write_log(told)
    assert published.log() == told


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of a second in a checkout of its own; it counts how often it ran."""
    docs, script = tmp_path / "docs", tmp_path / "experiments" / "count.py"
    (docs / "results").mkdir(parents=True)
    script.parent.mkdir()
    text = """import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
times = pathlib.Path("times.txt")
times.write_text((times.read_text() if times.exists() else "") + "x")
(out / "again.csv").write_text("a\\n1\\n")
"""
    script.write_text(text, encoding="utf-8")
    run = published.Run("count", "python experiments/count.py", (), 1.0, {"results/count.csv": "leads_run_again"})
    for module, name, value in (
        *((m, "DOCS", docs) for m in (published, rerun)),
        (rerun, "ROOT", tmp_path),
        (published, "LOG", docs / "results" / "runs.toml"),
        (rerun, "declared", lambda: {"count": run}),
        (published, "size_of", lambda command: {"seed": 4}),
        (rerun, "here", lambda: {"version": "1", "commit": "abc1234"}),
    ):
        monkeypatch.setattr(module, name, value)
    return tmp_path


def test_a_run_is_published_logged_and_not_run_twice(small: Path) -> None:
    assert rerun.main([]) == 0
    assert rerun.main(["--only", "count"]) == 0
    assert (small / "times.txt").read_text() == "x"
    assert (small / "docs" / "results" / "count.csv").read_text() == "a\n1\n"
    entry = published.log()["count"]
    assert (entry["seed"], entry["commit"], entry["tables"]) == (4, "abc1234", ["results/count.csv"])


def test_it_runs_again_at_another_commit_or_when_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rerun.main([])
    rerun.main(["--force"])
    assert (small / "times.txt").read_text() == "xx"
    monkeypatch.setattr(rerun, "here", lambda: {"version": "1", "commit": "def5678"})
    rerun.main([])
    rerun.main([])
    assert (small / "times.txt").read_text() == "xxx"


def test_a_run_that_fails_is_counted_and_not_logged(small: Path, capsys: Any) -> None:
    (small / "experiments" / "count.py").write_text("raise SystemExit(3)", encoding="utf-8")
    assert rerun.main([]) == 1
    assert published.log() == {}
    assert "count: failed" in capsys.readouterr().err


def test_the_list_says_what_it_costs() -> None:
    told = subprocess.run(
        [sys.executable, str(DOCS / "rerun.py"), "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in told.splitlines()] == [*RUNS, "all"]
