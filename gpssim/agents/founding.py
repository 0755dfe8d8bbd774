"""How citizens, organizations and purchasers come into the world: every attribute a keyed draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpssim.agents.columns import Columns
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.scenario.declarations.world import World
from gpssim.streams import Luck, combine

BEFORE_TIME = 1_000_000
"""Founding month in the keys of organizations that exist at the start."""
FOR_THE_CITY = 2_000_000
"""The same of public institutions."""
BLOCK = 1 << 14
"""Citizens founded at once."""


def pick(shares: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Categories drawn by their shares, one for each uniform."""
    edges = np.cumsum(np.asarray(shares, dtype=np.float64))
    return np.minimum(np.searchsorted(edges / edges[-1], uniforms, side="right"), len(edges) - 1)


def district_shares(world: World, luck: Luck) -> np.ndarray:
    """Share of the population in each district, shape (n_districts,)."""
    sizes = np.exp(world.city.district_spread * luck.normals("district size", np.arange(world.city.n_districts)))
    return sizes / sizes.sum()


def found_citizens(world: World, luck: Luck, citizens: Columns) -> None:
    """All citizens of a city into their columns, a block of rows after the other: what is drawn for a block is gone with it."""
    n = world.city.n_citizens
    citizens.append(n)
    for first in range(0, n, BLOCK):
        rows = np.arange(first, min(n, first + BLOCK))
        for name, values in citizen_columns(world, luck, rows).items():
            citizens[name][rows[0] : rows[-1] + 1] = values


def citizen_columns(world: World, luck: Luck, rows: np.ndarray) -> dict[str, Any]:
    """Columns of citizens, sorted by district; rows are the keys of their draws, in rising order."""
    district = pick(district_shares(world, luck), (rows + 0.5) / world.city.n_citizens).astype(np.int16)
    age_group = ages(world, luck, rows)
    group = groups(world, luck, rows, district, age_group)
    return {
        "number": rows,
        "district": district,
        "age_group": age_group,
        "group": group,
        "need": _first_needs(world, luck, rows, group),
        **character(world, luck, rows),
    }


def character(world: World, luck: Luck, numbers: np.ndarray) -> dict[str, Any]:
    """What citizens think and know when the model first meets them, by the numbers that key their draws."""
    people, n = world.citizens, numbers.size
    participation = np.clip(people.participation * 2.0 * luck.uniforms("participation", numbers), 0.0, 1.0)
    government = _spread(people.trust_government, luck.normals("trust in government", numbers))
    providers = _spread(people.trust_providers, luck.normals("trust in providers", numbers))
    return {
        "satisfaction": np.full(n, 0.5),
        "trust_government": government,
        "trust_providers": providers,
        "first_trust_government": government.copy(),
        "first_trust_providers": providers.copy(),
        "aspiration": np.full(n, people.aspiration),
        "awareness": _spread(people.awareness, luck.normals("awareness", numbers)),
        "participation": participation,
        "inclination": participation.copy(),
    }


def _spread(mean: float, normals: np.ndarray) -> np.ndarray:
    """Shares around a mean: individual starting points, kept inside [0.01, 0.99]."""
    return np.clip(mean + 0.15 * normals, 0.01, 0.99)


def ages(world: World, luck: Luck, numbers: np.ndarray) -> np.ndarray:
    """Age group of each citizen, drawn by the shares of the city."""
    city = world.city
    shares = np.array([city.share_children, 1.0 - city.share_children - city.share_elderly, city.share_elderly])
    return pick(shares, luck.uniforms("age", numbers)).astype(np.int8)


def groups(world: World, luck: Luck, numbers: np.ndarray, place: np.ndarray, age_group: np.ndarray) -> np.ndarray:
    """Group of each citizen: disabled before elderly before laid off before migrant before ordinary; ``place`` keys districts."""
    city = world.city
    places = np.arange(city.n_districts)

    def marked(name: str, share: float) -> np.ndarray:
        local = np.minimum(0.95, share * np.exp(city.vulnerable_spread * luck.normals(f"share {name}", places)))
        return luck.uniforms(name, numbers) < local[place]

    working = age_group == 1
    group = np.zeros(numbers.size, dtype=np.int8)
    group[working & marked("migrant", city.share_migrant)] = 3
    group[working & marked("laid off", city.share_laid_off)] = 4
    group[age_group == 2] = 1
    group[marked("disabled", city.share_disabled)] = 2
    return group


