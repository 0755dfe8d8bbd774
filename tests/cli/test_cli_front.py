"""What is typed first: parameters of mechanisms, one mechanism explained, parameters at 80 columns, folders, times to go."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.cli.folders import folder_of
from gpssim.cli.options import chosen_scenario
from gpssim.cli.outcomes import first_column, padded
from gpssim.cli.running import tell_failures
from gpssim.paid_once import COMPILING, EQUILIBRIA, add, told_of
from gpssim.plugins import parameters as of_plugin
from gpssim.registry import mechanisms
from gpssim.scenario import load_scenario, parameters, replace
from gpssim.scenario.tables import cells
from gpssim.studies import CornerStudy, Study
from gpssim.studies.duration import Estimate, paid_once_by

runner = CliRunner()


def said(*words: str, columns: int = 80) -> str:
    result = runner.invoke(app, words, env={"COLUMNS": str(columns)})
    assert result.exit_code == 0, result.output
    return result.stdout


def words_of(text: str) -> str:
    """Text without its breaks of lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("path", ["open_tender.price_weight", "mechanisms.open_tender.price_weight"])
def test_a_parameter_of_a_mechanism_is_set_for_all_policies(path: str) -> None:
    scenario = chosen_scenario("textbook", [f"{path}=0.4", "open_tender.n_min=2", "levers.monitoring=0.9"])
    assert {s.name: s.value for s in scenario.policy.settings if s.mechanism == "open_tender"} == {"price_weight": 0.4, "n_min": 2}
    assert scenario.policy.levers.monitoring == 0.9
    in_python = replace(load_scenario("textbook"), {"mechanisms.open_tender.price_weight": 0.4})
    assert in_python.policy.settings[-1].value == 0.4
    varied = Study(scenario, ["open_tender:price_weight=0.1", "open_tender"]).resolved
    at = [policy.at(0, scenario.domain_names).settings["open_tender"] for policy in varied]
    assert at == [{"n_min": 2, "price_weight": 0.1}, {"price_weight": 0.4, "n_min": 2}]


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("open_tender.price_wieght=0.3", "unknown parameter of open_tender: 'price_wieght'; did you mean 'price_weight'"),
        ("open_tendr.price_weight=0.3", "'open_tendr.price_weight'; did you mean 'open_tender.price_weight'"),
        ("mechanisms.open_tendr.price_weight=1", "unknown name in mechanisms: 'open_tendr'; did you mean 'open_tender'"),
        ("monitoring=0.3", "'monitoring'; did you mean 'policy.levers.monitoring'"),
        ("open_tender.price_weight=7", "open_tender.price_weight = 7 is impossible: it must be a number from 0.1 to 1"),
        ("open_tender=3", "it must be followed by a parameter: open_tender.PARAMETER"),
    ],
)
def test_what_set_cannot_mean_is_one_line(override: str, line: str) -> None:
    result = runner.invoke(app, ["scenario", "show", "textbook", "--set", override])
    assert result.exit_code == 2
    assert line in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_one_mechanism_is_shown_with_its_rule_its_law_and_all_about_its_parameters() -> None:
    text = said("mechanisms", "open_tender")
    told = words_of(text)
    assert max(map(len, text.splitlines())) <= 80
    assert "the highest comprehensive score of price and quality wins" in told
    assert "Government purchase of services in China: below the purchase limit allowed" in told
    assert "counts as a tender; at least 3 offers; Law art. 26-28" in told
    for p in of_plugin(mechanisms()["open_tender"]):
        assert all(part in told for part in (f"{p.name} = ", p.unit, p.domain, words_of(p.meaning), words_of(p.source)))
        assert p.swept is None or f"tested range: {p.swept[0]:g} – {p.swept[1]:g}" in told
    assert "采购限额以下允许" in said("mechanisms", "open_tender", "--language", "zh")
    assert json.loads(said("mechanisms", "open_tender", "--json"))["law"]
    assert "did you mean 'open_tender'" in runner.invoke(app, ["mechanisms", "open_tendr"]).stderr


@pytest.mark.parametrize("columns", [80, 200])
def test_no_column_of_the_parameters_is_dropped(columns: int) -> None:
    text = said("scenario", "show", "textbook", columns=columns)
    assert max(map(len, text.splitlines())) <= columns
    if columns == 80:
        told, close = words_of(text), "".join(text.split())
        for row in parameters(load_scenario("textbook")):
            path, value, *others = cells(row)
            assert f"{path.rpartition('.')[2]} = {words_of(value)}" in told
            assert all("".join(cell.split()) in close for cell in others), row.path  # Chinese is broken without a space


def test_changed_says_against_what_and_what_it_was() -> None:
    text = words_of(said("scenario", "show", "textbook", "--changed"))
    assert re.search(r"\d+ of \d+ parameters differ from the defaults of the model", text)
    assert "warm_up = 3 (in the defaults of the model: 120)" in text
    override = ("--against", "textbook", "--set", "months=36", "--set", "open_tender.price_weight=0.4")
    text = words_of(said("scenario", "show", "textbook", *override))
    assert "3 of" in text
    assert "parameters differ from textbook" in text
    assert "months = 36 (in textbook: 24)" in text
    assert "price_weight = 0.4 (in textbook: 0.3)" in text
    rows = {row["path"]: row["before"] for row in json.loads(said("scenario", "show", "textbook", *override, "--format", "json"))}
    assert rows == {"months": 24, "policy.settings": [], "mechanisms.open_tender.price_weight": 0.3}
    assert "did you mean 'textbook'" in runner.invoke(app, ["scenario", "show", "textbook", "--against", "textbok"]).stderr


