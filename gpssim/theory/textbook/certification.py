"""Independent reference for ``rules.certification``: which level of a certificate tells the able from the others."""

from __future__ import annotations

from collections.abc import Callable

from scipy.optimize import brentq

from gpssim.errors import impossible
from gpssim.rules.certification import net_pay


def expected_pay(share_able: float, pay_able: float, pay_other: float) -> float:
    """What a purchaser pays whom it cannot tell apart: the mean over both kinds."""
    return share_able * pay_able + (1.0 - share_able) * pay_other


def level_that_deters(pay: float, outside: float, ability: float) -> float:
    """The level at which somebody of this ability is indifferent between the certificate with its pay and the outside pay.

    Solved on the incentive constraint. For the less able it is the least that separates, for the able the most they would bear.

    Raises
    ------
    ScenarioError : an ability that is not above 0, or a certified pay below the outside pay.
    """
    if not ability > 0.0:
        raise impossible("ability", ability, "a number above 0")
    if pay < outside:
        raise impossible("pay of the certified", pay, f"at least the pay of the others, {outside:g}")

    def temptation(level: float) -> float:
        return net_pay(pay, level, ability) - outside

    return _root(temptation)


def share_that_pools(pay_able: float, pay_other: float, level: float, ability: float) -> float:
    """Share of the able from which they would rather be taken for the mean than pay for the certificate (in [0, 1]), solved."""
    kept = net_pay(pay_able, level, ability)
    if kept <= pay_other:
        return 0.0
    return float(brentq(lambda share: expected_pay(share, pay_able, pay_other) - kept, 0.0, 1.0, xtol=1e-15))


def _root(falling: Callable[[float], float]) -> float:
    """Where a function that falls without end is 0, from 0 on."""
    if falling(0.0) <= 0.0:
        return 0.0
    top = 1.0
    while falling(top) > 0.0:
        top *= 2.0
    return float(brentq(falling, 0.0, top, xtol=1e-14, rtol=1e-15))
