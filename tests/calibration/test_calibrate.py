"""``gpssim calibrate`` on a market so small that a run takes a moment: what comes out, what is refused, what is planted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
import tomli_w
from typer.testing import CliRunner

from gpssim.calibration import calibrate, load_targets, targets_schema
from gpssim.calibration.conducting import EVALUATIONS
from gpssim.calibration.reading import Asked, shipped_names
from gpssim.calibration.simulating import Market
from gpssim.cli import app
from gpssim.errors import GpssimError
from gpssim.scenario import load_scenario

MARKUP, ATTENTION = "world.bidding.markup", "world.bidding.attention"
SMALL: dict[str, Any] = {
    "world.city.n_citizens": 100,
    "world.purchasers.project_value": 20_000.0,
    "world.bidding.family": "markup",
}
FREE = [{"path": MARKUP, "low": 0.02, "high": 0.3}, {"path": ATTENTION, "low": 0.2, "high": 0.8}]
MOMENTS: list[dict[str, Any]] = [
    {"outcome": "winning_price"},
    {"outcome": "offers_per_purchase"},
    {"outcome": "price_to_ceiling"},
    {"outcome": "share_with_offers", "by": {"n_offers": "4+"}, "hold_out": True},
]


def targets(**changed: Any) -> dict[str, Any]:
    """Two free parameters, three moments of a textbook market and one held out; values are far from everything."""
    told = [{"value": 0.7, "standard_error": 0.05, "source": "made up", **one} for one in MOMENTS]
    file = {"scenario": "textbook", "policy": "open_tender", "months": 12, "replications": 2, "start": 4, "most": 6}
    return {**file, "set": SMALL, "targets": told, "free": FREE, **changed}


def planted(values: dict[str, float], luck: range, **changed: Any) -> dict[str, Any]:
    """The same with what the market itself does at these values under other luck, measured with the error of so many runs."""
    file = targets(**changed)
    with Market(Asked(load_targets(file)), workers=1) as market:
        cube = tuple((values[v["path"]] - v["low"]) / (v["high"] - v["low"]) for v in FREE)
        runs = np.array([moments for _, moments in market([(cube, 500 + one) for one in luck])])
    errors = runs.std(axis=0, ddof=1) / len(runs) ** 0.5
    told = [
        {**one, "value": float(mean), "standard_error": float(error)}
        for one, mean, error in zip(file["targets"], runs.mean(axis=0), errors, strict=True)
    ]
    return {**file, "targets": told}


def test_a_calibration_leaves_tables_figures_and_a_scenario_and_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    (tmp_path / "targets.toml").write_text(tomli_w.dumps(targets()), encoding="utf-8")
    arguments = ["calibrate", str(tmp_path / "targets.toml"), "--out", str(tmp_path / "out"), "--workers", "1"]
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 0, told.output
    assert "held out" in told.output
    assert "over-identification: J = " in told.output
    files = {p.name for p in (tmp_path / "out").iterdir()}
    assert {EVALUATIONS, "parameters.csv", "targets.csv", "profiles.csv", "fit.json", "scenario.toml", "figures"} <= files
    assert {"targets.png", "profiles_zh.pdf"} <= {p.name for p in (tmp_path / "out" / "figures").iterdir()}
    found = pd.read_csv(tmp_path / "out" / "parameters.csv").set_index("path")["estimate"]
    calibrated = load_scenario(tmp_path / "out" / "scenario.toml")
    assert calibrated.world.bidding.attention == pytest.approx(found[ATTENTION])
    assert any("calibrated to 4 moments" in source.source for source in calibrated.sources)

    kept = (tmp_path / "out" / EVALUATIONS).read_bytes()
    lines = kept.splitlines(keepends=True)
    (tmp_path / "out" / EVALUATIONS).write_bytes(b"".join(lines[:7]) + lines[7][:9])
    again = calibrate(tmp_path / "targets.toml", tmp_path / "out", workers=1)
    assert again.parameters.set_index("path")["estimate"].to_dict() == pytest.approx(found.to_dict(), rel=1e-12)
    assert sorted((tmp_path / "out" / EVALUATIONS).read_bytes().splitlines()[8:]) == sorted(lines_of(kept)[7:])
    other = CliRunner().invoke(app, [*arguments[:1], str(tmp_path / "other.toml"), *arguments[2:]])
    assert other.exit_code == 2


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines()


def recovers(n: int, **size: Any) -> int:
    """In how many of 2 n intervals what was planted lies."""
    values, hits = {MARKUP: 0.12, ATTENTION: 0.5}, 0
    for k in range(n):
        file = planted(values, range(10 * k, 10 * k + 6), seed=k + 1, **size)
        table = calibrate(file, workers=1).parameters.set_index("path")
        hits += sum(table["low"][path] <= value <= table["high"][path] for path, value in values.items())
    return hits


def test_what_was_planted_in_a_market_comes_back() -> None:
    assert recovers(1, replications=3, start=8, most=16) == 2


@pytest.mark.slow
def test_what_was_planted_in_a_market_comes_back_many_times() -> None:
    assert recovers(10, replications=6, months=24, start=0, most=0) >= 17  # of 20; fewer happen once in a hundred


def test_a_posterior_of_a_market_has_particles(tmp_path: Path) -> None:
    found = calibrate(targets(method="abc", particles=10, generations=2), tmp_path, workers=1)
    assert len(found.particles) == 10
    assert found.particles["weight"].sum() == pytest.approx(1.0)
    assert {"posterior.png", "targets.png"} <= {p.name for p in (tmp_path / "figures").iterdir()}
    generation = json.loads((tmp_path / "generations" / "000.json").read_text())
    assert np.shape(generation["places"]) == (10, 2)


ENOUGH: dict[str, Any] = {"outcome": "winning_price", "value": 0.9, "standard_error": 0.1, "source": "x"}
WRONG: dict[str, Any] = {**ENOUGH, "outcome": "wining_price"}
UNSURE: dict[str, Any] = {"outcome": "winning_price", "value": 0.9, "source": "x"}
UNSOURCED: dict[str, Any] = {"outcome": "winning_price", "value": 0.9, "standard_error": 0.1}
BEYOND: dict[str, Any] = {**ENOUGH, "period": [3, 40]}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"targets": [UNSURE]}, "winning_price has no standard error"),
    ({"targets": [UNSOURCED]}, "winning_price has no source"),
    ({"targets": [WRONG, ENOUGH]}, "did you mean 'winning_price'"),
    ({"targets": [ENOUGH, ENOUGH]}, "each target stands once"),
    ({"targets": [ENOUGH]}, "1 fitted targets are too few for 2 free parameters"),
    ({"targets": [BEYOND, ENOUGH]}, "months 0 to 11"),
    ({"free": [{"path": ATTENTION, "low": 0.2, "high": 1.2}]}, "attention = 1.2 is impossible: it must be a number from 0 to 1"),
    ({"free": [{"path": "world.bidding.atention", "low": 0.2, "high": 0.9}]}, "did you mean 'world.bidding.attention'"),
    ({"free": []}, "free is empty"),
    ({"policy": "open_tendr"}, "did you mean 'open_tender'"),
    ({"most": 1, "replication": 3}, "did you mean 'replications'"),
]


@pytest.mark.parametrize(("changed", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_is_impossible_is_refused_in_a_line_before_anything_runs(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(GpssimError, match=r"^[^\n]*$") as refused:
        Asked(load_targets(targets(**changed)))
    assert said in str(refused.value)


def test_a_moment_that_no_free_parameter_moves_is_refused() -> None:
    still = {**ENOUGH, "outcome": "share_by_mechanism", "by": {"mechanism": "open_tender"}}
    with pytest.raises(GpssimError, match=r"\(mechanism = open_tender\) is 1 at all 4 places: no free parameter moves it"):
        calibrate(targets(targets=[*targets()["targets"], still]), workers=1)


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_targets_are_sound_and_fit_their_schema(name: str) -> None:
    asked = Asked(load_targets(name))
    assert any(target.hold_out for target in asked.file.targets)
    assert all("DATA" in target.source for target in asked.file.targets)
    jsonschema.validate(asked.file.model_dump(mode="json", exclude_unset=True), targets_schema())


@pytest.mark.parametrize("on", ["processes", "dask"])
def test_a_crew_of_two_makes_the_same_moments_as_this_process_batch_after_batch(on: str) -> None:
    if on == "dask":
        pytest.importorskip("distributed", reason='dask is not installed: pip install "gpssim[cluster]"')
    asked = Asked(load_targets(targets(months=3)))
    batches = [[((0.2, 0.5), 0), ((0.2, 0.5), 1), ((0.7, 0.5), 0)], [((0.4, 0.9), 0), ((0.7, 0.5), 1)]]
    with Market(asked, workers=1) as here, Market(asked, workers=2, on=on) as crew:
        for batch in batches:
            alone, together = dict(here(batch)), dict(crew(batch))
            assert alone.keys() == together.keys() == set(batch)
            assert all(np.array_equal(alone[ask], together[ask], equal_nan=True) for ask in batch)
