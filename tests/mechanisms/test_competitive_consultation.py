"""Competitive consultations worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from purchases import alike, bid, project
from scipy.special import ndtri

from gpssim.errors import ScenarioError
from gpssim.market import Bid, Request
from gpssim.mechanisms.competitive_consultation import CompetitiveConsultation
from gpssim.mechanisms.open_tender import OpenTender

PLAIN = CompetitiveConsultation(juror_noise=0.0, halo=0.0, promise_weight=0.0, rating_scale=1.0, low_bid_judgment=0.0)
"""No errors, no halo: a dossier of Phi^-1(0.85) gets exactly 85 points."""
COSTS = [60.0, 85.0, 95.0]
FIRST = (bid(0, 80.0, float(ndtri(0.6))), bid(1, 90.0, float(ndtri(0.7))), bid(2, 100.0, float(ndtri(0.85))))


def talked(mechanism: CompetitiveConsultation) -> tuple[Bid, ...]:
    """Final offers of three whose first offers are 80, 90 and 100 and whose costs are 60, 85 and 95."""

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        if request.kind == "sealed":
            return FIRST
        return [replace(b, price=min(b.price, request.price)) if COSTS[b.bidder] <= request.price else b for b in before]

    return mechanism.gather(alike().handed(mechanism), answer)


def test_two_stages_by_hand() -> None:
    offers = talked(PLAIN)  # asked for 100 less half of 20: 90, which the third cannot go down to
    assert [b.price for b in offers] == pytest.approx([80.0, 90.0, 100.0])
    offers = talked(replace(PLAIN, pressure=0.7))  # asked for 86
    assert [b.price for b in offers] == pytest.approx([80.0, 86.0, 100.0])
    decision = alike().decision(PLAIN, offers)
    assert [s.total for s in decision.scores] == pytest.approx([20 + 48.0, 20 * 80 / 86 + 56.0, 16 + 68.0])
    assert [(a.bidder, a.price, a.legal_basis) for a in decision.awards] == [(2, 100.0, "below_limit")]
    assert PLAIN.legal_basis(project(places=500.0)) == "non_tender_approved"


def test_without_pressure_first_offers_are_final() -> None:
    assert talked(replace(PLAIN, pressure=0.0)) == FIRST
    assert [b.price for b in talked(replace(PLAIN, pressure=1.0))] == pytest.approx([80.0, 90.0, 100.0])  # 80 covers no other cost


def test_two_offers_suffice_and_one_does_not() -> None:
    assert alike().decision(PLAIN, FIRST[:2]).awards[0].bidder == 1
    assert alike().decision(PLAIN, FIRST[:1]).reason == "too_few_bids"
    assert alike().decision(replace(PLAIN, n_min=3), FIRST[:2]).reason == "too_few_bids"


def test_equals_win_by_lot() -> None:
    winners = [alike().with_luck(w).decision(PLAIN, [bid(k, 90.0) for k in range(3)]).awards[0].bidder for w in range(30)]
    assert set(winners) == {0, 1, 2}


def test_talks_take_out_part_of_the_errors() -> None:
    assert CompetitiveConsultation(clarity=0.4).rating_noise == pytest.approx(
        0.6 * CompetitiveConsultation(clarity=0.0).rating_noise
    )
    assert CompetitiveConsultation(clarity=0.0, committee=5).rating_noise == pytest.approx(OpenTender().rating_noise)
    assert (PLAIN.panel(1e5).n_jurors, PLAIN.panel(3e6).n_jurors) == (3, 5)


@pytest.mark.parametrize(
    "settings", [{"price_weight": 0.31}, {"price_weight": 0.09}, {"n_min": 1}, {"rule": "lowest_evaluated_price"}]
)
def test_what_the_law_forbids_is_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ScenarioError, match="is impossible"):
        CompetitiveConsultation(**settings)  # type: ignore[arg-type]  # that is what is tried
