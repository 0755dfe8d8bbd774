"""Group 7, learning curves, lock-in, capacity."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, lgamma, log, log2

from scipy.optimize import brentq

from solutions.tools import Value, exact, expected, kind, mean, prob


@kind
def learning_curve(i: Value) -> Iterator[Value]:
    b, first = -log2(i["PR"]), i["c1"]
    yield exact("b_exponent", b)
    yield from (exact("unit_cost", first * n**-b, n=n) for n in i["ns"])
    total = max(i["ns"])
    yield exact("cumulative_cost", sum(first * n**-b for n in range(1, total + 1)), N=total)
    steady = i["qflow"] / (1 - i["dep"])
    yield exact("steady_experience", steady)
    yield exact("steady_unit_cost", first * steady**-b)
    later = steady + (1 - steady) * i["dep"] ** 5
    yield exact("experience", later, t=5)
    yield exact("unit_cost", first * later**-b, t=5)


@kind
def experience_lock_in(i: Value) -> Iterator[Value]:
    n, rounds, first, b = i["n"], i["T"], i["c1"], -log2(i["PR"])
    cost = lambda k: first * k**-b
    locked, turns = (sum(cost(k) for k in range(1, rounds + 1)), sum(cost(1 + t // n) for t in range(rounds)))
    won = [rounds // n + (j < rounds % n) for j in range(n)]
    yield exact("open_total_cost", locked)
    yield exact("open_total_payment", first * rounds)
    yield exact("open_final_HHI", 1.0)
    yield exact("rotation_total_cost", turns)
    yield exact("rotation_final_HHI", sum((w / rounds) ** 2 for w in won))
    yield exact("cost_ratio_rotation/open", turns / locked)
    yield exact("incumbent_final_unit_cost", cost(rounds + 1))
    yield exact("entrant_unit_cost_gap(fallback risk)", first - cost(rounds + 1))
    yield exact("incumbent_cumulative_profit", first * rounds - locked)


@kind
def self_reinforcing_awards(i: Value) -> Iterator[Value]:
    n, a = i["n"], i["a"]
    p = 1 / n
    for t in sorted({10, i["T"]}):
        yield mean("E_HHI", n * (t * p * (1 - p) * (t + n * a) / (1 + n * a) + (t * p) ** 2) / t**2, T=t)
    yield exact("E_HHI_limit", (1 + a) / (1 + n * a))
    yield exact("corr_of_successive_awards(P same firm rounds 1,2)", (a + 1) / (n * a + 1))
    rise = lambda x, t: lgamma(x + t) - lgamma(x)
    yield exact("P_one_firm_wins_all", n * exp(rise(a, 5) - rise(n * a, 5)), T=5)


@kind
def stochastic_learning_race(i: Value) -> Iterator[Value]:
    """Two firms; states are awards of the first."""
    top, b, lam, rounds = i["kappa"], -log2(i["PR"]), i["lam"], i["T"]
    cost = lambda won: top * (1.0 + won) ** -b
    first = lambda m, t: 1 / (1 + exp(-lam * (cost(t - m) - cost(m))))
    chance, total, last = {0: 1.0}, 0.0, 0.0
    for t in range(rounds):
        later: dict[int, float] = {}
        last = 0.0
        for m, x in chance.items():
            p = first(m, t)
            last += x * (p * cost(m) + (1 - p) * cost(t - m))
            later[m + 1] = later.get(m + 1, 0.0) + x * p
            later[m] = later.get(m, 0.0) + x * (1 - p)
        total, chance = total + last, later
    yield mean("E_HHI_T", sum(x * ((m / rounds) ** 2 + (1 - m / rounds) ** 2) for m, x in chance.items()))
    yield mean("E_leader_share", sum(x * max(m, rounds - m) / rounds for m, x in chance.items()))
    yield mean("E_total_cost", total)
    yield expected("E_cost_last_round", last)
    yield prob("P(e=(2,1) firm) wins round 2", first(1, 1))
    yield prob("P_monopolised(one firm won all T)", chance[0] + chance[rounds])


class Race:
    """Markov-perfect prices of two learning firms by backward recursion."""

    def __init__(self, i: Value) -> None:
        self.beta, self.s, self.top, b = i["beta_"], i["sigma"], i["M"], log2(i["PR"])
        self.cost = {e: i["kappa"] * min(e, i["m"]) ** b for e in range(1, self.top + 1)}
        self.value: dict[tuple[int, int], float] = {}
        self.price: dict[tuple[int, int], float] = {}
        for total in range(2 * self.top, 1, -1):
            for e in range(max(1, total - self.top), min(self.top, total - 1) + 1):
                if e >= total - e:
                    self.solve(e, total - e)

    def win(self, e: int, f: int) -> float:
        return 1 / (1 + exp((self.price[e, f] - self.price[f, e]) / self.s))

    def side(self, d: float, cost: float, win: float | None, lose: float | None) -> tuple[float, float]:
        """Value and price of a firm that wins with chance d; ``None``: the state does not move."""
        rent = self.s * d / (1 - d)
        value = rent / (1 - self.beta) if lose is None else rent + self.beta * lose
        after = (value if win is None else win) - (value if lose is None else lose)
        return value, cost + self.s / (1 - d) - self.beta * after

    def solve(self, e: int, f: int) -> None:
        e_up, f_up = (e + 1, f) if e < self.top else None, (e, f + 1) if f < self.top else None

        def own(state: tuple[int, int] | None) -> float | None:
            return self.value[state] if state else None

        def other(state: tuple[int, int] | None) -> float | None:
            return self.value[state[1], state[0]] if state else None

        def sides(d: float) -> tuple[tuple[float, float], tuple[float, float]]:
            mine = self.side(d, self.cost[e], own(e_up), own(f_up))
            return mine, self.side(1 - d, self.cost[f], other(f_up), other(e_up))

        def gap(d: float) -> float:
            (_, price), (_, rival) = sides(d)
            return (price - rival) / self.s - log((1 - d) / d)

        d = 0.5 if e == f else float(brentq(gap, 1e-9, 1 - 1e-9, xtol=1e-15))
        (self.value[e, f], self.price[e, f]), (self.value[f, e], self.price[f, e]) = sides(d)


@kind
def learning_duopoly_equilibrium(i: Value) -> Iterator[Value]:
    race = Race(i)
    name = lambda e: "M" if e == race.top and race.top > 3 else e
    for e, f in ((1, 1), (2, 1), (1, 2), (3, 1), (race.top, race.top)):
        yield exact("price", race.price[e, f], atol=1e-6, at=[name(e), name(f)])
    for e, f in ((2, 1), (3, 1), (race.top, 1)):
        yield exact("P_win", race.win(e, f), atol=1e-6, at=[name(e), name(f)])
    for e, f in ((1, 1), (2, 1), (1, 2)):
        yield exact("V", race.value[e, f], atol=1e-5, at=[e, f])
    chance, most = {(1, 1, 0): 1.0}, 0.0
    for t in range(400):
        round_ = sum(x * (race.win(e, f) ** 2 + race.win(f, e) ** 2) for (e, f, _), x in chance.items())
        most = max(most, round_)
        later: dict[tuple[int, int, int], float] = {}
        for (e, f, won), x in chance.items():
            p = race.win(e, f)
            for to, part in (((min(e + 1, race.top), f, won + 1), p), ((e, min(f + 1, race.top), won), 1 - p)):
                to = to if t < 30 else (to[0], to[1], 0)
                later[to] = later.get(to, 0.0) + x * part
        chance = later
        if t == 29:
            yield mean("E_HHI_30", sum(x * ((w / 30) ** 2 + (1 - w / 30) ** 2) for (_, _, w), x in chance.items()))
    yield exact("max_t expected one-period HHI (BDKS HHI^)", most, atol=1e-6)
