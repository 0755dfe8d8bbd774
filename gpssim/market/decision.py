"""What a mechanism decides, what each offer scored, what deciding cost."""

from __future__ import annotations

from dataclasses import replace

from gpssim.frozen import value
from gpssim.market.contract import ContractTerms
from gpssim.market.project import LegalBasis


@value
class Award:
    """One contract to be signed."""

    bidder: int
    price: float
    """Yuan per place-month, never above the project's ceiling."""
    places: float
    """Places a month bought."""
    promised_quality: float
    """Latent scale."""
    terms: ContractTerms
    legal_basis: LegalBasis

    def repriced(self, price: float) -> Award:
        """The same award at another price: the fee that users pay and what is invested keep their parts of it."""
        if self.terms.fee <= 0.0 and self.terms.investment <= 0.0:
            return replace(self, price=price)
        part = price / self.price
        terms = replace(self.terms, fee=part * self.terms.fee, investment=part * self.terms.investment)
        return replace(self, price=price, terms=terms)


@value
class Score:
    """How one bid was judged; what a mechanism does not use is ``nan``."""

    bidder: int
    total: float
    price_points: float = float("nan")
    quality_points: float = float("nan")
    valid: bool = True
    reason: str = ""


@value
class Decision:
    """No award with a reason, one award, or several."""

    awards: tuple[Award, ...] = ()
    reason: str = ""
    """Why there is no award: ``no_bids``, ``too_few_bids``, ``above_ceiling``, ``quality_floor``, ``below_funding_line`` ..."""
    scores: tuple[Score, ...] = ()

    @property
    def failed(self) -> bool:
        return not self.awards


@value
class Procedure:
    """What deciding cost and how long it took."""

    lead_months: int
    """Months between asking for offers and the start of service, >= 0 (0 where nothing takes time)."""
    official_hours: float
    """Hours of the purchaser's staff, >= 0."""
    cost: float
    """Money spent on agents, experts and publication, yuan >= 0."""
    bidder_hours: float
    """Hours one bidder spends on its offer, >= 0."""
