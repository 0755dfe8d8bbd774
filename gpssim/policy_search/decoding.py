"""From a place in the unit cube to a policy: portfolios from cuts of a stick, levers from their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gpssim.designs import Variable
from gpssim.policy_search.declared import Choice
from gpssim.scenario import MechanismShare, Policy, Scenario
from gpssim.scenario.declarations.changes import MechanismSetting
from gpssim.scenario.declarations.levers import Levers

LEVERS: Final = "policy.levers."
PARTS: Final = 100
"""Shares are whole percents."""


@dataclass(frozen=True)
class Decoding:
    """What a coordinate of the cube stands for: mechanisms of each choice in order, then levers."""

    scenario: Scenario
    choices: tuple[Choice, ...]
    variables: tuple[Variable, ...]

    @property
    def k(self) -> int:
        """Number of coordinates."""
        return int(np.sum([len(choice.mechanisms) for choice in self.choices], dtype=int)) + len(self.variables)

    def policy(self, place: Sequence[float], name: str) -> Policy:
        """The policy at a place, by this name."""
        rest, shares = list(place), []
        for choice in self.choices:
            own, rest = rest[: len(choice.mechanisms)], rest[len(choice.mechanisms) :]
            parts = percents(np.array(own), choice.least)
            shares += [
                MechanismShare(mechanism=m, share=part / PARTS, domain=choice.domain)
                for m, part in zip(choice.mechanisms, parts, strict=True)
                if part
            ]
        return self._with(shares, rest, name)

    def _with(self, shares: list[MechanismShare], rest: Sequence[float], name: str) -> Policy:
        values = {v.path: v.values_at(np.array([x]))[0] for v, x in zip(self.variables, rest, strict=True)}
        levers: dict[str, Any] = {p.removeprefix(LEVERS): _short(x) for p, x in values.items() if p.startswith(LEVERS)}
        settings = tuple(
            MechanismSetting(mechanism=path.split(".")[1], name=path.split(".")[2], value=_short(x))
            for path, x in values.items()
            if not path.startswith(LEVERS)
        )
        everywhere = any(choice.domain == "*" for choice in self.choices)
        all_shares = (*shares, *(() if everywhere else self._as_now()))
        return Policy(name=name, shares=all_shares, keeps=True, settings=settings, levers=Levers(**levers))

    def _as_now(self) -> tuple[MechanismShare, ...]:
        """Where nothing is chosen for a domain: the shares of the status quo but for what it keeps, which stays anyway."""
        chosen = {choice.domain for choice in self.choices}
        own = [s for s in self.scenario.policy.shares if not s.kept and s.domain not in chosen]
        found = []
        for domain in dict.fromkeys(s.domain for s in own):
            rows = [s for s in own if s.domain == domain]
            whole = float(np.sum([s.share for s in rows]))
            found += [s.model_copy(update={"share": s.share / whole}) for s in rows if whole > 0.0]
        return tuple(found)


def percents(place: np.ndarray, least: float) -> list[int]:
    """Shares in whole percents that sum to 100, evenly spread over all portfolios; those below ``least`` are none.

    Notes
    -----
    Minus logarithms of uniforms, over their sum, are uniform on the simplex (Devroye 1986, Non-Uniform Random Variate Generation,
    chapter V.2).

    >>> percents(np.array([0.5, 0.5]), 0.05), percents(np.array([0.999, 0.1, 0.4]), 0.05)
    ([50, 50], [0, 72, 28])
    """
    parts = -np.log(np.clip(place, 1e-9, 1.0 - 1e-9))
    parts = parts / parts.sum()
    parts = np.where(parts < least, 0.0, parts)
    parts = PARTS * parts / parts.sum()
    whole = np.floor(parts).astype(int)
    for i in np.argsort(whole - parts, kind="stable")[: PARTS - int(whole.sum())]:
        whole[i] += 1
    return [int(x) for x in whole]


def _short(x: Any) -> Any:
    """Levers with four figures: what is written in a file can be read."""
    return float(f"{x:.4g}") if isinstance(x, float) else x
