"""How a favorite is helped and what comes to light: tailored papers, cover prices, prices at the edge, parts, detection."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from scipy.special import ndtr

COVER = (1.01, 1.05)
"""An accompanying price over the favorite's, from and to (market rule C 14)."""
SMALLEST_PART = 0.1
"""Part of the threshold below which a remainder is not worth a contract of its own."""


def tailored(papers: np.ndarray, favorite: np.ndarray, moved: float, lead: float) -> np.ndarray:
    """Papers (latent) as a tailored specification reads them, shape of ``papers``.

    (1 - moved) * papers + moved * (mean of all papers + lead for the favorite): the points that moved go to something in which the
    favorite (bool) is ``lead`` better than everybody else. Neutral: ``moved`` 0. Source: market rule C 14 (a).
    """
    asked = papers.mean() + lead * favorite
    return np.asarray((1.0 - moved) * papers + moved * asked)


def cover_prices(price: float, uniforms: np.ndarray, ceiling: float) -> np.ndarray:
    """Accompanying prices, yuan per place-month, at most the ceiling: the favorite's price times U(1.01, 1.05).

    Source: market rule C 14 (b); cover bids, Porter & Zona 1993.
    """
    return np.minimum(price * (COVER[0] + (COVER[1] - COVER[0]) * uniforms), ceiling)


def edge(lead: np.ndarray, spread: np.ndarray, margin: np.ndarray) -> int:
    """Place of the price that pays best for somebody who knows the others' offers: the highest margin * Phi(lead / spread).

    ``lead`` is the score above the best of the others at each price, ``spread`` what judges add to it (standard deviation, 0: they
    do not err, and a draw is lost), ``margin`` price less cost. -1 where no price pays. Source: against known rivals a bid
    maximizes margin times chance (Krishna 2009, ch. 2).
    """
    sure = np.where(lead > 0.0, 1.0, 0.0)
    chance = np.where(spread > 0.0, ndtr(np.divide(lead, spread, out=np.zeros_like(lead), where=spread > 0.0)), sure)
    worth = margin * chance
    return int(np.argmax(worth)) if worth.max() > 0.0 else -1


def parts_below(value: float, threshold: float, margin: float) -> tuple[float, ...]:
    """Values of the parts into which a project is divided, yuan: each below the threshold, most of them just below; they sum to
    ``value``.

    Parts of margin * threshold and a remainder; equal parts where the remainder would be tiny. One part: it is not divided.
    Source: 化整为零, Regulation art. 28; bunching below thresholds: Szucs 2024.
    """
    if value < threshold:
        return (value,)
    full = margin * threshold
    n = ceil(value / full)
    rest = value - (n - 1) * full
    return (value / n,) * n if rest < SMALLEST_PART * threshold else (*(full,) * (n - 1), rest)


def seen(base: float, oversight: float, disclosure: float, participation: float) -> float:
    """Chance that a violation is found out: 1 - (1 - base) (1 - oversight * disclosure * participation); all in [0, 1].

    The public sees what is published and looks as far as it takes part (公众监督). Neutral: oversight 0. Source: social
    accountability needs information and voice together (Fox 2015); form: assumption.
    """
    return 1.0 - (1.0 - base) * (1.0 - oversight * disclosure * participation)


def capture_chance(capture: float, left_by_choice: float, shield: float, participation: np.ndarray | float) -> np.ndarray | float:
    """Chance that an evaluator is captured: capture * left_by_choice * (1 - shield * participation); all in [0, 1].

    Neutral: capture 0. Source: regulators are captured where nobody else watches (Laffont & Tirole 1991; Tirole 1986); form:
    assumption.
    """
    return capture * left_by_choice * (1.0 - shield * participation)


def close_prices(prices: Sequence[float] | np.ndarray, most: float) -> bool:
    """Whether three or more prices differ by at most a share ``most`` of the lowest, and are not all equal.

    Source: regular differences of prices, Order 87 (2017) art. 37; variance screens, Abrantes-Metz et al. 2006.
    """
    if len(prices) < 3:
        return False
    low, high = float(min(prices)), float(max(prices))
    return 0.0 < high - low <= most * low
