"""Pay that hangs on the outcome as it is measured 按效付费."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.payments.base import PaymentRule
from gpssim.plugins import plugin
from gpssim.scenario.fields import param, share


@plugin
class OnOutcome(PaymentRule):
    """Pay moves up and down with what acceptance finds above or below the promise; most of it waits for acceptance.

    At 0.25 a latent unit, a contract of 100,000 yuan with 0.2 above the promise is paid 105,000, with 0.2 below 95,000. It
    takes the place of deductions. What acceptance cannot see is not paid for.
    """

    name: ClassVar[str] = "on_outcome"
    label: ClassVar[str] = "on outcome"
    label_zh: ClassVar[str] = "按效付费"
    source: ClassVar[str] = "payment by results; Holmstrom & Milgrom 1991 for what it does to the other task"

    rate: float = param(
        0.25,
        "share per latent",
        "paid for a latent unit above the promise, kept back below it",
        "assumption, range 0.1-0.5",
        ge=0.0,
        le=5.0,
    )
    advance: float = share(0.5, "paid at signing, share of the value; the rest after acceptance", "assumption, range 0-0.5")

    def terms(self, usual: ContractTerms, project: Project) -> ContractTerms:
        return replace(
            usual, basis="outcome", schedule=(self.advance, 0.0, 1.0 - self.advance), slope=self.rate, penalty=0.0, cost_share=0.0
        )
