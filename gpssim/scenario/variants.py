"""Policies written in one word: ``open_tender:price_weight=0.1``, a mechanism with a parameter of its own, and others alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from gpssim.errors import impossible, unknown
from gpssim.scenario.declarations.changes import MechanismSetting, Scalar
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.declarations.policy import Policy
from gpssim.scenario.declarations.scenario import Scenario
from gpssim.scenario.tree import tree_of, validated
from gpssim.scenario.written import scalar_in
from gpssim.texts.variants import ONLY, parts, settings_of

if TYPE_CHECKING:
    from gpssim.scenario.declarations.changes import MechanismShare

LEVERS: Final = "levers"
"""Before the name of a lever where a mechanism has a parameter of the same name: ``levers.cost_share``."""
SHAPE: Final = "NAME:parameter=value, more of them separated by commas, each once"

ParametersOf = Callable[[str], Collection[str]]
"""The parameters of a mechanism or a choice rule, by its name; none where there is no such."""


def is_variant(scenario: Scenario, word: str) -> bool:
    """Whether a word is a name with settings, and not the name of a policy of the scenario."""
    named = {policy.name for policy in (scenario.policy, *scenario.policies)}
    return ":" in word.removeprefix(ONLY) and word not in named


def variant(scenario: Scenario, word: str, mechanisms: Collection[str], parameters_of: ParametersOf) -> Policy:
    """The policy that a name with settings writes; what it does not say, it takes from the policy or mechanism of that name.

    A setting is a parameter of the mechanism that is named, or else a lever; ``levers.NAME`` is always the lever, and
    ``MECHANISM.NAME`` the parameter of another mechanism.

    Raises
    ------
    UnknownNameError : no such policy, mechanism, parameter or lever; the nearest right names are given.
    ScenarioError : not written as name=value, or a lever outside its domain.
    """
    asked, text = parts(word)
    written = settings_of(text)
    if written is None:
        raise impossible("policy", word, SHAPE)
    base = scenario.resolve_policy(asked, mechanisms)
    own = _sorted(written, asked.removeprefix(ONLY), _Known(base, mechanisms, parameters_of))
    name = f"{base.name}:{','.join(f'{key}={_short(value)}' for key, value in written.items())}"
    return _policy(scenario, base, name, own)


def _policy(scenario: Scenario, base: Policy, name: str, own: Mapping[tuple[str, str], Scalar]) -> Policy:
    """The policy under its new name; levers and settings that its base takes from the scenario are not written again."""
    named = {policy.name: policy for policy in scenario.policies}
    levers = {lever: value for (group, lever), value in own.items() if group == LEVERS}
    tuned = [(mechanism, parameter) for mechanism, parameter in own if mechanism != LEVERS]
    settings = tuple(MechanismSetting(mechanism=m, name=p, value=own[m, p]) for m, p in tuned)
    before = named.get(base.name)
    shares: tuple[MechanismShare, ...] = base.shares
    if before is not None:
        levers = {**tree_of(before.levers), **levers}
        settings = (*(s for s in before.settings if (s.mechanism, s.name) not in tuned), *settings)
    pulled = validated(Levers, levers, "policy.levers")
    return Policy(name=name, shares=shares, settings=settings, levers=pulled, change=base.change)


@dataclass(frozen=True)
class _Known:
    """What settings of a policy may be called."""

    base: Policy
    mechanisms: Collection[str]
    parameters_of: ParametersOf

    def near(self, own: Collection[str]) -> set[str]:
        """Names without a mechanism in front, and of a portfolio those of its mechanisms' parameters."""
        its = () if own else self.base.mechanisms_named()
        return {*own, *Levers.model_fields, *(f"{m}.{parameter}" for m in its for parameter in self.parameters_of(m))}

    def check(self, group: str, name: str) -> None:
        """Refuse what stands in front of a dot and is no mechanism, and what stands behind it and is none of its parameters."""
        names = Levers.model_fields if group == LEVERS else self.parameters_of(group)
        if not names:
            raise unknown("mechanism", group, {*self.mechanisms, LEVERS})
        if name not in names:
            raise unknown("lever" if group == LEVERS else f"parameter of {group}", name, names)


def _sorted(written: Mapping[str, str], mechanism: str, known: _Known) -> dict[tuple[str, str], Scalar]:
    """Values by mechanism and parameter, those of levers under :data:`LEVERS`."""
    own = known.parameters_of(mechanism)
    found: dict[tuple[str, str], Scalar] = {}
    for key, text in written.items():
        group, dot, name = key.rpartition(".")
        if dot:
            known.check(group, name)
        elif key not in own and key not in Levers.model_fields:
            raise unknown(f"parameter of {mechanism}, or lever," if own else "lever", key, known.near(own))
        value = scalar_in(text)
        if isinstance(value, float) and not isfinite(value):
            raise impossible(key, value, "finite")
        found[group or (mechanism if key in own else LEVERS), name] = value
    return found


def _short(value: str) -> str:
    """A value as it stands in the name of a policy: numbers in one way, so that 0.10 and 0.1 are the same policy."""
    read = scalar_in(value)
    if isinstance(read, bool):
        return str(read).lower()
    if isinstance(read, int | float):
        return f"{read:.12g}"
    return f'"{read}"' if "," in read else read
