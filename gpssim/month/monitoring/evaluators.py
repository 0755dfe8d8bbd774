"""Third parties evaluate part of the contracts: they see more, cost money, may be captured, and citizens may expose that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.month.monitoring import violations
from gpssim.records.truth import Truth
from gpssim.rules.favoring import capture_chance
from gpssim.state import districts

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def evaluated_by_third_party(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Which contracts that come to acceptance a third party evaluates, bool, shape of ``rows``."""
    share = market.policy_state.levers.third_party
    if share <= 0.0:
        return np.zeros(rows.size, dtype=bool)
    c = market.contracts
    return np.asarray((market.luck.uniforms("third party", c.luck[rows]) < share) & ~c.bridge[rows])


def evaluate(market: MarketState, rows: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """What third parties find about contracts, latent: what they saw, their error, and what a captured one adds; paid and recorded.

    ``seen`` is verifiable quality and the experience of clients whom the provider did not nominate. A capture that citizens expose
    is put right before the evaluation counts.
    """
    c, e = market.contracts, market.world.evaluators
    participation = districts.district_mean(market, market.citizens.participation)[c.district[rows]]
    left = e.purchaser_choice if market.policy_state.levers.evaluator_choice == "purchaser" else 1.0
    chance = capture_chance(e.capture, left, e.participation_shield, participation)
    captured = market.luck.uniforms("evaluator", c.luck[rows]) < chance
    exposed = captured & (market.luck.uniforms("exposure", c.luck[rows]) < e.exposure * participation)
    c["evaluated"][rows], c["captured"][rows] = True, captured
    for row, known in zip(rows[captured].tolist(), exposed[captured].tolist(), strict=True):
        expose(market, row, known)
    for row in rows.tolist():
        market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, e.fee, market.books)
        market.flows["procedure_cost"][c.purchaser[row], c.domain[row]] += e.fee
    error = e.noise * market.luck.normals("evaluator's error", c.luck[rows])
    return np.asarray(seen + error + e.capture_bias * (captured & ~exposed))


def expose(market: MarketState, row: int, known: bool) -> None:
    """Write a captured evaluation down; where it was exposed, its provider is fined and banned."""
    c = market.contracts
    who = int(c.organization[row])
    fined = violations.fine_and_ban(market, who, float(c.value[row])) if known else 0.0
    where = (int(c.project[row]), int(c.attempt[row]), int(c.purchaser[row]), who)
    violations.record_violation(market, Truth.CAPTURED, where, (known, "fine_ban" if known else "", fined))
