"""Group 5, effort, inspection, repeated contracts."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, sqrt

from scipy.optimize import brentq

from solutions.tools import Value, exact, kind, mean, prob


@kind
def linear_incentive_contract(i: Value) -> Iterator[Value]:
    r, k, v, b, w, m = (i[x] for x in ("r", "k", "s2", "B", "om", "m"))
    slope = b / (1 + r * k * v)
    effort = (slope + w) / k
    yield exact("beta_star", slope)
    yield exact("effort_star", effort)
    yield exact("surplus_star", (b + w) * effort - k * effort**2 / 2 - r * slope**2 * v / 2)
    yield exact("first_best_effort", (b + w) / k)
    yield exact("fixed_price_effort", w / k, beta=0)
    more = b / (1 + r * k * v / m)
    yield exact(f"beta_star({m} signals)", more)
    yield exact(f"effort_star({m} signals)", (more + w) / k)
    yield mean("E_output_at_beta_star", effort, sd=sqrt(v))


@kind
def multitask_moral_hazard(i: Value) -> Iterator[Value]:
    r, v, d, b1, b2 = (i[x] for x in ("r", "s2", "d", "B1", "B2"))
    slope = (b1 - d * b2) / (1 + r * v * (1 - d * d))
    e1 = slope / (1 - d * d)
    e2 = -d * e1
    yield exact("beta_star", slope)
    yield exact("e1", e1)
    yield exact("e2", e2)
    yield exact("surplus", b1 * e1 + b2 * e2 - (e1**2 + e2**2) / 2 - d * e1 * e2 - r * slope**2 * v / 2)
    yield exact("first_best_e1", (b1 - d * b2) / (1 - d * d))
    yield exact("first_best_e2", (b2 - d * b1) / (1 - d * d))


@kind
def inspection_game(i: Value) -> Iterator[Value]:
    g, f, d, a, harm, part, lam = (i[x] for x in ("gsave", "F", "d", "a", "L", "phi", "lam"))
    audit, shirk = g / (d * f), a / (d * (harm + part * f))
    yield prob("P_audit", audit)
    yield prob("P_shirk", shirk)
    yield mean("purchaser_payoff", -shirk * harm)
    yield mean("provider_payoff", 0.0)
    logit = lambda x: 1 / (1 + exp(-lam * x)) if lam * x > -700 else 0.0
    gains = lambda s: -a + s * d * (harm + part * f)
    shirks = lambda q: logit(g - q * d * f)
    rest = float(brentq(lambda q: logit(gains(shirks(q))) - q, 0.0, 1.0, xtol=1e-15))
    yield exact("QRE_P_audit", rest, **{"lambda": lam})
    yield exact("QRE_P_shirk", shirks(rest), **{"lambda": lam})
    yield prob("P_detected_shirk", audit * shirk * d)


@kind
def restricted_pool_quality(i: Value) -> Iterator[Value]:
    psi, delta, d, value, most = (i[x] for x in ("psi", "dl", "d", "vq", "nmax_show"))
    kept = lambda n: psi * n * (n + 1) <= d * delta / (1 - delta)
    cost = lambda n: 2 / (n + 1) + (psi - value if kept(n) else 0.0)
    largest = max((n for n in range(2, 1000) if kept(n)), default=0)
    yield exact("max_pool_size_with_quality", largest)
    best = min(range(2, most + 1), key=cost)
    yield exact(f"optimal_pool_size(2..{most})", best)
    for n in sorted({2, best, most}):
        yield mean("per_period_rent", 1 / (n * (n + 1)), n=n)
        yield exact("buyer_cost", cost(n), n=n)
        x = psi * n * (n + 1) / d
        yield exact("delta_min", x / (1 + x), n=n)


@kind
def career_concerns(i: Value) -> Iterator[Value]:
    delta, q, r = i["beta_"], i["q"], i["r"]
    predictive = (q + sqrt(q * q + 4 * q * r)) / 2
    gain = predictive / (predictive + r)
    yield exact("predictive_variance_P", predictive)
    yield exact("kalman_gain_K", gain)
    yield exact("effort_star", delta * gain / (1 - delta * (1 - gain)))
    yield exact("posterior_variance", (1 - gain) * predictive)


@kind
def cost_sharing_auction(i: Value) -> Iterator[Value]:
    """Payment b + a (C - b), realized cost C = c - e with e = k (1 - a)."""
    n, k = i["n"], i["kap"]
    pay = lambda a: 1 / (n + 1) + (1 - a) / (n + 1) - k * (1 - a * a) / 2
    yield from (mean("E_payment", pay(a), alpha=a) for a in (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9))
    best = min(1.0, 1 / (k * (n + 1)))
    yield exact("alpha_star", best)
    yield exact("effort(alpha_star)", k * (1 - best))
    yield exact("bid", 0.4 - k * 0.7 / 2 + 0.6 / n, c=0.4, alpha=0.3)


@kind
def yardstick_competition(i: Value) -> Iterator[Value]:
    r, k, own, common = (i[x] for x in ("r", "k", "se2", "sc2"))
    gamma, alone = common / (common + own), common + own
    left = alone * (1 - gamma**2)
    yield exact("gamma", gamma)
    yield exact("var_eff", left)
    yield exact("beta_with_yardstick", 1 / (1 + r * k * left))
    yield exact("beta_without", 1 / (1 + r * k * alone))
    yield exact("effort_with", 1 / (1 + r * k * left) / k)
    yield exact("effort_without", 1 / (1 + r * k * alone) / k)
