"""Group 8, citizens: choice, vouchers, queues, trust, voice, inequality."""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, log, sqrt

import numpy as np
from scipy import stats

from solutions.tools import Value, exact, kind, mean, prob


@kind
def logit_choice(i: Value) -> Iterator[Value]:
    u, mu = np.array(i["u"], dtype=float), i["mu"]
    weight = np.exp((u - u.max()) / mu)
    share, best = weight / weight.sum(), mu * log(weight.sum()) + u.max()
    yield from (prob("share", x, index=k) for k, x in enumerate(share))
    yield exact("logsum", best)
    yield mean("E_max_utility", best + mu * np.euler_gamma, sd=mu * np.pi / sqrt(6))
    yield exact("own_elasticity_term s0(1-s0)/mu", share[0] * (1 - share[0]) / mu)
    yield exact("HHI_of_shares", float((share**2).sum()))


@kind
def capacity_rationing(i: Value) -> Iterator[Value]:
    n, p, rate = i["N"], i["p"], i["lamP"]
    binomial, poisson = stats.binom(n, p), stats.poisson(rate)
    x = np.arange(0, 2000)
    for k in i["Ks"]:
        served = float((np.minimum(x, k) * binomial.pmf(x)).sum())
        yield mean("E_served_binomial", served, K=k, N=n, p=p)
        yield exact("coverage", served / (n * p), K=k)
        yield prob("P_rationing", float(binomial.sf(k)), K=k)
        yield mean("E_served_poisson", float((np.minimum(x, k) * poisson.pmf(x)).sum()), K=k, **{"lambda": float(rate)})


@kind
def trust_dynamics(i: Value) -> Iterator[Value]:
    eta, p, gain, loss, sd = (i[x] for x in ("eta", "p", "ep", "em", "sd"))
    rest = p * gain / (p * gain + (1 - p) * loss)
    square = (2 * p * gain * (1 - gain) * rest + p * gain**2) / (1 - p * (1 - gain) ** 2 - (1 - p) * (1 - loss) ** 2)
    speed = 1 - p * gain - (1 - p) * loss
    yield exact("half_life_periods", log(0.5) / log(1 - eta))
    yield exact("EWMA_stationary_var", eta / (2 - eta) * sd**2)
    yield mean("asym_fixed_point", rest, sd=sqrt(square - rest**2))
    yield exact("asym_stationary_var", square - rest**2)
    for t in (3, 5):
        yield exact(f"mean_after_t={t} from 0.5 (asym)", rest + speed**t * (0.5 - rest))
        yield exact(f"EWMA_after_t={t} from 0 to target 1", 1 - (1 - eta) ** t)
    yield exact("p_needed_for_T=0.5", loss / (gain + loss))


@kind
def selective_feedback(i: Value) -> Iterator[Value]:
    mu, tau, low, high = (i[x] for x in ("mu", "tau", "rL", "rH"))
    below, at = float(stats.norm.cdf(tau - mu)), float(stats.norm.pdf(tau - mu))
    rate = low * below + high * (1 - below)
    bias = (high - low) * at / rate
    yield prob("response_rate", rate)
    yield mean("mean_reported", mu + bias)
    yield exact("bias", bias)


@kind
def switching_citizens(i: Value) -> Iterator[Value]:
    d, a = np.array(i["d"]), np.array(i["a"])
    share = a / d / (a / d).sum()
    yield from (prob("stationary_share", x, index=k) for k, x in enumerate(share))
    yield exact("churn_rate", float((share * d * (1 - a / a.sum())).sum()))


def gini(x: list[float]) -> float:
    y = np.array(x, dtype=float)
    return float(np.abs(y[:, None] - y[None, :]).mean() / (2 * y.mean()))


@kind
def inequality_indices(i: Value) -> Iterator[Value]:
    gap = lambda s: erf(s / 2)
    laws = {
        "exponential": (0.5, 1 - np.euler_gamma),
        "uniform[0,1]": (1 / 3, log(2) - 0.5),
        "lognormal(s=0.8)": (gap(0.8), 0.32),
        "lognormal(s=0.5)": (gap(0.5), 0.125),
        "Pareto(a=3)": (1 / 5, 1 / 2 + log(2 / 3)),
        "Pareto(a=2.5)": (1 / 4, 1 / 1.5 + log(1.5 / 2.5)),
    }
    for word, (g, t) in laws.items():
        yield exact("Gini", g, of=word)
        yield exact("Theil_T", t, of=word)
    for x in ([1, 2, 3, 4], [5, 1, 1], [2, 2, 2, 2, 7]):
        share = np.array(x) / np.mean(x)
        yield exact("Gini", gini([float(y) for y in x]), of=x)
        yield exact("Theil_T", float((share * np.log(share)).mean()), of=x)
        yield exact("HHI", float(((share / len(x)) ** 2).sum()), of=x)
    yield exact("Gini", gini([0.0, 0.0, 3.0]), of=[0, 0, 3])
