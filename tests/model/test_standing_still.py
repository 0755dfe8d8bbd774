"""Counterweights: what is forgotten, who leaves for want of work, what is spent, who is hired; neutral values change nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import small_scenario, varied

from gpssim.model import PublicServiceMarket
from gpssim.month.service import forgetting


def market(months: int = 0, **changes: Any) -> PublicServiceMarket:
    model = PublicServiceMarket(varied(**changes), "status_quo", seed=7, check=True).warm_up()
    for _ in range(months):
        model.step()
    return model


FORGETFUL = {"world__citizens__trust_reversion": 0.1, "world__citizens__aspiration_reversion": 0.2}


def test_everybody_forgets_a_part_of_what_moved_it() -> None:
    model = market(**FORGETFUL)
    c = model.citizens.columns
    far = c["first_trust_government"] - c["trust_government"]
    assert np.abs(far).max() > 0.01  # something was lived through
    expected, aspired = c["trust_government"] + 0.1 * far, 0.8 * c["aspiration"] + 0.2 * 0.3
    forgetting.forget(model)
    assert c["trust_government"] == pytest.approx(expected)
    assert c["aspiration"] == pytest.approx(aspired)


def test_expectations_that_ideas_raise_are_not_forgotten() -> None:
    model = market(world__society__population__rising_aspiration=0.12, **FORGETFUL)
    assert forgetting.usual_aspiration(model) == pytest.approx(0.3 + 0.01 * (model.month + 1))


@pytest.mark.parametrize("name", ["trust_government", "trust_providers", "aspiration"])
def test_a_city_that_forgets_stays_closer_to_where_it_began(name: str) -> None:
    usual, forgetful = (market(24, **changes).citizens.columns for changes in ({}, FORGETFUL))
    first = usual[f"first_{name}"] if name != "aspiration" else small_scenario().world.citizens.aspiration
    assert np.abs(forgetful[name] - first).mean() < 0.8 * np.abs(usual[name] - first).mean()


def test_a_wait_that_is_one_failure_costs_less_trust_than_one_of_every_month() -> None:
    again, once = (market(24, world__citizens__waiting_again=a, world__citizens__patience=2).citizens for a in (1.0, 0.0))
    assert once.trust_government.mean() > again.trust_government.mean() + 0.002
    assert once.blamed.max() > 3
