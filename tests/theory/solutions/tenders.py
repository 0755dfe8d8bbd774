"""Group 1, tenders with private costs: ceilings, entry, invitation, favoritism, negotiation."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb
from typing import Any

from scipy.optimize import brentq

from solutions.tools import UNIFORM, Value, bid, exact, expect_lowest, expect_second, expected, integral, kind, law, mean, prob


@kind
def first_price_auction(i: Value) -> Iterator[Value]:
    costs = law(i["D"])
    for n in i["ns"]:
        yield from (exact("bid", bid(costs, n, c), n=n, c=c) for c in i["cs"])
        second, first = (f(costs, n, lambda c: c) for f in (expect_second, expect_lowest))
        yield mean("E_price_FPA", second, n=n)
        yield mean("E_price_SPA", second, n=n)
        yield mean("E_winner_cost", first, n=n)
        yield mean("E_winner_profit", second - first, n=n)


def best_ceiling(costs: Any, v: float) -> float:
    low, high = costs.support()
    virtual = lambda c: c + float(costs.cdf(c) / costs.pdf(c)) - v
    if virtual(high - 1e-12) <= 0.0:
        return high
    return float(brentq(virtual, low + 1e-9, high - 1e-9, xtol=1e-14))


def surplus_at(costs: Any, n: int, v: float, r: float) -> float:
    """Purchaser's expected surplus with a ceiling: own price or second price, the same."""
    below = float(costs.cdf(r))
    alone = n * below * (1.0 - below) ** (n - 1)
    return (expect_second(costs, n, lambda c: v - c, below) if n > 1 else 0.0) + alone * (v - r)


@kind
def optimal_ceiling(i: Value) -> Iterator[Value]:
    costs, v = law(i["D"]), i["v"]
    r = best_ceiling(costs, v)
    yield exact("r_star", r, v=v)
    for n in i["ns"]:
        yield from (exact("bid", bid(costs, n, c, r), n=n, c=c, r=r) for c in i["cs"])
        yield mean("buyer_surplus_FPA", surplus_at(costs, n, v, r), n=n)
        yield mean("buyer_surplus_SPA", surplus_at(costs, n, v, r), n=n)
        yield prob("P_no_award", float(costs.sf(r)) ** n, n=n)


@kind
def extra_bidder_versus_negotiation(i: Value) -> Iterator[Value]:
    costs, v = law(i["D"]), i["v"]
    for n in i["ns"]:
        yield mean("surplus_optimal_negotiation", surplus_at(costs, n, v, best_ceiling(costs, v)), n=n)
        yield mean("surplus_plain_auction", v - expect_second(costs, n + 1, lambda c: c), n=n + 1)


@kind
def entry_mixed_strategy(i: Value) -> Iterator[Value]:
    """Levin and Smith 1994: indifference of an entrant."""
    costs, n, k = law(i["D"]), i["N"], i["kcost"]
    low, top = costs.support()
    gain = lambda p: integral(lambda c: float(costs.cdf(c)) * (1 - p * float(costs.cdf(c))) ** (n - 1), low, top)
    p = float(brentq(lambda x: gain(x) - k, 1e-12, 1.0, xtol=1e-14))
    chance = [comb(n, m) * p**m * (1 - p) ** (n - m) for m in range(n + 1)]
    pay = chance[1] * top + sum(chance[m] * expect_second(costs, m, lambda c: c) for m in range(2, n + 1))
    yield exact("p_star", p, atol=1e-7, N=n, k=k)
    yield mean("E_entrants", n * p)
    yield prob("P_no_bidder", chance[0])
    yield mean("E_payment(0 if no bidder)", pay)
    yield mean("E_price_given_award", pay / (1 - chance[0]))
    made = sum(chance[m] * expect_lowest(costs, m, lambda c: c) for m in range(1, n + 1))
    yield mean("E_total_social_cost(production+entry)", made + k * n * p)
    yield mean("E_aggregate_bidder_net_profit", pay - made - k * n * p)


@kind
def entry_threshold(i: Value) -> Iterator[Value]:
    """Samuelson 1985, costs U[0,1], second price, ceiling 1."""
    n, k = i["N"], i["k"]
    c = 1.0 - k ** (1.0 / n)
    single = n * c * (1 - c) ** (n - 1)
    yield exact("c_star", c)
    yield prob("P_no_bidder", (1 - c) ** n)
    yield mean("E_payment(0 if no bidder)", single + expect_second(UNIFORM, n, lambda x: x, c))
    yield mean("E_entrants", n * c)
    yield prob("P_single_bidder", single)


@kind
def failed_tender(i: Value) -> Iterator[Value]:
    costs, n, p = law(i["D"]), i["N"], i["p"]
    weights = {m: comb(n, m) * p**m * (1 - p) ** (n - m) for m in range(n + 1)}
    fail = sum(weights[m] for m in range(3))
    price = sum(weights[m] * expect_second(costs, m, lambda c: c) for m in range(3, n + 1)) / (1 - fail)
    yield prob("P_fail", fail, N=n, p=p)
    yield mean("E_price_given_valid", price)
    yield mean("E_rounds_until_award(retender)", 1 / (1 - fail))


@kind
def invited_tender(i: Value) -> Iterator[Value]:
    costs, n = law(i["D"]), i["N"]
    for k in i["ks"]:
        yield mean("E_price", expect_second(costs, k, lambda c: c), k=k, N=n)
        loss = expect_lowest(costs, k, lambda c: c) - expect_lowest(costs, n, lambda c: c)
        yield mean("efficiency_loss", loss, k=k, N=n)
        yield prob("P_best_invited", k / n, k=k, N=n)


