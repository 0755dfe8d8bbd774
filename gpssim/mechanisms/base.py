"""The shape all purchasing mechanisms share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from itertools import count
from typing import Any, ClassVar, Literal, Self

import numpy as np

from gpssim.information.view import MarketView
from gpssim.market import Award, Bid, ContractTerms, Decision, LegalBasis, Procedure, Project, Request, Score
from gpssim.mechanisms.payments.base import paid_by
from gpssim.mechanisms.purchase import ChoiceTable, Purchase, RulesAsOf
from gpssim.mechanisms.screening import in_order, lawful, screened
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.world import World
from gpssim.streams import Luck

Answer = Callable[[Request, tuple[int, ...], tuple[Bid, ...]], Sequence[Bid]]
"""How those who are asked answer: (request, rows invited, offers of the round before) to their offers."""


class Mechanism(ABC):
    """How a project becomes contracts, or why it does not.

    A mechanism is a class decorated with :func:`gpssim.plugins.plugin`; its fields are its parameters. It has no state, no
    generator and no clock: it uses what a :class:`Purchase` hands it. One purchase runs::

        purchase = mechanism.purchase(project, view, levers, luck)
        offers = mechanism.gather(purchase, answer)     # invite, request, answer, request, ... until it closes
        decision = mechanism.decide(purchase, offers)   # awards with terms, or a reason
        cost = mechanism.procedure(project, len(offers))
    """

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    rule_zh: ClassVar[str] = ""
    """Its rule in Chinese, and what is simplified; empty: the docstring is shown."""
    source: ClassVar[str]
    """Statute article or paper."""
    admissible: ClassVar[Literal["published", "own"]] = "published"
    """What it may know about organizations: what is published, or the purchaser's own record as well."""
    buys: ClassVar[Literal["project", "call"]] = "project"
    """One line after another, or one call a year for each purchaser and domain."""
    employs: ClassVar[bool] = False
    """Who works under it is employed: public institutions that may not offer in purchases serve all the same."""
    provides_in_house: ClassVar[bool] = False
    """The government does the work itself: nothing is contracted out, so officials like it and need not be won for it."""
    direct: ClassVar[bool] = False
    """A partner is asked without competition or notice: what parts are bought by into which a project is split."""
    local_need: float = 0.0
    """Part of the survey's error that its proposers know better, in [0, 1]; a parameter where proposals tell need."""
    freedom: float = 0.5
    """What its contracts leave open of the service model, in [0, 1]: 0 all is specified, 1 the provider designs it."""
    promise_weight: float = 0.0
    """Rating (latent) per latent unit of promised quality; a parameter where promises count."""
    halo: float = 0.0
    """Rating (latent) per step of the published grade; a parameter where a committee looks at grades."""

    @property
    def rating_noise(self) -> float:
        """Standard deviation of the error in what the mechanism makes of an offer's quality, latent."""
        return 0.0

    @property
    def award_cap(self) -> float:
        """Most that one award may cost, yuan: the size of its projects follows it. ``inf``: no cap."""
        return float("inf")

    @property
    def most_awards(self) -> int:
        """Most contracts one purchase may end in (contests apart, whose number follows the money)."""
        return 1

    @property
    def min_bids(self) -> int:
        """Fewest valid offers without which nothing is awarded."""
        return 1

    @property
    def price_only(self) -> bool:
        """Whether price alone decides among valid offers."""
        return True

    @property
    def rates_papers(self) -> bool:
        """Whether what an offer's papers say is rated; where it is not, who is to be kept out has to be found unfit."""
        return not self.price_only

    @property
    def pools(self) -> bool:
        """Whether a price near the others' wins instead of a low one, so that bidders ask the same."""
        return False

    @property
    def record_weight(self) -> float:
        """Latent units of the quality the next choice ranks on that one latent unit of the deciding record is worth, >= 0."""
        return 0.0

    @property
    def idle_loading(self) -> float:
        """What a used place must earn for a place offered, in costs of a used one: above 1 where demand is the provider's risk."""
        return 1.0

    def holder(self, project: Project) -> int:
        """Row of the organization with a right of first refusal in this project, -1 for none."""
        return -1

    @property
    def offered_by(self) -> tuple[str, ...]:
        """Kinds of organizations that may offer (words of ``KINDS``)."""
        return KINDS

    def lacking(self, world: World) -> str:
        """Why this mechanism can never make an award in a world, in half a sentence; empty where it can."""
        p = world.organizations
        there = tuple(kind for kind, part in zip(KINDS, p.kind_shares, strict=False) if part > 0.0)
        if not set(self.offered_by) & set(there):
            only, has = " or ".join(self.offered_by), ", ".join(there)
            return f"only {only} may offer, and world.organizations.kind_shares has none: it has {has}"
        if p.founders_rate == 0.0 and p.n_initial < self.min_bids:
            return f"it needs {self.min_bids} offers, and world.organizations has n_initial = {p.n_initial} and no founders"
        return ""

    def contract_months(self, levers: Levers) -> int:
        """Term of one contract, months: projects are designed with it."""
        return levers.contract_months

    @abstractmethod
    def invite(self, purchase: Purchase) -> tuple[int, ...]:
        """Rows of the organizations that may offer, ascending."""

    @abstractmethod
    def request(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> Request | None:
        """What is asked in round 0, 1, ... in view of the offers so far; ``None`` closes the purchase."""

    @abstractmethod
    def choose(self, purchase: Purchase, bids: tuple[Bid, ...]) -> Decision:
        """The decision on offers that were screened and reviewed, ascending by row; invalid ones carry their reason."""

    @abstractmethod
    def score(self, prices: np.ndarray, quality: np.ndarray, ceiling: float) -> np.ndarray:
        """The mechanism's own evaluation: highest wins. Vectorized over leading axes, the last axis is the bidders.

        Never falls in a bidder's own quality, never rises in its own price (unless it ``pools``); absent: price ``inf``.
        """

    def unerring(self) -> Self:
        """The same mechanism judging without error and by the offers alone; itself where it makes no errors."""
        return self

    def pays(self, prices: np.ndarray, winner: np.ndarray, ceiling: float) -> np.ndarray:
        """Price paid to the winner (its place on the last axis): its own here; vectorized over leading axes."""
        if prices.ndim == 1:  # a single purchase: what is below costs more than all the rest of choosing
            return np.asarray(prices[winner])
        return np.asarray(np.take_along_axis(prices, winner[..., None], axis=-1)[..., 0])

    def points(self, rating: np.ndarray) -> np.ndarray:
        """An offer's rating (latent) as the quality that ``score`` counts."""
        return rating

    def as_counted(self, purchase: Purchase, bids: Sequence[Bid], scores: Sequence[Score]) -> tuple[np.ndarray, np.ndarray] | None:
        """Prices and qualities of valid offers as ``score`` counted them; ``None`` where no offer moves another's score."""
        return None

    @abstractmethod
    def procedure(self, project: Project, n_bids: int) -> Procedure:
        """What deciding costs and how long it takes, with ``n_bids`` offers."""

    @abstractmethod
    def terms(self, project: Project, levers: Levers) -> ContractTerms:
        """Terms of a contract signed now: they freeze, whatever the policy does later."""

    def agreed_terms(self, project: Project, levers: Levers) -> ContractTerms:
        """These terms paid as the policy's payment rule says, where it names one."""
        return paid_by(levers, self.terms(project, levers), project) if levers.payment else self.terms(project, levers)

    @abstractmethod
    def legal_basis(self, project: Project) -> LegalBasis:
        """Why an award is lawful under the rules of 2020."""

    def after_round(self, purchase: Purchase, offers: tuple[Bid, ...], round_: int) -> tuple[Bid, ...]:
        """The offers that go on after a round: whoever a stage eliminates is marked invalid, for mechanisms with stages."""
        return offers

    def review(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        """Further refusals after the plain ones (abnormally low, above a cap, ...)."""
        return bids

    def choice(self, purchase: Purchase, decision: Decision) -> ChoiceTable | None:
        """What citizens choose from, for mechanisms whose terms let them choose."""
        return None

    def purchase(self, project: Project, view: MarketView, levers: Levers, luck: Luck, rules_as_of: RulesAsOf = "2020") -> Purchase:
        """The purchase as this mechanism may see it: own record removed where it is inadmissible, luck of this attempt.

        ``luck`` is the replication's; project key and attempt are folded in here.
        """
        sealed = view if self.admissible == "own" or view.own_record is None else replace(view, own_record=None)
        return Purchase(project, sealed, levers, luck.at(project.key, project.attempt), rules_as_of)

    def invited(self, purchase: Purchase) -> tuple[int, ...]:
        """Whom :meth:`invite` found, who is asked once a purchase."""
        return purchase.once("invited", self, lambda: self.invite(purchase))

    def gather(self, purchase: Purchase, answer: Answer) -> tuple[Bid, ...]:
        """All rounds: ask, let ``answer`` offer, look at the offers, ask again, until the mechanism closes."""
        invited = self.invited(purchase)
        offers: tuple[Bid, ...] = ()
        for round_ in count():
            request = self.request(purchase, offers, round_)
            if request is None:
                return offers
            offers = self.after_round(purchase, in_order(answer(request, invited, offers)), round_)
        raise AssertionError("unreachable: count() does not end")

    def decide(self, purchase: Purchase, bids: Sequence[Bid]) -> Decision:
        """The decision on these offers: order removed, plain refusals made, the mechanism's own choice, checked.

        Raises
        ------
        GpssimError : two offers of one bidder, or a choice that breaks what every mechanism must keep.
        """
        project = purchase.project
        offers = self.review(purchase, screened(in_order(bids), project, self.invited(purchase)))
        return lawful(self.name, project, offers, self.choose(purchase, offers))

    def award(self, purchase: Purchase, bid: Bid, price: float | None = None) -> Award:
        """A contract for this offer, at its own price unless another is given, for at most the places asked for."""
        project = purchase.project
        return Award(
            bidder=bid.bidder,
            price=bid.price if price is None else price,
            places=min(bid.places, project.places),
            promised_quality=bid.promised_quality,
            terms=purchase.once("terms", self, lambda: self.agreed_terms(project, purchase.levers)),
            legal_basis=self.legal_basis(project),
        )


TERMS_OF_LEVERS = tuple(f.name for f in fields(ContractTerms) if f.name in Levers.model_fields and f.name != "coaching")
"""Terms that a lever of the same name sets (coaching is given by mechanisms that coach)."""


def standard_terms(project: Project, levers: Levers, **otherwise: Any) -> ContractTerms:
    """Terms as the levers set them, the same for every mechanism unless it says ``otherwise``."""
    return _terms_by_levers(project.months, levers, **otherwise)


@lru_cache(maxsize=256)  # a mechanism's terms are the same purchase after purchase
def _terms_by_levers(months: int, levers: Levers, **otherwise: Any) -> ContractTerms:
    if otherwise:
        return replace(_terms_by_levers(months, levers), **otherwise)
    same = {name: getattr(levers, name) for name in TERMS_OF_LEVERS}
    return ContractTerms(
        months=months,
        cycle_years=levers.tender_cycle_years,
        schedule=(levers.pay_first, levers.pay_middle, 1.0 - levers.pay_first - levers.pay_middle),
        slope=levers.incentive,
        detection=levers.audit_detection,
        **same,
    )
