"""A month of needs, worked by hand: they end, arise and are counted; who leaves or grows older takes them along."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import NEEDY, SIZES, hand_made

from gpssim.agents.kernel import ENDED, ONSET
from gpssim.errors import ConservationError
from gpssim.model import PublicServiceMarket
from gpssim.month import checking
from gpssim.month.needs.needs import update_needs
from gpssim.month.planning.policy import set_policy

ELDERLY, MIGRANT = 1, 3

LARGE = {"world.city.n_citizens": 600, "world.city.residents": 12_000, "months": 12}


def needs(duration: float, prevalence: float) -> dict[str, object]:
    """The one domain with other needs."""
    return {"world.domains": [{**SIZES["world.domains"][0], "duration": duration, "prevalence": [prevalence] * 5}]}


def after(market: PublicServiceMarket) -> PublicServiceMarket:
    """The same market after its needs have moved."""
    set_policy(market)
    update_needs(market)
    return market


def test_a_need_of_a_month_ends_with_all_that_hangs_on_it() -> None:
    market = hand_made(needs(1.0, 0.0))
    people = market.citizens.columns
    for name, value in {"applied": 1, "contract": 7, "waited": 4, "blamed": 2}.items():
        people[name][list(NEEDY), 0] = value
    after(market)
    # 1 / 1 month: every need ends; three in the first district and two in the second
    for name, value in {"need": 0, "applied": 0, "contract": -1, "waited": 0, "blamed": 0}.items():
        assert people[name][list(NEEDY), 0].tolist() == [value] * 5, name
    assert market.cells[..., ENDED].sum(axis=(1, 2)).tolist() == [3.0, 2.0]
    assert market.cells[..., ONSET].sum() == 0.0


def test_a_need_arises_where_none_is_and_stays_where_it_lasts() -> None:
    market = hand_made(needs(1.0, 0.5))
    market.citizens.columns["need"][:, 0] = np.isin(np.arange(50), NEEDY)
    after(market)
    # 0.5 / (0.5 * 1) = 1: all the others fall into need, while those five needs end
    people = market.citizens
    assert np.flatnonzero(people.need[:, 0] == 0).tolist() == list(NEEDY)
    assert market.cells[..., ONSET].sum() == 45.0
    assert market.cells[..., ENDED].sum() == 5.0


def test_growth_is_counted_from_the_switch_of_policy() -> None:
    # rate 0.2 / (0.8 * 1) = 0.25; 0.25 * 1.5^(24/12) = 0.5625: whose luck is below it falls into need
    market = hand_made({**needs(1.0, 0.2), "world.city.demand_growth": 0.5, "warm_up": 3})
    market.citizens.columns["need"][:] = 0
    market.month = 27
    luck = market.luck.at(27).uniforms("need", np.arange(50) * 256)  # the kernel's key: 256 times the number, plus the domain
    update_needs(market)
    assert np.array_equal(market.citizens.need[:, 0] == 1, luck < 0.5625)


def test_who_dies_leaves_no_need_behind_and_who_turns_sixty_takes_it_along() -> None:
    # at ten years a year an adult turns sixty with chance 10 / (12 * 45), an old one dies with 10 / (12 * 22)
    market = hand_made({"world.society.population.ageing": 10.0})
    people = market.citizens.columns
    rows = np.flatnonzero(people["present"] == 1)
    people["need"][rows, 0] = 1
    ages, number = people["age_group"][rows].copy(), people["number"][rows].copy()
    now = market.luck.at(market.month)
    dies = (ages == 2) & (now.uniforms("death", number) < 10.0 / 264.0)
    turns = (ages == 1) & (now.uniforms("growing older", number) < 10.0 / 540.0)
    stays = now.uniforms("need", number * 256) >= 1.0 / 600.0
    assert dies.any()
    assert turns.any()
    after(market)
    assert people["present"][rows].tolist() == (~dies).astype(int).tolist()
    assert (people["number"][rows[dies]] == -1).all()
    assert people["need"][rows, 0].tolist() == (~dies & stays).astype(int).tolist()
    assert (people["group"][rows[turns]] == ELDERLY).all()
    # a death ends a need; a birthday ends it in one group and begins it in another
    assert market.cells[..., ENDED].sum() == dies.sum() + turns.sum() + (~dies & ~stays).sum()
    assert market.cells[..., ONSET].sum() == turns.sum()
    assert market.moves["n_left"].sum() == dies.sum()
    assert market.moves["n_aged"].sum() == turns.sum()


def test_a_migrant_who_moves_on_is_replaced_by_one_who_knows_little() -> None:
    market = hand_made({"world.society.population.turnover": 1.0, "world.city.share_migrant": 0.95})
    people = market.citizens.columns
    migrants = np.flatnonzero((people["group"] == MIGRANT) & (people["present"] == 1))
    there = np.bincount(people["district"][migrants], minlength=2)
    people["awareness"][migrants] = 1.0
    old = people["number"][migrants].copy()
    after(market)
    # a share of 1 a year: 1 - 0^(1/12) = 1 a month; newcomers begin with 0.3 of what residents know, and without a need
    new = np.flatnonzero((people["group"] == MIGRANT) & (people["present"] == 1))
    assert not np.isin(people["number"][new], old).any()
    assert np.bincount(people["district"][new], minlength=2).tolist() == there.tolist()
    assert market.moves["n_left"].tolist() == market.moves["n_arrived"].tolist() == there.tolist()
    assert people["awareness"][new].max() <= 0.3
    assert set(people["age_group"][new].tolist()) == {1}  # who moves for work is of working age
    assert not people["need"][new].any()


def test_at_one_year_a_year_an_adult_turns_sixty_after_forty_five_years_and_none_where_nobody_ages() -> None:
    for ageing, chance in ((1.0, 1.0 / 540.0), (0.0, 0.0)):
        market = hand_made({"world.society.population.ageing": ageing, "world.society.population.births": 1e-9, "months": 60})
        people, turned = market.citizens.columns, 0
        for month in range(20):
            market.month = month
            rows = np.flatnonzero((people["present"] == 1) & (people["age_group"] == 1))
            turns = rows[market.luck.at(month).uniforms("growing older", people["number"][rows]) < chance]
            after(market)
            assert market.moves["n_aged"].sum() == turns.size
            assert (people["age_group"][turns] == 2).all()
            turned += turns.size
        assert (turned > 0) == (ageing > 0.0)


def test_the_newborn_are_children_in_the_district_of_so_many_parents() -> None:
    market = hand_made({**LARGE, "world.society.population.births": 0.06})
    people = market.citizens.columns
    before = people["present"].copy()
    luck = [market.luck.uniform("arrivals", market.month, 1, place) for place in (0, 1)]
    after(market)
    # 300 x 0.06 / 12 = 1.5 in each district, rounded by luck
    born = np.flatnonzero((people["present"] == 1) & (before == 0))
    assert np.bincount(people["district"][born], minlength=2).tolist() == [int(1.5 + u) for u in luck]
    assert market.moves["n_arrived"].tolist() == [int(1.5 + u) for u in luck]
    assert set(people["age_group"][born].tolist()) == {0}
    assert market.group_sizes.sum(axis=1).tolist() == [300 + int(1.5 + u) for u in luck]
    assert not people["need"][born].any()


def test_who_moves_to_a_growing_city_is_as_its_people_and_a_shrinking_one_loses_its_part() -> None:
    market = hand_made({**LARGE, "world.society.population.growth": 0.24})
    people = market.citizens.columns
    before = people["present"].copy()
    after(market)
    # 300 x 0.24 / 12 = 6 in each district, exactly; a fifth of them elderly
    new = np.flatnonzero((people["present"] == 1) & (before == 0))
    assert np.bincount(people["district"][new], minlength=2).tolist() == [6, 6]
    assert 0 < np.count_nonzero(people["age_group"][new] == 2) < 12
    assert market.moves["n_arrived"].tolist() == [6, 6]
    assert market.moves["n_left"].tolist() == [0, 0]
    market = hand_made({**LARGE, "world.society.population.growth": -0.2})
    people = market.citizens.columns
    number, here = people["number"].copy(), people["present"] == 1
    after(market)
    # 1 - 0.8^(1/12) = 0.018423 a month
    gone = here & (market.luck.at(market.month).uniforms("leaving the city", number) < 0.018423)
    assert gone.any()
    assert (people["present"] == (here & ~gone)).all()
    assert market.moves["n_arrived"].sum() == 0


def test_expectations_rise_by_a_twelfth_of_the_year_and_needs_drift_only_after_a_year() -> None:
    market = hand_made({**needs(1.0, 0.2), "world.society.population.rising_aspiration": 0.6, "warm_up": 0, "months": 36})
    before = market.citizens.aspiration.copy()
    after(market)
    assert market.citizens.aspiration - before == pytest.approx(0.05)
    market = hand_made({**needs(1.0, 0.2), "world.society.population.drift": 0.5, "warm_up": 0, "months": 36})
    for month, years in ((11, 0), (12, 1), (35, 2)):
        market.citizens.columns["need"][:] = 0
        market.month = month
        # rate 0.2 / (0.8 x 1) = 0.25, after each year another step of 0.5 times a normal
        walk = 0.5 * sum(market.luck.normal("demand drift", 0, year) for year in range(years))
        luck = market.luck.at(month).uniforms("need", np.arange(50) * 256)
        update_needs(market)
        assert np.array_equal(market.citizens.need[:, 0] == 1, luck < min(1.0, 0.25 * np.exp(walk)))


def test_a_city_that_does_not_add_up_is_seen() -> None:
    market = hand_made()
    checking.check_population(market)
    people = market.citizens.columns
    for column, row, value, words in (
        ("number", 1, people["number"][0], "two citizens share a number"),
        ("present", 40, 0, "49 citizens, 50 counted"),
    ):
        before = people[column][row].copy()
        people[column][row] = value
        with pytest.raises(ConservationError, match=words):
            checking.check_population(market)
        people[column][row] = before
    people["present"][40] = 0
    market.group_sizes[0, people["group"][40]] -= 1
    checking.check_population(market)
    for column, value in (("need", 1), ("contract", 0)):
        before = people[column][40].copy()
        people[column][40, 0] = value
        with pytest.raises(ConservationError, match="somebody who left needs something"):
            checking.check_population(market)
        people[column][40] = before
