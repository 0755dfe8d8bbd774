"""What a committee makes of offers: each juror's rating, and the errors jurors share.

Nothing here knows an organization's ability: a rating starts from the dossier.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

import numpy as np

from gpssim.frozen import value
from gpssim.information.sorted_ratings import kept_mean, variance_of
from gpssim.streams import Luck


@value
class Panel:
    """Who sits on a committee and how it judges.

    Attributes
    ----------
    n_jurors : seats, >= 1.
    n_representatives : seats of the purchaser's own people, the first ones.
    noise : error of one juror, latent standard deviation.
    correlation : intraclass correlation of the errors on one offer, in [0, 1].
    promise_weight : latent units of rating per latent unit of promised quality.
    halo : latent units of rating per step of the published grade.
    representative_weight : how much of a tie's push a representative's rating shows.
    trim : ratings dropped at the top and as many at the bottom before the mean is taken; 0: none (neutral).
    lay_noise : error of a representative relative to that of an expert; 1: they judge alike (neutral).
    familiarity : latent units added to the rating of who does the work now; 0: none (neutral).
    """

    n_jurors: int
    n_representatives: int
    noise: float
    correlation: float
    promise_weight: float
    halo: float
    representative_weight: float
    trim: int = 0
    lay_noise: float = 1.0
    familiarity: float = 0.0

    @property
    def errs(self) -> np.ndarray:
        """Error of each seat relative to an expert's, shape (n_jurors,)."""
        return np.where(np.arange(self.n_jurors) < self.n_representatives, self.lay_noise, 1.0)

    @property
    def mean_noise(self) -> float:
        """Standard deviation of the mean rating's error: noise sqrt(rho + (1 - rho) v), latent; v = 1 / J if nothing is trimmed."""
        if self.trim == 0 and self.lay_noise != 1.0:
            shared, own = self.errs.mean() ** 2, np.square(self.errs).mean() / self.n_jurors
            return self.noise * float(np.sqrt(self.correlation * shared + (1.0 - self.correlation) * own))
        if self.trim == 0:
            return self.noise * float(np.sqrt(self.correlation + (1.0 - self.correlation) / self.n_jurors))
        return self.noise * float(np.sqrt(self.correlation + (1.0 - self.correlation) * own_variance(self.n_jurors, self.trim)))


@value
class Papers:
    """What a committee reads about the offers; arrays (n_bidders,), latent scale except the grade."""

    dossier: np.ndarray
    promised: np.ndarray
    grade: np.ndarray
    """0 (none) to 5 (5A)."""
    push: np.ndarray
    """What representatives add for a bidder."""
    incumbent: np.ndarray | float = 0.0
    """1 for who does the work now, else 0."""


def errors(panel: Panel, luck: Luck, bidders: np.ndarray) -> np.ndarray:
    """Jurors' errors, latent, shape (n_bidders, n_jurors): sqrt(rho) shared on an offer, sqrt(1 - rho) a juror's own.

    Drawn by bidder and seat, so that nothing depends on the order in which offers lie on the table.
    Source: market rule C 15 (intraclass correlation of committees).
    """
    seats = np.arange(panel.n_jurors)
    shared = luck.normals("jury", bidders)[:, None]
    own = luck.normals("juror", bidders[:, None], seats[None, :])
    error = panel.noise * (sqrt(panel.correlation) * shared + sqrt(1.0 - panel.correlation) * own)
    return np.asarray(error if panel.lay_noise == 1.0 else error * panel.errs)


def ratings(panel: Panel, papers: Papers, error: np.ndarray) -> np.ndarray:
    """Each juror's rating of each offer, latent, shape (n_bidders, n_jurors).

    dossier + promise_weight * promise + halo * grade + familiarity * incumbent + [representative] representative_weight * push
    + error.
    Neutral: every weight and the noise 0, which leaves the dossier. Source: market rule C 15.
    """
    common = papers.dossier + panel.promise_weight * papers.promised + panel.halo * papers.grade
    common = common + panel.familiarity * papers.incumbent
    sits_for_purchaser = np.arange(panel.n_jurors) < panel.n_representatives
    pushed = panel.representative_weight * papers.push[:, None] * sits_for_purchaser[None, :]
    return np.asarray(common[:, None] + pushed + error)


def combined(panel: Panel, rated: np.ndarray) -> np.ndarray:
    """The committee's rating of each offer: mean of its jurors' ratings (n_bidders, n_jurors), without the extremes if it trims.

    Source: trimming is common in contests; the evaluation of government purchases takes all ratings (Order 87).
    """
    return kept_mean(rated, panel.trim)


@lru_cache
def own_variance(n_jurors: int, trim: int) -> float:
    """Variance of the mean of independent standard normal errors without the ``trim`` highest and lowest."""
    return variance_of(lambda values: kept_mean(values, trim), n_jurors)
