"""What is kept of millions of rows: sums since the switch of policy, and of parameters of each world."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis.cells import _parameter
from gpssim.analysis.evaluate import evaluate, kept
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.indicators import indicators
from gpssim.analysis.periods import Window
from gpssim.analysis.read_ahead import read_ahead
from gpssim.records.results import Results

OUTCOMES = ("coverage", "delivered_quality", "price_per_unit", "bids_per_project", "coverage_gap_vulnerable")


@pytest.fixture(scope="module")
def results() -> Results:
    sizes = {"world.city.n_citizens": 200, "warm_up": 3, "months": 4, "world.bidding.family": "markup"}
    zone = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), sizes)
    return gpssim.Study(zone, ["open_tender", "directed_commission"], 1, worlds=2, workers=1).run(progress=False)


def test_nothing_before_the_switch_is_kept_and_sums_are_those_of_the_rows(results: Results) -> None:
    read_ahead(results, list(indicators().values()), [Window(0, 3)])
    kept = {key[:2]: frame for key, frame in results.cache.items() if isinstance(key, tuple) and isinstance(frame, pd.DataFrame)}
    assert ("projects", "month_opened") in kept
    assert results.table("projects")["month_opened"].min() < 0
    assert all(frame["month"].min() >= 0 for frame in kept.values() if len(frame))
    found = evaluate(results, indicators()["coverage"], [Window(0, 1), Window(2, 3)])
    monthly, runs = results.table("monthly"), results.cache["runs"]
    for (run, window), value in found.items():
        rows = monthly[monthly["month"].between(2 * window, 2 * window + 1)]
        own = rows[np.logical_and.reduce([rows[key].astype(str) == str(runs[key][run]) for key in runs])]
        assert value == pytest.approx(own["n_served"].sum() / own["n_need"].sum())


def test_a_parameter_is_that_of_each_row_s_world_and_domain(results: Results) -> None:
    worlds = [2, 0, 1, 2]
    rows = pd.DataFrame({"world": worlds, "domain": pd.Categorical([results.world()["domains"][0]["name"]] * 4)})
    costs = _parameter(results, "domains.unit_cost", rows)
    assert costs.tolist() == [results.world(w)["domains"][0]["unit_cost"] for w in worlds]
    assert len(set(costs[:3].tolist())) == 3, "drawn apart"
    shares = _parameter(results, "city.share_elderly", rows)
    assert shares.tolist() == [results.world(w)["city"]["share_elderly"] for w in worlds]


@pytest.mark.parametrize("by", [(), ("domain",), ("district",), ("group",)], ids=str)
def test_block_by_block_and_all_at_once_are_the_same_to_the_bit(results: Results, by: tuple[str, ...]) -> None:
    able = [one for one in indicators().values() if set(by) <= set(one.groupings)]
    able = able[: 8 if by else None]
    whole, parted = (Results.of(results.parts, results.manifest) for _ in range(2))
    assert len(parted.blocks(2)) == 3
    windows = [Window(0, 1)]
    read_ahead(parted, able, iter(windows), by, block=2)
    ready = [(one, w) for one in able for w in windows if kept(parted, one, w, by) is not None]
    assert len(ready) > 0.7 * len(able) * len(windows)
    assert not any(isinstance(held, pd.DataFrame) and "month" in held for held in parted.cache.values()), "no month is held"
    for one, window in ready:
        at_once = evaluate(whole, one, [window], by)
        pd.testing.assert_series_equal(
            evaluate(parted, one, [window], by), at_once.sort_index(), check_names=False, check_exact=True, obj=one.name
        )


def test_comparisons_of_blocks_are_those_of_all_runs(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    def compared(under: str) -> pd.DataFrame:
        return gpssim.compare(Results.of(results.parts, results.manifest), under=under, outcomes=OUTCOMES)

    whole = {under: compared(under) for under in ("", "own")}
    monkeypatch.setattr(read_ahead, "__defaults__", ((), 2))
    for under, expected in whole.items():
        pd.testing.assert_frame_equal(compared(under), expected)


@pytest.mark.parametrize("by", [(), ("domain",)], ids=str)
def test_values_of_thousands_of_runs_hold_no_month(results: Results, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...]) -> None:
    whole, parted = (Results.of(results.parts, results.manifest) for _ in range(2))
    expected = gpssim.values(whole, "coverage", "later", by)
    monkeypatch.setattr(read_ahead, "__defaults__", ((), 2))
    pd.testing.assert_frame_equal(gpssim.values(parted, "coverage", "later", by), expected, check_exact=True)
    assert not any(isinstance(held, pd.DataFrame) and "month" in held for held in parted.cache.values())


def test_an_outcome_that_fails_in_a_block_is_asked_again_alone(results: Results) -> None:
    parted, broken = Results.of(results.parts, results.manifest), indicators()["coverage"]
    tripped = Indicator(
        name="tripped", label="t", label_zh="t", unit="share", family="service", direction=1, meaning="m.",
        numerator=broken.numerator, denominator=broken.denominator, finish=lambda value: 1 / 0,
    )  # fmt: skip
    read_ahead(parted, [tripped, broken], [Window(0, 3)], block=2)
    assert kept(parted, broken, Window(0, 3), ()) is not None
    assert kept(parted, tripped, Window(0, 3), ()) is None
