"""The approximate equilibrium: it settles, its regret is small, it agrees with the exact one where there is one."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gpssim.bidding import best_response
from gpssim.bidding.base import PromiseTerms
from gpssim.bidding.best_response import (
    BISECTIONS,
    Play,
    Solution,
    Table,
    _grids,
    _needed,
    _refined,
    best_by_arrays,
    best_play,
    best_plays,
    chances,
    side_by_side,
    solve,
)
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price
from gpssim.bidding.rivals import N_TYPES, Field, RivalLaw, TenderClass, Types
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World
from gpssim.streams import Luck

TERMS = PromiseTerms(0.4, 0.25, 0.25, 0.5)
TABLE = Table(np.zeros(0), np.zeros(0), np.zeros(0))
TENDER = TenderClass(OpenTender(), (0.0, 0.0, 1.0), 0.9, -np.inf, TERMS, RivalLaw.of(World()))


@pytest.fixture(scope="module")
def solution() -> Solution:
    return solve(TENDER)


def test_it_settles_with_little_regret(solution: Solution) -> None:
    assert solution.settled
    assert solution.rounds < 40
    assert solution.regret < 5e-4  # of the ceiling, against rivals and luck drawn afresh
    assert 0.0 < solution.mean_margin < 1.0


def test_all_begin_half_way_between_their_cost_and_the_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best_response, "ROUNDS", 0)
    cost = Field(TENDER, Luck.of(0, 0)).types.cost
    begun = solve(TENDER)
    assert (begun.rounds, begun.settled) == (0, False)
    assert (begun.mean_price, begun.mean_margin) == pytest.approx((0.5 + 0.5 * cost.mean(), 0.5 - 0.5 * cost.mean()))
    assert begun.mean_extra == 0.0


def test_the_table_is_a_chance_that_falls_with_price_and_rises_with_rating(solution: Solution) -> None:
    chance = solution.table.chance
    assert ((chance >= 0.0) & (chance <= 1.0)).all()
    assert (np.diff(chance, axis=0) <= 1e-9).all()
    assert (np.diff(chance, axis=1) >= -1e-9).all()


def test_the_table_reaches_from_a_quarter_below_the_cheapest_rival_to_the_ceiling(solution: Solution) -> None:
    field = Field(TENDER, Luck.of(0, 0))
    prices, ratings = _grids(field)
    assert prices[[0, -1]] == pytest.approx([0.75 * field.types.cost.min(), 1.0])
    # one beyond the best rating there is, promises of 1.6 included, of which half counts
    best = np.abs(field.types.rating).max()
    assert ratings[[0, -1]] == pytest.approx([-(best + 0.8 + 1.0), best + 0.8 + 1.0])
    assert (solution.table.prices.tolist(), solution.table.ratings.tolist()) == (prices.tolist(), ratings.tolist())


class AskedWhole(OpenTender):
    """Like an open tender, and its score is asked for whole."""

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        return super().score(prices, quality, ceiling)


class Blind(OpenTender):
    """One that looks at prices alone, and does not say so."""

    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        return super().score(prices, np.zeros_like(quality), ceiling)


SETTINGS: dict[str, dict[str, Any]] = {
    "usual": {},
    "mean": {"price_rule": "closest_to_mean", "price_weight": 0.5},
    "ratio": {"rule": "quality_over_price"},
}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_a_score_in_two_steps_is_the_score_to_the_last_bit(settings: dict[str, Any]) -> None:
    found = [solve(replace(TENDER, mechanism=kind(**settings))) for kind in (OpenTender, AskedWhole)]
    assert found[0].table.chance.tobytes() == found[1].table.chance.tobytes()
    assert replace(found[0], table=TABLE) == replace(found[1], table=TABLE)
    assert [OpenTender(**settings).in_two_steps, AskedWhole(**settings).in_two_steps] == [True, False]


def test_a_subclass_that_scores_in_its_own_way_is_asked(solution: Solution) -> None:
    chance = solve(replace(TENDER, mechanism=Blind())).table.chance
    assert np.ptp(chance, axis=1).max() < 1e-6, "no rating moves a score that is blind to it"
    assert np.ptp(solution.table.chance, axis=1).max() > 0.5


def test_a_table_is_read_between_its_points_and_at_its_ends_beyond_them() -> None:
    prices, ratings = np.array([0.7, 0.8, 0.9, 1.0]), np.array([-1.0, 0.0, 1.0])
    chance = np.array([[0.4, 0.8, 1.0], [0.3, 0.6, 0.9], [0.2, 0.4, 0.6], [0.0, 0.1, 0.2]])
    asked = np.array([0.75, 0.95, 1.0, 0.6, 0.9])
    rated = np.array([0.5, -1.0, 9.0, -9.0, 0.25])
    none = np.zeros(5)
    types = Types(cost=none, honesty=none, rating=rated, least_extra=none)
    found = chances(TENDER, types, side_by_side(Table(prices, ratings, chance)), Play(asked[None], none[None]))
    # between four points: the mean of 0.8, 1, 0.6 and 0.9; between two: of 0.2 and 0; the ends; 0.4 and a quarter of 0.2
    assert found[0] == pytest.approx([0.825, 0.1, 0.2, 0.4, 0.45], abs=1e-5)


def test_the_best_of_a_grid_is_refined_by_a_parabola_but_at_its_ends() -> None:
    grids = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, 2.0, 4.0, 6.0]])
    peak = -((np.arange(4.0) - 1.25) ** 2)
    flat = np.array([1.0, 1.0, 1.0, 0.0])
    values = np.array([peak, -np.arange(4.0), np.arange(4.0), flat, peak, -((np.arange(4.0) - 1.75) ** 2)])
    found = _refined(grids, values, np.array([1, 0, 3, 1, 1, 2]))
    # the last three on the second grid, of twice the step; on a flat top the point itself
    assert found.tolist() == pytest.approx([1.25, 0.0, 3.0, 2.0, 2.5, 3.5])


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


@pytest.mark.parametrize(
    ("weight", "n", "least", "most"), [(0.3, 2, 0.0, 0.002), (0.3, 9, 0.0, 0.002), (0.6, 2, 0.0, 0.003), (0.6, 9, 0.004, 0.007)]
)
def test_a_finer_grid_asks_for_less_by_what_the_page_on_bidding_says(
    weight: float, n: int, least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    tender = replace(TENDER, mechanism=OpenTender(price_weight=weight), n_rivals=(0.0,) * n + (1.0,), cost_level=0.85)
    coarse = solve(tender).mean_price
    monkeypatch.setattr(best_response, "N_PRICES", 49)
    assert least < coarse - solve(tender).mean_price < most


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


def test_the_compiled_search_and_that_by_arrays_have_the_same_bits(solution: Solution) -> None:
    field = Field(replace(TENDER, floor=0.2), Luck.of(0, 2))
    tender, types = field.tender, field.types
    other = Table(solution.table.prices + 0.01, 1.1 * solution.table.ratings, solution.table.chance**2)
    for tables in (side_by_side(solution.table), side_by_side(solution.table, other)):
        play, won = best_plays(tender, types, tables)
        expected = best_by_arrays(tender, types, tables)
        assert (play.price == expected.price).all()
        assert (play.extra == expected.extra).all()
        assert (won == chances(tender, types, tables, expected)).all()
