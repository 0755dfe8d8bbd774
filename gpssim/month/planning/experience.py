"""Officials learn from results: what a mechanism was worth, at home and where others disclose it; scandals make them cautious."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.rules.adoption import learned
from gpssim.state import records_of_work
from gpssim.state.contract_row import END_REASONS
from gpssim.state.officials import advantage, risk_aversion

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

SCANDALS: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "insolvent", "defaulted", "banned"))
"""Ends of contracts that officials are blamed for: nobody is for a provider that left by chance, or that a rule struck off."""


def learn_from_results(market: MarketState) -> None:
    """At the end of a month: results of the contracts accepted in it, scandals, and a row of ``officials`` for each purchaser."""
    officials = market.world.officials
    if officials.learning > 0.0:
        take_results(market)
    if officials.scandal > 0.0:
        remember_scandals(market)
    if officials.diffusion or officials.learning > 0.0 or officials.scandal > 0.0:
        record_officials(market)


def take_results(market: MarketState) -> None:
    """Every purchaser learns from its own results, and by less from those of others that are disclosed, in order of their luck."""
    c, p, officials = market.contracts, market.purchasers, market.world.officials
    rows = np.flatnonzero((c.end == market.month + 1) & np.isfinite(c.found) & ~c.bridge)
    rows = rows[np.argsort(c.luck[rows])]
    disclosed = market.luck.uniforms("disclosure", c.luck[rows]) < market.policy_state.levers.disclosure
    for row, told in zip(rows.tolist(), disclosed.tolist(), strict=True):
        place, worth = int(c.mechanism[row]), records_of_work.worth_of(market, row)
        for g in range(len(p)) if told else (int(c.purchaser[row]),):
            weight = 1.0 if g == c.purchaser[row] else officials.others_weight
            p["worth"][g, place] = learned(float(p.worth[g, place]), worth, officials.learning * weight)
            p["n_results"][g, place] += weight


def remember_scandals(market: MarketState) -> None:
    """Contracts terminated, providers that failed or shirked, own violations found out: they stay in mind for a while."""
    c = market.contracts
    failed = (c.ended == market.month) & np.isin(c.end_reason, SCANDALS)
    rows = np.flatnonzero(failed | (c.caught & (c.end == market.month + 1)))
    found_out = np.flatnonzero(market.purchasers.scandal_month == market.month)
    until = market.month + 1 + market.world.officials.scandal_months
    market.purchasers["scandal_until"][np.append(c.purchaser[rows], found_out)] = until


def record_officials(market: MarketState) -> None:
    """A row of ``officials`` for each purchaser."""
    p = market.purchasers
    rows = np.arange(len(p))
    market.recorder.block(
        "officials",
        month=market.since_switch,
        purchaser=rows,
        adopted=p.adopted,
        threshold=p.adoption_threshold,
        advantage=advantage(market),
        risk_aversion=np.array([risk_aversion(market, int(g)) for g in rows]),
        n_results=p.n_results.sum(axis=1),
    )
