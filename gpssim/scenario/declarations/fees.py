"""What fees do to users and what investment that fees pay for brings: acts only where a contract lets its provider charge."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Fees(Group):
    """How citizens answer to a fee, and what concessionaires' investment is good for."""

    sensitivity: float = param(1.5, "logit per 100 yuan a month", "effect of a fee on applying, ordinary citizens; 0: nobody minds", "assumption, range 0.5-3 (price elasticity of demand about -0.2 in Manning et al. 1987, larger among the poor, MEMORY)", ge=0.0, le=50.0, swept=(0.5, 3.0))
    weights: tuple[float, float, float, float, float] = param((1.0, 1.5, 2.0, 1.5, 2.5), "1", "how much more a fee weighs, by group: ordinary, elderly, disabled, migrant, laid off", "assumption, range 1-4: by their incomes")
    equipment_quality: float = param(0.4, "latent", "quality that equipment worth e - 1 years of usual cost adds", "assumption; 0: none", ge=0.0, le=10.0, swept=(0.0, 0.8))
    equipment_capacity: float = share(0.3, "work beyond its staff's capacity that a provider does with the same equipment", "assumption; 0: none", swept=(0.0, 0.6))
    equipment_life: float = param(10.0, "years", "mean life of equipment", "assumption", ge=0.5, le=100.0, swept=(5.0, 20.0))
