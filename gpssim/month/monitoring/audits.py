"""Audits at acceptance: who shirked or passed its contract on, and is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.month.monitoring import bans, violations
from gpssim.records.truth import Truth
from gpssim.state import stakes
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

FOR_GOOD: Final = 2**31 - 1


def audit(market: MarketState, rows: np.ndarray) -> None:
    """Audits at acceptance: with whom fault is found pays the fine as far as its cash goes, and may not offer for a while.

    Fault is found with who shirked, as far as its purchaser is diligent, and by mistake with others (``conduct.false_alarm``).
    """
    c, o, p = market.contracts, market.organizations, market.world.purchasers
    audited = rows[market.luck.uniforms("audit", c.luck[rows]) < c.audit_chance[rows]]
    np.add.at(market.flows["monitoring_hours"], (c.purchaser[audited], c.domain[audited]), p.inspection_hours)
    chance = np.where(c.shirks[audited], stakes.diligence(market, audited), market.world.conduct.false_alarm)
    found = audited[market.luck.uniforms("detection", c.luck[audited]) < chance]
    c["caught"][found] = True
    for row in found:
        i = int(c.organization[row])
        fen = min(to_fen(float(c.fine[row] * c.value[row])), max(0, int(o.cash_fen[i])))
        market.ledger.transfer(market.month, "fine", organization_account(i), TREASURY, fen, market.books)
        market.flows["penalties"][c.purchaser[row], c.domain[row]] += fen / 100.0
        until = FOR_GOOD if c.debarment[row] < 0 else market.month + 1 + int(c.debarment[row])
        bans.ban(market, i, int(c.purchaser[row]), until, "shirking")


def find_out(market: MarketState, rows: np.ndarray) -> None:
    """At acceptance: who passed a contract on and is found out is fined and banned."""
    if market.world.violations.passing_on <= 0.0:
        return
    c = market.contracts
    for row in rows[c.passed_on[rows]].tolist():
        who, purchaser = int(c.organization[row]), int(c.purchaser[row])
        chance = violations.detection(market, Truth.PASSED_ON, int(c.district[row]))
        found = market.luck.uniform("detection of passed_on", int(c.luck[row])) < chance
        fined = violations.fine_and_ban(market, who, float(c.value[row])) if found else 0.0
        where = (int(c.project[row]), int(c.attempt[row]), purchaser, who)
        violations.record_violation(market, Truth.PASSED_ON, where, (found, "fine_ban" if found else "", fined))
