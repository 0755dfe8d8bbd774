"""Newcomers may show a certificate, which the able have cheaper; purchasers think better of those who do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, organization_account
from gpssim.month.monitoring import beliefs
from gpssim.rules.ability import of_both_tasks
from gpssim.rules.certification import certificate_cost, certifies

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def take_certificate(market: MarketState, row: int, pay_certified: float, pay_other: float) -> None:
    """A newcomer takes the certificate if what it expects with it (yuan), less its cost, is no less than without, and it can pay.

    Ability is exp(latent ability), so that the usual organization pays the lever's cost. Source: Spence 1973.
    """
    o, level = market.organizations, market.policy_state.levers.certificate
    domain = market.world.domains[int(o.founding_domain[row])]
    ability = float(np.exp(of_both_tasks(o.ability_verifiable[row], o.ability_nonverifiable[row], domain.verifiability)))
    cost = certificate_cost(level, ability)
    if not certifies(pay_certified, pay_other, level, ability) or cost > float(o.cash_fen[row]) / 100.0:
        return
    o["certified"][row] = True
    market.ledger.book(market.month, "setup", organization_account(row), OUTSIDE, cost, market.books)
    beliefs.begin_records(market, range(row, row + 1), market.world.information.certificate_score)
