"""Pay for posts 岗位购买."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.plugins import plugin


@plugin
class PerPost(PaymentRule):
    """Posts seconded to streets are paid while they are filled, whatever they deliver: nothing is deducted, nothing added.

    A contract of 120,000 yuan whose posts were filled in ten of twelve months earns 100,000. Money follows the usual schedule.
    """

    name: ClassVar[str] = "per_post"
    label: ClassVar[str] = "per post"
    label_zh: ClassVar[str] = "岗位购买"
    source: ClassVar[str] = "Wen 2017, Public Admin. and Development 37(1): Shenzhen buys posts, Guangzhou projects, VERIFIED"

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(usual, basis="fixed", per_post=True, slope=0.0, benefit_share=0.0, cost_share=0.0, bonus=0.0, penalty=0.0)
