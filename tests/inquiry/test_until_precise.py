"""As many replications as needed: a study extended in its folder stops where its values say, whatever happens in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from gpssim.analysis.precision import Precision, precision
from gpssim.analysis.sequential import Rule, Target
from gpssim.cli import app
from gpssim.errors import GpssimError
from gpssim.inquiry import load_study, run_until_precise
from gpssim.inquiry.conducting import conducted, resumed
from gpssim.records import load_results
from gpssim.studies import RunOutcome, StudyInterrupted, Task
from tests.studies.fakes import as_quick, interrupted, quick, study

runner = CliRunner()
RULE = Rule((Target("coverage", half_width=0.012),), first=5, cap=40)
FILE = """
scenario = "textbook"
policies = ["open_tender", "directed_commission"]
replications = "auto"
months = 15
warm_up = 1

[set]
world.city.n_citizens = 100

[auto]
first = 5
cap = 6
[[auto.targets]]
outcome = "coverage"
period = "all"
half_width = 1e-9

[outputs]
figures = false
[run]
workers = 1
"""


def values_of(folder: Path) -> dict[str, str]:
    """Digests of every table, and of every run."""
    results = load_results(folder)
    keys = ["policy", "replication", "digest"]
    return {**results.digests, "runs": results.runs[keys].to_csv()}


def test_it_stops_where_its_values_say_and_leaves_what_a_study_of_that_size_leaves(tmp_path: Path) -> None:
    told: list[Precision] = []
    done = run_until_precise(study(), tmp_path / "auto", RULE, False, tell=told.append)
    n = done.precision.n
    assert 5 < n < 40
    assert done.precision.reached
    assert [one.n for one in told] == list(dict.fromkeys(done.looks["replications"]))
    assert told[-2].reached, "what is reached is confirmed some replications later"
    whole = study(replications=n).run(tmp_path / "whole", progress=False)
    assert values_of(tmp_path / "auto") == values_of(tmp_path / "whole")
    assert done.results.digest == whole.digest
    assert done.precision.table.equals(precision(whole, RULE).table)
    assert pd.read_csv(tmp_path / "auto" / "precision.csv")["replications"].to_list() == done.looks["replications"].to_list()


def test_interrupted_or_already_larger_it_stops_at_the_same_place(tmp_path: Path) -> None:
    whole = run_until_precise(study(), tmp_path / "whole", RULE, False)
    with pytest.raises(StudyInterrupted):
        run_until_precise(study(runner=interrupted), tmp_path / "stopped", RULE, False)
    ran: list[int] = []

    def seen(task: Task) -> RunOutcome:
        ran.append(task.replication)
        return quick(task)

    again = run_until_precise(study(runner=as_quick(seen)), tmp_path / "stopped", RULE, False)
    assert min(ran) == 7, "what was finished was made again"
    assert again.looks.equals(whole.looks)
    assert values_of(tmp_path / "stopped") == values_of(tmp_path / "whole")
    study(replications=whole.precision.n + 7).run(tmp_path / "larger", progress=False)
    larger = run_until_precise(study(), tmp_path / "larger", RULE, False)
    assert larger.looks.equals(whole.looks)
    assert larger.results.digest == whole.results.digest


def test_any_executor_makes_the_same(tmp_path: Path) -> None:
    here = run_until_precise(study(), tmp_path / "here", RULE, False)
    with ThreadPoolExecutor(2) as executor:
        there = run_until_precise(study(), tmp_path / "there", RULE, False, executor=executor)
    assert there.looks.equals(here.looks)
    assert there.results.digest == here.results.digest


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule((Target("coverage", period="later", half_width=0.1),)), "one that 12 months reach"),
        (Rule((Target("coverage", half_width=0.1),), baseline="lottery"), "unknown policy of the study"),
    ],
)
def test_a_rule_that_the_study_cannot_answer_runs_nothing(rule: Rule, words: str, tmp_path: Path) -> None:
    with pytest.raises(GpssimError, match=words):
        run_until_precise(study(), tmp_path / "out", rule, False)
    assert not (tmp_path / "out").exists()
    with pytest.raises(GpssimError, match="two or more"):
        run_until_precise(study(policies=("open_tender",)), tmp_path / "out", RULE, False)


def written(folder: Path, text: str = FILE) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("half_width = 1e-9", "", "exactly one of half_width, relative, of_sd"),
        ("half_width = 1e-9", "half_width = 0.1\nrelative = 0.1", "half_width and relative"),
        ("half_width = 1e-9", "half_width = 0", "a number above 0"),
        ("half_width = 1e-9", "halfwidth = 0.1", "did you mean 'half_width'"),
        ('"coverage"', '"covrage"', "did you mean 'coverage'"),
        ('"all"', '"later"', "one that 15 months reach"),
        ("cap = 6", "cap = 6\nfirst_ = 3", "first_"),
        ("cap = 6", "cap = 5000000", "auto.cap = 5000000"),
        ("first = 5", "first = 9", "cap = 6 is impossible"),
        ("first = 5", 'baseline = "lottery"\nfirst = 5', "unknown policy of the study"),
        ('replications = "auto"', "replications = 5", "where there is a table [auto]"),
    ],
)
def test_wrong_rules_in_a_file_are_one_line_with_exit_code_2(old: str, new: str, words: str, tmp_path: Path) -> None:
    file = written(tmp_path, FILE.replace(old, new))
    refused = runner.invoke(app, ["study", "run", str(file), "--out", str(tmp_path / "out")])
    assert refused.exit_code == 2, refused.output
    assert words in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_auto_without_its_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GpssimError, match="no table"):
        load_study(written(tmp_path, FILE[: FILE.index("[auto]")]))


def test_a_file_with_auto_runs_to_its_cap_says_so_and_goes_on(tmp_path: Path) -> None:
    file = written(tmp_path)
    checked = runner.invoke(app, ["study", "check", str(file), "--no-time"])
    assert "as many as the rule needs, at most 6" in checked.stdout
    assert "runs: 12 (groups that share a world and its luck: 6)" in checked.stdout, "the most that it can come to"
    assert "those at the cap" in checked.stdout
    made = runner.invoke(app, ["study", "run", str(file), "--out", str(tmp_path / "out")])
    assert made.exit_code == 0, made.output
    assert "after 5 replications: 0 of 1 difference is" in made.stderr
    assert "stopped by the cap of 6 replications" in made.stderr
    results = load_results(tmp_path / "out")
    assert results.runs["replication"].nunique() == 6
    assert resumed(tmp_path / "out", progress=False).digest == results.digest
    looser = load_study(written(tmp_path, FILE.replace("1e-9", "1.0").replace("cap = 6", "cap = 50")))
    assert conducted(looser, tmp_path / "out", progress=False).runs["replication"].nunique() == 15
