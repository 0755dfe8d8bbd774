"""Pay before the work 预付款."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.plugins import plugin
from gpssim.scenario.fields import share


@plugin
class InAdvance(PaymentRule):
    """Most is paid at signing, the rest after acceptance. 100,000 yuan at 0.8: 80,000 at once, 20,000 less deductions at the end.

    No organization fails for want of cash before it is paid; what was paid to one that fails all the same is lost, and deductions
    cannot reach what was paid already.
    """

    name: ClassVar[str] = "in_advance"
    label: ClassVar[str] = "in advance"
    label_zh: ClassVar[str] = "预付款"
    source: ClassVar[str] = (
        "venture contests pay 50 % or more at signing, MEMORY; at least 30 % for small firms (国发〔2022〕12号), MEMORY"
    )

    advance: float = share(0.8, "paid at signing, share of the value", "assumption, range 0.5-1")

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(
            usual, basis="fixed", schedule=(self.advance, 0.0, 1.0 - self.advance), slope=0.0, benefit_share=0.0, cost_share=0.0
        )
