"""A picture of scenario discovery tells something where no box was found: what goes with the difference, and that none was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from gpssim.analysis.discovery import Cases
from gpssim.analysis.discovery.turning import leaning_parameters
from gpssim.figures import scenario_boxes
from gpssim.figures.scenario_boxes import FIGURE
from tests.figures.measuring import boxes_of

MONITORING, PUBLICITY, TERM = (f"policy.levers.{name}" for name in ("monitoring", "publicity", "contract_months"))
N = 40
ORDER = np.random.default_rng(3).permutation(N)
"""A sign that hangs on no limit of a parameter."""


def cases(lift: float) -> Cases:
    """The difference goes up and down with monitoring and is won in every other world; 24 months or more of them do nothing."""
    at = np.arange(N)
    points = pd.DataFrame({MONITORING: ORDER / N, PUBLICITY: at / N, TERM: 12.0 + 12 * (at % 2)}, index=range(1, N + 1))
    gap = pd.Series(np.where(at % 2, 1.0, -1.0) * (1 + ORDER) + lift, index=points.index)
    return Cases(points, gap, gap > 0, 3)


def table(known: Cases, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    monkeypatch.setattr(scenario_boxes, "cases_of", lambda *_: known)
    found = scenario_boxes._table(SimpleNamespace(), SimpleNamespace())  # type: ignore[arg-type]  # both are passed on only
    asked = {"outcome": "coverage", "period": "later", "closure": "appropriation", "policy_a": "a", "policy_b": "b", "more": 0}
    return found.reset_index(drop=True).assign(**asked)


def said(figure: Figure) -> str:
    return " ".join(" ".join(text.get_text().split()) for text, _ in boxes_of(figure))


def test_what_goes_with_the_difference_is_found_by_rank() -> None:
    points = pd.DataFrame({"up": [1.0, 2.0, 3.0, 4.0], "down": [9.0, 4.0, 1.0, 0.0], "mixed": [2.0, 1.0, 4.0, 3.0]})
    gap = pd.Series([-2.0, -1.0, 1.0, 20.0])
    found = leaning_parameters(Cases(points, gap, gap > 0, 0)).set_index("parameter")
    assert found["correlation"].to_dict() == pytest.approx({"up": 1.0, "down": -1.0, "mixed": 0.6})
    assert found["p_adjusted"].to_dict() == pytest.approx({"up": 0.0, "down": 0.0, "mixed": 0.4})
    assert found.loc["down", ["range_low", "range_high"]].tolist() == [0.0, 9.0]
    assert found.loc["up", ["wins_low", "wins_median", "wins_high"]].tolist() == [3.25, 3.5, 3.75]
    assert found.loc["up", ["loses_low", "loses_median", "loses_high"]].tolist() == [1.25, 1.5, 1.75]
    won = leaning_parameters(Cases(points, gap + 9.0, gap + 9.0 > 0, 0))
    assert won["loses_median"].isna().all()
    assert won["parameter"].tolist() == ["up", "down", "mixed"]
    flat = leaning_parameters(Cases(points, 0 * gap, 0 * gap > 0, 0))
    assert flat[["correlation", "p_adjusted"]].isna().all(axis=None)
    assert len(flat) == 3


@pytest.mark.parametrize("lift", [0.0, 1000.0], ids=["no box", "one sign everywhere"])
def test_the_worlds_are_shown_along_it(lift: float, monkeypatch: pytest.MonkeyPatch) -> None:
    known = cases(lift)
    known = known._replace(points=known.points[[PUBLICITY, MONITORING]]) if not lift else known
    data = table(known, monkeypatch)
    assert data["part"].value_counts()["world"] == N
    first = leaning_parameters(known)["parameter"].iloc[0]
    worlds = data[data["part"] == "world"].set_index("world")
    assert worlds["x"].to_dict() == known.points[first].to_dict()
    assert worlds["y"].to_dict() == known.difference.to_dict()
    figure: Any = FIGURE.drawn(data, "en")
    left, right = figure.axes[:2]
    assert [label.get_text() for label in left.get_yticklabels()]
    drawn = sum(len(line.get_xdata()) for line in right.lines if line.get_marker() in ("o", "x"))
    assert drawn == N
    assert "Where no box was found: the parameters that go most with the difference" in said(figure)
    assert "Patient rule induction" not in said(figure)
    assert ("no box beyond chance was found" in said(figure)) == (lift == 0.0)
    assert "未找到框时" in said(FIGURE.drawn(data, "zh"))
