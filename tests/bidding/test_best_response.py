"""The approximate equilibrium: it settles, its regret is small, it agrees with the exact one where there is one."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from gpssim.bidding.base import PromiseTerms
from gpssim.bidding.best_response import BISECTIONS, Play, Solution, _needed, best_play, solve
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price
from gpssim.bidding.rivals import N_TYPES, Field, RivalLaw, TenderClass
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World
from gpssim.streams import Luck

TERMS = PromiseTerms(0.4, 0.25, 0.25, 0.5)
TENDER = TenderClass(OpenTender(), (0.0, 0.0, 1.0), 0.9, -np.inf, TERMS, RivalLaw.of(World()))


@pytest.fixture(scope="module")
def solution() -> Solution:
    return solve(TENDER)


def test_it_settles_with_little_regret(solution: Solution) -> None:
    assert solution.settled
    assert solution.rounds < 40
    assert solution.regret < 5e-4  # of the ceiling, against rivals and luck drawn afresh
    assert 0.0 < solution.mean_margin < 1.0


def test_the_table_is_a_chance_that_falls_with_price_and_rises_with_rating(solution: Solution) -> None:
    chance = solution.table.chance
    assert ((chance >= 0.0) & (chance <= 1.0)).all()
    assert (np.diff(chance, axis=0) <= 1e-9).all()
    assert (np.diff(chance, axis=1) >= -1e-9).all()


def test_the_table_reaches_from_a_quarter_below_the_cheapest_rival_to_the_ceiling(solution: Solution) -> None:
    cheapest = Field(TENDER, Luck.of(0, 0)).types.cost.min()
    assert solution.table.prices[[0, -1]] == pytest.approx([0.75 * cheapest, 1.0])
    assert solution.table.ratings[0] == -solution.table.ratings[-1]


def test_at_the_price_of_its_rival_an_offer_needs_the_rating_that_the_rival_got() -> None:
    field = Field(replace(TENDER, n_rivals=(0.0, 1.0)), Luck.of(0, 0))
    play = Play(np.full(N_TYPES, 0.9), np.linspace(0.0, 0.4, N_TYPES))
    rival, most = field.met[:, 0], 6.0
    got = field.types.rating[rival] + field.tender.mechanism.promise_weight * play.extra[rival] + field.errors[:, 0]
    needed = _needed(field, play, np.array([0.85, 0.9, 0.95]), most)
    assert np.abs(needed[1] - got).max() <= most / 2**BISECTIONS
    assert (needed[0] < needed[1]).all()  # who asks less needs less
    assert (needed[1] < needed[2]).all()


def test_a_solution_depends_on_its_class_alone_and_travels(solution: Solution) -> None:
    again = pickle.loads(pickle.dumps(solve(pickle.loads(pickle.dumps(TENDER)))))
    assert np.array_equal(again.table.chance, solution.table.chance)
    assert again.regret == solution.regret


@pytest.mark.parametrize("n", [1, 2, 4])
def test_it_agrees_with_quadrature_where_price_alone_decides(n: int) -> None:
    tender = replace(TENDER, mechanism=OpenTender(rule="lowest_evaluated_price"), n_rivals=(0.0,) * n + (1.0,), cost_level=0.85)
    types = Field(tender, Luck.of(0, 0)).types
    exact = equilibrium_price(types.cost, TruncatedLognormal(0.85, tender.law.cost_sd, 1.0), tender.n_rivals, 1.0)
    approximate = best_play(tender, types, solve(tender).table).price
    assert np.abs(approximate - exact).mean() < 0.015  # share of the ceiling: three quarters of a step of the grid of prices
    assert abs(approximate.mean() - exact.mean()) < 0.015


def test_without_rivals_the_ceiling_is_asked_and_nothing_promised() -> None:
    alone = solve(replace(TENDER, n_rivals=(1.0,)))
    assert alone.mean_price == pytest.approx(1.0, abs=1e-3)
    assert alone.mean_extra == pytest.approx(0.0, abs=1e-3)


def test_absent_rivals_lie_between_few_and_many() -> None:
    few, many = (solve(replace(TENDER, n_rivals=n)).mean_price for n in ((0.0, 1.0), (0.0, 0.0, 0.0, 1.0)))
    mixed = solve(replace(TENDER, n_rivals=(0.0, 0.5, 0.0, 0.5))).mean_price
    assert many < mixed < few


def test_rivals_are_drawn_from_the_worlds_generators() -> None:
    law = TENDER.law
    types = Field(TENDER, Luck.of(0, 0)).types
    assert types.cost.size == N_TYPES
    assert types.cost.max() <= 1.0
    spread = replace(TENDER, cost_level=0.5, law=replace(law, ability_cost_correlation=0.8))
    types = Field(spread, Luck.of(0, 0)).types
    assert np.log(types.cost).std() == pytest.approx(law.cost_sd, rel=0.05)
    assert np.median(types.cost) == pytest.approx(0.5, rel=0.01)
    skilled = (1.0 - law.dossier_ability) * law.skill_sd
    able = (law.dossier_ability + spread.mechanism.promise_weight) * law.ability_sd
    assert types.rating.std() == pytest.approx(np.hypot(skilled, able), rel=0.1)
    assert np.corrcoef(np.log(types.cost), types.rating)[0, 1] == pytest.approx(0.8 * able / np.hypot(skilled, able), abs=0.1)


def test_a_floor_makes_everybody_promise_it() -> None:
    low, high = (solve(replace(TENDER, floor=floor)).mean_extra for floor in (-np.inf, 1.0))
    assert high > low
