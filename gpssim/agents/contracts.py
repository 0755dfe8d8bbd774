"""Contracts and service lines while the model runs: columns, like agents, but nobody's agents."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gpssim.agents.columns import state


class ContractRow:
    """One contract year of a service line. Rows are in order of signing and never reused."""

    project = state(np.uint64, "key", "semantic key of the project")
    attempt = state(np.int16, "count", "attempt that awarded it")
    luck = state(np.uint64, "key", "key of the contract's own draws: project, attempt, bidder, year of cycle")
    line = state(np.int32, "row", "service line")
    organization = state(np.int32, "row", "provider")
    purchaser = state(np.int16, "row", "purchaser")
    domain = state(np.int16, "index", "service domain")
    district = state(np.int16, "row", "district")
    mechanism = state(np.int16, "index", "purchasing mechanism (index in the model's list)")
    legal_basis = state(np.int8, "index", "legal basis (index in the list of legal bases)")
    start = state(np.int32, "month", "first month of service")
    end = state(np.int32, "month", "first month after the term")
    ended = state(np.int32, "month", "first month in which it was not in force, -1 while it is", fill=-1)
    end_reason = state(np.int8, "index", "index in the list of reasons")
    active = state(np.bool_, "flag", "in force")
    cycle_year = state(np.int16, "year", "year of the cycle")
    cycle_end = state(np.int32, "month", "first month after the cycle")
    bridge = state(np.bool_, "flag", "extension of an expired contract")
    repeat = state(np.bool_, "flag", "same provider as the line's contract before")
    predecessor = state(np.int32, "row", "the line's contract before, -1 for none", fill=-1)
    successor = state(np.int32, "row", "the line's contract after, -1 for none", fill=-1)
    same_provider = state(np.bool_, "flag", "the contract after is held by the same provider")
    by_choice = state(np.bool_, "flag", "citizens choose")
    utility = state(np.float64, "latent", "what citizens who choose expect of it", per="group")
    per_unit = state(np.bool_, "flag", "paid per unit")
    enterprise_places = state(np.float64, "places", "places of the month that went to enterprises")
    own_record = state(np.bool_, "flag", "the purchaser's own belief decides about continuation")
    record_weight = state(np.float64, "1", "how much a latent unit of the record counts in the choice that follows")
    price = state(np.float64, "yuan per place-month", "unit price")
    ceiling = state(np.float64, "yuan per place-month", "ceiling of the purchase")
    unit_cost = state(np.float64, "yuan per place-month", "provider's unit cost at signing")
    project_cost_type = state(np.float64, "1", "cost of this project relative to the provider's other work")
    places = state(np.float64, "places", "places a month")
    promised = state(np.float64, "latent", "promised quality")
    misfit = state(np.float64, "latent", "how far what was asked for misses what citizens need")
    sincere = state(np.bool_, "flag", "the provider means to keep its promise", fill=True)
    penalty_rate = state(np.float64, "share per latent", "deduction per latent unit of shortfall")
    slope = state(np.float64, "share per latent", "pay per latent unit above the promise")
    yardstick = state(np.float64, "1", "weight of comparable contracts in it")
    benefit_share = state(np.float64, "share", "part of the purchaser's value of quality above the promise that is paid")
    cost_share = state(np.float64, "share", "part of realized cost less value that the purchaser bears")
    residual_claim = state(np.float64, "share", "part of pay less cost that belongs to who exerts effort", fill=1.0)
    bonus = state(np.float64, "share", "bonus after a passed acceptance, not enforceable")
    unpaid = state(np.float64, "share", "part of a place's work and cost that volunteers take over")
    fee = state(np.float64, "yuan per place-month", "what users pay of the price")
    exemption = state(np.float64, "share", "part of the fee that vulnerable groups are spared")
    exemption_paid = state(np.float64, "share", "part of that which the purchaser makes good")
    idle_cost = state(np.float64, "share", "part of its cost that a place causes when nobody uses it")
    investment = state(np.float64, "yuan per place-month", "put into equipment")
    invested = state(np.float64, "yuan", "equipment, as it is worth now")
    forgone = state(np.float64, "yuan", "fees spared that the purchaser makes good, so far")
    strategic = state(np.bool_, "flag", "audits answer the temptation to shirk")
    audit_rate = state(np.float64, "share", "chance of an audit, as promised at signing")
    detection = state(np.float64, "share", "chance that an audit finds shirking out", fill=1.0)
    fine = state(np.float64, "share", "fine for shirking found out")
    debarment = state(np.int32, "months", "debarment for shirking found out")
    bond = state(np.float64, "share", "bond forfeited in default")
    liability = state(np.float64, "share", "most that a default costs beyond the bond", fill=np.inf)
    renegotiation = state(np.float64, "share", "rent won after signing")
    hazard = state(np.float64, "1 per month", "chance to end early through nobody's fault")
    shirks = state(np.bool_, "flag", "its provider shirks in what nobody verifies")
    audit_chance = state(np.float64, "share", "chance of an audit as it is")
    caught = state(np.bool_, "flag", "found shirking")
    passed_on = state(np.bool_, "flag", "its provider lets others do all of it")
    evaluated = state(np.bool_, "flag", "accepted by a third party")
    captured = state(np.bool_, "flag", "that third party was captured")
    cost_sum = state(np.float64, "yuan", "cost of delivery so far, effort apart")
    reserve = state(np.float64, "yuan", "set aside for pay above the value")
    extra = state(np.float64, "yuan", "incentive pay and shared cost, negative if less is due")
    coaching = state(np.float64, "share", "intensity of coaching")
    effort_agreed = state(np.bool_, "flag", "effort is agreed on and enforced, not the provider's own affair")
    grant = state(np.bool_, "flag", "venture project or grant")
    handover = state(np.int16, "months", "months left of settling in")
    hub = state(np.int32, "row", "hub through which it came, -1 for none", fill=-1)
    per_post = state(np.bool_, "flag", "paid for posts seconded to streets, not for delivery")
    posts_filled = state(np.float64, "place_months", "what the seconded staff could have served so far")
    delivered_places = state(np.float64, "places", "delivered this month")
    quality = state(np.float64, "latent", "quality delivered this month")
    quality_verifiable = state(np.float64, "latent", "its verifiable part")
    quality_nonverifiable = state(np.float64, "latent", "its other part")
    effort_verifiable = state(np.float64, "latent", "effort on the verifiable task")
    effort_nonverifiable = state(np.float64, "latent", "effort on the other task")
    month_cost = state(np.float64, "yuan", "cost of delivery this month, effort apart")
    month_effort = state(np.float64, "yuan", "cost of effort this month")
    delivered = state(np.float64, "place_months", "delivered so far")
    quality_sum = state(np.float64, "latent_sum", "quality times delivered places so far")
    verifiable_sum = state(np.float64, "latent_sum", "verifiable quality times delivered places so far")
    experience_sum = state(np.float64, "latent_sum", "clients' experience so far, summed over clients")
    signal_sum = state(np.float64, "latent_sum", "signals its purchaser has seen of it so far, summed")
    n_signals = state(np.int32, "signals", "signals its purchaser has seen of it so far")
    n_heard = state(np.float64, "units", "client months so far")
    value = state(np.float64, "yuan", "value at signing")
    paid_fen = state(np.int64, "fen", "paid so far")
    penalty = state(np.float64, "yuan", "deducted")
    reported = state(np.float64, "latent", "quality as the provider reported it at acceptance", fill=np.nan)
    found = state(np.float64, "latent", "quality as found at acceptance", fill=np.nan)
    accepted = state(np.bool_, "flag", "passed acceptance")
    due = state(np.int32, "month", "month in which each instalment is paid, -1 for never or done", per="instalment", fill=-1)
    due_share = state(np.float64, "share", "cumulative share of the value paid with each instalment", per="instalment")
    planned = state(np.int32, "month", "month in which each instalment falls due by the contract", per="instalment", fill=-1)
    n_instalments = state(np.int8, "count", "instalments, the last one after acceptance", fill=3)
    stage_check = state(np.int8, "index", "what is looked at before an instalment (index in the list of checks)")
    retention = state(np.float64, "share", "part of every payment that is held back")
    retention_months = state(np.int32, "months", "months for which it is held back after acceptance")
    late_interest = state(np.float64, "share per year", "interest on instalments paid late")
    held_fen = state(np.int64, "fen", "held back after acceptance")


@dataclass(slots=True)
class Line:
    """A service line: what a purchaser keeps buying in a district, year after year, until it gives it up."""

    row: int
    purchaser: int
    domain: int
    district: int
    fiscal_year: int
    ordinal: int
    key: int
    mechanism: str
    """Mechanism that bought it last, or is to buy it now."""
    places: float
    contract: int = -1
    """Contract in force, -1 for none."""
    last_contract: int = -1
    last_price: float = float("nan")
    """Last unit price paid, yuan per place-month."""
    open_month: int = -1
    """Month in which the next purchase opens, -1 when none is planned."""
    attempt: int = 0
    renewed_purchase: int = 0
    """How often the line had to be purchased anew out of turn (its provider left, or was not fit to go on)."""
    pending: bool = False
    """Awarded, waiting to be signed."""
    in_gap: bool = False
    """Expired, still wanted, nothing in force."""
    closed: bool = False
    split: int = 0
    """Parts of the project that it is one of, because it was divided to stay below a threshold; 0: whole."""
    rushed: bool = False
    is_grant: bool = False
    """Bought in a contest: it ends with its cycle."""
    is_side: bool = False
    """One of several contracts of a purchase that is kept going by another line: it ends with its cycle."""
    first_months: int = 0
    """Length of the first cycle in months where it is not the usual one (lines staggered at the start, the rush), else 0."""
    cycle_months: int = 0
    """Length of the cycle in force, months."""
    bridged: int = 0
    """Months of extension used since the last ordinary contract."""
    approved_month: int = -1
    """Month in which a purchase opens that waited for an approval, -1 for none."""
    must_ask: bool = False
    """The next purchase needs an approval whatever its value."""
    legal_basis: str = ""
    """Ground of the purchase that is held now, where a rule set is in force."""
    standard_error: float = 0.0
    """How far its standard misses what citizens need, latent."""
    standard_month: int = 0
    """Month in which its standard was set."""
    pooled: bool = False
    """Bought together with other lines: its contract needs luck of its own beside its project's."""
    funded: bool = False
    """Paid by the dedicated fund: it ends with its cycle."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An award on its way to being signed."""

    month: int
    line: int
    attempt: int
    bidder: int
    price: float
    places: float
    promised: float
    ceiling: float
    mechanism: str
    legal_basis: str
    project: int
    terms: object = field(repr=False)
    utility: tuple[float, ...] = ()
    """What each group of citizens expects of it, where citizens choose."""
    sincere: bool = True
    """Whether it means to keep its promise."""
    hub: int = -1
    """Hub through which it comes, -1 for none."""