def _first_needs(world: World, luck: Luck, rows: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Needs in their steady state."""
    need = np.zeros((rows.size, len(world.domains)), dtype=np.uint8)
    for d, domain in enumerate(world.domains):
        prevalence = np.asarray(domain.prevalence)[group]
        need[:, d] = luck.uniforms("first need", rows, d) < prevalence
    return need


def organization_columns(world: World, luck: Luck, keys: np.ndarray, experienced: bool) -> dict[str, Any]:
    """Columns of organizations by their semantic keys (uint64, shape (n,)); ``experienced`` for those there at the start."""
    p, own = world.organizations, luck.at(0)
    kind, kinds = _kinds(world, own, keys), world.sector.kinds
    nonprofit = kind != KINDS.index("company")
    founding_domain = pick(np.array([d.budget_share for d in world.domains]), own.uniforms("founding domain", keys))
    home = pick(district_shares(world, luck), own.uniforms("home", keys))
    staff = p.staff_median * np.array(kinds.staff)[kind] * np.exp(p.staff_spread * own.normals("staff", keys))
    if not experienced:
        staff = np.minimum(staff, 3.0)
    mission = np.where(nonprofit, p.mission_mean * 2.0 * own.uniforms("mission", keys), 0.0) * np.array(kinds.mission)[kind]
    return {
        "key": keys,
        "alive": True,
        "kind_code": kind.astype(np.int8),
        "nonprofit": nonprofit,
        "founding_domain": founding_domain.astype(np.int16),
        "home": home.astype(np.int16),
        **_reach(world, own, keys, founding_domain, home),
        **_abilities(world, own, keys, (np.array(kinds.cost) * (1.0 - np.array(kinds.volunteers)))[kind]),
        "experience": _first_experience(world, own, keys, founding_domain)
        if experienced
        else _founders_experience(world, keys, founding_domain),
        "staff": staff,
        "wage": p.wage * np.exp(0.08 * own.normals("wage", keys)),
        "professional_share": np.clip(p.professional_share + 0.15 * own.normals("professionals", keys), 0.05, 0.95),
        "mission": mission,
        "first_mission": mission,
        "honesty": np.clip(p.honesty_mean + 0.2 * own.normals("honesty", keys), 0.0, 1.0),
        "proposal_skill": p.proposal_skill_sd * own.normals("proposal skill", keys),
        "autonomy": p.autonomy,
        "tie": _ties(world, own, keys),
        "win_rate": 0.3,
        "continuation_rate": 0.6,
    }


def _reach(world: World, own: Luck, keys: np.ndarray, founding_domain: np.ndarray, home: np.ndarray) -> dict[str, Any]:
    """Domains and districts an organization works in: its own first, others by chance up to the mean reach."""
    p, n = world.organizations, keys.size
    n_domains, n_districts = len(world.domains), world.city.n_districts
    wider = (p.reach_domains - 1.0) / max(1, n_domains - 1)
    domains = own.uniforms("reach domain", keys[:, None], np.arange(n_domains)[None, :]) < wider
    further = (p.reach_districts - 1.0) / max(1, n_districts - 1)
    districts = own.uniforms("reach district", keys[:, None], np.arange(n_districts)[None, :]) < further
    rows = np.arange(n)
    domains[rows, founding_domain] = True
    districts[rows, home] = True
    roots = np.where(districts, 0.1, 0.0)
    roots[rows, home] = 0.4
    return {"serves_domain": domains, "serves_district": districts, "embeddedness": roots}


def _kinds(world: World, own: Luck, keys: np.ndarray) -> np.ndarray:
    """Kinds drawn by their shares; public institutions are known by their keys."""
    kind = pick(np.array(world.organizations.kind_shares), own.uniforms("kind", keys))
    return np.where(np.isin(keys, institution_keys(world)), KINDS.index("public_institution"), kind)


def institution_keys(world: World) -> np.ndarray:
    """Keys of the public institutions that the world asks for, uint64."""
    number = {"none": 0, "city": 1, "purchaser": n_purchasers(world)}[world.sector.institutions.provide]
    return np.array([combine(FOR_THE_CITY, k) for k in range(number)], dtype=np.uint64)


def _abilities(world: World, own: Luck, keys: np.ndarray, cost_of_kind: np.ndarray) -> dict[str, Any]:
    """Ability in two tasks and log cost, jointly normal; cost moved by kind."""
    p = world.organizations
    first, second, third = (own.normals(name, keys) for name in ("ability", "ability other", "cost"))
    r, c = p.ability_tasks_correlation, p.ability_cost_correlation
    a1 = p.ability_mean + p.ability_sd * first
    a2 = p.ability_mean + p.ability_sd * (r * first + np.sqrt(1.0 - r * r) * second)
    log_cost = p.cost_sd * np.sqrt(p.cost_persistence) * (c * first + np.sqrt(1.0 - c * c) * third)
    return {
        "ability_verifiable": a1,
        "ability_nonverifiable": a2,
        "first_verifiable": a1,
        "first_nonverifiable": a2,
        "delivered_quality": 0.5 * (a1 + a2),
        "cost_type": np.exp(log_cost) * cost_of_kind,
    }


def _first_experience(world: World, own: Luck, keys: np.ndarray, founding_domain: np.ndarray) -> np.ndarray:
    """Project-years behind an organization at the start: exponential with mean 3 in its founding domain."""
    experience = np.zeros((keys.size, len(world.domains)))
    experience[np.arange(keys.size), founding_domain] = -3.0 * np.log(own.uniforms("first experience", keys))
    return experience


def _founders_experience(world: World, keys: np.ndarray, founding_domain: np.ndarray) -> np.ndarray:
    """Founders come from the sector: one project-year in their domain (assumption)."""
    experience = np.zeros((keys.size, len(world.domains)))
    experience[np.arange(keys.size), founding_domain] = 1.0
    return experience


def _ties(world: World, own: Luck, keys: np.ndarray) -> np.ndarray:
    """Ties of organizations (rows) to purchasers (columns): there or not, exponential strength."""
    p = world.purchasers
    purchasers = np.arange(n_purchasers(world))[None, :]
    there = own.uniforms("tie", keys[:, None], purchasers) < p.tie_density
    return np.where(there, -p.tie_strength * np.log(own.uniforms("tie strength", keys[:, None], purchasers)), 0.0)


def n_purchasers(world: World) -> int:
    """A purchaser for each district, and the civil affairs bureau where it has a budget."""
    return world.city.n_districts + (1 if world.purchasers.bureau_share > 0.0 else 0)


def purchaser_columns(world: World, luck: Luck) -> dict[str, Any]:
    """Columns of the purchasers: the districts' own first, the bureau last."""
    p, n, k = world.purchasers, n_purchasers(world), world.city.n_districts
    bureau = np.arange(n) >= k
    jurisdiction = np.zeros((n, k), dtype=bool)
    jurisdiction[np.arange(k), np.arange(k)] = True
    jurisdiction[bureau] = True
    rows = np.arange(n)
    return {
        "number": rows,
        "bureau": bureau,
        "jurisdiction": jurisdiction,
        "integrity": p.integrity,
        "quality_value": p.quality_value * np.exp(0.2 * luck.normals("quality value", rows)),
        "survey_noise": p.survey_noise * np.exp(0.2 * luck.normals("survey competence", rows)),
        "ceiling_noise": p.ceiling_noise * np.exp(0.2 * luck.normals("costing competence", rows)),
    }


def appropriation_table(world: World, luck: Luck) -> np.ndarray:
    """First year's appropriation, yuan, shape (purchasers, domains)."""
    p, city = world.purchasers, world.city
    total = p.appropriation_per_head * city.residents
    domains = np.array([d.budget_share for d in world.domains])
    local = district_shares(world, luck) * (1.0 - p.bureau_share) * total
    rows = np.append(local, p.bureau_share * total) if n_purchasers(world) > city.n_districts else local / (1.0 - p.bureau_share)
    return np.outer(rows, domains)
