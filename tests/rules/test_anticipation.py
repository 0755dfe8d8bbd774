"""What bidders foresee of the time after award: walking away, what its chance costs, cutting cost, all of it together."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import anticipation
from gpssim.rules.anticipation import anticipated_cost, defaults, saving_effort, saving_strain, shock_exposure


def test_who_walks_away() -> None:
    margins = np.array([50.0, 10.0, 10.0, 10.0])
    rises, liable = np.array([100.0, 100.0, 30.0, 30.0]), np.array([60.0, 60.0, 10.0, 20.0])
    assert defaults(margins, rises, liable).tolist() == [False, True, True, False]


def test_the_risk_of_a_shock_is_worth_the_cheaper_of_bearing_it_and_walking_away() -> None:
    assert float(shock_exposure(0.2, 10.0, 4.0)) == pytest.approx(1.0)
    assert float(shock_exposure(0.2, 10.0, 40.0)) == pytest.approx(2.0)
    assert float(shock_exposure(0.0, 10.0, 4.0)) == 0.0
    assert shock_exposure(1.0, 10.0, np.array([0.0, 4.0])).tolist() == [10.0, 10.0]


def test_cutting_cost_answers_what_is_kept() -> None:
    effort = saving_effort(np.array([1.0, 0.5, 0.0]), 0.2)
    assert effort == pytest.approx([0.2, 0.1, 0.0])
    assert saving_strain(effort, 0.2) == pytest.approx([0.1, 0.025, 0.0])
    assert saving_effort(np.array([1.0]), 0.0).tolist() == saving_strain(np.zeros(1), 0.0).tolist() == [0.0]


def test_effective_cost_is_cost_less_the_net_saving_and_the_rent() -> None:
    kept, productivity = 0.6, 0.5
    effort = saving_effort(kept, productivity)
    gain = kept * effort - saving_strain(effort, productivity)  # of the part of a saving that is kept, less what it takes
    assert float(anticipated_cost(1.0, 1.0 - kept, productivity, 0.0, 0.0)) == pytest.approx(1.0 - float(gain) / kept)
    assert float(anticipated_cost(1.0, 0.0, 0.0, 0.2, 0.05)) == pytest.approx(0.85)


def test_what_restrains_a_cut_makes_it_worth_less() -> None:
    """k = 0.4, s = 1, r = 0.5, h = 0.5: e = 0.1, worth 0.1 (1 - 0.1 / 0.8)."""
    cut = anticipation.saving_effort(1.0, 0.4, 0.5, 0.5)
    assert cut == pytest.approx(0.1)
    assert anticipation.saving_gain(cut, 1.0, 0.4) == pytest.approx(0.0875)
    assert anticipation.anticipated_cost(1.0, 0.0, 0.4, 0.0, 0.0, 0.5, 0.5) == pytest.approx(1.0 - 0.0875)
    assert anticipation.anticipated_cost(1.0, 0.25, 0.4, 0.0, 0.0) == pytest.approx(1.0 - 0.4 * 0.75 / 2.0)
    assert anticipation.saving_effort(0.3, 0.4, 0.5) == 0.0


def test_a_loss_is_made_good_up_to_what_anybody_would_cut() -> None:
    assert anticipation.forced_cut(0.1, np.array([-1.0, 0.0, 0.2, 9.0]), 0.5, 0.4) == pytest.approx([0.1, 0.1, 0.2, 0.4])
    assert anticipation.forced_cut(0.1, 9.0, 0.0, 0.4) == 0.1
