"""Supply by district and domain as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import districts, practices
from gpssim.state.domains import names as domain_names
from gpssim.state.quality import report_bias
from gpssim.units import shown_quality

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def record_services(market: MarketState) -> None:
    """Supply by district and domain."""
    c, scales = market.contracts, market.world.scales
    n_domains, n_districts = len(market.world.domains), market.world.city.n_districts
    rows = np.flatnonzero(c.delivered_places * c.active + c.active > 0)
    cell, n = c.district[rows].astype(np.int64) * n_domains + c.domain[rows], n_domains * n_districts
    places = c.delivered_places[rows]

    def shown(latent: np.ndarray) -> np.ndarray:
        return shown_quality(latent, scales.quality_reference, scales.quality_scale)

    def total(weights: np.ndarray) -> np.ndarray:
        return np.bincount(cell, weights=weights, minlength=n)

    district, domain = np.divmod(np.arange(n), n_domains)
    providers = np.unique(cell * len(market.organizations) + c.organization[rows]) // len(market.organizations)
    reported = c.quality[rows] + report_bias(market, rows)
    market.recorder.block(
        "services",
        month=market.since_switch,
        district=district,
        domain=domain_names(market)[domain],
        n_contracts=np.bincount(cell, minlength=n),
        n_providers=np.bincount(providers, minlength=n),
        places_contracted=total(c.places[rows]),
        places_delivered=total(places),
        places_gap=districts.gaps(market).ravel(),
        places_bridge=total(places * c.bridge[rows]),
        promised_quality=total(places * shown(c.promised[rows])),
        delivered_quality=total(places * shown(c.quality[rows])),
        reported_quality=total(places * shown(reported)),
        promised_latent=total(places * c.promised[rows]),
        delivered_latent=total(places * c.quality[rows]),
        delivered_verifiable=total(places * c.quality_verifiable[rows]),
        delivered_nonverifiable=total(places * c.quality_nonverifiable[rows]),
        effort_verifiable=total(places * c.effort_verifiable[rows]),
        effort_nonverifiable=total(places * c.effort_nonverifiable[rows]),
        contract_value=total(places * (c.price[rows] - c.fee[rows])),
        cost_delivery=total(c.month_cost[rows]),
        cost_effort=total(c.month_effort[rows]),
        **{name: total(places * values) for name, values in practices.recorded(market, rows).items()},
    )
