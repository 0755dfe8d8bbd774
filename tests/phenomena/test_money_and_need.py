"""Little money, late money, money spent on need that was misjudged; risk; and a pilot against a rich zone."""

from __future__ import annotations

from contrasts import COVERAGE, PLACES, QUALITY, Frames, attempts, falls, market, rises, stays, total, values
from small_market import frames_of

from gpssim.model import PublicServiceMarket
from gpssim.scenario import load_scenario, replace

LAPSED = total("purchasers", "lapsed")
SHOCKS = {"world__conduct__shock_size": 0.6, "world__conduct__liability": 0.02}


def executed(found: Frames) -> float:
    """Part of the year's money that was committed."""
    rows = found["purchasers"].query("month >= 0")
    return float(rows["committed"].sum() / rows["appropriation"].sum())


def purchases(found: Frames) -> float:
    return float(len(attempts(found)))


def broken(found: Frames) -> float:
    """Contracts that ended in default, insolvency or early."""
    rows = found["contracts"].query("month_ended >= 0")
    return float(rows["end_reason"].isin(["defaulted", "insolvent", "ended_early"]).sum())


def test_little_money_buys_few_projects() -> None:
    little, usual = (market(world__purchasers__appropriation_per_head=money) for money in (12.0, 24.5))
    rises(purchases, little, usual, by=20.0)
    rises(PLACES, little, usual, by=150_000.0)


def test_extensive_growth_doubles_places_and_leaves_quality_where_it_was() -> None:
    usual, double = (market(world__purchasers__appropriation_per_head=money) for money in (24.5, 49.0))
    assert (values(PLACES, double) > 1.7 * values(PLACES, usual)).all()
    assert abs((values(QUALITY, double) - values(QUALITY, usual)).mean()) < 0.1  # a fifth of the spread of ability


def test_money_that_comes_late_in_the_year_is_not_used() -> None:
    early, late = (market(world__purchasers__usable_month=month) for month in (2, 11))
    rises(LAPSED, early, late, by=1e6)
    falls(executed, early, late, by=0.02)
    falls(COVERAGE, early, late, by=0.015)


def test_misjudged_need_serves_fewer_with_the_same_money() -> None:
    city = {"world__city__n_citizens": 2000}  # among half as many, who happens to be in need weighs as much as the surveys
    right, wrong = (market(world__purchasers__survey_noise=noise, **city) for noise in (0.0, 1.5))
    falls(COVERAGE, right, wrong, by=0.02)


def test_where_need_is_known_the_noise_of_surveys_is_nothing() -> None:
    known = {"world__frictions__misjudged_need": False, "warm_up": 0}
    stays(COVERAGE, *(market(world__purchasers__survey_noise=noise, **known) for noise in (0.0, 1.5)))


def test_contracts_break_under_shocks_and_people_lose_their_places() -> None:
    calm, risky = market(), market(world__conduct__shock_chance=0.6, **SHOCKS)
    rises(broken, calm, risky, by=40.0)
    falls(COVERAGE, calm, risky, by=0.03)
    stays(broken, calm, market(world__conduct__shock_chance=0.0, **SHOCKS))


def test_a_pilot_is_small_and_worse_than_a_rich_zone() -> None:
    small = {"world.city.n_citizens": 1000, "warm_up": 6, "months": 24, "world.bidding.family": "markup"}
    pilot, rich = (
        frames_of(PublicServiceMarket(replace(place, small), place.policy, seed=1).run())
        for place in map(load_scenario, ("yichang-yiling", "suzhou-high-tech"))
    )
    assert COVERAGE(pilot) < 0.5 * COVERAGE(rich)
    assert QUALITY(pilot) < QUALITY(rich) - 0.2
