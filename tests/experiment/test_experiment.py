"""An experiment as a program: options refused in a line before anything runs, sizes, runs that fail, what stays when it stops."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim import experiment
from gpssim.errors import GpssimError, ScenarioError
from gpssim.figures.fonts import settled
from gpssim.texts.names import name
from tests.synthetic import synthetic_results

EXPERIMENT = gpssim.Experiment(
    """Does 5 % matter? A question for a test.

    More about it.
    """,
    "fruit",
    {
        "full": gpssim.Size(20, months=60),
        "quick": gpssim.Size(3, "30 % of the time", citizens=80, months=24, warm_up=6),
        "fast": gpssim.Size(2, "a try", citizens=60, months=3, warm_up=0, changes={"world.bidding.markup": 0.2}, workers=1),
    },
    scenario="textbook",
    changes={"world.bidding.family": "markup"},
    seed=3,
    options={"--only": {"nargs": "+", "default": []}},
)


@pytest.fixture
def fast(tmp_path: Path) -> gpssim.Trial:
    return EXPERIMENT.trial("--fast", "--out", str(tmp_path / "out"))


def never(trial: gpssim.Trial) -> None:
    raise AssertionError("nothing may run")


def left_with(conduct: Callable[[gpssim.Trial], None], *typed: str) -> Any:
    """The exit code of the program."""
    with pytest.raises(SystemExit) as left:
        EXPERIMENT.main(conduct, typed)
    return left.value.code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--replications", "0"), "--replications: '0' is impossible"),
        (("--replications", "many"), "at least 1"),
        (("--seed", "-1"), "--seed"),
        (("--workers", "0"), "--workers"),
        (("--months", "0"), "--months"),
        (("--months", "123456"), "months = 123456 is impossible"),
        (("--citizens", "1"), "n_citizens = 1 is impossible"),
        (("--fats",), "--fats"),
        (("--rep", "3"), "--rep"),
        (("--fast", "--quick"), "not allowed with"),
        (("--only",), "--only"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_impossible_option_is_refused_in_one_line_before_anything_runs(
    typed: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert left_with(never, *typed) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("fruit: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert left_with(never, "--out", str(tmp_path / "file")) == 2
    assert "--out" in capsys.readouterr().err


def test_help_says_what_it_asks_and_how_large_each_size_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert left_with(never, "--help") == 0
    told = " ".join(capsys.readouterr().out.split())
    for part in ("Does 5 % matter? A question for a test.", "30 % of the time", "20 full, 3 quick, 2 fast", "default: 3", "--only"):
        assert part in told
    assert "More about it" not in told


def test_a_size_changes_the_scenario_and_what_is_typed_wins(tmp_path: Path) -> None:
    full = EXPERIMENT.trial("--out", str(tmp_path))
    quick = EXPERIMENT.trial("--quick", "--out", str(tmp_path), "--months", "30", "--replications", "7", "--only", "a", "b")
    assert (full.size, full.replications, full.seed, full.scenario.months) == ("full", 20, 3, 60)
    assert (quick.size, quick.replications, quick.scenario.months) == ("quick", 7, 30)
    assert (quick.scenario.world.city.n_citizens, quick.scenario.warm_up) == (80, 6)
    assert {t.scenario.world.bidding.family for t in (full, quick)} == {"markup"}
    assert quick.options.only == ["a", "b"]
    assert quick.sized(gpssim.load_scenario("sweden-schools")).months == 30


def test_changes_of_a_size_go_before_those_of_every_size(fast: gpssim.Trial) -> None:
    assert fast.scenario.world.bidding.markup == 0.2
    bolder = replace(EXPERIMENT, changes={"world.bidding.markup": 0.9})
    assert bolder.trial("--fast", "--out", str(fast.out)).scenario.world.bidding.markup == 0.2


def test_an_experiment_that_counts_or_seeds_itself_offers_no_option_for_it(tmp_path: Path) -> None:
    own = replace(EXPERIMENT, sizes={"full": gpssim.Size()}, seed=None)
    for flag in ("--replications", "--seed"):
        with pytest.raises(ScenarioError, match=flag):
            own.trial(flag, "3")


@pytest.mark.parametrize("sizes", [{}, {"a try": gpssim.Size(1)}])
def test_an_experiment_without_a_plain_size_is_refused(sizes: dict[str, gpssim.Size]) -> None:
    with pytest.raises(ScenarioError, match="sizes"):
        replace(EXPERIMENT, sizes=sizes)


def test_a_study_runs_under_the_seed_and_replications_of_the_trial(fast: gpssim.Trial) -> None:
    changed = {"world.purchasers.integrity": 0.5}
    results = fast.run(["open_tender"], changed, folder="runs")
    assert (results.manifest["seed"], len(results.runs)) == (3, 2)
    assert results.manifest["scenario"]["world"]["purchasers"]["integrity"] == 0.5
    assert gpssim.load_results(fast.out / "runs").digest == results.digest
    again = gpssim.Study(gpssim.replace(fast.scenario, changed), ["open_tender"], replications=2, seed=3, workers=1)
    assert again.run(progress=False).digest == results.digest


def broken(*_: object) -> Any:
    raise RuntimeError("the market is on fire")


def test_a_run_that_fails_stops_the_experiment_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def conduct(trial: gpssim.Trial) -> None:
        trial.run(["lottery"], runner=broken)

    assert left_with(conduct, "--fast", "--out", str(tmp_path)) == 1
    told = capsys.readouterr().err
    assert "fruit: 2 of 2 runs failed; the first, under lottery in replication 0" in told
    assert "the market is on fire" in told


def test_control_c_leaves_with_its_own_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def conduct(trial: gpssim.Trial) -> None:
        raise KeyboardInterrupt

    assert left_with(conduct, "--fast", "--out", str(tmp_path)) == 130
    assert capsys.readouterr().err == "fruit: stopped\n"


def test_what_was_gathered_before_a_fault_is_kept(fast: gpssim.Trial) -> None:
    def measured(case: int) -> pd.DataFrame:
        if case == 3:
            raise GpssimError("no third")
        return pd.DataFrame({"value": [10.0 * case]})

    with pytest.raises(GpssimError, match="no third"):
        fast.gather("cases", {"one": 1, "two": 2, "three": 3}, measured, column="which")
    assert pd.read_csv(fast.out / "cases.csv").to_dict("list") == {"value": [10.0, 20.0], "which": ["one", "two"]}
    assert list(fast.gather("plain", [1, 2], measured, column="").columns) == ["value"]


def test_small_sizes_take_the_first_cases(fast: gpssim.Trial) -> None:
    assert fast.first({"a": 1, "b": 2, "c": 3}, fast=2) == {"a": 1, "b": 2}
    assert fast.first([1, 2, 3], quick=1) == [1, 2, 3]


def test_one_pool_serves_all_studies_and_is_closed(fast: gpssim.Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, workers: int | None, **_: Any) -> None:
            super().__init__(workers)
            made.append(self)

    monkeypatch.setattr("gpssim.processes.ProcessPoolExecutor", Pool)
    shared = replace(EXPERIMENT, one_pool=True)
    with shared.trial("--fast", "--out", str(fast.out), "--workers", "2") as trial:
        first, second = (trial.run(["lottery"], months=months) for months in (2, 2))
    assert first.digest == second.digest
    assert len(made) == 1
    with pytest.raises(RuntimeError, match="shutdown"):
        made[0].submit(print)
    with shared.trial("--fast", "--out", str(fast.out)):
        assert len(made) == 1, "one worker needs no pool"


TEXTS = gpssim.charts.Texts("apples", ("Apples, {kind}", "苹果，{kind}"), ("Of {place}.", "产自{place}。"), {"x": ("size", "大小")})
CURVE = pd.DataFrame({"panel": "coverage", "series": "lottery", "x": [1.0, 2.0], "mean": 0.5, "low": 0.4, "high": 0.6})


def test_a_chart_is_left_in_two_languages_with_where_it_comes_from(fast: gpssim.Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.figures.saving.FORMATS", ("svg",))
    fast.draw(gpssim.charts.lines, CURVE, TEXTS, kind=("green", "青"), place=("Suzhou", "苏州"))
    assert "experiment fruit; size fast; scenario textbook; seed 3" in (fast.out / "figures" / "apples.svg").read_text()
    left = {path.name for path in (fast.out / "figures").iterdir()}
    assert left == {"apples.svg", "apples.csv"} | ({"apples_zh.svg"} if settled("zh") == "zh" else set())


@pytest.mark.parametrize(
    ("intervals", "notes"),
    [
        (
            True,
            (
                "Of Suzhou. Means of 2 replications with 95 % t intervals. So few replications give rough intervals.",
                "产自苏州。2次重复的均值及95% t 区间。重复次数过少，区间仅供参考。",
            ),
        ),
        (False, ("Of Suzhou.", "产自苏州。")),
    ],
)
def test_the_note_is_filled_in_and_says_what_intervals_are(
    intervals: bool, notes: tuple[str, str], fast: gpssim.Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("gpssim.figures.charts.save_chart", lambda *given: seen.append(given))
    said = {"kind": ("green", "青"), "place": ("Suzhou", "苏州")}
    fast.draw(gpssim.charts.lines, CURVE, TEXTS, intervals=intervals, **said)
    texts = seen[0][2]
    assert (texts.title, texts.note) == (("Apples, green", "苹果，青"), notes)
    assert texts.words == TEXTS.words


def test_figures_of_the_package_speak_of_policies_by_the_words_of_the_experiment(
    fast: gpssim.Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr("gpssim.figures.draw_all", lambda *given: heard.append((given[1:], name("my_arm", "zh"))))
    fast.draw_figures("results", ["equity"], "there", {"my_arm": ("my arm", "我的方案")})  # type: ignore[arg-type]  # only passed on
    assert heard == [((fast.out / "figures" / "there", "both", ["equity"]), "我的方案")]
    assert name("my_arm", "zh") == "my arm"


def test_a_comparison_has_a_chinese_twin_for_a_paper_and_one_with_nameless_policies_has_none(fast: gpssim.Trial) -> None:
    compared = gpssim.compare(synthetic_results(replications=2, months=12), outcomes=["coverage"])
    fast.save(compared.whole, "differences")
    twin = fast.out / "differences_zh.tex"
    assert "覆盖率（比例）" in twin.read_text(encoding="utf-8")
    assert "Coverage" in (fast.out / "differences.tex").read_text(encoding="utf-8")
    fast.save(compared.whole.assign(policy_b="my_arm"), "differences")
    assert not twin.exists()


def test_rows_with_errors_have_the_interval_of_the_runs_themselves() -> None:
    runs = pd.DataFrame({"rule": list("aaabbb"), "price": [1.0, 2.0, 4.0, 3.0, 3.5, 9.0]})
    grouped = runs.groupby("rule")["price"]
    table = pd.DataFrame({"price": grouped.mean(), "price_se": grouped.std() / np.sqrt(3), "plain": 1.0}).reset_index()
    found = experiment.rows_with_errors(table, "rule", {"price": ("Price", "价格"), "plain": ("Plain", "无")}, 3)
    band = gpssim.mean_band(runs, ["rule"], "price")
    prices = found[found["panel"] == "price"]
    assert prices["row"].tolist() == ["a", "b"]
    assert prices[["mean", "low", "high"]].to_numpy() == pytest.approx(band[["mean", "low", "high"]].to_numpy())
    assert found.loc[found["panel"] == "plain", "low"].isna().all()


def test_the_null_worlds_are_worlds() -> None:
    for changes in (experiment.NO_TIES, experiment.NO_NOISE, experiment.NO_NOISE_IN_QUALITY, experiment.VILLAGE):
        gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), changes)
    assert set(experiment.NO_NOISE) - set(experiment.NO_NOISE_IN_QUALITY) == {"world.information.cost_belief_noise"}
    noises = {path for path in experiment.NO_NOISE if getattr(gpssim.World().information, path.rpartition(".")[2]) == 0.0}
    assert not noises, "each is there in the world as it is"


def test_the_period_shown_is_the_later_one_where_there_is_one() -> None:
    table = pd.DataFrame({"period": ["all", "transition", "later"]})
    assert experiment.last_period(table)["period"].tolist() == ["later"]
