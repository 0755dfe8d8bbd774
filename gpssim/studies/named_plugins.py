"""Which plug-ins a study names: those that policies buy with, and those of the world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from gpssim import registry
from gpssim.plugins import SHELVES
from gpssim.scenario import Policy, Scenario
from gpssim.scenario.written import fund_mechanisms
from gpssim.studies.own_code import words_in

Plugins = dict[tuple[str, str], Any]
"""Plug-ins by kind and name."""


def plugins_named(scenario: Scenario, policies: tuple[Policy, ...]) -> Plugins:
    """Every plug-in that a scenario and policies (its own among them) come to use by what they set."""
    named = {("mechanism", name) for name in mechanisms_named(scenario, policies) & registry.mechanisms().keys()}
    named.add(("bidding", scenario.world.bidding.family))
    info = scenario.world.information
    named |= {("reputation", system) for system in (info.reputation, info.published_reputation)}
    named |= _rules_named(policies) | {("choice", name) for name in choice_rules_named(policies)}
    return {(kind, name): registry.known(kind)[name] for kind, name in sorted(named)}


def outsiders_named(texts: Iterable[str]) -> Plugins:
    """Plug-ins from outside the package whose names stand somewhere in texts: nobody can know what own code does with a name."""
    words = {word for text in texts for word in re.split(r"\W+", text)}
    shelves = {kind: shelf for kind, shelf in SHELVES.items() if shelf.in_runs}
    return {
        (kind, name): thing
        for kind, shelf in shelves.items()
        for name, thing in shelf.known().items()
        if name in words and not is_shipped(kind, name)
    }


def texts_of(scenario: Scenario, policies: tuple[Policy, ...]) -> set[str]:
    """Every text in the world and the policies that run."""
    declared = [scenario.world.model_dump(), *(policy.model_dump() for policy in (scenario.policy, *policies))]
    return set(words_in(declared))


def is_shipped(kind: str, name: str) -> bool:
    """Whether a plug-in is the package's own."""
    return name in SHELVES[kind].shipped


def mechanisms_named(scenario: Scenario, policies: tuple[Policy, ...]) -> set[str]:
    """Mechanisms that policies buy with, set a parameter of, fall back on after failure, or let the dedicated fund call."""
    used = {name for policy in policies for name in (*policy.mechanisms_named(), policy.levers.after_failure)}
    return used | {name for policy in policies for name in _called_by_the_fund(policy, scenario.domain_names)}


def choice_rules_named(policies: tuple[Policy, ...]) -> set[str]:
    """Choice rules that policies ever follow."""
    rules = {policy.levers.choice for policy in policies} - {""}
    return rules | {str(c.value) for policy in policies for c in policy.change if c.lever == "choice" and c.value}


def _called_by_the_fund(policy: Policy, domains: Sequence[str]) -> set[str]:
    """Mechanisms that ever spend money of a policy's dedicated fund."""
    states = (policy.at(month, domains).levers for month in (-1, *policy.change_months()))
    return {name for levers in states if levers.fund_per_head > 0.0 for name in fund_mechanisms(levers.fund_uses)}


def _rules_named(policies: tuple[Policy, ...]) -> set[tuple[str, str]]:
    """Kind and name of every price rule and payment rule that policies name themselves."""
    settings = [(f"{s.mechanism}.{s.name}", s.value) for p in policies for s in p.settings]
    levers = [("payment", p.levers.payment) for p in policies]
    changes = [(c.lever, c.value) for p in policies for c in p.change if c.lever]
    named = {("payment" if lever == "payment" else "price_rule", str(value)) for lever, value in (*settings, *levers, *changes)
             if lever == "payment" or lever.endswith(".price_rule")}  # fmt: skip
    return {(kind, name) for kind, name in named if name}
