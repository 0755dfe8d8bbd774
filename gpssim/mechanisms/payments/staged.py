"""Pay by milestones 分期验收付款."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule, instalments
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class Staged(PaymentRule):
    """An instalment at every milestone, if what was seen so far lives up to the promise; what is held back waits for the next.

    100,000 yuan in five stages: 30,000 at signing, 20,000 at each of three milestones, 10,000 after acceptance. If the first
    milestone fails and the second is accepted, the second pays 40,000.
    """

    name: ClassVar[str] = "staged"
    label: ClassVar[str] = "by milestones"
    label_zh: ClassVar[str] = "分期验收付款"
    source: ClassVar[str] = "Regulation art. 45: acceptance by stages, MEMORY; stages: assumption"

    advance: float = share(0.3, "paid at signing, share of the value", "assumption, range 0-0.3")
    last: float = share(0.1, "paid after acceptance, share of the value", "10-30 % in practice, MEMORY")
    stages: int = param(
        5, "payments", "payments in all, that at signing and that after acceptance among them", "assumption, range 3-6", ge=3, le=6
    )

    @model_validator(mode="after")
    def _something_between(self) -> Self:
        if self.advance + self.last > 1.0 + 1e-9:
            raise impossible("staged.advance + last", round(self.advance + self.last, 6), "at most 1")
        return self

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
