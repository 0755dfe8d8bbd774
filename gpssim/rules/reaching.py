"""Who is easy to reach and to serve: the way to a provider, costly clients, volunteers."""

from __future__ import annotations

import numpy as np


def way_to_provider(n_providers: np.ndarray) -> np.ndarray:
    """Mean way to the nearest of some providers in a district, 1 for one: n ** -1/2; without any it is that to one.

    Source: expected distance to the nearest of n points in the plane, proportional to n ** -1/2 (Larson & Odoni 1981).

    >>> way_to_provider(np.array([0, 1, 4])).tolist()
    [1.0, 1.0, 0.5]
    """
    return np.asarray(1.0 / np.sqrt(np.maximum(1.0, n_providers)))


def reluctance(mission: np.ndarray, usual: float, resists: float) -> np.ndarray:
    """How far providers select against costly clients, in [0, 1]: 1 less ``resists`` times mission over twice its ``usual`` value.

    Mission counts up to twice the usual one. Source: market rule E 27 (selection rises with 1 - mission); linear form assumed.

    >>> reluctance(np.array([0.0, 0.05, 0.2]), 0.05, 0.8).round(12).tolist()
    [1.0, 0.6, 0.2]
    """
    return np.asarray(1.0 - resists * np.clip(mission / max(2.0 * usual, 1e-12), 0.0, 1.0))


def cost_of_clients(share_vulnerable: np.ndarray, extra: float) -> np.ndarray:
    """Cost of a provider's clients relative to that of ordinary ones: 1 + ``extra`` times the share of vulnerable ones.

    Source: selection in contracts paid per client (Ellis 1998, Journal of Health Economics 17); linear form assumed.
    """
    return np.asarray(1.0 + extra * share_vulnerable)


def volunteers(weight: float, trust: float, awareness: float) -> float:
    """Volunteers found, part of those looked for: 1 - weight + weight * trust * awareness, all in [0, 1].

    Source: voluntariness grows with trust and knowledge of the services (assumption).

    >>> volunteers(0.0, 0.2, 0.5), volunteers(1.0, 0.2, 0.5)
    (1.0, 0.1)
    """
    return 1.0 - weight + weight * trust * awareness
