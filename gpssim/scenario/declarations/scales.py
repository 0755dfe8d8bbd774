"""Display scales and the prices of welfare."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param


class Scales(Group):
    """Display scales and the prices of welfare."""

    quality_reference: float = param(0.0, "latent", "latent quality shown as 0.5", "convention", ge=-10.0, le=10.0)
    quality_scale: float = param(1.0, "latent", "latent units to one standard deviation of the 0-1 scale", "convention", ge=0.01, le=10.0)
    service_value: float = param(1.6, "1", "value of a place-month at latent quality 0, in unit costs", ge=0.0, le=20.0, swept=(1.2, 2.5))
    quality_price: float = param(0.5, "1 per latent", "value of one latent unit of quality, in unit costs", ge=0.0, le=10.0, swept=(0.2, 0.8))
    waiting_price: float = param(0.3, "1 per month", "cost of a month of unmet need, in unit costs", ge=0.0, le=10.0, swept=(0.0, 0.6))
    excess_burden: float = param(0.2, "1", "marginal excess burden of public money", ge=0.0, le=0.5, swept=(0.0, 0.5))
