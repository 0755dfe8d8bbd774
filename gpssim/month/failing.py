"""What follows a failed purchase where a rule set is in force: its steps in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.month import clearing, costing
from gpssim.month.portfolio import IN_HOUSE, contracts_out

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line
    from gpssim.model import PublicServiceMarket


def follow(model: PublicServiceMarket, line: Line) -> None:
    """The next step of the rule set after one more failed attempt: again, another mechanism, in house, or the end."""
    assert model.rules is not None
    steps = model.rules.steps
    line.attempt += 1
    if line.attempt > len(steps) or steps[line.attempt - 1].step == "give_up":
        clearing.give_up(model, line)
        return
    step = steps[line.attempt - 1]
    if step.step == "retender":
        line.open_month = model.month + max(1, costing.lead_months(model, line.mechanism) - 1)
        return
    own = step.step == "in_house" or not contracts_out(model, line.purchaser)
    name = IN_HOUSE if own else step.mechanism
    clearing.note(model, line, name, "after_failure", step.step)
    line.mechanism, line.open_month, line.must_ask = name, model.month + 1, step.approval and not own
