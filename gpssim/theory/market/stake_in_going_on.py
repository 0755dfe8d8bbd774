"""Who may lose its line works for the record that decides: on the task that is seen, by what being in is worth beyond being out.

Who is in earns the margin ``m`` of a place (never a loss) and stays with its own chance ``k``, who is out comes in with its
chance ``w``: ``V_in = m + d (k V_in + (1 - k) V_out)``, ``V_out = d (w V_in + (1 - w) V_out)``. Who does not go on may win the
line anew, so that at stake is ``V_in - (w V_in + (1 - w) V_out)``. The chance to go on rises with a unit of quality by the
density of a close choice, ``g u`` times that of a normal with ``sd`` at 0, where a year's signals move the record by ``g``,
quality is worth ``u`` a unit and rivals differ by ``sd``. The purchaser's own record hears inspections of the first task, and
clients of both, by precision; each task is rewarded as it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import one_domain, special, under, until_contracts

VERBS = ("deliver",)
RULES = ("effort.career_reward", "effort.continuation_slope", "effort.quality_effort")
SOURCE = "core model, eq. (7): values of being in and out by the Bellman equations; normal learning; close choices of a probit"

UNIT, V, K, YEARLY, YEARS = 100.0, 0.3, 0.4, 0.9, 2
PRIOR, WORTH, COST_SD, INSPECTION_ERROR, VOICE_ERROR, HEARD, LOOKS = 0.6, 0.35, 0.12, 0.5, 0.8, 0.4, 0.25
KEEP = np.array([0.9, 0.6, 0.3, 0.8, 0.7, 0.95, 0.5, 0.6])
WIN = np.array([0.0, 0.3, 0.7, 0.5, 0.1, 0.2, 0.9, 0.6])


def found(seed: int) -> Iterator[Found]:
    """Commissions in their second month; chances, margins and how often is inspected are set by hand."""
    market = commissions(seed)
    o, c = market.organizations, market.contracts
    o["continuation_rate"][:], o["win_rate"][:] = KEEP, WIN
    c["unit_cost"][:] = c.price * np.resize([0.95, 0.8, 1.1, 0.9], len(c))
    market.purchasers["inspection_rate"][:] = LOOKS
    market.step()
    reward, voice = np.array([worth_of_quality(market, row) for row in range(len(c))]), part_of_voice()
    yield exactly("effort on the verifiable task", reward * (1.0 - voice + voice * V) / K, c.effort_verifiable, 1e-7)
    yield exactly("effort on the other task", reward * voice * (1.0 - V) / K, c.effort_nonverifiable, 1e-7)


def commissions(seed: int) -> PublicServiceMarket:
    """Commissions in their first month."""
    said = {"prior_sd": PRIOR, "monitoring_noise": INSPECTION_ERROR, "voice_noise": VOICE_ERROR, "voice_weight": HEARD}
    dials: dict[str, Any] = under("world.information", **said)
    dials |= {"world.domains": one_domain(V, UNIT), "world.organizations.effort_cost": K, "world.bidding.discount": YEARLY}
    dials |= {"world.purchasers.quality_value": WORTH, "world.organizations.cost_sd": COST_SD}
    levers = {"tender_cycle_years": YEARS, "penalty": 0.0}
    market = special({"warm_up": 0, **dials}, "directed_commission", levers=levers, seed=seed)
    market.organizations["honesty"][:] = 0.0
    return until_contracts(market)


def part_of_voice() -> float:
    """Clients' part of the precision of what a year tells."""
    inspected, told = LOOKS / INSPECTION_ERROR**2, HEARD / VOICE_ERROR**2
    return told / (inspected + told)


def worth_of_quality(market: PublicServiceMarket, row: int) -> float:
    """What a unit of quality is worth to a contract's provider through its chance to stay, in unit costs."""
    c, d = market.contracts, YEARLY**YEARS
    keep, win = KEEP[c.organization[row]], WIN[c.organization[row]]
    margin = max(0.0, float(c.price[row] - c.unit_cost[row])) / UNIT
    going = np.array([[1.0 - d * keep, -d * (1.0 - keep)], [-d * win, 1.0 - d * (1.0 - win)]])
    inside, outside = np.linalg.solve(going, np.array([margin, 0.0]))
    precise = 12.0 * (LOOKS / INSPECTION_ERROR**2 + HEARD / VOICE_ERROR**2)
    moved = 1.0 - (1.0 / (PRIOR**-2 + precise)) / PRIOR**2
    rivals, value = np.hypot(WORTH * PRIOR, COST_SD), float(market.purchasers.quality_value[c.purchaser[row]])
    return float(d * norm.pdf(0.0, scale=rivals) * moved * value * (1.0 - win) * (inside - outside))


TITLE_ZH = "可能失去服务项目者为决定去留的记录而努力：作用于可见任务，程度取决于在位与出局的价值之差"
CHINESE = {
    "effort on the verifiable task": "可核验任务的努力",
    "effort on the other task": "另一项任务的努力",
}
