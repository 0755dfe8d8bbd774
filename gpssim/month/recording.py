"""The month as rows: sums and counts, copied, never read back by the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents import kernel
from gpssim.agents.ledger import KINDS as TRANSFER_KINDS
from gpssim.agents.ledger import account_name
from gpssim.month import costing, enterprises, societal
from gpssim.month.acceptance import report_bias
from gpssim.month.delivery import arrears_months
from gpssim.month.development import CORE_STAFF
from gpssim.month.signing import END_REASONS, LEGAL_BASES
from gpssim.records.tables import TABLES
from gpssim.records.truth import Truth
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.units import shown_quality

if TYPE_CHECKING:
    import pyarrow as pa

    from gpssim.model import PublicServiceMarket

QUARTER = 3


def record(model: PublicServiceMarket) -> None:
    """Write the month (from the switch on); organizations at the end of a quarter."""
    if model.since_switch < 0:
        return
    record_monthly(model)
    record_public(model)
    record_services(model)
    record_purchasers(model)
    societal.record(model)
    enterprises.record(model)
    if (model.since_switch + 1) % QUARTER == 0:
        record_organizations(model)


def domain_names(model: PublicServiceMarket) -> np.ndarray:
    """Names of the domains as an array of labels."""
    return np.array([d.name for d in model.world.domains], dtype=object)


def record_monthly(model: PublicServiceMarket) -> None:
    """Citizens by district, domain and group: cells with anybody in need, or in which a need ended."""
    cells = model.cells
    touched = (cells[..., kernel.NEED] + cells[..., kernel.ENDED] + cells[..., kernel.ONSET]) > 0
    district, domain, group = np.nonzero(touched)
    sums = {name: cells[district, domain, group, k] for k, name in enumerate(kernel.CELL_COLUMNS)}
    model.recorder.block(
        "monthly",
        month=np.full(district.size, model.since_switch),
        district=district,
        domain=domain_names(model)[domain],
        group=np.array(GROUPS, dtype=object)[group],
        n_citizens=model.group_sizes[district, group],
        **sums,
    )


def record_public(model: PublicServiceMarket) -> None:
    """States of citizens that belong to no domain, by district and group."""
    n_groups, c, here = len(GROUPS), model.citizens.columns, model.citizens.here
    cell = c.district[here].astype(np.int64) * n_groups + c.group[here]
    n = model.world.city.n_districts * n_groups
    names = ("trust_government", "trust_providers", "awareness", "participation", "aspiration")
    sums = {name: np.bincount(cell, weights=c[name][here], minlength=n) for name in names}
    district, group = np.divmod(np.arange(n), n_groups)
    model.recorder.block(
        "public",
        month=model.since_switch,
        district=district,
        group=np.array(GROUPS, dtype=object)[group],
        n_citizens=model.group_sizes.ravel(),
        **sums,
    )


def record_services(model: PublicServiceMarket) -> None:
    """Supply by district and domain."""
    c, scales = model.contracts, model.world.scales
    n_domains, n_districts = len(model.world.domains), model.world.city.n_districts
    rows = np.flatnonzero(c.delivered_places * c.active + c.active > 0)
    cell, n = c.district[rows].astype(np.int64) * n_domains + c.domain[rows], n_domains * n_districts
    places = c.delivered_places[rows]

    def shown(latent: np.ndarray) -> np.ndarray:
        return shown_quality(latent, scales.quality_reference, scales.quality_scale)

    def total(weights: np.ndarray) -> np.ndarray:
        return np.bincount(cell, weights=weights, minlength=n)

    district, domain = np.divmod(np.arange(n), n_domains)
    providers = np.unique(np.stack([cell, c.organization[rows]]), axis=1)[0] if rows.size else cell
    reported = c.quality[rows] + report_bias(model, rows)
    model.recorder.block(
        "services",
        month=model.since_switch,
        district=district,
        domain=domain_names(model)[domain],
        n_contracts=np.bincount(cell, minlength=n),
        n_providers=np.bincount(providers, minlength=n),
        places_contracted=total(c.places[rows]),
        places_delivered=total(places),
        places_gap=gaps(model).ravel(),
        places_bridge=total(places * c.bridge[rows]),
        promised_quality=total(places * shown(c.promised[rows])),
        delivered_quality=total(places * shown(c.quality[rows])),
        reported_quality=total(places * shown(reported)),
        promised_latent=total(places * c.promised[rows]),
        delivered_latent=total(places * c.quality[rows]),
        delivered_verifiable=total(places * c.quality_verifiable[rows]),
        delivered_nonverifiable=total(places * c.quality_nonverifiable[rows]),
        effort_verifiable=total(places * c.effort_verifiable[rows]),
        effort_nonverifiable=total(places * c.effort_nonverifiable[rows]),
        contract_value=total(places * (c.price[rows] - c.fee[rows])),
        cost_delivery=total(c.month_cost[rows]),
        cost_effort=total(c.month_effort[rows]),
    )


def gaps(model: PublicServiceMarket) -> np.ndarray:
    """Places of lines that expired and wait for their next contract, shape (districts, domains)."""
    found = np.zeros((model.world.city.n_districts, len(model.world.domains)))
    for line in model.lines:
        if line.in_gap:
            found[line.district, line.domain] += line.places
    return found


def record_purchasers(model: PublicServiceMarket) -> None:
    """Public money and officials' time by purchaser and domain; errors of belief by purchaser and the domains of those known."""
    n_domains = len(model.world.domains)
    purchaser, domain = np.divmod(np.arange(model.appropriations.size), n_domains)
    error, bias, known = belief_errors(model)
    flows = {name: values.ravel() for name, values in model.flows.items()}
    model.recorder.block(
        "purchasers",
        month=model.since_switch,
        purchaser=purchaser,
        domain=domain_names(model)[domain],
        belief_error=error.ravel(),
        belief_bias=bias.ravel(),
        n_beliefs=known.ravel(),
        **flows,
    )


