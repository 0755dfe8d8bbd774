"""Terms frozen at signing: one type of contract, of which every incentive scheme is a setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaymentBasis = Literal["fixed", "per_unit", "outcome", "shared", "grant"]
Assignment = Literal["purchaser", "citizen"]
AuditRule = Literal["fixed", "strategic"]
StageCheck = Literal["none", "delivered", "accepted"]


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """How a contract pays, what it answers for, who assigns citizens, how long it lasts and what continues it.

    Pay for a term is, per yuan of its value b: ``b + slope (x - yardstick x_others) + cost_share (C - b) - penalty - fine``, with
    x what acceptance finds above the promise and C the realized cost. Every incentive has a neutral value, its default, that
    switches it off. Changes of policy never reach a contract that is in force.
    Where users pay a fee, b is what the price leaves to the purchaser.
    """

    basis: PaymentBasis = "fixed"
    assignment: Assignment = "purchaser"
    months: int = 12
    """Months from start to acceptance."""
    cycle_years: int = 1
    """Years the line stays with the winner, signed year by year subject to acceptance."""
    schedule: tuple[float, ...] = (0.3, 0.4, 0.3)
    """Shares paid at signing, at regular dates, after acceptance: two to six, they sum to 1."""
    stage_check: StageCheck = "none"
    """What is looked at before a payment between the first and the last: nothing, what was delivered, or its quality too."""
    retention: float = 0.0
    """Part of every payment that is held back until acceptance, in [0, 1)."""
    retention_months: int = 0
    """Months for which it is held back after acceptance, >= 0."""
    late_interest: float = 0.0
    """Interest on instalments that the purchaser pays late, share a year, >= 0."""
    penalty: float = 0.0
    """Deduction per unit of latent shortfall found at acceptance, as a share of the contract's value."""
    coaching: float = 0.0
    """Intensity of support that raises ability, in [0, 1]."""
    record: Literal["published", "own"] = "published"
    """Which record decides about continuation: published evaluations or the purchaser's own belief."""

    slope: float = 0.0
    """Pay per latent unit of verifiable output above the promise (beta), as a share of the contract's value, >= 0."""
    yardstick: float = 0.0
    """Weight (gamma) of what comparable contracts delivered above their promises, subtracted from x, in [0, 1]."""
    cost_share: float = 0.0
    """Part (alpha) of the difference between realized cost and value that the purchaser bears, or gets, in [0, 1]."""
    benefit_share: float = 0.0
    """Part of the purchaser's own value of quality above the promise that goes to the provider: adds to the slope; in [0, 1]."""
    residual_claim: float = 1.0
    """Part of what is left of pay less cost that belongs to who exerts effort: 1 for a contractor, less for an employee."""
    bonus: float = 0.0
    """Bonus that no court enforces, paid while both sides gain from going on, as a share of the contract's value, >= 0."""
    audit: AuditRule = "fixed"
    """Whether inspection of what was promised follows the rate, or answers the provider's temptation (mixed equilibrium)."""
    audit_rate: float = 0.0
    """Chance that a term is audited, in [0, 1]; where audits are strategic, the highest chance."""
    detection: float = 1.0
    """Chance that an audit of a shirking provider finds it out, in [0, 1]."""
    fine: float = 0.0
    """Fine for shirking found out, as a share of the contract's value, >= 0."""
    debarment: int = 0
    """Months in which a provider found shirking may not offer, >= 0; -1: for good."""
    bond: float = 0.0
    """What a provider that defaults forfeits, as a share of the contract's value, >= 0."""
    liability: float = float("inf")
    """Most that a provider loses with a contract beyond its bond, as a share of the contract's value, >= 0."""
    renegotiation: float = 0.0
    """Rent a provider wins when it renegotiates a signed contract, as a share of the contract's value, >= 0."""
    hazard: float = 0.0
    """Chance that a contract ends before its term through nobody's fault, per month, in [0, 1]."""
    unpaid: float = 0.0
    """Part of a place's work and cost that volunteers take over without pay, in [0, 1)."""
    per_post: bool = False
    """Whether posts seconded to streets are paid, whatever they deliver."""
    fee: float = 0.0
    """What a user pays for a place a month, yuan, part of the price: the purchaser pays the rest; >= 0."""
    exemption: float = 0.0
    """Part of the fee that vulnerable groups are spared, in [0, 1]."""
    exemption_paid: float = 0.0
    """Part of what they are spared that the purchaser makes good at acceptance, in [0, 1]."""
    idle_cost: float = 0.0
    """Part of its cost that a place causes when nobody uses it, where what counts is what users used; in [0, 1]."""
    investment: float = 0.0
    """What the provider puts into equipment for a delivered place a month, yuan, >= 0."""
    effort_agreed: bool = False
    """Whether effort is part of the contract and can be enforced (full information), not the provider's own affair."""
