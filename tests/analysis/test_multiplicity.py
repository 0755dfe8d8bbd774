"""Many outcomes at once: Holm by hand, intervals that hold together at the promised rate, bootstrap intervals against SciPy's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from gpssim.analysis import compare
from gpssim.analysis.bootstrap import mean_interval
from gpssim.analysis.holm import holm
from gpssim.analysis.multiplicity import LEAST_PAIRS, max_t, with_bootstrap, with_multiplicity
from gpssim.analysis.resampling import resampled
from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.records import Results
from gpssim.streams import Luck
from tests.analysis.tiny import runs

TWO = ["coverage", "unmet_need_months"]


def planted(differences: list[int], sampled: int = 0) -> Results:
    """Policy b serves so many more than a, of ten in need, in each replication."""
    by_run = {}
    for place, difference in enumerate(differences):
        world, replication = (0, place) if place < len(differences) - sampled else (place, 0)
        for policy, more in (("a", 0), ("b", difference)):
            row = {"n_need": 10, "n_served": 4 + more, "n_queued": 6 - more}
            by_run[policy, world, replication] = {"monthly": [row]}
    return runs(by_run)


def noise(purpose: str, *shape: int) -> np.ndarray:
    grid = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    return Luck.of(7, 0).normals(purpose, *grid)


def test_holm_by_hand() -> None:
    assert holm(np.array([0.01, 0.04, 0.03, 0.005])).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm(np.array([0.5, 0.9])).tolist() == [1.0, 1.0]
    assert np.isnan(holm(np.array([np.nan]))).all()


def test_resamples_are_the_same_again_and_reach_every_place() -> None:
    whole = resampled(5, "a", 400)
    assert whole.shape == (400, 5)
    assert np.array_equal(whole, resampled(5, "a", 400))
    assert np.allclose(np.bincount(whole.ravel(), minlength=5) / whole.size, 0.2, atol=0.03)
    assert not np.array_equal(whole, resampled(5, "b", 400))


@pytest.mark.parametrize(("kind", "method"), [("percentile", "percentile"), ("bca", "BCa")])
def test_bootstrap_intervals_are_scipys(kind: str, method: str) -> None:
    values = np.exp(noise("skewed", 25))
    theirs = stats.bootstrap((values,), np.mean, n_resamples=20_000, method=method, rng=np.random.default_rng(3))
    low, high = mean_interval(values, kind, times=20_000)  # type: ignore[arg-type]  # a word of the table above
    width = theirs.confidence_interval.high - theirs.confidence_interval.low
    assert low == pytest.approx(theirs.confidence_interval.low, abs=0.03 * width)
    assert high == pytest.approx(theirs.confidence_interval.high, abs=0.03 * width)


def test_bca_leans_with_the_skew_and_covers_oftener_than_percentiles() -> None:
    values = np.exp(1.2 * noise("coverage of bootstrap", 300, 30))
    truth, covered = np.exp(0.72), {}
    for kind in ("percentile", "bca"):
        ends = np.array([mean_interval(one, kind, times=400) for one in values])  # type: ignore[arg-type]  # as above
        covered[kind] = np.mean((ends[:, 0] <= truth) & (truth <= ends[:, 1]))
    assert covered["bca"] >= covered["percentile"]
    assert 0.85 <= covered["bca"] <= 0.97


def test_intervals_of_few_constant_or_limited_values() -> None:
    assert np.isnan(mean_interval(np.array([1.0]))).all()
    assert mean_interval(np.array([0.3, 0.3, 0.3])) == (pytest.approx(0.3), pytest.approx(0.3))
    low, high = mean_interval(np.array([0.9, 1.0, np.nan]), "t", domain=(-1.0, 1.0))
    assert (low, high) == (pytest.approx(0.95 - 12.706205 * 0.05), 1.0)
    with pytest.raises(UnknownNameError, match="kind of interval"):
        mean_interval(np.zeros(3), "bcca")  # type: ignore[arg-type]  # misspelt on purpose
    with pytest.raises(ScenarioError, match="level = 95"):
        mean_interval(np.zeros(3), level=95)


def test_all_intervals_together_cover_at_the_promised_rate_and_single_ones_do_not() -> None:
    studies, n, rows = 300, 25, 8
    common = noise("common", studies, n)[:, :, None]
    drawn = 0.9 * common + 0.4 * noise("own", studies, n, rows)
    mean, error = drawn.mean(axis=1), drawn.std(axis=1, ddof=1) / np.sqrt(n)
    largest = np.abs(mean / error).max(axis=1)
    together = np.array([max_t(one, times=400) for one in drawn])
    alone, bonferroni = (stats.t.ppf(1 - 0.025 / m, n - 1) for m in (1, rows))
    assert 0.92 <= np.mean(largest <= together) <= 0.985
    assert np.mean(largest <= bonferroni) >= 0.94
    assert np.mean(largest <= alone) < 0.88
    assert alone < together.mean() < bonferroni


def test_a_comparison_gets_columns_and_keeps_its_own() -> None:
    results = planted([1, 2, 3])
    compared = compare(results, outcomes=TWO)
    added = with_multiplicity(results, compared)
    assert set(added) - set(compared) == {"p", "p_adjusted", "low_all", "high_all", "n_family"}
    pd.testing.assert_frame_equal(pd.DataFrame(added[list(compared)]), pd.DataFrame(compared))
    row = added[added["outcome"] == "coverage"].iloc[0]
    error = 0.1 / np.sqrt(3)
    family = added[added["period"] == row["period"]]
    assert row["n_family"] == family["p"].notna().sum()
    assert row["p"] == pytest.approx(2 * stats.t.sf(0.2 / error, 2))
    half = stats.t.ppf(1 - 0.025 / row["n_family"], 2) * error
    assert (row["low_all"], row["high_all"]) == (pytest.approx(0.2 - half), pytest.approx(0.2 + half))
    assert family["p_adjusted"].tolist() == pytest.approx(holm(family["p"].to_numpy()).tolist())
    only = with_multiplicity(results, compared[compared["outcome"] == "coverage"])
    assert only.iloc[0][["low_all", "high_all"]].tolist() == pytest.approx([row["low"], row["high"]])


def test_sampled_worlds_count_for_nothing_in_intervals() -> None:
    few, more = planted([1, 2, 3]), planted([1, 2, 3, 6, 6], sampled=2)
    ends = [with_bootstrap(r, compare(r, outcomes=["coverage"]), "t")[["low_t", "high_t"]].iloc[0].tolist() for r in (few, more)]
    assert ends[0] == pytest.approx(ends[1])
    assert ends[0] == pytest.approx(compare(few, outcomes=["coverage"])[["low", "high"]].iloc[0].tolist())


def test_what_does_not_fit_is_refused_in_a_line() -> None:
    results = planted([1, 2, 3])
    compared = compare(results, outcomes=["coverage"])
    with pytest.raises(StudyError, match="is not one of these results"):
        with_multiplicity(planted([1, 2, 4]), compared)
    with pytest.raises(StudyError, match=f"needs {LEAST_PAIRS} replications or more, here are 3"):
        with_multiplicity(results, compared, "max_t")
    with pytest.raises(UnknownNameError, match="did you mean 'bonferroni'"):
        with_multiplicity(results, compared, "bonferoni")  # type: ignore[arg-type]  # misspelt on purpose
    with pytest.raises(UnknownNameError, match="column of this comparison"):
        with_multiplicity(results, compared, family=["periods"])
    with pytest.raises(UnknownNameError, match="column of a comparison"):
        with_bootstrap(results, pd.DataFrame({"outcome": ["coverage"]}))


def test_a_split_comparison_finds_its_cells() -> None:
    rows = [{"n_need": 10, "n_served": 4, "group": "elderly"}, {"n_need": 10, "n_served": 2, "group": "disabled"}]
    better = [{**rows[0], "n_served": 7}, {**rows[1], "n_served": 4}]
    results = runs({(p, 0, r): {"monthly": rows if p == "a" else better} for p in "ab" for r in (0, 1)})
    compared = compare(results, outcomes=["coverage"], by="group")
    found = with_bootstrap(results, compared, "percentile").set_index("group")
    assert found["low_percentile"].to_dict() == {"elderly": pytest.approx(0.3), "disabled": pytest.approx(0.2)}
