"""One contract year of a service line while the model runs: columns, like an agent's, but nobody's agent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain
from typing import Any, Final, Literal, get_args

import numpy as np

from gpssim.agents.columns import state, states_of
from gpssim.market import ContractTerms, LegalBasis

LEGAL_BASES: Final = get_args(LegalBasis)
EndReason = Literal[
    "in_force", "completed", "terminated", "insolvent", "defaulted", "ended_early",
    "left", "idle", "banned", "eliminated", "not_renewed",
]  # fmt: skip
"""Why a contract is in force no longer: it ran out or was replaced (``completed``); its work was found wanting (``terminated``);
its provider failed (``insolvent``), walked away (``defaulted``), left the market by the ordinary hazard (``left``) or because it
held nothing (``idle``), may not be signed (``banned``, or ``eliminated`` by rule); it ended through nobody's fault
(``ended_early``); rules or signals did not let it go on (``not_renewed``)."""
END_REASONS: Final = get_args(EndReason)
_DTYPES: Final = {"float": np.float64, "int": np.int32, "bool": np.bool_}
TERMS: Final = tuple(f for f in fields(ContractTerms) if f.type in _DTYPES)
"""Terms that are numbers or flags: each is a column under its own name, declared where the term is."""


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
    freedom = state(np.float64, "share", "what the purchase left open of the service model")
    price = state(np.float64, "yuan per place-month", "unit price")
    ceiling = state(np.float64, "yuan per place-month", "ceiling of the purchase")
    unit_cost = state(np.float64, "yuan per place-month", "provider's unit cost at signing")
    project_cost_type = state(np.float64, "1", "cost of this project relative to the provider's other work")
    places = state(np.float64, "places", "places a month")
    promised = state(np.float64, "latent", "promised quality")
    misfit = state(np.float64, "latent", "how far what was asked for misses what citizens need")
    sincere = state(np.bool_, "flag", "the provider means to keep its promise", fill=True)
    invested = state(np.float64, "yuan", "equipment, as it is worth now")
    forgone = state(np.float64, "yuan", "fees spared that the purchaser makes good, so far")
    strategic = state(np.bool_, "flag", "audits answer the temptation to shirk")
    shirks = state(np.bool_, "flag", "its provider shirks in what nobody verifies")
    audit_chance = state(np.float64, "share", "chance of an audit as it is")
    caught = state(np.bool_, "flag", "found shirking")
    passed_on = state(np.bool_, "flag", "its provider lets others do all of it")
    evaluated = state(np.bool_, "flag", "accepted by a third party")
    captured = state(np.bool_, "flag", "that third party was captured")
    cost_sum = state(np.float64, "yuan", "cost of delivery so far, effort apart")
    reserve = state(np.float64, "yuan", "set aside for pay above the value")
    extra = state(np.float64, "yuan", "incentive pay and shared cost, negative if less is due")
    grant = state(np.bool_, "flag", "venture project or grant")
    handover = state(np.int16, "months", "months left of settling in")
    hub = state(np.int32, "row", "hub through which it came, -1 for none", fill=-1)
    posts_filled = state(np.float64, "place_months", "what the seconded staff could have served so far")
    delivered_places = state(np.float64, "places", "delivered this month")
    quality = state(np.float64, "latent", "quality delivered this month")
    quality_verifiable = state(np.float64, "latent", "its verifiable part")
    quality_nonverifiable = state(np.float64, "latent", "its other part")
    practice = state(np.float64, "latent", "quality that its provider's service model adds this month")
    effort_verifiable = state(np.float64, "latent", "effort on the verifiable task")
    effort_nonverifiable = state(np.float64, "latent", "effort on the other task")
    unseen_reward = state(
        np.float64, "share per latent", "what a latent unit on the other task is worth to its provider now, in unit costs"
    )
    month_cost = state(np.float64, "yuan", "cost of delivery this month, effort apart")
    month_effort = state(np.float64, "yuan", "cost of effort this month")
    month_strain = state(np.float64, "yuan", "part of it that went into cutting cost")
    delivered = state(np.float64, "place_months", "delivered so far")
    quality_sum = state(np.float64, "latent_sum", "quality times delivered places so far")
    verifiable_sum = state(np.float64, "latent_sum", "verifiable quality times delivered places so far")
    experience_sum = state(np.float64, "latent_sum", "clients' experience so far, summed over clients")
    signal_sum = state(np.float64, "latent_sum", "signals its purchaser has seen of it so far, summed")
    n_signals = state(np.int32, "signals", "signals its purchaser has seen of it so far")
    n_heard = state(np.float64, "units", "client months so far")
    n_complaints = state(np.float64, "units", "complaints of clients so far")
    value = state(np.float64, "yuan", "value at signing")
    paid_fen = state(np.int64, "fen", "paid so far")
    deducted = state(np.float64, "yuan", "deducted at acceptance")
    reported = state(np.float64, "latent", "quality as the provider reported it at acceptance", fill=np.nan)
    found = state(np.float64, "latent", "quality as found at acceptance", fill=np.nan)
    accepted = state(np.bool_, "flag", "passed acceptance")
    due = state(np.int32, "month", "month in which each instalment is paid, -1 for never or done", per="instalment", fill=-1)
    due_share = state(np.float64, "share", "cumulative share of the value paid with each instalment", per="instalment")
    planned = state(np.int32, "month", "month in which each instalment falls due by the contract", per="instalment", fill=-1)
    n_instalments = state(np.int8, "count", "instalments, the last one after acceptance", fill=3)
    held_fen = state(np.int64, "fen", "held back after acceptance")


def columns_of(terms: ContractTerms) -> dict[str, Any]:
    """The columns that repeat what a contract's terms say: numbers and flags as they are, and what the words mean."""
    return {
        **{f.name: getattr(terms, f.name) for f in TERMS},
        "by_choice": terms.assignment == "citizen",
        "per_unit": terms.basis == "per_unit",
        "grant": terms.basis == "grant",
        "own_record": terms.record == "own",
        "strategic": terms.audit == "strategic",
    }


@lru_cache(maxsize=1024)
def peculiar(terms: ContractTerms) -> dict[str, Any]:
    """Of these columns those that differ from what a new row starts with."""
    return {name: value for name, value in columns_of(terms).items() if value != FILLS[name]}


def said_by(terms: Sequence[ContractTerms]) -> dict[str, list[Any]]:
    """The columns in which contracts on these terms differ from a new row, a value for each contract."""
    known = [peculiar(each) for each in terms]
    return {name: [own.get(name, FILLS[name]) for own in known] for name in dict.fromkeys(chain.from_iterable(known))}


for _term in TERMS:
    _declared = state(_DTYPES[str(_term.type)], _term.metadata["unit"], _term.metadata["meaning"], fill=_term.default)
    _declared.__set_name__(ContractRow, _term.name)
    setattr(ContractRow, _term.name, _declared)

FILLS: Final = {name: declared.fill for name, declared in states_of(ContractRow).items()}
"""What a new row starts with."""
