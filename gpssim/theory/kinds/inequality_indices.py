"""Inequality and concentration of samples and of whole distributions, as the analysis measures them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from scipy import stats

from gpssim.analysis.concentration import hhi
from gpssim.analysis.equity import gini, theil
from gpssim.errors import impossible, unknown
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.textbook.inequality import gini_of, theil_of

SAMPLES: Final[Mapping[str, Callable[[np.ndarray], float]]] = {"Gini": gini, "Theil_T": theil, "HHI": lambda x: float(hhi(x))}
LAWS: Final[Mapping[str, Callable[[Any], float]]] = {"Gini": gini_of, "Theil_T": theil_of}
NAMED: Final[Mapping[str, tuple[Callable[..., Any], dict[str, float]]]] = {
    "exponential": (lambda rate: stats.expon(scale=1.0 / rate), {"rate": 1.0}),
    "uniform": (lambda low, high: stats.uniform(low, high - low), {"low": 0.0, "high": 1.0}),
    "lognormal": (lambda s, mu: stats.lognorm(s, scale=np.exp(mu)), {"s": 1.0, "mu": 0.0}),
    "pareto": (lambda a, m: stats.pareto(a, scale=m), {"a": 2.0, "m": 1.0}),
    "gamma": (lambda a: stats.gamma(a), {"a": 1.0}),
    "weibull": (lambda a: stats.weibull_min(a), {"a": 1.0}),
    "beta": (lambda a, b: stats.beta(a, b), {"a": 1.0, "b": 1.0}),
}
"""Distributions by name, with their parameters in order."""
SYNONYMS: Final = {
    "sigma": "s",
    "sd": "s",
    "alpha": "a",
    "k": "a",
    "shape": "a",
    "xm": "m",
    "x_m": "m",
    "scale": "m",
    "lambda": "rate",
}
WRITTEN: Final = re.compile(r"\s*([A-Za-z]+)\s*(?:[\[(](.*)[\])])?\s*")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: each value says of what."""

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in SAMPLES:
            raise quantity_unknown(quantity, SAMPLES)
        what = of["of"]
        if isinstance(what, list | tuple):
            return Solved(float(SAMPLES[quantity](np.array(what, dtype=np.float64))))
        if quantity not in LAWS:
            raise quantity_unknown(f"{quantity} of a distribution", LAWS)
        return Solved(LAWS[quantity](law(what) if isinstance(what, Mapping) else written(str(what))))

    return answer


def written(text: str) -> Any:
    """A distribution as a case writes it: ``exponential``, ``uniform[0,1]``, ``lognormal(s=0.8)``, ``Pareto(a=3)``."""
    found = WRITTEN.fullmatch(text)
    name = found[1].lower() if found else text
    if not found or name not in NAMED:
        raise unknown("distribution", text, NAMED)
    make, values = NAMED[name][0], dict(NAMED[name][1])
    for place, part in enumerate(p for p in (found[2] or "").split(",") if p.strip()):
        word, _, number = part.rpartition("=")
        key = SYNONYMS.get(word.strip().lower(), word.strip().lower()) if word else list(values)[min(place, len(values) - 1)]
        if key not in values:
            raise impossible(f"parameter of {name}", word.strip(), f"one of {', '.join(values)}")
        values[key] = float(number)
    return make(*values.values())
