"""Terms frozen at signing: one type of contract, of which every incentive scheme is a setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

PaymentBasis = Literal["fixed", "per_unit", "outcome", "shared", "grant"]
Assignment = Literal["purchaser", "citizen"]
AuditRule = Literal["fixed", "strategic"]
StageCheck = Literal["none", "delivered", "accepted"]


def term(default: object, unit: str, meaning: str) -> Any:
    """Declare a term: what it is where nobody sets it, its unit, what it means and its domain.

    A term that is a number or a flag is a column of running contracts under its own name.
    """
    return field(default=default, metadata={"unit": unit, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """How a contract pays, what it answers for, who assigns citizens, how long it lasts and what continues it.

    Pay for a term is, per yuan of its value b: ``b + slope (x - yardstick x_others) + cost_share (C - b) - penalty - fine``, with
    x what acceptance finds above the promise and C the realized cost. Every incentive has a neutral value, its default, that
    switches it off. Changes of policy never reach a contract that is in force.
    Where users pay a fee, b is what the price leaves to the purchaser.
    """

    basis: PaymentBasis = term("fixed", "word", "How it is paid: a fixed amount, for each unit used, on outcome, by shared cost, or as a grant.")
    assignment: Assignment = term("purchaser", "word", "Who assigns citizens: the purchaser, or their own choice.")
    months: int = term(12, "months", "Months from start to acceptance.")
    cycle_years: int = term(1, "years", "Years the line stays with the winner, signed year by year subject to acceptance.")
    schedule: tuple[float, ...] = term((0.3, 0.4, 0.3), "shares", "Shares paid at signing, at regular dates, after acceptance: two to six, they sum to 1.")
    stage_check: StageCheck = term("none", "word", "What is looked at before a payment between the first and the last: nothing, what was delivered, or its quality too.")
    retention: float = term(0.0, "share", "Part of every payment that is held back until acceptance, in [0, 1).")
    retention_months: int = term(0, "months", "Months for which it is held back after acceptance, >= 0.")
    late_interest: float = term(0.0, "share per year", "Interest on instalments that the purchaser pays late, share a year, >= 0.")
    penalty: float = term(0.0, "share per latent", "Deduction per unit of latent shortfall found at acceptance, as a share of the contract's value.")
    coaching: float = term(0.0, "share", "Intensity of support that raises ability, in [0, 1].")
    record: Literal["published", "own"] = term("published", "word", "Which record decides about continuation: published evaluations or the purchaser's own belief.")

    slope: float = term(0.0, "share per latent", "Pay per latent unit of verifiable output above the promise (beta), as a share of the contract's value, >= 0.")
    yardstick: float = term(0.0, "1", "Weight (gamma) of what comparable contracts delivered above their promises, subtracted from x, in [0, 1].")
    cost_share: float = term(0.0, "share", "Part (alpha) of the difference between realized cost and value that the purchaser bears, or gets, in [0, 1].")
    benefit_share: float = term(0.0, "share", "Part of the purchaser's own value of quality above the promise that goes to the provider: adds to the slope; in [0, 1].")
    residual_claim: float = term(1.0, "share", "Part of what is left of pay less cost that belongs to who exerts effort: 1 for a contractor, less for an employee.")
    bonus: float = term(0.0, "share", "Bonus that no court enforces, paid while both sides gain from going on, as a share of the contract's value, >= 0.")
    audit: AuditRule = term("fixed", "word", "Whether inspection of what was promised follows the rate, or answers the provider's temptation (mixed equilibrium).")
    audit_rate: float = term(0.0, "share", "Chance that a term is audited, in [0, 1]; where audits are strategic, the highest chance.")
    detection: float = term(1.0, "share", "Chance that an audit of a shirking provider finds it out, in [0, 1].")
    fine: float = term(0.0, "share", "Fine for shirking found out, as a share of the contract's value, >= 0.")
    debarment: int = term(0, "months", "Months in which a provider found shirking may not offer, >= 0; -1: for good.")
    bond: float = term(0.0, "share", "What a provider that defaults forfeits, as a share of the contract's value, >= 0.")
    liability: float = term(float("inf"), "share", "Most that a provider loses with a contract beyond its bond, as a share of the contract's value, >= 0.")
    renegotiation: float = term(0.0, "share", "Rent a provider wins when it renegotiates a signed contract, as a share of the contract's value, >= 0.")
    hazard: float = term(0.0, "1 per month", "Chance that a contract ends before its term through nobody's fault, per month, in [0, 1].")
    unpaid: float = term(0.0, "share", "Part of a place's work and cost that volunteers take over without pay, in [0, 1).")
    per_post: bool = term(False, "flag", "Whether posts seconded to streets are paid, whatever they deliver.")
    fee: float = term(0.0, "yuan per place-month", "What a user pays for a place a month, yuan, part of the price: the purchaser pays the rest; >= 0.")
    exemption: float = term(0.0, "share", "Part of the fee that vulnerable groups are spared, in [0, 1].")
    exemption_paid: float = term(0.0, "share", "Part of what they are spared that the purchaser makes good at acceptance, in [0, 1].")
    idle_cost: float = term(0.0, "share", "Part of its cost that a place causes when nobody uses it, where what counts is what users used; in [0, 1].")
    investment: float = term(0.0, "yuan per place-month", "What the provider puts into equipment for a delivered place a month, yuan, >= 0.")
    places_move: float = term(0.0, "share", "Part of the places nobody uses that moves each month to providers of the same purchase for whom citizens wait; in [0, 1].")
    effort_agreed: bool = term(False, "flag", "Whether effort is part of the contract and can be enforced (full information), not the provider's own affair.")
