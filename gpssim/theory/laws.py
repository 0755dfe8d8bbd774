"""Laws of cost as data: what a case file calls a distribution, as a frozen distribution of scipy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scipy import stats

from gpssim.errors import ScenarioError, impossible, unknown


def _uniform(low: float, high: float) -> Any:
    return stats.uniform(low, high - low)


def _beta(a: float, b: float) -> Any:
    return stats.beta(a, b)


def _truncated_exponential(rate: float, high: float) -> Any:
    return stats.truncexpon(b=high * rate, scale=1.0 / rate)


def _power_survival(exponent: float) -> Any:
    return stats.beta(1.0, exponent)


def _power(exponent: float) -> Any:
    return stats.beta(exponent, 1.0)


def _power_survival_on(low: float, high: float, exponent: float) -> Any:
    return stats.beta(1.0, exponent, loc=low, scale=high - low)


LAWS: Final[Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]]] = {
    "uniform": (_uniform, ("low", "high")),
    "beta": (_beta, ("a", "b")),
    "truncated_exponential": (_truncated_exponential, ("rate", "high")),
    "power_survival": (_power_survival, ("exponent",)),
    "power": (_power, ("exponent",)),
    "power_survival_on": (_power_survival_on, ("low", "high", "exponent")),
}
"""Distributions and their parameters: power_survival has 1 - F(c) = (1 - c)^exponent on [0, 1], power has F(c) = c^exponent."""


def law(spec: object) -> Any:
    """The distribution that a case file describes, frozen: ``{"dist": "beta", "a": 2, "b": 5}``.

    Raises
    ------
    UnknownNameError, ScenarioError : no such distribution, a parameter missing or unknown, or impossible values.
    """
    if not isinstance(spec, Mapping) or "dist" not in spec:
        raise ScenarioError(f"{spec!r} is no distribution: it must look like {{'dist': 'uniform', 'low': 0, 'high': 1}}")
    name = str(spec["dist"])
    if name not in LAWS:
        raise unknown("distribution", name, LAWS)
    make, needed = LAWS[name]
    given = {key: value for key, value in spec.items() if key != "dist"}
    if set(given) != set(needed):
        raise impossible(f"distribution {name}", dict(given), f"given by {', '.join(needed)}")
    low, high = float(given.get("low", 0.0)), float(given.get("high", 1.0))
    positive = [float(value) for key, value in given.items() if key not in ("low", "high")]
    if not low < high or any(not value > 0.0 for value in positive):
        raise impossible(f"distribution {name}", dict(given), "a law with low < high and parameters above 0")
    return make(**{key: float(value) for key, value in given.items()})
