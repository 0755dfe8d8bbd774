"""Quality where the price is fixed and citizens choose: what a provider gets from it, and what citizens get."""

from __future__ import annotations


def provider_payoff(share: float, quality: float, margin: float, curvature: float, per_client: float, mission: float) -> float:
    """Surplus of a provider: (margin - per_client * q) * share - curvature q^2 / 2 + mission * q.

    Parameters
    ----------
    share : part of the citizens who choose it.
    quality : q, latent.
    margin : regulated price less unit cost without quality, yuan per place-month.
    curvature : of the cost of quality that does not depend on clients, yuan per latent unit squared.
    per_client : cost of a latent unit of quality for each client, yuan.
    mission : what a latent unit is worth to the provider itself, yuan; 0 for companies.

    Source: Ma & Burgess 1993; Gravelle 1999; Brekke, Nuscheler & Straume 2006.

    >>> provider_payoff(0.2, 0.5, 10.0, 4.0, 0.0, 0.0)
    1.5
    """
    return (margin - per_client * quality) * share - 0.5 * curvature * quality * quality + mission * quality


def citizens_surplus(quality: float, quality_weight: float, n_providers: float, curvature: float) -> float:
    """What quality is worth to all citizens (mass 1) less what it costs all providers: where they are alike, per citizen."""
    return quality_weight * quality - n_providers * 0.5 * curvature * quality * quality
