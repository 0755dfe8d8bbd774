"""Whom a bidder reckons with: classes of tenders that are alike, and rivals drawn from the World's generators.

Everything is in units of the ceiling and relative to a typical rival. Draws are keyed, stratified and the same for every class.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
from scipy.special import ndtr, ndtri

from gpssim.bidding.base import PromiseTerms
from gpssim.frozen import value
from gpssim.mechanisms.base import Mechanism
from gpssim.scenario.declarations.world import World
from gpssim.streams import Luck

N_TYPES: Final = 192
"""Types of rivals drawn; each also stands for one tender that is played."""
LEAST_SD: Final = 1e-6
"""Spread of cost (log) below which costs count as equal."""


@dataclass(frozen=True, slots=True)
class RivalLaw:
    """What anybody can know about an unknown rival: the World's generators, nothing of any organization's own."""

    cost_sd: float
    """Log standard deviation of cost."""
    ability_sd: float
    """Latent."""
    ability_cost_correlation: float
    skill_sd: float
    """Spread of proposal skill, latent."""
    dossier_ability: float
    """Weight of ability against proposal skill in a dossier, in [0, 1]."""
    dossier_noise: float
    """Error of a dossier, latent."""
    honesty: float
    """Mean part of a promise that is kept, in [0, 1]."""

    @classmethod
    def of(cls, world: World) -> Self:
        own, information = world.organizations, world.information
        return cls(
            cost_sd=own.cost_sd,
            ability_sd=own.ability_sd,
            ability_cost_correlation=own.ability_cost_correlation,
            skill_sd=own.proposal_skill_sd,
            dossier_ability=information.dossier_ability,
            dossier_noise=information.dossier_noise,
            honesty=own.honesty_mean,
        )


@dataclass(frozen=True, slots=True)
class TenderClass:
    """Tenders that are alike: the key under which a solution is kept."""

    mechanism: Mechanism
    n_rivals: tuple[float, ...]
    """Probabilities of 0, 1, 2, ... rivals."""
    cost_level: float
    """Cost of a typical rival as a share of the ceiling."""
    floor: float
    """Quality floor relative to a typical rival's quality, latent; ``-inf``: none."""
    promise: PromiseTerms
    law: RivalLaw

    @property
    def rating_sd(self) -> float:
        """Error of the rating that an offer gets, latent: of its dossier and of those who read it."""
        return float(np.hypot(self.law.dossier_noise, self.mechanism.rating_noise))


@value
class Types:
    """Bidders' types, arrays (n_types,)."""

    cost: np.ndarray
    """Share of the ceiling."""
    rating: np.ndarray
    """Expected rating without any extra promise, relative to a typical rival, latent."""
    honesty: np.ndarray
    least_extra: np.ndarray
    """Extra promise that the quality floor asks for, latent, >= 0."""


@dataclass(frozen=True)
class Field:
    """Rivals of one class under one luck: their types, and who meets whom with which errors in ``N_TYPES`` tenders."""

    tender: TenderClass
    luck: Luck

    @cached_property
    def types(self) -> Types:
        """Types of those who offer: cost at most the ceiling, ability correlated with log cost, skill on its own."""
        law, tender = self.tender.law, self.tender
        sd = max(law.cost_sd, LEAST_SD)
        afford = max(float(ndtr(-np.log(tender.cost_level) / sd)), 1e-12)
        cost = ndtri(self._strata("rival cost") * afford)
        rho = law.ability_cost_correlation
        ability = law.ability_sd * (rho * cost + np.sqrt(1.0 - rho * rho) * ndtri(self._strata("rival ability")))
        skill = law.skill_sd * ndtri(self._strata("rival skill"))
        dossier = law.dossier_ability * ability + (1.0 - law.dossier_ability) * skill
        return Types(
            cost=np.minimum(tender.cost_level * np.exp(sd * cost), 1.0),
            rating=dossier + tender.mechanism.promise_weight * ability,
            honesty=np.full(N_TYPES, law.honesty),
            least_extra=np.maximum(0.0, tender.floor - ability),
        )

    @cached_property
    def met(self) -> np.ndarray:
        """Types met in each tender, shape (N_TYPES, most rivals possible)."""
        seats = len(self.tender.n_rivals) - 1
        lots = [np.argsort(self.luck.uniforms("rival met", seat, np.arange(N_TYPES))) for seat in range(seats)]
        return np.array(lots, dtype=np.int64).reshape(seats, N_TYPES).T

    @cached_property
    def errors(self) -> np.ndarray:
        """Errors of the rivals' ratings, latent, same shape."""
        shocks = [ndtri(self._strata("rival rated", seat)) for seat in range(self.met.shape[1])]
        return self.tender.rating_sd * np.array(shocks).reshape(self.met.shape[1], N_TYPES).T

    @cached_property
    def present(self) -> np.ndarray:
        """Which seats are taken in each tender, bool, same shape: the first ones, as many as there are rivals."""
        number = np.searchsorted(np.cumsum(self.tender.n_rivals[:-1]), self._strata("rivals"), side="right")
        return np.arange(self.met.shape[1])[None, :] < number[:, None]

    def _strata(self, purpose: str, *key: int) -> np.ndarray:
        """Uniforms (N_TYPES,), one in the middle of each of as many equal parts, in a keyed order."""
        order = np.argsort(np.argsort(self.luck.uniforms(purpose, *key, np.arange(N_TYPES))))
        return (order + 0.5) / N_TYPES
