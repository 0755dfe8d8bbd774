"""What arms bought with: shares by hand, renewals followed to their award, and a market whose tenders fail."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis import comparison_table
from gpssim.analysis.arms import (
    _attempts,
    _flagged,
    _together,
    _value,
    arms,
    arms_by_world,
    arms_in_worlds,
    mechanisms_used,
)
from gpssim.analysis.held import begun
from gpssim.cli.arms import flag, lines_of_arms
from gpssim.figures import figures
from gpssim.records.parts import RUN_KEYS
from gpssim.records.results import Results
from tests.synthetic import synthetic_results


def test_shares_by_hand() -> None:
    signed = pd.DataFrame(
        {
            "mechanism": ["open_tender", "open_tender", "directed_commission", "lottery", "open_tender", "venture_philanthropy"],
            "value": [100.0, 60.0, 30.0, 10.0, 50.0, 50.0],
            "own": [True, True, False, False, True, False],
            "kept": [False, False, False, False, False, True],
            "bridge": [False, True, False, False, False, False],
            "inherited": [False, False, False, False, True, False],
        }
    )
    assert _value(signed) == {
        "inherited_share": pytest.approx(50.0 / 300.0),
        "kept_share": pytest.approx(50.0 / 250.0),
        "own_share": pytest.approx(160.0 / 200.0),
        "bridge_share": pytest.approx(60.0 / 200.0),
        "other": "directed_commission",
        "other_share": pytest.approx(30.0 / 200.0),
    }
    nothing = _value(signed[signed["inherited"]])
    assert nothing["inherited_share"] == 1.0
    assert np.isnan([nothing["own_share"], nothing["other_share"]]).all()
    tried = pd.DataFrame({"own": [True, True, True, True, False], "failed": [True, False, False, False, True]})
    assert _attempts(tried) == {"failure_rate": 0.25, "n_attempts": 4}


def test_either_bound_flags_an_arm() -> None:
    rows = [
        (0.89, 0.0, True),
        (0.9, 0.3, False),
        (1.0, 0.31, True),
        (np.nan, np.nan, False),
        (np.nan, 0.5, True),
        (0.5, np.nan, True),
    ]
    frame = pd.DataFrame(rows, columns=["own_share", "failure_rate", "flagged"])
    assert _flagged(frame).tolist() == frame["flagged"].tolist()


def test_sampled_worlds_are_not_in_it() -> None:
    with_worlds, alone = synthetic_results(replications=2, worlds=2), synthetic_results(replications=2)
    assert len(with_worlds.table("projects")) > len(alone.table("projects"))
    pd.testing.assert_frame_equal(arms(with_worlds), arms(alone))
    pd.testing.assert_frame_equal(mechanisms_used(with_worlds), mechanisms_used(alone))


def test_each_sampled_world_has_rows_of_its_own() -> None:
    results = synthetic_results(replications=2, worlds=3)
    found = arms_by_world(results)
    assert list(found.columns) == [*list(arms(results).columns[:3]), "world", *list(arms(results).columns[3:]), "counts"]
    assert found["counts"].all()  # no warm-up: nothing is judged
    assert sorted(set(found["world"])) == [1, 2, 3]
    projects = results.table("projects").query("month_opened >= 0")
    for row in found[found["period"] == "all"].to_dict("records"):
        of_run = projects[(projects["policy"] == row["policy"]) & (projects["world"] == row["world"])]
        own = of_run[of_run["mechanism"].astype(str) == row["policy"]]  # synthetic policies are called like their mechanisms
        assert row["n_attempts"] == len(own)
    assert arms_by_world(synthetic_results(replications=2)).empty


def test_sampled_worlds_together_are_medians() -> None:
    by_world = pd.DataFrame(
        {
            "policy": "open_tender",
            "closure": "volume",
            "period": ["all"] * 4 + ["later"],
            "world": [1, 2, 3, 4, 1],
            "own_share": [1.0, 0.2, 0.9, np.nan, 0.5],
            "failure_rate": [0.1, 0.8, 0.3, 0.6, 0.7],
            "flagged": [False, True, False, True, True],
            "counts": True,
        }
    )
    whole, later = _together(by_world).to_dict("records")
    assert whole["own_share"] == 0.9
    assert whole["failure_rate"] == pytest.approx(0.45)
    assert (whole["n_worlds"], whole["n_flagged"]) == (4, 2)
    assert (later["n_worlds"], later["n_flagged"], later["own_share"]) == (1, 1, 0.5)
    apart = _together(by_world.assign(counts=[True, False, True, False, False])).to_dict("records")
    assert [(row["counts"], row["period"], row["n_worlds"], row["n_flagged"]) for row in apart] == [
        (True, "all", 2, 0),
        (False, "all", 2, 2),
        (False, "later", 1, 1),
    ]
    assert apart[0]["own_share"] == pytest.approx(0.95)
    assert arms_in_worlds(synthetic_results(replications=1)).empty
    assert set(arms_in_worlds(synthetic_results(replications=1, worlds=3))["n_worlds"]) == {3}


def test_a_renewal_belongs_to_the_award_that_began_its_cycle() -> None:
    # two runs, rows out of order: contract 2 renews 1, which renews 0; contract 3 is new; in the other run 1 follows nothing known
    frame = pd.DataFrame(
        {
            **{key: ["a"] * 5 for key in RUN_KEYS},
            "contract": [2, 0, 3, 1, 1],
            "predecessor": [1, -1, 2, 0, 0],
            "month": [20, -4, 30, 8, 5],
        }
    )
    frame.loc[4, RUN_KEYS[0]] = "b"
    begins = np.array([False, True, True, False, False])
    assert begun(frame, begins).tolist() == [-4, -4, 30, -4, 5]


@lru_cache
def failing() -> Results:
    """A small study in which most tenders lack valid offers, so that what follows failure buys instead."""
    sizes = {"world.city.n_citizens": 300, "warm_up": 12, "months": 40, "world.bidding.family": "markup"}
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), sizes)
    policies = [gpssim.Policy.of("open_tender", "strict", settings={"n_min": 6}), "directed_commission"]
    return gpssim.Study(scenario, policies=policies, replications=2, seed=3, workers=1).run()


def test_an_arm_that_buys_otherwise_is_flagged() -> None:
    table = arms(failing()).set_index(["policy", "period"])
    strict, directed = table.loc[("strict", "all")], table.loc[("directed_commission", "all")]
    assert strict["own_share"] < 0.9
    assert strict["failure_rate"] > 0.3
    assert strict["other"] == strict["after_failure"] == "directed_commission"
    assert strict["flagged"]
    assert directed["own_share"] > 0.99
    assert not directed["flagged"]
    assert 0.0 < strict["inherited_share"] < 1.0
    assert strict["n_runs"] == 2


def test_the_numbers_are_those_of_the_tables() -> None:
    results = failing()
    row = arms(results, ["all"]).query("policy == 'strict'").iloc[0]
    projects = results.table("projects").query("policy == 'strict' and month_opened >= 0 and mechanism == 'open_tender'")
    assert row["failure_rate"] == pytest.approx((projects["outcome"] == "failed").mean())
    assert row["n_attempts"] == len(projects)
    contracts = results.table("contracts").query("policy == 'strict' and month_signed >= 0 and cycle_year == 0 and not bridge")
    used = mechanisms_used(results, ["all"]).query("policy == 'strict'").set_index("mechanism")
    by_hand = contracts["mechanism"].astype(str).value_counts(normalize=True)
    assert used["purchase_share"].to_dict() == pytest.approx(by_hand.reindex(used.index, fill_value=0.0).to_dict())
    assert used["value_share"].sum() == pytest.approx(1.0)
    assert used.loc["open_tender", "own"]
    compared = 1.0 - row["kept_share"]
    assert used.loc["open_tender", "value_share"] == pytest.approx(compared * row["own_share"])
    assert used.index[used["kept"]].tolist() == ["venture_philanthropy"], "kept beside the tender, neither its own nor another's"
    assert row["kept_share"] == pytest.approx(used.loc["venture_philanthropy", "value_share"])
    assert row["other"] == "directed_commission"


def test_every_output_says_it() -> None:
    results = failing()
    bought, frame = arms(results), gpssim.compare(results, outcomes=["coverage"], periods=["all"])
    text = comparison_table(frame, bought=bought)
    share = bought.query("policy == 'strict' and period == 'all'")["own_share"].iloc[0]
    assert f"*strict (directed commission takes over where calls have failed) {100 * share:.0f}\\,\\% (" in text
    assert "*directed" not in text
    assert "* Under 90\\,\\%, or over 30\\,\\% failed." in text
    assert "* Under" not in comparison_table(frame, bought=bought[~bought["flagged"]])
    said = [str(line) for line in lines_of_arms(bought, "en")]
    assert any(line.startswith("! strict, all months: own ") and line.endswith("else directed commission") for line in said)
    assert not any(line.startswith("! directed_commission, all months") for line in said)
    chinese = [str(line) for line in lines_of_arms(bought, "zh")]
    assert any(line.startswith("! strict，全部月份：自身方式 ") and line.endswith("其余多为定向委托") for line in chinese)
    assert not any(" %" in line for line in chinese)
    gone = bought.assign(own_share=float("nan"))
    assert " – " in str(next(line for line in lines_of_arms(gone, "en") if "strict" in str(line)))
    figure = figures()["bought_with"].frame(results)
    parts = figure[["inherited", "own", "kept", "other"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(np.ones(len(figure)))


def test_a_study_that_bought_nothing_is_missing_and_not_flagged() -> None:
    table = arms(synthetic_results(replications=1, months=3))
    row = table.iloc[0]
    assert np.isnan(row["own_share"]) == (row["n_attempts"] == 0)
    assert flag({**row.to_dict(), "own_share": np.nan, "failure_rate": 0.5}, "en").endswith("own –, failed 50 %")
