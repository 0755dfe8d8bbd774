"""Which worlds count: every measure worked by hand, bounds included, too little to judge by, and what follows for comparisons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

import gpssim
from gpssim.analysis import compare, comparison_table
from gpssim.analysis.plausible import implausible_worlds, plausible, plausible_share
from gpssim.analysis.status_quo import MEASURES, months_judged
from gpssim.cli.plausible import lines_of_plausible
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.records import Results
from gpssim.scenario.declarations.plausible import Plausible
from tests.analysis.tiny import Rows, runs
from tests.synthetic import synthetic_results


def tenders(n: int, failed: int, offers: int, again: int = 0, month: int = -10) -> list[dict[str, Any]]:
    """So many attempts to tender a running service (provider 5), of which some fail and some go to provider 5 again."""
    winners = [-1] * failed + [5] * again + [6] * (n - failed - again)
    return [
        {
            "project": i,
            "mechanism": "open_tender",
            "month_opened": month,
            "n_valid_bids": offers,
            "outcome": "failed" if winner < 0 else "awarded",
            "repurchase": True,
            "incumbent": 5,
            "winner": winner,
        }
        for i, winner in enumerate(winners)
    ]


def market(failed: int = 4, offers: int = 3, again: int = 8, price: float = 90.0, served: int = 40, **more: int) -> dict[str, Rows]:
    """A run: 20 tenders, one contract, 100 people in need, 20 organizations after ``entries`` and ``exits``."""
    entries, exits = more.get("entries", 6), more.get("exits", 3)
    signed = {"mechanism": "open_tender", "month_signed": -10, "month_start": -9, "month_end": 3, "places": 10, "ceiling": 100.0}
    return {
        "projects": tenders(20, failed, offers, again),
        "contracts": [{"contract": 0, "unit_price": price, **signed}],
        "monthly": [{"month": 1, "n_need": 100, "n_served": served}],
        "founders": [{"month": -5, "ordinal": i, "registered": i < entries} for i in range(10)],
        "exits": [{"month": -5, "organization": i} for i in range(exits)],
        "organizations": [{"month": 2, "organization": i} for i in range(20)],
    }


def judged(by_run: Mapping[tuple[str, int, int], Mapping[str, Rows]], warm_up: int = 60) -> Results:
    results = runs(by_run)
    results.manifest["warm_up"] = warm_up
    return results


def values(results: Results, world: int = 0) -> dict[str, float]:
    frame = plausible(results)
    return dict(frame[frame["world"] == world].set_index("condition")["value"])


def test_every_measure_by_hand() -> None:
    assert values(judged({("a", 0, 0): market()})) == {
        "failure": 4 / 20,
        "offers": 3.0,
        "price": 0.9,
        "coverage": 0.4,
        "incumbency": 8 / 16,
        "entry": pytest.approx(6 / ((20 - 1.5) * 3)),  # 20 at the end, 3 more than at the beginning: 18.5 in the middle
        "exit": pytest.approx(3 / ((20 - 1.5) * 3)),
    }
    assert plausible(judged({("a", 0, 0): market()}))["passes"].all()


BREAKS = {
    "failure": ({"failed": 0}, {"failed": 8}),
    "offers": ({"offers": 1}, {"offers": 7}),
    "price": ({"price": 80.0}, {"price": 99.0}),
    "coverage": ({"served": 10}, {"served": 90}),
    "incumbency": ({"again": 0}, {"again": 16}),
    "entry": ({"entries": 0}, {"entries": 10}),
    "exit": ({"exits": 8},),
}


@pytest.mark.parametrize(("condition", "change"), [(name, change) for name, changes in BREAKS.items() for change in changes])
def test_a_market_that_leaves_one_bound_fails_by_it_alone(condition: str, change: dict[str, Any]) -> None:
    frame = plausible(judged({("a", 0, 0): market(**change)}), errors=0.0)
    assert list(frame.loc[~frame["passes"], "condition"]) == [condition]
    assert not frame["world_passes"].any()


def test_a_value_must_lie_outside_by_more_than_its_own_standard_error() -> None:
    frame = plausible(judged({("a", 0, 0): market(failed=8)})).set_index("condition")  # 8 of 20: 0.4 and 0.1124 beside at most 0.3
    assert frame.loc["failure", "error"] == pytest.approx((0.4 * 0.6 / 19) ** 0.5)
    assert frame.loc["exit", "error"] == pytest.approx(3**0.5 / ((20 - 1.5) * 3))  # rare events, years known
    assert frame.loc["failure", "passes"]
    for errors, passes in ((0.88, False), (0.90, True)):  # it lies outside by 0.1 / 0.1124 = 0.89 errors
        known = plausible(judged({("a", 0, 0): market(failed=8)}), errors=errors).set_index("condition")
        assert known.loc["failure", "passes"] == passes
    none = plausible(judged({("a", 0, 0): market(failed=0, entries=0)})).set_index("condition")["error"]
    assert none["failure"] == pytest.approx((0.05 * 0.95 / 20) ** 0.5)  # none of twenty: the error that a share of 5 % would have
    assert none["entry"] == pytest.approx((0.01 / ((20 + 1.5) * 3)) ** 0.5)
    with pytest.raises(ScenarioError, match="errors"):
        plausible(judged({("a", 0, 0): market()}), errors=-1.0)


def test_attempts_of_one_purchase_are_one_case() -> None:
    apart, once = market(), market()
    for row in once["projects"]:
        row.update(project=row["project"] // 2, attempt=row["project"] % 2)
    errors = [plausible(judged({("a", 0, 0): m})).set_index("condition").loc["failure", "error"] for m in (apart, once)]
    assert errors[1] == pytest.approx(errors[0] * (2 * 19 / 2 / 9) ** 0.5)  # ten cases of two instead of twenty: all pairs alike


def test_every_bound_is_tried_and_both_ends_belong_to_it() -> None:
    assert set(BREAKS) == set(MEASURES) == set(Plausible.model_fields)
    frame = plausible(judged({("a", 0, 0): market(failed=6, again=8)}), errors=0.0)  # 6 of 20 fail: the upper end itself
    assert frame["passes"].all()


def test_only_the_end_of_the_warm_up_counts_and_only_tenders() -> None:
    own = market()
    beside = [{**row, "project": 100 + i} for i, row in enumerate(tenders(30, 30, 0))]
    for row, month in zip(beside, [-37, 0, 5] * 10, strict=True):
        row["month_opened"] = month
    directed = [{**row, "project": 200 + i, "mechanism": "directed_commission"} for i, row in enumerate(tenders(30, 30, 0))]
    renewed = {**own["contracts"][0], "contract": 1, "unit_price": 20.0, "cycle_year": 1}
    bridge = {**own["contracts"][0], "contract": 2, "unit_price": 20.0, "bridge": True}
    late = {"month": 3, "n_need": 1000, "n_served": 0}
    more = {
        **own,
        "projects": [*own["projects"], *beside, *directed],
        "contracts": [*own["contracts"], renewed, bridge],
        "monthly": [*own["monthly"], late],
        "exits": [*own["exits"], *({"month": 0, "organization": 50 + i} for i in range(9))],
    }
    assert values(judged({("a", 0, 0): more})) == values(judged({("a", 0, 0): own}))


def test_arms_share_a_warm_up_and_replications_are_put_together() -> None:
    alone = judged({("a", 0, 0): market()})
    arms = judged({("a", 0, 0): market(), ("b", 0, 0): market(failed=20)})  # a later arm is never looked at
    assert values(arms) == values(alone)
    both = values(judged({("a", 0, 0): market(failed=2), ("a", 0, 1): market(failed=4, offers=5)}))
    assert both["failure"] == 6 / 40
    assert both["offers"] == 4.0


def test_too_few_cases_are_not_judged_and_fail_nothing() -> None:
    few = {**market(), "projects": tenders(9, 9, 0)}
    frame = plausible(judged({("a", 0, 0): few})).set_index("condition")
    assert math.isnan(frame.loc["failure", "value"])
    assert frame.loc[["failure", "offers", "incumbency"], "passes"].isna().all()
    assert frame["world_passes"].all()


@pytest.mark.parametrize(("warm_up", "months"), [(0, 0), (35, 0), (36, 24), (48, 36), (240, 36)])
def test_a_short_warm_up_is_judged_on_less_or_not_at_all(warm_up: int, months: int) -> None:
    results = judged({("a", 0, 0): market(failed=20), ("a", 1, 0): market(failed=20)}, warm_up)
    assert months_judged(results) == months
    assert plausible(results)["world_passes"].isna().all() == (months == 0)
    assert implausible_worlds(results) == (frozenset() if months == 0 else {1})


def worlds() -> Results:
    """World 1 passes, 2 has too many failures, 3 too many failures and a low price, 4 too little coverage."""
    made = {0: market(), 1: market(), 2: market(failed=12), 3: market(failed=12, price=50.0), 4: market(served=5)}
    at = {0: 5, 1: 9, 2: 9, 3: 0, 4: 9}
    by_run: dict[tuple[str, int, int], Mapping[str, Rows]] = {}
    for world, tables in made.items():
        later = [{"month": 5, "n_need": 100, "n_served": at[world]}]
        by_run[("a", world, 0)] = {**tables, "monthly": [*tables["monthly"], {"month": 5, "n_need": 100, "n_served": 3}]}
        by_run[("b", world, 0)] = {**tables, "monthly": [*tables["monthly"], *later]}
    return judged(by_run)


def test_the_share_that_passes_and_which_condition_fails_alone() -> None:
    shares = plausible_share(plausible(worlds())).set_index("condition")
    assert shares.loc["all", ["n_worlds", "share"]].tolist() == [4, 0.25]
    assert shares.loc["failure", ["below", "above", "share", "alone"]].tolist() == [0.0, 0.5, 0.5, 0.25]
    assert shares.loc["price", ["below", "above", "share", "alone"]].tolist() == [0.25, 0.0, 0.75, 0.0]
    assert shares.loc["coverage", ["below", "alone"]].tolist() == [0.25, 0.25]
    assert shares.loc["failure", "own"] == 0.2
    assert implausible_worlds(worlds()) == {2, 3, 4}


def test_the_share_of_bare_values_stands_beside_the_share_that_passes() -> None:
    """World 2 fails in 40 % of attempts where 30 % may: by less than two errors, so that it passes, but is not within."""
    near = judged({("a", 0, 0): market(), ("a", 1, 0): market(), ("a", 2, 0): market(failed=8)})
    frame = plausible(near)
    failure = frame[(frame["world"] == 2) & (frame["condition"] == "failure")].iloc[0]
    assert failure["value"] > failure["high"]
    assert failure["passes"]
    shares = plausible_share(frame).set_index("condition")
    assert shares.loc["failure", ["share", "within"]].tolist() == [1.0, 0.5]
    assert shares.loc["all", ["share", "within"]].tolist() == [1.0, 0.5]


def test_a_comparison_counts_plausible_worlds_and_reports_the_others_apart() -> None:
    row = compare(worlds(), outcomes=["coverage"], periods=[(5, 5)]).iloc[0]
    assert row["difference"] == pytest.approx(0.02)
    assert row[["same_sign_share", "n_worlds"]].tolist() == [1.0, 1]
    assert row["world_median"] == pytest.approx(0.06)
    assert row["same_sign_share_others"] == pytest.approx(2 / 3)  # 2 and 4 go up, 3 goes down
    assert row["n_worlds_others"] == 3
    every = compare(worlds(), outcomes=["coverage"], periods=[(5, 5)], worlds="all").iloc[0]
    assert every[["same_sign_share", "n_worlds", "n_worlds_others"]].tolist() == [0.75, 4, 0]
    with pytest.raises(UnknownNameError):
        compare(worlds(), outcomes=["coverage"], worlds="good")  # type: ignore[arg-type]  # what is refused
    text = comparison_table(compare(worlds(), outcomes=["coverage"], periods=[(5, 5)]))
    assert "over the 1 of 4 sampled worlds" in text


def test_other_bounds_are_the_scenarios_or_ones_own() -> None:
    wide = plausible(worlds(), bounds={"failure": (0.0, 1.0), "price": (0.0, 1.0)})
    assert set(wide.loc[~wide["world_passes"], "world"]) == {4}
    of_scenario = worlds()
    of_scenario.manifest["scenario"]["plausible"] = {"failure": [0.0, 1.0]}
    assert implausible_worlds(of_scenario) == {3, 4}
    with pytest.raises(UnknownNameError):
        plausible(worlds(), bounds={"falure": (0.0, 1.0)})
    scenario = gpssim.load_scenario("suzhou-high-tech")
    assert gpssim.replace(scenario, {"plausible.failure": [0.0, 0.5]}).plausible.failure == (0.0, 0.5)
    with pytest.raises(ScenarioError, match=r"plausible\.failure = \(0\.5, 0\.1\) is impossible"):
        gpssim.replace(scenario, {"plausible.failure": [0.5, 0.1]})


def test_the_terminal_says_how_many_count_or_that_nothing_was_judged() -> None:
    said = [str(line) for line in lines_of_plausible(plausible_share(plausible(worlds())), "en")]
    assert said[0] == "sampled worlds with a plausible status quo: 1 of 4; only these count"
    assert said[2].split() == ["tenders", "that", "fail", "0.05", "–", "0.3", "0.200", "0.400", "0", "%", "50", "%", "25", "%"]
    assert max(map(len, said)) <= 80
    assert said[-2].strip() == "of these worlds 1 have every value itself within its bounds"
    chinese = [str(line) for line in lines_of_plausible(plausible_share(plausible(worlds())), "zh")]
    assert chinese[0].startswith("现状可信的抽样世界：4 个中有 1 个")
    nothing = plausible_share(plausible(synthetic_results(replications=1, worlds=2)))
    assert "shorter than 36 months; all count" in str(next(iter(lines_of_plausible(nothing, "en"))))


def test_a_study_without_sampled_worlds_judges_its_own() -> None:
    shares = plausible_share(plausible(judged({("a", 0, 0): market()}))).set_index("condition")
    assert shares.loc["all", "n_worlds"] == 0
    assert pd.isna(shares.loc["all", "share"])
    assert shares.loc["failure", "own"] == 0.2
