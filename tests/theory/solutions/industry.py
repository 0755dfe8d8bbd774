"""Group 9, how many organizations there are, how large, how long."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
from scipy import stats

from solutions.tools import Value, exact, kind, mean, prob


@kind
def entry_exit_steady_state(i: Value) -> Iterator[Value]:
    lam, x, start = i["lam"], i["x"], i["T0"]
    rest = lam / x
    yield mean("stationary_mean", rest, sd=sqrt(rest))
    yield exact("stationary_var", rest)
    yield mean("E_N10", rest + (start - rest) * (1 - x) ** 10, N0=start)
    yield exact("lag1_autocorr", 1 - x)
    yield prob("P_N", float(stats.poisson(rest).cdf(i["k0"])), at_most=i["k0"])
    yield mean("mean_lifetime", 1 / x, sd=sqrt(1 - x) / x)


@kind
def concentration_symmetric(i: Value) -> Iterator[Value]:
    for n in i["ns"]:
        for t in i["Ts"]:
            yield mean("E_HHI", 1 / n + (1 - 1 / n) / t, n=n, T=t)
            if t == i["Ts"][0]:
                yield mean("E_HHI_exponential_sizes", 2 / (n + 1), n=n)
                yield mean("E_distinct_winners", n * (1 - (1 - 1 / n) ** t), n=n, T=t)


@kind
def survival_gamblers_ruin(i: Value) -> Iterator[Value]:
    p, k, a, t = i["p"], i["k"], i["a"], i["T"]
    q = 1 - p
    r = q / p
    yield prob("P_ruin_ever", min(1.0, r**k))
    chance = np.zeros(k + t + 2)
    chance[k] = 1.0
    for _ in range(t):
        later = np.zeros_like(chance)
        later[0] = chance[0] + q * chance[1]
        later[1:-1] += q * chance[2:]
        later[2:] += p * chance[1:-1]
        chance = later
    yield prob(f"P_ruin_by_T={t}", float(chance[0]))
    up = (1 - r**k) / (1 - r**a) if abs(r - 1) > 1e-12 else k / a
    yield prob(f"P_ruin_before_{a}", 1 - up)
    yield mean("E_duration(0 or a)", (k - a * up) / (q - p) if abs(r - 1) > 1e-12 else k * (a - k))


@kind
def accounting_identities(i: Value) -> Iterator[Value]:
    yield exact("max_relative_imbalance", 0.0, atol=1e-9)


@kind
def drought_exit(i: Value) -> Iterator[Value]:
    n, t, k = i["n"], i["T"], i["K"]
    p = 1 / n
    chance = np.zeros(k)
    chance[0] = 1.0
    for _ in range(t):
        later = np.zeros(k)
        later[0] = p * chance.sum()
        later[1:] = (1 - p) * chance[:-1]
        chance = later
    yield prob(f"P_survive_T={t}", float(chance.sum()))
    yield mean("E_lifetime", (1 - (1 - p) ** k) / (p * (1 - p) ** k))
