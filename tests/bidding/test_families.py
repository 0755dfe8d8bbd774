"""Bidding families: who abstains, what rises and falls with what, who knows what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bidders import COSTS, bidders

from gpssim import registry
from gpssim.bidding import keeping
from gpssim.bidding.base import BiddingFamily, Rivals, expected_rivals
from gpssim.bidding.equilibrium import Equilibrium
from gpssim.bidding.markup import Markup
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.screening import no_award_reason
from gpssim.scenario import World

WORLD = World()
FAMILIES = [family.of(WORLD) for family in registry.biddings().values()]
EQUILIBRIUM = Equilibrium.of(WORLD)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
@pytest.mark.parametrize("mechanism", [OpenTender(), OpenTender(rule="lowest_evaluated_price")], ids=["score", "price"])
def test_offers_lie_between_cost_and_ceiling_and_the_dear_stay_away(family: BiddingFamily, mechanism: OpenTender) -> None:
    offer = family.offer(bidders(mechanism=mechanism, quality_floor=0.4))
    able = COSTS <= 100.0
    assert (offer.price[able] >= COSTS[able]).all()
    assert (offer.price[able] <= 100.0).all()
    assert (offer.promised_quality[able] >= 0.4).all()
    assert (offer.win_probability[able] > 0.0).all()
    assert np.isnan(offer.price[~able]).all()
    assert np.isnan(offer.promised_quality[~able]).all()
    assert (offer.win_probability[~able] == 0.0).all()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.name)
def test_every_bidder_looks_at_itself_alone(family: BiddingFamily) -> None:
    together = family.offer(bidders())
    for k in range(COSTS.size):
        one = slice(k, k + 1)
        info = bidders()
        alone = replace(info, **{f: getattr(info, f)[one] for f in ("cost", "quality", "dossier", "honesty", "lead")})
        assert np.array_equal(family.offer(alone).price, together.price[one], equal_nan=True)


def test_nobody_is_in_a_ring_but_where_a_family_says_so() -> None:
    alike = bidders(character=np.full(COSTS.size, 0.1))
    rings = {family.name: family.ring(alike) for family in FAMILIES}
    assert {ring.shape for ring in rings.values()} == {COSTS.shape}
    assert {name for name, ring in rings.items() if ring.any()} == {"collusion"}


def test_markup_by_hand() -> None:
    offer = Markup(markup=0.1, habit=0.2).offer(bidders())
    assert offer.price[:4] == pytest.approx([77.0, 88.0, 94.6, 100.0])
    assert offer.promised_quality[:4] == pytest.approx([0.2] * 4)
    assert offer.win_probability[:4] == pytest.approx([1 / 3] * 4)
    assert Markup.of(WORLD).markup == WORLD.bidding.markup


def prices(**changes: object) -> np.ndarray:
    return EQUILIBRIUM.offer(bidders(**changes)).price[:2]


def test_equilibrium_prices_fall_with_rivals() -> None:
    few, some, many = (prices(rivals=Rivals(n, 86.0)) for n in (2.0, 3.0, 6.0))
    assert (few > some).all()
    assert (some > many).all()


def test_equilibrium_prices_rise_with_a_lead_in_quality() -> None:
    behind, level, ahead = (prices(dossier=np.full(5, x)) for x in (-0.5, 0.0, 0.5))
    assert (behind < level).all()
    assert (level < ahead).all()
    assert np.array_equal(prices(lead=np.full(5, 0.5)), prices(dossier=np.full(5, 0.5)))
    assert np.array_equal(prices(dossier=np.full(5, 0.5)), prices(rivals=Rivals(2.0, 86.0, dossier=-0.5)))


def test_equilibrium_prices_fall_with_the_weight_of_price_down_to_the_exact_ones() -> None:
    low, middle, high, only = (prices(mechanism=OpenTender(price_weight=w)) for w in (0.1, 0.3, 0.7, 1.0))
    assert (low > middle).all()
    assert (middle > high).all()
    assert (high > only).all()
    assert low == pytest.approx([100.0] * 2, abs=0.5)


def test_promises_rise_where_they_count_and_stop_where_they_are_punished() -> None:
    def extra(**changes: object) -> float:
        return float(EQUILIBRIUM.offer(bidders(**changes)).promised_quality[1])

    assert extra(mechanism=OpenTender(promise_weight=0.0)) == 0.0
    assert extra() > 0.1
    mild = replace(bidders().promise, penalty=0.0)
    assert extra(promise=mild, honesty=np.zeros(5)) > extra(honesty=np.zeros(5)) > 0.0


@pytest.mark.parametrize("what", ["quality", "dossier", "lead"])
def test_whoever_stands_above_its_rivals_wins_more_often_and_need_not_be_cheap(what: str) -> None:
    alike, better = np.full(5, 80.0), np.array([-0.4, -0.2, 0.0, 0.2, 0.4])
    offer = EQUILIBRIUM.offer(bidders(cost=alike, **{what: better}))
    assert (np.diff(offer.win_probability) > 0.0).all()
    assert (np.diff(offer.price) > 0.0).all()
    # only what is above the rivals counts: if they are as much better, nothing is gained
    rivals = replace(bidders().rivals, quality=0.2, dossier=0.2)
    same = EQUILIBRIUM.offer(bidders(cost=alike, rivals=rivals, quality=np.full(5, 0.2), dossier=np.full(5, 0.2)))
    assert same.price == pytest.approx(np.full(5, offer.price[2]), rel=1e-9)


def test_social_service_tenders_are_won_5_to_12_percent_under_the_ceiling() -> None:
    """Discount of the winner with three and four bidders whose cost is about a fifth under the ceiling (target of calibration)."""
    tender, sd = OpenTender(), WORLD.organizations.cost_sd
    discounts = []
    for n, level in ((3, 78.0), (4, 78.0), (3, 82.0), (4, 82.0)):
        cost = np.minimum(level * np.exp(sd * np.array([-0.84, -0.25, 0.25, 0.84])), 100.0)
        none = np.zeros(4)
        info = bidders(cost=cost, quality=none, dossier=none, lead=none, honesty=np.full(4, 0.6), rivals=Rivals(n - 1.0, level))
        offer = EQUILIBRIUM.offer(replace(info, mechanism=tender))
        weight = offer.win_probability / offer.win_probability.sum()
        discounts.append(float(1.0 - weight @ offer.price / 100.0))
    assert 0.05 <= np.mean(discounts) <= 0.12
    assert 0.03 <= min(discounts) <= max(discounts) <= 0.13


def test_only_public_things_about_rivals_enter() -> None:
    assert set(EQUILIBRIUM.law.__slots__) == {
        "cost_sd",
        "ability_sd",
        "ability_cost_correlation",
        "skill_sd",
        "dossier_ability",
        "dossier_noise",
        "honesty",
    }


def test_solutions_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    offer = EQUILIBRIUM.offer(bidders())
    assert set(EQUILIBRIUM.classes(bidders())) <= set(keeping._KEPT)
    monkeypatch.setattr(keeping, "_read", lambda tender: pytest.fail("read again"))
    monkeypatch.setattr(keeping, "solve", lambda tender: pytest.fail("solved again"))
    assert np.array_equal(EQUILIBRIUM.offer(bidders()).price, offer.price, equal_nan=True)


def test_classes_are_few() -> None:
    classes = {EQUILIBRIUM.classes(bidders(rivals=Rivals(n, level))) for n in (1.8, 2.2) for level in (85.1, 86.0, 89.9)}
    assert len(classes) == 1


def test_offers_move_smoothly_between_classes() -> None:
    levels = np.linspace(82.0, 93.0, 23)
    price = np.array([prices(rivals=Rivals(2.0, level))[1] for level in levels])
    assert np.abs(np.diff(price)).max() < 0.6  # half a yuan of cost moves a price by about as much


@pytest.mark.parametrize(
    ("number", "least", "expected"),
    [
        (2.4, 1, (0.0, 0.0, 1.0)),
        (0.2, 3, (0.0, 0.0, 1.0)),
        (0.0, 1, (1.0,)),
        ((0.5, 0.3, 0.2), 2, (0.0, 0.6, 0.4)),
        ((1.0,), 3, (0.0, 0.0, 1.0)),
        (90.0, 1, (0.0,) * 12 + (1.0,)),
    ],
)
def test_rivals_are_expected_given_that_an_award_is_possible(number: object, least: int, expected: tuple[float, ...]) -> None:
    assert expected_rivals(number, least) == pytest.approx(expected)  # type: ignore[arg-type]  # a number or a tuple


def test_reasons_for_no_award() -> None:
    assert no_award_reason(()) == "no_bids"
