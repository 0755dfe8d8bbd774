"""Whether a policy is possible under the rules in force, before anything runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from gpssim.errors import impossible, unknown
from gpssim.scenario.declarations.rule_set import RuleSet

if TYPE_CHECKING:
    from gpssim.scenario.declarations.levers import Levers
    from gpssim.scenario.timeline import PolicyState


def check_names(rules: RuleSet, mechanisms: Collection[str], domains: Sequence[str]) -> None:
    """Whether the mechanisms and domains that the rules name exist.

    Raises
    ------
    UnknownNameError : the first that does not; the nearest right ones are named.
    """
    for name in rules.mechanisms_named:
        if name not in mechanisms:
            raise unknown(f"mechanism in rule set {rules.name!r}:", name, mechanisms)
    for name in (*rules.catalogue.domains, *rules.catalogue.negative):
        if name != "*" and name not in domains:
            raise unknown(f"service domain in rule set {rules.name!r}:", name, domains)


def check_policy(rules: RuleSet, state: PolicyState) -> None:
    """Whether terms, bonds, bans, fines, price weights, committees and fewest offers of a policy stay within the rules.

    Raises
    ------
    ScenarioError : the first that does not.
    """
    for name, value, domain, holds in _limits(rules, state.levers):
        if not holds:
            raise impossible(f"policy.levers.{name}", value, f"{domain} under rule set {rules.name!r}")
    for mechanism, settings in state.settings.items():
        for name, (low, high) in _ranges(rules, mechanism).items():
            value = settings.get(name)
            if isinstance(value, (int, float)) and not low <= value <= high:
                raise impossible(f"{mechanism}.{name}", value, f"from {low:g} to {high:g} under rule set {rules.name!r}")


def _ranges(rules: RuleSet, mechanism: str) -> dict[str, tuple[float, float]]:
    """Between which limits the rules allow parameters of a mechanism: weight of price, the purchaser's seats, fewest offers."""
    terms = rules.terms
    return {
        "price_weight": (terms.price_weight_min, terms.price_weight_max),
        "representatives": (0.0, terms.purchaser_share + 1e-3),
        "n_min": (rules.of(mechanism).min_bidders, 1000),
    }


def _limits(rules: RuleSet, levers: Levers) -> list[tuple[str, object, str, bool]]:
    terms, s = rules.terms, rules.sanctions
    bans = f"0, or from {s.ban_min} to {s.ban_max}"
    rows: list[tuple[str, object, str, bool]] = [
        ("contract_months", levers.contract_months, f"at most {terms.months_max}", levers.contract_months <= terms.months_max),
        ("bond", levers.bond, f"at most {terms.bond_max:g}", levers.bond <= terms.bond_max),
        ("fine", levers.fine, f"at most {s.fine_max:g}", levers.fine <= s.fine_max),
    ]
    for name in ("debarment", "blacklist_months"):
        ban = getattr(levers, name)
        rows.append((name, ban, bans, ban == 0 or s.ban_min <= ban <= s.ban_max))
    return rows
