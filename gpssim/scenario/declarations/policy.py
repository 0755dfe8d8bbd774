"""The policy: levers and mechanisms, and what changes in which month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.declarations.changes import Change, MechanismSetting, MechanismShare, Scalar
from gpssim.scenario.declarations.levers import Levers
from gpssim.scenario.fields import Group, param
from gpssim.scenario.shown import policy_as_html, policy_in_words
from gpssim.scenario.timeline import PolicyState, change_months, state_at
from gpssim.scenario.wording import Name, Title


class Policy(Group):
    """Which mechanism buys which service from which month, plus the levers.

    A policy named like a mechanism means: that mechanism for what the scenario's own policy does not declare as kept, from month 0;
    shares that are kept, and all levers, as in the scenario.
    """

    name: Name = param("status_quo", "name", "name of the policy, as it is typed and as tables have it", "policy choice")
    title: Title = param("", "text", "what it is called in legends and papers, in English; empty: its name", "policy choice")
    title_zh: Title = param("", "text", "the same in Chinese", "policy choice")
    shares: tuple[MechanismShare, ...] = param(
        (
            MechanismShare(mechanism="directed_commission", share=0.63),
            MechanismShare(mechanism="open_tender", share=0.27),
            MechanismShare(mechanism="venture_philanthropy", share=0.10, kept=True),
        ),
        "shares",
        "portfolio of mechanisms from month 0",
        "policy choice",
    )
    keeps: bool = param(False, "flag", "its shares divide what the scenario's own policy does not declare as kept; false: all money", "policy choice")
    settings: tuple[MechanismSetting, ...] = param((), "settings", "parameters of mechanisms", "policy choice")
    levers: Levers = Levers()
    change: tuple[Change, ...] = param((), "changes", "what changes later", "policy choice")

    @model_validator(mode="after")
    def _shares_sum(self) -> Self:
        for label, shares in [
            ("policy.shares", self.shares),
            *((f"policy.change at month {c.month}", c.shares) for c in self.change if c.shares),
        ]:
            for domain in {s.domain for s in shares}:
                total = sum(s.share for s in shares if s.domain == domain)
                if abs(total - 1.0) > 1e-9:
                    raise impossible(f"the sum of {label} for domain {domain!r}", round(total, 6), "1")
        return self

    @classmethod
    def of(
        cls, mechanism: str, name: str = "", settings: Mapping[str, Scalar] | None = None, levers: Mapping[str, Scalar] | None = None
    ) -> Self:
        """One mechanism for every domain from month 0, with parameters of its own and levers that differ from the scenario's.

        Beside it stays what the scenario's own policy declares as kept; with ``keeps=False`` (``model_copy``) nothing does.

        Parameters
        ----------
        mechanism : name of a purchasing mechanism.
        name : of the policy, in tables and legends; the mechanism's by default.
        settings : parameters of the mechanism by name.
        levers : levers by name.

        Raises
        ------
        ScenarioError : a lever that does not exist or a value outside its domain.

        >>> Policy.of("open_tender", "price_heavy", {"price_weight": 0.6}).settings[0].value
        0.6
        """
        tuned = tuple(MechanismSetting(mechanism=mechanism, name=k, value=v) for k, v in (settings or {}).items())
        pulled: dict[str, Any] = dict(levers or {})
        shares = (MechanismShare(mechanism=mechanism),)
        return cls(name=name or mechanism, shares=shares, keeps=True, settings=tuned, levers=Levers(**pulled))

    def __repr__(self) -> str:
        return policy_in_words(self)

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return policy_as_html(self)

    def at(self, month: int, domains: Sequence[str]) -> PolicyState:
        """The policy as it stands in a month (before 0: as written, without its changes): see :func:`gpssim.scenario.timeline.state_at`."""
        return state_at(self, month, domains)

    def change_months(self) -> tuple[int, ...]:
        """The months, from the switch, in which something changes."""
        return change_months(self)

    def mechanisms_named(self) -> frozenset[str]:
        """Every mechanism the policy ever buys with, or sets a parameter of."""
        shares = (*self.shares, *(s for c in self.change for s in c.shares))
        whole = {c.mechanism for c in self.change if c.mechanism}
        tuned = {s.mechanism for s in self.settings} | {c.lever.partition(".")[0] for c in self.change if "." in c.lever}
        return frozenset({s.mechanism for s in shares} | whole | tuned)

    def domains_named(self) -> frozenset[str]:
        """Every service domain whose mechanisms the policy names; those that its levers list are read with its state."""
        shares = (*self.shares, *(s for c in self.change for s in c.shares))
        return frozenset({s.domain for s in shares} | {c.domain for c in self.change}) - {"*"}
