"""No interval of an experiment leaves what its outcome can be: means, differences and differences of differences."""

from __future__ import annotations

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim import experiment

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
BANDS = {"interval": 4, "mean_band": 5, "half_width": 9}
"""What gives intervals, and the place of the domain among its arguments."""
HALVES = {"check_predictions.py", "integrity.py"}
"""Experiments that judge by, or print, half a width; their intervals are cut beside it."""


def _experiment(name: str) -> ModuleType:
    spec = spec_from_file_location(f"intervals_of_{name}", EXPERIMENTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _calls(path: Path) -> list[tuple[str, ast.Call]]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [(node.func.attr, node) for node in tree if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]


def test_every_interval_of_an_experiment_is_told_what_its_outcome_can_be() -> None:
    found = [(path.name, name, call) for path in sorted(EXPERIMENTS.glob("*.py")) for name, call in _calls(path) if name in BANDS]
    found = [one for one in found if one[1] != "half_width" or one[0] not in HALVES]
    assert len(found) > 10
    told = [len(call.args) >= BANDS[name] or "domain" in [word.arg for word in call.keywords] for _, name, call in found]
    assert [(place, name, call.lineno) for (place, name, call), said in zip(found, told, strict=True) if not said] == []


def test_limits_are_those_of_the_indicator_and_of_differences() -> None:
    assert gpssim.limits("coverage") == (0.0, 1.0)
    assert gpssim.limits("coverage", differences=1) == (-1.0, 1.0)
    assert gpssim.limits("coverage", differences=2) == (-2.0, 2.0)
    assert gpssim.limits("no indicator") == gpssim.limits("welfare_social") == (-np.inf, np.inf)
    low, high = gpssim.limits_of(["coverage", "welfare_social"])
    assert low.tolist() == [0.0, -np.inf]
    assert high.tolist() == [1.0, np.inf]


def test_an_interval_ends_there_and_one_replication_has_none() -> None:
    low, high = gpssim.interval(0.9, 0.2, 4, gpssim.limits("coverage"))
    assert isinstance(low, float)
    assert (low, high) == pytest.approx((0.9 - 3.182446305 * 0.1, 1.0))
    assert np.isnan(gpssim.interval(0.9, np.nan, 1, gpssim.limits("coverage"))).all()


def test_what_an_experiment_measures_itself_ends_where_its_unit_does() -> None:
    labels = {
        "turned": experiment.measure("Turned", "左右", "%"),
        "quality": experiment.measure("Quality", "质量", of="delivered_quality"),
        "paid": experiment.measure("Paid", "支付", "million yuan per year"),
        "free": experiment.measure("Effort", "努力", "latent"),
        "open_tender": ("open tender", "公开招标"),
    }
    everywhere = (-np.inf, np.inf)
    assert experiment.ends(labels) == {"turned": (0.0, 100.0), "quality": (0.0, 1.0), "paid": (0.0, np.inf), "free": everywhere}
    wide = {f"{name}_se": [10.0] for name in labels}
    table = pd.DataFrame({"rule": ["a"], "turned": [99.0], "quality": [0.5], "paid": [1.0], "free": [0.0], **wide})
    outcomes = {name: label for name, label in labels.items() if name in table}
    shown = experiment.rows_with_errors(table, "rule", outcomes, 3).set_index("panel")
    assert shown.loc[["quality", "paid"], "low"].tolist() == [0.0, 0.0]
    assert shown.loc[["turned", "quality"], "high"].tolist() == [100.0, 1.0]
    assert shown.loc["free", ["low", "high"]].tolist() == pytest.approx([-43.0265273, 43.0265273])
    rows = pd.DataFrame({"outcome": ["paid"] * 2 + ["coverage"] * 2, "value": [0.0, 1.0] * 2})
    band = gpssim.mean_band(rows, ["outcome"], domain="outcome", others=experiment.ends(labels)).set_index("outcome")
    assert band["low"].tolist() == [0.0, 0.0]
    assert band.loc["paid", "high"] > band.loc["coverage", "high"] == 1.0


def test_a_band_knows_the_indicator_of_each_row() -> None:
    rows = pd.DataFrame({"outcome": ["coverage"] * 2 + ["welfare_social"] * 2, "value": [0.2, 1.0, 0.2, 1.0]})
    band = gpssim.mean_band(rows, ["outcome"], domain="outcome").set_index("outcome")
    assert list(band.loc["coverage", ["low", "high"]]) == [0.0, 1.0]
    assert band.loc["welfare_social", "high"] == pytest.approx(0.6 + 12.706204736 * 0.4)
    gaps = gpssim.mean_band(rows, ["outcome"], domain="outcome", differences=1).set_index("outcome")
    assert list(gaps.loc["coverage", ["low", "high"]]) == [-1.0, 1.0]


def test_experiments_cut_at_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    wild = pd.DataFrame({"replication": [0, 1], "value": [0.0, 1.0]})
    both = pd.concat([wild.assign(policy=policy) for policy in ("open_tender", "in_house")], ignore_index=True)
    both.loc[both["policy"] == "in_house", "value"] = [1.0, 0.0]

    class Trial:
        scenario = gpssim.load_scenario("textbook")

        def run(self, *_: Any, **__: Any) -> None: ...

    monkeypatch.setattr(gpssim, "values", lambda *_, **__: both)
    bought = _experiment("make_or_buy")
    monkeypatch.setattr(bought, "COMPARED", ("coverage",))
    assert bought.by_verifiability(Trial(), 0.5)[["low", "high"]].to_numpy().tolist() == [[-1.0, 1.0]]
    lives = pd.concat([wild.assign(panel=panel, policy="open_tender", x=1.0) for panel in ("survival", "mission")])
    ecology = _experiment("ecology").over_replications(lives).set_index("panel")
    assert ecology.loc["survival", ["low", "high"]].tolist() == [0.0, 1.0]
    assert ecology.loc["mission", "low"] == 0.0
