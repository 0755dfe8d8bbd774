"""Career concerns: what a unit of output today adds to all later prices, through what everybody will believe."""

from __future__ import annotations

from functools import lru_cache

from gpssim.information.beliefs import drifted, kalman, precision, update

NEGLIGIBLE = 1e-16
"""Part of the first effect on price below which later ones no longer count."""


def settled_variance(noise_sd: float, drift: float) -> float:
    """Variance (latent squared) of a belief after a signal, once learning and forgetting balance.

    ``noise_sd`` > 0 of a signal, ``drift`` >= 0 a term; the fixed point of the Kalman filter. Source: Kalman 1960; Holmstrom 1999.
    """
    from scipy.optimize import brentq  # many modules, which most runs do without

    return float(
        brentq(lambda v: float(kalman(0.0, v, 0.0, noise_sd, drift)[1]) - v, 0.0, noise_sd * noise_sd, xtol=1e-16, rtol=1e-15)
    )


@lru_cache
def reputation_reward(noise_sd: float, drift: float, discount: float, price_response: float = 1.0) -> float:
    """Present value of what one unit of output today adds to later prices, which follow the belief about ability.

    Two beliefs are carried on side by side, one having seen a unit more today; later signals are the same.
    ``price_response`` is the rise of the price per unit of belief. Source: Holmstrom 1999, REStud 66.
    """
    variance, signal = settled_variance(noise_sd, drift), precision(noise_sd)
    before = drifted(variance, drift)
    usual, lifted = 0.0, float(update(0.0, before, 1.0, signal)[0])
    total, weight, first = 0.0, discount, lifted
    while weight * (lifted - usual) > NEGLIGIBLE * first:
        total += weight * price_response * (lifted - usual)
        weight *= discount
        usual, lifted = (float(update(mean, before, 0.0, signal)[0]) for mean in (usual, lifted))
    return total
