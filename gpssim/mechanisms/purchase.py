"""What a mechanism is handed for one purchase, and the table it may hand back where citizens choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import numpy as np

from gpssim.frozen import value
from gpssim.information.view import MarketView
from gpssim.market import Project
from gpssim.scenario.declarations.levers import Levers
from gpssim.streams import Luck

RulesAsOf = Literal["2014", "2020", "2026"]
Found = TypeVar("Found")


@value
class Purchase:
    """One purchase as a mechanism sees it: nothing else reaches it. Made by :meth:`Mechanism.purchase`, which seals the view.

    ``luck`` is the luck of this decision (project and attempt are folded in), so that draws name only bidder and seat.
    """

    project: Project
    view: MarketView
    levers: Levers
    luck: Luck
    rules_as_of: RulesAsOf = "2020"
    """Procurement rules in force."""
    _found: dict[str, tuple[object, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, what: str, mechanism: object, make: Callable[[], Found]) -> Found:
        """What a mechanism makes of this purchase, which does not change: worked out when first asked for."""
        known = self._found.get(what)
        if known is None or known[0] is not mechanism:
            known = self._found[what] = (mechanism, make())
        found: Found = known[1]
        return found

    def keys(self, rows: Sequence[int] | np.ndarray) -> np.ndarray:
        """What draws about organizations are keyed by, so that no luck hangs on the order of rows."""
        return self.view.public.keys(np.asarray(rows, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """What citizens choose from where they choose: prepared before the month, data and never code."""

    bidders: tuple[int, ...]
    """Rows of the admitted organizations, ascending."""
    utility: np.ndarray
    """Shape (n_bidders, n_groups): utility of being served by each, before distance and taste, latent units."""
    default: int = -1
    """Row of the organization for those who do not choose, -1 for none."""
