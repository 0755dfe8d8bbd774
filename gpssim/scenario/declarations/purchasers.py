"""The government purchasers."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class Purchasers(Group):
    """The government purchasers: money, competence, integrity, ties."""

    appropriation_per_head: float = param(24.5, "yuan per resident-year", "appropriation for these domains", "Nanhai 2017: 71.05 million yuan over the three relevant classes (VERIFIED), per head of 2.9 million (MEMORY): DERIVED", ge=0.0, le=1.0e9, swept=(16.0, 36.0))
    appropriation_growth: float = param(0.0, "1 per year", "real growth of the appropriation, beyond that of wages and prices", "convention: a baseline that stands still; earlier runs: 0.02", ge=-0.5, le=1.0, swept=(-0.02, 0.03))
    bureau_share: float = share(0.25, "part of the appropriation held by the civil affairs bureau for all districts", swept=(0.1, 0.4))
    integrity: float = share(0.8, "integrity of officials: 1 keeps ties out of every judgment", swept=(0.0, 1.0))
    tie_density: float = share(0.15, "pairs of purchaser and organization with a tie", swept=(0.05, 0.30))
    tie_strength: float = param(0.6, "latent", "mean strength of a tie, in quality", ge=0.0, le=5.0, swept=(0.2, 1.0))
    tie_growth: float = param(0.01, "latent per month", "growth of a tie while a contract runs", ge=0.0, le=1.0, swept=(0.0, 0.02))
    quality_value: float = param(0.35, "share per latent", "what a purchaser would pay for one latent unit of quality, as a share of unit cost", ge=0.0, le=5.0, swept=(0.15, 0.60))
    incumbent_bonus: float = param(0.03, "share", "preference for the incumbent, as a share of unit cost", ge=0.0, le=1.0, swept=(0.0, 0.08))
    survey_noise: float = param(0.35, "log sd", "error of the survey of need without participation", ge=0.0, le=3.0, swept=(0.1, 0.6))
    survey_participation: float = share(0.5, "part of the error that full participation removes", swept=(0.2, 0.8))
    survey_embeddedness: float = share(0.3, "part of the error that embedded providers remove", swept=(0.0, 0.6))
    ceiling_margin: float = param(0.08, "share", "margin of the ceiling over expected cost", "assumption; chosen within its range so that winning offers lie at 0.85-0.98 of the ceiling: with 0.12 it was 0.83 once bidders learned from openings; varied by a third either way: 14 % of tenders fail at 0.05 and prices are 0.93 of the ceiling, 6 % and 0.89 at 0.10", ge=-0.5, le=2.0, swept=(0.05, 0.10))
    ceiling_ratchet: float = share(0.5, "weight of the last price against surveyed cost in the ceiling", "assumption; varied where prices stay near ceilings: at 0 offers fall a sixth below them as providers learn, at 1 ceilings follow prices down until tenders fail", swept=(0.25, 0.75))
    ceiling_raise: float = param(0.03, "share", "how much a ceiling is raised for each attempt of the same purchase that has failed", "who finds fewer than three bidders looks whether its conditions keep them away, and mends them, Order 87 (2017) art. 43, MEMORY; size: assumption, varied from nothing to twice; neutral 0", ge=0.0, le=1.0, swept=(0.0, 0.06))
    survey_experience: float = share(0.0, "how much more a price survey hears from the experienced: weight 1 plus this times experience in project-years (0: every supplier counts alike)", "three suppliers or more, representative ones (Measures on procurement demand 2021: text VERIFIED, 财库〔2021〕22号 art. 10 MEMORY); that they count alike: assumption; neutral 1: those with work to show", swept=(0.0, 0.2))
    ceiling_noise: float = param(0.05, "sd", "error of the ceiling", ge=0.0, le=1.0, swept=(0.02, 0.1))
    procedure_reserve: float = param(10_000.0, "yuan", "what a purchaser who bargains thinks that a tender would cost it", "an agent's fee of 1.5 % (scale of fees 2002, MEMORY) and five jurors: assumption", ge=0.0, le=1e9)
    hours_per_month: float = param(60.0, "hours", "staff hours for these purchases, a purchaser and month", ge=0.0, le=1.0e6, swept=(40.0, 90.0))
    inspection_hours: float = param(6.0, "hours", "one inspection", ge=0.01, le=1.0e6, swept=(3.0, 10.0))
    inspections_max: float = share(1.0, "most inspections per contract and month", swept=(0.5, 1.0))
    wage_hour: float = param(60.0, "yuan per hour", "cost of an official's hour", ge=0.0, le=1.0e9, swept=(40.0, 90.0))
    usable_month: int = param(2, "month of year", "first month in which the year's money can be used (0 = January)", ge=0, le=11, swept=(2, 3))
    rush: float = share(0.3, "part of the unspent appropriation that is rushed out from October", swept=(0.0, 0.6))
    rush_error: float = param(0.5, "1", "increase of survey and ceiling error in the rush", ge=0.0, le=10.0, swept=(0.0, 1.0))
    delay: float = share(0.3, "monthly probability that a due instalment waits another month", swept=(0.0, 0.6))
    project_value: float = param(292_000.0, "yuan per year", "usual value of a contract year", "Nanhai 2017: 71.05 million yuan over 243 projects, DERIVED", ge=1.0, le=1.0e12)
