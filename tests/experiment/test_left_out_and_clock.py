"""What a small size says that it left out, and how long a study is said to take: measured, never guessed."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import gpssim
from gpssim import experiment, registry
from gpssim.errors import GpssimError
from gpssim.experiment.clock import Clock
from gpssim.studies import Study
from gpssim.studies.duration import is_long, months_of_group

EXPERIMENTS = sorted((Path(__file__).resolve().parents[2] / "experiments").glob("*.py"))
TRIED = gpssim.Experiment(
    "Fruit",
    "fruit",
    {
        "full": gpssim.Size(20, months=60),
        "quick": gpssim.Size(3, "small", citizens=80, months=24, warm_up=6, changes=experiment.MARKUP),
    },
    scenario="textbook",
)


def said_by(trial: gpssim.Trial, capsys: pytest.CaptureFixture[str]) -> str:
    trial.tell_left_out()
    return capsys.readouterr().out


def test_a_small_size_says_what_it_left_out_below_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def conduct(trial: gpssim.Trial) -> None:
        assert trial.among(["a", "b", "c"], quick=["a", "c"]) == ["a", "c"]
        assert trial.first({(1, "d"): 1, (2, "e"): 2}, quick=1) == {(1, "d"): 1}
        trial.left_out.also("one world in three")
        print("found")

    TRIED.main(conduct, ["--quick", "--out", str(tmp_path)])
    found, empty, told = capsys.readouterr().out.splitlines()
    assert (found, empty) == ("found", "")
    for part in (
        "size quick: 3 replications, not 20",
        "80 survey units, not",
        "24 months, not 60",
        "world.bidding.family markup, not",
    ):
        assert part in told, part
    assert told.endswith("one world in three; without b, 2 e")


def test_the_whole_experiment_leaves_nothing_out_and_what_is_typed_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = TRIED.trial("--out", str(tmp_path))
    assert whole.among(("a", "b"), quick=["a"]) == ["a", "b"]
    assert said_by(whole, capsys) == ""
    assert "7 replications, not 20" in said_by(TRIED.trial("--out", str(tmp_path), "--replications", "7"), capsys)


def test_of_many_cases_only_the_first_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial = TRIED.trial("--quick", "--out", str(tmp_path))
    trial.first([f"case {k}" for k in range(20)], quick=2)
    assert said_by(trial, capsys).strip().endswith("without case 2, case 3, case 4, case 5, case 6, case 7 and 12 more")


@pytest.fixture
def own_plugins() -> Any:
    before = {kind: set(registry.known(kind)) for kind in registry.KINDS}
    yield
    for kind, names in before.items():
        for name in set(registry.known(kind)) - names:
            registry.forget(kind, name)


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda p: p.stem)
def test_every_experiment_has_a_quick_size_that_is_smaller_and_guesses_no_time(path: Path, tmp_path: Path) -> None:
    script: Any = runpy.run_path(str(path), run_name="an_experiment")["EXPERIMENT"]
    quick, whole = script.trial("--quick", "--out", str(tmp_path)), script.trial("--out", str(tmp_path))
    work = [t.scenario.months * t.scenario.world.city.n_citizens * max(1, t.replications) for t in (quick, whole)]
    assert work[0] < work[1]
    told = " ".join(size.says for size in script.sizes.values())
    assert not re.search(r"\b(minutes?|seconds?|hours?)\b", told), "times are measured when it runs"


def long_study(**more: Any) -> Study:
    return Study("textbook", ["open_tender", "lottery"], **{"replications": 4, "months": 60, "warm_up": 12, "workers": 2, **more})


def test_a_study_is_long_by_its_months() -> None:
    study = long_study()
    assert months_of_group(study) == 12 + 2 * 60
    assert is_long(study)
    assert not is_long(long_study(months=12, warm_up=0))
    assert not is_long(long_study(runner=lambda task: task)), "who brings a runner of one's own knows best"


def test_after_each_case_it_is_said_how_long_and_what_the_first_paid_once_is_not_taken_for_what_a_case_costs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # every case takes 100 s of its own; the first pays 300 s more, of two workers, side by side
    times, paid = iter([0.0, 400.0, 500.0, 600.0]), iter([0.0, 600.0, 600.0, 600.0])
    clock = Clock("fruit", 2, lambda: next(times), lambda: next(paid))
    clock.begins(3)
    for done in (1, 2, 3):
        clock.after(done)
    assert capsys.readouterr().err.splitlines() == [
        "fruit: 1 of 3 done, about 3 minutes left",
        "fruit: 2 of 3 done, about 2 minutes left",
    ]


def test_cases_of_a_kind_say_once_how_long_they_take(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock("fruit")
    clock.begins(2)
    assert clock.progress(long_study(months=12, warm_up=0)) is None
    assert [clock.progress(long_study()) is None for _ in range(2)] == [False, True]
    assert capsys.readouterr().err == "fruit: 8 runs; how long they take is said as soon as the first are finished\n"


def test_a_case_that_is_none_is_refused_whatever_the_size(tmp_path: Path) -> None:
    trial = TRIED.trial("--out", str(tmp_path))
    with pytest.raises(GpssimError, match="unknown case 'tiez'; did you mean 'ties'"):
        trial.among(("ties", "delay"), quick=["tiez"])


def test_a_unit_is_declared_or_refused() -> None:
    assert experiment.measure("Quality", "质量", of="delivered_quality") == ("Quality (0–1)", "质量（0–1）")
    assert experiment.measure("Paid", "支付", "% of the ceiling") == ("Paid (% of the ceiling)", "支付（占限价%）")
    with pytest.raises(GpssimError, match="unknown unit 'latnt'; did you mean 'latent'"):
        experiment.measure("Quality", "质量", "latnt")
    assert pd.Series(experiment.WORDS["all"]).tolist() == ["all months", "全期"]
