"""A fixed price 总价包干."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.plugins import plugin


@plugin
class Fixed(PaymentRule):
    """The price agreed on for the work agreed on, by the usual instalments; deductions at acceptance as the levers say.

    100,000 yuan by 50/40/10: 50,000 at signing, 40,000 at mid-term, 10,000 after acceptance, whatever quality was found, less
    penalties. Nothing is paid for quality above the promise, no cost is shared: all risk of cost is the provider's.
    """

    name: ClassVar[str] = "fixed"
    label: ClassVar[str] = "fixed price"
    label_zh: ClassVar[str] = "总价包干"
    source: ClassVar[str] = "Order 102 (2020); Regulation art. 51, VERIFIED"

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, basis="fixed", slope=0.0, benefit_share=0.0, cost_share=0.0)
