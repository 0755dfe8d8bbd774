"""Paired differences against examples worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from gpssim.analysis import compare, wide_table
from gpssim.analysis.compare import paired
from gpssim.errors import StudyError, UnknownNameError
from gpssim.records import Results
from tests.analysis.tiny import runs
from tests.synthetic import synthetic_results


def served(by_run: dict[tuple[str, int, int], float | None]) -> Results:
    """Runs with ten in need in month 0, of whom so many are served; ``None``: nobody is in need, so coverage is undefined."""
    rows = {run: {"monthly": [{"n_need": 10 * (n is not None), "n_served": n or 0}]} for run, n in by_run.items()}
    return runs(rows)


def test_pairs_meet_by_replication_and_not_by_place() -> None:
    results = served({("a", 0, 0): 2, ("a", 0, 1): 4, ("a", 0, 2): 6, ("b", 0, 2): 9, ("b", 0, 0): 4, ("b", 0, 1): 5})
    row = compare(results, outcomes=["coverage"]).iloc[0]
    differences = np.array([0.2, 0.1, 0.3])
    half = stats.t.ppf(0.975, 2) * differences.std(ddof=1) / np.sqrt(3)
    assert (row["policy_a"], row["policy_b"], row["n_pairs"]) == ("a", "b", 3)
    assert row["mean_a"] == pytest.approx(0.4)
    assert row["mean_b"] == pytest.approx(0.6)
    assert row["difference"] == pytest.approx(0.2)
    assert (row["low"], row["high"]) == (pytest.approx(0.2 - half), pytest.approx(0.2 + half))
    assert half == pytest.approx(0.248414, abs=1e-6)
    assert row["variance_reduction"] == pytest.approx(1 - 0.01 / (0.04 + 0.07))
    assert row["relative"] != row["relative"]  # 0.4 +- 0.5: the baseline itself is not clearly apart from 0


def test_a_replication_that_is_undefined_under_one_policy_is_dropped_under_both() -> None:
    results = served({("a", 0, 0): 2, ("a", 0, 1): 4, ("a", 0, 2): 9, ("b", 0, 0): 4, ("b", 0, 1): 5, ("b", 0, 2): None})
    row = compare(results, outcomes=["coverage"]).iloc[0]
    assert row["n_pairs"] == 2
    assert row["mean_a"] == pytest.approx(0.3)
    assert row["difference"] == pytest.approx(0.15)


def test_a_replication_that_failed_under_one_policy_moves_no_other_pair() -> None:
    results = served({("a", 0, 1): 4, ("a", 0, 2): 6, ("b", 0, 0): 1, ("b", 0, 1): 5, ("b", 0, 2): 9})
    row = compare(results, outcomes=["coverage"]).iloc[0]
    assert (row["n_pairs"], row["difference"]) == (2, pytest.approx(0.2))


def test_no_pair_and_one_pair() -> None:
    none = compare(served({("a", 0, 0): 2, ("b", 0, 0): None}), outcomes=["coverage"]).iloc[0]
    assert none["n_pairs"] == 0
    assert none[["mean_a", "mean_b", "difference", "low", "high", "relative"]].isna().all()
    one = compare(served({("a", 0, 0): 2, ("b", 0, 0): 3}), outcomes=["coverage"]).iloc[0]
    assert one["difference"] == pytest.approx(0.1)
    assert one["relative"] == pytest.approx(0.5)
    assert one[["low", "high", "variance_reduction"]].isna().all()


def test_worlds_count_by_the_sign_of_their_mean_difference_and_not_in_the_interval() -> None:
    by_run = {("a", 0, 0): 4, ("b", 0, 0): 5, ("a", 0, 1): 4, ("b", 0, 1): 6}
    by_run |= {("a", 1, 0): 4, ("b", 1, 0): 9, ("a", 2, 0): 4, ("b", 2, 0): 3, ("a", 3, 0): 4, ("b", 3, 0): None}
    by_run |= {("a", 4, 0): 4, ("b", 4, 0): 3, ("a", 4, 1): 4, ("b", 4, 1): 6}
    row = compare(served(by_run), outcomes=["coverage"]).iloc[0]
    assert row["n_pairs"] == 2
    assert row["difference"] == pytest.approx(0.15)
    assert row["n_worlds"] == 3  # world 3 is undefined
    assert row["same_sign_share"] == pytest.approx(2 / 3)  # worlds 1 and 4 go up, 2 goes down


def test_holm_adjusts_primary_outcomes_only_and_only_beside_worlds() -> None:
    without = compare(synthetic_results(replications=3, months=12))
    assert without["p_holm"].isna().all()
    assert without["same_sign_share"].isna().all()
    frame = compare(synthetic_results(replications=3, months=12, worlds=2), periods=["all"])
    assert frame.loc[~frame["primary"].astype(bool), "p_holm"].isna().all()
    rows = frame[frame["primary"].astype(bool) & (frame["policy_b"] == "directed_commission") & frame["p_holm"].notna()]
    assert len(rows) > 5
    half = (rows["high"] - rows["low"]) / 2
    exact = rows[half > 0]
    p = 2 * stats.t.sf(np.abs(exact["difference"] / (half / stats.t.ppf(0.975, rows["n_pairs"] - 1))), rows["n_pairs"] - 1)
    ordered = np.sort(p)
    expected = np.minimum(np.maximum.accumulate(ordered * np.arange(len(p), 0, -1)), 1)
    assert np.sort(exact["p_holm"]) == pytest.approx(expected, rel=1e-6)
    assert (exact["p_holm"] >= p - 1e-15).all()


def test_pairing_is_judged_by_the_variance_it_saves() -> None:
    luck = np.array([0.0, 1.0, 2.0, 3.0])
    together, against = paired(luck, luck + 1), paired(luck, luck[::-1])
    assert together["variance_reduction"] == 1
    assert together["low"] == together["high"] == 1
    assert against["variance_reduction"] == pytest.approx(-1)
    assert np.isnan(paired(np.ones(3), np.ones(3))["variance_reduction"])


def test_rounding_errors_are_no_differences() -> None:
    same = paired(np.array([0.1 + 0.2, 0.7]), np.array([0.3, 0.7]))
    assert same["difference"] == 0
    assert same["p"] == 1


def test_relative_changes_need_a_zero_and_a_base_apart_from_it() -> None:
    base = np.array([2.0, 2.1, 1.9])
    assert paired(base, base * 1.1)["relative"] == pytest.approx(0.1)
    assert np.isnan(paired(base, base * 1.1, has_zero=False)["relative"])
    assert np.isnan(paired(base - 2, base)["relative"])


def test_a_relative_change_has_the_sign_of_the_difference_where_the_base_is_negative() -> None:
    base = np.array([-12.0, -12.2, -11.8])
    less_bad = paired(base, base + 1.2)
    assert less_bad["difference"] == pytest.approx(1.2)
    assert less_bad["relative"] == pytest.approx(0.1)  # up by a tenth of its size, not down


def test_periods_closures_and_policies_each_have_their_rows() -> None:
    results = synthetic_results(replications=2, months=72, closures=("appropriation", "volume"))
    frame = compare(results, baseline="directed_commission", outcomes=["coverage", "capability"])
    assert len(frame) == 2 * 3 * 2 * 2
    assert set(frame["policy_a"]) == {"directed_commission"}
    assert set(frame["policy_b"]) == {"open_tender", "venture_philanthropy"}
    volume = frame[(frame["closure"] == "volume") & (frame["outcome"] == "coverage")]["mean_a"].to_numpy()
    money = frame[(frame["closure"] == "appropriation") & (frame["outcome"] == "coverage")]["mean_a"].to_numpy()
    assert (volume < money).all()
    short = compare(synthetic_results(replications=2, months=24), outcomes=["coverage"])
    assert list(dict.fromkeys(short["period"])) == ["all", "transition"]
    assert list(compare(results, outcomes=["coverage"], periods=[(6, 11)])["period"].unique()) == ["6-11"]


def test_the_wide_table_puts_policies_side_by_side() -> None:
    frame = compare(synthetic_results(replications=2, months=12))
    wide = wide_table(frame)
    assert list(wide.columns[:3]) == ["open_tender", "directed_commission", "venture_philanthropy"]
    assert wide.columns[3] == "directed_commission − open_tender"
    assert len(wide) == frame.loc[frame["primary"].astype(bool), "outcome"].nunique()
    assert wide.loc[("service", "Coverage (share)")].str.len().gt(0).all()
    assert ("service", "覆盖率 (share)") in wide_table(frame, language="zh").index


def test_what_cannot_be_compared_is_said() -> None:
    with pytest.raises(StudyError, match="a comparison needs two policies"):
        compare(synthetic_results(["open_tender"], replications=1, months=12))
    results = synthetic_results(replications=1, months=12)
    with pytest.raises(UnknownNameError, match=r"'open_tendr'.*'open_tender'"):
        compare(results, baseline="open_tendr")
    with pytest.raises(UnknownNameError, match=r"'coverag'.*'coverage'"):
        compare(results, outcomes=["coverag"])


def test_columns_are_those_that_are_documented() -> None:
    frame = compare(synthetic_results(replications=2, months=12), outcomes=["coverage"])
    assert list(frame.columns) == [
        *("outcome", "label", "label_zh", "unit", "family", "direction", "primary", "period", "closure", "policy_a", "policy_b"),
        *("mean_a", "mean_b", "difference", "low", "high", "n_pairs", "variance_reduction", "relative", "p_holm"),
        *("same_sign_share", "n_worlds", "world_median", "same_sign_share_others", "n_worlds_others"),
    ]
    assert pd.api.types.is_integer_dtype(frame["n_pairs"])
