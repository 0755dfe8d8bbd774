"""Every mechanism buys everything in a small city, with money, places and people checked after every month."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from small_market import frames_of, varied

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.state.contract_row import END_REASONS

SIZES = {"world__city__n_citizens": 2000, "warm_up": 3, "months": 14}


@lru_cache
def start() -> PublicServiceMarket:
    return PublicServiceMarket(varied(**SIZES), seed=11, check=True).warm_up()


@pytest.mark.parametrize("name", registry.mechanisms())
def test_it_runs_to_the_end_and_buys(name: str) -> None:
    model = start().branch(name).run()
    bought = model.contracts.mechanism == model.mechanism_names.index(name)
    assert bought.any()
    assert (model.contracts.value[bought] > 0.0).any()
    assert set(model.contracts.end_reason[bought].tolist()) <= set(range(len(END_REASONS)))
    fees = frames_of(model)["monthly"]["user_fees"].sum()
    assert (fees > 0.0) == (name == "concession")
    assert np.isfinite(fees)
