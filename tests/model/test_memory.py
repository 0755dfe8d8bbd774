"""A run that was released leaves nothing behind."""

from __future__ import annotations

import gc
import weakref

from small_market import small_scenario

from gpssim.model import PublicServiceMarket


def test_a_released_model_is_freed() -> None:
    model = PublicServiceMarket(small_scenario(), seed=1)
    model.step()
    model.citizens.as_agentset([1, 2])
    gone = weakref.ref(model)
    model.release()
    model.release()  # twice does no harm
    del model
    gc.collect()
    assert gone() is None


def test_branches_do_not_hold_each_other() -> None:
    market = PublicServiceMarket(small_scenario(), seed=1)
    branch = market.branch("directed_commission")
    gone = weakref.ref(market)
    market.release()
    del market
    gc.collect()
    assert gone() is None
    branch.step()
    branch.release()
