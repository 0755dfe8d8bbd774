"""The convergence figure draws what is known after each number of replications, and how closely it was to be known."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.analysis.convergence import convergence
from gpssim.analysis.precision import precision
from gpssim.analysis.sequential import Rule, Target
from gpssim.figures.convergence import FIGURE, converging
from tests.synthetic import synthetic_results

RULE = Rule((Target("coverage", half_width=0.012), Target("price_per_unit", relative=0.04)), first=5, cap=100)


def test_the_last_interval_is_that_of_the_rule_and_earlier_ones_those_of_fewer() -> None:
    results = synthetic_results(replications=9, months=3)
    frame, known = convergence(results, RULE), precision(results, RULE).table
    last = frame[frame["replications"] == 9].reset_index(drop=True)
    for column in ("difference", "low", "high", "target", "n"):
        assert last[column].to_list() == pytest.approx(known[column].to_list())
    five = convergence(synthetic_results(replications=5, months=3), RULE)
    early = frame[frame["replications"] == 5]["difference"].to_list()
    assert early == pytest.approx(five[five["replications"] == 5]["difference"].to_list())
    assert list(frame["replications"].unique()) == [2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_panel_for_each_difference_with_its_band(language: str) -> None:
    figure, frame = converging(RULE).draw(synthetic_results(replications=7, months=3), language)
    assert len(figure.axes) == 4
    first = frame[(frame["outcome"] == "coverage") & (frame["replications"] == 7)].iloc[0]
    edges = sorted(
        float(np.asarray(line.get_ydata())[0]) for line in figure.axes[0].lines if len(np.asarray(line.get_ydata())) == 2
    )
    assert edges == pytest.approx([first["difference"] - 0.012, first["difference"] + 0.012])


def test_without_a_rule_primary_outcomes_and_no_band() -> None:
    frame = FIGURE.table(synthetic_results(replications=3, months=3))
    assert frame["target"].isna().all()
    assert {"coverage", "price_per_unit"} <= set(frame["outcome"])
    assert FIGURE.drawn(frame, "en").axes
