"""No interval lies outside what an outcome can be; intervals within it are those of the textbook."""

from __future__ import annotations

from math import inf

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis import Indicator, compare, indicator, indicators, values
from gpssim.analysis.bands import mean_band
from gpssim.analysis.compare import paired
from gpssim.analysis.decomposition import compare_losses, decompose
from gpssim.analysis.domains import EVERYWHERE, SHARE, cut, of_differences
from gpssim.analysis.indicator import total
from gpssim.errors import ScenarioError
from gpssim.figures import figures
from gpssim.records.results import Results
from tests.figures.test_loss_waterfall import cornered
from tests.synthetic import POLICIES, synthetic_results

DIFFERENT = np.array([0.7, 0.99])
"""A share in two replications: the t interval of its mean reaches from -1.0 to 2.7."""


@pytest.fixture(scope="module")
def two() -> Results:
    return synthetic_results(POLICIES, replications=2, months=60)


def test_a_share_of_two_replications_is_never_more_than_everything() -> None:
    frame = pd.DataFrame({"policy": "a", "value": DIFFERENT})
    plain, bounded = (mean_band(frame, ["policy"], domain=domain).iloc[0] for domain in (EVERYWHERE, SHARE))
    assert (plain["low"], plain["high"]) == pytest.approx((0.845 - 12.7062 * 0.145, 0.845 + 12.7062 * 0.145), abs=1e-4)
    assert (bounded["low"], bounded["high"]) == (0.0, 1.0)
    assert bounded["mean"] == plain["mean"]


def test_an_interval_within_the_limits_is_the_t_interval_to_the_last_digit() -> None:
    frame = pd.DataFrame({"policy": "a", "value": np.linspace(0.4, 0.5, 12)})
    pd.testing.assert_frame_equal(mean_band(frame, ["policy"], domain=SHARE), mean_band(frame, ["policy"]))
    a, b = np.linspace(0.40, 0.50, 12), np.linspace(0.45, 0.52, 12)
    assert paired(a, b, domain=SHARE) == paired(a, b)


def test_a_difference_of_shares_ends_at_one() -> None:
    wild = paired(np.array([0.1, 0.6]), np.array([0.6, 0.1]), domain=SHARE)
    assert (wild["difference"], wild["low"], wild["high"]) == (0.0, -1.0, 1.0)
    free = paired(np.array([0.1, 0.6]), np.array([0.6, 0.1]))
    assert free["high"] == pytest.approx(12.7062 * 0.5, abs=1e-3)
    assert (wild["p"], wild["mean_a"]) == (free["p"], free["mean_a"])


def test_missing_ends_stay_missing_and_a_mean_beyond_the_domain_keeps_its_interval() -> None:
    assert np.isnan(cut(np.nan, np.nan, 0.5, SHARE)).all()
    assert tuple(map(float, cut(-4.0, 1.0, -1.5, SHARE))) == (-4.0, 1.0)  # it is no share, whatever its unit says
    assert of_differences((-inf, inf)) == (-inf, inf)


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("coverage", (0, 1)),
        ("concentration", (0, 1)),
        ("coverage_gap_vulnerable", (-1, 1)),
        ("budget_execution", (0, inf)),
        ("unmet_need_months", (0, 12)),
        ("score_quality_correlation", (-1, 1)),
        ("price_per_unit", (0, inf)),
        ("capability", (-inf, inf)),
        ("welfare_social", (-inf, inf)),
    ],
)
def test_domains_are_declared(name: str, domain: tuple[float, float]) -> None:
    assert indicator(name).domain == domain


def test_a_domain_has_an_inside() -> None:
    declared = {"label": "x", "label_zh": "x", "family": "money", "direction": 0, "meaning": "x", "aggregation": "mean"}
    with pytest.raises(ScenarioError, match="domain of indicator 'x'"):
        Indicator(name="x", unit="share", lowest=1.0, numerator=total("monthly", "n_need"), **declared)


@pytest.mark.parametrize("one", indicators().values(), ids=lambda one: one.name)
def test_every_indicator_stays_in_its_domain(one: Indicator, two: Results) -> None:
    found = values(two, one)["value"].dropna()
    assert found.between(*one.domain).all(), found.describe()


def test_no_comparison_goes_beyond_what_a_difference_can_be(two: Results) -> None:
    table = compare(two)
    for row in table.dropna(subset="low").itertuples():
        lowest, highest = of_differences(indicator(row.outcome).domain)
        assert lowest <= row.low <= row.difference <= row.high <= highest


def test_a_decomposition_of_a_share_is_made_of_shares() -> None:
    found = decompose(cornered(), "coverage_gap_vulnerable")
    assert found[["low", "high"]].abs().max(axis=None) <= 2.0
    ends = decompose(cornered(), "coverage").query("row in ('full_information', 'actual')")
    assert ends["low"].between(0, 1).all()
    assert ends["high"].between(0, 1).all()
    assert compare_losses(cornered(), outcome="coverage")[["low", "high"]].abs().max(axis=None) <= 1.0


SHARES = {
    "who_wins": ("repeat_winners", "concentration", "lorenz", "top_five"),
    "nominal_and_effective_competition": ("irregular_awards", "flags"),
    "equity": ("group", "district", "cascade"),
    "promise_delivery_experience": ("all", "domain"),
    "six_steps": ("stopped",),
}
"""Figures and their panels of shares."""


@pytest.mark.parametrize("name", SHARES)
def test_no_figure_shows_a_share_outside_0_to_1(name: str, two: Results) -> None:
    table = figures()[name].table(two)
    rows = table[table["panel"].isin(SHARES[name])].dropna(subset="low")
    assert len(rows)
    assert rows["low"].ge(0).all()
    assert rows["high"].le(1).all()


def test_outcomes_over_time_stay_in_their_domains(two: Results) -> None:
    table = figures()["outcomes_over_time"].table(two).dropna(subset="low")
    for outcome, rows in table.groupby("outcome"):
        lowest, highest = indicator(str(outcome)).domain
        assert rows["low"].ge(lowest).all()
        assert rows["high"].le(highest).all()


def test_nothing_falls_by_more_than_all_of_it(two: Results) -> None:
    kind = figures()["paired_differences"]
    table = kind.table(two)
    positive = table["outcome"].map(lambda outcome: indicator(outcome).domain[0] >= 0)
    assert table.loc[positive, "percent_low"].min() >= -100.0


@pytest.mark.parametrize(("replications", "told"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_or_three_replications_are_called_few(replications: int, told: bool) -> None:
    results = synthetic_results(POLICIES[:2], replications=replications, months=24)
    for name in ("paired_differences", "equity", "who_wins"):
        note = figures()[name].draw(results)[0].get_supxlabel().replace("\n", " ")
        assert ("So few replications give rough intervals." in note) == told


def test_the_terminal_calls_few_replications_few(two: Results) -> None:
    from gpssim.cli.outcomes import lines

    table = compare(two, outcomes=["coverage"])
    assert [str(line) for line in lines(table, "en") if str(line)][-1] == "So few replications give rough intervals."
    assert [str(line) for line in lines(table, "zh") if str(line)][-1] == "重复次数过少，区间仅供参考。"
    assert "few" not in " ".join(str(line) for line in lines(table.assign(n_pairs=12), "en"))
