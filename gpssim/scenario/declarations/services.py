"""Service domains: what can be purchased."""

from __future__ import annotations

from typing import Any, Final

from gpssim.scenario.fields import Group, param, share
from gpssim.scenario.wording import Word


class Domain(Group):
    """One service domain: who needs it, what a place costs, how visible its quality is."""

    name: Word = param("elder_care", "name", "service domain, a word of the glossary", "convention")
    prevalence: tuple[float, float, float, float, float] = param((0.0, 0.10, 0.05, 0.0, 0.0), "share", "share of each group in need at any time: ordinary, elderly, disabled, migrant, laid off")
    duration: float = param(24.0, "months", "mean duration of a need", ge=1.0, le=600.0)
    unit_cost: float = param(80.0, "yuan per place-month", "cost of a place at an average organization without experience", ge=0.01, le=1.0e9)
    verifiability: float = share(0.5, "part of quality that a third party can verify")
    budget_share: float = share(0.3, "share of every purchaser's appropriation", "assumption; sums to 1, so it is not varied alone")
    priority: float = param(1.0, "1", "weight in ranking projects", ge=0.0, le=10.0, swept=(0.5, 2.0))
    visibility: float = param(1.0, "1", "visibility to superiors, weight in ranking projects", ge=0.0, le=10.0, swept=(0.5, 2.0))


DEFAULT_DOMAINS: Final[tuple[dict[str, Any], ...]] = (
    {"name": "elder_care", "prevalence": (0.0, 0.10, 0.05, 0.0, 0.0), "duration": 24.0, "unit_cost": 80.0, "verifiability": 0.5, "budget_share": 0.35},
    {"name": "disability", "prevalence": (0.0, 0.0, 0.20, 0.0, 0.0), "duration": 36.0, "unit_cost": 120.0, "verifiability": 0.45, "budget_share": 0.20},
    {"name": "community", "prevalence": (0.010, 0.010, 0.010, 0.025, 0.015), "duration": 10.0, "unit_cost": 50.0, "verifiability": 0.6, "budget_share": 0.20},
    {"name": "counselling", "prevalence": (0.005, 0.010, 0.020, 0.010, 0.020), "duration": 8.0, "unit_cost": 90.0, "verifiability": 0.25, "budget_share": 0.15},
    {"name": "employment", "prevalence": (0.001, 0.0, 0.01, 0.015, 0.12), "duration": 9.0, "unit_cost": 60.0, "verifiability": 0.7, "budget_share": 0.10},
)
