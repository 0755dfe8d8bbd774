"""Synthetic results: tables in the right schemas with plausible values from keyed draws, without running the model.

They test what reads tables (analysis, figures, studies), not the market: the numbers below are shapes, never findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.special import ndtr

from gpssim.records.results import Results
from gpssim.records.runs import with_run_keys
from gpssim.records.tables import TABLES
from gpssim.scenario import GROUPS, KINDS, Scenario, replace
from gpssim.scenario.declarations.process import STEPS
from gpssim.streams import Luck, combine, purpose_word

POLICIES = ("open_tender", "directed_commission", "venture_philanthropy")
N_DISTRICTS, N_ORGANIZATIONS = 7, 60
SHIFTS = {"open_tender": (0.0, -0.08, 0.1), "directed_commission": (0.03, 0.0, 0.0), "venture_philanthropy": (-0.05, 0.03, -0.1)}
"""Per policy: coverage, price, quality."""
ALL_ON: dict[str, Any] = {
    "world.violations.tailoring": 0.3,
    "world.innovation.search": 0.05,
    "world.legitimacy.gain": 0.1,
    "world.sector.capture.tasks": 0.2,
    "world.society.committees.relief": 0.4,
    "world.society.enterprises.number": 100,
    "world.officials.diffusion": True,
    "world.organizations.kind_shares": [0.5, 0.15, 0.15, 0.1, 0.05, 0.05, 0.0],
}
"""The tables below hold what these rules leave behind, so the scenario says that they are on."""

Tables = dict[str, pa.Table]


def synthetic_results(
    policies: Sequence[str] = POLICIES,
    replications: int = 3,
    months: int = 24,
    seed: int = 1,
    worlds: int = 0,
    closures: Sequence[str] = ("appropriation",),
) -> Results:
    """Results of a made-up study; ``worlds`` adds worlds 1, 2, … with one replication each."""
    runs = [(0, r) for r in range(replications)] + [(w, 0) for w in range(1, worlds + 1)]
    pieces = []
    for world, replication in runs:
        for closure in closures:
            for policy in policies:
                tables = synthetic_tables(policy, seed, world, replication, months, closure)
                pieces.append({name: with_run_keys(t, policy, closure, world, replication) for name, t in tables.items()})
    tables = {name: pa.concat_tables([p[name] for p in pieces], promote_options="permissive") for name in TABLES}
    scenario = replace(Scenario(name="synthetic", months=months), ALL_ON)
    world_tree = scenario.world.model_dump(mode="json")
    manifest = {
        "policies": list(policies),
        "closures": list(closures),
        "months": months,
        "seed": seed,
        "replications": replications,
        "scenario": scenario.model_dump(mode="json"),
        "worlds": [world_tree] * worlds,
    }
    return Results(tables, manifest)


def synthetic_tables(policy: str, seed: int, world: int, replication: int, months: int, closure: str = "appropriation") -> Tables:
    """Every table of one made-up run."""
    run = _Run(policy, Luck.of(seed, replication).at(world), months, closure)
    rows: dict[str, dict[str, Any]] = {}
    rows["monthly"], rows["public"] = run.monthly(), run.public()
    rows["districts"], rows["enterprises"] = run.districts(), run.enterprises()
    rows["services"], rows["purchasers"] = run.services(), run.purchasers()
    rows["organizations"], rows["founders"], rows["exits"] = run.organizations(), run.founders(), run.exits()
    rows["projects"], rows["contracts"], rows["violations"] = run.projects(), run.contracts(), run.violations()
    rows["choices"], rows["officials"], rows["bans"] = run.choices(), run.officials(), run.bans()
    rows["bids"], rows["inspections"], rows["ledger"] = run.bids(), run.inspections(), run.ledger()
    rows["steps"], rows["innovations"], rows["budgets"] = run.steps(), run.innovations(), run.budgets()
    return {name: _arrow(name, columns) for name, columns in rows.items()}


def _arrow(name: str, columns: dict[str, Any]) -> pa.Table:
    """Columns (arrays, or single values repeated) in the types that the table declares."""
    size = max(np.size(v) for v in columns.values())
    assert set(columns) == {c.name for c in TABLES[name].columns}, set(columns) ^ {c.name for c in TABLES[name].columns}
    arrays = {}
    for c in TABLES[name].columns:
        values = np.broadcast_to(np.asarray(columns[c.name]), (size,))
        if c.kind == "str":
            arrays[c.name] = pa.array([str(v) for v in values], pa.string()).dictionary_encode()
        else:
            arrays[c.name] = pa.array(values.astype(c.kind))
    return pa.table(arrays)


def _grid(*axes: Any) -> list[np.ndarray]:
    """All combinations, flat, the first axis slowest."""
    return [g.ravel() for g in np.meshgrid(*axes, indexing="ij")]


class _Run:
    """One made-up run: what its tables share."""

    def __init__(self, policy: str, luck: Luck, months: int, closure: str) -> None:
        own = (purpose_word(policy) % 1000) / 1000 - 0.5
        self.coverage, self.price, self.quality = SHIFTS.get(policy, (0.1 * own, 0.1 * own, 0.2 * own))
        self.coverage -= 0.02 * (closure == "volume")
        self.policy, self.luck, self.months = policy, luck, months
        self.domains = Scenario().world.domains
        self.names = np.array([d.name for d in self.domains])
        self.cost = np.array([d.unit_cost for d in self.domains])

    def noise(self, purpose: str, scale: float, *key: Any) -> np.ndarray:
        return scale * self.luck.normals(purpose, *key)

    def rising(self, month: np.ndarray) -> np.ndarray:
        """Policies part slowly after the switch."""
        return np.asarray(1 - np.exp(-(month + 1) / 18))

    def monthly(self) -> dict[str, Any]:
        cells = [(d, g) for d, domain in enumerate(self.domains) for g in range(len(GROUPS)) if domain.prevalence[g] > 0]
        month, district, cell = _grid(np.arange(self.months), np.arange(N_DISTRICTS), np.arange(len(cells)))
        domain, group = np.array(cells)[cell].T
        key = (month, district, domain, group)
        citizens = 40 + 30 * (group == 0) + 5 * district
        prevalence = np.array([d.prevalence for d in self.domains])[domain, group]
        need = 1 + np.round(citizens * prevalence * (1 + self.noise("need", 0.1, *key))).clip(0)
        effect = self.rising(month) * self.coverage
        share = 0.55 - 0.06 * (group > 0) + 0.02 * (district - 3) + effect + self.noise("served", 0.05, *key)
        served = np.round(need * share.clip(0, 1))
        left = need - served
        unaware, deterred = np.round(0.4 * left), np.round(0.2 * left)
        started = np.round(served * 0.1)
        latent = 0.2 + self.quality * self.rising(month) - 0.05 * (group > 0) + self.noise("experience", 0.1, *key)
        return {
            "month": month, "district": district, "domain": self.names[domain], "group": np.array(GROUPS)[group],
            "n_citizens": citizens, "n_need": need, "n_ineligible": 0, "n_unaware": unaware, "n_deterred": deterred,
            "n_queued": left - unaware - deterred, "n_served": served, "n_onset": np.round(0.05 * need),
            "n_ended": np.round(0.05 * need), "n_started": started, "n_dropped": (served > 4) * 1, "waited": started * 3.0,
            "waiting": left * 1.0, "experienced_quality": served * ndtr(latent), "experienced_latent": served * latent,
            "satisfaction": served * ndtr(latent + 0.2), "n_complaints": (served > 5) * 1, "user_fees": 0.0 * served,
        }  # fmt: skip

    def public(self) -> dict[str, Any]:
        month, district, group = _grid(np.arange(self.months), np.arange(N_DISTRICTS), np.arange(len(GROUPS)))
        citizens = 40 + 30 * (group == 0) + 5 * district
        wave = self.noise("public", 0.02, month, district, group)
        trust = 0.7 + 0.1 * self.quality * self.rising(month) + wave
        return {
            "month": month, "district": district, "group": np.array(GROUPS)[group], "n_citizens": citizens,
            "trust_government": citizens * trust, "trust_providers": citizens * (trust - 0.2),
            "awareness": citizens * (0.4 + wave), "participation": citizens * (0.2 + wave),
            "aspiration": citizens * (0.3 + wave), "legitimacy": 0.5 * citizens,
        }  # fmt: skip

    def districts(self) -> dict[str, Any]:
        month, district = _grid(np.arange(self.months), np.arange(N_DISTRICTS))
        return {
            "month": month, "district": district, "n_citizens": 225 + 25 * district, "n_arrived": 2, "n_left": 2, "n_aged": 1,
            "n_target": 40, "n_missed": 8, "n_leaked": 6, "committee_load": 0.6 - 0.1 * self.rising(month),
            "outreach": 0.1 * self.rising(month), "n_hotline": (month + district) % 3 == 0,
        }  # fmt: skip

    def enterprises(self) -> dict[str, Any]:
        month, district = _grid(np.arange(self.months), np.arange(N_DISTRICTS))
        served = 3 + (month + district) % 3
        return {
            "month": month, "district": district, "n_enterprises": 100, "n_need": 10, "n_served": served,
            "n_queued": 10 - served, "places": served * 1.0, "delivered_latent": 0.2 * served, "value": 60.0 * served,
        }  # fmt: skip

    def services(self) -> dict[str, Any]:
        month, district, domain = _grid(np.arange(self.months), np.arange(N_DISTRICTS), np.arange(len(self.names)))
        key = (month, district, domain)
        contracted = 200.0 + 20 * district
        delivered = contracted * (0.9 + self.noise("delivered", 0.02, *key))
        latent = 0.3 + self.quality * self.rising(month) + self.noise("quality", 0.1, *key)
        price = self.cost[domain] * (1.05 + self.price * self.rising(month) + self.noise("price", 0.03, *key))
        return {
            "month": month, "district": district, "domain": self.names[domain], "n_contracts": 3, "n_providers": 2,
            "places_contracted": contracted, "places_delivered": delivered, "places_gap": 10.0,
            "places_bridge": 0.05 * delivered, "promised_quality": delivered * ndtr(latent + 0.3),
            "delivered_quality": delivered * ndtr(latent), "reported_quality": delivered * ndtr(latent + 0.4),
            "promised_latent": delivered * (latent + 0.3), "delivered_latent": delivered * latent,
            "delivered_verifiable": delivered * 0.6 * latent, "delivered_nonverifiable": delivered * 0.4 * latent,
            "effort_verifiable": delivered * 0.4, "effort_nonverifiable": delivered * 0.1,
            "contract_value": delivered * price, "cost_delivery": delivered * self.cost[domain] * 0.9,
            "cost_effort": delivered * self.cost[domain] * 0.05,
            "practice_latent": 0.1 * self.rising(month) * delivered, "places_improved": 0.3 * self.rising(month) * delivered,
        }  # fmt: skip

    def purchasers(self) -> dict[str, Any]:
        month, purchaser, domain = _grid(np.arange(self.months), np.arange(N_DISTRICTS + 1), np.arange(len(self.names)))
        paid = 15_000.0 * (1 + self.price) * (1 + self.noise("paid", 0.1, month, purchaser, domain))
        return {
            "month": month, "purchaser": purchaser, "domain": self.names[domain],
            "appropriation": 240_000.0 * (month % 12 == 0), "committed": 1.05 * paid, "paid": paid, "penalties": 0.01 * paid,
            "lapsed": 3_000.0 * (month % 12 == 11), "procedure_cost": 300.0,
            "official_hours": 4.0 + 2 * (self.policy == "open_tender"), "monitoring_hours": 3.0, "n_inspections": 1,
            "advance_lost": 20.0, "paid_late": 50.0, "belief_error": 10 * 0.2,
            "belief_bias": 10 * self.noise("belief", 0.1, month, purchaser, domain), "n_beliefs": 10,
            "survey_error": 0.1 * (month % 12 == 0), "n_surveys": (month % 12 == 0) * 1, "subsidy": 50.0 * (domain + 1),
            "development_cost": 20.0 * (month % 3),
            "n_models_found": (month % 9 == 4) * 1, "n_open": (month % 4 == 0) * 1,
            "n_found_out": 0, "n_scandals": (month % 24 == 7) * 1,
        }  # fmt: skip

    def organizations(self) -> dict[str, Any]:
        month, row = _grid(np.arange(2, self.months, 3), np.arange(N_ORGANIZATIONS + self.months // 6))
        entered = np.where(row < N_ORGANIZATIONS, -60 - row % 24, 6 * (row - N_ORGANIZATIONS) + 1)
        left = np.where(row % 10 == 3, 12 + row, 10_000)
        here = (entered <= month) & (month < left)
        month, row, entered = month[here], row[here], entered[here]
        ability = self.noise("ability", 0.5, row) + 0.004 * month * (1 + self.quality)
        income = 30_000.0 * (1 + row % 5)
        incubated = (row % 4 == 0) & (month > row % 40) & (self.policy == "venture_philanthropy")
        return {
            "month": month, "organization": row, "kind": np.array(KINDS)[row % len(KINDS)],
            "domain": self.names[row % len(self.names)], "born": entered, "n_contracts": row % 3,
            "places_contracted": 100.0 * (row % 3), "capacity": 250.0 + month, "staff": 4.0 + 0.02 * month,
            "ability": ability, "ability_verifiable": ability + 0.1, "ability_nonverifiable": ability - 0.1,
            "experience": 0.1 * (month - entered), "proposal_skill": self.noise("skill", 0.4, row), "grade": row % 6,
            "published_quality": ability, "cash": 10_000.0, "income_government": 0.7 * income * (row % 3 > 0),
            "income": income, "autonomy": 0.6, "mission": 0.06, "arrears_months": 0.1 * (row % 7 == 0),
            "incubated": incubated, "idle_months": 6 * (row % 7), "income_fees": 500.0 * (row % 3),
            "income_foundations": 300.0 * (row % 4), "tax": 100.0 * (row % 5), "unpaid_tasks": 0.02 * (row % 6),
            "professional_share": 0.4 + 0.02 * (row % 11),
            "practice": 0.05 * (row % 4),
        }  # fmt: skip

    def innovations(self) -> dict[str, Any]:
        month = np.arange(0, self.months, 5)
        return {
            "month": month, "organization": month % N_ORGANIZATIONS, "domain": self.names[month % len(self.names)],
            "channel": np.array(["found", "failed", "contact"])[month % 3], "source": -1, "contract": month,
            "gain": 0.1 * (month % 3 != 1), "practice": 0.2, "cost": 2000.0,
        }  # fmt: skip

    def budgets(self) -> dict[str, Any]:
        month, purchaser, domain = _grid(np.arange(0, self.months, 12), np.arange(N_DISTRICTS + 1), np.arange(len(self.names)))
        quality = ndtr(0.3 + self.noise("evaluated", 0.3, month, purchaser, domain))
        factor = 1.0 + 0.1 * (quality - 0.6) + self.noise("budget", 0.01, month, purchaser, domain)
        return {
            "month": month, "purchaser": purchaser, "domain": self.names[domain], "usual": 240_000.0,
            "appropriation": 240_000.0 * factor, "scope": 1.0, "performance": factor, "appeal": 0.5, "suppliers": 9,
            "setbacks": 0.1, "execution": 0.9, "quality": quality, "true_quality": quality - 0.1, "coverage": 0.5,
            "complaints": 0.5, "score": 0.6,
        }  # fmt: skip

    def founders(self) -> dict[str, Any]:
        month = np.arange(0, self.months)
        registered = month % 6 == 1
        return {
            "month": month, "ordinal": 0, "key": [combine(m) for m in month], "kind": KINDS[0],
            "domain": self.names[month % len(self.names)], "registered": registered,
            "organization": np.where(registered, N_ORGANIZATIONS + month // 6, -1),
        }  # fmt: skip

    def exits(self) -> dict[str, Any]:
        row = np.arange(3, N_ORGANIZATIONS, 10)
        row = row[12 + row < self.months]
        return {
            "month": 12 + row, "organization": row, "kind": np.array(KINDS)[row % len(KINDS)],
            "domain": self.names[row % len(self.names)], "reason": np.array(["insolvent", "idle", "hazard"])[row % 3],
            "age_months": 72 + row, "owed": 500.0 * (row % 3 == 0), "n_contracts": row % 2,
        }  # fmt: skip

    def _lines(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Year, district, domain and semantic key of every line of purchase."""
        year, district, domain = _grid(np.arange(-(-self.months // 12)), np.arange(N_DISTRICTS), np.arange(len(self.names)))
        keys = np.array([combine(y, p, d) for y, p, d in zip(year, district, domain, strict=True)], dtype=np.uint64)
        return year, district, domain, keys

    def projects(self) -> dict[str, Any]:
        year, district, domain, key = self._lines()
        directed = self.policy == "directed_commission"
        several = 1 + np.floor(5 * self.luck.uniforms("bids", year, district, domain)).astype(int)
        bids = np.ones(len(key), int) if directed else several
        failed = (bids < 3) & (self.policy == "open_tender")
        ceiling = self.cost[domain] * 1.12
        winner = np.where(failed, -1, (district * 5 + domain + year * (not directed)) % N_ORGANIZATIONS)
        incumbent = np.where(year > 0, (district * 5 + domain + (year - 1) * (not directed)) % N_ORGANIZATIONS, -1)
        return {
            "project": key, "attempt": 0, "purchaser": district, "domain": self.names[domain], "district": district,
            "fiscal_year": year, "ordinal": 0, "mechanism": self.policy, "month_opened": 12 * year,
            "month_start": 12 * year + 2, "ceiling": ceiling, "places": 200.0, "months": 12, "surveyed_need": 300.0,
            "true_need": 280.0, "n_invited": 10, "n_bids": bids + failed, "n_valid_bids": bids,
            "outcome": np.where(failed, "failed", "awarded"), "reason": np.where(failed, "too_few_bids", ""),
            "legal_basis": np.where(failed, "", "tender"), "n_awards": 1 - failed,
            "winning_price": np.where(failed, np.nan, ceiling * (0.92 + self.price)), "winner": winner,
            "incumbent": incumbent, "lead_months": 2, "official_hours": 30.0, "procedure_cost": 1500.0,
            "bidder_cost": 900.0 * bids,
            "score_rank_correlation": np.where(bids > 2, 0.5 + self.noise("rank", 0.2, year, district, domain), np.nan),
            "repurchase": year > 0, "decided_by_loser": key % 4 == 0,
            "n_effective_bids": np.minimum(bids, 2), "winner_tie": np.where(failed, np.nan, 0.2),
            "winner_quality": np.where(failed, np.nan, 0.1 + self.quality), "truth": (key % 3 == 0).astype(int),
            "red_flag": (key % 2 == 0).astype(int), "detected": (key % 6 == 0).astype(int),
        }  # fmt: skip

    def steps(self) -> dict[str, Any]:
        """Every line goes through all steps; every fifth design is refused and goes no further."""
        year, district, domain, key = self._lines()
        step = np.repeat(np.arange(len(STEPS)), key.size)
        year, district, domain, key = (np.tile(x, len(STEPS)) for x in (year, district, domain, key))
        refused = (district + domain) % 5 == 0
        kept = ~refused | (step < 3)
        step, year, district, domain, key, refused = (x[kept] for x in (step, year, district, domain, key, refused))
        stopped = (refused & (step == 2)) | (~refused & (step == 5) & (domain == 1))
        reason = np.where(stopped, np.where(step == 2, "reluctance", "shortfall"), "")
        return {
            "project": key, "step": np.array(STEPS)[step], "role": "civil_affairs", "round": 0, "attempt": 0,
            "organization": np.where(step > 3, district * 5 + domain, -1), "contract": -1, "line": -1, "purchaser": district,
            "domain": self.names[domain], "district": district, "mechanism": self.policy, "month_begun": 12 * year + step,
            "month_ended": 12 * year + step + 1, "days": np.where(step < 3, 20.0 + self.noise("days", 2.0, step), 0.0),
            "error": np.where(step < 2, 0.1, np.nan), "standard": np.where(step == 0, 0.2, np.nan),
            "outcome": np.where(stopped, np.where(step == 2, "refused", "stopped"), "passed"), "reason": reason,
        }  # fmt: skip

    def contracts(self) -> dict[str, Any]:
        year, district, domain, key = self._lines()
        start = 12 * year + 2
        done = start + 12 <= self.months
        ended = np.minimum(start + 12, self.months)
        directed = self.policy == "directed_commission"
        latent = 0.3 + self.quality + self.noise("contract", 0.2, year, district, domain)
        price = self.cost[domain] * 1.12 * (0.92 + self.price)
        organization = (district * 5 + domain + year * (not directed)) % N_ORGANIZATIONS
        delivered = 180.0 * (ended - start).clip(0)
        return {
            "contract": np.arange(len(key)), "project": key, "organization": organization, "purchaser": district,
            "domain": self.names[domain], "district": district, "mechanism": self.policy, "legal_basis": "tender",
            "month_signed": start - 1, "month_start": start, "month_end": start + 12, "month_ended": ended,
            "end_reason": np.where(done, "completed", "in_force"), "cycle_year": 0, "bridge": False,
            "repeat": directed & (year > 0),
            "predecessor": np.where(year > 0, np.arange(len(key)) - N_DISTRICTS * len(self.names), -1), "unit_price": price,
            "ceiling": self.cost[domain] * 1.12, "unit_cost": 0.95 * self.cost[domain], "places": 200.0,
            "delivered": delivered, "value": price * 200.0 * 12, "paid": price * delivered, "penalty": 0.0,
            "promised_latent": latent + 0.3, "delivered_latent": delivered * latent,
            "reported_latent": np.where(done, latent + 0.4, np.nan), "accepted_latent": np.where(done, latent + 0.15, np.nan),
            "accepted": done, "evaluated": district % 2 == 0, "truth": np.where(district % 4 == 0, 512, 0),
        }  # fmt: skip

    def choices(self) -> dict[str, Any]:
        year, district, domain, key = self._lines()
        return {
            "month": 12 * year, "line": np.arange(len(key)), "event": "chosen", "attempt": 0, "purchaser": district,
            "domain": self.names[domain], "district": district, "planned": "open_tender", "mechanism": self.policy,
            "reason": "by_lot", "value": 300_000.0,
        }  # fmt: skip

    def officials(self) -> dict[str, Any]:
        month, purchaser = (x.ravel() for x in np.meshgrid(np.arange(self.months), np.arange(N_DISTRICTS), indexing="ij"))
        return {
            "month": month, "purchaser": purchaser, "adopted": month > 6 * purchaser, "threshold": 0.2 * purchaser,
            "advantage": 0.1, "risk_aversion": 0.0, "n_results": 1.0 * month,
        }  # fmt: skip

    def bans(self) -> dict[str, Any]:
        month = np.arange(0, self.months, 12)
        return {"month": month, "organization": 1, "reason": "eliminated", "purchaser": -1, "domain": self.names[0], "months": 12}

    def bids(self) -> dict[str, Any]:
        year, district, domain, key = self._lines()
        price = self.cost[domain] * (1.0 + self.noise("bid", 0.05, year, district, domain))
        return {
            "project": key, "attempt": 0, "month": 12 * year, "mechanism": self.policy,
            "organization": (district * 5 + domain) % N_ORGANIZATIONS, "price": price, "places": 200.0,
            "promised_quality": 0.6, "dossier": 0.4, "valid": True, "reason": "", "total": 80.0, "price_points": 25.0,
            "quality_points": 55.0, "won": True, "true_cost": 0.95 * price, "true_quality": 0.3, "bid_cost": 900.0, "truth": 0,
        }  # fmt: skip

    def violations(self) -> dict[str, Any]:
        year, district, _, key = self._lines()
        return {
            "month": 12 * year, "project": key, "attempt": 0, "kind": "favoritism", "purchaser": district, "organization": -1,
            "detected": key % 2 == 0, "sanction": "", "fine": 0.0,
        }  # fmt: skip

    def inspections(self) -> dict[str, Any]:
        month = np.arange(self.months)
        said = {"kind": "inspection", "signal": 0.3, "truth": 0.25}
        return {"month": month, "contract": 0, "organization": 0, "purchaser": 0, **said}

    def ledger(self) -> dict[str, Any]:
        month = np.arange(-2, self.months)
        return {
            "row": np.arange(month.size), "month": month, "source": "purchaser/0", "target": "organization/0",
            "kind": "payment", "fen": 100_000 + np.round(self.noise("fen", 1000, month + 2)).astype(int),
        }  # fmt: skip
