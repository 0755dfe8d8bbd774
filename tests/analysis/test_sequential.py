"""The stopping rule: worked numbers, and the coverage that it promises, counted over many made-up studies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import inf, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import stats

from gpssim.analysis.precision import precision
from gpssim.analysis.sequential import Rule, Spread, Target, looks, spread
from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.records.results import Results
from tests.synthetic import synthetic_results

CAP, STUDIES = 1500, 1000
Law = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]
LAWS: dict[str, Law] = {
    "normal": lambda rng, shape: rng.standard_normal(shape),
    "rather skewed": lambda rng, shape: (rng.gamma(4.0, size=shape) - 4.0) / 2.0,
    "skewed": lambda rng, shape: rng.exponential(size=shape) - 1.0,
    "heavy tails": lambda rng, shape: rng.standard_t(3, shape) / sqrt(3.0),
}
"""Differences with mean 0 and standard deviation 1."""


@dataclass(frozen=True)
class Seen:
    """What a made-up study knows after n replications."""

    n: int
    needed: float
    right: bool


def ended(differences: np.ndarray, width: float, rule: Rule) -> Seen:
    """How a made-up study ends: differences of shape (replications, outcomes), true means 0."""

    def look(n: int) -> Seen:
        columns = [differences[:n, k] for k in range(differences.shape[1])]
        known = [spread(d, rule.level(len(columns))) for d in columns]
        needed = [one.needed(width) or inf for one in known]
        return Seen(n, max(needed), all(abs(d.mean()) <= one.half_width for d, one in zip(columns, known, strict=True)))

    return list(looks(look, rule))[-1]


def coverage(law: Law, needed: int, outcomes: int = 1, shared: float = 0.0, studies: int = STUDIES) -> tuple[float, float]:
    """The share of made-up studies in which all intervals hold the truth, and their mean size.

    ``needed`` : how many normal differences the target would take if their variance were known; ``shared`` : correlation.
    """
    rule = Rule((Target("coverage", half_width=1.0),), cap=CAP)
    width = stats.norm.ppf((1 + rule.level(outcomes)) / 2) / sqrt(needed)
    rng = np.random.default_rng(20 + needed + outcomes)
    ends = []
    for _ in range(studies):
        own, common = law(rng, (8 * needed + 200, outcomes)), law(rng, (8 * needed + 200, 1))
        ends.append(ended(sqrt(1 - shared) * own + sqrt(shared) * common, width, rule))
    return float(np.mean([one.right for one in ends])), float(np.mean([one.n for one in ends]))


def promised(share: float, studies: int = STUDIES) -> bool:
    """Whether a share is no less than 95 %, within the error of counting so many studies (one in 160 fails by luck)."""
    return share >= 0.95 - 2.5 * sqrt(0.95 * 0.05 / studies)


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("needed", [25, 100])
def test_one_difference_is_covered_as_often_as_promised(name: str, needed: int) -> None:
    share, n = coverage(LAWS[name], needed)
    assert promised(share), share
    assert needed < n < 2.5 * needed, "the promise is kept by running for ever"


@pytest.mark.parametrize("name", ["normal", "skewed"])
def test_several_correlated_differences_are_all_covered_at_once(name: str) -> None:
    share, _ = coverage(LAWS[name], 50, outcomes=5, shared=0.5, studies=500)
    assert promised(share, 500), share


def test_who_looks_at_every_replication_promises_too_much() -> None:
    """What the rule is there for: the same count finds the fault of the usual one."""
    rng, width, right = np.random.default_rng(3), 1.96 / sqrt(40), []
    for _ in range(400):
        d = LAWS["skewed"](rng, (1000,))
        n = next(n for n in range(5, 1000) if stats.t.ppf(0.975, n - 1) * d[:n].std(ddof=1) / sqrt(n) <= width)
        right.append(abs(d[:n].mean()) <= width)
    assert not promised(float(np.mean(right)), 400)
    assert np.mean(right) < 0.88


def test_half_width_and_what_is_needed_by_hand() -> None:
    known = Spread(n=36, sd=3.0, skew=1.0, quantile=2.0)
    assert known.bend == pytest.approx(4.5)
    assert known.half_width == pytest.approx(2.0 * 3.0 / 6.0 + 4.5 / 36.0)
    assert Spread(4, 1.0, 0.0, 2.0).needed(0.5) == 16
    needed = known.needed(0.5)
    assert needed is not None
    for n, enough in ((needed - 1, False), (needed, True)):
        assert (6.0 / sqrt(n) + 4.5 / n <= 0.5) is enough
    assert (known.needed(2.0) or inf) <= 36


def test_spread_is_that_of_the_sample() -> None:
    d = np.array([0.0, 0.0, 0.0, 4.0])
    known = spread(d, 0.95)
    assert known.n == 4
    assert known.sd == pytest.approx(2.0)
    assert known.skew == pytest.approx(stats.skew(d))
    assert known.quantile == pytest.approx(3.182446)
    assert spread(-d, 0.95).skew == known.skew
    same = spread(np.full(5, 0.1 + 0.2), 0.95)
    assert (same.sd, same.skew, same.half_width, same.needed(0.0)) == (0.0, 0.0, 0.0, 2)
    assert spread(d[:1], 0.95).needed(1.0) is None


def course(needed: dict[int, float], **rule: Any) -> list[int]:
    """At how many replications a rule looks, when the look at so many says that so many are needed."""
    asked = Rule((Target("coverage", half_width=0.01),), **rule)
    return [one.n for one in looks(lambda n: Seen(n, needed[n], True), asked)]


def test_looks_are_few_and_go_where_the_variance_points() -> None:
    assert course({30: 45.2, 46: 46, 56: 50}) == [30, 46, 56]
    assert course({30: 400, 60: 90, 90: 80, 100: 101, 101: 99, 112: 99}) == [30, 60, 90, 100, 101, 112]
    assert course({30: inf, 60: inf, 70: inf}, cap=70) == [30, 60, 70]
    assert course({300: 290, 330: 310}, first=300) == [300, 330]
    assert course({30: 20, 35: 20}, cap=35) == [30, 35]


@lru_cache
def results() -> Results:
    """Twelve replications of three policies."""
    return synthetic_results(replications=12, months=6)


def test_the_table_holds_each_difference_with_its_share_of_the_error() -> None:
    rule = Rule((Target("coverage", half_width=0.05), Target("price_per_unit", relative=0.5)), first=5, cap=12)
    known = precision(results(), rule)
    assert (known.n, len(known.table)) == (12, 4)
    assert known.level == pytest.approx(1 - 0.05 / 4)
    row = known.table.iloc[0]
    value = results().outcomes.coverage.pivot(index="replication", columns="policy", values="value")
    d = (value["directed_commission"] - value["open_tender"]).to_numpy()
    assert row["difference"] == pytest.approx(d.mean())
    assert row["half_width"] == pytest.approx(spread(d, known.level).half_width)
    assert row["target"] == 0.05
    priced = known.table[known.table["outcome"] == "price_per_unit"]
    assert priced["target"].to_list() == pytest.approx([0.5 * mean for mean in priced["mean_a"]])
    assert known.table["reached"].equals(known.table["half_width"] <= known.table["target"])


def test_the_cap_is_said_and_another_baseline_turns_the_difference() -> None:
    tight = (Target("coverage", half_width=1e-6),)
    known = precision(results(), Rule(tight, first=5, cap=12))
    assert known.capped
    assert not known.reached
    assert known.needed > 12
    assert not precision(results(), Rule(tight, first=5, cap=13)).capped
    turned = precision(results(), Rule(tight, first=5, cap=12, baseline="directed_commission")).table
    first = known.table[known.table["policy_b"] == "directed_commission"]["difference"].iloc[0]
    assert turned[turned["policy_b"] == "open_tender"]["difference"].iloc[0] == pytest.approx(-first)


def test_of_sd_is_a_share_of_the_spread_of_the_baseline() -> None:
    known = precision(results(), Rule((Target("coverage", of_sd=0.4),), first=5))
    value = results().outcomes.coverage
    assert known.table["target"].iloc[0] == pytest.approx(0.4 * value[value["policy"] == "open_tender"]["value"].std())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: Target("coverage"), "exactly one of half_width, relative, of_sd"),
        (lambda: Target("coverage", half_width=0.1, of_sd=0.1), "half_width and of_sd"),
        (lambda: Target("coverage", half_width=-0.1), "half_width of coverage = -0.1"),
        (lambda: Target("coverage", half_width=float("nan")), "a number above 0"),
        (lambda: Target("coverage", period=(5, 2), half_width=0.1), "period"),
        (lambda: Rule(()), "one or more targets"),
        (lambda: Rule((Target("coverage", half_width=0.1), Target("coverage", of_sd=0.1))), "stands there once"),
        (lambda: Rule((Target("coverage", half_width=0.1),), first=2), "first = 2"),
        (lambda: Rule((Target("coverage", half_width=0.1),), cap=20), "cap = 20"),
        (lambda: Rule((Target("coverage", half_width=0.1),), confidence=95), "confidence = 95"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(wrong: Callable[[], object], told: str) -> None:
    with pytest.raises(ScenarioError, match=told) as refused:
        wrong()
    assert "\n" not in str(refused.value)


def test_unknown_names_and_lonely_policies_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="coverage"):
        Target("coverag", half_width=0.1)
    rule = Rule((Target("coverage", half_width=0.1),), baseline="open_tendr")
    with pytest.raises(UnknownNameError, match="open_tender"):
        precision(results(), rule)
    with pytest.raises(StudyError, match="two policies"):
        precision(synthetic_results(policies=("open_tender",), replications=2, months=3), Rule(rule.targets))
