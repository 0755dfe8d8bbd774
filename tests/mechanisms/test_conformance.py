"""Every mechanism keeps every law: those of the package, and those that somebody else might write. And every law can be broken."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import laws
import numpy as np
import pytest
from laws import LAWS, Law
from purchases import alike, case, project

from gpssim import registry
from gpssim.errors import GpssimError
from gpssim.market import Bid, ContractTerms, Decision, Procedure, Project
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.citizen_voucher import CitizenVoucher
from gpssim.mechanisms.commissioning import Commissioning
from gpssim.mechanisms.competitive_consultation import CompetitiveConsultation
from gpssim.mechanisms.competitive_negotiation import CompetitiveNegotiation
from gpssim.mechanisms.concession import Concession
from gpssim.mechanisms.direct_grant import DirectGrant
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.mechanisms.framework_agreement import FrameworkAgreement
from gpssim.mechanisms.in_house import InHouse
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.volunteer_service import VolunteerService
from gpssim.plugins import class_in, discover, plugin
from gpssim.scenario.declarations.levers import Levers

pytestmark = pytest.mark.conformance

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "extension"))
OUTSIDE = discover("outside_mechanisms", lambda module: class_in(module, Mechanism))
sys.path.pop(0)

SIXTEEN = {
    "open_tender", "invited_tender", "competitive_negotiation", "competitive_consultation", "single_source", "directed_commission",
    "framework_agreement", "citizen_voucher", "commissioning", "cooperation", "direct_grant", "venture_philanthropy", "concession",
    "volunteer_service", "in_house", "lottery",
}  # fmt: skip
SHIPPED = [cls() for cls in registry.mechanisms().values()]
VARIANTS = [
    OpenTender(rule="lowest_evaluated_price"),
    OpenTender(rule="lowest_evaluated_price", payment="threshold"),
    OpenTender(price_weight=1.0, n_min=1),
    OpenTender(n_invited=4, n_min=2),
    OpenTender(rule="quality_over_price"),
    OpenTender(rule="lowest_evaluated_price", first_refusal="incumbent"),
    OpenTender(first_refusal="incumbent"),
    OpenTender(juror_noise=0.0, halo=0.0, promise_weight=0.0),
    OpenTender(price_rule="linear", price_preference=0.15),
    OpenTender(rule="lowest_evaluated_price", price_rule="closest_to_mean"),
    OpenTender(rule="lowest_evaluated_price", payment="threshold", price_preference=0.1, additive_preference=2.0, n_min=1),
    OpenTender(rule="lowest_evaluated_price", price_rule="linear", preference_for="tied", additive_preference=5.0, n_min=1),
    OpenTender(rule="lowest_evaluated_price", payment="threshold", ceiling_of_others=0.9, n_min=1),
    CompetitiveNegotiation(n_min=1, n_invited=2, decrement=0.1),
    CompetitiveConsultation(pressure=1.0, clarity=0.0, n_min=3),
    Commissioning(most_share=0.3, most_commissioned=2),
    VolunteerService(unpaid=0.0, breakup=0.0, most_share=1.0),
    DirectGrant(formula="lump", most_grants=2, rate=0.8),
    DirectGrant(formula="per_case", recipients="everybody"),
    InHouse(staffing_cap=1.0, soft_budget=0.0, residual_claim=1.0),
    FrameworkAgreement(call_off="second_bidding", decrement=0.1),
    FrameworkAgreement(call_off="rotation", elimination=0.5),
    FrameworkAgreement(call_off="citizens_choice"),
    FrameworkAgreement(kind="open", call_off="citizens_choice", most_members=2),
    FrameworkAgreement(call_off="logit", precision=0.1),
    FrameworkAgreement(call_off="success"),
    FrameworkAgreement(kind="open", call_off="success", success_start=0.5),
    Concession(criterion="smallest_subsidy", exemption=1.0, n_min=1),
    Concession(criterion="highest_investment", subsidy=0.0, fee=0.9),
    CitizenVoucher(price_share=0.8, most_admitted=2, default="incumbent"),
    OpenTender(trim=1),
    OpenTender(price_rule="linear", price_settings="full_at=0.5", quality_threshold=50.0),
    OpenTender(price_rule="between_extremes", lay_noise=2.0, familiarity=0.2),
    OpenTender(reserved_share=0.5, preference_for="social", price_preference=0.1),
    OpenTender(reserved_below=1.0e6, n_min=2),
    DirectedCommission(exploration="softmax"),
    DirectedCommission(exploration="thompson"),
    DirectedCommission(exploration="gittins", trial_discount=0.5),
]
MECHANISMS = SHIPPED + VARIANTS + [cls() for cls in OUTSIDE.values()]


def test_the_folder_is_found() -> None:
    names = [m.name for m in SHIPPED]
    assert names == sorted(names)
    assert set(names) == SIXTEEN
    assert list(OUTSIDE) == ["drawing_of_lots", "neighborhood_voucher", "price_talks"]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda m: m.name)
def test_law(mechanism: Mechanism, law: Law) -> None:
    law(mechanism)


@pytest.mark.parametrize("mechanism", SHIPPED, ids=lambda m: m.name)
def test_the_cases_hold_awards_and_failures(mechanism: Mechanism) -> None:
    decided = {bool(decision.awards) for _, _, decision in laws.each(mechanism)}
    assert decided == {True, False}


class Broken:
    """Ways to break a law: each a mechanism that is an open tender but for one method."""

    @staticmethod
    def stranger_wins() -> Mechanism:
        @plugin
        class Stranger(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                return Decision(awards=(self.award(purchase, Bid(8, 50.0, 200.0, 0.0, 0.0)),))

        return Stranger()

    @staticmethod
    def first_come_first_served() -> Mechanism:
        @plugin
        class Hasty(OpenTender):
            def decide(self, purchase: Purchase, bids: Any) -> Decision:
                valid = [bid for bid in bids if bid.valid and bid.price <= purchase.project.ceiling]
                return Decision(awards=(self.award(purchase, valid[0]),)) if valid else Decision(reason="no_bids")

        return Hasty()

    @staticmethod
    def lowest_row_wins_ties() -> Mechanism:
        @plugin
        class Biased(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                valid = [bid for bid in bids if bid.valid]
                return (
                    Decision(awards=(self.award(purchase, min(valid, key=lambda b: b.price)),))
                    if valid
                    else Decision(reason="none")
                )

        return Biased()

    @staticmethod
    def over_the_ceiling() -> Mechanism:
        @plugin
        class Generous(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                valid = [bid for bid in bids if bid.valid]
                return Decision(awards=(self.award(purchase, valid[0], price=1e6),)) if valid else Decision(reason="none")

        return Generous()

    @staticmethod
    def silent_failure() -> Mechanism:
        @plugin
        class Silent(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                return Decision()

        return Silent()

    @staticmethod
    def negative_time() -> Mechanism:
        @plugin
        class Prompt(OpenTender):
            def procedure(self, project: Project, n_bids: int) -> Procedure:
                return Procedure(0, -1.0, 0.0, 0.0)

        return Prompt()

    @staticmethod
    def writes_into_the_view() -> Mechanism:
        @plugin
        class Scribe(OpenTender):
            def invite(self, purchase: Purchase) -> tuple[int, ...]:
                object.__setattr__(purchase.view.public, "grade", purchase.view.public.grade + np.int8(1))
                return super().invite(purchase)

        return Scribe()

    @staticmethod
    def luck_of_its_own() -> Mechanism:
        calls = iter(range(10**9))

        @plugin
        class Gambler(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                valid = [bid for bid in bids if bid.valid]
                return (
                    Decision(awards=(self.award(purchase, valid[next(calls) % len(valid)]),)) if valid else Decision(reason="none")
                )

        return Gambler()

    @staticmethod
    def counts_what_does_not_count() -> Mechanism:
        @plugin
        class Crowd(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                valid = [bid for bid in bids if bid.valid]
                return Decision(awards=(self.award(purchase, valid[len(bids) % len(valid)]),)) if valid else Decision(reason="none")

        return Crowd()

    @staticmethod
    def breaks_the_seal() -> Mechanism:
        @plugin
        class Insider(OpenTender):
            def purchase(self, project: Project, view: Any, levers: Levers, luck: Any, rules_as_of: Any = "2020") -> Purchase:
                return Purchase(project, view, levers, luck, rules_as_of)

        return Insider()

    @staticmethod
    def pays_too_much() -> Mechanism:
        @plugin
        class Advance(OpenTender):
            def terms(self, project: Project, levers: Levers) -> ContractTerms:
                return replace(super().terms(project, levers), schedule=(0.9, 0.9, 0.9))

        return Advance()

    @staticmethod
    def bears_more_than_all_cost() -> Mechanism:
        @plugin
        class Patron(OpenTender):
            def terms(self, project: Project, levers: Levers) -> ContractTerms:
                return replace(super().terms(project, levers), cost_share=1.5)

        return Patron()

    @staticmethod
    def forgets_scores() -> Mechanism:
        @plugin
        class Forgetful(OpenTender):
            def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
                return replace(super().choose(purchase, bids), scores=())

        return Forgetful()

    @staticmethod
    def prefers_the_dear() -> Mechanism:
        @plugin
        class Snob(OpenTender):
            def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
                return np.asarray(prices, dtype=float)

        return Snob()

    @staticmethod
    def never_the_same() -> Mechanism:
        @plugin
        class Unique(OpenTender):
            def __hash__(self) -> int:
                return id(self)

        return Unique()

    @staticmethod
    def invites_nobody_it_awards() -> Mechanism:
        @plugin
        class Closed(OpenTender):
            def decide(self, purchase: Purchase, bids: Any) -> Decision:
                return Decision(awards=tuple(self.award(purchase, b) for b in bids if b.bidder == max(x.bidder for x in bids)))

        return Closed()


@pytest.mark.parametrize(
    ("law", "broken"),
    [
        (laws.winners_are_among_the_valid_bidders, Broken.stranger_wins),
        (laws.uninvited_offers_never_win, Broken.invites_nobody_it_awards),
        (laws.the_order_of_offers_does_not_matter, Broken.first_come_first_served),
        (laws.equals_win_by_lot, Broken.lowest_row_wins_ties),
        (laws.no_valid_offer_no_award, Broken.silent_failure),
        (laws.a_failure_has_a_reason_and_an_award_has_none, Broken.silent_failure),
        (laws.prices_stay_under_the_ceiling, Broken.over_the_ceiling),
        (laws.awards_keep_within_places_and_money, Broken.over_the_ceiling),
        (laws.cost_and_time_are_not_negative, Broken.negative_time),
        (laws.inputs_are_left_untouched, Broken.writes_into_the_view),
        (laws.the_same_luck_gives_the_same_decision, Broken.luck_of_its_own),
        (laws.an_offer_that_does_not_count_changes_nothing, Broken.counts_what_does_not_count),
        (laws.the_purchasers_own_record_is_sealed_where_it_is_inadmissible, Broken.breaks_the_seal),
        (laws.terms_can_be_signed, Broken.pays_too_much),
        (laws.terms_can_be_signed, Broken.bears_more_than_all_cost),
        (laws.every_offer_has_a_score, Broken.forgets_scores),
        (laws.scores_are_vectorized_and_monotone, Broken.prefers_the_dear),
        (laws.it_is_a_value, Broken.never_the_same),
        (laws.it_says_what_it_is, Broken.silent_failure),
    ],
    ids=lambda x: getattr(x, "__name__", "x"),
)
def test_each_law_can_be_broken(law: Law, broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws, "CASES", [case(number) for number in range(len(laws.CASES))])  # a planted fault may write into them
    with pytest.raises((AssertionError, GpssimError, pytest.fail.Exception)):
        law(broken())


def test_every_law_is_in_the_list() -> None:
    own = [x for x in vars(laws).values() if getattr(x, "__module__", "") == "laws" and callable(x) and x is not laws.each]
    assert set(own) == set(LAWS)


def test_one_offer_a_bidder() -> None:
    one = alike()
    with pytest.raises(GpssimError, match="two offers"):
        one.decision(OpenTender(), [one.bids[0], one.bids[0]])


def test_too_many_awards_are_refused() -> None:
    voucher = OUTSIDE["neighborhood_voucher"]()
    one = replace(alike(), project=project(n_awards=2))
    assert len(one.decision(voucher).awards) == 2
