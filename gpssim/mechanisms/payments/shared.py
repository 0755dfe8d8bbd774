"""Cost that is shared 成本分担."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.plugins import plugin
from gpssim.scenario.fields import share


@plugin
class Shared(PaymentRule):
    """The purchaser bears a part of what cost exceeds the price, and gets the same part of what is saved.

    Half shared, 100,000 yuan agreed, 120,000 spent: 110,000 are paid; 90,000 spent: 95,000. Less risk for the provider, less reason
    to save.
    """

    name: ClassVar[str] = "shared"
    label: ClassVar[str] = "cost shared"
    label_zh: ClassVar[str] = "成本分担"
    source: ClassVar[str] = "Laffont & Tirole 1993; McAfee & McMillan 1986"

    part: float = share(
        0.5, "part of the difference between realized cost and value that the purchaser bears", "assumption, range 0.2-0.8"
    )

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, basis="shared", slope=0.0, benefit_share=0.0, cost_share=self.part)
