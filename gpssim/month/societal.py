"""What is written about districts each month, where population, targeting, participation, committees or the hotline are at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import committees
from gpssim.month.reaching import target_groups

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def at_work(model: PublicServiceMarket) -> bool:
    """Whether there is anything to write."""
    levers, society = model.policy_state.levers, model.world.society
    asked = any((levers.targeting, levers.participation, levers.hotline))
    return asked or society.population.moves or society.committees.relief > 0.0


def record(model: PublicServiceMarket) -> None:
    """One row for each district."""
    if not at_work(model):
        return
    c, n, here = model.citizens.columns, model.world.city.n_districts, model.citizens.here
    target, aimed = target_groups(model)[c.group], model.policy_state.levers.targeting > 0.0
    seen, in_need = (c.target == 1) & aimed, c.need.sum(axis=1)

    def needs(which: np.ndarray) -> np.ndarray:
        return np.bincount(c.district, weights=in_need * which, minlength=n)

    model.recorder.block(
        "districts",
        month=model.since_switch,
        district=np.arange(n),
        n_citizens=np.bincount(c.district[here], minlength=n),
        **model.moves,
        n_target=needs(target & aimed),
        n_missed=needs(target & aimed & ~seen),
        n_leaked=needs(seen & ~target),
        committee_load=np.nan_to_num(model.purchasers.committee_load[:n]),
        outreach=committees.outreach(model),
        n_hotline=model.called,
    )
