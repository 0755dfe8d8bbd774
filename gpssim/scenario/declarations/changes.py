"""The parts of a policy: shares of mechanisms, parameters of mechanisms, and what changes in which month."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.fields import Group, param

Scalar = bool | int | float | str


class MechanismShare(Group):
    """A mechanism and its share of the money of a domain."""

    mechanism: str = param("open_tender", "name", "purchasing mechanism (registry)")
    share: float = param(1.0, "share", "share of the domain's appropriation", ge=0.0, le=1.0)
    domain: str = param("*", "name", "service domain, * for all")
    kept: bool = param(False, "flag", "no part of what policies compare: stays as it is under a policy named like a mechanism")


class MechanismSetting(Group):
    """One parameter of a mechanism."""

    mechanism: str = param("open_tender", "name", "purchasing mechanism")
    name: str = param("price_weight", "name", "its parameter")
    value: Scalar = param(0.3, "as declared", "its value")


class Change(Group):
    """From a month on: another mix of mechanisms in a domain, another parameter of a mechanism, or another lever."""

    month: int = param(0, "month", "first month of the change, from the switch of policy", ge=0, le=1200)
    domain: str = param("*", "name", "domain whose mechanisms change, * for all")
    mechanism: str = param("", "name", "mechanism that takes the whole domain (short for one share of 1)")
    shares: tuple[MechanismShare, ...] = param((), "shares", "portfolio of mechanisms")
    lever: str = param("", "name", "lever, or mechanism.parameter")
    value: Scalar | None = param(None, "as declared", "value of the lever")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum((bool(self.mechanism), bool(self.shares), bool(self.lever))) != 1:
            raise impossible("policy.change", self.model_dump(exclude_defaults=True), "one of mechanism, shares, lever")
        if bool(self.lever) != (self.value is not None):
            raise impossible("policy.change.value", self.value, "given with lever, and only then")
        if self.domain != "*" and any(s.domain not in ("*", self.domain) for s in self.shares):
            raise impossible(
                "policy.change.shares.domain", [s.domain for s in self.shares], f"{self.domain!r}, the domain of the change"
            )
        return self
