"""Group 2, scores: quality counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from solutions.tools import Value, exact, expect_lowest, integral, kind, law, mean, nodes, prob


@kind
def ratio_score(i: Value) -> Iterator[Value]:
    bids, quality, w = i["bids"], i["Q"], i["w"]
    plain = [100 * w * min(bids) / b + (1 - w) * q for b, q in zip(bids, quality, strict=True)]
    yield from (exact("score", s, index=k) for k, s in enumerate(plain))
    yield exact("winner_index", float(np.argmax(plain)))
    more, good = [*bids, i["shill_b"]], [*quality, i["shill_q"]]
    turned = [100 * w * min(more) / b + (1 - w) * q for b, q in zip(more, good, strict=True)]
    yield from (exact("score_with_shill", s, index=k) for k, s in enumerate(turned))
    yield exact("winner_index_with_shill", float(np.argmax(turned)))
    a, b = int(np.argmax(plain)), int(np.argmax(turned))
    if a != b:
        yield exact("pivotal_b_min", (1 - w) * (quality[b] - quality[a]) / (100 * w * (1 / bids[a] - 1 / bids[b])))


@kind
def ratio_score_equal_quality(i: Value) -> Iterator[Value]:
    n = i["n"]
    yield from (exact("bid", c + (1 - c) / n, c=c, n=n) for c in (0.25, 0.5))
    yield mean("E_price", 2 / (n + 1))
    yield exact("P_winner_is_lowest_cost", 1.0)


@kind
def average_bid_auction(i: Value) -> Iterator[Value]:
    costs, n = law(i["D"]), i["n"]
    average, lowest = float(costs.mean()), expect_lowest(costs, n, lambda c: c)
    yield exact("E_price", i["cap"])
    yield mean("E_winner_cost_average_bid", average)
    yield mean("E_winner_cost_first_price", lowest)
    yield mean("efficiency_loss", average - lowest)
    yield prob("P_each_wins", 1 / n)


TECHNOLOGY: dict[str, dict[str, Callable[[float], float]]] = {
    "quad": {"naive": lambda t: 1 / t, "best": lambda t: 1 / (2 * t - 1), "value": lambda q: q, "unit": lambda q: q * q / 2},
    "lin": {"naive": lambda t: t**-2, "best": lambda t: (2 * t - 1) ** -2, "value": lambda q: 2 * q**0.5, "unit": lambda q: q},
}
"""Quality under the naive and the best rule, value of quality, cost of quality for one unit of the type."""


@kind
def first_score_auction(i: Value) -> Iterator[Value]:
    """Che 1993; types U[1, 2], cost = type * unit(q)."""
    n, word = i["n"], i["quality_cost"]
    tech = TECHNOLOGY[word]
    for name, rule in (("naive", tech["naive"]), ("optimal", tech["best"])):

        def price(t: float, q: Callable[[float], float] = rule) -> float:
            rent = integral(lambda x: tech["unit"](q(x)) * ((2 - x) / (2 - t)) ** (n - 1), t, 2.0) if t < 2.0 else 0.0
            return t * tech["unit"](q(t)) + rent

        x, w = nodes(60)
        weight = w * n * (1 - x) ** (n - 1)
        prices, quality = np.array([price(1 + t) for t in x]), np.array([rule(1 + t) for t in x])
        value = np.array([tech["value"](q) for q in quality])
        yield mean(f"E_buyer_utility_{name}", float(weight @ (value - prices)))
        yield mean(f"E_price_{name}", float(weight @ prices))
        yield mean(f"E_quality_{name}", float(weight @ quality))
        for t in (1.1, 1.25, 1.4, 1.55, 1.7, 1.85):
            yield exact(f"quality_{name}", rule(t), theta=t)
            yield exact(f"price_{name}", price(t), theta=t)
    for q in (0.5, 0.8):
        slope = (1 + q) / 2 if word == "quad" else (q**-0.5 + 1) / 2
        yield exact("s_o'", slope, at=[q])


@kind
def quality_weight(i: Value) -> Iterator[Value]:
    """Score w q - p, cost t q^2 / 2, types U[1, 2]."""
    n = i["n"]

    def unit_price(t: float) -> float:
        return 0.5 / t + (integral(lambda x: 0.5 / x**2 * ((2 - x) / (2 - t)) ** (n - 1), t, 2.0) if t < 2 else 0.0)

    x, w = nodes(60)
    weight = w * n * (1 - x) ** (n - 1)
    a, b = float(weight @ (1 / (1 + x))), float(weight @ np.array([unit_price(1 + t) for t in x]))
    best = a / (2 * b)
    yield exact("w_star", best)
    yield mean("buyer_utility", a - b, w=1)
    yield mean("buyer_utility(w_star)", best * a - best**2 * b)


def _second_highest(g: Callable[[float], float], n: int, low: float, high: float, kinks: list[float]) -> tuple[float, float]:
    """Means of the highest and the second-highest of n pseudo-types."""
    top = high - integral(lambda k: g(k) ** n, low, high, kinks)
    second = high - integral(lambda k: n * g(k) ** (n - 1) - (n - 1) * g(k) ** n, low, high, kinks)
    return top, second


def _sigma(g: Callable[[float], float], n: int, low: float, k: float, kinks: list[float]) -> float:
    return k - integral(lambda x: g(x) ** (n - 1), low, k, kinks) / g(k) ** (n - 1)


@kind
def scoring_exogenous_quality(i: Value) -> Iterator[Value]:
    """Pseudo-type w q - c, both U[0, 1]."""
    n, w = i["n"], i["wq"]
    kinks = [0.0, w - 1.0]

    def g(k: float) -> float:
        if w == 0.0:
            return min(max(1.0 + k, 0.0), 1.0)
        return integral(lambda q: min(max(1.0 - w * q + k, 0.0), 1.0), 0.0, 1.0, [k / w, (1.0 + k) / w])

    top, second = _second_highest(g, n, -1.0, w, kinks)
    yield from (exact("sigma", _sigma(g, n, -1.0, k, kinks), k=k) for k in (-0.25, 0, 0.5) if k < w)
    yield mean("E_winning_score", second)
    yield mean("E_winner_pseudotype", top)
    grid = np.linspace(-1.0, w, 4001)
    table = np.array([g(k) for k in grid])
    x, h = nodes()
    win = n * np.interp(w * x[:, None] - x[None, :], grid, table) ** (n - 1) * h[:, None] * h[None, :]
    quality = float((win * x[:, None]).sum())
    yield mean("E_winner_quality", quality)
    yield mean("E_price", w * quality - second)


@kind
def scoring_two_dimensional_types(i: Value) -> Iterator[Value]:
    """Asker and Cantillon 2008: k = w^2 / (2 t) - a, a ~ U[0, 1], t ~ U[lo, hi]."""
    n, lo, hi, w = i["n"], i["thlo"], i["thhi"], i["w"]
    low, high = w * w / (2 * hi) - 1.0, w * w / (2 * lo)
    kinks = [w * w / (2 * hi), high - 1.0]

    def g(k: float) -> float:
        points = [w * w / (2 * x) for x in (k, k + 1.0) if x > 0.0]
        return integral(lambda t: min(max(1.0 + k - w * w / (2 * t), 0.0), 1.0) / (hi - lo), lo, hi, points)

    yield exact("pseudotype_lo", low)
    yield exact("pseudotype_hi", high)
    mid = 0.5 * (low + high)
    yield exact("G(mid)", g(mid), k=mid)
    yield exact("sigma(mid)", _sigma(g, n, low, mid, kinks), atol=1e-7, k=mid)
    top, second = _second_highest(g, n, low, high, kinks)
    yield mean("E_winning_score", second)
    yield mean("E_winner_pseudotype", top)
    grid = np.linspace(low, high, 3001)
    table = np.array([g(k) for k in grid])
    x, h = nodes()
    t = lo + (hi - lo) * x
    win = n * np.interp(w * w / (2 * t[:, None]) - x[None, :], grid, table) ** (n - 1) * h[:, None] * h[None, :]
    quality = float((win * (w / t)[:, None]).sum())
    yield mean("E_winner_quality", quality)
    yield mean("E_price", w * quality - second)


@kind
def quality_price_ratio(i: Value) -> Iterator[Value]:
    """Best quality for the money: a first-price tender in c / Q."""
    n, clo, chi, qlo, qhi = i["n"], i["clo"], i["chi"], i["qlo"], i["qhi"]
    low, high = clo / qhi, chi / qlo
    kinks = [clo / qlo, chi / qhi]

    def f(x: float) -> float:
        below = lambda q: min(max((x * q - clo) / (chi - clo), 0.0), 1.0) / (qhi - qlo)
        return integral(below, qlo, qhi, [clo / x, chi / x])

    grid = np.concatenate(
        [np.linspace(a, b, 1500, endpoint=False) for a, b in zip([low, *sorted(kinks)], [*sorted(kinks), high], strict=True)]
    )
    grid = np.append(grid, high)
    sf = np.clip(1.0 - np.array([f(x) for x in grid]), 0.0, 1.0)

    def sigma(x: float) -> float:
        rest = integral(lambda t: max(1.0 - f(t), 0.0) ** (n - 1), x, high, kinks)
        return x + rest / (1.0 - f(x)) ** (n - 1)

    at = 0.5 * (low + high) if abs(0.5 * (low + high) - 1.25) > 1e-9 else 1.3
    yield exact(f"sigma(x={at:.6f})".split("(")[0], sigma(at), x=at)
    yield exact("F", f(at), x=at)
    power = sf ** (n - 1)
    tail = np.concatenate([np.cumsum((0.5 * (power[1:] + power[:-1]) * np.diff(grid))[::-1])[::-1], [0.0]])
    bids = grid + np.divide(tail, power, out=np.zeros_like(tail), where=power > 1e-12)
    x, h = nodes()
    cost, quality = clo + (chi - clo) * x[:, None], qlo + (qhi - qlo) * x[None, :]
    win = n * np.interp(cost / quality, grid, sf) ** (n - 1) * h[:, None] * h[None, :]
    price = quality * np.interp(cost / quality, grid, bids)
    lowest = low + integral(lambda t: max(1.0 - f(t), 0.0) ** n, low, high, kinks)
    second = low + integral(lambda t: n * f(t) * max(1 - f(t), 0.0) ** (n - 1) + max(1 - f(t), 0.0) ** n, low, high, kinks)
    yield mean("E_price_per_quality_unit", second)
    yield mean("E_lowest_effective_cost", lowest)
    yield mean("E_winner_quality", float((win * quality).sum()))
    yield mean("E_winner_cost", float((win * cost).sum()))
    yield mean("E_price", float((win * price).sum()))
