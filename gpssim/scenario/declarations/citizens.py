"""Citizens: what they know, how they apply, judge, complain, trust and choose."""

from __future__ import annotations

from typing import Final

from gpssim.scenario.fields import Group, param, share

GROUPS: Final = ("ordinary", "elderly", "disabled", "migrant", "laid_off")
"""Groups of citizens, exclusive; a person with several marks counts as disabled, then elderly, laid off, migrant."""


class Citizens(Group):
    """How citizens learn of a service, apply, judge and trust."""

    awareness: float = share(0.35, "share of services known at the start", swept=(0.15, 0.60))
    awareness_publicity: float = param(0.02, "1 per month", "gain of awareness from publicity at intensity 1", ge=0.0, le=1.0, swept=(0.01, 0.04))
    awareness_word: float = param(0.03, "1 per month", "gain of awareness from word of mouth where all in need are served", ge=0.0, le=1.0, swept=(0.01, 0.06))
    awareness_decay: float = param(0.02, "1 per month", "loss of awareness", ge=0.0, le=1.0, swept=(0.005, 0.02))
    access: tuple[float, float, float, float, float] = param((1.0, 0.75, 0.70, 0.65, 0.85), "share", "ease of contact by group (language, digital): ordinary, elderly, disabled, migrant, laid off")
    apply_base: float = param(-4.5, "logit", "inclination to apply in a month", ge=-20.0, le=20.0, swept=(-5.5, -3.5))
    apply_awareness: float = param(3.0, "logit", "effect of awareness on applying", ge=0.0, le=20.0, swept=(2.0, 4.0))
    apply_trust: float = param(1.5, "logit", "effect of trust in providers on applying", ge=0.0, le=20.0, swept=(0.0, 3.0))
    apply_embeddedness: float = param(1.0, "logit", "effect of the providers' embeddedness in the district on applying", ge=0.0, le=20.0, swept=(0.0, 2.0))
    apply_hassle: float = param(1.0, "logit", "effect of hassle (1 - access) on applying", ge=0.0, le=20.0, swept=(0.5, 2.0))
    aspiration: float = param(0.3, "latent", "quality expected at the start", ge=-5.0, le=5.0, swept=(0.0, 0.6))
    aspiration_rate: float = share(0.03, "monthly adjustment of expectations to experience; 0 keeps them", swept=(0.0, 0.10))
    experience_noise: float = param(0.5, "latent sd", "noise of one month's experience around delivered quality", ge=0.0, le=10.0, swept=(0.2, 1.0))
    satisfaction_scale: float = param(1.0, "latent", "scale of the satisfaction measure", ge=0.01, le=10.0, swept=(0.7, 1.5))
    trust_government: float = share(0.702, "trust in the purchaser at the start", "satisfaction with township government 2016, VERIFIED (Ash Center)")
    trust_providers: float = share(0.45, "trust in non-government providers at the start", swept=(0.30, 0.60))
    trust_gain: float = share(0.02, "monthly gain of trust on success", swept=(0.01, 0.05))
    trust_loss: float = share(0.04, "monthly loss of trust on failure", swept=(0.02, 0.10))
    attribution: float = share(0.5, "part of a provider's success or failure that moves trust in the government", swept=(0.0, 1.0))
    patience: int = param(6, "months", "waiting longer than this is a failure of the government", ge=0, le=120, swept=(3, 12))
    waiting_again: float = share(0.5, "what a further month of waiting costs in trust, part of what the month before cost; 0: a wait is one failure, 1: every month is one", "assumption; neutral: 1", swept=(0.0, 0.8))
    trust_reversion: float = share(0.02, "monthly part of the distance to where a person's trust began that is forgotten; 0: none", "in panels trust is back within a few years (Devine & Valgardsson 2023, abstract: VERIFIED); half in three years: assumption", swept=(0.01, 0.04))
    aspiration_reversion: float = share(0.02, "the same of what is expected of a service", "assumption: as trust", swept=(0.01, 0.04))
    complaint_base: float = param(-4.5, "logit", "inclination to complain in a month of failure", ge=-20.0, le=20.0, swept=(-5.5, -3.5))
    complaint_severity: float = param(1.0, "logit per latent", "effect of the shortfall against expectation on complaining", ge=0.0, le=20.0, swept=(0.5, 2.0))
    complaint_participation: float = param(2.0, "logit", "effect of participation on complaining", ge=0.0, le=20.0, swept=(1.0, 3.0))
    participation: float = share(0.2, "mean participation in surveys and meetings", swept=(0.05, 0.5))
    report_below: float = share(1.0, "relative frequency with which clients below the threshold tell what they experienced", "convention: equal to report_above, so that voice is of all clients")
    report_above: float = share(1.0, "the same of clients at or above it", "convention: equal to report_below")
    report_threshold: float = param(0.3, "latent", "experience that divides the two", "convention: the quality expected at the start; acts only where they differ", ge=-5.0, le=5.0)
    vulnerable_cost: float = param(0.0, "1", "selection against clients who cost more, under payment per unit only", ge=0.0, le=5.0, swept=(0.0, 0.5))
    drop_out: float = share(0.10, "clients lost when the provider changes", swept=(0.0, 0.25))
    switching: float = share(0.0, "monthly chance that a dissatisfied client who may choose gives up its place to choose again", "convention: off; exit, Hirschman 1970")
    switching_below: float = share(0.5, "satisfaction below which a client is dissatisfied", "convention: the middle of the scale; acts only with switching")
    choice_quality: float = param(1.0, "1 per latent", "weight of published quality where citizens choose", ge=0.0, le=20.0, swept=(0.5, 2.0))
    choice_scale: float = param(1.0, "1", "scale of the taste shocks where citizens choose (logit); 0: none", ge=0.0, le=20.0, swept=(0.5, 2.0))
    choice_word: float = param(1.0, "1", "weight of what clients tell of a provider, beside what is published, where citizens choose (0: they hear nothing)", "assumption: as much as what is published; neutral 0", ge=0.0, le=20.0, swept=(0.5, 2.0))
    choice_patience: int = param(3, "months", "how long citizens who choose wait for the provider they like best rather than take a place with another (0: not at all)", "assumption; neutral 0", ge=0, le=120, swept=(1, 6))

    @property
    def reporting(self) -> tuple[float, float]:
        """How often clients report, below and above the threshold."""
        return self.report_below, self.report_above
