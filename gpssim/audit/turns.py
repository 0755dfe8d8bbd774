"""The market with simultaneous moves taken in another order than the stated one."""

from __future__ import annotations

from collections.abc import Sequence

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, Scenario, replace
from gpssim.state.market_state import Move
from gpssim.studies.tasks import RunOutcome, Task


class Turned(PublicServiceMarket):
    """The same market; moves of these verbs are taken last come first."""

    def __init__(self, scenario: Scenario, policy: str | Policy, *, seed: int, replication: int = 0, verbs: Sequence[str]) -> None:
        self.verbs = tuple(verbs)
        super().__init__(scenario, policy, seed=seed, replication=replication)

    def in_turn(self, verb: str, moves: Sequence[Move]) -> Sequence[Move]:
        return list(reversed(moves)) if verb in self.verbs else moves


BY_RULE = ("purchases", "contests", "signatures", "endings")
"""Moves whose order is a stated rule and may matter: who is bought from first is known, and busier, when the next one is judged."""


def run_turned(task: Task) -> RunOutcome:
    """A run in which the order of all moves by rule is reversed."""
    policy = replace(task.policy, {"levers.closure": task.closure})
    model = Turned(task.scenario, policy, seed=task.seed, replication=task.replication, verbs=BY_RULE)
    try:
        return RunOutcome(model.run().tables(arrow=True))
    finally:
        model.release()
