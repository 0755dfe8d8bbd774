"""Group 4, unknown cost: common cost, low bids, default, renegotiation."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from solutions.tools import Value, exact, integral, kind, largest_normal, mean, prob


@kind
def common_cost_uniform_signals(i: Value) -> Iterator[Value]:
    """Kagel and Levin 1986, for low bids."""
    eps, high, low = i["eps"], i["ch"], i["cl"]
    for n in i["ns"]:
        for x in (0.5 * (low + high), high - 1.5 * eps):
            more = eps - 2 * eps / (n + 1) * exp(-n / (2 * eps) * (high - eps - x))
            yield exact(f"bid-x (n={n}, x={x})", more, n=n)
        yield mean("E_winner_profit_equilibrium", 2 * eps / (n + 1), n=n)
        yield mean("E_winner_profit_naive_zero_markup", -eps * (n - 1) / (n + 1), n=n)


@kind
def winners_curse_normal(i: Value) -> Iterator[Value]:
    sc, se = i["sc"], i["se"]
    part = sc**2 / (sc**2 + se**2)
    yield exact("shrinkage_beta", part)
    for n in i["ns"]:
        top = largest_normal(n)
        yield exact("breakeven_markup", _breakeven(part, se, top), n=n)
        yield mean("E_winner_profit_bayes_no_WC_correction", -part * se * top, n=n)
        yield mean("E_winner_profit_raw_signal", -se * top, n=n)
        yield exact("E_max_std_normal", top, n=n)


def _breakeven(part: float, se: float, top: float) -> float:
    """What has to be added to the posterior mean so that the winner does not lose."""
    return part * se * top


@kind
def common_cost_average_signal(i: Value) -> Iterator[Value]:
    n = i["n"]
    second = lambda x: (n + 2) / (2 * n) * x + (n - 2) / (2 * n)
    first = lambda x: second(x + (1 - x) / n)
    yield from (exact("bid_SPA", second(x), x=x) for x in (0.2, 0.6))
    yield from (exact("bid_FPA", first(x), x=x) for x in (0.2, 0.7))
    price = first(1 / (n + 1))
    yield mean("E_price", price)
    yield mean("E_price_SPA", price)
    yield mean("E_winner_profit", price - 0.5)
    yield mean("E_winner_profit_naive_SPA", 2 / (n * (n + 1)) - 1 / (2 * n))


@kind
def limited_liability_second_price(i: Value) -> Iterator[Value]:
    n, c, p, d, top = i["n"], i["c"], i["p"], i["D"], i["Kmax"]
    safe = (1 - p) * d
    even = lambda k: c + min(p * k / (1 - p), p * d)
    price = integral(lambda x: even(top * x) * n * (n - 1) * x * (1 - x) ** (n - 2), 0.0, 1.0, [safe / top])
    default = p * (1 - max(0.0, 1 - safe / top) ** n)
    yield exact("K_star(bond that removes default)", safe)
    yield exact("breakeven_bid", even(0.0), K=0)
    yield exact("breakeven_bid", even(0.5 * safe), K=0.5 * safe)
    yield exact("breakeven_bid(K>=K_star)", c + p * d)
    yield mean("E_price", price)
    yield prob("P_default", default)
    yield mean("E_buyer_cost_incl_default_loss", price + i["L"] * default, L=i["L"])
    yield exact("E_price_with_bond>=K_star", c + p * d)
    yield mean("underpricing_vs_expected_cost", c + p * d - price)


@kind
def limited_liability_first_price(i: Value) -> Iterator[Value]:
    """A shock so large that the winner always defaults in the bad state."""
    n, k, p = i["n"], i["K"], i["p"]
    add = p * k / (1 - p)
    yield from (exact("bid", c + (1 - c) / n + add, c=c) for c in (0.1, 0.5))
    yield mean("E_price", 2 / (n + 1) + add)
    yield prob("P_default", p)
    yield mean("E_winner_profit", (1 - p) / (n + 1))
    yield exact("dE_price/dK", p / (1 - p))


@kind
def renegotiation_rent(i: Value) -> Iterator[Value]:
    n, h = i["n"], i["h"]
    yield from (exact("bid", c + (1 - c) / n - h, c=c) for c in (0.2, 0.5))
    yield mean("E_winning_bid", 2 / (n + 1) - h)
    yield mean("E_final_price", 2 / (n + 1))
    yield exact("E_overrun", h)
