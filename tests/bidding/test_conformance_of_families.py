"""What every bidding family must keep, shipped or from outside: the suite finds families by itself."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from bidders import COSTS, bidders

from gpssim import registry
from gpssim.bidding.base import BidderInfo, BiddingFamily, Offer, Outcome
from gpssim.bidding.grid import GridLearner
from gpssim.information.history import History
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World

pytestmark = pytest.mark.conformance

FAMILIES = sorted(registry.biddings())
MECHANISMS = {"score": OpenTender(), "price": OpenTender(rule="lowest_evaluated_price")}
EXTREMES = {
    "as usual": {},
    "one bidder": {"cost": COSTS[:1]},
    "nobody can afford it": {"cost": COSTS + 50.0},
    "nothing is known of rivals": {"rivals": replace(bidders().rivals, number=0.0)},
    "everything is disclosed": {"history": History(tuple(np.linspace(0.7, 1.0, 40)))},
    "all of one kind": {"character": np.linspace(0.01, 0.05, 5), "luck": np.array([0.001, 0.3, 0.5, 0.7, 0.999])},
    "idle, honest or not": {"idle": np.linspace(0.0, 1.0, 5), "honesty": np.linspace(0.0, 1.0, 5)},
}


def family(name: str, settings: dict[str, Any] | None = None) -> BiddingFamily:
    """A family of the registry with some settings, through the World as everywhere."""
    entries = [{"family": name, "name": k, "value": v} for k, v in (settings or {}).items()]
    return registry.bidding(name, World.model_validate_json(f'{{"bidding": {{"settings": {entries!r}}}}}'.replace("'", '"')))


def situation(mechanism: str, extreme: str) -> BidderInfo:
    """Five bidders (or one) in a situation."""
    changes = dict(EXTREMES[extreme])
    n = len(changes.get("cost", COSTS))
    own = {name: getattr(bidders(), name)[:n] for name in ("quality", "dossier", "honesty", "lead")}
    return bidders(mechanism=MECHANISMS[mechanism], **{**own, **changes})


def each(info: BidderInfo, rows: np.ndarray) -> BidderInfo:
    """The same purchase with its bidders in another order, or fewer of them."""
    taken = {f.name: getattr(info, f.name)[rows] for f in fields(info) if isinstance(getattr(info, f.name), np.ndarray)}
    return replace(info, **taken)


def result(info: BidderInfo, offer: Offer) -> Outcome:
    """The lowest price wins."""
    total = 100.0 * np.nanmin(offer.price, initial=np.inf) / offer.price
    won = total == np.nanmax(total, initial=-np.inf)
    return Outcome(offer.price, total, np.where(won, offer.price, np.nan))


def learned(bidding: BiddingFamily, info: BidderInfo, rounds: int = 5) -> BidderInfo:
    """The same bidders after some purchases like this one."""
    for _ in range(rounds):
        info = replace(info, memory=bidding.learn(info, result(info, bidding.offer(info))))
    return info


every_situation = pytest.mark.parametrize(
    ("mechanism", "extreme"), [(m, e) for m in MECHANISMS for e in EXTREMES], ids=lambda word: word.replace(" ", "_")
)
every_family = pytest.mark.parametrize("name", FAMILIES)


@every_situation
@every_family
def test_offers_are_possible(name: str, mechanism: str, extreme: str) -> None:
    bidding = family(name)
    info = learned(bidding, situation(mechanism, extreme))
    offer, able = bidding.offer(info), info.cost <= info.ceiling
    assert (offer.price[able] <= info.ceiling).all()
    assert (offer.price[able] > 0.0).all()
    assert (offer.price + offer.saving >= info.cost * (1.0 - 1e-9))[able].all(), "an offer at a loss that nothing makes up for"
    assert np.isfinite(offer.promised_quality[able]).all()
    assert ((offer.win_probability >= 0.0) & (offer.win_probability <= 1.0)).all()
    assert (np.asarray(offer.saving) >= 0.0).all()
    assert np.isnan(offer.price[~able]).all()
    assert np.isnan(offer.promised_quality[~able]).all()
    assert (offer.win_probability[~able] == 0.0).all()


@every_situation
@every_family
def test_the_order_of_bidders_does_not_matter(name: str, mechanism: str, extreme: str) -> None:
    bidding = family(name)
    info = learned(bidding, situation(mechanism, extreme))
    turned = np.arange(info.cost.size)[::-1]
    offer, mirrored = bidding.offer(info), bidding.offer(each(info, turned))
    assert np.allclose(mirrored.price, offer.price[turned], rtol=1e-12, atol=0.0, equal_nan=True)
    assert np.allclose(mirrored.win_probability, offer.win_probability[turned], rtol=1e-12, atol=0.0)
    kept, other = (bidding.learn(i, result(i, bidding.offer(i))) for i in (info, each(info, turned)))
    assert np.allclose(other, kept[turned], rtol=1e-9, equal_nan=True)


@every_situation
@every_family
def test_the_same_luck_gives_the_same_offer_and_inputs_stay_as_they_were(name: str, mechanism: str, extreme: str) -> None:
    bidding = family(name)
    info = learned(bidding, situation(mechanism, extreme))
    before = pickle.dumps(info)
    offer = bidding.offer(info)
    outcome = result(info, offer)
    told = pickle.dumps(outcome)
    kept = bidding.learn(info, outcome)
    assert (pickle.dumps(info), pickle.dumps(outcome)) == (before, told)
    again = pickle.loads(pickle.dumps(bidding))
    assert np.array_equal(again.offer(pickle.loads(before)).price, offer.price, equal_nan=True)
    assert np.array_equal(again.learn(info, outcome), kept, equal_nan=True)


@every_family
def test_what_is_kept_has_its_shape_and_only_those_who_offered_learn(name: str) -> None:
    bidding, info = family(name), situation("score", "all of one kind")
    assert bidding.start().shape == (bidding.n_state,)
    offer = bidding.offer(info)
    offer.price[1] = np.nan
    kept = bidding.learn(info, result(info, offer))
    assert kept.shape == (info.cost.size, bidding.n_state)
    assert np.isfinite(kept).all()
    assert np.array_equal(kept[1], bidding.start())
    unknown = replace(info, memory=np.full(kept.shape, np.nan))
    assert np.array_equal(bidding.offer(unknown).price, bidding.offer(info).price, equal_nan=True)


@every_family
def test_nobody_learns_from_a_purchase_without_offers(name: str) -> None:
    bidding, info = family(name), situation("score", "as usual")
    nothing = np.full(info.cost.size, np.nan)
    assert np.array_equal(bidding.learn(info, Outcome(nothing, nothing, nothing)), bidding.recalled(info))


@pytest.mark.parametrize("name", [n for n in FAMILIES if registry.biddings()[n].neutral is not None])
@pytest.mark.parametrize("extreme", EXTREMES)
def test_neutral_values_leave_the_mark_up(name: str, extreme: str) -> None:
    bidding, info = family(name, dict(registry.biddings()[name].neutral or {})), situation("score", extreme)
    plain, offer = family("markup").offer(info), bidding.offer(learned(bidding, info))
    for part in ("price", "promised_quality", "win_probability"):
        assert np.allclose(getattr(offer, part), getattr(plain, part), rtol=1e-12, equal_nan=True), part
    assert np.all(offer.sincere)
    assert not np.any(offer.saving)


@pytest.mark.parametrize("name", [n for n, cls in registry.biddings().items() if issubclass(cls, GridLearner)])
def test_learning_keeps_probabilities(name: str) -> None:
    bidding = family(name)
    assert isinstance(bidding, GridLearner)
    for rounds in (0, 1, 50):
        info = learned(bidding, situation("score", "as usual"), rounds)
        chances = bidding.chances(bidding.recalled(info))
        assert chances.shape == (info.cost.size, bidding.grid_points)
        assert (chances >= 0.0).all()
        assert chances.sum(axis=1) == pytest.approx(np.ones(info.cost.size))


@every_family
def test_every_family_says_what_it_is(name: str) -> None:
    cls = registry.biddings()[name]
    assert cls.name == name
    assert all(getattr(cls, word) for word in ("label", "label_zh", "source", "__doc__"))
    assert cls.label_zh != cls.label
