"""Harmful cost cutting and innovation cannot be contracted: who keeps what they yield differs in-house and outsourced."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gpssim.market import ContractTerms
from gpssim.rules.ownership import Claims, Technology, claims, efforts, quality_change, welfare
from gpssim.rules.peaks import threshold
from gpssim.theory.evidence import Answer, Evidence, Inputs, Reference, Setting, Solved, quantity_unknown
from gpssim.theory.naming import parsed

PARTS: Final = ("gpssim.rules.ownership", "gpssim.rules.peaks")
MOST_DAMAGE: Final = 1e6


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: both efforts maximize claims less their cost; the first best maximizes welfare."""
    outsourced, employed = ContractTerms(residual_claim=1.0), ContractTerms(residual_claim=inputs["lam"])
    who = {"private": claims(outsourced, keeps_control=True), "inhouse": claims(employed, keeps_control=False)}
    everybody = Claims(1.0, 1.0, 1.0)

    @lru_cache
    def results(owner: str, damage: float) -> dict[str, float]:
        technology = Technology(inputs["A"], damage, inputs["dq"])
        effort = efforts(technology, who.get(owner, everybody))
        return {
            "e": effort[0],
            "i": effort[1],
            "W": welfare(technology, effort),
            "quality": quality_change(technology, effort),
        }

    def inhouse_lead(damage: float) -> float:
        return results("inhouse", damage)["W"] - results("private", damage)["W"]

    def answer(quantity: str, of: Inputs) -> Evidence:
        if parsed(quantity).name == "theta_threshold":
            return Solved(threshold(inhouse_lead, 0.0, MOST_DAMAGE))
        measure, _, owner = quantity.partition("_")
        if measure not in ("e", "i", "W", "quality") or owner not in (*who, "first_best"):
            raise quantity_unknown(quantity, ("e_private", "i_inhouse", "W_first_best", "quality_private", "theta_threshold"))
        value = results(owner, inputs["th"])[measure]
        return Reference(value) if owner == "first_best" else Solved(value)

    return answer
