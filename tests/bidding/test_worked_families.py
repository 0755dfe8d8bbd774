"""Each bidding family by hand, on numbers small enough to follow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bidders import bidders
from scipy.special import ndtr

from gpssim.bidding.base import BidderInfo, Outcome
from gpssim.bidding.best_response_history import BestResponseHistory
from gpssim.bidding.collusion import Collusion
from gpssim.bidding.ewa import ExperienceWeightedAttraction
from gpssim.bidding.fictitious_play import FictitiousPlay
from gpssim.bidding.foregone import implied_quality, would_win
from gpssim.bidding.imitation import Imitation
from gpssim.bidding.low_ball import LowBall
from gpssim.bidding.markup import Markup
from gpssim.bidding.roth_erev import RothErev
from gpssim.information.history import History
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.rules.learning_to_bid import logit
from gpssim.scenario import World

BY_PRICE = OpenTender(rule="lowest_evaluated_price")
GRID = {"grid_low": 0.0, "grid_high": 0.2, "grid_points": 3}
"""Mark-ups 0, 0.1 and 0.2."""


def two(**changes: object) -> BidderInfo:
    """Costs of 80 and 90 under a ceiling of 100, the lowest price wins."""
    none = np.zeros(2)
    own = {"cost": np.array([80.0, 90.0]), "quality": none, "dossier": none, "honesty": np.full(2, 0.6), "lead": none}
    return bidders(mechanism=BY_PRICE, **{**own, **changes})


def won_by(first: float, second: float) -> Outcome:
    """The result of two prices."""
    price = np.array([first, second])
    return Outcome(price, 100.0 * price.min() / price, np.where(price == price.min(), price, np.nan))


def test_need_for_work_takes_off_mark_up_as_staff_is_idle() -> None:
    offer = Markup(markup=0.1, need_for_work=0.5).offer(bidders(idle=np.array([0.0, 0.5, 1.0, 1.0, 0.0])))
    assert offer.price[:3] == pytest.approx([77.0, 80.0 * 1.075, 86.0 * 1.05])


def test_fictitious_play_remembers_what_every_mark_up_would_have_earned() -> None:
    play = FictitiousPlay(lam=100.0, **GRID)
    info = two(luck=np.array([0.1, 0.5]))  # all mark-ups alike at first: the first and the second are played
    assert play.offer(info).price == pytest.approx([80.0, 99.0])
    assert play.offer(two()).price == pytest.approx([88.0, 99.0])  # who says nothing of luck has the middle one
    kept = play.learn(info, won_by(80.0, 99.0))
    assert kept[0] == pytest.approx([1.0, 0.0, 0.08, 0.16])  # 80, 88 and 96 all beat 99
    assert kept[1] == pytest.approx([1.0, 0.0, 0.0, 0.0])  # 90, 99 and 100 all lose to 80
    kept = play.learn(replace(info, memory=kept, luck=np.array([0.9, 0.1])), won_by(96.0, 90.0))
    assert kept[0] == pytest.approx([2.0, 0.0, 0.08, 0.08])  # 88 would have won, 96 did not
    assert kept[1] == pytest.approx([2.0, 0.0, 0.0, 0.0])
    assert play.chances(kept)[0] == pytest.approx(logit(np.array([0.0, 0.08, 0.08]), 100.0))


def test_attractions_weigh_what_was_foregone_less() -> None:
    ewa = ExperienceWeightedAttraction(phi=0.9, delta=0.5, rho=0.8, **GRID)
    info = two(luck=np.array([0.5, 0.5]))
    kept = ewa.learn(info, won_by(88.0, 99.0))
    assert kept[0] == pytest.approx([1.8, 0.0, 0.08 / 1.8, 0.5 * 0.16 / 1.8])
    assert kept[1] == pytest.approx([1.8, 0.0, 0.0, 0.0])  # even 90 loses to 88


def test_reinforcement_counts_what_was_earned_in_percent_of_the_ceiling() -> None:
    learner = RothErev(strength=1.0, forgetting=0.1, experimentation=0.2, **GRID)
    kept = learner.learn(two(luck=np.array([0.5, 0.5])), won_by(88.0, 99.0))
    assert kept[0] == pytest.approx([0.9 + 0.8, 0.9 + 0.8 * 8.0, 0.9 + 0.8])
    assert kept[1] == pytest.approx([0.9, 0.9, 0.9])
    assert learner.chances(kept)[0] == pytest.approx(kept[0] / kept[0].sum())


def test_a_grid_may_be_of_shading_factors() -> None:
    grid = {"grid_low": 0.0, "grid_high": 1.0, "grid_points": 3}
    prices = FictitiousPlay(grid_of="shading", **grid).prices(two())
    assert prices == pytest.approx(np.array([[80.0, 90.0, 100.0], [90.0, 95.0, 100.0]]))


def test_what_would_have_won_follows_the_mechanisms_own_score() -> None:
    tender = OpenTender(price_weight=0.5)
    price, quality = np.array([80.0, 90.0, np.inf]), np.array([50.0, 60.0, 0.0])
    total = tender.score(price, quality, 100.0)  # 50 + 25 and 44.4 + 30: the first wins
    assert implied_quality(tender, price, np.where(np.isfinite(price), total, np.nan), 100.0)[:2] == pytest.approx(quality[:2])
    wins = would_win(tender, price, quality, 100.0, np.array([[80.0, 81.0, 82.0], [90.0, 88.0, 40.0], [1.0, 1.0, 1.0]]))
    # own price of the first against 90 and quality 60: 25 + 50 against 30 + 50 p / 90, equal at p = 81
    assert wins.tolist() == [[True, True, False], [False, True, True], [False, False, False]]
    # where quality counts nine tenths the second wins at its own price, 8.9 + 54 against 10 + 45: who stayed away wins nothing
    better = would_win(OpenTender(price_weight=0.1), price, np.array([50.0, 60.0, 100.0]), 100.0, price[:, None])
    assert better[:, 0].tolist() == [False, True, False]


@pytest.mark.parametrize("rating", [-8.0, -0.3, 0.0, 2.5, 7.0])
def test_the_quality_behind_a_score_is_found_wherever_it_lies_and_reaches_the_score(rating: float) -> None:
    tender = OpenTender(price_weight=0.5, rating_scale=10.0)
    price, quality = np.array([80.0, 90.0]), tender.points(np.array([rating, 0.0]))  # 100 Phi(rating / 10)
    found = implied_quality(tender, price, tender.score(price, quality, 100.0), 100.0)
    slope = 100.0 / 10.0 / np.sqrt(2.0 * np.pi)  # the most points that a latent unit makes
    over = found - quality
    assert (over >= -1e-11).all()  # not less than it takes: whoever won would have won
    assert (over <= 1e-9 * slope).all()


def test_an_imitator_moves_towards_winners_and_stays_there() -> None:
    imitator = Imitation(markup=0.1, inertia=0.75)
    info = two(history=History((0.9, 0.94)))  # winners got 92: 0.15 over a cost of 80, 0.0222 over 90
    assert imitator.offer(info).price == pytest.approx([80.0 * 1.1125, 90.0 * (1.0 + 0.075 + 0.25 * 2.0 / 90.0)])
    kept = imitator.learn(info, won_by(80.0, 90.0))
    assert kept[0, 0] == pytest.approx(0.1125)
    assert imitator.offer(replace(info, memory=kept)).price[0] == pytest.approx(80.0 * (1.0 + 0.75 * 0.1125 + 0.25 * 0.15))
    assert imitator.offer(two()).price == pytest.approx([88.0, 99.0])
    cheap = two(history=History((0.5,)))  # winners below own cost: no loss is imitated
    assert imitator.offer(cheap).price == pytest.approx([80.0 * 1.075, 90.0 * 1.075])


def test_the_best_response_to_disclosed_prices_by_hand() -> None:
    family = BestResponseHistory(enough=2, bandwidth=1e-6)
    offer = family.offer(two(history=History((0.883, 0.963, 0.963, 0.963))))
    # 80: 0.88 wins always and earns 8, 0.96 wins three times in four and earns 16: 12. 90: 0.96 earns 6 in three of four
    assert offer.price == pytest.approx([96.0, 96.0])
    assert offer.win_probability == pytest.approx([0.75, 0.75])
    assert family.offer(two(history=History((0.9,)))).price == pytest.approx([86.4, 97.2])  # too few: mark-up 0.08
    smooth = BestResponseHistory(bandwidth=0.05).win_frequency(np.array([0.9, 1.0]), np.array([0.95]))
    assert smooth == pytest.approx([(ndtr(-1.0) + ndtr(1.0)) / 2.0])


def ring(**changes: object) -> BidderInfo:
    """Five bidders: the first three in a ring of share 0.5; the last cannot afford the work."""
    return bidders(character=np.array([0.3, 0.1, 0.2, 0.8, 0.4]), luck=np.array([0.0, 0.5, 1.0, 0.5, 0.5]), **changes)


def test_a_ring_takes_turns_and_covers() -> None:
    family = Collusion(ring_share=0.5, ring_price=0.9, markup=0.02, habit=0.3)
    info = ring()
    offer = family.offer(info)  # nobody had a turn: lots decide, here the second
    assert offer.price[:4] == pytest.approx([90.0 * 1.01, 90.0, 90.0 * 1.05, 95.0 * 1.02])
    assert np.isnan(offer.price[4])
    assert offer.promised_quality[:4] == pytest.approx([0.0, 0.3, 0.0, 0.3])
    # two rivals expected, both of the ring: whose turn it is expects to win, the others a third of that in turns to come
    assert offer.win_probability[:4] == pytest.approx([1 / 3, 1.0, 1 / 3, 1 / 3])
    paid = np.array([np.nan, 90.0, np.nan, np.nan, np.nan])
    kept = family.learn(info, Outcome(offer.price, -offer.price, paid))
    assert kept.tolist() == [[0.0, 0.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    assert family.turn(replace(info, memory=kept)) == 2


def test_two_who_meet_are_a_ring_and_one_alone_is_none() -> None:
    pair, alone = (Collusion(ring_share=share, ring_price=0.9, markup=0.02) for share in (0.25, 0.15))
    info = ring()
    assert (pair.turn(info), alone.turn(info)) == (1, -1)  # lots of 0.1 and 0.2; of 0.1 alone
    offer = pair.offer(info)
    assert offer.price[:4] == pytest.approx([71.4, 90.0, 90.0 * 1.05, 96.9])
    # two rivals expected, one of them of the ring: whose turn it is has one to beat, the other half of that in turns to come
    assert offer.win_probability[:4] == pytest.approx([1 / 3, 1 / 2, 1 / 4, 1 / 3])
    assert alone.offer(info).price[:4] == pytest.approx([71.4, 81.6, 87.72, 96.9])  # cost and 2 %
    kept = pair.learn(info, Outcome(offer.price, -offer.price, np.array([np.nan, 90.0, np.nan, np.nan, np.nan])))
    assert kept[:, 0].tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert pair.turn(replace(info, memory=kept)) == 2


def test_a_ring_that_is_beaten_or_undercut_is_over() -> None:
    family, info = Collusion(ring_share=0.5, ring_price=0.9), ring()
    offer = family.offer(info)
    outsider = np.array([np.nan, np.nan, np.nan, 96.0, np.nan])
    beaten = family.learn(info, Outcome(offer.price, -offer.price, outsider))
    assert beaten[:, 1].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert np.array_equal(family.offer(replace(info, memory=beaten)).price, Markup().offer(info).price, equal_nan=True)
    cheating = np.where(np.arange(5) == 0, 85.0, offer.price)
    undercut = family.learn(info, Outcome(cheating, -cheating, np.array([85.0] + [np.nan] * 4)))
    assert undercut[:3, 1].tolist() == [1.0, 1.0, 1.0]
    patient = Collusion(ring_share=0.5, ring_price=0.9, patience=2)
    assert patient.turn(replace(info, memory=beaten)) == 1


def test_low_ballers_ask_less_than_cost_and_do_not_mean_what_they_say() -> None:
    family = LowBall(low_ballers=0.5, below=0.05, boast=0.8, markup=0.08)
    offer = family.offer(bidders(character=np.array([0.1, 0.2, 0.9, 0.9, 0.1]), honesty=np.array([0.9, 0.0, 0.9, 0.9, 0.9])))
    assert offer.price[:4] == pytest.approx([66.5, 76.0, 86.0 * 1.08, 100.0])
    assert offer.promised_quality[:4] == pytest.approx([0.8, 0.8, 0.3, 0.3])
    assert np.asarray(offer.saving)[:4] == pytest.approx([0.13 * 70.0, 0.13 * 80.0, 0.0, 0.0])
    # keeping: 0.4 / 2 * 70 * (0.9 * 0.8)^2 = 7.26; breaking: 0.5 * 0.25 * 66.5 * (0.8 - 0.25) = 4.57
    assert np.asarray(offer.sincere).tolist() == [False, True, True, True, True]
    assert np.isnan(offer.price[4])


def test_settings_reach_their_family_and_no_other() -> None:
    world = World.model_validate_json(
        '{"bidding": {"markup": 0.2, "settings": [{"family": "ewa", "name": "phi", "value": 0.5},'
        ' {"family": "imitation", "name": "markup", "value": 0.3}]}}'
    )
    assert (ExperienceWeightedAttraction.of(world).phi, FictitiousPlay.of(world).markup) == (0.5, 0.2)
    assert Imitation.of(world).markup == 0.3
