"""Which study it is: everything that decides its numbers, and the first thing in which two studies differ.

The number of workers, the folder and the number of replications do not belong to it.
"""

from __future__ import annotations

import inspect
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from types import CodeType
from typing import Any, Final

from gpssim import registry
from gpssim.records.digest import text_digest
from gpssim.scenario import Policy, Scenario
from gpssim.scenario.beside import without_folder
from gpssim.scenario.rule_files import rule_set_text
from gpssim.scenario.written import fund_mechanisms

IDENTITY: Final = ("version", "seed", "scenario", "policy_definitions", "closures", "sources", "corners")
"""Entries of the manifest that make up the identity; those that a kind of study does not have are left out."""
FIXED: Final = (*IDENTITY, "keep")
"""Entries in which a folder and the study that continues it must agree."""


def package_version() -> str:
    """The version of gpssim."""
    return str(getattr(sys.modules["gpssim"], "__version__", "unknown"))


def package_numbers() -> str:
    """Which numbers this version makes: the same word in two versions means the same numbers to the last bit.

    It is the digest of stored runs of every part of the market, written into ``numbers.toml`` when one of them changed.
    """
    text = (resources.files("gpssim") / "numbers.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text).get(package_version(), "unknown"))


def identity_of(manifest: Mapping[str, Any]) -> str:
    """The digest of what decides the numbers."""
    return text_digest(json.dumps({name: manifest[name] for name in IDENTITY if name in manifest}, sort_keys=True))


def first_difference(there: Mapping[str, Any], here: Mapping[str, Any]) -> tuple[str, Any, Any] | None:
    """The first field in which two manifests differ: its dotted name and both values; ``None`` where they agree."""
    for name in FIXED:
        for path, old, new in _differences(name, there.get(name), here.get(name)):
            return path, old, new
    return None


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(f"{path}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            name = one.get("name", place) if isinstance(one, dict) else place
            yield from _differences(f"{path}.{name}", one, other)
    elif old != new:
        yield path, old, new


def sources_of(scenario: Scenario, policies: tuple[Policy, ...]) -> dict[str, str]:
    """The digest of the source of every plug-in that the study uses, by kind and name."""
    used = mechanisms_named(scenario, (scenario.policy, *policies))
    classes: dict[str, type] = {f"mechanism {n}": cls for n, cls in registry.mechanisms().items() if n in used}
    family = scenario.world.bidding.family
    classes[f"bidding {family}"] = registry.biddings()[family]
    info = scenario.world.information
    for system in (info.reputation, info.published_reputation):
        classes[f"reputation {system}"] = registry.reputations()[system]
    for kind, name in _rules_named((scenario.policy, *policies)):
        classes[f"{kind} {name}"] = registry.known(kind)[name]
    rules = choice_rules_named((scenario.policy, *policies))
    classes |= {f"choice {name}": registry.choices()[name] for name in rules}
    law = scenario.world.law.rule_set
    written = {f"rule set {without_folder(law)}": text_digest(rule_set_text(law))} if law else {}
    return {name: source_digest(cls) for name, cls in sorted(classes.items())} | written


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


def source_digest(cls: type) -> str:
    """The digest of a class's source text; of its compiled code where there is no text (a class typed into a shell)."""
    try:
        return text_digest(inspect.getsource(cls))
    except (OSError, TypeError):
        functions = (getattr(value, "__func__", value) for _, value in sorted(vars(cls).items()))
        codes = [f.__code__ for f in functions if inspect.isfunction(f)]
        return text_digest("\n".join(line for code in codes for line in _code_lines(code)))


def _code_lines(code: CodeType) -> Iterator[str]:
    yield f"{code.co_name} {code.co_code.hex()} {code.co_names}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_lines(constant)
        else:
            yield repr(constant)
