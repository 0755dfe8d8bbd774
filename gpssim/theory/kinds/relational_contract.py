"""A bonus that no court enforces is paid while going on is worth it: the effort it carries, the patience it takes."""

from __future__ import annotations

from typing import Final

from gpssim.rules.relational import Relation, highest_effort, patience_for_anything, patience_for_efficiency
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.relational", "gpssim.rules.continuation", "gpssim.rules.peaks")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: output is effort, its cost half its square, ``s`` the joint surplus outside."""
    relation = Relation(outside=inputs.get("s", 0.0))

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity == "max_effort":
            return Solved(highest_effort(relation, of["delta"]))
        if quantity == "delta_first_best":
            return Solved(patience_for_efficiency(relation))
        if quantity == "delta_min_any_cooperation":
            return Solved(patience_for_anything(relation))
        raise quantity_unknown(quantity, ("max_effort", "delta_first_best", "delta_min_any_cooperation"))

    return answer
