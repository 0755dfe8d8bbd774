"""The only window a mechanism has: public facts about organizations, and the purchaser's own record where it is admissible."""

from __future__ import annotations

import numpy as np

from gpssim.errors import GpssimError
from gpssim.frozen import value


@value
class PublicRecord:
    """What anybody can look up about the organizations; every array has shape (n_organizations,), rows of the register."""

    capable: np.ndarray
    """bool: registered for the project's domain and district, alive, with room for the work by its own declaration."""
    grade: np.ndarray
    """int8: published rating 0 (none) to 5 (5A)."""
    age_months: np.ndarray
    """int: months since registration."""
    small: np.ndarray
    """bool: staff under the limit for small organizations."""
    active_grants: np.ndarray
    """int: venture projects in force."""
    published_quality: np.ndarray
    """float, latent scale: mean of published evaluations, shrunk to the prior."""
    awards: np.ndarray | None = None
    """int: contracts won so far, from published award notices; ``None``: none."""
    kind: np.ndarray | None = None
    """int8: place of each organization's kind in ``scenario.world.KINDS``, from the register; ``None``: all of the first kind."""
    used: np.ndarray | None = None
    """float: places that citizens who chose have used a month in running contracts of this service there; ``None``: none."""
    key: np.ndarray | None = None
    """uint64: what draws about an organization are keyed by, the same under every policy; its row where nothing else is given."""

    @property
    def past_awards(self) -> np.ndarray:
        """Contracts won so far, shape (n_organizations,)."""
        return np.zeros(len(self.capable), dtype=np.int64) if self.awards is None else self.awards

    def of_kind(self, codes: tuple[int, ...]) -> np.ndarray:
        """Which organizations are of one of these kinds, bool, shape (n_organizations,)."""
        kind = np.zeros(len(self.capable), dtype=np.int8) if self.kind is None else self.kind
        return np.asarray(np.isin(kind, codes))

    def keys(self, rows: np.ndarray) -> np.ndarray:
        """Keys of some rows: they do not move when rows do."""
        return rows if self.key is None else np.asarray(self.key[rows])


@value
class OwnRecord:
    """What one purchaser knows and others do not; arrays of shape (n_organizations,)."""

    believed_quality: np.ndarray
    """float, latent scale: posterior mean of quality."""
    expected_cost: np.ndarray
    """float, yuan per place-month: what the purchaser thinks the organization would cost it."""
    tie: np.ndarray
    """float >= 0, latent quality equivalent: closeness to the purchaser's officials."""
    quality_value: float
    """Yuan per place-month that the purchaser would pay for one unit of latent quality."""
    tie_weight: float
    """1 - integrity, in [0, 1]: how much a tie counts where judgment is free."""
    incumbent_bonus: float
    """Yuan per place-month by which staying with the incumbent is preferred."""
    believed_sd: np.ndarray | float = 0.0
    """float >= 0, latent: how unsure it is about each organization's quality."""


@value
class MarketView:
    """What one purchase is decided on.

    ``own`` is there only for mechanisms that declare ``admissible = "own"``: in a tender the purchaser's own belief is
    inadmissible (Government Procurement Law, art. 5 and 22; Order 102, art. 17), and asking for it is an error.
    """

    public: PublicRecord
    own_record: OwnRecord | None
    representative_push: np.ndarray
    """float, latent scale, shape (n_organizations,): what the purchaser's representatives on a jury add for a bidder,
    (1 - integrity) times tie."""

    @property
    def own(self) -> OwnRecord:
        if self.own_record is None:
            raise GpssimError("this mechanism may use published information only: the purchaser's own record is inadmissible")
        return self.own_record
