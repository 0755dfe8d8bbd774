"""The levers that are written as text, read once when the policy's state is made; nobody reads the text again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gpssim.errors import impossible
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.written import EVERYTHING, fund_uses, measures_in, names_in, path_of, words
from gpssim.units import MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True)
class Lists:
    """What the levers written as text say in a market with certain service domains.

    Attributes
    ----------
    catalogue : service domains that may be bought.
    registered_only : service domains in which only registered residents may apply.
    function_transfer : service domains in which associations work for enterprises first.
    target_groups : groups of citizens that targeting puts first; every vulnerable group where the lever names none.
    budget_path : factors on the appropriation, one a fiscal year from the switch on; empty: none.
    fund_uses : what the dedicated fund may pay for, with shares that sum to 1.
    performance_counts : what counts as performance, with weights.
    """

    catalogue: frozenset[str]
    registered_only: frozenset[str]
    function_transfer: frozenset[str]
    target_groups: tuple[str, ...]
    budget_path: tuple[float, ...]
    fund_uses: Mapping[str, float]
    performance_counts: Mapping[str, float]


def lists_of(levers: Levers, domains: Sequence[str], policy: str = "") -> Lists:
    """The levers written as text, read.

    Parameters
    ----------
    domains : names of the service domains that there are.
    policy : the policy's name, for the line of a refusal.

    Raises
    ------
    UnknownNameError : a lever names a service domain that does not exist; the nearest right ones are named.
    """

    def reserved(lever: str) -> frozenset[str]:
        where = f"service domain in policy.levers.{lever}{f' of policy {policy!r}' * bool(policy)}:"
        return frozenset(names_in(getattr(levers, lever), where, domains))

    return Lists(
        catalogue=frozenset(domains) if words(levers.catalogue) == (EVERYTHING,) else reserved("catalogue"),
        registered_only=reserved("registered_only"),
        function_transfer=reserved("function_transfer"),
        target_groups=words(levers.target_groups) or GROUPS[1:],
        budget_path=path_of(levers.budget_path),
        fund_uses=fund_uses(levers.fund_uses),
        performance_counts=measures_in(levers.performance_counts),
    )


def check_path(where: str, factors: Sequence[float], years: int) -> None:
    """Refuse a budget path that does not say something about every fiscal year of the scenario.

    Raises
    ------
    ScenarioError : its length is neither 0 nor ``years``.
    """
    if factors and len(factors) != years:
        text = ", ".join(f"{factor:g}" for factor in factors)
        raise impossible(
            f"{where}.levers.budget_path", text, f"empty or {years} factors, one for each fiscal year from the switch on"
        )


def fiscal_years(first: int, months: int) -> int:
    """Fiscal years (calendar years) that ``months`` touch, the first of which is month ``first`` of its year (0 = January).

    >>> fiscal_years(0, 120), fiscal_years(6, 12)
    (10, 2)
    """
    return -(-(first + months) // MONTHS_PER_YEAR)