@kind
def right_of_first_refusal(i: Value) -> Iterator[Value]:
    """1 - F = (1 - c)^a; with x = 1 - c the highest of n honest x has distribution function x^(a n)."""
    n, a = i["n"], i["a"]
    part = a * n / (a * n + 1.0)
    yield from (exact("bid", 1 - part * (1 - c), c=c) for c in (0.1, 0.2, 0.35, 0.6, 0.9))
    yield mean("E_price", 1 - part * part)
    costs = law({"dist": "power_survival", "exponent": a})
    yield mean("E_price_without_favouritism(n+1 symmetric bidders)", expect_second(costs, n + 1, lambda c: c))
    yield prob("P_favoured_wins", 1 - part**a * a * n / (a * n + a))

    def cost(y: float) -> float:
        level = part * y
        favored = integral(lambda x: (1 - x) * a * x ** (a - 1), level, 1.0)
        return (favored + level**a * (1 - y)) * a * n * y ** (a * n - 1)

    yield mean("E_winner_cost", integral(cost, 0.0, 1.0))


@kind
def simple_rules(i: Value) -> Iterator[Value]:
    costs, n, m, v = law(i["D"]), i["n"], i["mk"], i["v"]
    yield mean("E_price_markup_rule", (1 + m) * expect_lowest(costs, n, lambda c: c), n=n, markup=m)
    below = integral(lambda c: c * float(costs.pdf(c)), costs.support()[0], min(v, costs.support()[1])) / float(costs.cdf(v))
    yield mean("E_price_nash_bargaining_given_trade", 0.5 * (v + below), v=v, bargaining_power=0.5)
    yield mean("E_price_random_directed_costplus", (1 + m) * float(costs.mean()), markup=m)


@kind
def negotiation_clock(i: Value) -> Iterator[Value]:
    """The second-lowest of n uniform costs lies in a cell of the price grid; alone there it sets the price below, else above."""
    n, s = i["n"], i["steps"]
    h = 1.0 / s
    above = lambda x: (1 - x) ** n + n * x * (1 - x) ** (n - 1)
    price = drop = 0.0
    for j in range(s):
        low, high = j * h, (j + 1) * h
        both = (1 - low) ** n - (1 - high) ** n - n * h * (1 - high) ** (n - 1)
        price += low * (above(low) - above(high)) + h * both
        drop += both
    yield mean("E_price", price)
    yield prob("P_simultaneous_drop", drop)
    yield expected("E_price_continuous_limit", 2 / (n + 1))
    yield exact("discretisation_bias", price - 2 / (n + 1))


@kind
def risk_averse_bidders(i: Value) -> Iterator[Value]:
    n, r = i["n"], i["rho"]
    shade = (1 - r) / (n - r)
    yield from (exact("bid", c + (1 - c) * shade, c=c) for c in (0.0, 0.1, 0.3, 0.5, 0.8))
    low = 1 / (n + 1)
    yield mean("E_price", low + (1 - low) * shade)


@kind
def percentage_preference(i: Value) -> Iterator[Value]:
    d = i["d"]
    yield mean("E_payment", (1 - d) / 3 + d + (1 - d) ** 2 / 3)
    yield prob("P_favoured_wins", (1 + d) / 2)
    yield mean("E_winner_cost", ((1 - d) / 3 + d) / 2 + (1 - d) ** 2 / 6)


@kind
def optimal_price_preference(i: Value) -> Iterator[Value]:
    """Two uniform costs of the same width; who wins is paid the most at which it still would have won."""
    low, high, width = i["sL"], i["sH"], i["width"]
    best = (high - low) / 2
    yield exact("optimal_additive_preference", best)
    for word, pref in (("none", 0.0), ("optimal", best), ("full", high - low)):
        pay, wins = _preferred(low, high, width, pref)
        yield mean(f"E_payment_pref={word}", pay, pref=pref)
        yield prob(f"P_H_wins_pref={word}", wins, pref=pref)


def _preferred(low: float, high: float, width: float, pref: float) -> tuple[float, float]:
    """Expected payment and chance of the high-cost firm; nobody is paid more than its highest possible cost."""
    top, most = low + width, high + width

    def paid(one: float) -> float:
        """Given the low-cost firm's cost: the other wins below one + pref."""
        edge = min(max(one + pref, high), most)
        own = integral(lambda other: min(other - pref, top), edge, most, [top + pref])
        return (own + (edge - high) * min(one + pref, most)) / width**2

    chance = integral(lambda one: (min(max(one + pref, high), most) - high) / width**2, low, top, [high - pref, most - pref])
    return integral(paid, low, top, [high - pref, most - pref]), chance


@kind
def incumbent_advantage(i: Value) -> Iterator[Value]:
    """One cost U[0,1] - D, m costs U[0,1], second price."""
    m, d = i["m"], i["D"]
    win = d + (1 - d ** (m + 1)) / (m + 1)

    def second_above(t: float) -> float:
        own, other = min(max(t + d, 0.0), 1.0), min(max(t, 0.0), 1.0)
        none = (1 - own) * (1 - other) ** m
        return none + own * (1 - other) ** m + (1 - own) * m * other * (1 - other) ** (m - 1)

    yield prob("P_incumbent_wins", win)
    yield mean("E_price", -d + integral(second_above, -d, 1.0, [0.0, 1.0 - d]))
    yield mean("E_tenure(consecutive contracts)", 1 / (1 - win))
