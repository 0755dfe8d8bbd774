"""What of its contract terms is a mechanism's own, and which levers hold the rest equal: found by moving every lever."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

import numpy as np
from markdown_tables import table

from gpssim import registry
from gpssim.errors import GpssimError
from gpssim.market import ContractTerms, Project
from gpssim.mechanisms.base import Mechanism, standard_terms
from gpssim.scenario import Levers
from gpssim.scenario.domains import bounds

OTHER_RULE = "in_advance"
"""A payment rule in the place of what mechanisms say themselves."""
BEGIN, END = "<!-- terms: written by docs/generate.py -->", "<!-- end of terms -->"
STAY = ("payment", "pay_first", "pay_middle")
"""Levers that are moved one by one only: together they leave no room, or hide each other."""


def others(name: str) -> list[Any]:
    """Other lawful values of a lever than its default, a near one first; none where there is none to be found."""
    field, usual = Levers.model_fields[name], getattr(Levers(), name)
    if name == "payment":
        return [OTHER_RULE]
    if isinstance(usual, bool):
        return [not usual]
    if choices := get_args(field.annotation):
        return [word for word in choices if word != usual]
    if isinstance(usual, str):
        return []
    ends = [float(end) for end in bounds(field) if end is not None]
    near = [usual + max(-1.0, min(1.0, end - usual)) * (1.0 if isinstance(usual, int) else 0.25) for end in ends if end != usual]
    return [type(usual)(value) for value in (*near, *(end for end in ends if end != usual))]


def moved(levers: Levers, **changes: Any) -> Levers:
    """Levers with some of them moved; instalments leave room for the last payment."""
    return Levers(**{**levers.model_dump(), "pay_first": 0.3, "pay_middle": 0.3, **changes})


def all_away() -> Levers:
    """Every lever away from its default."""
    return moved(Levers(), **{name: others(name)[0] for name in Levers.model_fields if name not in STAY and others(name)})


def project_of(mechanism: Mechanism, levers: Levers) -> Project:
    """A purchase of usual size with the term that the mechanism gives it."""
    return Project(
        key=1, purchaser=0, domain=0, district=0, fiscal_year=0, ordinal=0, attempt=0, month=0, places=100.0,
        months=mechanism.contract_months(levers), ceiling=100.0, quality_floor=-np.inf, n_awards=1, grant_cap=np.inf, budget=1e6,
        incumbent=-1, outside_price=np.inf,
    )  # fmt: skip


def terms_of(mechanism: Mechanism, levers: Levers) -> ContractTerms:
    """The terms of a contract signed under these levers."""
    return mechanism.agreed_terms(project_of(mechanism, levers), levers)


def levers_followed(mechanism: Mechanism) -> set[str]:
    """The levers that move what a contract of the mechanism says: from their defaults, or from where all others are moved."""
    return {
        name
        for name in Levers.model_fields
        for start in (moved(Levers()), all_away())
        for value in (getattr(Levers(), name), *others(name))
        if _moves(mechanism, start, name, value)
    }


def _moves(mechanism: Mechanism, start: Levers, name: str, value: Any) -> bool:
    try:
        there = moved(start, **{name: value})
    except GpssimError:  # no lawful combination
        return False
    return terms_of(mechanism, there) != terms_of(mechanism, start)


def own_terms(mechanism: Mechanism) -> list[str]:
    """Terms that are not what the levers say, as ``name value``, where every lever is away from its default."""
    away = all_away()
    project = project_of(mechanism, away)
    signed, usual = mechanism.agreed_terms(project, away), standard_terms(project, away)
    months = [f"months {project.months}"] if project.months != away.contract_months else []
    named = [f.name for f in fields(ContractTerms) if getattr(signed, f.name) != getattr(usual, f.name)]
    return months + [f"{name} {_shown(getattr(signed, name))}" for name in named]


def _shown(value: Any) -> str:
    return (
        "/".join(f"{x:g}" for x in value) if isinstance(value, tuple) else f"{value:g}" if isinstance(value, float) else str(value)
    )


def held_equal() -> str:
    """A row for each mechanism: terms that are its own, and levers on which it does not hang although others do."""
    known = {name: registry.mechanism(name) for name in registry.mechanisms()}
    followed = {name: levers_followed(mechanism) for name, mechanism in known.items()}
    everything = set.union(*followed.values()) - {"coaching"}
    rows = [
        (f"`{name}`", ", ".join(own_terms(one)) or "–", _listed(everything - followed[name]) or "–",
         "coaching" if "coaching" in followed[name] else "–")
        for name, one in known.items()
    ]  # fmt: skip
    told = f"Levers that reach contracts: {_listed(everything)}.\n\n"
    return told + table(("mechanism", "terms of its own", "levers it does not follow", "levers it follows alone"), rows)


def with_table(page: str) -> str:
    """A page with the table in its place, between two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{held_equal()}\n{END}{after}"


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in Levers.model_fields if name in names)
