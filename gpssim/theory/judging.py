"""Whether evidence agrees with what a case file expects."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Final

import numpy as np

from gpssim.theory.cases import Value
from gpssim.theory.evidence import FEWEST_DRAWS, Evidence, Reference, Simulated, Solved

ERRORS: Final = 4.0
"""Standard errors within which a simulated mean agrees."""
GRID: Final = 1e-5
"""Part of the cost range by which an equilibrium bid solved on a grid may be off."""
ROUNDING: Final = 1e-9
"""Relative error of floating-point numbers that no tolerance counts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for one value."""

    case: str
    kind: str
    value: Value
    via: str
    """``simulated``, ``solved`` or ``reference``; empty where nothing was found."""
    got: float
    tolerance: float
    passed: bool
    reason: str = ""
    """Why nothing was found, or why it is no evidence."""
    n_draws: int = 0


def judged(case: str, kind: str, value: Value, evidence: Evidence) -> Verdict:
    """The verdict on a value: a function within its tolerance, an expectation within four standard errors."""
    got, tolerance, reason = float(evidence.value), float(tolerance_of(value, evidence)), _no_evidence(value, evidence)
    passed = bool(not reason and isfinite(got) and abs(got - value.expected) <= tolerance)
    n = int(np.size(evidence.draws)) if isinstance(evidence, Simulated) else 0
    return Verdict(case, kind, value, type(evidence).__name__.lower(), got, tolerance, passed, reason, n)


def tolerance_of(value: Value, evidence: Evidence) -> float:
    """How far from the expected value is still in agreement."""
    rounding = ROUNDING * max(1.0, abs(value.expected)) if value.atol == 0.0 else value.atol
    if isinstance(evidence, Simulated):
        draws = np.asarray(evidence.draws, dtype=np.float64)
        sd = value.sd_per_draw if value.sd_per_draw is not None else float(draws.std(ddof=1))
        return max(ERRORS * sd / sqrt(draws.size), rounding)
    return max(rounding, GRID * evidence.cost_range) if isinstance(evidence, Solved) else rounding


def _no_evidence(value: Value, evidence: Evidence) -> str:
    """Why evidence of this sort does not count for such a value; empty where it does."""
    if isinstance(evidence, Simulated):
        if value.kind == "function" and not value.expectation:
            return "a deterministic value was simulated"
        return "" if evidence.draws.size >= FEWEST_DRAWS else f"{evidence.draws.size} draws are fewer than {FEWEST_DRAWS}"
    if value.kind != "function":
        return f"an expectation must be simulated, not {'referred to' if isinstance(evidence, Reference) else 'solved'}"
    return ""
