"""A study of corners: every policy with every set of frictions switched off, all branched off the same warmed-up market.

A corner is a run like any other, under a policy whose name says which frictions are on; so corners are stored, resumed and told
of when they fail as the runs of every study are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from gpssim.errors import impossible, unknown
from gpssim.plain import listed
from gpssim.scenario import FRICTIONS, Frictions, Policy
from gpssim.studies.study import Study
from gpssim.studies.tasks import Job


@dataclass(frozen=True)
class CornerStudy(Study):
    """What :func:`gpssim.decompose` decomposes: 2^k runs of each policy and replication for k frictions.

    Parameters
    ----------
    frictions : names of the frictions that are switched off in turn, all seven by default; the others stay as the world has them.
        Everything else is as in :class:`Study`.

    Raises
    ------
    GpssimError : anything impossible, before anything runs.
    """

    frictions: Sequence[str] = FRICTIONS

    def __post_init__(self) -> None:
        domain = f"one or more of {', '.join(FRICTIONS)}, each once"
        object.__setattr__(self, "frictions", listed("frictions", self.frictions, domain))  # the way into a frozen dataclass
        if not self.frictions or len(set(self.frictions)) < len(self.frictions):
            raise impossible("frictions", list(self.frictions), domain)
        for name in self.frictions:
            if name not in FRICTIONS:
                raise unknown("friction", name, FRICTIONS)
        super().__post_init__()

    @cached_property
    def sets_off(self) -> tuple[tuple[str, ...], ...]:
        """Which frictions are off in each corner, in the order of :attr:`frictions`; the first corner is the world as it is."""
        kept = product((True, False), repeat=len(self.frictions))
        return tuple(tuple(name for name, on in zip(self.frictions, flags, strict=True) if not on) for flags in kept)

    @cached_property
    def corners(self) -> dict[str, tuple[Policy, tuple[str, ...]]]:
        """Every corner by the name of its runs: the policy, and what is off."""
        return {self._name(policy, off): (policy, off) for policy in self.checked for off in self.sets_off}

    def _name(self, policy: Policy, off: tuple[str, ...]) -> str:
        """The policy's name and a digit for each friction: 1 where it is on."""
        return f"{policy.name} " + "".join(str(int(name not in off)) for name in self.frictions)

    @cached_property
    def resolved(self) -> tuple[Policy, ...]:
        """A policy for each corner, complete."""
        return tuple(policy.model_copy(update={"name": name}) for name, (policy, _) in self.corners.items())

    @property
    def own(self) -> dict[str, frozenset[str]]:
        """What the policy of each corner sets itself."""
        return {name: self.asked_own[policy.name] for name, (policy, _) in self.corners.items()}

    @cached_property
    def description(self) -> dict[str, Any]:
        """What the manifest says of this study before it has run, the corners included."""
        said = {name: {"policy": policy.name, "off": list(off)} for name, (policy, off) in self.corners.items()}
        return self.described(frictions=list(self.frictions), corners=said)

    def job(self) -> Job:
        """What workers need to know: which frictions each run has."""
        world = self.specified.world.frictions
        varied = {name: Frictions(**{**dict(world), **dict.fromkeys(off, False)}) for name, (_, off) in self.corners.items()}
        return replace(super().job(), frictions=varied)
