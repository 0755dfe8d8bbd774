"""Violations found out: their rows, fines and bans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.records.truth import Truth
from gpssim.rules import favoring
from gpssim.state import districts
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

NEVER = 0.0


def chance_of(market: MarketState, kind: Truth) -> float:
    """What officials find out by themselves, by kind of violation."""
    v = market.world.violations
    return {
        Truth.FAVORITISM: v.favoritism_detection,
        Truth.TAILORED: v.tailoring_detection,
        Truth.ACCOMPANYING: v.accompanying_detection,
        Truth.LEAK: v.leak_detection,
        Truth.SPLITTING: v.splitting_detection,
        Truth.LOCAL_PROTECTION: v.local_detection,
        Truth.COLLUSION: v.collusion_detection if v.on else NEVER,
        Truth.FAKE_DOCUMENTS: v.fake_detection,
        Truth.PASSED_ON: v.passing_on_detection,
    }[kind]


def detection(market: MarketState, kind: Truth, district: int) -> float:
    """Chance that a violation in a district comes to light: officials, and the public as far as it is told and takes part."""
    base, oversight = chance_of(market, kind), market.world.violations.oversight * market.world.violations.on
    participation = float(districts.district_mean(market, market.citizens.participation)[district])
    return favoring.seen(base, oversight, market.policy_state.levers.disclosure, participation)


def fine_and_ban(market: MarketState, row: int, value: float) -> float:
    """A fine as far as cash goes, and a ban; returns yuan. Source: Procurement Law art. 77, VERIFIED."""
    o, v = market.organizations, market.world.violations
    fen = min(to_fen(v.sanction * value), max(0, int(o.cash_fen[row])))
    market.ledger.transfer(market.month, "fine", organization_account(row), TREASURY, fen, market.books)
    o["debarred_until"][row] = max(int(o.debarred_until[row]), market.month + 1 + v.ban)
    return fen / 100.0


def record_violation(market: MarketState, kind: Truth, where: tuple[int, int, int, int], outcome: tuple[bool, str, float]) -> None:
    """One row of ``violations``; ``where`` is project, attempt, purchaser, organization."""
    columns = dict(zip(("project", "attempt", "purchaser", "organization"), where, strict=True))
    result = dict(zip(("detected", "sanction", "fine"), outcome, strict=True))
    market.recorder.row("violations", month=market.since_switch, kind=kind.word, **columns, **result)
