"""Terms frozen at signing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaymentBasis = Literal["fixed", "per_unit", "outcome", "shared", "grant"]
Assignment = Literal["purchaser", "citizen"]


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """How a contract pays, who assigns citizens, how long it lasts and what continues it.

    Changes of policy never reach a contract that is in force.
    """

    basis: PaymentBasis = "fixed"
    assignment: Assignment = "purchaser"
    months: int = 12
    """Months from start to acceptance."""
    cycle_years: int = 1
    """Years the line stays with the winner, signed year by year subject to acceptance."""
    schedule: tuple[float, float, float] = (0.3, 0.4, 0.3)
    """Shares paid at signing, at mid-term, after acceptance; they sum to 1."""
    penalty: float = 0.0
    """Deduction per unit of latent shortfall found at acceptance, as a share of the contract's value."""
    coaching: float = 0.0
    """Intensity of support that raises ability, in [0, 1]."""
    record: Literal["published", "own"] = "published"
    """Which record decides about continuation: published evaluations or the purchaser's own belief."""
