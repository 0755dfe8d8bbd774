"""A price for each unit delivered 按量计价."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule, instalments
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class PerUnit(PaymentRule):
    """Every unit delivered is paid, at regular dates and what is left after acceptance; not delivered is not paid.

    1200 place-months for 100,000 yuan, four dates, no advance: after a third of the term, with 300 of the 400 units due delivered,
    25,000 are paid and not 33,333. Whoever is paid by the unit has a reason to take those who cost little to serve.
    """

    name: ClassVar[str] = "per_unit"
    label: ClassVar[str] = "per unit delivered"
    label_zh: ClassVar[str] = "按量计价"
    source: ClassVar[str] = "Order 102 (2020): paid by quantity and quality, VERIFIED; dates: assumption"

    advance: float = share(0.3, "paid at signing, share of the value", "assumption, range 0-0.3")
    dates: int = param(
        5, "payments", "payments in all, that at signing and that after acceptance among them", "quarterly", ge=2, le=6
    )

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        rest = (1.0 - self.advance) / (self.dates - 1)
        return replace(
            usual,
            basis="per_unit",
            schedule=instalments(self.advance, rest, self.dates),
            stage_check="delivered",
            slope=0.0,
            benefit_share=0.0,
            cost_share=0.0,
        )