def test_every_study_has_a_folder_of_its_own_and_more_replications_of_it_the_same() -> None:
    def folder(*policies: str, **options: Any) -> Path:
        return folder_of(Study("textbook", policies, **{"replications": 2, **options}))

    two = ("open_tender", "directed_commission")
    assert folder(*two) == folder(*two, replications=5) == folder(*two, workers=1)
    assert folder(*two).parent == Path("results")
    assert folder(*two).name.startswith("textbook-open_tender-directed_commission-")
    others = [folder(*two), folder(*two[::-1]), folder(*two, seed=2), folder(*two, months=5), folder(*two, keep=0)]
    others += [folder("open_tender:n_min=2", two[1]), folder(two[1]), folder(*two, closures=("volume",))]
    suzhou = [folder_of(Study("suzhou-high-tech", two, 2, worlds=n)) for n in (0, 2, 3)]
    corners = folder_of(CornerStudy("textbook", two, 2, frictions=["ties"]), kind="decomposed")
    assert len({*others, *suzhou, corners}) == len(others) + len(suzhou) + 1
    assert "decomposed" in corners.name
    long = folder(*(f"open_tender:price_weight=0.{k}" for k in range(1, 10)))
    assert len(long.name) < 70
    assert re.fullmatch(r"[\w.=-]+", long.name)


def test_the_time_to_go_is_measured_on_the_first_runs() -> None:
    now, told = [100.0], list[str]()
    estimate = Estimate(4, 2, told.append, lambda: now[0])
    for passed, done in ((0, 0), (60, 4), (61, 8), (120, 12), (240, 24), (300, 40)):
        now[0] = 100.0 + passed
        estimate(done, 40)
    assert told == [
        "4 of 40 runs are finished after 60 seconds; about 4 minutes to go",
        "24 of 40 runs are finished after 4 minutes; about 3 minutes to go",
    ]


def test_what_is_paid_once_is_said_apart_and_no_run_to_come_pays_it() -> None:
    """A first run compiles and solves: 10 s a run would be said as 100 s a run, and the rest as ten times too long."""
    now, paid, told = [0.0], [5.0], list[str]()
    estimate = Estimate(4, 2, told.append, lambda: now[0], once=lambda: paid[0])
    # two workers, ten groups of 40 s each; both pay 60 s in their first group, and say so when it is finished
    for passed, done, once in ((0, 0, 0), (100, 4, 60), (101, 8, 120), (141, 16, 120), (181, 24, 120)):
        now[0], paid[0] = float(passed), 5.0 + once
        estimate(done, 40)
    assert told == [
        "4 of 40 runs are finished after 2 minutes, 60 seconds of it paid once (compiling, equilibria); about 3 minutes to go",
        "24 of 40 runs are finished after 3 minutes, 60 seconds of it paid once (compiling, equilibria); about 80 seconds to go",
    ]


def test_in_sampled_worlds_equilibria_are_part_of_what_a_run_costs() -> None:
    def counted(**worlds: int) -> float:
        of = paid_once_by(Study("suzhou-high-tech", ["lottery"], 2, **worlds))  # type: ignore[arg-type]  # options of any type
        before = of()
        add({COMPILING: 3.0, EQUILIBRIA: 4.0})
        return of() - before

    with told_of():
        assert (counted(), counted(worlds=2)) == (7.0, 3.0)


def test_a_study_that_goes_on_measures_what_it_runs_itself_and_a_short_one_says_nothing() -> None:
    now, told = [0.0], list[str]()
    estimate = Estimate(1, 1, told.append, lambda: now[0])
    for passed, done in ((0, 90), (30, 91)):
        now[0] = float(passed)
        estimate(done, 100)
    assert told == ["91 of 100 runs are finished after 30 seconds; about 4 minutes to go"]
    short = Estimate(1, 1, told.append, lambda: 0.0)
    for done in range(3):
        short(done, 2)
    assert len(told) == 1


def test_who_reads_chinese_is_told_the_time_and_the_failures_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    now, told = [0.0], list[str]()
    estimate = Estimate(4, 2, told.append, lambda: now[0], "zh")
    for passed, done in ((0, 0), (60, 4)):
        now[0] = float(passed)
        estimate(done, 40)
    assert told == ["60 秒后已完成 4/40 次运行；约余 4 分钟"]
    runs = pd.DataFrame({"status": ["SUCCEEDED", "FAILED"], "policy": "open_tender", "replication": [0, 1], "reason": "x"})
    found = SimpleNamespace(runs=runs, policy_titles={"mix": ("a mix", "组合")})
    tell_failures(found, "zh")  # type: ignore[arg-type]  # nothing else is read
    found.runs = runs.assign(policy="mix")
    tell_failures(found, "zh")  # type: ignore[arg-type]  # as above
    assert capsys.readouterr().err.splitlines() == [
        "gpssim: 2 次运行中有 1 次失败",
        "gpssim: 首次失败：公开招标，第 1 次重复：x",
        "gpssim: 2 次运行中有 1 次失败",
        "gpssim: 首次失败：组合，第 1 次重复：x",
    ]


def test_names_too_long_for_their_column_have_a_line_of_their_own() -> None:
    first = first_column(["open_tender", "open_tender:price_weight=0.25,monitoring=0.9"], 8, 11, 20, 6, 10)
    lines = padded(first, "    open_tender:price_weight=0.25,monitoring=0.9", ["0.711"] * 5, 8, 11, 20, 6, 10).splitlines()
    assert len(lines) == 2
    assert all(len(line) <= 80 for line in lines)
    assert len(padded(first, "  short", ["1"] * 5, 8, 11, 20, 6, 10).splitlines()) == 1
    assert all(a < b for a, b in pairwise((first_column(["a"], 8), first_column(["a" * 20], 8))))