def belief_errors(model: PublicServiceMarket) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Squared error, error and count of beliefs about organizations known, shape (purchasers, domains)."""
    o = model.organizations
    rows, purchasers = np.nonzero((o.n_signals > 0) & o.alive[:, None])
    gap = o.believed_mean[rows, purchasers] - o.delivered_quality[rows]
    sums = [np.zeros_like(model.appropriations) for _ in range(3)]
    for target, weight in zip(sums, (gap * gap, gap, np.ones(gap.size)), strict=True):
        np.add.at(target, (purchasers, o.founding_domain[rows]), weight)
    return sums[0], sums[1], sums[2]


def record_organizations(model: PublicServiceMarket) -> None:
    """Every living organization at the end of a quarter."""
    o, c = model.organizations, model.contracts
    rows = np.flatnonzero(o.alive)
    held = np.bincount(c.organization[np.flatnonzero(c.active)], minlength=len(o))
    nu = np.array([d.verifiability for d in model.world.domains])[o.founding_domain[rows]]
    load = costing.caseload(model)
    income = (o.government_income + o.other_income)[rows] * 12.0
    model.recorder.block(
        "organizations",
        month=model.since_switch,
        organization=rows,
        kind=np.array(KINDS, dtype=object)[o.kind_code[rows]],
        domain=domain_names(model)[o.founding_domain[rows]],
        born=o.born[rows] - model.specification.warm_up,
        n_contracts=held[rows],
        places_contracted=o.contracted[rows].sum(axis=1),
        capacity=np.maximum(o.staff[rows], CORE_STAFF) * load[o.founding_domain[rows]] * ~o.dormant[rows],
        staff=o.staff[rows],
        ability=nu * o.ability_verifiable[rows] + (1.0 - nu) * o.ability_nonverifiable[rows],
        ability_verifiable=o.ability_verifiable[rows],
        ability_nonverifiable=o.ability_nonverifiable[rows],
        experience=o.experience[rows].sum(axis=1),
        proposal_skill=o.proposal_skill[rows],
        grade=o.grade[rows],
        published_quality=o.published_mean[rows],
        cash=o.cash_fen[rows] / 100.0,
        income_government=o.government_income[rows] * 12.0,
        income=income,
        autonomy=o.autonomy[rows],
        mission=o.mission[rows],
        arrears_months=arrears_months(model)[rows],
        incubated=o.incubated[rows],
        idle_months=o.idle_months[rows],
        income_fees=o.fee_income[rows] * 12.0,
        income_foundations=o.foundation_income[rows] * 12.0,
        tax=o.tax[rows] * 12.0,
        unpaid_tasks=o.unpaid_tasks[rows],
    )


def tables(model: PublicServiceMarket) -> dict[str, pa.Table]:
    """Every table so far; contracts and the ledger are written from their columns."""
    made = {name: model.recorder.table(name) for name in TABLES if name not in ("contracts", "ledger")}
    made["contracts"] = contracts_table(model)
    made["ledger"] = ledger_table(model)
    return {name: made[name] for name in TABLES}


def contracts_table(model: PublicServiceMarket) -> pa.Table:
    """One row for each contract year."""
    from gpssim.records.recorder import Recorder

    c, shift, recorder = model.contracts, model.specification.warm_up, Recorder()
    if len(c) == 0:
        return recorder.table("contracts")
    same = ("organization", "purchaser", "district", "cycle_year", "bridge", "repeat", "predecessor", "ceiling", "unit_cost",
            "places", "delivered", "value", "penalty", "accepted", "evaluated", "project")  # fmt: skip
    recorder.block(
        "contracts",
        contract=np.arange(len(c)),
        domain=domain_names(model)[c.domain],
        mechanism=np.array(model.mechanism_names, dtype=object)[c.mechanism],
        legal_basis=np.array(LEGAL_BASES, dtype=object)[c.legal_basis],
        month_signed=c.start - shift,
        month_start=c.start - shift,
        month_end=c.end - shift,
        month_ended=np.where(c.active, model.month, c.ended) - shift,
        end_reason=np.array(END_REASONS, dtype=object)[np.where(c.active, 0, c.end_reason)],
        unit_price=c.price,
        paid=c.paid_fen / 100.0,
        promised_latent=c.promised,
        delivered_latent=c.quality_sum,
        reported_latent=c.reported,
        accepted_latent=c.found,
        truth=Truth.PASSED_ON * c.passed_on + Truth.CAPTURED * c.captured,
        **{name: c[name] for name in same},
    )
    return recorder.table("contracts")


def ledger_table(model: PublicServiceMarket) -> pa.Table:
    """Every transfer with its accounts named."""
    from gpssim.records.recorder import Recorder

    rows, recorder = model.ledger.rows(), Recorder()
    if rows["fen"].size == 0:
        return recorder.table("ledger")
    names = {code: account_name(int(code)) for code in np.unique(np.concatenate([rows["source"], rows["target"]]))}
    recorder.block(
        "ledger",
        row=np.arange(rows["fen"].size),
        month=rows["month"] - model.specification.warm_up,
        source=np.array([names[k] for k in rows["source"]], dtype=object),
        target=np.array([names[k] for k in rows["target"]], dtype=object),
        kind=np.array(TRANSFER_KINDS, dtype=object)[rows["kind"]],
        fen=rows["fen"],
    )
    return recorder.table("ledger")
