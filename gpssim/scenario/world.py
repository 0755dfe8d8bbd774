"""The world: everything a policy cannot change. City, needs, citizens, organizations, purchasers, information, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.fees import Fees
from gpssim.scenario.fields import Group, param, share
from gpssim.scenario.frictions import Frictions
from gpssim.scenario.kinds import KINDS as KINDS
from gpssim.scenario.kinds import Seven
from gpssim.scenario.law import Law
from gpssim.scenario.officials import Officials
from gpssim.scenario.process import Process
from gpssim.scenario.sector import Sector, sector_laws
from gpssim.scenario.society import Society
from gpssim.scenario.violations import Evaluators, Violations

GROUPS = ("ordinary", "elderly", "disabled", "migrant", "laid_off")
"""Groups of citizens, exclusive; a person with several marks counts as disabled, then elderly, laid off, migrant."""


class City(Group):
    """People and places."""

    residents: int = param(851_200, "persons", "residents", "Suzhou statistics 2023, VERIFIED", ge=1000)
    n_citizens: int = param(10_000, "units", "survey units that stand for the residents", "computational scale", ge=50, le=5_000_000)
    n_districts: int = param(7, "districts", "townships and streets, each a district with a purchaser of its own", "7 townships and streets of the zone, MEMORY", ge=1, le=200)
    district_spread: float = param(0.25, "log sd", "spread of district sizes", ge=0.0, le=1.5, swept=(0.1, 0.5))
    share_children: float = share(0.1291, "residents under 15", "Suzhou statistics 2023, VERIFIED (city)")
    share_elderly: float = share(0.1941, "residents of 60 and over", "Suzhou statistics 2023, VERIFIED (city)")
    share_disabled: float = share(0.05, "residents with a disability", swept=(0.03, 0.08))
    share_migrant: float = share(0.25, "working-age residents who are migrants", swept=(0.10, 0.50))
    share_laid_off: float = share(0.03, "working-age residents laid off", swept=(0.01, 0.06))
    vulnerable_spread: float = param(0.30, "log sd", "spread of the disabled, migrant and laid-off shares over districts", ge=0.0, le=1.5, swept=(0.0, 0.6))
    start: str = param("2024-01", "date", "calendar month of the switch of policy (YYYY-MM)", "convention")
    demand_growth: float = param(0.02, "1 per year", "growth of the rate at which needs arise (ageing, city growth)", ge=-0.2, le=0.5, swept=(0.0, 0.05))

    @property
    def first_month(self) -> int:
        """Month of the year (0 = January) in which policy switches."""
        return int(self.start.partition("-")[2]) - 1


class Domain(Group):
    """One service domain: who needs it, what a place costs, how visible its quality is."""

    name: str = param("elder_care", "name", "service domain, a word of the glossary", "convention")
    prevalence: tuple[float, float, float, float, float] = param((0.0, 0.10, 0.05, 0.0, 0.0), "share", "share of each group in need at any time: ordinary, elderly, disabled, migrant, laid off")
    duration: float = param(24.0, "months", "mean duration of a need", ge=1.0, le=600.0)
    unit_cost: float = param(80.0, "yuan per place-month", "cost of a place at an average organization without experience", ge=0.01)
    verifiability: float = share(0.5, "part of quality that a third party can verify")
    budget_share: float = share(0.3, "share of every purchaser's appropriation", "assumption; sums to 1, so it is not varied alone")
    priority: float = param(1.0, "1", "weight in ranking projects", ge=0.0, le=10.0, swept=(0.5, 2.0))
    visibility: float = param(1.0, "1", "visibility to superiors, weight in ranking projects", ge=0.0, le=10.0, swept=(0.5, 2.0))


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

    @property
    def reporting(self) -> tuple[float, float]:
        """How often clients report, below and above the threshold."""
        return self.report_below, self.report_above


class Organizations(Group):
    """The social organizations: how many, how able, how costly, how they learn, grow and leave."""

    n_initial: int = param(60, "organizations", "organizations at the start", "145 social-service organizations by head of population (Jiangsu 2018, DERIVED), 40 % of them active (assumption)", ge=1, le=20_000, swept=(40, 120))
    kind_shares: tuple[float, float, float, float] | Seven = param((0.60, 0.15, 0.15, 0.10), "share", "shares of kinds: social service agencies, associations, community organizations, companies; then foundations, industry associations, public institutions")
    reach_districts: float = param(3.2, "districts", "mean number of districts served, at most all", ge=1.0, le=200.0, swept=(1.6, 4.0))
    reach_domains: float = param(1.8, "domains", "mean number of domains", ge=1.0, le=20.0, swept=(1.2, 2.5))
    ability_mean: float = param(0.0, "latent", "mean ability", "convention: origin of the latent scale", ge=-5.0, le=5.0)
    ability_sd: float = param(0.5, "latent sd", "spread of ability", ge=0.0, le=5.0, swept=(0.3, 0.8))
    ability_tasks_correlation: float = param(0.5, "correlation", "ability in verifiable and non-verifiable tasks", ge=-1.0, le=1.0, swept=(0.0, 0.8))
    ability_cost_correlation: float = param(0.3, "correlation", "ability and log cost", ge=-1.0, le=1.0, swept=(0.0, 0.6))
    cost_sd: float = param(0.12, "log sd", "spread of cost between organizations", ge=0.0, le=2.0, swept=(0.06, 0.20))
    cost_persistence: float = share(0.7, "part of cost that belongs to the organization rather than to the project", swept=(0.4, 0.9))
    common_cost: float = share(0.0, "part of a project's cost that is the same for whoever does it, unknown before; takes the place of what is an organization's own", "convention: off; core model eq. (2)")
    progress_ratio: float = param(0.94, "1", "unit cost after experience doubles", "human services 0.85-0.95; literature 0.70-0.95, MEMORY", ge=0.5, le=1.0, swept=(0.85, 0.95))
    forgetting: float = share(0.10, "yearly loss of experience", swept=(0.05, 0.20))
    overload_cost: float = param(1.0, "1", "cost increase with the square of work beyond capacity", ge=0.0, le=10.0, swept=(0.5, 2.0))
    overload_quality: float = param(1.0, "latent", "quality lost per unit of work beyond capacity", ge=0.0, le=10.0, swept=(0.5, 2.0))
    effort_cost: float = param(0.22, "1", "curvature of effort's cost, share of unit cost per squared latent unit", ge=0.001, le=10.0, swept=(0.08, 0.30))
    effort_substitution: float = param(0.05, "1", "cross cost of the two tasks, same unit; positive: substitutes", ge=-5.0, le=5.0, swept=(0.0, 0.10))
    effort_max: float = param(2.0, "latent", "most effort in a task", ge=0.0, le=10.0, swept=(1.5, 3.0))
    delivery_noise: float = param(0.15, "latent sd", "monthly noise of delivered quality", ge=0.0, le=5.0, swept=(0.05, 0.3))
    mission_mean: float = param(0.06, "share per latent", "mean weight on quality of nonprofits, as a share of unit cost per latent unit", ge=0.0, le=2.0, swept=(0.02, 0.12))
    mission_target: float = param(0.7, "share", "dependence on government above which mission drifts", ge=0.0, le=1.0, swept=(0.5, 0.9))
    mission_drift: float = param(0.01, "1 per month", "loss of mission per unit of dependence above the target", ge=0.0, le=1.0, swept=(0.0, 0.03))
    honesty_mean: float = share(0.6, "mean part of a promise that an organization keeps whatever the incentive", swept=(0.3, 0.9))
    surplus_indifference: float = share(0.5, "part of a surplus that a nonprofit does not value (non-distribution)", swept=(0.2, 0.8))
    mission_acceptance: float = param(0.3, "1", "part of the value of quality for which a nonprofit accepts a lower price", ge=0.0, le=5.0, swept=(0.0, 0.6))
    proposal_skill_sd: float = param(0.4, "latent sd", "spread of skill in writing proposals", ge=0.0, le=5.0, swept=(0.0, 0.8))
    proposal_learning: float = param(0.03, "latent per bid", "gain of proposal skill per offer made, falling as it grows", ge=0.0, le=1.0, swept=(0.0, 0.06))
    staff_median: float = param(4.0, "persons", "median staff at the start", ge=0.5, le=1000.0, swept=(3.0, 8.0))
    staff_spread: float = param(0.6, "log sd", "spread of staff", ge=0.0, le=2.0, swept=(0.4, 0.9))
    small_limit: float = param(6.0, "persons", "staff under which an organization counts as small", "convention", ge=0.0, le=1000.0)
    wage: float = param(6500.0, "yuan per month", "mean wage", ge=1.0, swept=(5500.0, 8000.0))
    wage_share: float = share(0.75, "wages in the cost of a place", swept=(0.65, 0.85))
    quit_rate: float = share(0.18, "yearly share of staff that quits at the mean wage without arrears", swept=(0.10, 0.30))
    quit_wage: float = param(1.0, "1", "sensitivity of quitting to the wage gap", ge=0.0, le=20.0, swept=(0.5, 2.0))
    quit_arrears: float = param(0.02, "1 per month", "monthly hazard added per month of arrears", ge=0.0, le=1.0, swept=(0.01, 0.05))
    quit_insecurity: float = param(0.01, "1 per month", "monthly hazard added without a contract beyond three months", ge=0.0, le=1.0, swept=(0.0, 0.02))
    professional_share: float = share(0.5, "share of professional staff at the start", swept=(0.3, 0.7))
    ability_reversion: float = share(0.02, "monthly pull of ability to what the staff's professionalism supports", swept=(0.01, 0.04))
    ability_professional: float = param(0.6, "latent", "ability supported per unit of professional share above one half", ge=0.0, le=10.0, swept=(0.3, 1.0))
    ability_turnover: float = param(0.15, "latent", "ability lost per unit of staff turnover", ge=0.0, le=10.0, swept=(0.0, 0.3))
    ability_max: float = param(1.5, "latent", "ability that coaching can reach", ge=-5.0, le=10.0, swept=(1.0, 2.0))
    coaching_gain: float = share(0.03, "monthly gain towards the highest ability at coaching intensity 1", swept=(0.01, 0.06))
    hiring_rate: float = param(0.25, "1 per month", "most monthly growth of staff", ge=0.0, le=5.0, swept=(0.1, 0.5))
    hiring_cost: float = param(3000.0, "yuan per person", "cost of hiring", ge=0.0, swept=(1000.0, 6000.0))
    stretch: float = param(1.0, "1", "work an organization dares to take on beyond its capacity, share of capacity", ge=0.0, le=20.0, swept=(0.5, 2.0))
    overhead: float = param(400.0, "yuan per person-month", "overhead", ge=0.0, swept=(200.0, 800.0))
    idle_wage: float = share(0.15, "part of the wage of idle staff that is not paid by other work", swept=(0.1, 0.4))
    reserve_months: float = param(4.0, "months", "cash at the start in months of wages", ge=0.0, le=60.0, swept=(2.0, 6.0))
    credit_months: float = param(2.0, "months of wages", "most that an organization can owe before it falls into arrears", ge=0.0, le=60.0, swept=(1.0, 4.0))
    arrears_limit: float = param(6.0, "months", "arrears beyond which an organization is insolvent", ge=0.0, le=120.0, swept=(4.0, 9.0))
    donations: float = param(2500.0, "yuan per month", "donations of a nonprofit with a middling record", ge=0.0, swept=(500.0, 3000.0))
    crowding_out: float = param(0.3, "1", "donations lost as dependence on government rises to 1; negative: crowding in", ge=-1.0, le=1.0, swept=(-0.2, 0.6))
    autonomy: float = share(0.6, "autonomy at the start", swept=(0.4, 0.8))
    autonomy_recovery: float = share(0.02, "monthly recovery of autonomy", swept=(0.01, 0.04))
    autonomy_dependence: float = share(0.02, "monthly loss of autonomy at full dependence", swept=(0.0, 0.04))
    embeddedness_gain: float = share(0.05, "monthly gain of embeddedness while active in a district", swept=(0.02, 0.10))
    embeddedness_decay: float = share(0.02, "monthly loss otherwise", swept=(0.01, 0.04))
    embeddedness_cost: float = share(0.08, "cost saved by full embeddedness", swept=(0.0, 0.15))
    incumbency_advantage: float = share(0.0, "cost saved by whoever did the work of a line last, as a share of usual unit cost; lost with the line", "convention: off")
    handover_quality: float = param(0.3, "latent", "quality lost while a new provider settles in", ge=0.0, le=5.0, swept=(0.0, 0.6))
    handover_months: int = param(3, "months", "time to settle in", ge=0, le=36, swept=(1, 6))
    handover_staff: float = share(0.3, "part of the leaving provider's staff on the line that moves to the new one", swept=(0.0, 0.6))
    founders_rate: float = param(1.2, "candidates per month", "candidate founders", ge=0.0, le=1000.0, swept=(0.3, 1.5))
    setup_cost: float = param(45_000.0, "yuan", "median cost of setting up, minimum funds included", "minimum funds 30,000 yuan (VERIFIED) plus equipment (assumption)", ge=0.0, swept=(30_000.0, 120_000.0))
    setup_spread: float = param(0.6, "log sd", "spread of set-up cost", ge=0.0, le=3.0, swept=(0.3, 0.9))
    register_always: bool = param(False, "flag", "candidates register whatever the opportunity (neutral)", "convention: off")
    idle_exit: int = param(36, "months", "months without a contract after which exit sets in", ge=1, le=1200, swept=(12, 36))
    idle_hazard: float = share(0.02, "monthly exit hazard beyond them", swept=(0.02, 0.1))
    exit_hazard: float = share(0.02, "yearly exit hazard of any organization", swept=(0.01, 0.04))


class Purchasers(Group):
    """The government purchasers: money, competence, integrity, ties."""

    appropriation_per_head: float = param(24.5, "yuan per resident-year", "appropriation for these domains", "Nanhai 2017: 71.05 million yuan over the three relevant classes (VERIFIED), per head of 2.9 million (MEMORY): DERIVED", ge=0.0, swept=(16.0, 36.0))
    appropriation_growth: float = param(0.02, "1 per year", "growth of the appropriation", ge=-0.5, le=1.0, swept=(0.0, 0.05))
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
    ceiling_margin: float = param(0.12, "share", "margin of the ceiling over expected cost", ge=-0.5, le=2.0, swept=(0.05, 0.25))
    ceiling_ratchet: float = share(0.5, "weight of the last price against surveyed cost in the ceiling", swept=(0.0, 1.0))
    ceiling_noise: float = param(0.05, "sd", "error of the ceiling", ge=0.0, le=1.0, swept=(0.02, 0.1))
    hours_per_month: float = param(60.0, "hours", "staff hours for these purchases, a purchaser and month", ge=0.0, swept=(40.0, 90.0))
    inspection_hours: float = param(6.0, "hours", "one inspection", ge=0.01, swept=(3.0, 10.0))
    inspections_max: float = share(1.0, "most inspections per contract and month", swept=(0.5, 1.0))
    wage_hour: float = param(60.0, "yuan per hour", "cost of an official's hour", ge=0.0, swept=(40.0, 90.0))
    usable_month: int = param(2, "month of year", "first month in which the year's money can be used (0 = January)", ge=0, le=11, swept=(2, 3))
    rush: float = share(0.3, "part of the unspent appropriation that is rushed out from October", swept=(0.0, 0.6))
    rush_error: float = param(0.5, "1", "increase of survey and ceiling error in the rush", ge=0.0, le=10.0, swept=(0.0, 1.0))
    delay: float = share(0.3, "monthly probability that a due instalment waits another month", swept=(0.0, 0.6))
    project_value: float = param(292_000.0, "yuan per year", "usual value of a contract year", "Nanhai 2017: 71.05 million yuan over 243 projects, DERIVED", ge=1.0)


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


class BiddingSetting(Group):
    """One parameter of a bidding family; those of families that are not in use wait."""

    family: str = param("markup", "name", "bidding family")
    name: str = param("markup", "name", "its parameter")
    value: bool | int | float | str = param(0.08, "as declared", "its value")


class Bidding(Group):
    """How organizations price and when they take part."""

    family: str = param("equilibrium", "name", "bidding family (registry of bidding families)", "convention: equilibrium in presets, mark-up as a comparison")
    settings: tuple[BiddingSetting, ...] = param((), "settings", "parameters of bidding families", "convention: as each family declares them")
    markup: float = param(0.08, "share", "mark-up on expected cost of the mark-up family", ge=0.0, le=5.0, swept=(0.04, 0.16))
    rivals_cheaper: float = share(0.0, "how much cheaper than the survey bidders take typical rivals to be: those who offer have learned, and the dear stay away (0: they trust the survey)", "convention: neutral value; offers in the Suzhou preset show 0.12")
    cost_noise: float = param(0.0, "log sd", "error of an organization's signal of what a project will cost it (0: it knows)", "convention: off; core model eq. (2)", ge=0.0, le=3.0)
    curse_correction: float = share(0.0, "part of the winner's curse that bidders correct their estimate for: 0 naive, 1 all of it", "convention: acts only with cost_noise and common_cost")
    risk_aversion: float = param(0.0, "1", "constant relative risk aversion of equilibrium bidders where price alone decides (0: none)", "convention: off; Holt 1980", ge=0.0, le=0.95)
    reserve_hours: float = param(1.0, "1", "multiplier on the hours an offer costs (0: free)", ge=0.0, le=20.0, swept=(0.5, 2.0))
    bidder_wage: float = param(45.0, "yuan per hour", "cost of an hour of an organization's staff", ge=0.0, swept=(30.0, 60.0))
    entry_noise: float = param(0.5, "1", "logistic noise of the decision to offer, in units of the cost of an offer (0: none)", ge=0.0, le=20.0, swept=(0.25, 1.0))
    entry: Literal["profit", "mixed", "threshold"] = param("profit", "rule", "who makes a sealed offer: those whose own expected profit covers its cost; each with the chance at which offering just pays (cost unknown before); those with a cost up to the threshold at which it pays", "convention: profit (market rule D 19); mixed: Levin & Smith 1994; threshold: Samuelson 1985")
    attention: float = share(0.7, "chance that a capable organization learns of a published purchase in time", swept=(0.5, 1.0))
    discount: float = share(0.94, "yearly discount factor of organizations and purchasers", swept=(0.9, 0.97))
    horizon: int = param(24, "months", "how far back disclosed results count", ge=1, le=240, swept=(12, 36))


class Conduct(Group):
    """Hidden conduct and misfortune in delivery: what audits, fines, bonds and shared costs are for. All off by default."""

    shirk_saving: float = param(0.0, "share", "cost that shirking saves, as a share of unit cost (0: nobody shirks)", "convention: off", ge=0.0, le=1.0)
    shirk_harm: float = param(0.5, "latent", "non-verifiable quality that shirking costs", "convention: acts only with shirk_saving", ge=0.0, le=10.0)
    shirk_noise: float = param(0.0, "share", "logistic noise of the decision to shirk, as a share of unit cost (0: none)", "convention: off", ge=0.0, le=10.0)
    cost_effort: float = param(0.0, "1", "productivity of effort to cut cost: the cut, as a share of unit cost, that a provider makes which keeps all of it (0: none)", "convention: off", ge=0.0, le=1.0)
    cost_damage: float = param(0.0, "latent", "non-verifiable quality lost per unit cost cut", "convention: acts only with cost_effort", ge=0.0, le=10.0)
    shock_chance: float = share(0.0, "yearly chance that a contract meets a shock to its cost", "convention: off")
    shock_size: float = param(0.3, "share", "cost of a shock, as a share of the contract's value", "convention: acts only with shock_chance", ge=0.0, le=10.0)
    liability: float = param(1000.0, "share", "most that a provider loses in a default beyond its bond, as a share of the contract's value; never more than its cash", "convention: all its cash; acts only with shock_chance", ge=0.0, le=1000.0)
    renegotiation: float = share(0.0, "rent that a provider wins after signing, as a share of the contract's value", "convention: off")
    price_response: float = param(0.0, "share per latent", "rise of later prices, in unit costs, that a provider expects of a latent unit of published quality", "convention: off", ge=0.0, le=10.0)
    hazard: float = share(0.0, "yearly chance that a contract ends early through nobody's fault", "convention: off")
    withdrawal: float = share(0.0, "chance that a winner whose price falls short of its cost by more than its bid bond steps back before it signs", "convention: off; range 0-0.8")


class Scales(Group):
    """Display scales and the prices of welfare."""

    quality_reference: float = param(0.0, "latent", "latent quality shown as 0.5", "convention", ge=-10.0, le=10.0)
    quality_scale: float = param(1.0, "latent", "latent units to one standard deviation of the 0-1 scale", "convention", ge=0.01, le=10.0)
    service_value: float = param(1.6, "1", "value of a place-month at latent quality 0, in unit costs", ge=0.0, le=20.0, swept=(1.2, 2.5))
    quality_price: float = param(0.5, "1 per latent", "value of one latent unit of quality, in unit costs", ge=0.0, le=10.0, swept=(0.2, 0.8))
    waiting_price: float = param(0.3, "1 per month", "cost of a month of unmet need, in unit costs", ge=0.0, le=10.0, swept=(0.0, 0.6))
    excess_burden: float = param(0.2, "1", "marginal excess burden of public money", ge=0.0, le=0.5, swept=(0.0, 0.5))


DEFAULT_DOMAINS: tuple[dict[str, Any], ...] = (
    {"name": "elder_care", "prevalence": (0.0, 0.10, 0.05, 0.0, 0.0), "duration": 24.0, "unit_cost": 80.0, "verifiability": 0.5, "budget_share": 0.35},
    {"name": "disability", "prevalence": (0.0, 0.0, 0.20, 0.0, 0.0), "duration": 36.0, "unit_cost": 120.0, "verifiability": 0.45, "budget_share": 0.20},
    {"name": "community", "prevalence": (0.010, 0.010, 0.010, 0.025, 0.015), "duration": 10.0, "unit_cost": 50.0, "verifiability": 0.6, "budget_share": 0.20},
    {"name": "counselling", "prevalence": (0.005, 0.010, 0.020, 0.010, 0.020), "duration": 8.0, "unit_cost": 90.0, "verifiability": 0.25, "budget_share": 0.15},
    {"name": "employment", "prevalence": (0.001, 0.0, 0.01, 0.015, 0.12), "duration": 9.0, "unit_cost": 60.0, "verifiability": 0.7, "budget_share": 0.10},
)


class World(Group):
    """What is uncertain or given: a policy never changes it."""

    city: City = City()
    domains: tuple[Domain, ...] = param(tuple(Domain(**d) for d in DEFAULT_DOMAINS), "domains", "service domains that can be purchased", "convention")
    citizens: Citizens = Citizens()
    society: Society = Society()
    organizations: Organizations = Organizations()
    purchasers: Purchasers = Purchasers()
    information: Information = Information()
    bidding: Bidding = Bidding()
    conduct: Conduct = Conduct()
    process: Process = Process()
    violations: Violations = Violations()
    evaluators: Evaluators = Evaluators()
    scales: Scales = Scales()
    frictions: Frictions = Frictions()
    sector: Sector = Sector()
    fees: Fees = Fees()
    law: Law = Law()
    officials: Officials = Officials()
    rules_as_of: Literal["2014", "2020", "2026"] = param("2020", "year", "procurement rules in force (low-bid review only from 2026)", "convention: the Measures of 2020")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for parameter, value, domain, holds in _laws(self):
            if not holds:
                raise impossible(f"world.{parameter}", value, domain)
        return self

    @property
    def residents_per_citizen(self) -> float:
        """People one survey unit stands for."""
        return self.city.residents / self.city.n_citizens


def _laws(world: World) -> Iterator[tuple[str, object, str, bool]]:
    """What single parameters cannot say: parameter, value, domain in words, and whether it holds."""
    city, kinds, access = world.city, world.organizations.kind_shares, world.citizens.access
    names, money = [d.name for d in world.domains], sum(d.budget_share for d in world.domains)
    yield "domains", names, "one or more domains with different names", 0 < len(names) == len(set(names))
    for d in world.domains:
        yield (
            "domains.name",
            d.name,
            "a word of small letters, digits and underscores",
            bool(re.fullmatch("[a-z][a-z0-9_]*", d.name)),
        )
        yield f"domains.{d.name}.prevalence", d.prevalence, "five shares in [0, 1)", all(0.0 <= p < 1.0 for p in d.prevalence)
    yield "domains.budget_share, summed,", round(money, 6), "1", abs(money - 1.0) <= 1e-9
    yield "city.start", city.start, "a month written YYYY-MM", bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", city.start))
    age = round(city.share_children + city.share_elderly, 6)
    yield "city.share_children + share_elderly", age, "at most 1", age <= 1.0
    yield "city.n_citizens", city.n_citizens, f"at most the residents, {city.residents}", city.n_citizens <= city.residents
    yield "citizens.access", access, "five shares in [0, 1]", all(0.0 <= a <= 1.0 for a in access)
    weights = world.fees.weights
    yield "fees.weights", weights, "five numbers >= 0", all(0.0 <= w < float("inf") for w in weights)
    yield "organizations.kind_shares", kinds, "four shares that sum to 1, or seven", min(kinds) >= 0.0 and abs(sum(kinds) - 1.0) <= 1e-9
    yield from sector_laws(world.sector)
