"""What is written about districts each month, where population, targeting, participation, committees or the hotline are at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import districts
from gpssim.state.districts import target_groups

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def at_work(market: MarketState) -> bool:
    """Whether there is anything to write."""
    levers, society = market.policy_state.levers, market.world.society
    asked = any((levers.targeting, levers.participation, levers.hotline))
    return asked or society.population.moves or society.committees.relief > 0.0


def record_districts(market: MarketState) -> None:
    """One row for each district."""
    if not at_work(market):
        return
    c, n, here = market.citizens.columns, market.world.city.n_districts, market.citizens.here
    target, aimed = target_groups(market)[c.group], market.policy_state.levers.targeting > 0.0
    seen, in_need = (c.target == 1) & aimed, c.need.sum(axis=1)

    def needs(which: np.ndarray) -> np.ndarray:
        return np.bincount(c.district, weights=in_need * which, minlength=n)

    market.recorder.block(
        "districts",
        month=market.since_switch,
        district=np.arange(n),
        n_citizens=np.bincount(c.district[here], minlength=n),
        **market.moves,
        n_target=needs(target & aimed),
        n_missed=needs(target & aimed & ~seen),
        n_leaked=needs(seen & ~target),
        committee_load=np.nan_to_num(market.purchasers.committee_load[:n]),
        outreach=districts.outreach(market),
        n_hotline=market.called,
    )


def record_enterprises(market: MarketState) -> None:
    """Enterprises by district; nothing where there are none."""
    if not len(market.enterprises):
        return
    e, c, n = market.enterprises, market.contracts, market.world.city.n_districts
    rows = np.flatnonzero(c.enterprise_places > 0)
    places = c.enterprise_places[rows]

    def by_district(which: np.ndarray) -> np.ndarray:
        return np.bincount(e.district[which], minlength=n)

    def over_contracts(values: np.ndarray) -> np.ndarray:
        return np.bincount(c.district[rows], weights=places * values, minlength=n)

    market.recorder.block(
        "enterprises",
        month=market.since_switch,
        district=np.arange(n),
        n_enterprises=by_district(np.arange(len(e))),
        n_need=by_district(e.need == 1),
        n_served=by_district(e.served == 1),
        n_queued=by_district((e.need == 1) & (e.served == 0)),
        places=over_contracts(np.ones(rows.size)),
        delivered_latent=over_contracts(c.quality[rows]),
        value=over_contracts(c.price[rows]),
    )
