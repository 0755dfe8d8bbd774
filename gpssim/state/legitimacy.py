"""Legitimacy of purchase as it stands: what was heard this month, how districts lean, who gets credit for a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim import registry
from gpssim.rules.legitimacy import credited, hears, leaning
from gpssim.state.contract_row import END_REASONS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

OUTRAGES: Final = tuple(END_REASONS.index(reason) for reason in ("terminated", "insolvent", "defaulted", "banned"))
"""Ends of contracts that people talk about."""


def is_judged(market: MarketState) -> bool:
    """Whether anything moves legitimacy."""
    return market.world.legitimacy.gain > 0.0 or market.world.legitimacy.loss > 0.0


def scandals(market: MarketState) -> np.ndarray:
    """Scandals of the month by purchaser and domain: violations found out, contracts that ended in shame, shirkers caught."""
    c, found = market.contracts, market.flows["n_found_out"].copy()
    shame = (c.ended == market.month) & np.isin(c.end_reason, OUTRAGES) & ~c.active
    rows = np.flatnonzero(shame | (c.caught & (c.end == market.month + 1)))
    np.add.at(found, (c.purchaser[rows], c.domain[rows]), 1.0)
    return found


def heard_of(market: MarketState) -> tuple[np.ndarray, np.ndarray]:
    """Part of residents who heard of an open purchase that concerns their district, and of a scandal; two arrays (districts,)."""
    heard, publicity = market.world.legitimacy.heard, market.policy_state.levers.publicity
    concerned = market.purchasers.jurisdiction.T.astype(np.float64)
    fair = hears(heard * publicity, concerned @ market.flows["n_open"].sum(axis=1))
    return fair, hears(heard, concerned @ scandals(market).sum(axis=1))


def lean(market: MarketState) -> np.ndarray:
    """How each district leans, from -1 to 1; 0 where nothing was heard."""
    return leaning(market.legitimacy)


def willing(market: MarketState) -> np.ndarray:
    """What legitimacy adds to the inclination to apply, logit, shape (districts, 1)."""
    return np.asarray(market.world.legitimacy.applying * lean(market))[:, None]


def credits_of_contracts(market: MarketState) -> np.ndarray:
    """Part of each contract's credit and blame that reaches the government: all of it where it serves itself."""
    c = market.contracts
    in_house = c.mechanism == market.mechanism_names.index(registry.in_house())
    return np.where(in_house, 1.0, credited(market.world.legitimacy.hidden, market.policy_state.levers.publicity))
