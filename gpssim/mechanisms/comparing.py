"""How some bidders are favored: deductions from prices, reserved purchases, ceilings by class, a right of first refusal."""

from __future__ import annotations

from abc import ABC
from typing import Final, Literal

import numpy as np

from gpssim.market import Bid, Project
from gpssim.mechanisms.jury import JuryMechanism
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.screening import refuse
from gpssim.plugins import plugin
from gpssim.rules.scoring import evaluated_price, price_evaluated_at
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.fields import param, share

COMPANIES: Final = (KINDS.index("company"),)


@plugin
class ComparingMechanism(JuryMechanism, ABC):
    """A mechanism that compares prices; with the defaults nobody is favored."""

    preference_for: Literal["small", "sme", "social", "tied"] = param(
        "small",
        "rule",
        "whose price is compared with a deduction, and for whom purchases are reserved: small organizations of every kind, small "
        "enterprises as the law has it, social organizations, or those with a tie to the purchaser that counts",
        "财库〔2020〕46号 (sme), VERIFIED; 财综〔2016〕54号 (social), MEMORY; tied: an infringement",
    )
    npo_counts_as_sme: bool = param(
        False, "flag", "whether small nonprofits count as small enterprises (preference_for = sme)", "local rules only, MEMORY"
    )
    reserved_below: float = param(
        0.0,
        "yuan",
        "value at the ceiling up to which a purchase is reserved for the preferred; 0: none is",
        "财库〔2020〕46号: 2 million yuan, VERIFIED; neutral 0",
        ge=0.0,
        le=1.0e9,
    )
    reserved_share: float = share(
        0.0,
        "share of all other purchases that is reserved for the preferred, by lot",
        "at least 40 % for small enterprises, VERIFIED; 30 % of new spending for social organizations, MEMORY; neutral 0",
    )
    price_preference: float = param(
        0.0,
        "share",
        "deduction from a preferred price, part of it",
        "财库〔2020〕46号: 10-20 %, VERIFIED",
        ge=0.0,
        le=0.95,
    )
    additive_preference: float = param(
        0.0,
        "yuan per place-month",
        "deduction from a preferred price, an amount (negative: a handicap)",
        "McAfee & McMillan 1989; neutral 0",
        ge=-1.0e9,
        le=1.0e9,
    )
    ceiling_of_others: float = param(
        1.0,
        "share",
        "highest price accepted from those without a preference, part of the ceiling",
        "neutral 1; ceilings by class: McAfee & McMillan 1989",
        ge=0.01,
        le=1.0,
    )
    first_refusal: Literal["nobody", "incumbent"] = param(
        "nobody",
        "organization",
        "who may take the contract at the price to be paid to the best of the others; its offer is the least it works for",
        "favoritism: Burguet & Perry 2007; not lawful",
    )

    def preferred(self, purchase: Purchase) -> np.ndarray:
        """Whose price is compared with a deduction, bool, shape (n_organizations,): nobody's where the purchase is reserved."""
        favored = self.favored(purchase)
        return np.zeros_like(favored) if self.reserved(purchase) else favored

    def favored(self, purchase: Purchase) -> np.ndarray:
        """Whom the law or the purchaser prefers, bool, shape (n_organizations,)."""
        public = purchase.view.public
        if self.preference_for == "tied":
            return np.asarray(purchase.view.representative_push > 0.0)
        if self.preference_for == "small":
            return np.asarray(public.small)
        companies = public.of_kind(COMPANIES)
        if self.preference_for == "social":
            return ~companies
        return np.asarray(public.small & (companies | self.npo_counts_as_sme))

    def reserved(self, purchase: Purchase) -> bool:
        """Whether only the preferred may offer: never in a second attempt, nor where fewer are capable than must offer."""
        if self.reserved_below == 0.0 == self.reserved_share or purchase.project.attempt > 0:
            return False
        small = purchase.project.value_at_ceiling <= self.reserved_below
        drawn = small or purchase.luck.uniform("reserved") < self.reserved_share
        return bool(drawn and np.sum(purchase.view.public.capable & self.favored(purchase)) >= self.min_bids)

    def admitted(self, purchase: Purchase) -> np.ndarray:
        """Who may offer, bool, shape (n_organizations,): the capable, of them the preferred where the purchase is reserved."""
        capable = purchase.view.public.capable
        return capable & self.favored(purchase) if self.reserved(purchase) else capable

    def evaluated(self, prices: np.ndarray, preferred: np.ndarray) -> np.ndarray:
        """Prices as they are compared, deductions made; ``preferred`` is bool on the last axis."""
        if self.price_preference == 0.0 == self.additive_preference:
            return prices
        return evaluated_price(prices, preferred, self.price_preference, self.additive_preference)

    def undone(self, levels: np.ndarray, preferred: np.ndarray) -> np.ndarray:
        """Prices that are compared as ``levels``."""
        return price_evaluated_at(levels, preferred, self.price_preference, self.additive_preference)

    def holder(self, project: Project) -> int:
        """Row of the organization with the right of first refusal, -1 for none."""
        return project.incumbent if self.first_refusal == "incumbent" else -1

    def rivals_of(self, prices: np.ndarray, holder: int) -> np.ndarray:
        """Prices with the holder's (its place on the last axis, -1: none) taken out, unless nobody else offers."""
        if holder < 0 or prices.shape[-1] < 2:
            return prices
        return np.where(np.arange(prices.shape[-1]) == holder, np.inf, prices)

    def under_own_ceiling(self, purchase: Purchase, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
        preferred, most = self.preferred(purchase), self.ceiling_of_others * purchase.project.ceiling
        above = [bid.price > most and not preferred[bid.bidder] for bid in bids]
        return tuple(refuse(bid, "above_ceiling") if high else bid for bid, high in zip(bids, above, strict=True))
