"""What a notebook or a prompt shows of scenarios and policies: a line, and a small table instead of every parameter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gpssim.texts.html import table


def portfolio(policy: Any) -> str:
    """What buys with which share, in the order of the policy.

    >>> from gpssim.scenario import Policy
    >>> portfolio(Policy())
    '63 % directed_commission, 27 % open_tender, 10 % venture_philanthropy (kept)'
    """
    several = len({share.domain for share in policy.shares}) > 1
    return ", ".join(
        f"{100 * share.share:g} % {share.mechanism}" + f" in {share.domain}" * several + " (kept)" * share.kept
        for share in policy.shares
    )


def policy_in_words(policy: Any) -> str:
    """A policy in a line: its name, its portfolio, how much else it sets."""
    more = [f"{n} {what}" for n, what in ((len(set_levers(policy)), "levers"), (len(policy.change), "changes")) if n]
    return f"Policy({policy.name!r}: {'; '.join([portfolio(policy), *more])})"


def set_levers(policy: Any) -> dict[str, Any]:
    """The levers that are not at their neutral value, in their order."""
    declared = type(policy.levers).model_fields
    return {key: value for key, value in policy.levers if value != declared[key].default}


def policy_as_html(policy: Any) -> str:
    """Mechanisms with their shares and parameters, levers that are not neutral, and later changes."""
    return table(policy.title or policy.name, _policy_rows(policy), note=f"Policy {policy.name!r}; levers not named are neutral")


def _policy_rows(policy: Any) -> Iterator[tuple[object, ...]]:
    yield "mechanisms", portfolio(policy)
    for one in policy.settings:
        yield f"{one.mechanism}.{one.name}", one.value
    yield from set_levers(policy).items()
    for change in policy.change:
        what = f"{change.lever} = {change.value}" if change.lever else change.mechanism or f"{len(change.shares)} shares"
        yield f"from month {change.month}", what + (f" in {change.domain}" if change.domain != "*" else "")


def scenario_in_words(scenario: Any) -> str:
    """A scenario in a line: name, size, months, policies."""
    called = [policy.name for policy in (scenario.policy, *scenario.policies)]
    months = f"{scenario.months} months after {scenario.warm_up} of warm-up"
    return f"Scenario({scenario.name!r}: {world_in_words(scenario.world)}; {months}; policies {', '.join(called)})"


def world_in_words(world: Any) -> str:
    """The size of a world: residents, districts, service domains, organizations."""
    city, n = world.city, len(world.domains)
    parts = f"{city.residents:,} residents as {city.n_citizens:,} survey units", f"{city.n_districts} districts"
    return ", ".join((*parts, f"{n} domain{'s' * (n != 1)}", f"{world.organizations.n_initial} organizations"))


def scenario_as_html(scenario: Any) -> str:
    """A scenario's size, services and policies; every parameter is what ``gpssim scenario show`` prints."""
    city = scenario.world.city
    rows: list[tuple[object, ...]] = [
        ("residents", f"{city.residents:,}, as {city.n_citizens:,} survey units in {city.n_districts} districts"),
        ("organizations", f"{scenario.world.organizations.n_initial} at the start"),
        ("services", ", ".join(scenario.domain_names)),
        ("months", f"{scenario.months} after {scenario.warm_up} of warm-up, the first of them {city.start}"),
    ]
    rows += [(policy.name, portfolio(scenario.resolve_policy(policy))) for policy in (scenario.policy, *scenario.policies)]
    return table(scenario.title or scenario.name, rows, note=f"Scenario {scenario.name!r}; the first policy is the status quo")


def world_as_html(world: Any) -> str:
    """The size of a world and its services."""
    rows = [
        (d.name, f"{d.unit_cost:g}", f"{d.duration:g}", f"{d.verifiability:g}", f"{100 * d.budget_share:g} %")
        for d in world.domains
    ]
    return table(world_in_words(world), rows, ("service", "yuan a month", "months of a need", "verifiable", "of the money"))
