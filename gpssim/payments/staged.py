"""Pay by milestones 分期验收付款."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.payments.base import PaymentRule, instalments
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class Staged(PaymentRule):
    """An instalment at every milestone, if what was seen so far lives up to the promise; what is held back waits for the next.

    100,000 yuan, a fifth at signing, five stages: 20,000 at each milestone that is accepted. If the second fails and the third is
    accepted, the third pays 40,000. The last stage is the acceptance of the whole.
    """

    name: ClassVar[str] = "staged"
    label: ClassVar[str] = "by milestones"
    label_zh: ClassVar[str] = "分期验收付款"
    source: ClassVar[str] = "Regulation art. 45: acceptance by stages, MEMORY; stages: assumption"

    advance: float = share(0.2, "paid at signing, share of the value", "assumption, range 0-0.3")
    last: float = share(0.2, "paid after acceptance, share of the value", "10-30 % in practice, MEMORY")
    stages: int = param(
        5, "payments", "payments in all, that at signing and that after acceptance among them", "assumption, range 3-6", ge=3, le=6
    )

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(
            usual,
            basis="fixed",
            schedule=instalments(self.advance, self.last, self.stages),
            stage_check="accepted",
            slope=0.0,
            benefit_share=0.0,
            cost_share=0.0,
        )
