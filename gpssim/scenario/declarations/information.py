"""Information: who sees what, and how a record is kept of it."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class ReputationSetting(Group):
    """One parameter of a reputation system."""

    system: str = param("kalman", "name", "reputation system (registry of reputation systems)")
    name: str = param("drift", "name", "its parameter")
    value: bool | int | float | str = param(0.01, "as declared", "its value")


class Information(Group):
    """Who sees what: the dials of information asymmetry, each from 0 (full information) up."""

    dossier_noise: float = param(0.4, "latent sd", "error of an offer's documents that all jurors share", ge=0.0, le=10.0, swept=(0.2, 0.8))
    dossier_ability: float = share(0.6, "weight of ability against proposal skill in the documents (1: neutral)", swept=(0.3, 0.9))
    monitoring_noise: float = param(0.5, "latent sd", "error of one inspection", ge=0.0, le=10.0, swept=(0.25, 1.0))
    voice_noise: float = param(0.8, "latent sd", "error of what a month of citizens' voice tells about a contract", ge=0.0, le=10.0, swept=(0.4, 1.6))
    voice_weight: float = share(0.4, "part of citizens' voice that reaches the purchaser", swept=(0.1, 0.9))
    report_bias: float = param(0.4, "latent", "what a provider of middling honesty adds in its own report", ge=0.0, le=5.0, swept=(0.2, 0.8))
    nominated_bias: float = param(0.25, "latent", "bias of satisfaction at acceptance among clients nominated by the provider", ge=0.0, le=5.0, swept=(0.0, 0.5))
    acceptance_voice: float = share(0.3, "weight of clients' satisfaction against verifiable quality at acceptance", swept=(0.0, 0.6))
    acceptance_noise: float = param(0.3, "latent sd", "error of acceptance", ge=0.0, le=10.0, swept=(0.15, 0.6))
    prior_mean: float = param(0.3, "latent", "purchasers' prior belief about delivered quality", ge=-5.0, le=5.0, swept=(0.0, 0.6))
    prior_sd: float = param(0.6, "latent sd", "uncertainty of that prior", ge=0.001, le=10.0, swept=(0.4, 0.9))
    drift: float = param(0.01, "latent variance per month", "how fast old information loses value", ge=0.0, le=10.0, swept=(0.005, 0.02))
    reputation: str = param("kalman", "name", "how purchasers keep a record of what they saw (registry of reputation systems)", "convention: the core model's")
    published_reputation: str = param("kalman", "name", "how the published record is kept (the same registry); grades 1A-5A are read off it", "convention: the core model's")
    reputation_settings: tuple[ReputationSetting, ...] = param((), "settings", "parameters of reputation systems", "convention: as each system declares them")
    published_drift: float = param(0.0, "latent variance per month", "how fast old published evaluations lose value", "convention: they are kept as they are", ge=0.0, le=10.0)
    entrant_optimism: float = param(0.0, "prior sd", "how far above the prior mean a newcomer's record starts; negative: pessimistic", "convention: the prior mean", ge=-3.0, le=3.0)
    certificate_score: float = param(0.5, "prior sd", "how far a certified newcomer's record starts above that of others", ge=0.0, le=3.0, swept=(0.2, 1.0))
    cost_belief_noise: float = param(0.10, "log sd", "error of a purchaser's idea of what an unknown organization costs", ge=0.0, le=3.0, swept=(0.05, 0.2))
    performance_noise: float = param(0.05, "sd", "error of the score by which budgets answer to performance", "convention: acts only with the lever performance_budget; assumption, range 0-0.15", ge=0.0, le=1.0)
