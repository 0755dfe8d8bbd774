"""What a policy says in a given month: its changes applied in order, a pure function of policy and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError

from gpssim.errors import impossible, unknown
from gpssim.scenario.declarations.changes import Change, MechanismSetting, MechanismShare, Scalar
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.lists import Lists, lists_of
from gpssim.scenario.refusal import refused

Shares = tuple[tuple[str, float], ...]
"""Mechanisms of one domain, each with its share of the domain's appropriation; the shares sum to 1."""
Rows = tuple[MechanismShare, ...]


class Written(Protocol):
    """What a policy writes down; :class:`gpssim.scenario.Policy` is one."""

    @property
    def name(self) -> str: ...
    @property
    def shares(self) -> tuple[MechanismShare, ...]: ...
    @property
    def settings(self) -> tuple[MechanismSetting, ...]: ...
    @property
    def levers(self) -> Levers: ...
    @property
    def change(self) -> tuple[Change, ...]: ...


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The policy as it stands in one month.

    Attributes
    ----------
    shares : per service domain, the mechanisms with a share above 0, in the order in which they were written.
    settings : per mechanism, the parameters that differ from the mechanism's own defaults.
    levers : the levers in force.
    lists : what those of them say that are written as text.
    kept : per service domain, the mechanisms of ``shares`` that policies do not compare.
    """

    shares: Mapping[str, Shares]
    settings: Mapping[str, Mapping[str, Scalar]]
    levers: Levers
    lists: Lists
    kept: Mapping[str, frozenset[str]]


def change_months(policy: Written) -> tuple[int, ...]:
    """The months, from the switch, in which something changes: sorted, each once."""
    return tuple(sorted({change.month for change in policy.change}))


def state_at(policy: Written, month: int, domains: Sequence[str]) -> PolicyState:
    """The policy as it stands in a month.

    Parameters
    ----------
    month : months from the switch of policy; changes act from their own month on, none acts before month 0.
    domains : names of the service domains.

    Raises
    ------
    ScenarioError : a domain is left without a mechanism, or a change sets an impossible lever.
    UnknownNameError : a change names a lever that does not exist, or a lever lists a service domain that does not.
    """
    rows = _spread(policy.shares, "*", domains)
    settings: dict[str, dict[str, Scalar]] = {}
    for setting in policy.settings:
        settings.setdefault(setting.mechanism, {})[setting.name] = setting.value
    levers, lists = policy.levers, lists_of(policy.levers, domains, policy.name)
    for change in sorted((c for c in policy.change if c.month <= month), key=lambda c: c.month):
        if change.lever:
            levers = _pull(change, levers, settings)
            lists = lists_of(levers, domains, policy.name)
        else:
            rows |= _changed(change, domains)
    _all_served(policy, rows, domains)
    shares = {name: tuple((s.mechanism, s.share) for s in own) for name, own in rows.items()}
    kept = {name: frozenset(s.mechanism for s in own if s.kept) for name, own in rows.items()}
    return PolicyState(shares, settings, levers, lists, kept)


def _spread(shares: Iterable[MechanismShare], domain: str, domains: Sequence[str]) -> dict[str, Rows]:
    """Shares by domain: ``*`` means every domain in reach that has no shares of its own."""
    rows = [(s.domain if s.domain != "*" else domain, s) for s in shares]
    spread: dict[str, Rows] = {}
    for name in domains:
        own = [s for d, s in rows if d == name] or [s for d, s in rows if d == "*"]
        if own:
            spread[name] = tuple(s for s in own if s.share > 0.0)
    return spread


def _changed(change: Change, domains: Sequence[str]) -> dict[str, Rows]:
    if change.shares:
        return _spread(change.shares, change.domain, domains)
    reached = domains if change.domain == "*" else (change.domain,)
    return dict.fromkeys(reached, (MechanismShare(mechanism=change.mechanism),))


def _pull(change: Change, levers: Levers, settings: dict[str, dict[str, Scalar]]) -> Levers:
    """One lever changed; ``mechanism.parameter`` changes a setting instead (the registry knows which exist)."""
    assert change.value is not None  # the change's own validation
    mechanism, dot, parameter = change.lever.partition(".")
    if dot:
        settings.setdefault(mechanism, {})[parameter] = change.value
        return levers
    kind = type(levers)
    if change.lever not in kind.model_fields:
        raise unknown(f"lever in a policy's change at month {change.month}:", change.lever, kind.model_fields)
    try:
        return kind.model_validate({**levers.model_dump(), change.lever: change.value})
    except ValidationError as error:
        raise refused(error, kind, prefix="policy.levers") from None


def _all_served(policy: Written, rows: Mapping[str, Rows], domains: Sequence[str]) -> None:
    bare = [name for name in domains if name not in rows]
    if bare:
        where = f"policy {policy.name!r}: shares of domain {bare[0]!r}"
        raise impossible(where, "nothing", "one or more mechanisms whose shares sum to 1")
