"""The month as rows: sums and counts, copied, never read back by the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents import kernel
from gpssim.month.recording import districts, organizations, supply
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state import records_of_work
from gpssim.state.districts import sums_by_group
from gpssim.state.domains import names as domain_names

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

QUARTER = 3


def record(market: MarketState) -> None:
    """Write the month (from the switch on); organizations at the end of a quarter."""
    if market.since_switch < 0:
        return
    record_monthly(market)
    record_public(market)
    supply.record_services(market)
    record_purchasers(market)
    districts.record_districts(market)
    districts.record_enterprises(market)
    if (market.since_switch + 1) % QUARTER == 0:
        organizations.record_organizations(market)


def record_monthly(market: MarketState) -> None:
    """Citizens by district, domain and group: cells with anybody in need, or in which a need ended."""
    cells = market.cells
    touched = (cells[..., kernel.NEED] + cells[..., kernel.ENDED] + cells[..., kernel.ONSET]) > 0
    district, domain, group = np.nonzero(touched)
    sums = dict(zip(kernel.CELL_COLUMNS, cells[touched].T, strict=True))
    market.recorder.block(
        "monthly",
        month=np.full(district.size, market.since_switch),
        district=district,
        domain=domain_names(market)[domain],
        group=np.array(GROUPS, dtype=object)[group],
        n_citizens=market.group_sizes[district, group],
        **sums,
    )


def record_public(market: MarketState) -> None:
    """States of citizens that belong to no domain, by district and group."""
    n_groups, n = len(GROUPS), market.group_sizes.size
    sums = sums_by_group(market, ("trust_government", "trust_providers", "awareness", "participation", "aspiration"))
    district, group = np.divmod(np.arange(n), n_groups)
    market.recorder.block(
        "public",
        month=market.since_switch,
        district=district,
        group=np.array(GROUPS, dtype=object)[group],
        n_citizens=market.group_sizes.ravel(),
        legitimacy=(market.legitimacy[:, None] * market.group_sizes).ravel(),
        **sums,
    )


def record_purchasers(market: MarketState) -> None:
    """Public money and officials' time by purchaser and domain; errors of belief by purchaser and the domains of those known."""
    n_domains = len(market.world.domains)
    purchaser, domain = np.divmod(np.arange(market.appropriations.size), n_domains)
    error, bias, known = records_of_work.belief_errors(market)
    flows = {name: values.ravel() for name, values in market.flows.items()}
    market.recorder.block(
        "purchasers",
        month=market.since_switch,
        purchaser=purchaser,
        domain=domain_names(market)[domain],
        belief_error=error.ravel(),
        belief_bias=bias.ravel(),
        n_beliefs=known.ravel(),
        **flows,
    )
