"""What a promise costs its bidder, by hand; that it counts in who offers is the market case ``scoring_tender``."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from gpssim.bidding.base import Offer, PromiseTerms
from gpssim.bidding.promising import cost_of_promise


def test_what_is_kept_takes_effort_and_the_rest_risks_a_deduction() -> None:
    """Unit cost 100, curvature 0.2: half of a promise of 1 takes 20/2 * 0.5**2 = 2.5, the rest risks 0.5 * 80 * 0.3 * 0.4 = 4.8."""
    terms = PromiseTerms(effort_cost=0.2, penalty=0.5, tolerance=0.1, detection=0.3)
    n = np.full(4, 1.0)
    info = SimpleNamespace(promise=terms, honesty=np.array([0.5, 0.5, 1.0, 0.5]), cost=100.0 * n, quality=0.0 * n)
    offer = Offer(price=80.0 * n, promised_quality=n, win_probability=n, sincere=np.array([True, False, True, True]))
    promised = np.array([1.0, 1.0, 1.0, -1.0])
    expected = [2.5 + 0.3 * 0.5 * 80.0 * 0.4, 0.3 * 0.5 * 80.0 * 0.9, 10.0, 0.0]
    assert cost_of_promise(info, offer, promised).tolist() == pytest.approx(expected)  # type: ignore[arg-type]  # as far as it is asked
